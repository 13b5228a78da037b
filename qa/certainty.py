"""How sure it is that the passages found answer a question: signals, and the weights that fit them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean, pstdev

import numpy as np

from qa.alignment import Alignment
from qa.filling import content_terms, slot_filled, window
from qa.inquiry import Inquiry
from qa.presence import MET, absence, presence
from qa.question import Question, are_in_a_row
from qa.ranking import Sentence, is_across
from qa.similarity import Similarity
from qa.words import Words, words_of

BEST = 4
"""Sentences that count as what an answer would say."""
RIVALS = slice(5, 16)
"""Sentences by their rank that the best one is measured against."""
FAR, FARTHEST = 4.0, 20.0
"""What it counts above where there is none, and at most."""
BESIDE = 12.0
"""How far below the best one a sentence scores that stands beside it for want of others, in a small collection."""
POOL = 60
"""Sentences among which a word's rarity is told."""
PROBED = 3
"""Sentences whose cosines to the question without one of its words are measured."""
PARTS = 6
"""Words of a question that are left out in turn."""
TELLING, SILENT = 0.3, 0.95
"""What a question's words must weigh together, and the share of it that each of the best sentences and what stands
around it leave unsaid, for the question to be refused: of a hundred answerable questions hardly one is met by its name
alone, of a hundred unanswerable ones fifteen."""
WEIGHTS: dict[str, dict[str, float]] = {
    "same": {
        "constant": -9.8,
        "placed": 0.71,  # a place is asked about
        "absent": -3.5,  # how concrete the things are that neither the best sentence nor any passage says
        "apart": -2.0,  # and those that another passage says
        "asks_amount": -1.2,
        "asks_count": -0.9,  # a count is asked for, and so on
        "asks_date": -0.5,
        "asks_duration": -0.8,
        "asks_money": -0.7,
        "asks_organisation": -0.91,
        "asks_other": 0.5,
        "asks_person": 0.83,
        "asks_place": 1.24,
        "asks_share": -0.4,
        "filled_part": 1.89,  # the slot is filled in a part of a sentence that says the question's words
        "holes_first": -0.3,  # telling words that the best sentence does not say
        "least": 2.81,  # the least gain of a word
        "lost": -0.4,  # things that no passage found says
        "margin": 0.07,  # of the best sentence above others
        "nameless": 3.05,  # what the place asked about takes away
        "names": 1.96,  # share of names near the best sentences
        "narrowing": -3.0,  # the same of those that it does not say and that narrow what it speaks of
        "near": 0.31,  # the slot is filled, in the best sentence, near the question's words
        "nobody": -4.0,  # a person is asked for, and none is named
        "open_first": 1.29,  # a slot that cannot be seen to be empty is filled in the best sentence
        "rise": 0.06,  # of the nearest sentence's cosine above all others
        "said": 1.0,  # how far the passages say the things that the question speaks of
        "score": 0.13,  # the best sentence's score
        "slot": 2.47,  # something of the type asked for is there
        "slot_first": 1.5,  # it is in the best sentence
        "undated": -2.0,  # how far the dates told are from what is asked
        "unsaid": -1.5,  # and of all that it does not say
        "weight": 0.76,  # how much the question tells
    },
    "across": {
        "constant": -9.1,
        "placed": -0.55,
        "absent": -1.5,
        "apart": -0.5,
        "asks_amount": -1.2,
        "asks_count": -0.36,
        "asks_date": -0.5,
        "asks_duration": -0.8,
        "asks_money": -0.05,
        "asks_organisation": -1.36,
        "asks_other": 0.37,
        "asks_person": 0.11,
        "asks_place": 0.04,
        "asks_share": -0.4,
        "filled_part": 1.71,
        "holes_first": -0.23,
        "least": 2.44,
        "lost": -0.4,
        "margin": 0.06,
        "nameless": 4.26,
        "names": 1.4,
        "narrowing": -3.0,
        "near": 1.0,
        "open_first": 0.93,
        "rise": 0.1,
        "said": 0.5,
        "score": 0.2,
        "slot": 2.09,
        "slot_first": 0.79,
        "undated": -2.0,
        "unsaid": -1.5,
        "weight": 1.08,
    },
}
"""Logistic regression, for a passage in the asker's language and in another one, as
`python -m tests.benchmarks.fit_answers` prints it.

Answerable questions against unanswerable ones of our own and, counting little, against twins: the same questions asked
without their article, and without the sentences alone that answer them. Signs are bound: what speaks for an answer
never counts against it. The constants, "said", "lost", "absent", "apart", "narrowing", "unsaid", "undated", "nobody",
what is added for amounts, dates, lengths and shares, and "placed" within a language were then set by hand, so that of
the questions of eleven authors (tests/data) few answerable ones are refused: fitting all anew refused no more of the
unanswerable ones.
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
    pool = [words_of(one.text) for one in inquiry.sentences[:POOL]]
    alignment = Alignment(similarity, question, content_terms(question), pool)
    return {
        "score": scores[0],
        "margin": min(scores[0] - fmean(scores[RIVALS] or [scores[-1] - FAR]), FARTHEST),
        "rise": _rise(inquiry, best),
        "place_other": float(best[0].is_elsewhere),
        "placed": float(is_placed(best[0])),
        "names": _names_held(question, best),
        **presence(inquiry),
        **absence(similarity, inquiry, alignment, window(best[0])),
        **slot_filled(alignment, inquiry, best),
        **_parts(similarity, question, best[:PROBED]),
    }


def _names_held(question: Question, best: Sequence[Sentence]) -> float:
    """The share of the question's names near the best sentences; of names in a row, A and B, one each will do."""
    if not question.names:
        return 1.0
    near = [one for one in best if one.score > best[0].score - BESIDE]
    held = fmean(one.features["context_names"] for one in near)
    return min(held * len(question.names), 1.0) if are_in_a_row(question) else held


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
