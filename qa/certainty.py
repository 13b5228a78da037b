"""How sure it is that the passages found answer a question: signals, and the weights that fit them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

import numpy as np

from qa.filling import slot_filled
from qa.inquiry import Inquiry
from qa.question import Question
from qa.ranking import Sentence, is_across
from qa.similarity import Similarity
from qa.words import Words

BEST = 4
"""Sentences that count as what an answer would say."""
RIVALS = slice(5, 16)
"""Sentences by their rank that the best one is measured against."""
FAR, FARTHEST = 4.0, 20.0
"""What it counts above where there is none, and at most."""
PROBED = 3
"""Sentences whose cosines to the question without one of its words are measured."""
PARTS = 6
"""Words of a question that are left out in turn."""
TELLING, SILENT = 0.3, 0.95
"""What a question's words must weigh together, and the share of it that each of the best sentences and what stands
around it leave unsaid, for the question to be refused: of a hundred answerable questions hardly one is met by its name
alone, of a hundred unanswerable ones fifteen."""
MET = 0.5
"""How far a passage must meet a word to hold it."""
WEIGHTS: dict[str, dict[str, float]] = {
    "same": {
        "constant": -8.66,
        "placed": 0.49,  # a place is asked about
        "asks_count": -0.73,  # a count is asked for, and so on
        "asks_money": -0.51,
        "asks_organisation": -0.71,
        "asks_other": 0.64,
        "asks_person": 1.05,
        "asks_place": 1.34,
        "filled_part": 1.72,  # the slot is filled in a part of a sentence that says the question's words
        "holes_first": -0.3,  # telling words that the best sentence does not say
        "least": 2.68,  # the least gain of a word
        "margin": 0.08,  # of the best sentence above others
        "nameless": 3.11,  # what the place asked about takes away
        "names": 1.94,  # share of names near the best sentences
        "near": 0.36,  # the slot is filled, in the best sentence, near the question's words
        "open_first": 1.39,  # a slot that cannot be seen to be empty is filled in the best sentence
        "rise": 0.07,  # of the nearest sentence's cosine above all others
        "score": 0.12,  # the best sentence's score
        "slot": 2.63,  # something of the type asked for is there
        "slot_first": 1.53,  # it is in the best sentence
        "weight": 0.7,  # how much the question tells
    },
    "across": {
        "constant": -8.47,
        "placed": -0.44,
        "asks_count": -0.42,
        "asks_money": -0.1,
        "asks_organisation": -1.21,
        "asks_other": 0.6,
        "asks_person": 0.03,
        "asks_place": 0.42,
        "filled_part": 1.81,
        "holes_first": -0.28,
        "least": 3.13,
        "margin": 0.05,
        "nameless": 4.43,
        "names": 1.44,
        "near": 0.91,
        "open_first": 0.71,
        "rise": 0.1,
        "score": 0.2,
        "slot": 1.98,
        "slot_first": 0.9,
        "weight": 1.09,
    },
}
"""Logistic regression, for a passage in the asker's language and in another one, as
`python -m tests.benchmarks.fit_answers` prints it.

Answerable questions against unanswerable ones of our own and, counting little, against twins: the same questions asked
without their article, and without the sentences alone that answer them. Signs are bound: what speaks for an answer
never counts against it. The constants let few answerable questions be refused.
"""


def certainty(similarity: Similarity, inquiry: Inquiry) -> float:
    """How sure it is that the passages answer: a logit, below 0 where the question should be refused."""
    direction = "across" if is_across(inquiry.question, inquiry.hits) else "same"
    weights = WEIGHTS[direction]
    measured = signals(similarity, inquiry)
    if is_ruled_out(measured):
        return -1.0
    return weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in measured.items())


def is_ruled_out(measured: Mapping[str, float]) -> bool:
    """Whether the best sentence speaks of another place, or none of the best says anything that the question tells."""
    silent = measured["weight"] > TELLING and measured["holes"] >= SILENT * measured["weight"]
    return measured["place_other"] > 0 or silent


def signals(similarity: Similarity, inquiry: Inquiry) -> dict[str, float]:
    """What speaks for an answer and against it, by name: see `WEIGHTS`."""
    question, best = inquiry.question, inquiry.sentences[:BEST]
    scores = [one.score for one in inquiry.sentences]
    return {
        "score": scores[0],
        "margin": min(scores[0] - fmean(scores[RIVALS] or [scores[-1] - FAR]), FARTHEST),
        "rise": _rise(inquiry, best),
        "place_other": float(best[0].is_elsewhere),
        "placed": float(is_placed(best[0])),
        "names": fmean([one.features["context_names"] for one in best]) if question.names else 1.0,
        **slot_filled(similarity, inquiry, best),
        **_parts(similarity, question, best[:PROBED]),
    }


def _rise(inquiry: Inquiry, best: Sequence[Sentence]) -> float:
    """The nearest sentence's cosine above all sentences at hand, in standard deviations."""
    cosines = [one.features["similarity"] for one in inquiry.sentences]
    nearest = max(one.features["similarity"] for one in best)
    return (nearest - fmean(cosines)) / max(pstdev(cosines), 0.02)


def _parts(similarity: Similarity, question: Question, best: Sequence[Sentence]) -> dict[str, float]:
    """What each word of the question adds to its cosine with the best sentences.

    Left out, a word that a sentence speaks of takes from the cosine; one that it does not speak of adds to it.
    "least" is the least gain of a word, "nameless" what leaving out the place asked about adds: a sentence that is
    met for its place alone loses.
    """
    parts = list(question.subjects or question.terms)[:PARTS]
    without = [_left_out(question.text, [part]) for part in parts]
    texts = [question.text, _left_out(question.text, question.names), *without]
    vectors = similarity.vectors([*texts, *(one.text for one in best)])
    cosines = vectors[: len(texts)] @ vectors[len(texts) :].T
    gains = (cosines[0] - cosines[2:]).max(axis=1) if parts else np.zeros(1)
    return {
        "least": float(gains.min()),
        "nameless": float(cosines[1].max() - cosines[0].max()) if is_placed(best[0]) else 0.0,
    }


def _left_out(text: str, parts: Sequence[str]) -> str:
    for part in parts:
        text = text.replace(part, " ")
    return " ".join(text.split()) or "?"


def is_placed(one: Sentence) -> bool:
    """Whether the question asks about a place that the articles know, and the sentence tells where it speaks of."""
    return any(name.startswith("place_") for name in one.features)


def missing(terms: Sequence[str], texts: Sequence[Words]) -> list[str]:
    """The terms that none of the texts holds."""
    return [term for term in terms if not any(words.meets(term) >= MET for words in texts)]
