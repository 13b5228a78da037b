"""A web page to its article: its blocks, which of them are the article's, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree, html

from ingest.article import InvalidArticle
from ingest.extract import Extract
from ingest.headline import bigrams
from ingest.html_blocks import Block, read_blocks
from ingest.html_boxes import mark_headed_boxes, titles_of_link_boxes
from ingest.html_leads import lead_blocks, near_above
from ingest.html_links import own_links
from ingest.html_metadata import Metadata, read_metadata
from ingest.html_opinions import article_blocks
from ingest.html_size import MOST_WORK, size_of
from ingest.html_state import State, hidden_state

_DEEPEST = 1_000
_MOST_FOR_OTHERS = 5_000_000  # elements times nesting; above this other extractors take too long
_HIDES = re.compile(r"display\s*:\s*none|\shidden", re.IGNORECASE)
_LEAST = 60  # characters of an article; where a page shows less, what it hides is looked at too
_PARSER = {"encoding": "utf-8", "huge_tree": True, "remove_comments": True, "remove_pis": True}


def extract_html(markup: str) -> Extract:
    """Main text, captions and metadata of a page. InvalidArticle where it holds no text."""
    root = _parsed(markup)
    metadata = read_metadata(root)
    elements, deepest = size_of(root)
    if deepest > _DEEPEST or elements * deepest > MOST_WORK:
        raise InvalidArticle(
            f"nests {deepest} of its {elements:,} elements in one another; save the page's text as .txt instead"
        )
    page = html.tostring(root, encoding="unicode") if elements * deepest <= _MOST_FOR_OTHERS else ""
    blocks, taken = _article(root, page, metadata.title, elements)
    if _weight(blocks, taken) < _LEAST and _HIDES.search(markup):
        shown_later = _article(root, page, metadata.title, elements, hidden=True)
        if _weight(*shown_later) > 2 * _weight(blocks, taken):
            blocks, taken = shown_later
    if (
        state := hidden_state(root, [blocks[number] for number in sorted(taken)], metadata.title)
    ) is not None:
        return _from_state(state, metadata, blocks)
    if not taken:
        raise InvalidArticle(
            "holds no text (a page that a script fills?); save the page once it is shown, or its text"
        )
    return _shown(blocks, taken, metadata)


def _article(
    root: html.HtmlElement, page: str, title: str, elements: int, hidden: bool = False
) -> tuple[list[Block], set[int]]:
    """(the page's blocks, the numbers of the article's)"""
    blocks = mark_headed_boxes(own_links(read_blocks(root, title, hidden)), bigrams(title))
    return blocks, article_blocks(blocks, page, elements, title) if blocks else set()


def _weight(blocks: Sequence[Block], numbers: set[int]) -> int:
    return sum(blocks[number].prose for number in numbers)


def _shown(blocks: Sequence[Block], taken: set[int], metadata: Metadata) -> Extract:
    """The article as the page shows it."""
    taken = taken - titles_of_link_boxes(blocks, taken)
    first = next((number for number in sorted(taken) if blocks[number].prose >= 30), min(taken))
    title = _shown_title(blocks[:first], metadata.title)
    taken = taken | lead_blocks(blocks, min(first, min(taken)), title)
    captions = {number for number in taken if blocks[number].kind == "caption"}
    if sum(len(blocks[number].text) for number in captions) > sum(
        len(blocks[n].text) for n in taken - captions
    ):
        captions = set()  # a picture story: its captions are its text
    return Extract(
        text="\n".join(blocks[number].text for number in sorted(taken - captions)),
        head=tuple(_near(blocks, first, max(taken), taken, title)),
        captions=tuple(blocks[number].text for number in sorted(captions)),
        dropped=tuple(block.text for number, block in enumerate(blocks) if number not in taken),
        title=title,
        source=metadata.source,
        author=metadata.author,
        published=metadata.published,
        url=metadata.url,
        warnings=metadata.warnings,
    )


def _from_state(state: State, metadata: Metadata, blocks: Sequence[Block]) -> Extract:
    """The article as the page's data hold it."""
    return Extract(
        text="\n".join(state.lines),
        captions=state.captions,
        title=metadata.title or state.title,
        source=metadata.source or state.source,
        author=metadata.author,
        published=metadata.published or state.published,
        url=metadata.url,
        dropped=tuple(block.text for block in blocks),
        warnings=(
            *metadata.warnings,
            "taken from the data in the page's scripts or its linked data: the page itself shows less",
        ),
    )


def _parsed(markup: str) -> html.HtmlElement:
    data = markup.replace("\0", "").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=html.HTMLParser(**_PARSER))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InvalidArticle("holds no page; check that the file is complete") from error
    # WeChat hides its text by style until a script has run.
    for element in root.xpath("//*[@id='js_content' or contains(@class, 'rich_media_content')]"):
        element.attrib.pop("style", None)
    return root


def _shown_title(above: Sequence[Block], declared: str) -> str:
    """The title as it stands above the text, where the declared one has more behind it (a site's name)."""
    shown = (block.text for block in reversed(above))
    return next((text for text in shown if len(text) >= 8 and declared.startswith(text)), declared)


def _near(blocks: Sequence[Block], first: int, last: int, taken: set[int], title: str) -> list[str]:
    """Lines where source, author and time stand: from the title to the text, and just below it."""
    second = min((number for number in taken if number > first), default=first)  # first may be a standfirst
    around = [
        *near_above(blocks, first, title),
        *range(first + 1, min(second, first + 4)),
        *range(last + 1, min(len(blocks), last + 4)),
    ]
    return [
        blocks[number].text for number in around if number not in taken and len(blocks[number].text) <= 160
    ]
