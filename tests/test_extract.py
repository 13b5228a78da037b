"""HTML, PDF, DOCX and Markdown: the article's blocks in order, tables as rows, what the file declares of itself."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import docx
import pytest
from reportlab.lib.pagesizes import A5
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest import Article, Refused, article_from_bytes, split_article
from ingest.article import InvalidArticle
from ingest.extract import extract_markdown
from ingest.extract_docx import extract_docx
from ingest.extract_html import extract_html
from ingest.extract_pdf import extract_pdf
from ingest.html_metadata import without_site

FIRST = "县里去年给每个村卫生室配了心电图机，村医把图传到县医院，十分钟就有结论。"
SECOND = "到今年六月，已有4,200名患者没有离开本乡就看上了病，药费比前年少了一成半。"
THIRD = "县卫健局局长说，下一步要把儿科和康复也放到乡里去，让老人和孩子少跑路。"
NAV = "<div class='nav'><a href='/'>首页</a><a href='/n'>新闻</a><a href='/v'>视频</a><a href='/s'>专题</a></div>"
FOOT = (
    "<div class='xiangguan'><h3>相关阅读</h3><ul><li><a href='1'>邻县把药送到家门口</a></li>"
    "<li><a href='2'>一个院长的账本</a></li></ul></div>"
    "<div class='pinglun'><h3>网友评论</h3><p>老王：我妈就是这样看的病，确实方便，以前要坐三个小时的车。</p></div>"
    "<div class='footer'>版权所有 某某网 京ICP备00000000号</div>"
)


def page(body: str, head: str = "<title>心电图进村</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{NAV}{body}{FOOT}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>　　{text}</p>\n" for text in texts)


@pytest.mark.parametrize(
    "container",
    [
        "<div id='artibody' class='article'>{}</div>",
        "<div class='post_body'>{}</div>",
        "<div id='js_content' style='visibility: hidden; opacity: 0'>{}</div>",
        "<div class='rm_txt_con cf'>{}</div>",
        "<article class='syl-article-base'>{}</article>",
        "<div class='TRS_Editor'>{}</div>",
        "<div class='x1y2z3'><div>{}</div></div>",
        "<table width='960'><tr><td class='nav2'><a href='#'>栏目</a></td><td valign='top'>{}</td></tr></table>",
        "<form id='aspnetForm'><div><div id='zoom'>{}</div></div></form>",
    ],
)
def test_containers_of_the_chinese_web(container: str) -> None:
    body = f"<h1>心电图机进了村卫生室</h1>{container.format(paragraphs(FIRST, SECOND, THIRD))}"
    extract = extract_html(page(body))
    assert extract.text.split("\n") == [FIRST, SECOND, THIRD]
    assert extract.title == "心电图机进了村卫生室"
    assert "邻县把药送到家门口" in extract.dropped


def test_paragraphs_without_p_elements() -> None:
    body = f"<div class='content'>{FIRST}<br><br>　　{SECOND}<br/>&nbsp;&nbsp;{THIRD}</div>"
    assert extract_html(page(body)).text.split("\n") == [FIRST, SECOND, THIRD]
    spans = "".join(
        f"<section><span>{text[:9]}</span><strong>{text[9:]}</strong></section>"
        for text in (FIRST, SECOND, THIRD)
    )
    assert extract_html(page(f"<div id='js_content'>{spans}</div>")).text.split("\n") == [
        FIRST,
        SECOND,
        THIRD,
    ]


def test_headings_tables_and_captions_keep_their_place() -> None:
    rows = (("th", "年份", "就诊率"), ("td", "2023", "85%"), ("td", "2024", "91%"))
    table = "".join(f"<tr><{tag}>{year}</{tag}><{tag}>{rate}</{tag}></tr>" for tag, year, rate in rows)
    figure = "<figure><img src='a.jpg'><figcaption>村医老周在看图</figcaption></figure>"
    body = f"<div class='article-content'><p>{FIRST}</p>"
    body += f"<h2>一、怎么传</h2><p>{SECOND}</p><table>{table}</table>{figure}<p>{THIRD}</p></div>"
    extract = extract_html(page(body))
    assert extract.text.split("\n") == [
        FIRST,
        "一、怎么传",
        SECOND,
        "年份 | 就诊率",
        "2023 | 85%",
        "2024 | 91%",
        THIRD,
    ]
    assert extract.captions == ("村医老周在看图",)


def test_a_link_inside_a_sentence_stays() -> None:
    linked = FIRST.replace("心电图机", "<a href='/d'>心电图机</a>")
    extract = extract_html(page(f"<div>{paragraphs(linked, SECOND, THIRD)}</div>"))
    assert extract.text.split("\n")[0] == FIRST


LINKED_DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "BreadcrumbList"},
        {
            "@type": ["NewsArticle"],
            "headline": "心电图机进了村卫生室",
            "datePublished": "2025-04-25T08:00:00+08:00",
            "author": [{"@type": "Person", "name": "周明"}, {"name": "李红"}],
            "publisher": {"@type": "Organization", "name": "山县新闻网"},
        },
    ],
}


@pytest.mark.parametrize(
    "head",
    [
        f"<title>x</title><script type='application/ld+json'>{json.dumps(LINKED_DATA)}</script>",
        "<title>心电图机进了村卫生室_健康频道_山县新闻网</title><meta name='source' content='山县新闻网'>"
        "<meta name='author' content='周明 李红'><meta name='PubDate' content='2025-04-25 08:00'>",
        "<title>山县新闻网</title><meta property='og:title' content='心电图机进了村卫生室'>"
        "<meta property='og:site_name' content='山县新闻网'><meta property='article:author' content='周明 李红'>"
        "<meta property='article:published_time' content='2025-04-25T08:00:00+08:00'>",
    ],
)
def test_what_the_head_of_a_page_declares(head: str) -> None:
    html = page(f"<div class='article-content'>{paragraphs(FIRST, SECOND, THIRD)}</div>", head)
    (article,) = article_from_bytes(html.encode(), "a.html")
    assert isinstance(article, Article)
    assert article.title == "心电图机进了村卫生室"
    assert (article.source, article.author, article.published) == ("山县新闻网", "周明 李红", "2025-04-25")
    assert article.ledger.evidence["published"].confidence == "found"


def test_what_the_page_shows_goes_before_what_its_head_declares() -> None:
    shown = ("2025年04月26日 10:46", "来源：山县日报", "作者：周明", "阅读：158")
    byline = f"<div class='info'>{' '.join(f'<span>{part}</span>' for part in shown)}</div>"
    head = "<title>心电图机进了村卫生室</title><meta property='og:site_name' content='转载网'>"
    head += "<meta name='author' content='admin'>"
    html = page(
        f"<h1>心电图机进了村卫生室</h1>{byline}<div id='zoom'>{paragraphs(FIRST, SECOND, THIRD)}</div>", head
    )
    (article,) = article_from_bytes(html.encode(), "a.html")
    assert isinstance(article, Article)
    assert (article.source, article.author, article.published) == ("山县日报", "周明", "2025-04-26")
    assert article.text == f"{FIRST}\n{SECOND}\n{THIRD}"
    outside = [line for group in article.ledger.removed for line in group.lines]
    assert any("山县日报" in line for line in outside)
    assert any("邻县把药送到家门口" in line for line in outside)


def test_a_page_that_a_script_fills_may_hold_its_text_as_linked_data() -> None:
    entry = {
        "@type": "NewsArticle",
        "headline": "心电图机进了村卫生室",
        "articleBody": f"{FIRST}\n{SECOND}\n{THIRD}",
    }
    head = f"<script type='application/ld+json'>{json.dumps(entry)}</script>"
    extract = extract_html(page("<div id='app'></div>", head))
    assert extract.text.split("\n") == [FIRST, SECOND, THIRD]
    assert extract.title == "心电图机进了村卫生室"
    assert "linked data" in extract.warnings[0]


def test_text_that_a_script_will_show_is_read_and_hidden_scraps_are_not() -> None:
    hidden = f"<div class='c1' style='display: none'>{paragraphs(*(FIRST, SECOND, THIRD) * 4)}</div>"
    extract = extract_html(page(f"<p style='display:none'>{THIRD}</p>{hidden}"))
    assert extract.text.split("\n") == [FIRST, SECOND, THIRD] * 4


def test_site_names_are_no_title() -> None:
    assert without_site("县域医共体怎么建_健康频道_某某网") == "县域医共体怎么建"
    assert without_site("县域医共体怎么建 - 某某日报") == "县域医共体怎么建"
    assert without_site("How a county pools its funds | East River Post") == "How a county pools its funds"
    assert without_site("2024-2025年工作计划") == "2024-2025年工作计划"


@pytest.mark.parametrize(
    ("markup", "says"),
    [
        ("<div>" * 100_000 + FIRST, "elements in one another"),
        ("<html><body><script>var a</script><div id='app'></div></body></html>", "holds no text"),
    ],
)
def test_pages_that_are_refused(markup: str, says: str) -> None:
    with pytest.raises(InvalidArticle, match=says):
        extract_html(markup)


def test_xml_entities_are_not_followed() -> None:
    markup = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY b "bbbb">]>'
        f"<html><body><div>{paragraphs(FIRST, SECOND)}<p>&e;&b;</p></div></body></html>"
    )
    text = extract_html(markup).text
    assert "root:" not in text
    assert FIRST in text


def test_markdown() -> None:
    extract = extract_markdown(
        "---\ntitle: '心电图进村'\nsource: 山县新闻网\ndate: 2025-04-25\n---\n"
        "## 一、怎么传\n\n> 引言：**快**就是*命*。\n\n- 第一步见[附件](http://x.cn/(1).pdf)\n- 第二步\n\n"
        "| 年份 | 就诊率 |\n|---|:--:|\n| 2024 | 91% |\n\n![村医在看图](a.jpg)\n2*3*4 与 snake_case_name\n"
    )
    assert (extract.title, extract.source, extract.published) == ("心电图进村", "山县新闻网", "2025-04-25")
    assert [line for line in extract.text.split("\n") if line] == [
        "一、怎么传",
        "引言：快就是命。",
        "第一步见附件",
        "第二步",
        "年份 | 就诊率",
        "2024 | 91%",
        "2*3*4 与 snake_case_name",
    ]
    assert extract.captions == ("村医在看图",)


def pdf(draw: Callable[[Canvas], None]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A5)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def draw_report(canvas: Canvas) -> None:
    text = (FIRST + SECOND + THIRD) * 3
    lines = [text[start : start + 28] for start in range(0, len(text), 28)]
    for number in range(3):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(40, 570, "某某县卫生健康局 工作简报 第5期")
        canvas.drawString(200, 20, f"- {number + 1} -")
        for row, line in enumerate(lines[number * 5 : number * 5 + 5]):
            canvas.drawString(40, 520 - 14 * row, line)
        canvas.showPage()


def test_pdf_lines_become_paragraphs_without_page_heads() -> None:
    (article,) = article_from_bytes(pdf(draw_report), "report.pdf")
    assert isinstance(article, Article)
    whole = (FIRST + SECOND + THIRD) * 3
    assert article.text.replace("\n", "") == whole[: 15 * 28]
    assert article.ledger.format == "pdf"
    dropped = [line for group in article.ledger.removed for line in group.lines]
    assert dropped.count("某某县卫生健康局 工作简报 第5期") == 3


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: pdf(lambda canvas: canvas.rect(50, 50, 200, 200, fill=1)), "pictures of pages and no text"),
        (lambda: pdf(draw_report)[:2000], "is cut off before its end"),
        (lambda: b"%PDF-1.7\n" + b"\0\xff" * 3000 + b"\n%%EOF", "damaged"),
    ],
)
def test_pdfs_that_are_refused(data: Callable[[], bytes], says: str) -> None:
    with pytest.raises(InvalidArticle, match=says):
        extract_pdf(data())


def test_a_pdf_that_inflates_is_refused() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageCompression(1)
        canvas._code.append("(a) Tj " * 4_000_000)

    with pytest.raises(InvalidArticle, match=r"too much time or memory|damaged|too long"):
        extract_pdf(pdf(draw))


def word(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def build_report(document: docx.document.Document) -> None:
    document.add_paragraph("心电图进村调研报告", style="Title")
    document.add_heading("一、现状", 1)
    document.add_paragraph(FIRST)
    table = document.add_table(rows=2, cols=3)
    for row, cells in zip(table.rows, (("年份", "就诊率", "人次"), ("2024", "91%", "")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.rows[1].cells[1].merge(table.rows[1].cells[2])
    document.add_paragraph(SECOND)
    document.core_properties.author = "周明"


def test_docx_headings_and_tables_in_order() -> None:
    extract = extract_docx(word(build_report))
    assert extract.title == "心电图进村调研报告"
    assert extract.author == "周明"
    assert [line for line in extract.text.split("\n") if line] == [
        "一、现状",
        FIRST,
        "年份 | 就诊率 | 人次",
        "2024 | 91%",
        SECOND,
    ]


def repacked(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            lambda: repacked(word(build_report), "word/document.xml", b"<a>" + b" " * 60_000_000),
            "inflates beyond measure",
        ),
        (lambda: word(lambda document: None), "holds no text"),
        (lambda: word(build_report)[:-200], "damaged or cut DOCX"),
    ],
)
def test_docx_files_that_are_refused(data: Callable[[], bytes], says: str) -> None:
    with pytest.raises(InvalidArticle, match=says):
        extract_docx(data())


def test_entities_in_a_docx_are_refused() -> None:
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "'
        + b"a" * 1000
        + b'">'
        + b"".join(
            b'<!ENTITY a%d "%s">' % (level, b"&a%s;" % (b"%d" % (level - 1) if level > 1 else b"") * 20)
            for level in range(1, 8)
        )
    )
    content = (
        bomb
        + b"]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    )
    content += b"<w:p><w:r><w:t>&a7;</w:t></w:r></w:p></w:body></w:document>"
    (refused,) = article_from_bytes(repacked(word(build_report), "word/document.xml", content), "bomb.docx")
    assert isinstance(refused, Refused)
    assert "could not be read as DOCX" in refused.reason


CARDS = "".join(
    f"<div class='v{n}'><a href='/{n}'><h4>{title}</h4></a><p>{text}</p></div>"
    for n, (title, text) in enumerate(
        (
            ("大桥昨天合龙", "昨天下午三点，最后一块梁段吊装到位，两岸居民放起鞭炮，预计国庆以前就能通车。"),
            ("收割机进了梯田", "小型收割机一小时能收一亩二分地，种粮大户说今年总算不用到处找人帮忙了。"),
            ("老街修旧如旧", "修缮后的老街保留了青石板和木门板，三十多家老店陆续搬了回来，游客多了一倍。"),
            ("校车增加线路", "新线路覆盖了最远的五个村，孩子们不用再寄宿，早上能多睡一个小时再出门。"),
        )
    )
)


@pytest.mark.parametrize("place", ["{cards}{article}", "{article}{cards}"])
def test_cards_of_other_articles_that_hold_more_text_are_not_the_article(place: str) -> None:
    article = f"<div><h1>心电图机进了村卫生室</h1><div>{paragraphs(FIRST, '机器很小。', '村医学了三天。')}</div></div>"
    markup = f"<html><body>{place.format(cards=f'<div>{CARDS}</div>', article=article)}</body></html>"
    (found,) = article_from_bytes(markup.encode(), "a.html")
    assert isinstance(found, Article)
    assert found.text == f"{FIRST}\n机器很小。\n村医学了三天。"


def test_the_first_post_of_a_thread_is_no_record_of_replies() -> None:
    posts = "".join(
        f"<div class='post'><b>读者</b><i>2024-05-01 10:2{n}</i><div>{text}</div><a href='#'>回复</a></div>"
        for n, text in enumerate(
            (f"{FIRST}{SECOND}{THIRD}" * 2, "说得对。", "我们乡也有。", "什么时候轮到我们？")
        )
    )
    (found,) = article_from_bytes(f"<html><body><h1>心电图机</h1>{posts}</body></html>".encode(), "a.html")
    assert isinstance(found, Article)
    assert FIRST in found.text
    assert "什么时候轮到我们" not in found.text


@pytest.mark.parametrize(
    "lead",
    [
        "<h1>{title}</h1><h2>{lead}</h2>",
        "<h1>{title}</h1><div class='sub-title'>{lead}</div>",
        "<div class='subhead'>{lead}</div><h1>{title}</h1>",
        "<h1>{title}</h1><p>——{lead}</p>",
        "<header><h1>{title}</h1><p>{lead}，机器从县里一直送到了最远的村子，村医和老人都说这件事办得好。</p></header>",
    ],
)
def test_a_subtitle_is_the_article_s(lead: str) -> None:
    title, subtitle = "心电图机进了村卫生室", "三年走完最后一公里"
    above = f"<div>{lead.format(title=title, lead=subtitle)}<div>2024-05-01 10:20 来源：某某报</div></div>"
    body = f"{above}<div id='zoom'>{paragraphs(FIRST, SECOND, THIRD)}</div>"
    (found,) = article_from_bytes(page(body, f"<title>{title}</title>").encode(), "a.html")
    assert isinstance(found, Article)
    shown = found.text.split("\n")
    assert shown[0].lstrip("—").split("，")[0] == subtitle
    assert shown[1:] == [FIRST, SECOND, THIRD]
    assert (found.title, found.source) == (title, "某某报")


def test_our_county_is_the_one_whose_site_it_is() -> None:
    body = "<p>我县二级医院今年增加床位一百二十张，乡镇卫生院全部配备了救护车，群众看病更加方便。</p>" * 3
    page = f"""<html><head><title>看病更方便_江永县人民政府</title></head><body>
    <div class="nav"><a href="/">首页</a> <a href="/a">走进江永</a></div><h1>看病更方便</h1>
    <div class="content">{body}</div>
    <div class="related"><a href="/1">桑植县的做法</a></div>
    <div class="footer">主办：江永县人民政府办公室 版权所有</div></body></html>"""
    (article,) = article_from_bytes(page.encode(), "county.html")
    assert isinstance(article, Article)
    assert article.places[0] == "江永县"
    assert {passage.places for passage in split_article(article)} == {("江永县",)}
    (elsewhere,) = article_from_bytes(page.replace("我县", "道县").encode(), "county.html")
    assert isinstance(elsewhere, Article)
    assert "江永县" not in elsewhere.places
