"""What a web page declares of itself: title, source, author, date and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

_TITLE = ("og:title", "twitter:title", "articletitle", "dc.title", "headline", "title")
_SOURCE = ("contentsource", "article:source", "source", "mediaid", "og:article:source", "dc.source")
_SITE = ("og:site_name", "sitename", "application-name")
_AUTHOR = ("article:author", "og:article:author", "author", "dc.creator", "byl", "parsely-author")
_DATE = (
    "article:published_time", "og:article:published_time", "weibo:article:create_at", "pubdate",
    "publishdate", "publish_time", "datepublished", "og:release_date", "bytedance:published_time",
    "apub:time", "publication_date", "dc.date", "dc.date.issued", "date", "firstpublished", "article.created",
)  # fmt: skip
_URL = ("og:url",)
_ARTICLE_TYPES = frozenset(
    {"NewsArticle", "Article", "ReportageNewsArticle", "BlogPosting", "WebPage", "Report"}
)
# "Title_Channel_Site", "Title - Site", "Title|Site": what follows the last separator is the site's name.
_SITE_SUFFIX = re.compile(
    r"^(.{6,}?)(?:\s?[_|｜]\s?|\s[-–—]{1,2}\s?|[-–—]{1,2}(?=[\u4e00-\u9fff]{2,12}(?:网|报|台|社|线|端|闻|道|府|局|委|院)$))(?:[^_|｜]{2,40})$"
)
_CATEGORY = re.compile(r"^\[[^\]]{1,8}\]\s?(?=.{4})")  # [医疗] before the title of a forum's thread
_NO_AUTHOR = re.compile(r"^(?:https?:|admin|编辑|佚名|未知|网站|[\d\W]*$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Declared fields of a page, "" where absent; `published` is as it stands there."""

    title: str = ""
    source: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    warnings: tuple[str, ...] = ()


def read_metadata(root: html.HtmlElement) -> Metadata:
    """Read a parsed page; its visible heading goes before its head's title where both agree in part."""
    meta = _meta(root)
    linked = next(_linked_data(root), {})
    declared = str(linked.get("headline") or "") or _first(meta, _TITLE) or _text(root, "//title")
    shown = (_CATEGORY.sub("", _plain(element)) for element in root.xpath("//h1"))
    headings = [text for text in shown if len(text) >= 4]
    return Metadata(
        title=_best_title(declared.strip(), headings, _text(root, "//title")),
        source=_text(root, "//*[@id='js_name']")
        or _first(meta, _SOURCE)
        or _name(linked.get("publisher"))
        or _first(meta, _SITE),
        author=_clean_author(_name(linked.get("author")) or _first(meta, _AUTHOR)),
        published=str(linked.get("datePublished") or "") or _first(meta, _DATE) or _time(root),
        url=_first(meta, _URL) or next(iter(root.xpath("//link[@rel='canonical']/@href")), ""),
    )


def without_site(title: str) -> str:
    """A page's title without the channel and site behind it.

    >>> without_site("县域医共体怎么建_健康频道_某某网")
    '县域医共体怎么建'
    """
    while (match := _SITE_SUFFIX.match(title)) is not None:
        title = match[1].strip()
    return title


def _best_title(declared: str, headings: list[str], page_title: str) -> str:
    for heading in headings:
        if heading in (declared, page_title) or heading in page_title or (declared and heading in declared):
            return heading
    declared = without_site(declared)
    if headings and (not declared or len(headings) == 1) and len(headings[0]) >= 8:
        return headings[0]
    return declared or (headings[0] if headings else "")


def _meta(root: html.HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content[:500])
    return found


def _linked_data(root: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles among the page's JSON-LD objects."""
    for script in root.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            data = json.loads((script.text or "")[:500_000], strict=False)
            # Its escapes may give half a character, which could not be stored.
            data = json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace"))
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph") if isinstance(data, dict) else data
        for entry in graph if isinstance(graph, list) else [data]:
            kind = entry.get("@type") if isinstance(entry, dict) else None
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(one, str) and one in _ARTICLE_TYPES for one in kinds) and entry.get("headline"):
                yield entry


def _name(value: object) -> str:
    """The name of a JSON-LD person or organisation, or of the first few of several."""
    if isinstance(value, list):
        return " ".join(filter(None, (_name(entry) for entry in value[:6])))
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip()[:200] if isinstance(value, str) else ""


def _clean_author(author: str) -> str:
    return "" if _NO_AUTHOR.match(author) else author


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str:
    return next((meta[name] for name in names if name in meta), "")


def _time(root: html.HtmlElement) -> str:
    for element in root.xpath("//time[@datetime or @pubdate] | //*[@itemprop='datePublished']")[:1]:
        return str(element.get("datetime") or element.get("content") or _plain(element))[:60]
    return ""


def _text(root: html.HtmlElement, path: str) -> str:
    return next((text for text in map(_plain, root.xpath(path)) if text), "")


def _plain(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())[:400]
