"""Pages whose text a script shows: state objects, escaped markup, form fields; and pages that need none of it."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import quote

import pytest

from ingest import Article, article_from_bytes

TITLE = "心电图机进了村卫生室"
TEXTS = [
    "县里去年给每个村卫生室配了心电图机，村医把图传到县医院，十分钟就有结论。",
    "到今年六月，已有4,200名患者没有离开本乡就看上了病，药费比前年少了一成半。",
    "县卫健局局长说，下一步要把儿科和康复也放到乡里去，让老人和孩子少跑路。",
]
MARKUP = "".join(f"<p>{text}</p>" for text in TEXTS)
OTHERS = [
    {"title": f"第{n}座大桥合龙", "summary": f"第{n}座大桥昨天合龙，两岸居民放起鞭炮，国庆前就能通车。" * 3}
    for n in range(9)
]
DETAIL = {"title": TITLE, "pubTime": "2025-04-25 10:46", "source": "山县日报", "content": MARKUP}
IN_PIECES = {"title": TITLE, "body": [{"type": "text", "text": text} for text in TEXTS]}


def read(body: str) -> Article:
    head = f"<head><title>{TITLE}</title></head>"
    foot = "<div class='footer'>版权所有 某某网 京ICP备00000000号</div>"
    (found,) = article_from_bytes(f"<html>{head}<body>{body}{foot}</body></html>".encode(), "a.html")
    assert isinstance(found, Article), found.reason
    return found


@pytest.mark.parametrize(
    "holder",
    [
        "<script type='application/json'>" + json.dumps({"article": DETAIL, "more": OTHERS}) + "</script>",
        "<script>window.__STATE__ = "
        + json.dumps({"article": IN_PIECES, "more": OTHERS})
        + ";run()</script>",
        "<script>var s = JSON.parse(" + json.dumps(json.dumps({"article": DETAIL})) + ");</script>",
        "<script type='application/json'>" + quote(json.dumps(DETAIL)) + "</script>",
        "<script>var d = {title: '" + TITLE + "', content: " + json.dumps(MARKUP) + "};</script>",
        "<script>var d = {content: '&quot;" + escape(MARKUP) + "&quot;'.slice(6, -6)};</script>",
        "<script>// don't\nvar d = {content: '" + MARKUP.replace("<", "\\u003C") + "'};</script>",
        "<script>show(`" + MARKUP + "`)</script>",
        "<textarea class='content'>" + escape(MARKUP) + "</textarea>",
        "<input type='hidden' value='" + escape(MARKUP) + "'>",
    ],
)
def test_the_text_is_read_from_the_data_of_a_page(holder: str) -> None:
    article = read(f"<div id='app'></div>{holder}")
    assert article.text.split("\n") == TEXTS
    assert article.title == TITLE
    assert "the page itself shows less" in article.ledger.warnings[0]


def test_data_tell_source_and_date_where_the_page_does_not() -> None:
    article = read(f"<script>var state = {json.dumps({'detail': DETAIL})}</script>")
    assert (article.source, article.published) == ("山县日报", "2025-04-25")


def test_data_nested_without_end_hide_no_article_beside_them() -> None:
    nested = '{"a":' * 500 + json.dumps({"content": MARKUP * 2}) + "}" * 500
    article = read(f"<script>var s = {{deep: {nested}, detail: {json.dumps(DETAIL)}}}</script>")
    assert article.text.split("\n") == TEXTS
    assert article.source == "山县日报"


def test_captions_in_data_are_kept_apart() -> None:
    picture = "<figure><img src='a.jpg'><figcaption>村医老周在看图</figcaption></figure>"
    article = read(f"<script>var state = {json.dumps({'content': MARKUP + picture})}</script>")
    assert article.text.split("\n") == TEXTS
    assert article.ledger.captions == ("村医老周在看图",)


def test_a_page_that_shows_the_beginning_is_completed_from_its_data() -> None:
    shown = f"<h1>{TITLE}</h1><p>{TEXTS[0]}</p><a href='#'>展开全文</a>"
    article = read(f"{shown}<script>var state = {json.dumps(DETAIL)}</script>")
    assert article.text.split("\n") == TEXTS


@pytest.mark.parametrize("data", [OTHERS, DETAIL])
def test_what_a_page_shows_goes_before_its_data(data: object) -> None:
    shown = f"<h1>{TITLE}</h1><div>{MARKUP}</div>"
    article = read(f"{shown}<script>var state = {json.dumps(data)}</script>")
    assert article.text.split("\n") == TEXTS
    assert article.ledger.warnings == ()


def test_a_short_article_is_not_displaced_by_longer_ones_in_a_script() -> None:
    shown = f"<h1>{TITLE}</h1><p>{TEXTS[0]}</p><p>机器很小，村医三天就学会了怎么用，老人再也不用坐车。</p>"
    article = read(f"{shown}<script>var more = {json.dumps(OTHERS)}</script>")
    assert article.text.split("\n")[0] == TEXTS[0]
    assert "大桥" not in article.text


def test_a_short_text_that_a_script_will_show_is_read_where_nothing_else_is() -> None:
    article = read(f"<h1>{TITLE}</h1><div style='display:none'>{MARKUP}</div>")
    assert article.text.split("\n") == TEXTS


def test_an_english_page_as_data() -> None:
    texts = [
        "The county gave every village clinic an ECG machine last year, and doctors read the pictures at once.",
        "By June, 4,200 patients had been treated without leaving their township, at a seventh less cost.",
    ]
    data = {"body": "".join(f"<p>{text}</p>" for text in texts)}
    article = read(f"<div id='app'></div><script>var state = {json.dumps(data)}</script>")
    assert article.text.split("\n") == texts
