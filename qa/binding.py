"""Does a figure stand with its own thing? "252 township hospitals" is wrong of 23家乡镇卫生院、252个村卫生室.

A clause of the statement is compared with the clauses of the passage by pairs of Han characters, by English
stems or, across languages, by the stems of the glosses of Chinese words. Only a clear case is called misplaced:
the statement's clause is like one with another figure, and unlike each one with its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.terms import stem
from qa.figures import plain
from qa.quantity import Quantity
from qa.words import EMPTY, RUN, WORD, words_of

LIKE = 2.0
"""Weight of shared features from which two clauses are alike; a feature of one clause alone weighs 1."""
UNLIKE = 1 / 3
"""Share of that weight under which the figure's own clause does not."""
COPIED = 0.85
"""Share of a clause's features up to which it is not the same clause."""
_BREAK = re.compile(r"[，。；、！？：,;:!?\n（）()]|\. |\b(?:and|while|but|whereas|with)\b|[和及与]")


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
    clauses = [_clause(passage, one, [*own, *others]) for one in (*own, *others)]
    known = {clause: _features(clause, translated) for clause in clauses}
    features = [known[clause] for clause in clauses]
    frequency = Counter(feature for found in known.values() for feature in found)
    said = _features(_clause(statement, claim, [claim]), translated)
    weights = [sum(1 / frequency[feature] for feature in said & one) for one in features]
    best = max(range(len(weights)), key=weights.__getitem__)
    if best < len(own) or weights[best] < LIKE:
        return None
    clear = max(weights[: len(own)]) < UNLIKE * weights[best]
    return (
        others[best - len(own)] if clear or _is_copied(said, features[best], features[: len(own)]) else None
    )


def _is_copied(said: frozenset[str], other: frozenset[str], own: Sequence[frozenset[str]]) -> bool:
    """Whether the statement's clause is word for word the other one, and not a figure's own."""
    return said <= other and all(len(said & one) <= COPIED * len(said) for one in own)


def _clause(text: str, quantity: Quantity, masked: Sequence[Quantity]) -> str:
    """The clause that the quantity stands in, without figures."""
    half = plain(text)
    for one in masked:
        half = half[: one.start] + "#" * (one.end - one.start) + half[one.end :]
    start = max((m.end() for m in _BREAK.finditer(half, 0, quantity.start)), default=0)
    end = _BREAK.search(half, quantity.end)
    return half[start : end.start() if end else len(half)]


def _features(clause: str, translated: bool) -> frozenset[str]:
    words = words_of(clause)
    if translated:
        return words.meanings | (words.stems - EMPTY)
    pairs = {run[i : i + 2] for run in RUN.findall(clause) for i in range(len(run) - 1)}
    return frozenset(pairs | {stem(word) for word in WORD.findall(clause.lower()) if word not in EMPTY})
