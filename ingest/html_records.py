"""Records of a page: three or more elements of one build in a row, as lists of comments and of other articles are.

<div><a><h4>Another article</h4></a><p>Its beginning ...</p></div>      a card
<div><b>Reader</b><i>2024-05-01</i><div>...</div><a>回复</a></div>      a comment
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, islice
from statistics import median

from lxml import etree, html

from ingest.furniture import ends_sentence, is_teaser
from ingest.phrases import words

_FEWEST, _LARGEST = 3, 60  # records in a row; elements in one of them
_POST = 200  # characters of a post that may be an article
_PARAGRAPH, _SECTION = 20, 50  # characters of a paragraph, and of a section under a heading
_MOST = 0.75  # share of a row that must look like records
_RECORDS = words("div li dl section article")
_INLINE = words("a img br em i b strong span font picture")
_HEADLINE = 6  # characters of a link that is one
_POSTED = re.compile(
    r"\d{4}[-/年]\d{1,2}[-/月]\d|\d{1,2}[-月]\d{1,2}日?\s+\d{1,2}:\d\d|\d+\s?(?:秒|分钟|小时|天|周|个?月|年)前|昨天|刚刚"
)
_REPLY = re.compile(r"^\W*(?:回复|回應|举报|赞|顶|踩|reply|like)\W*(?:\d+\W*)?$", re.IGNORECASE)


def record_elements(root: html.HtmlElement) -> set[etree._Element]:
    """The elements that are records."""
    found: set[etree._Element] = set()
    for parent in root.iter("div", "ul", "ol", "section", "body", "main", "td", "form"):
        if len(parent) < _FEWEST:
            continue
        children = [child for child in parent if isinstance(child.tag, str)]
        for build, group in groupby(children, key=_build):
            run = list(group)
            if (
                build
                and len(run) >= _FEWEST
                and sum(map(_is_record, run)) >= _MOST * len(run)
                and not _are_sections(run)
            ):
                found.update(run[1:] if _opens_thread(run) else run)
    return found


def _opens_thread(run: list[etree._Element]) -> bool:
    """The first of the posts of a forum is the article: it is far longer than the replies."""
    sizes = [len("".join(post.itertext())) for post in run]
    return sizes[0] >= _POST and sizes[0] > 3 * median(sizes[1:])


def _are_sections(run: list[etree._Element]) -> bool:
    """Sections of an article under linked headings: a paragraph stands right above the first of them."""
    above = run[0].getprevious()
    while above is not None and not isinstance(above.tag, str):
        above = above.getprevious()
    if above is None or next(above.iter("a", "li", "div", "input"), above) is not above:
        return False
    text = "".join(above.itertext()).strip()
    if len(text) < _PARAGRAPH or not ends_sentence(text):
        return False
    sections = ["".join(section.itertext()).strip() for section in run]
    whole = sum(ends_sentence(section) and not is_teaser(section) for section in sections)
    return (
        whole >= _MOST * len(run) and median(map(len, sections)) >= _SECTION and not any(map(_is_reply, run))
    )


def _build(element: etree._Element) -> tuple[str, frozenset[str]] | None:
    """What two records of one list have in common; None for what is no record."""
    inner = list(islice(_inner_tags(element), _LARGEST)) if element.tag in _RECORDS else []
    if not inner or len(inner) == _LARGEST:
        return None
    return str(element.tag), frozenset(inner) - _INLINE


def _inner_tags(element: etree._Element) -> Iterator[str]:
    return (str(inner.tag) for inner in element.iterdescendants() if isinstance(inner.tag, str))


def _is_record(element: etree._Element) -> bool:
    """With a headline that is a link, or with the time and a button to reply."""
    leading = (link for link in element.iter("a") if not (link.get("href") or "#").startswith("#"))
    links = ["".join(link.itertext()).strip() for link in leading]
    if any(len(link) >= _HEADLINE for link in links):
        return True
    return _is_reply(element)


def _is_reply(element: etree._Element) -> bool:
    """With the time, or a button to reply."""
    texts = [text.strip() for text in element.itertext() if text.strip()]
    return len(texts) > 1 and (
        any(map(_REPLY.match, texts)) or any(len(text) <= 40 and _POSTED.search(text) for text in texts)
    )
