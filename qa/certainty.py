"""How sure it is that the passages found answer a question: signals, and the weights that fit them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean, pstdev

import numpy as np

from qa.features import Rarity, context_of
from qa.filling import content_terms, slot_filled, window
from qa.inquiry import Inquiry
from qa.question import VAGUE, Question
from qa.ranking import Sentence, is_across
from qa.similarity import Similarity
from qa.words import Words, words_of

BEST = 4
"""Sentences that count as what an answer would say."""
PROBED = 3
"""Sentences whose cosines to the question without one of its words are measured."""
PARTS = 6
"""Words of a question that are left out in turn."""
MET = 0.5
"""How far a passage must meet a word to hold it."""
UNHEARD = 0.67
"""Share of a question's words that no passage holds above which only its name can have met anything: hardly one in
a hundred answerable questions asked in calibration."""
TERMS = 2
"""Words that a question must have for that: for one, another wording may well be all there is."""
LENIENCE = {"same": 0.65, "across": 0.0}
"""Added to what the fitting gives: within a language other people word their questions more freely than we did for it,
as 90 questions of another hand over the real articles showed."""
WEIGHTS: dict[str, dict[str, float]] = {
    "same": {
        "constant": -7.91,
        "placed": -0.39,  # a place is asked about
        "agreement": 0.64,  # words and meaning find the same article first
        "asks_count": -0.71,  # a count is asked for, and so on
        "asks_money": -0.3,
        "asks_organisation": -0.32,
        "asks_other": 0.09,
        "asks_person": 0.33,
        "filled_window": 1.12,  # the slot is filled where the words are said
        "holes": -0.18,  # telling words that no best sentence says
        "holes_first": -0.32,  # nor the best one
        "lead": 0.18,  # of the best passage above the next ones
        "names": 0.93,  # share of names near the best sentences
        "passage_similarity": 2.22,  # cosine of question and nearest passage
        "said_first": 0.32,  # share of words that the best sentence says
        "said_window": 0.58,  # the same by meaning, best of the sentences
        "score": 0.17,  # the best sentence's score
        "slot": 0.94,  # something of the type asked for is there
        "slot_first": 1.31,  # it is in the best sentence
        "weight": 0.29,  # how much the question tells
        "whole_window": 0.52,  # no telling word is missing around it
    },
    "across": {
        "constant": -6.07,
        "placed": -0.7,
        "agreement": 0.04,
        "asks_count": -0.07,
        "asks_money": 0.15,
        "asks_organisation": -0.86,
        "asks_other": 0.16,
        "asks_person": 0.45,
        "filled_part": 1.01,  # the same within one part of the sentence
        "filled_window": 0.48,
        "holes": -0.14,
        "holes_first": -0.25,
        "lead": 0.08,
        "least": 3.31,  # the least gain of a word
        "nameless": 4.24,  # what the place asked about takes away
        "names": 0.83,
        "passage_similarity": 0.92,
        "place_other": -1.91,  # the best sentence speaks of another place
        "score": 0.16,
        "similarity": 1.6,  # cosine of question and nearest sentence
        "slot": 1.12,
        "slot_first": 0.66,
        "weight": 0.63,
    },
}
"""Logistic regression, for a passage in the asker's language and in another one, as
`python -m tests.benchmarks.fit_answers` prints it.

Answerable questions against unanswerable ones of our own and against twins, the same questions asked without their
article. Signs are bound: what speaks for an answer never counts against it. The constants let 2 of 100 answerable
questions be refused, and fewer of our own that ask about a place of the articles.
"""


def certainty(similarity: Similarity, inquiry: Inquiry) -> float:
    """How sure it is that the passages answer: a logit, below 0 where the question should be refused."""
    direction = "across" if is_across(inquiry.question, inquiry.hits) else "same"
    weights = WEIGHTS[direction]
    measured = signals(similarity, inquiry)
    if measured["unheard"] > UNHEARD:
        return -1.0
    told = sum(weights.get(name, 0.0) * value for name, value in measured.items())
    return weights["constant"] + LENIENCE[direction] + told


def signals(similarity: Similarity, inquiry: Inquiry) -> dict[str, float]:
    """What speaks for an answer and against it, by name: see `WEIGHTS`."""
    question, hits, best = inquiry.question, inquiry.hits, inquiry.sentences[:BEST]
    first = best[0].features
    by_words = max(hits, key=lambda hit: hit.lexical)
    by_meaning = max(hits, key=lambda hit: hit.similarity)
    return {
        "score": best[0].score,
        "passage_similarity": max(hit.similarity for hit in hits),
        "lead": min(hits[0].score - fmean([hit.score for hit in hits[4:9]] or [hits[0].score - 4.0]), 12.0),
        "agreement": float(by_words.article.id == by_meaning.article.id),
        "place_other": max(first.get("place_elsewhere", 0.0), first.get("place_around", 0.0)),
        "placed": float(is_placed(best[0])),
        "names": fmean([one.features["context_names"] for one in best]) if question.names else 1.0,
        **_similarities(inquiry, best),
        **_words_met(inquiry, best),
        **slot_filled(similarity, inquiry, best),
        **(_parts(similarity, question, best[:PROBED]) if is_across(question, hits) else {}),
    }


def _similarities(inquiry: Inquiry, best: Sequence[Sentence]) -> dict[str, float]:
    """The nearest sentence's cosine, and its rise above all sentences at hand in standard deviations."""
    cosines = [one.features["similarity"] for one in inquiry.sentences]
    nearest = max(one.features["similarity"] for one in best)
    return {"similarity": nearest, "rise": (nearest - fmean(cosines)) / max(pstdev(cosines), 0.02)}


def _words_met(inquiry: Inquiry, best: Sequence[Sentence]) -> dict[str, float]:
    """How much of the question's words the best sentence says by rarity, and how much nobody says."""
    terms = content_terms(inquiry.question)
    telling = [term for term in terms if term.lower() not in VAGUE]
    everywhere = [context_of(hit) for hit in inquiry.hits]
    rarity = Rarity(inquiry.question.text, terms, everywhere)
    return {
        "said_first": rarity.terms(words_of(window(best[0]))),
        "unheard": len(missing(telling, everywhere)) / len(telling) if len(telling) >= TERMS else 0.0,
    }


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
