"""Which of the ranked sentences are quoted, and when two of them say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.sentences import split_sentences
from qa.enumeration import enumeration_around
from qa.novelty import Novelty, overlap
from qa.question import Question
from qa.ranking import Sentence
from qa.words import normal, words_of

STATEMENTS = 4
MARGIN = 3.5
"""How far below the best one a sentence may score, with what it adds to those chosen, to be quoted beside it."""
FEW, FEW_MARGIN = 3, 5.5
"""So many are quoted although they score further below: among them the one that tells it is often second or third."""
CANDIDATES = 12
"""Sentences, by their rank, that are chosen from."""
POOL = 60
"""Sentences among which a word's rarity is told."""
_DIGITS = re.compile(r"\d[\d.,]*")


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


def choose(question: Question, sentences: Sequence[Sentence], limit: int = STATEMENTS) -> list[Sentence]:
    """At most `limit` sentences or enumerations: the best, and those that come near it with what they add.

    None is said twice. The best one comes first; after it, passage by passage, the others in reading order.
    """
    chosen = _chosen(question, sentences, limit)
    order = list(dict.fromkeys(one.hit.passage.id for one in chosen))
    rest = sorted(chosen[1:], key=lambda one: (order.index(one.hit.passage.id), one.start))
    return [*chosen[:1], *rest]


def _chosen(question: Question, sentences: Sequence[Sentence], limit: int) -> list[Sentence]:
    """The chosen ones, each the best beside those before it."""
    near, chosen = sentences[:CANDIDATES], list[Sentence]()
    novelty = Novelty(question, [one.text for one in near], [one.text for one in sentences[:POOL]])
    left = list(range(len(near)))
    while left and len(chosen) < limit:
        scores = {number: near[number].score + novelty.gain(number) for number in left}
        number = max(left, key=scores.__getitem__) if chosen else left[0]
        margin = FEW_MARGIN if len(chosen) < FEW else MARGIN
        if chosen and scores[number] < near[0].score - margin:
            break
        left.remove(number)
        full = whole(question, near[number])
        if not any(same(full, other) or agrees(full, other) for other in chosen):
            chosen.append(full)
            novelty.choose(number)
    return chosen


def same(one: Sentence, other: Sentence) -> bool:
    """Whether two sentences say the same in nearly the same words."""
    first, second = normal(one.text), normal(other.text)
    if first == second or (min(len(first), len(second)) > 20 and (first in second or second in first)):
        return True
    return overlap(words_of(one.text), words_of(other.text)) > 0.8


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
