"""Elements of a page that hold no text of it, or do not show it; what holds much text is shown after all."""

from __future__ import annotations

from itertools import islice

from lxml import etree

from ingest.phrases import words
from ingest.script import HAN

_NEVER_TEXT = words("script style select textarea input head")
# An <object> that is never closed, or a <noscript> with the page for readers without scripts, may hold the article.
_SELDOM_TEXT = words("noscript template svg math iframe object button canvas audio video map dialog")
_SHOWN_LATER = 400  # characters of a hidden element that a script will show
_CONTINUED = 60  # the same of one that stands right below paragraphs
_PARAGRAPH, _NEAR = 20, 4  # characters of such a paragraph; elements looked at
_MISPLACED = 80  # Han characters of an element that holds the page


def is_skipped(element: etree._Element) -> bool:
    """Scripts, forms, players and so on."""
    if element.tag in _NEVER_TEXT:
        return True
    return element.tag in _SELDOM_TEXT and not _holds(element, _MISPLACED, han=True)


def is_hidden(element: etree._Element) -> bool:
    """Not shown, and not so long that a script will show it."""
    if element.get("aria-hidden") == "true" and element.tag != "div":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    if element.get("hidden") is None and "display:none" not in style:
        return False
    return not _holds(element, _CONTINUED if _continues(element) else _SHOWN_LATER)


def _continues(element: etree._Element) -> bool:
    """Paragraphs right below shown ones: a button would show them."""
    if element.find("p") is None:
        return False
    above = islice(element.itersiblings(preceding=True), _NEAR)
    return any(one.tag == "p" and _holds(one, _PARAGRAPH) for one in above)


def _holds(element: etree._Element, least: int, han: bool = False) -> bool:
    """At least so many (Han) characters; looks no further than that, for such elements may be nested."""
    count = 0
    for text in element.itertext():
        piece = text[: 10 * least]
        count += len(HAN.findall(piece)) if han else len(piece)
        if count >= least:
            return True
    return False
