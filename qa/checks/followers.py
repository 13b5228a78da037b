"""What stands right behind two figures of a statement, and behind each other's in the passage.

28家大医院结对55家县医院    is not    55家大医院去帮28家县医院
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from qa.checks.agreement import units_agree
from qa.checks.binding import Proofs
from qa.checks.surroundings import masked
from qa.figures.quantity import Quantity

LONGER = 2
"""Characters by which what follows must be more like what follows the other figure."""
_FOLLOWING = re.compile(r"[一-龥]{1,12}|[a-z' -]{1,40}")


def exchanged(statement: str, passage: str, proofs: Proofs) -> Iterator[tuple[Quantity, Quantity]]:
    """(figure of the statement, that of the passage before its thing), for each two that are exchanged.

    Both texts are of one language; each figure has one in the passage.
    """
    single = [
        (claim, _following(statement, claim), own[0], _following(passage, own[0]))
        for claim, own in proofs.items()
        if len(own) == 1
    ]
    for (claim, said, own, told), (other, beside, theirs, rival) in combinations(single, 2):
        if own.start == theirs.start or not units_agree(claim.unit, theirs.unit, translated=False):
            continue
        if _is_rather(said, rival, told) and _is_rather(beside, told, rival):
            yield claim, theirs
            yield other, own


def _following(text: str, figure: Quantity) -> str:
    found = _FOLLOWING.match(masked(text).lower(), figure.end)
    return found.group().strip() if found else ""


def _is_rather(said: str, one: str, other: str) -> bool:
    return _alike(said, one) >= _alike(said, other) + LONGER


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
