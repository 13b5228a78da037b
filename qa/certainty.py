"""How sure it is that the passages found answer a question: signals, and the weights that fit them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

import numpy as np

from ingest.sentences import split_sentences
from qa.features import Rarity, context_of
from qa.inquiry import Inquiry
from qa.question import Question
from qa.ranking import Sentence, is_across
from qa.words import Words, spells_pinyin, words_of

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

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
NUMERIC = frozenset({"count", "amount", "share", "when"})

WEIGHTS: dict[str, dict[str, float]] = {
    "same": {
        "constant": -3.03,
        "score": 0.18,  # the best sentence's score
        "passage_similarity": 2.03,  # cosine of question and nearest passage
        "lead": 0.22,  # of the best passage above the next ones
        "agreement": 1.0,  # words and meaning find the same article first
        "said_first": 2.23,  # the same of the best one
        "apart": -2.08,  # share of words that no best sentence meets
        "asked_unheard": -1.07,  # no passage meets it
        "open": 1.4,  # how or why is asked, which is answered in many words
        "untold": -1.75,  # a number or date is asked for, and none is there
        "no_number": -0.46,  # nor one that the question lacks
        "place_other": -5.84,  # the best sentence speaks of another place
        "names": 0.72,  # share of names near the best sentences
    },
    "across": {
        "constant": -5.63,
        "score": 0.16,
        "similarity": 2.57,
        "rise": 0.14,
        "passage_similarity": 0.52,
        "lead": 0.28,
        "agreement": 0.67,
        "said_first": 1.31,
        "asked": 0.34,
        "asked_unheard": -0.43,
        "open": 0.47,
        "untold": -1.67,
        "no_number": -2.11,
        "place_other": -5.37,
        "names": 0.71,
        "least": 2.73,
        "nameless": 5.14,
    },
}
"""Logistic regression, for a passage in the asker's language and in another one:
`python -m tests.benchmarks.fit_answers`.

Answerable questions against unanswerable ones of our own and against twins, the same questions asked without their
article. Signs are bound: what speaks for an answer never counts against it.
The constants are set afterwards so that about 3 of 100 answerable ones are refused.
"""


def certainty(embedder: Embeddings, inquiry: Inquiry) -> float:
    """How sure it is that the passages answer: a logit, below 0 where the question should be refused."""
    weights = WEIGHTS["across" if is_across(inquiry.question, inquiry.hits) else "same"]
    measured = signals(embedder, inquiry)
    if measured["unheard"] > UNHEARD:
        return -1.0
    return weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in measured.items())


def signals(embedder: Embeddings, inquiry: Inquiry) -> dict[str, float]:
    """What speaks for an answer and against it, by name: see `WEIGHTS`."""
    question, hits, best = inquiry.question, inquiry.hits, inquiry.sentences[:BEST]
    first = best[0].features
    by_words = max(hits, key=lambda hit: hit.lexical)
    by_meaning = max(hits, key=lambda hit: hit.similarity)
    numeric = question.kind in NUMERIC
    return {
        "score": best[0].score,
        "passage_similarity": max(hit.similarity for hit in hits),
        "lead": min(hits[0].score - fmean([hit.score for hit in hits[4:9]] or [hits[0].score - 4.0]), 12.0),
        "agreement": float(by_words.article.id == by_meaning.article.id),
        "open": float(question.kind in ("how", "why")),
        "untold": float(numeric and not any(one.features.get(f"kind_{question.kind}") for one in best[:2])),
        "no_number": float(numeric and not first["number"]),
        "place_other": max(first.get("place_elsewhere", 0.0), first.get("place_around", 0.0)),
        "names": fmean([one.features["context_names"] for one in best]) if question.names else 1.0,
        **_similarities(inquiry, best),
        **_words_met(inquiry, best),
        **(_parts(embedder, question, best[:PROBED]) if is_across(question, hits) else {}),
    }


def _similarities(inquiry: Inquiry, best: Sequence[Sentence]) -> dict[str, float]:
    """The nearest sentence's cosine, and its rise above all sentences at hand in standard deviations."""
    cosines = [one.features["similarity"] for one in inquiry.sentences]
    nearest = max(one.features["similarity"] for one in best)
    return {"similarity": nearest, "rise": (nearest - fmean(cosines)) / max(pstdev(cosines), 0.02)}


def _words_met(inquiry: Inquiry, best: Sequence[Sentence]) -> dict[str, float]:
    """How much of the question's words the best sentences say, and how much nobody says."""
    question = inquiry.question
    everywhere = [context_of(hit) for hit in inquiry.hits]
    close = [window(one) for one in best]
    # ECG may stand in a Chinese text as 心电: a name that cannot be judged counts as a word.
    terms = [*question.terms, *(name for name in question.names if not is_judged(name))]
    rarity = Rarity(question.text, terms, everywhere)
    asked = [question.asked] if question.asked else []
    return {
        "said_first": rarity.terms(close[0]),
        "apart": len(missing(terms, close)) / max(len(terms), 1),
        "unheard": len(missing(terms, everywhere)) / max(len(terms), 1),
        "asked": max((words.meets(term) for words in close for term in asked), default=0.5),
        "asked_unheard": float(len(missing(asked, everywhere))),
    }


def _parts(embedder: Embeddings, question: Question, best: Sequence[Sentence]) -> dict[str, float]:
    """What each word of the question adds to its cosine with the best sentences.

    Left out, a word that a sentence speaks of takes from the cosine; one that it does not speak of adds to it.
    "least" is the least gain of a word, "nameless" what leaving out the place asked about adds: a sentence that is
    met for its place alone loses.
    """
    parts = list(question.subjects or question.terms)[:PARTS]
    without = [_left_out(question.text, [part]) for part in parts]
    texts = [question.text, _left_out(question.text, question.names), *without]
    vectors = np.asarray(embedder.embed_documents([*texts, *(one.text for one in best)]), np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    cosines = vectors[: len(texts)] @ vectors[len(texts) :].T
    gains = (cosines[0] - cosines[2:]).max(axis=1) if parts else np.zeros(1)
    # A person's sentence may well be found by the name alone.
    placed = any(name.startswith("place_") for name in best[0].features)
    return {
        "least": float(gains.min()),
        "nameless": float(cosines[1].max() - cosines[0].max()) if placed else 0.0,
    }


def _left_out(text: str, parts: Sequence[str]) -> str:
    for part in parts:
        text = text.replace(part, " ")
    return " ".join(text.split()) or "?"


def window(one: Sentence) -> Words:
    """The words of a sentence with the one before it in its passage and with what stands over them."""
    passage = one.hit.passage
    spans = split_sentences(passage.text)
    at = next(n for n, (start, _) in enumerate(spans) if passage.start + start >= one.start)
    words = words_of(one.text) + words_of(f"{one.hit.article.title}\n{passage.heading}")
    return words_of(passage.text[slice(*spans[at - 1])]) + words if at else words


def missing(terms: Sequence[str], texts: Sequence[Words]) -> list[str]:
    """The terms that none of the texts holds."""
    return [term for term in terms if not any(words.meets(term) >= MET for words in texts)]


def is_judged(name: str) -> bool:
    """Whether a name is recognised in Chinese text: one in Han characters, or spelt as pinyin."""
    return not name.isascii() or spells_pinyin(re.sub("[^a-z]", "", name.lower()))
