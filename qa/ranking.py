"""Which sentences of the passages found answer a question best."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.hit import Hit
from index.word_vectors import WordVectors
from qa.antecedent import points_back
from qa.features import (
    LOWEST,
    Piece,
    Rarity,
    context_of,
    local_features,
    names_held,
    pieces_of,
    scope_features,
)
from qa.fillers import filled, parts_of
from qa.likeness import likeness
from qa.question import Question
from qa.scope import Scope
from qa.slots import slot_of
from qa.words import Words, words_of

PASSAGES = 20
"""Passages whose sentences are looked at."""
ARTICLE_NAMES = 1.0
"""What an article that holds the question's names is worth in standard deviations of the passages' scores."""
ANTECEDENT = 0.5
"""Of what a sentence is ahead of the one that it points back to, the share which that one gains."""

FILLING, SLOT = 20, 1.5
"""How many of the best sentences are looked at for what the question leaves open, and what it weighs: set beside the
fitted weights, by the first and the first four sentences of our own questions and of the development sets."""

WEIGHTS = {
    "same": {
        "article": 0.2,  # the passage's article's best score, less that of the best one, in standard deviations
        "article_names": 4.0,  # share of the question's names in the article
        "asked": -0.1,  # the thing asked for is in the sentence
        "asked_before": 0.8,  # or in the one before it
        "context": 4.6,  # share of the question's words and names in passage, heading and title, by rarity
        "context_names": -0.6,  # the same in passage, places, heading and title
        "focus": 2.5,  # share of the question's words in the sentence, by rarity among the article's sentences
        "focus_before": 1.7,  # the same in the sentence and the one before it
        "focus_characters": 5.3,  # the same of Han characters
        "focus_pairs": 3.6,  # the same of pairs of Han characters
        "fragment": -0.9,  # a heading, caption or half sentence
        "kind_amount": 2.7,
        "kind_count": 2.1,
        "kind_share": 4.2,
        "kind_when": 1.1,  # the sentence holds what the kind of question asks for
        "kind_where": 1.9,
        "kind_who": 1.5,
        "kind_why": 2.8,
        "length": -0.2,  # logarithm of the length in Han characters
        "names": -1.9,  # share of the question's names in the sentence: often the one after the name tells more
        "number": 2.1,  # a number that the question does not hold, where it asks for one
        "passage_similarity": 6.7,  # cosine of question and passage
        "place_around": -4.3,  # of one that it lies in
        "place_elsewhere": -3.0,  # of another place
        "place_here": 0.4,  # the sentence speaks of the place asked about
        "place_inside": -5.9,  # of a place in it
        "question": -0.6,  # the sentence asks itself
        "retrieval": 0.1,
        "similarity": 2.6,  # cosine of question and sentence
        "unit": 2.7,  # a number with the unit that is asked for: 多少公里
    },
    "across": {
        "article": 0.1,
        "article_names": 2.1,
        "asked": 1.1,
        "asked_before": -0.5,
        "context": 1.3,
        "context_names": 0.5,
        "focus": 4.7,
        "focus_before": 1.9,
        "fragment": -3.8,
        "kind_amount": 2.8,
        "kind_count": 3.6,
        "kind_share": 2.6,
        "kind_when": 1.0,
        "kind_where": 1.0,
        "kind_who": 1.1,
        "kind_why": 2.8,
        "length": -0.4,
        "likeness": 8.0,  # how near the words come to the question's, one by one
        "names": -1.8,
        "number": 1.6,
        "passage_similarity": 11.7,
        "place_around": -4.2,
        "place_elsewhere": -0.9,
        "place_here": 1.4,
        "place_inside": -4.9,
        "question": -1.1,
        "retrieval": 0.3,
        "similarity": 5.6,
    },
}
"""For a passage in the language of the question and in another one: `python -m tests.benchmarks.fit_answers`."""


TIE = 1.0
"""How far below the best sentence another one scores as well as it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may answer: `text` stands at start..end of its article's text; `score` only orders.

    `places` are those that it speaks of, where the question asks about places.
    """

    hit: Hit
    text: str
    start: int
    end: int
    score: float
    features: dict[str, float]
    places: tuple[str, ...] = ()

    @property
    def is_elsewhere(self) -> bool:
        """Whether it speaks of another place than the question asks about, or of one around it."""
        return bool(self.features.get("place_elsewhere") or self.features.get("place_around"))


def rank_sentences(
    question: Question, hits: Sequence[Hit], vectors: WordVectors | None = None
) -> list[Sentence]:
    """The sentences of the best passages, the best first.

    vectors: those of single words, for a question in another language than the passages; without them the words
    count that a dictionary brings together.
    """
    across = is_across(question, hits)
    weights = WEIGHTS["across" if across else "same"]
    named = _named(question, hits)
    hits = sorted(hits, key=lambda hit: -(hit.score + ARTICLE_NAMES * named[hit.article.id]))
    scope = Scope(question, hits)
    hits = hits[:PASSAGES]
    pieces = [pieces_of(hit, bool(scope.asked)) for hit in hits]
    within = {
        key: Rarity(question.text, (*question.names, *question.terms), [one.words for one in found])
        for key, found in _by_article(hits, pieces).items()
    }
    texts = [one.text for own in pieces for one in own]
    alike = iter(likeness(vectors, question.text, texts) if across and vectors else ())
    ranked: list[Sentence] = []
    for hit, shared, own in zip(hits, _shared_features(question, hits, named), pieces, strict=True):
        before, scored = words_of(""), list[Sentence]()
        for piece in own:
            features = shared | local_features(question, within[hit.article.id], before, piece)
            features |= scope_features(scope, piece)
            if across:
                features["likeness"] = float(next(alike, features["focus"]))
            begin, end = hit.passage.start + piece.start, hit.passage.start + piece.end
            score = score_of(features, weights)
            scored.append(Sentence(hit, piece.text, begin, end, score, features, piece.places))
            before = piece.words
        ranked += with_answers(with_antecedents(scored))
    ranked = sorted(ranked, key=lambda one: -one.score)
    ranked[:FILLING] = sorted(with_slots(question, ranked[:FILLING]), key=lambda one: -one.score)
    return place_first(ranked)


def with_slots(question: Question, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences, each raised by how far it fills what the question leaves open: 173名村医, asked how many."""
    slot = slot_of(question)
    for one in sentences:
        fits = max((filled(slot, question, part, said) for part in parts_of(one.text)), default=0.0)
        yield replace(one, score=one.score + SLOT * fits)


def said(term: str, text: str) -> float:
    """How far (0..1) a text says a word, as written or by its translation."""
    return words_of(text).meets(term)


def place_first(ranked: list[Sentence]) -> list[Sentence]:
    """The sentences with one of the place asked about first, where it scores as well as the best, of another place."""
    if ranked and ranked[0].is_elsewhere:
        tied = (
            at for at, one in enumerate(ranked) if one.score >= ranked[0].score - TIE and not one.is_elsewhere
        )
        if (at := next(tied, None)) is not None:
            return [ranked[at], *ranked[:at], *ranked[at + 1 :]]
    return ranked


def with_antecedents(passage: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a passage in reading order; one that the next one points back to is raised towards it.

    Where 他的著作… is met by the question, who he is stands before it, in other words than the question's.
    """
    raised = [
        replace(one, score=one.score + ANTECEDENT * (following.score - one.score))
        if following.score > one.score and points_back(following.text)
        else one
        for one, following in pairwise(passage)
    ]
    return [*raised, *passage[-1:]]


def with_answers(passage: Sequence[Sentence]) -> list[Sentence]:
    """The sentences of a passage without those that ask: what a question of the text earns, the next one answers.

    什么是医共体? is met by every word of a reader's question, and the sentence behind it by hardly one.
    """
    answers: list[Sentence] = []
    earned = -math.inf
    for one in passage:
        if one.features["question"]:
            earned = max(earned, one.score)
        else:
            answers.append(replace(one, score=max(one.score, earned)))
            earned = -math.inf
    return answers or list(passage)


def is_across(question: Question, hits: Sequence[Hit]) -> bool:
    """Whether the best passage is in another language than the question."""
    return bool(hits) and hits[0].article.language != question.language


def score_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of a sentence's features."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def _shared_features(
    question: Question, hits: Sequence[Hit], named: Mapping[str, float]
) -> list[dict[str, float]]:
    """What speaks for all sentences of a passage, for each passage."""
    contexts = [context_of(hit) for hit in hits]
    pool = Rarity(question.text, (*question.names, *question.terms), contexts)
    best: dict[str, float] = {}
    for hit in hits:
        best[hit.article.id] = max(best.get(hit.article.id, hit.score), hit.score)
    top = max(best.values(), default=0.0)
    return [
        {
            "retrieval": max(hit.score - top, LOWEST),
            "article": max(best[hit.article.id] - top, LOWEST),
            "context": pool.terms(context),
            "article_names": named[hit.article.id],
            "context_names": names_held(question, [context]),
            "passage_similarity": hit.similarity,
        }
        for hit, context in zip(hits, contexts, strict=True)
    ]


def _named(question: Question, hits: Sequence[Hit]) -> dict[str, float]:
    """By article, the share of the question's names in its title, its places and its passages at hand."""
    found: dict[str, list[Words]] = {}
    for hit in hits:
        if hit.article.id not in found:
            found[hit.article.id] = [words_of(f"{hit.article.title}\n{' '.join(hit.article.places)}")]
        found[hit.article.id].append(context_of(hit))
    return {key: names_held(question, texts) for key, texts in found.items()}


def _by_article(hits: Sequence[Hit], pieces: Sequence[list[Piece]]) -> dict[str, list[Piece]]:
    found: dict[str, list[Piece]] = {}
    for hit, own in zip(hits, pieces, strict=True):
        found.setdefault(hit.article.id, []).extend(own)
    return found
