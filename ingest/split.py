"""An article's text to passages: whole sentences under one heading, paragraphs kept together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate

from ingest.article import Article
from ingest.blocks import WIDE, Block, heading_text, split_blocks
from ingest.passage import Passage
from ingest.sentences import paragraph_sentences

LATIN_PER_HAN = 1000 / 320
# Where a sentence that is too long may be cut, the best place first.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (r"[。!！?？][”’』」)）]*|[.]\s", r"[;；]", r"[,，](?!\d)", r"[、:：]", r"\s", r"(?s).")
)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs, each the spans of its sentences, under one heading."""

    heading: str
    paragraphs: tuple[tuple[Span, ...], ...]


def split_article(article: Article, size: int = 320) -> list[Passage]:
    """The passages of an article, in order: `article.text[p.start:p.end] == p.text`, none overlapping.

    A passage holds at most `size` Han characters, or 1,000 Latin ones at 320, or a mixture.
    It starts and ends with a sentence; a longer sentence is cut at a clause. Headings are in no text.
    The id hangs on the article's id, the heading and the text: an edit changes only the ids that it touches.
    """
    if size < 1:
        raise ValueError(f"The passage size is {size}; give at least 1 (characters).")
    text = article.text
    seen: Counter[str] = Counter()
    passages = []
    for section in sections(text):
        for start, end in _pack(text, section, size):
            content = text[start:end]
            key = _digest(section.heading, content)
            seen[key] += 1
            ordinal = f".{seen[key]}" if seen[key] > 1 else ""
            passages.append(
                Passage(f"{article.id}#{key}{ordinal}", article.id, content, start, end, section.heading)
            )
    return passages


def sections(text: str) -> Iterator[Section]:
    """The paragraphs of `text` by heading; a section's heading holds those above it (chapter / section)."""
    path: list[tuple[int, str]] = []
    paragraphs: list[tuple[Span, ...]] = []
    for block in split_blocks(text):
        if block.level is None:
            paragraphs.append(tuple(paragraph_sentences(text, block.start, block.end)))
            continue
        if paragraphs:
            yield Section(_joined(path), tuple(paragraphs))
            paragraphs = []
        path = _under(path, block.level, text, block)
    if paragraphs:
        yield Section(_joined(path), tuple(paragraphs))


def _under(path: list[tuple[int, str]], level: int, text: str, block: Block) -> list[tuple[int, str]]:
    return [*((above, words) for above, words in path if above < level), (level, heading_text(text, block))]


def _joined(path: list[tuple[int, str]]) -> str:
    return " / ".join(words for _, words in path)


def _pack(text: str, section: Section, size: int) -> list[Span]:
    """Passages of one section.

    A paragraph of half the size or more closes its passage: an edit then moves no boundary beyond it. A last
    paragraph of under a quarter of the size goes with the passage before it where it fits.
    """
    passages: list[Span] = []
    start = end = -1
    for paragraph in section.paragraphs:
        pieces = list(_balanced(text, paragraph, size))
        first, last = pieces[0][0], pieces[-1][1]
        if start >= 0 and (len(pieces) > 1 or cost(text[start:last]) > size):
            passages.append((start, end))
            start = -1
        if len(pieces) > 1:
            passages += pieces
            continue
        start, end = (first if start < 0 else start), last
        if cost(text[start:end]) >= size / 2:
            passages.append((start, end))
            start = -1
    if start >= 0:
        fits = passages and cost(text[passages[-1][0] : end]) <= size
        if fits and cost(text[start:end]) < size / 4:
            start = passages.pop()[0]
        passages.append((start, end))
    return passages


def _balanced(text: str, sentences: tuple[Span, ...], size: int) -> Iterator[Span]:
    """A paragraph as passages of about equal length, as few as will do."""
    spans = [piece for span in sentences for piece in _cut(text, span, size)]
    total = cost(text[spans[0][0] : spans[-1][1]])
    left = -(-total // size)
    start, end = spans[0]
    for first, last in spans[1:]:
        with_next = cost(text[start:last])
        here = cost(text[start:end])
        even = total / left if left > 1 else size
        if with_next > size or (left > 1 and with_next > even and with_next - even > even - here):
            yield start, end
            total -= here
            left = max(left - 1, -(-total // size), 1)
            start = first
        end = last
    yield start, end


def _cut(text: str, span: Span, size: int, level: int = 0) -> list[Span]:
    """A sentence as it is, or, where it is longer than `size`, its clauses packed up to `size`."""
    start, end = span
    if cost(text[start:end]) <= size:
        return [span]
    while level < len(_CUTS) and not _CUTS[level].search(text, start, end - 1):
        level += 1
    ends = [match.end() for match in _CUTS[level].finditer(text, start, end)]
    clauses = [(a, b) for a, b in zip([start, *ends], [*ends, end], strict=True) if a < b]
    if level == len(_CUTS) - 1:
        return _chunks(text, start, end, size)
    pieces: list[Span] = []
    for clause in clauses:
        if pieces and cost(text[pieces[-1][0] : clause[1]]) <= size:
            pieces[-1] = (pieces[-1][0], clause[1])
        else:
            pieces += _cut(text, clause, size, level + 1) if level + 1 < len(_CUTS) else [clause]
    return [trimmed for piece in pieces if (trimmed := _trim(text, piece))]


def _chunks(text: str, start: int, end: int, size: int) -> list[Span]:
    """Text without any mark to cut at, by length alone."""
    costs = [0.0, *accumulate(1.0 if WIDE.match(mark) else 1 / LATIN_PER_HAN for mark in text[start:end])]
    chunks = []
    first = 0
    while first < end - start:
        last = max(bisect_right(costs, costs[first] + size + 1e-9) - 1, first + 1)
        chunks.append((start + first, start + last))
        first = last
    return chunks


def _trim(text: str, span: Span) -> Span | None:
    piece = text[span[0] : span[1]]
    start = span[0] + len(piece) - len(piece.lstrip())
    return (start, start + len(piece.strip())) if piece.strip() else None


def cost(text: str) -> float:
    """Length in Han characters: a Latin character counts 0.32."""
    wide = len(WIDE.findall(text))
    return wide + (len(text) - wide) / LATIN_PER_HAN


def _digest(heading: str, text: str) -> str:
    return blake2b(f"{heading}\0{text}".encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
