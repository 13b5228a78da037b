"""Words of a statement that are the opposite of its passage's in one character: 上转 for 下转, 县内 for 县外."""

from __future__ import annotations

from collections.abc import Iterator

from qa.checks.binding import Proofs
from qa.checks.surroundings import clause, clause_span, masked, sentence_span
from qa.figures import plain
from qa.figures.quantity import Quantity
from qa.words import bigrams_of

_ONES, _OTHERS = "上内男前高东南早左进公增升收买多长盈快", "下外女后低西北晚右出私减降支卖少短亏慢"
_OTHER = dict(zip(_ONES + _OTHERS, _OTHERS + _ONES, strict=True))


def contrasts(statement: str, passage: str, proofs: Proofs) -> Iterator[tuple[str, str]]:
    """(word of the statement, its opposite in the passage) beside a figure; both texts are Chinese."""
    for claim, own in proofs.items():
        said = bigrams_of(plain(_around(statement, claim)))
        told = [bigrams_of(plain(clause(passage, one))) for one in own]
        for pair in sorted(said):
            for other in _opposites(pair):
                if told and other not in said and all(other in one and pair not in one for one in told):
                    yield pair, other


def _around(statement: str, claim: Quantity) -> str:
    """The claim's sentence up to the end of its clause, where no other figure is in it; or else the clause."""
    (start, _), (_, end) = (span(statement, claim.start, claim.end) for span in (sentence_span, clause_span))
    alone = "#" not in masked(statement)[start : claim.start]
    return statement[start:end] if alone else clause(statement, claim)


def _opposites(pair: str) -> Iterator[str]:
    if pair[0] in _OTHER:
        yield _OTHER[pair[0]] + pair[1]
    if pair[1] in _OTHER:
        yield pair[0] + _OTHER[pair[1]]
