"""A web page to its article: three opinions on each block of the page, and the majority decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml import etree, html

from ingest.article import InvalidArticle
from ingest.extract import Extract
from ingest.html_blocks import Block, read_blocks
from ingest.html_metadata import read_metadata
from ingest.script import HAN

_DEEPEST = 1_000
_MOST_ELEMENTS = 20_000  # above this trafilatura takes too long; two opinions must do
_MOST_BLOCKS = 5_000  # above this only whole lines are compared
_PARSER = {"encoding": "utf-8", "huge_tree": True, "remove_comments": True, "remove_pis": True}


def extract_html(markup: str) -> Extract:
    """Main text, captions and metadata of a page. InvalidArticle where it holds no text.

    The opinions: trafilatura, resiliparse, and the page's own structure (a container that the Chinese web is
    known to use for articles, else the densest one). A block that two of them take is the article's.
    """
    root = _parsed(markup)
    metadata = read_metadata(root)
    elements, deepest = _size(root)
    if deepest > _DEEPEST:
        raise InvalidArticle(f"nests {deepest} elements in one another; save the page's text as .txt instead")
    blocks = read_blocks(root)
    if not any(block.text for block in blocks):
        raise InvalidArticle(
            "holds no text (a page that a script fills?); save the page once it is shown, or its text"
        )
    taken = _majority(blocks, root, elements)
    first = min(taken, default=len(blocks))
    last = max(taken, default=-1)
    return Extract(
        text="\n".join(blocks[number].text for number in sorted(taken) if blocks[number].kind != "caption"),
        head=tuple(_near(blocks, first, last, taken, metadata.title)),
        captions=tuple(blocks[number].text for number in sorted(taken) if blocks[number].kind == "caption"),
        dropped=tuple(block.text for number, block in enumerate(blocks) if number not in taken),
        title=metadata.title,
        source=metadata.source,
        author=metadata.author,
        published=metadata.published,
        url=metadata.url,
        warnings=metadata.warnings,
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


def _size(root: html.HtmlElement) -> tuple[int, int]:
    """(elements, deepest nesting)"""
    count = depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            count, depth = count + 1, depth + 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return count, deepest


def _majority(blocks: Sequence[Block], root: html.HtmlElement, elements: int) -> set[int]:
    """Numbers of the blocks that are the article's."""
    own = _by_structure(blocks)
    page = html.tostring(root, encoding="unicode")
    second = _numbers(blocks, _by_resiliparse(page))
    first = _numbers(blocks, _by_trafilatura(page)) if elements <= _MOST_ELEMENTS else second & own
    if _han(blocks, first) < 0.5 * _han(blocks, second):  # trafilatura lost the page
        first = second
    taken = (own & first) | (own & second) | (first & second)
    if _han(blocks, taken) < 0.5 * _han(blocks, own | first):
        taken = own or first or second  # they disagree: the page's own structure is nearest to the page
    taken = _without_asides(
        blocks, taken or second or {number for number, block in enumerate(blocks) if block.text}
    )
    low, high = min(taken), max(taken)
    return taken | {
        number
        for number in range(low, high)
        if blocks[number].kind in ("heading", "caption", "row") and number in own
    }


def _without_asides(blocks: Sequence[Block], taken: set[int]) -> set[int]:
    """Without comments, related links and the like, unless most of what was taken stands in such a container."""
    rest = {number for number in taken if not blocks[number].aside}
    return rest if _han(blocks, rest) >= 0.6 * _han(blocks, taken) else taken


def _by_structure(blocks: Sequence[Block]) -> set[int]:
    """The blocks in the known article container, else in the container whose paragraphs weigh most."""
    known = [number for number, block in enumerate(blocks) if block.known]
    whole = sum(block.prose for block in blocks)
    if known and sum(blocks[number].prose for number in known) >= 0.25 * whole:
        return {number for number in known if not blocks[number].aside and blocks[number].link_share < 0.6}
    scores: dict[int, float] = {}
    for block in blocks:
        if block.aside or block.link_share > 0.5:
            continue
        for step, container in enumerate(reversed(block.containers[-4:])):
            scores[container] = scores.get(container, 0.0) + block.prose / (step + 1)
    if not scores:
        return set()
    best = max(scores, key=lambda container: scores[container])
    return {
        number
        for number, block in enumerate(blocks)
        if best in block.containers and not block.aside and block.link_share < 0.6
    }


def _by_trafilatura(page: str) -> str:
    import trafilatura

    try:
        return trafilatura.extract(page, include_comments=False, include_tables=True) or ""
    except Exception:  # its failure on one page leaves two opinions
        return ""


def _by_resiliparse(page: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    return str(
        extract_plain_text(
            page, preserve_formatting=True, main_content=True, alt_texts=False, list_bullets=False
        )
    )


def _numbers(blocks: Sequence[Block], text: str) -> set[int]:
    """The blocks whose text stands in an extractor's output, white space and marks aside."""
    lines = {_bare(line) for line in text.split("\n")}
    bare = _bare(text) if len(blocks) <= _MOST_BLOCKS else ""
    found = set()
    for number, block in enumerate(blocks):
        own = _bare(block.text)
        if own and (own in lines or own in bare):
            found.add(number)
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\s|•·*#-]+", "", text)


def _han(blocks: Sequence[Block], numbers: Iterable[int]) -> int:
    return sum(len(HAN.findall(blocks[number].text)) or blocks[number].prose // 4 for number in numbers)


def _near(blocks: Sequence[Block], first: int, last: int, taken: set[int], title: str) -> list[str]:
    """Lines where source, author and time stand: from the title to the text, and just below it."""
    bare_title = _bare(title)
    start = max(0, first - 12)
    for number in range(first - 1, -1, -1):
        if blocks[number].kind == "title" or (bare_title and _bare(blocks[number].text) == bare_title):
            start = number
            break
    around = [*range(max(start, first - 25), first), *range(last + 1, min(len(blocks), last + 4))]
    return [
        blocks[number].text for number in around if number not in taken and len(blocks[number].text) <= 160
    ]
