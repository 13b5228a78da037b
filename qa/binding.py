"""Does a figure stand with its own thing? "252 township hospitals" is wrong of 23家乡镇卫生院、252个村卫生室.

A clause of the statement is compared with those of the passage by pairs of Han characters, English stems
or, across languages, the stems of the glosses of Chinese words. Only a clear case is called misplaced:
the statement's clause is like one with another figure, and unlike each one with its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.terms import segment, stem
from qa.figures import find_figures, plain
from qa.quantity import Quantity
from qa.words import EMPTY, HAN, RUN, WORD, meanings, words_of

LIKE = 2.0
"""Weight of shared features from which two clauses are alike; a feature of one clause alone weighs 1."""
BARELY_LIKE = 1.0
"""The same for a figure that nothing follows in either clause (预算3.1亿元): what stands before it is its own."""
UNLIKE = 1 / 3
"""Share of that weight under which the figure's own clause does not."""
COPIED = 0.85
"""Share of a clause's features up to which it is not the same clause."""
_BREAK = re.compile(
    r"[，。；、！？：,;:!?\n]|\. |\b(?:and|while|but|whereas|with)\b|[和及与](?=[^，。]{0,3}#)"
)
"""Where a clause ends; 和 and "and" part the members of a list ("#" is a figure)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The words before and after a figure in the clause that begins at `start`, all figures masked."""

    start: int
    before: str
    after: str


def misplaced(
    statement: str,
    claim: Quantity,
    passage: str,
    own: Sequence[Quantity],
    others: Sequence[Quantity],
    translated: bool,
) -> Quantity | None:
    """The quantity of the passage that the claim's clause speaks of, where that is clearly none of `own`.

    `own` are the quantities of the passage that bear the claim out, `others` those that do not.
    """
    clauses = [clause_of(passage, one) for one in (*own, *others)]
    features = [_features(clause, translated) for clause in clauses]
    at: dict[int, frozenset[str]] = {}
    for clause, found in zip(clauses, features, strict=True):
        at[clause.start] = at.get(clause.start, frozenset()) | found
    frequency = Counter(feature for found in at.values() for feature in found)
    clause = clause_of(statement, claim)
    said = _features(clause, translated)
    weights = [sum(1 / frequency[feature] for feature in said & one) for one in features]
    best = max(range(len(weights)), key=weights.__getitem__)
    if best < len(own) or weights[best] < (BARELY_LIKE if _is_same_head(clause, clauses[best]) else LIKE):
        return None
    clear = max(weights[: len(own)]) < UNLIKE * weights[best]
    copied = said <= features[best] and all(
        len(said & one) <= COPIED * len(said) for one in features[: len(own)]
    )
    return others[best - len(own)] if clear or copied else None


def _is_same_head(clause: Clause, other: Clause) -> bool:
    """Whether both are the same words before a figure and none after it: 预算3.1亿元."""
    said = clause.before.strip(" #")
    alone = not any(RUN.search(one.after) for one in (clause, other))
    return alone and len(said) > 1 and other.before.strip(" #").endswith(said)


def clause_of(text: str, quantity: Quantity) -> Clause:
    """The clause of the text that the quantity stands in."""
    masked = _masked(text)
    start = max((found.end() for found in _BREAK.finditer(masked, 0, quantity.start)), default=0)
    stop = _BREAK.search(masked, quantity.end)
    after = masked[quantity.end : stop.start() if stop else len(masked)]
    return Clause(start, masked[start : quantity.start], after)


@lru_cache(maxsize=64)
def _masked(text: str) -> str:
    half = plain(text)
    for one in find_figures(text):
        half = half[: one.start] + "#" * (one.end - one.start) + half[one.end :]
    return half


@lru_cache(maxsize=512)
def _features(clause: Clause, translated: bool) -> frozenset[str]:
    """What the clause speaks of; what follows the figure, mostly the thing counted, counts twice."""
    before, after = _words(clause.before, translated), _words(clause.after, translated)
    return before | after | {f">{word}" for word in after}


def _words(text: str, translated: bool) -> frozenset[str]:
    if translated:
        # A word without a gloss (医共体) means what its characters mean.
        unknown = (c for word in segment(text) if HAN.match(word) and not meanings(word) for c in word)
        words = words_of(text)
        return words.meanings.union(words.stems - EMPTY, *(meanings(c) for c in unknown))
    pairs = {run[i : i + 2] for run in RUN.findall(text) for i in range(len(run) - 1)}
    return frozenset(pairs | {stem(word) for word in WORD.findall(text.lower()) if word not in EMPTY})
