"""How far the passages found speak at all of the things that a question is about."""

from __future__ import annotations

from statistics import fmean

from qa.features import context_of
from qa.inquiry import Inquiry

MET = 0.5
"""How far a passage must meet a word to hold it."""


def presence(inquiry: Inquiry) -> dict[str, float]:
    """How far, on average, the best passage for each thing says it ("said"), and how many none says ("lost")."""
    things = [one for one in inquiry.question.subjects if one not in inquiry.question.names]
    passages = [context_of(hit) for hit in inquiry.hits]
    met = [max(words.meets(thing) for words in passages) for thing in things]
    return {"said": fmean(met or [1.0]), "lost": float(sum(one < MET for one in met))}
