"""Which sentences of the passages found answer a question best."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.hit import Hit
from ingest.sentences import split_sentences
from qa.enumeration import enumeration_around
from qa.kinds import tells, tells_unit
from qa.question import Question
from qa.words import Words, normal, words_of

PASSAGES = 20
"""Passages whose sentences are looked at."""
ARTICLE_NAMES = 1.0
"""What an article that holds the question's names is worth in standard deviations of the passages' scores."""
STATEMENTS = 4
MARGIN = 4.0
"""How far below the best one a sentence may score to be quoted beside it."""

WEIGHTS = {
    "retrieval": 0.4,  # the passage's score, less that of the best one, in standard deviations
    "article": 0.25,  # the same of the article's best passage
    "similarity": 4.3,  # cosine of question and sentence
    "coverage": 3.2,  # share of the question's words and names in the sentence, rare ones counting more
    "before": 2.8,  # the same share in the sentence and the one before it
    "context": 1.2,  # the same share in passage, places, heading and title
    "pairs": 2.3,  # share of the question's character pairs in the sentence
    "article_names": 2.5,  # share of the question's names in the article
    "context_names": 1.6,  # the same share in passage, places, heading and title
    "names": -0.5,  # the same share in the sentence: often the one after the name tells more
    "unit": 2.3,  # a number with the unit that is asked for: 多少公里
    "kind_when": 2.1,  # the sentence holds what the kind of question asks for
    "kind_count": 2.2,
    "kind_amount": 2.0,
    "kind_share": 1.6,
    "kind_why": 1.3,
    "kind_where": 1.0,
    "kind_who": 0.6,
    "kind_what": 0.2,
    "fragment": -0.9,  # a heading, caption or half sentence
}
"""Fitted by logistic regression (softmax over a question's sentences) on development sets: XQuAD in three
language pairs, CMRC, DRCD and our own questions; halves fitted apart agree to a point of accuracy.
"context_names" was raised by hand from 1.0 afterwards, on our own questions alone."""

_DIGITS = re.compile(r"\d[\d.,]*")
_WHOLE = re.compile(r"[。!?!?.;;…][”’」』\"')))】\]]*$")


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
    article_words = _article_words(hits)
    named = {key: _names_held(question, words) for key, words in article_words.items()}
    best = max((hit.score for hit in hits), default=0.0)
    hits = sorted(hits, key=lambda hit: -(hit.score + ARTICLE_NAMES * named[hit.article.id]))[:PASSAGES]
    contexts = [words_of(_context(hit)) for hit in hits]
    pool = Pool(question, contexts)
    article_best: dict[str, float] = {}
    for hit in hits:
        article_best[hit.article.id] = max(article_best.get(hit.article.id, -math.inf), hit.score)
    found: list[Sentence] = []
    for hit, context in zip(hits, contexts, strict=True):
        shared = {
            "retrieval": max(hit.score - best, -4.0),
            "article": max(article_best[hit.article.id] - best, -4.0),
            "context": pool.coverage(context),
            "article_names": named[hit.article.id],
            "context_names": _names_held(question, [context]),
        }
        found += _sentences(question, pool, hit, shared)
    return sorted(found, key=lambda one: -one.score)


def _sentences(question: Question, pool: Pool, hit: Hit, shared: dict[str, float]) -> Iterator[Sentence]:
    before = ""
    for (start, end), cosine in zip(split_sentences(hit.passage.text), hit.sentences, strict=True):
        text = hit.passage.text[start:end]
        features = shared | _features(question, pool, text, before) | {"similarity": cosine}
        begin = hit.passage.start + start
        yield Sentence(hit, text, begin, begin + len(text), _score(features), features)
        before = text


def _article_words(hits: Sequence[Hit]) -> dict[str, list[Words]]:
    """By article, the words of its title, its places and its passages at hand."""
    found: dict[str, list[Words]] = {}
    for hit in hits:
        if hit.article.id not in found:
            found[hit.article.id] = [words_of(f"{hit.article.title}\n{' '.join(hit.article.places)}")]
        found[hit.article.id].append(words_of(_context(hit)))
    return found


def _names_held(question: Question, texts: Sequence[Words]) -> float:
    """The share (0..1) of the question's names that some of the texts hold."""
    held = sum(any(words.names(name) for words in texts) for name in question.names)
    return held / max(len(question.names), 1)


def _context(hit: Hit) -> str:
    # A passage that says 全省 names its province only through its places.
    places = " ".join(hit.passage.places)
    return f"{hit.article.title}\n{hit.passage.heading}\n{places}\n{hit.passage.text}"


def _score(features: dict[str, float]) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def _features(question: Question, pool: Pool, text: str, before: str) -> dict[str, float]:
    words = words_of(text)
    return {
        "coverage": pool.coverage(words),
        "before": pool.coverage(words_of(before + text)) if before else pool.coverage(words),
        "pairs": pool.shared_pairs(words),
        "names": _names_held(question, [words]),
        f"kind_{question.kind}": float(tells(question.kind, words.plain)),
        "unit": float(tells_unit(question.text, words.plain)),
        "fragment": float(_WHOLE.search(text) is None or len(text) < 8 or text[-1] in "??"),
    }


class Pool:
    """The passages at hand, for how rare the words and character pairs of a question are among them."""

    def __init__(self, question: Question, contexts: Sequence[Words]) -> None:
        self.count = len(contexts)
        self.terms = {
            term: self._rarity(sum(context.meets(term) for context in contexts))
            for term in (*question.names, *question.terms)
        }
        self.pairs = {
            pair: self._rarity(sum(pair in context.bigrams for context in contexts))
            for pair in words_of(question.text).bigrams
        }

    def _rarity(self, frequency: float) -> float:
        """Inverse document frequency, log((n + 1) / (frequency + 0.5))."""
        return math.log((self.count + 1.0) / (frequency + 0.5))

    def coverage(self, words: Words) -> float:
        """The weighted share (0..1) of the question's terms that a text holds; 0 where it has none."""
        total = sum(self.terms.values())
        return (
            sum(weight * words.meets(term) for term, weight in self.terms.items()) / total if total else 0.0
        )

    def shared_pairs(self, words: Words) -> float:
        """The weighted share (0..1) of the question's character pairs that a text holds."""
        total = sum(self.pairs.values())
        return (
            sum(weight for pair, weight in self.pairs.items() if pair in words.bigrams) / total
            if total
            else 0.0
        )


def whole(question: Question, sentence: Sentence) -> Sentence:
    """The sentence, or the whole enumeration it belongs to where the question asks how, why or what."""
    if question.kind not in ("how", "why", "what"):
        return sentence
    passage = sentence.hit.passage
    spans = split_sentences(passage.text)
    at = next(n for n, (start, _) in enumerate(spans) if passage.start + start == sentence.start)
    span = enumeration_around(passage.text, spans, at)
    if span is None:
        return sentence
    start, end = span
    return replace(
        sentence, text=passage.text[start:end], start=passage.start + start, end=passage.start + end
    )


def choose(
    question: Question, sentences: Sequence[Sentence], limit: int = STATEMENTS, margin: float = MARGIN
) -> list[Sentence]:
    """At most `limit` sentences or enumerations within `margin` of the best, none said twice.

    The best passage comes first, the sentences of a passage in reading order.
    """
    chosen: list[Sentence] = []
    for one in sentences:
        if len(chosen) == limit or (chosen and one.score < chosen[0].score - margin):
            break
        full = whole(question, one)
        if not any(same(full, other) or agrees(full, other) for other in chosen):
            chosen.append(full)
    order = list(dict.fromkeys(one.hit.passage.id for one in chosen))
    return sorted(chosen, key=lambda one: (order.index(one.hit.passage.id), one.start))


def same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences say the same in nearly the same words."""
    first, second = normal(one.text), normal(other.text)
    if first == second or (min(len(first), len(second)) > 20 and (first in second or second in first)):
        return True
    a, b = words_of(one.text).bigrams, words_of(other.text).bigrams
    return len(a & b) > 0.8 * len(a | b) > 0


def agrees(one: Sentence, other: Sentence) -> bool:
    """Whether another article's sentence reports the same in other words: the same numbers, and half of the
    character pairs. Word for word it is a copy, no second source."""
    if same(one, other):
        return False
    numbers = set(_DIGITS.findall(normal(one.text)))
    if not numbers or numbers != set(_DIGITS.findall(normal(other.text))):
        return False
    a, b = words_of(one.text).bigrams, words_of(other.text).bigrams
    return len(a & b) >= 0.5 * min(len(a), len(b)) > 0
