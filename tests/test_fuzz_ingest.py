"""Whatever the bytes are: an article, or a refusal of one line; never another exception."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest import Article, InvalidArticle, Refused, article_from_bytes, clean_article, split_article
from ingest.clean import clean
from ingest.decode import decode
from ingest.page import tidy

FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.docx", "a", "", ".txt", "\0.html"])
PIECES = st.sampled_from(
    [
        "县医院把心电图传到市里，十分钟后就有了结论。", "来源：", "2025-04-25 10:46", "相关阅读", "网友评论(3)",
        "责任编辑：", "（图/张三）", "“", "……", "????", "\ufffd", "<div>", "</p>", "<table><tr><td>", "<!--",
        "<script>", "&#x0;", "<h1>", "<a href=x>", "]]>", "---\n", "# ", "| a | b |", "![x](y)", "[", "**", "\n",
        "\r\n", "\u2028", "\0", "\t", "　　", "醫(yī)", "\ue000", "\ud800", "a" * 50, "1", ",", '"', "{", "}",
        '{"text": "', "id,text\n", "声明：", "(下转02版)", "𠮷", "👩‍👩‍👧", "ｅｎｄ",
    ]
)  # fmt: skip


def check(found: Iterable[Article | Refused]) -> None:
    for item in found:
        if isinstance(item, Refused):
            assert item.reason
            assert "\n" not in item.reason
            continue
        assert item.text.strip()
        assert item.title
        json.dumps(asdict(item), ensure_ascii=False).encode("utf-8")
        assert 0 <= item.ledger.removed_share <= 1
        for passage in split_article(item):
            assert item.text[passage.start : passage.end] == passage.text


@FUZZ
@given(st.binary(max_size=3000), NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    check(article_from_bytes(data, name))


@FUZZ
@given(st.lists(PIECES, max_size=60), NAMES, st.sampled_from(["utf-8", "gb18030", "utf-16", "big5"]))
def test_any_structure(pieces: list[str], name: str, encoding: str) -> None:
    check(article_from_bytes("".join(pieces).encode(encoding, "replace"), name))


@FUZZ
@given(st.lists(PIECES, max_size=40).map("\n".join), st.text(max_size=80))
def test_cleaning_keeps_or_records_every_character(text: str, title: str) -> None:
    cleaned = clean(text, title)
    recorded = cleaned.text + "".join(line for group in cleaned.removed for line in group.lines)
    recorded += "".join(cleaned.captions)
    lost = set(tidy(text)) - set(recorded) - set(" \n\t?\u3000()yī")
    assert not {char for char in lost if char.isalnum()}


@FUZZ
@given(
    st.binary(max_size=500),
    st.sampled_from([None, "utf-8", "gbk", "utf-16", "rot13", "hex", "\0", "utf-7", "idna"]),
)
def test_any_bytes_decode(data: bytes, declared: str | None) -> None:
    decoded = decode(data, declared)
    decoded.text.encode("utf-8", "replace")
    assert decoded.reason


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
) | st.just("\ud800医院")


@FUZZ
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["id", "title", "text", "published", "source", "author", "url", "x"]), JSON
        ),
        max_size=5,
    )
)
def test_any_rows(rows: list[dict[str, object]]) -> None:
    check(article_from_bytes("\n".join(map(json.dumps, rows)).encode(), "rows.jsonl"))


@FUZZ
@given(st.text(max_size=300), st.text(max_size=40), st.none() | st.text(max_size=20))
def test_any_given_article(text: str, title: str, published: str | None) -> None:
    with suppress(InvalidArticle):
        check([clean_article(Article("x", title, text, published=published))])


@pytest.mark.parametrize(
    "unit",
    [
        " ",
        "\u3000",
        "# a ",
        "![",
        "[a](",
        "<http://a",
        "**a",
        "（",
        "来源：",
        "1 ",
        "www.a.",
        "a@a.",
        "首页 > ",
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_repeats_takes_no_square_of_its_length(unit: str, name: str) -> None:
    """200 kB of one thing are read at once; patterns that try again from each place would take minutes."""
    sentence = "县医院把心电图传到市里，十分钟后就有了结论。"
    check(article_from_bytes(f"{sentence}\n{unit * (200_000 // len(unit))}".encode(), name))
