"""Sentence ends of Chinese and English text, with offsets; headings are spans of their own.

    他说:“准备好了。大家放心。”随后离开。  ->  他说:“准备好了。大家放心。” | 随后离开。
    “准备好了。”他说。                   ->  one sentence: the quote opens it, so what follows belongs to it

A semicolon ends nothing: 一是…；二是…； is one sentence. A sentence longer than `LONG` is split at the
sentences inside its quotes and brackets. A line without any punctuation is one sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from ingest.blocks import split_blocks

LONG = 160
"""Characters of a sentence above which the sentences inside its quotes count as sentences."""

_CLOSER = {"”": "“", "’": "‘", "』": "『", "」": "「", ")": "(", "）": "（", "】": "【", "》": "《", "]": "["}
_OPENERS = frozenset(_CLOSER.values())
_QUOTES = frozenset('“‘『「"')
_PAIRED = re.compile("[" + re.escape("".join(_CLOSER) + "".join(_OPENERS) + '"') + "]")
_CANDIDATE = re.compile(r"[。!！?？｡．….]+")
_PLAIN = frozenset("。！？｡")
_GOES_ON = frozenset("。!！?？｡．….,，、;；:：~～")
_AFTER_ELLIPSIS = frozenset("等的地得了与和及或之")
_LINK = re.compile(r"(?:https?://|www\.)[!-~]+|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}")
_FIRST_MARK = re.compile(r"\s*[(（]?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})$")
_LATER_MARK = re.compile(r"[。!！?？;；:：、,，]\s*\d{1,2}$|\s\d{1,2}$")
_GAP = re.compile(r"[ \u3000]+(?=[”’』」)）])")
_WORD = re.compile(r"[A-Za-z][A-Za-z.]*$")
# Abbreviations: never a last word, last before a word that begins sentences, last where no number follows.
_NEVER_LAST = re.compile(
    r"m(?:rs?|s|t)|dr|prof|st|vs|e\.g|i\.e|cf|figs?|eqs?|vol|pp|dept|gov|gen|col|lt|sgt|capt|rep|sen|rev|hon"
    r"|approx|est|messrs|ft|eds?|viz"
)
_SELDOM_LAST = re.compile(r"etc|inc|ltd|co|corp|al|jr|sr|ph\.d|bros|(?:[a-z]\.)*[a-z]")
_BEFORE_NUMBER = re.compile(r"nos?|art|sec|ch|p|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec")
_STARTER = re.compile(
    r"(?:The|An?|In|On|At|Its?|He|She|They|We|You|I|Th(?:is|at|ese|ose|eir|ere|en)|But|And|However|As|For|If|Wh(?:en|ile"
    r"|at|o|y)|With|After|Before|By|From|His|Her|Our|Since|So|To|How|Some|Many|Most|All|Each)\b"
)
_SAID = re.compile(
    r"\s*[\w.' -]{0,40}?\b(?:said|says|asked|added|told|replied|explained|wrote|noted|recalled)\b"
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open (start, end) of each sentence and heading, in order, without the white space around it.

    Together the spans hold every character that is not white space. No span crosses a paragraph's end.
    """
    spans: list[tuple[int, int]] = []
    for block in split_blocks(text):
        if block.level is None:
            spans += paragraph_sentences(text, block.start, block.end)
        else:
            spans.append((block.start, block.end))
    return spans


def paragraph_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of the paragraph `text[start:end]`, as offsets into `text`."""
    paragraph = text[start:end]
    if "www." in paragraph or "://" in paragraph or "@" in paragraph:
        paragraph = _LINK.sub(_masked, paragraph)
    pairs = _pairs(paragraph)
    wholes = _outermost(pairs)
    outer: list[int] = []
    inner: list[int] = []
    begin = 0
    for match in _CANDIDATE.finditer(paragraph):
        if not _is_end(paragraph, begin, match):
            continue
        stop = _past_closers(paragraph, match.end(), pairs)
        if stop < len(paragraph) and paragraph[stop] in _GOES_ON:
            continue
        if _inside(stop, wholes):
            inner.append(stop)
        elif not _belongs_on(paragraph, begin, match.end(), stop, pairs):
            outer.append(stop)
            begin = stop
    return [(start + a, start + b) for a, b in _spans(paragraph, outer, inner)]


def _masked(link: re.Match[str]) -> str:
    """An address without its marks, but for those that may end the sentence it stands in."""
    address = link.group().rstrip(".!?)\"'")
    return "x" * len(address) + link.group()[len(address) :]


def _spans(paragraph: str, outer: list[int], inner: list[int]) -> list[tuple[int, int]]:
    found = []
    begin = 0
    for end in [*outer, len(paragraph)]:
        within = inner[bisect_right(inner, begin) : bisect_left(inner, end)]
        cuts = within if end - begin > LONG else []
        for cut in [*cuts, end]:
            piece = paragraph[begin:cut]
            if stripped := piece.strip():
                first = begin + len(piece) - len(piece.lstrip())
                found.append((first, first + len(stripped)))
            begin = cut
    return found


def _pairs(paragraph: str) -> dict[int, int]:
    """Closing offset -> opening offset of each quote or bracket that is closed; the others are left out."""
    pairs: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    is_open: Counter[str | None] = Counter()
    straight = paragraph.count('"') % 2 == 0
    for match in _PAIRED.finditer(paragraph):
        mark, at = match.group(), match.start()
        opener = mark if mark == '"' else _CLOSER.get(mark)
        if mark in _OPENERS or (mark == '"' and straight and not is_open[mark]):
            stack.append((mark, at))
            is_open[mark] += 1
        elif is_open[opener]:
            while at not in pairs:
                opened, opening = stack.pop()
                is_open[opened] -= 1
                if opened == opener:
                    pairs[at] = opening
    return pairs


def _past_closers(paragraph: str, at: int, pairs: dict[int, int]) -> int:
    """The offset behind the closing quotes and brackets at `at`, those without an opening one included."""
    while at < len(paragraph):
        gap = _GAP.match(paragraph, at) if paragraph[at] in " \u3000" else None
        closer = gap.end() if gap else at
        if closer not in pairs and not (closer == at and paragraph[at] in _CLOSER):
            break
        at = closer + 1
    return at


def _outermost(pairs: dict[int, int]) -> list[tuple[int, int]]:
    """(opening, closing) of the pairs that stand in no other, in order."""
    found: list[tuple[int, int]] = []
    for opening, closing in sorted((opening, closing) for closing, opening in pairs.items()):
        if not found or opening > found[-1][1]:
            found.append((opening, closing))
    return found


def _inside(at: int, wholes: list[tuple[int, int]]) -> bool:
    """Whether `at` is within one of the outermost pairs."""
    before = bisect_left(wholes, (at, -1))
    return before > 0 and at <= wholes[before - 1][1]


def _belongs_on(paragraph: str, begin: int, mark_end: int, stop: int, pairs: dict[int, int]) -> bool:
    """Whether what follows a quote or bracket that closes after a sentence mark belongs to its sentence."""
    closed = [pairs[at] for at in range(mark_end, stop) if at in pairs]
    rest = paragraph[stop : stop + 60].lstrip()
    if not closed or not rest or rest[0] in _OPENERS:
        return False
    opening = closed[-1]
    before = paragraph[max(begin, opening - 60) : opening].strip()
    if paragraph[opening] not in _QUOTES:
        return bool(before)
    if rest[0].isascii() and rest[0].isalpha():
        return rest[0].islower() or bool(not before and _SAID.match(rest))
    if not before:
        return True
    # 强调“以人为本!”的理念: a short quote in the middle of a clause; 他说:“…。” ends with its quote.
    return before[-1] not in ":：,，" and stop - opening < 20


def _is_end(paragraph: str, begin: int, match: re.Match[str]) -> bool:
    """Whether these marks end a sentence, quotes left aside."""
    marks, at = match.group(), match.end()
    if marks in _PLAIN:
        return True
    following = paragraph[at : at + 1]
    rest = paragraph[at : at + 40].lstrip(" \t\r\n\"'”’)]")
    if marks.strip(".") == "":
        if len(marks) > 1:
            return not rest or not (rest[0].islower() or rest[0] in _AFTER_ELLIPSIS or rest[0].isdigit())
        return _dot_ends(paragraph, begin, match.start(), following, rest)
    if marks.strip("….") == "":
        return not (following and (following in _AFTER_ELLIPSIS or rest[:1].islower()))
    if marks == "．":
        # Also the dot of a decimal or, where sentences end otherwise, of a foreign name.
        return not rest or not (
            "。" in paragraph or (following.isdigit() and _digit_before(paragraph, match))
        )
    if marks.isascii() and following.isascii():
        # Yahoo!News, ?page=2, "What?" he asked
        return not (following.isalnum() or rest[:1].islower())
    return True


def _digit_before(paragraph: str, match: re.Match[str]) -> bool:
    return paragraph[match.start() - 1 : match.start()].isdigit()


def _dot_ends(paragraph: str, begin: int, at: int, following: str, rest: str) -> bool:
    """Whether one ASCII full stop at `at` ends a sentence: no decimal, initial or list number does."""
    if not rest:
        return True
    behind = paragraph[max(begin, at - 24) : at]
    digit = behind[-1:].isdigit()
    if following and not following.isspace() and following not in "\"'”’)]([“（":
        return not (following.isascii() or digit)
    if rest[0].islower() or (at - begin < 8 and _FIRST_MARK.fullmatch(behind)):
        return False
    word = _WORD.search(behind)
    if digit or word is None:
        return rest[0].isascii() or not _LATER_MARK.search(behind)
    last = word.group().lower()
    if _BEFORE_NUMBER.fullmatch(last):
        return not rest[0].isdigit()
    if _SELDOM_LAST.fullmatch(last):
        return bool(_STARTER.match(rest))
    return not _NEVER_LAST.fullmatch(last)
