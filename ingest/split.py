"""An article's text to passages: whole sentences under one heading, paragraphs kept together."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np

from ingest.article import Article
from ingest.blocks import Block, heading_text, split_blocks
from ingest.passage import Passage
from ingest.places import Mention, by_prominence, find_mentions, find_places, own_division, with_parents
from ingest.resolve import resolve_dates
from ingest.sentences import paragraph_sentences

HAN, LATIN = 25, 8
"""What a character costs: 320 Han characters cost as much as 1,000 Latin ones."""
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6“”‘’…—"
    r"\U00020000-\U0003fffd]+"
)
"""Han and full-width characters, and marks that are set as wide."""
# Where a sentence that is too long may be cut, the best place first.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (r"[。!！?？][”’』」)）]*|[.]\s", r"[;；]", r"[,，](?!\d)", r"[、:：]", r"\s")
)
_OF_THE_PROVINCE = re.compile("[全我]省|(?<![\u4e00-\u9fff])省[委政财卫医编人教民]")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs, each the spans of its sentences, under one heading; `above` are the heading's own spans."""

    heading: str
    above: tuple[Span, ...]
    paragraphs: tuple[tuple[Span, ...], ...]


def split_article(article: Article, size: int = 320) -> list[Passage]:
    """The passages of an article, in order: `article.text[p.start:p.end] == p.text`, none overlapping.

    A passage holds at most `size` Han characters, or 1,000 Latin ones at 320, or a mixture. It starts and
    ends with a sentence; a longer sentence is cut at a clause. Headings are in no text. The id hangs on the
    article's id, heading and text: an edit changes only the ids that it touches. A passage's places are
    those of its heading and its text, and where no heading names one, the title's; one without any is about
    the article's province where it says 全省, else about the article's first place.
    """
    if size < 1:
        raise ValueError(f"The passage size is {size}; give at least 1 (characters).")
    text = article.text
    known = article.places or find_places(article.title)
    mentions = find_mentions(text, known)
    default = known[:1] or by_prominence((mention.name, 1) for mention in mentions)[:1]
    subject = find_places(article.title, known) or (known[:1] if own_division(text) else ())
    costs = running_costs(text)
    seen: Counter[str] = Counter()
    passages = []
    for section in sections(text):
        for start, end in _pack(text, costs, section, size * HAN):
            content = text[start:end]
            key = _digest(section.heading, content)
            seen[key] += 1
            ordinal = f".{seen[key]}" if seen[key] > 1 else ""
            passages.append(
                Passage(
                    id=f"{article.id}#{key}{ordinal}",
                    article_id=article.id,
                    text=content,
                    start=start,
                    end=end,
                    heading=section.heading,
                    places=_places(mentions, section.above, (start, end), subject)
                    or _province(known, content)
                    or default,
                    dates=resolve_dates(content, article.published),
                )
            )
    return passages


def _places(
    mentions: list[Mention], above: tuple[Span, ...], own: Span, subject: tuple[str, ...]
) -> tuple[str, ...]:
    """The places named in the headings or the passage; where none heads it, also the title's."""
    heading = [mention.name for span in above for mention in _within(mentions, span)]
    names = [mention.name for mention in _within(mentions, own)]
    found = by_prominence([*((name, len(names) + 1) for name in heading), *((name, 1) for name in names)])
    if heading or not found:
        return found
    around = with_parents(found)
    return (*found, *(place for place in subject if place not in around))


def _province(known: tuple[str, ...], content: str) -> tuple[str, ...]:
    """The province that 全省 or 省财政厅 means: the one that all places of the article lie in."""
    if "省" not in content or not _OF_THE_PROVINCE.search(content):
        return ()
    provinces = [place for place in with_parents(known) if place.endswith("省")]
    return tuple(provinces) if len(provinces) == 1 else ()


def _within(mentions: list[Mention], span: Span) -> list[Mention]:
    first = bisect_left(mentions, span[0], key=_start)
    return mentions[first : bisect_left(mentions, span[1], key=_start)]


def _start(mention: Mention) -> int:
    return mention.start


def sections(text: str) -> Iterator[Section]:
    """The paragraphs of `text` by heading; a section's heading holds those above it (chapter / section)."""
    path: list[Block] = []
    paragraphs: list[tuple[Span, ...]] = []
    for block in split_blocks(text):
        if block.level is None:
            paragraphs.append(tuple(paragraph_sentences(text, block.start, block.end)))
            continue
        if paragraphs:
            yield _section(text, path, paragraphs)
            paragraphs = []
        level = block.level
        path = [*(above for above in path if above.level is not None and above.level < level), block]
    if paragraphs:
        yield _section(text, path, paragraphs)


def _section(text: str, path: list[Block], paragraphs: list[tuple[Span, ...]]) -> Section:
    heading = " / ".join(heading_text(text, block) for block in path)
    return Section(heading, tuple((block.start, block.end) for block in path), tuple(paragraphs))


def _pack(text: str, costs: array[int], section: Section, limit: int) -> list[Span]:
    """Passages of one section.

    A paragraph of half the limit or more closes its passage: an edit then moves no boundary beyond it. A last
    paragraph of under a quarter of it goes with the passage before where that fits.
    """
    passages: list[Span] = []
    start = end = -1
    for paragraph in section.paragraphs:
        pieces = _balanced(text, costs, paragraph, limit)
        first, last = pieces[0][0], pieces[-1][1]
        if start >= 0 and (len(pieces) > 1 or costs[last] - costs[start] > limit):
            passages.append((start, end))
            start = -1
        if len(pieces) > 1:
            passages += pieces
            continue
        start, end = (first if start < 0 else start), last
        if (costs[end] - costs[start]) * 2 >= limit:
            passages.append((start, end))
            start = -1
    if start >= 0:
        fits = passages and costs[end] - costs[passages[-1][0]] <= limit
        if fits and (costs[end] - costs[start]) * 4 < limit:
            start = passages.pop()[0]
        passages.append((start, end))
    return passages


def _balanced(text: str, costs: array[int], sentences: tuple[Span, ...], limit: int) -> list[Span]:
    """A paragraph as passages of about equal length, as few as will do."""
    spans = [piece for span in sentences for piece in _cut(text, costs, span, limit)]
    passages: list[Span] = []
    start, end = spans[0]
    for first, last in spans[1:]:
        here, with_next, total = (costs[at] - costs[start] for at in (end, last, spans[-1][1]))
        left = -(-total // limit)
        even = total / left
        if with_next > limit or (left > 1 and with_next > even and with_next - even > even - here):
            passages.append((start, end))
            start = first
        end = last
    return [*passages, (start, end)]


def _cut(text: str, costs: array[int], span: Span, limit: int, level: int = 0) -> list[Span]:
    """A sentence as it is, or, where it is longer than the limit, its clauses packed up to that."""
    start, end = span
    if costs[end] - costs[start] <= limit:
        return [span]
    while level < len(_CUTS) and not _CUTS[level].search(text, start, end - 1):
        level += 1
    if level == len(_CUTS):
        return _chunks(costs, start, end, limit)
    ends = [match.end() for match in _CUTS[level].finditer(text, start, end)]
    pieces: list[Span] = []
    for first, last in pairwise(sorted({start, *ends, end})):
        if pieces and costs[last] - costs[pieces[-1][0]] <= limit:
            pieces[-1] = (pieces[-1][0], last)
        else:
            pieces += _cut(text, costs, (first, last), limit, level + 1)
    return [trimmed for piece in pieces if (trimmed := _trim(text, piece))]


def _chunks(costs: array[int], start: int, end: int, limit: int) -> list[Span]:
    """Text without any mark to cut at, by length alone."""
    chunks = []
    while start < end:
        last = max(bisect_right(costs, costs[start] + limit, start, end + 1) - 1, start + 1)
        chunks.append((start, last))
        start = last
    return chunks


def _trim(text: str, span: Span) -> Span | None:
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    return (start, start + len(piece.strip())) if piece.strip() else None


def running_costs(text: str) -> array[int]:
    """The cost of text[:n] for each n; text[a:b] costs running_costs[b] - running_costs[a]."""
    costs = bytearray([LATIN]) * len(text)
    for match in _WIDE.finditer(text):
        costs[match.start() : match.end()] = bytes([HAN]) * (match.end() - match.start())
    return array("Q", bytes(8) + np.cumsum(np.frombuffer(costs, np.uint8), dtype=np.uint64).tobytes())


def _digest(heading: str, text: str) -> str:
    return blake2b(f"{heading}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
