"""Nouns that a statement puts where its passage has others: 由乡镇卫生院按月发放 of 由县财政按月发放.

Only in a clause that is otherwise the passage's, both texts Chinese; words that mean the same are no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import rjieba

from index.lexicon import translations
from index.terms import segment
from qa.checks.surroundings import masked
from qa.words import meanings

KEPT = 4
"""Characters that the two clauses must share for one to be the other with something replaced."""
LIKE = 0.5
"""Share of the shorter clause that they must be."""
LONGEST = 8
_CLAUSE = re.compile(r"[^，。；：！？,;:!?\n“”]+")
_MARK = re.compile(r"[#@\d一二两三四五六七八九十几各全本该这那我其此它他她]")
"""Figures and what may refer to anything (两县, 该院)."""
_NAMES = ("nr", "ns")
"""Persons and places, which `qa.checks.names` looks for."""
_NOUNS = ("n", "t", "f", "s", "j", "l", "q", "r")


def replacement_problems(statement: str, passage: str) -> Iterator[str]:
    """A line for each noun of the statement in whose place the passage has another, of any clause; both Chinese."""
    told = _CLAUSE.findall(masked(passage))
    for said in _CLAUSE.findall(masked(statement)):
        near = (clause for clause in told if len(set(said) & set(clause)) >= KEPT)
        found = [pair for clause in near if (pair := _replaced(said, clause, passage))]
        if len(found) == 1:
            yield f"“{found[0][0]}”在原文中是“{found[0][1]}”"


def _replaced(said: str, told: str, passage: str) -> tuple[str, str] | None:
    """What stands in one clause for what in the other, where that is all that tells them apart.

    What the passage speaks of elsewhere may be said of this, too; but who does it (由), it says here.
    """
    operations = SequenceMatcher(None, said, told, autojunk=False).get_opcodes()
    kept = sum(len(_MARK.sub("", said[i1:i2])) for kind, i1, i2, _, _ in operations if kind == "equal")
    changed = [one for one in operations if one[0] == "replace"]
    within = [
        max(i2 - i1, j2 - j1) for kind, i1, i2, j1, j2 in operations[1:-1] if kind in ("insert", "delete")
    ]
    if kept < max(KEPT, LIKE * min(len(said), len(told))) or len(changed) != 1 or max(within, default=0) > 3:
        return None
    _, i1, i2, j1, j2 = changed[0]
    one, other = _whole_nouns(said, i1, i2), _whole_nouns(told, j1, j2)
    if not one or not other or set(said[i1:i2]) & set(told[j1:j2]) or _mean_the_same(one, other):
        return None
    is_agent = "由" in said[max(i1 - 1, 0) : i1 + 1]
    return (one, other) if is_agent or one not in passage else None


def _whole_nouns(clause: str, start: int, end: int) -> str:
    """The words that clause[start:end] is part of, where all are nouns and none is a figure; or ""."""
    position, found = 0, []
    for word, tag in rjieba.tag(clause):
        if position < end and position + len(word) > start:
            found.append((word, tag))
        position += len(word)
    words = "".join(word for word, _ in found)
    nouns = found and found[-1][1].startswith(_NOUNS)
    names = any(tag in _NAMES for _, tag in found)
    return words if nouns and not names and len(words) <= LONGEST and not _MARK.search(words) else ""


def _mean_the_same(one: str, other: str) -> bool:
    first, second = (
        frozenset().union(*(meanings(word) | set(translations(word)) for word in {part, *segment(part)}))
        for part in (one, other)
    )
    return bool(first & second)
