"""The fields of a table's or JSON's row by their usual names: text is also content, 正文 or 内容."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingest.dates import parse_date

_NAMES = {
    "id": ("id", "编号"),
    "title": ("title", "headline", "标题", "題目", "题目"),
    "text": ("text", "content", "body", "article_text", "正文", "内容", "內容", "全文"),
    "source": ("source", "publisher", "outlet", "media", "来源", "來源", "媒体", "媒體"),
    "author": ("author", "byline", "作者", "记者", "記者"),
    "url": ("url", "link", "网址", "链接"),
    "published": (
        "published", "date", "published_at", "publish_date", "publish_time", "pub_date", "pubdate", "datetime",
        "time", "日期", "发布日期", "发布时间", "發布時間", "时间",
    ),
}  # fmt: skip


def has_text(names: Iterable[str]) -> bool:
    """Whether one of a table's columns, in lower case, holds the articles."""
    return not set(_NAMES["text"]).isdisjoint(names)


def no_text(names: Iterable[str]) -> str:
    """What to tell of a row or table without text."""
    return (
        f"has no field text among {', '.join(names)[:120] or 'none'}; rename the one with the article to text"
    )


def standard_fields(row: Mapping[str, object]) -> dict[str, object]:
    """The row's values under our names; the first name of each that is there and filled counts.

    `published` in all letters is taken as it stands, another name for it only where it holds a date.
    """
    known = {str(name).strip().lower(): value for name, value in row.items() if name is not None}
    found: dict[str, object] = {}
    for field, names in _NAMES.items():
        given = [name for name in names if known.get(name) not in (None, "")]
        if field == "published":
            given = [name for name in given if name == field or parse_date(str(known[name]))]
        if given:
            found[field] = known[given[0]]
        elif any(name in known for name in names):
            found[field] = ""
    return found
