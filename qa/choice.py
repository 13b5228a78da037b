"""Which of the ranked sentences are quoted, and when two of them say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.sentences import split_sentences
from qa.enumeration import enumeration_around
from qa.novelty import Novelty, overlap
from qa.question import Question, are_in_a_row
from qa.ranking import Sentence
from qa.words import normal, words_of

STATEMENTS = 4
MARGIN = 3.5
"""How far below the best one a sentence may score, with what it adds to those chosen, to be quoted beside it."""
FEW, FEW_MARGIN = 3, 5.5
"""So many are quoted although they score further below: among them the one that tells it is often second or third."""
COMPARED = 9.0
"""The same for the best sentence of a place that is compared with that of the best one."""
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
    """The chosen ones, each the best beside those before it; of places that are compared, one of each before more."""
    near, chosen = [*sentences[:CANDIDATES]], list[Sentence]()
    of_each = _of_each(question, sentences)
    near += [one for one in of_each if one not in near]
    novelty = Novelty(question, [one.text for one in near], [one.text for one in sentences[:POOL]])
    left = list(range(len(near)))
    first = [near.index(one) for one in of_each] or left[:1]
    wanted = frozenset(first)
    while left and len(chosen) < limit:
        scores = {number: near[number].score + novelty.gain(number) for number in left}
        number = first.pop(0) if first else max(left, key=scores.__getitem__)
        margin = FEW_MARGIN if len(chosen) < FEW else MARGIN
        if number not in wanted and scores[number] < near[0].score - margin:
            break
        left.remove(number)
        full = whole(question, near[number])
        if not any(same(full, other) or agrees(full, other) for other in chosen):
            chosen.append(full)
            novelty.choose(number)
    return chosen


def _of_each(question: Question, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Where the question names several places in a row, the best sentence of all and that of each other place."""
    if not sentences or not are_in_a_row(question):
        return []
    found = [sentences[0]]
    for name in question.names:
        if not any(_speaks_of(one, name) for one in found):
            near = (one for one in sentences if one.score >= sentences[0].score - COMPARED)
            found += [one for one in near if _speaks_of(one, name)][:1]
    return found


def _speaks_of(one: Sentence, name: str) -> bool:
    return any(words_of(place).names(name) for place in one.places)


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
