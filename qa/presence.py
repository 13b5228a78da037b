"""How far the passages found speak at all of the things that a question is about."""

from __future__ import annotations

import re
from statistics import fmean

from index.terms import simplify
from qa.alignment import HELD, Alignment
from qa.features import context_of
from qa.inquiry import Inquiry
from qa.similarity import Similarity
from qa.words import HAN, normal

MET, SAID, WRITTEN = 0.5, 0.8, 0.9
"""How far a passage must meet a word to hold it, the best sentence say one to speak of it, and a passage meet one to
say that very word or a translation of it."""
UNTRUSTED = 0.4
"""What it counts that English text does not say an English word: no dictionary tells that a tablet is a pill."""
SHORTEST = {True: 2, False: 4}
"""Characters of a Chinese word and of an English one from which on it may be concrete: 花 is a flower, and to spend."""


def presence(inquiry: Inquiry) -> dict[str, float]:
    """How far, on average, the best passage for each thing says it ("said"), and how many none says ("lost")."""
    things = [one for one in inquiry.question.subjects if one not in inquiry.question.names]
    passages = [context_of(hit) for hit in inquiry.hits]
    met = [max(words.meets(thing) for words in passages) for thing in things]
    return {"said": fmean(met or [1.0]), "lost": float(sum(one < MET for one in met))}


def absence(similarity: Similarity, inquiry: Inquiry, alignment: Alignment, best: str) -> dict[str, float]:
    """How concrete (0..1) the things are that the text of the `best` sentence leaves unsaid, times what they tell.

    "unsaid" is the most concrete of them, "absent" of those that no passage found says, either, "apart" of those that
    some other passage says in that very word, and so would be said here, and "narrowing" of those right before one
    that is said: 眼科 in 眼科专科联盟 where the text speaks of another 联盟.
    """
    question = inquiry.question
    things = [one for one in question.subjects if len(one) >= SHORTEST[HAN.search(one) is not None]]
    said = {one: alignment.cover(one, best) for one in question.subjects}
    unsaid = [one for one in things if said[one] < HELD and one not in question.names]
    if not unsaid:
        return dict.fromkeys(("unsaid", "absent", "apart", "narrowing"), 0.0)
    concrete = similarity.concreteness([normal(one) for one in unsaid]).clip(0.0, 1.0).tolist()
    how = {one: value * alignment.weight_of(one) for one, value in zip(unsaid, concrete, strict=True)}
    passages = [context_of(hit) for hit in inquiry.hits]
    met = {one: max(words.meets(one) for words in passages) for one in unsaid}
    absent = [one for one in unsaid if met[one] < MET]
    apart = [one for one in unsaid if met[one] >= WRITTEN]
    text = simplify(question.text)
    told = 1.0 if HAN.search(text) or HAN.search(best) else UNTRUSTED
    narrowing = [
        one
        for one in unsaid
        for other in question.subjects
        if said[other] >= SAID and re.search(rf"{re.escape(one)} ?{re.escape(other)}", text)
    ]
    return {
        name: trust * max((how[one] for one in some), default=0.0)
        for name, some, trust in (
            ("unsaid", unsaid, 1.0),
            ("absent", absent, told),
            ("apart", apart, told),
            ("narrowing", narrowing, 1.0),
        )
    }
