"""The title of a text that declares none: the line above the byline, the first line, or one made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from operator import add

from ingest.article import Evidence
from ingest.furniture import ends_sentence
from ingest.script import HAN

_SUBTITLE = re.compile(r"^\s*(?:[—―–-]{1,3})\s?\S")
_SLOGAN = re.compile(r"^[\u4e00-\u9fff]{4}(?:\s[\u4e00-\u9fff]{4})+$")
_QUIET = re.compile("[的了在是和与及对将把被为以于等也都而并就从到向由这那其之有一不]")
_SAMPLE = 200_000  # characters that say what a text is about
_OPENING = 1_000  # characters of a line in which a title is looked for
_HAN_RUN = re.compile("[\u3400-\u9fff][\u3400-\u9fff]+")


def bigrams(text: str) -> Counter[str]:
    """Pairs of neighbouring Han characters (function characters left out), or words of a Latin text."""
    text = text[:_SAMPLE]
    if HAN.search(text):
        runs = _HAN_RUN.findall(_QUIET.sub(" ", text))
        return Counter(chain.from_iterable(map(add, run, run[1:]) for run in runs))
    return Counter(word for word in re.findall(r"[a-z]{4,}", text.lower()))


def overlap(line: str, topic: Counter[str]) -> float:
    """Share (0..1) of the line's bigrams that the topic holds."""
    own = bigrams(line)
    return sum(count for pair, count in own.items() if pair in topic) / max(1, own.total())


def held_share(text: str, title: Counter[str]) -> float:
    """Share (0..1) of a title's bigrams that a text holds."""
    text = text.lower()
    return sum(pair in text for pair in title) / max(1, len(title))


def is_title_again(line: str, title: Counter[str]) -> bool:
    """A line that is the title of these bigrams, or little more."""
    return bool(title) and len(line) <= 2 * len(title) + 6 and held_share(line, title) >= 0.8


def is_title_like(line: str) -> bool:
    """Four to eighty characters that do not close as a statement does."""
    limit = 80 if HAN.search(line) else 200
    sentences = len(re.findall(r"[。！？!?；]", line))
    return (
        4 <= len(line) <= limit
        and sentences < 3
        and not re.search(r"[。；;，,:：]$", line)
        and bool(re.search(r"\w", line))
    )


def is_slogan(line: str) -> bool:
    """Groups of four characters, as newspapers print under their name."""
    return bool(_SLOGAN.match(line))


def pick_title(
    head: Sequence[tuple[int, str]], bylines: Sequence[int], topic: Callable[[], Counter[str]]
) -> int | None:
    """Number of the title's line.

    `head` are the (number, line) above the first paragraph that are neither furniture nor byline; `bylines`
    the numbers of the bylines among them. The title stands directly above the last byline that has a line
    above it; without a byline it is the first line. A line foreign to the text gives way to one that is not.
    """
    candidates = [(number, line) for number, line in head if is_title_like(line) and not is_slogan(line)]
    if not candidates:
        return None
    if not any(
        HAN.search(line) for _, line in candidates
    ):  # English: the headline, then a summary, then the byline
        return _related([entry for entry in candidates if entry[1].count(" ") >= 2] or candidates, topic)
    for byline in reversed(bylines):
        above = [(number, line) for number, line in candidates if number < byline]
        if above:
            plain = [entry for entry in above if not _SUBTITLE.match(entry[1])] or above
            return _related(list(reversed(plain)), topic, margin=0.35)
    return _related(candidates, topic)


def _related(
    candidates: list[tuple[int, str]], topic: Callable[[], Counter[str]], margin: float = 0.25
) -> int:
    """The first candidate, unless it has little in common with the text and a later one has much more."""
    others = candidates[1:4]
    first = overlap(candidates[0][1], topic()) if others else 1.0
    if first < 0.4:
        for number, line in others:
            if overlap(line, topic()) > max(0.4, first + margin):
                return number
    return candidates[0][0]


def make_title(lines: Sequence[str], topic: Counter[str]) -> tuple[str, Evidence]:
    """The short line or sentence, early in the text, that shares most with all of it; marked as made."""
    best, best_score = "", -1.0
    total = max(1, topic.total())
    for rank, line in enumerate(_short_pieces(lines)):
        own = bigrams(line)
        weight = sum(topic[pair] for pair in own) / total / max(6, len(own))
        score = weight * (1 - 0.06 * min(rank, 12))
        if score > best_score:
            best, best_score = line, score
    title = best.strip("。；;,，“”\"' ") or (lines[0][:40] if lines else "")
    return title, Evidence(best or title, "made")


def _short_pieces(lines: Sequence[str]) -> list[str]:
    pieces: list[str] = []
    for line in (line[:_OPENING] for line in lines[:12]):
        limit = 40 if HAN.search(line) else 110
        for piece in [line] if not ends_sentence(line) else re.split(r"(?<=[。！!；;])|(?<=[.?!])\s", line):
            stripped = piece.strip()
            if 8 <= len(stripped) <= limit and not re.search('[“”"？?…]', stripped):
                pieces.append(stripped)
    return pieces[:30]
