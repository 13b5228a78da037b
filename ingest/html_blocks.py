"""The blocks of a web page in reading order: paragraphs, headings, table rows, captions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree, html

from ingest.furniture import furniture_rule, is_teaser
from ingest.headline import bigrams, held_share
from ingest.html_hidden import is_hidden, is_skipped
from ingest.html_names import is_aside, is_caption, is_known, is_lead, may_be_layout
from ingest.html_records import record_elements
from ingest.html_rows import data_row
from ingest.page import check_lines
from ingest.phrases import words
from ingest.script import HAN

Kind = Literal["text", "heading", "title", "row", "caption", "item"]

_BLOCKS = words(
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
    "table tbody td tfoot th thead tr ul"
)
_AT_LENGTH, _SPEAKS = 100, 0.6  # characters; share of the title's bigrams
_INDENT = re.compile("(?<=[。！？；：”）])\\s*(?:\u3000\u3000|\u00a0{4})")  # parts paragraphs of one element
_AROUND = 60  # elements around a block that are told apart
_FEW = 12  # characters of a line that may weigh something whatever it says
_KINDS: dict[str, Kind] = {
    "h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "caption": "heading", "figcaption": "caption", "li": "item", "dd": "item",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text; `containers` are the numbers of the nearest elements around it, outermost first.

    `han` counts its Han characters; `prose` weighs its text: characters outside links, those of lines that are
    no sentences at a quarter, those of furniture not at all; `known` is true inside a container known to hold
    articles, `aside` inside navigation, sharing, comments and so on, `lead` in an element named like a subtitle
    or standfirst.
    """

    text: str
    kind: Kind
    han: int
    link_share: float
    prose: int
    known: bool
    aside: bool
    lead: bool
    containers: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    """An element that the walk has entered and not left."""

    element: etree._Element | None
    number: int
    known: bool = False
    asides: tuple[int, ...] = ()  # the elements around it that are named like what stands beside articles
    caption: bool = False
    lead: bool = False
    containers: tuple[int, ...] = ()


class _Walk:
    """Collects text until a block ends; iterative, so that no nesting overflows the stack."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.asides: list[tuple[int, ...]] = []  # of each block
        self.doubtful: dict[int, object] = {}  # asides that may be a layout's, by name: of which part
        self.path: list[_Open] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.links = 0  # how many <a> are open
        self.records: set[etree._Element] = set()
        self.record_numbers: set[int] = set()
        self.kind: Kind = "text"

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self) -> None:
        raw, linked = "".join(self.pieces), self.linked
        self.linked = 0
        self.pieces.clear()
        for part in [raw] if linked else _INDENT.split(raw):
            if text := " ".join(part.split()):
                self._end(text, linked)
        check_lines(len(self.blocks))

    def _end(self, text: str, linked: int) -> None:
        here = self.path[-1] if self.path else _Open(None, 0)
        free = max(0, len(text) - linked)
        self.blocks.append(
            Block(
                text=text,
                kind="caption" if here.caption else self.kind,
                han=len(text) - len(HAN.sub("", text)),
                link_share=min(1.0, linked / len(text)),
                prose=_prose(text, free),
                known=here.known,
                aside=bool(here.asides),
                lead=here.lead,
                containers=here.containers,
            )
        )
        self.asides.append(here.asides)


def read_blocks(root: html.HtmlElement, title: str = "", hidden: bool = False) -> list[Block]:
    """All visible blocks of a page, in order; what speaks of its `title` at length is no aside.

    With `hidden` also those that only a script would show. InvalidArticle for too many of them.
    """
    walk = _Walk()
    walk.records = record_elements(root)
    skipping: etree._Element | None = None
    for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if skipping is not None:
            if element is skipping and event == "end":
                skipping = None
                walk.add(element.tail)
        elif event == "end":
            _leave(walk, element)
            walk.add(element.tail)
        elif not isinstance(element.tag, str) or is_skipped(element) or (not hidden and is_hidden(element)):
            skipping = element
        elif element.tag == "tr" and (row := data_row(element)):
            _add_row(walk, row)
            skipping = element
        else:
            _enter(walk, element, number)
            walk.add(element.text)
    walk.flush()
    return _without_layout(walk, bigrams(title))


def _without_layout(walk: _Walk, named: Counter[str]) -> list[Block]:
    """An element that holds most of a page's text, or speaks of its title at length, is no aside by its name."""
    held, together = Counter[int](), Counter[object]()
    texts: dict[int, list[str]] = {number: [] for number in walk.doubtful}
    for block, asides in zip(walk.blocks, walk.asides, strict=True):
        for number in walk.doubtful.keys() & asides:
            held[number] += block.prose
            together[walk.doubtful[number]] += block.prose
            texts[number].append(block.text)
    total = sum(block.prose for block in walk.blocks)
    apart = sum(
        block.prose
        for block, asides in zip(walk.blocks, walk.asides, strict=True)
        if walk.record_numbers.isdisjoint(asides)
    )
    layout = {
        number
        for number, inside in texts.items()
        if together[walk.doubtful[number]] > 0.5 * (total if number in walk.record_numbers else apart)
        or (held[number] >= _AT_LENGTH and held_share("\n".join(inside), named) >= _SPEAKS)
    }
    return [
        replace(block, aside=False) if block.aside and layout.issuperset(asides) else block
        for block, asides in zip(walk.blocks, walk.asides, strict=True)
    ]


def _enter(walk: _Walk, element: etree._Element, number: int) -> None:
    tag = element.tag
    if tag == "br":
        walk.flush()
    elif tag == "a" and element.get("href") is not None:
        walk.links += 1
    caption = is_caption(element) or _is_picture_line(element)
    if tag not in _BLOCKS and not caption and not _is_own_block(element):
        return
    walk.flush()
    walk.kind = _KINDS.get(tag, "text")
    outer = walk.path[-1] if walk.path else _Open(None, 0)
    own = is_known(element)
    asides = () if own else outer.asides
    record = element in walk.records
    if record:
        walk.record_numbers.add(number)
    if not own and (record or is_aside(element)):
        asides = (*asides[-_AROUND:], number)
        if record or may_be_layout(element):
            walk.doubtful[number] = number if record else (outer.number, element.get("class"))
    walk.path.append(
        _Open(
            element,
            number,
            outer.known or own,
            asides,
            outer.caption or caption,
            outer.lead or is_lead(element),
            (*outer.containers[-_AROUND:], number),
        )
    )


def _leave(walk: _Walk, element: etree._Element) -> None:
    if element.tag == "a" and element.get("href") is not None:
        walk.links = max(0, walk.links - 1)
    if walk.path and walk.path[-1].element is element:
        walk.flush()
        walk.path.pop()
        walk.kind = "text"


def _is_own_block(element: etree._Element) -> bool:
    """An element of the site's own making (<founder-content>) that stands in no sentence."""
    if "-" not in element.tag:
        return False
    before, parent = element.getprevious(), element.getparent()
    text = before.tail if before is not None else parent.text if parent is not None else ""
    return not (text or "").strip() and not (element.tail or "").strip()


def _is_picture_line(element: etree._Element) -> bool:
    """A paragraph that holds a picture and a few words under it."""
    if element.tag not in ("p", "center") or next(element.iter("img"), None) is None:
        return False
    text = "".join(element.itertext()).strip()
    return 0 < len(text) <= 80 and not text.endswith(("。", "！", "？", "：", ":"))


def _add_row(walk: _Walk, row: str) -> None:
    walk.flush()
    walk.kind = "row"
    walk.add(row)
    walk.flush()
    walk.kind = "text"


def _prose(text: str, free: int) -> int:
    """What a line weighs that has so many characters outside links."""
    if free >= _FEW and furniture_rule(text):
        return 0
    return free if re.search(r"[，。！？；,.;!?]", text) and not is_teaser(text) else free // 4
