"""Which sentences of the passages found answer a question best."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.hit import Hit
from ingest.sentences import split_sentences
from qa.question import Kind, Question
from qa.words import Words, normal, words_of

Similarities = Callable[[str, Sequence[str]], NDArray[np.float32]]
"""Cosines (-1..1), shape (n,), of a question to n texts."""

PASSAGES = 10
"""Passages whose sentences are looked at."""
EMBEDDED = 16
"""Sentences that are embedded: those that words and retrieval put first."""
STATEMENTS = 4

WEIGHTS = {
    "retrieval": 0.25,  # the passage's score, less that of the best one, in standard deviations
    "article": 0.5,  # the same of the article's best passage
    "similarity": 3.8,  # cosine of question and sentence
    "coverage": 3.0,  # share of the question's words and names in the sentence, rare ones counting more
    "before": 2.7,  # the same share in the sentence and the one before it
    "context": 0.8,  # the same share in passage, heading and title
    "pairs": 1.8,  # share of the question's character pairs in the sentence
    "unit": 1.5,  # a number with the unit that is asked for: 多少公里
    "kind_when": 1.8,  # the sentence holds what the kind of question asks for
    "kind_count": 1.1,
    "kind_where": 0.8,
    "kind_why": 0.6,
    "kind_amount": 0.5,
    "kind_share": 0.4,
    "kind_who": 0.4,
    "kind_what": 0.2,
    "fragment": -0.3,  # a heading, caption or half sentence
}
"""Fitted by logistic regression (softmax over the sentences of a question) on half of XQuAD, CMRC and DRCD's development sets."""

_MONEY = r"\d[\d,.]*\s*(?:[多余]?[万亿千百]*)(?:美|日|欧|港)?[元圆镑]|[一二三四五六七八九十百千万亿两]+(?:美|日|欧)?元|[$€£¥]\s?\d|(?:yuan|dollars?|CNY|RMB|USD|euros?)"
_NUMBER = r"\d|[一二三四五六七八九十百千万亿两]{2,}|[一二三四五六七八九两十][个家名位所项种次人例张台座条辆天年月日分秒倍]|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|billion)\b"
ANSWERS: dict[Kind, re.Pattern[str]] = {
    "count": re.compile(_NUMBER, re.IGNORECASE),
    "share": re.compile(
        r"[%%‰]|百分之|[一二三四五六七八九十\d]成|半数|分之|\b(?:per ?cent|third|half|quarter)\b|率",
        re.I,
    ),
    "amount": re.compile(_MONEY, re.IGNORECASE),
    "when": re.compile(
        r"\d{2,4}\s*年|\d+\s*[月日号时点]|[〇零一二三四五六七八九]{4}年|世纪|年代|[去今明昨前][年天日]|近年|年底|月底|公元|朝"
        r"|\b\d{4}\b|\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
        r"|century|decade|yesterday|today)\b",
        re.I,
    ),
    "who": re.compile(
        r"[主任局院部市县省校队会社科]长|主任|书记|主席|总统|教授|院士|记者|作家|导演|先生|女士|公司|集团|医院|大学|委员|介绍|表示|由|[A-Z][a-z]+ [A-Z][a-z]+"
    ),
    "where": re.compile(r"[省市县区州镇乡村国路街岛]|位于|在|\b(?:in|at|near|located)\b", re.I),
    "how": re.compile(r"通过|建立|实行|采[取用]|推[动行进]|一是|方式|以|将|利用|\b(?:by|through|using)\b", re.I),
    "why": re.compile(r"因为|由于|因此|所以|为了|原因|导致|使得|以便|因|\b(?:because|due|since|to|therefore|caused?)\b", re.I),
    "what": re.compile(r"是|指|即|称|为|叫|\b(?:is|are|was|were|means|called|known)\b", re.I),
}  # fmt: skip
_DIGITS = re.compile(r"\d[\d.,]*")
NUMERALS = "零〇一二三四五六七八九十百千万亿两几"
UNIT = re.compile(r"(?:多少|几)([\u4e00-\u9fff])")
_WHOLE = re.compile(r"[。!?!?.;;…][”’」』\"')))】\]]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that may answer: `text` stands at `start`..`end` of its article's text; `score` only orders."""

    hit: Hit
    text: str
    start: int
    end: int
    score: float
    features: dict[str, float]


def rank_sentences(question: Question, hits: Sequence[Hit], similarities: Similarities) -> list[Sentence]:
    """The sentences of the best passages, the best first."""
    hits = hits[:PASSAGES]
    contexts = [words_of(_context(hit)) for hit in hits]
    pool = Pool(question, contexts)
    article_best: dict[str, float] = {}
    for hit in hits:
        article_best.setdefault(hit.article.id, hit.score)
    found: list[Sentence] = []
    for hit, context in zip(hits, contexts, strict=True):
        shared = {
            "retrieval": max(hit.score - hits[0].score, -4.0),
            "article": max(article_best[hit.article.id] - hits[0].score, -4.0),
            "context": pool.coverage(context),
        }
        before = ""
        for start, end in split_sentences(hit.passage.text):
            text = hit.passage.text[start:end]
            features = shared | _features(question, pool, text, before)
            begin = hit.passage.start + start
            found.append(Sentence(hit, text, begin, begin + len(text), _score(features), features))
            before = text
    found.sort(key=lambda one: -one.score)
    return _with_similarity(question, found, similarities)


def _context(hit: Hit) -> str:
    return f"{hit.article.title}\n{hit.passage.heading}\n{' '.join(hit.passage.places)}\n{hit.passage.text}"


def _with_similarity(
    question: Question, sentences: Sequence[Sentence], similarities: Similarities
) -> list[Sentence]:
    head = sentences[:EMBEDDED]
    if not head:
        return []
    cosines = similarities(question.text, [one.text for one in head])
    scored = [
        replace(one, features=(full := one.features | {"similarity": float(cosine)}), score=_score(full))
        for one, cosine in zip(head, cosines, strict=True)
    ]
    return sorted(scored, key=lambda one: -one.score)


def _score(features: dict[str, float]) -> float:
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def _features(question: Question, pool: Pool, text: str, before: str) -> dict[str, float]:
    words = words_of(text)
    unit = UNIT.search(question.text)
    return {
        "coverage": pool.coverage(words),
        "before": pool.coverage(words_of(before + text)) if before else pool.coverage(words),
        "pairs": pool.shared_pairs(words),
        "names": sum(words.names(name) for name in question.names) / max(len(question.names), 1),
        "kind_" + question.kind: float(ANSWERS[question.kind].search(text) is not None),
        "unit": float(unit is not None and re.search(rf"[\d{NUMERALS}][多余]?{unit.group(1)}", words.plain) is not None),
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
        return sum(weight * words.meets(term) for term, weight in self.terms.items()) / total if total else 0.0

    def shared_pairs(self, words: Words) -> float:
        """The weighted share (0..1) of the question's character pairs that a text holds."""
        total = sum(self.pairs.values())
        return sum(weight for pair, weight in self.pairs.items() if pair in words.bigrams) / total if total else 0.0


def choose(sentences: Sequence[Sentence], limit: int = STATEMENTS, margin: float = 2.0) -> list[Sentence]:
    """At most `limit` sentences within `margin` of the best, none said twice: best passage first, then in reading order."""
    chosen: list[Sentence] = []
    for one in sentences:
        if len(chosen) == limit or (chosen and one.score < chosen[0].score - margin):
            break
        if not any(same(one, other) for other in chosen):
            chosen.append(one)
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
