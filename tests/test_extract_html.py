"""The article of a page: what looks like links, cards or furniture by its markup and is text, and the reverse."""

from __future__ import annotations

import pytest

from ingest import Article, Refused, article_from_bytes

TITLE = "心电图机进了村卫生室"
FIRST = "县里去年给每个村卫生室配了心电图机，村医把图传到县医院，十分钟就有结论。"
SECOND = "到今年六月，已有4,200名患者没有离开本乡就看上了病，药费比前年少了一成半。"
THIRD = "县卫健局局长说，下一步要把儿科和康复也放到乡里去，让老人和孩子少跑路。"


def kept(body: str, title: str = TITLE) -> list[str]:
    """The lines of the article of a page with this body under its title."""
    menu = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("首页", "新闻", "视频", "专题"))
    foot = "<p>版权所有 某某网 未经授权不得转载</p><p>京ICP备00000000号 京公网安备11010500000000号</p>"
    markup = f"<html><head><title>{title}</title></head><body><ul>{menu}</ul><h1>{title}</h1>{body}<div>{foot}</div>"
    (found,) = article_from_bytes(markup.encode(), "a.html")
    assert isinstance(found, Article), found.reason
    return found.text.split("\n")


@pytest.mark.parametrize(
    "body",
    [
        "<p><a name='a'>{0}</a></p><p><a name='b'>{1}</a></p><p>{2}</p>",
        "<a name='top'><p>{0}<p>{1}<p>{2}",
        "<p>{0}</p><p><a href='/topic'>{1}</a></p><p>{2}</p>",
        "{0}　　{1}　　{2}",
        "<object classid='x'><param name='movie' value='a.swf'><p>{0}</p><p>{1}</p><p>{2}</p>",
        "<embed src='a.swf'><p>{0}</p><p>{1}</p><p>{2}</p>",
        "<noscript><p>{0}</p><p>{1}</p><p>{2}</p></noscript>",
        "<div hidden><p>{0}</p><p>{1}</p><p>{2}</p></div>",
        "<p>{0}</p><div style='display:none'><p>{1}</p><p>{2}</p></div><a href='#'>展开全文</a>",
        "<my-text><my-line>{0}</my-line><my-line>{1}</my-line></my-text><p>{2}</p>",
        "<div class='ql-editor'><p>{0}</p></div><div class='ql-editor'><p>{1}</p><p>{2}</p></div>",
    ],
)
def test_paragraphs_in_markup_that_seldom_holds_any(body: str) -> None:
    assert kept(f"<div>{body.format(FIRST, SECOND, THIRD)}</div>") == [FIRST, SECOND, THIRD]


def test_an_element_of_the_site_s_own_within_a_sentence_does_not_part_it() -> None:
    marked = FIRST.replace("心电图机", "<key-word>心电图机</key-word>")
    assert kept(f"<div><p>{marked}</p><p>{SECOND}</p></div>") == [FIRST, SECOND]


def test_sections_under_linked_headings_are_no_cards() -> None:
    lines, sections = [FIRST], ""
    for number, place in enumerate(("东湖", "西山", "南滩", "北岭"), 1):
        heading = f"{number}、{place}卫生院的新机器"
        text = f"{place}卫生院把机器放在一楼，{number}位医生轮流值班，老人和孩子不用进城看病，一年少花三千多元车费。"
        sections += f"<div class='s'><h3><a href='/{number}'>{heading}</a></h3><p>{text}</p></div>"
        lines += [heading, text]
    assert kept(f"<div><p>{FIRST}</p>{sections}</div>") == lines


def test_attachments_of_a_notice_are_kept() -> None:
    lines = ["附件：1.心电图机配置表.doc", "2.村医培训安排.xls"]
    links = "".join(f"<p><a href='/f/{number}.doc'>{line}</a></p>" for number, line in enumerate(lines))
    body = f"<p>{FIRST}</p><p>{SECOND}</p>{links}<p>山县卫生健康局</p><p>2025年4月25日</p>"
    assert kept(f"<div>{body}</div>") == [FIRST, SECOND, *lines, "山县卫生健康局", "2025年4月25日"]


def test_the_text_goes_on_below_a_box_of_links() -> None:
    items = "<li><a href='1'>邻县把药送到家门口</a></li><li><a href='2'>一个院长的账本</a></li>"
    box = f"<div><b>相关阅读</b><ul>{items}</ul></div>"
    other = "高铁站旁边的夜市开到零点，卖竹编的老人说今年的生意比去年好了一倍。"
    assert kept(f"<div><p>{FIRST}</p><p>{SECOND}</p>{box}<p>{other}</p></div>") == [FIRST, SECOND, other]


def test_a_box_that_its_first_line_names_is_no_article_however_long() -> None:
    comments = "".join(
        f"<div><b>读者{n}</b><p>第{n}次路过这里，说说我的看法，修路比修桥要紧，修桥又比修楼要紧，大家都这么说。</p></div>"
        for n in range(12)
    )
    box = f"<div><h3>网友评论</h3>{comments}</div>"
    assert kept(f"<div><p>{FIRST}</p><p>{SECOND}</p></div>{box}") == [FIRST, SECOND]


def test_named_boxes_with_more_text_stay_out_beside_a_flash() -> None:
    cards = "".join(
        f"<div><a href='/{n}'><h4>大桥合龙之后的第{n}天</h4></a>"
        f"<p>第{n}天，梁段吊装到位，两岸居民放起鞭炮，预计国庆以前就能通车。</p></div>"
        for n in range(9)
    )
    text = FIRST + SECOND
    assert kept(f"<div><p>{text}</p><div class='recommend'><h3>为您推荐</h3>{cards}</div></div>") == [text]


def test_a_poem_stands_beside_long_lines_of_furniture() -> None:
    lines = [
        "风从谷口来",
        "吹黄了一坡稻子",
        "母亲弯下腰",
        "像一把旧镰刀",
        "月亮照着空院子",
        "照着没有寄出的信",
    ]
    assert kept(f"<div>{'<br>'.join(lines)}</div>", "山中的秋") == lines


def test_heads_of_tables_repeat() -> None:
    rows = "<tr><td>年份</td><td>就诊率</td></tr><tr><td>2024</td><td>{0}</td></tr>"
    tables = "".join(
        f"<p>{name}：</p><table>{rows.format(rate)}</table>" for name, rate in (("东乡", 9), ("西乡", 8))
    )
    lines = kept(f"<div><p>{FIRST}</p>{tables}<p>{THIRD}</p></div>")
    assert lines.count("年份 | 就诊率") == 2
    assert "2024 | 8" in lines


def test_points_under_a_mark_are_no_captions() -> None:
    points = ["▲ 坚持把机器放到村里。", "▲ 坚持让村医学会看图。", "▲ 坚持十分钟给出结论。"]
    body = "".join(f"<p>{line}</p>" for line in (FIRST, *points, THIRD))
    assert kept(f"<div>{body}</div>") == [FIRST, *points, THIRD]
    assert kept(f"<div><p>{FIRST}</p><p>▲ 村医老周在看图</p><p>{THIRD}</p></div>") == [FIRST, THIRD]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<noscript>" * 900 + "<b></b>" * 40_000 + FIRST * 5, "nests 90"),
        ("<my-line>村医</my-line>" * 100_001, "more than 100,000 lines"),
    ],
)
def test_a_page_that_would_take_too_long_is_refused(body: str, reason: str) -> None:
    (found,) = article_from_bytes(f"<html><title>{TITLE}</title><body>{body}".encode(), "a.html")
    assert isinstance(found, Refused)
    assert reason in found.reason
