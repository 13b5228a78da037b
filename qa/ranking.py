"""Which sentences of the passages found answer a question best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.hit import Hit
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
from qa.question import Question
from qa.scope import Scope
from qa.words import Words, words_of

PASSAGES = 20
"""Passages whose sentences are looked at."""
ARTICLE_NAMES = 1.0
"""What an article that holds the question's names is worth in standard deviations of the passages' scores."""

WEIGHTS = {
    "same": {
        "article": 0.5,  # the passage's article's best score, less that of the best one, in standard deviations
        "passage_similarity": 4.2,  # cosine of question and passage
        "context": 3.5,  # share of the question's words and names in passage, heading and title, by rarity
        "article_names": 2.5,  # share of the question's names in the article
        "context_names": -0.7,  # the same in passage, places, heading and title
        "focus": 3.8,  # share of the question's words in the sentence, by rarity among the article's sentences
        "focus_before": 2.1,  # the same in the sentence and the one before it
        "focus_pairs": 0.1,  # the same of pairs of Han characters
        "focus_characters": 3.2,  # the same of Han characters
        "asked": 0.1,  # the thing asked for is in the sentence
        "asked_before": 0.7,  # or in the one before it
        "names": -1.0,  # share of the question's names in the sentence: often the one after the name tells more
        "similarity": 3.8,  # cosine of question and sentence
        "length": -0.2,  # logarithm of the length in Han characters
        "number": 1.3,  # a number that the question does not hold, where it asks for one
        "unit": 2.8,  # a number with the unit that is asked for: 多少公里
        "kind_when": 1.8,  # the sentence holds what the kind of question asks for
        "kind_count": 1.7,
        "kind_amount": 2.3,
        "kind_share": 3.1,
        "kind_why": 2.6,
        "kind_where": 1.1,
        "kind_who": 0.6,
        "kind_what": 0.1,
        "fragment": -0.4,  # a heading, caption or half sentence
        "question": -2.0,  # the sentence asks itself
        "place_here": 3.2,  # the sentence speaks of the place asked about
        "place_inside": -3.5,  # of a place in it
        "place_around": -1.9,  # of one that it lies in
        "place_elsewhere": -2.0,  # of another place
    },
    "across": {
        "article": 0.3,
        "passage_similarity": 11.7,
        "context": 3.3,
        "article_names": 2.1,
        "context_names": -0.1,
        "focus": 5.4,
        "focus_before": 1.2,
        "asked": 0.5,
        "asked_before": -0.1,
        "names": -1.4,
        "similarity": 8.0,
        "length": -0.1,
        "number": 1.4,
        "kind_when": 0.8,
        "kind_count": 2.7,
        "kind_amount": 1.9,
        "kind_share": 2.5,
        "kind_why": 3.8,
        "kind_where": 1.5,
        "kind_who": 0.8,
        "kind_what": 0.2,
        "fragment": -2.7,
        "question": -4.5,
        "place_here": 3.2,
        "place_inside": -3.3,
        "place_around": -2.9,
        "place_elsewhere": -2.0,
    },
}
"""For a passage in the language of the question and in another one; fitted by `python -m tests.benchmarks.fit_answers`.

"place_elsewhere" is set by hand: the development sets hardly name places."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may answer: `text` stands at start..end of its article's text; `score` only orders."""

    hit: Hit
    text: str
    start: int
    end: int
    score: float
    features: dict[str, float]


def rank_sentences(question: Question, hits: Sequence[Hit]) -> list[Sentence]:
    """The sentences of the best passages, the best first."""
    weights = WEIGHTS["across" if is_across(question, hits) else "same"]
    named = _named(question, hits)
    hits = sorted(hits, key=lambda hit: -(hit.score + ARTICLE_NAMES * named[hit.article.id]))
    scope = Scope(question, hits)
    hits = hits[:PASSAGES]
    contexts = [context_of(hit) for hit in hits]
    terms = (*question.names, *question.terms)
    pool = Rarity(question.text, terms, contexts)
    pieces = [pieces_of(hit, bool(scope.asked)) for hit in hits]
    of_article = _by_article(hits, pieces)
    within = {
        key: Rarity(question.text, terms, [one.words for one in found]) for key, found in of_article.items()
    }
    top = max((hit.score for hit in hits), default=0.0)
    best = {key: max(one.hit.score for one in found) for key, found in of_article.items() if found}
    ranked: list[Sentence] = []
    for hit, context, own in zip(hits, contexts, pieces, strict=True):
        shared = {
            "retrieval": max(hit.score - top, LOWEST),
            "article": max(best.get(hit.article.id, hit.score) - top, LOWEST),
            "context": pool.terms(context),
            "article_names": named[hit.article.id],
            "context_names": names_held(question, [context]),
            "passage_similarity": hit.similarity,
        }
        before = words_of("")
        for piece in own:
            features = shared | local_features(question, within[hit.article.id], before, piece)
            features |= scope_features(scope, piece)
            begin, end = hit.passage.start + piece.start, hit.passage.start + piece.end
            ranked.append(Sentence(hit, piece.text, begin, end, score_of(features, weights), features))
            before = piece.words
    return sorted(ranked, key=lambda one: -one.score)


def is_across(question: Question, hits: Sequence[Hit]) -> bool:
    """Whether the best passage is in another language than the question."""
    return bool(hits) and hits[0].article.language != question.language


def score_of(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of a sentence's features."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


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
