"""Fits the weights of the ranking of sentences and of the certainty of an answer, and prints them.

    python -m tests.benchmarks.fit_answers [questions of each set]

Data: the development sets (../shared/eval) with every paragraph an article, and our own questions over the samples and
the real articles. Half of the questions judge the weights that the other half fits; the weights printed are of all.
Unanswerable are those of our own, and twins: the same questions without their article. Constants are set by hand.
"""

from __future__ import annotations

import random
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from index import Index
from index.hit import Hit
from ingest import Article
from qa.certainty import UNHEARD, signals
from qa.evaluate import holds, read_questions
from qa.inquiry import Inquiry
from qa.question import parse_question
from qa.ranking import Sentence, is_across, rank_sentences
from tests.benchmarks.bench_retrieval import EVAL, REAL, ROOT
from tests.benchmarks.squad import read_squad

Floats = NDArray[np.float64]
SETS = (("xquad_dev.zh", "xquad_dev.zh"), ("xquad_dev.zh", "xquad_dev.en"), ("cmrc_dev", "cmrc_dev"))
OWN = 4.0
"""How much more one of our own questions counts: they name places, which the development sets hardly do."""
UNANSWERABLE = 12.0
RIDGE = 3.0
AGAINST = frozenset({"apart", "unheard", "asked_unheard", "untold", "no_number", "place_other"})
"""Signals that may only speak against an answer; the others only for one."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was found: `gold` tells the sentences that hold its answer, none for an unanswerable one."""

    name: str
    across: bool
    sentences: tuple[Sentence, ...]
    gold: NDArray[np.bool_]
    signals: dict[str, float]
    weight: float

    @property
    def half(self) -> int:
        """Which half of the data it belongs to."""
        return zlib.crc32(self.name.encode()) % 2


def main(count: int) -> None:
    """Collects, fits and prints."""
    examples = [*development(count), *own()]
    for across in (False, True):
        some = [one for one in examples if one.across == across]
        print("across" if across else "same", len(some))
        for half in (0, 1):
            weights = fit_ranking([one for one in some if one.half != half])
            print(
                "  first sentence right, other half:",
                first_right([one for one in some if one.half == half], weights),
            )
        print("  ranking", fit_ranking(some))
        print("  certainty", fit_certainty(some))


def development(count: int) -> Iterator[Example]:
    """`count` questions of each development set, and their twins."""
    for paragraphs, questions in SETS:
        texts, items = read_squad(EVAL, paragraphs)
        asked = read_squad(EVAL, questions)[1]
        items = [replace(one, question=other.question) for one, other in zip(items, asked, strict=True)]
        with tempfile.TemporaryDirectory() as folder, Index.open(folder) as index:
            index.add([Article(id=key, title="", text=text) for key, text in texts.items()])
            for item in random.Random(0).sample(items, min(count, len(items))):
                hits = index.search(item.question, k=60)
                others = [hit for hit in hits if hit.article.id != item.paragraph]
                yield _example(index, item.question, hits, item.answers, item.paragraph, 1.0)
                yield _example(index, item.question, others, (), item.paragraph, 1.0)


def own() -> Iterator[Example]:
    """Our own questions over the samples and, where they are at hand, the real articles."""
    pairs = [(ROOT / "tests/data/articles", "questions.jsonl"), (REAL, "questions_real.jsonl")]
    for articles, questions in (pair for pair in pairs if pair[0].is_dir()):
        with tempfile.TemporaryDirectory() as folder, Index.open(folder) as index:
            index.sync(Path(articles))
            for one in read_questions(ROOT / "tests/data" / questions):
                hits = index.search(one.question, k=60)
                weight = OWN if one.article else UNANSWERABLE * OWN
                yield _example(index, one.question, hits, one.evidence, None, weight)


def _example(
    index: Index, text: str, hits: Sequence[Hit], answers: Sequence[str], paragraph: str | None, weight: float
) -> Example:
    question, hits = parse_question(text), tuple(hits[:40])
    sentences = tuple(rank_sentences(question, hits))
    right = [
        bool(answers) and paragraph in (None, one.hit.article.id) and holds(one.text, answers)
        for one in sentences
    ]
    inquiry = Inquiry(text, question, hits=hits, sentences=sentences)
    across = is_across(question, hits)
    found = signals(index.embedder, inquiry)
    return Example(paragraph or text, across, sentences, np.array(right, bool), found, weight)


def fit_ranking(examples: Sequence[Example]) -> dict[str, float]:
    """Softmax over the sentences of a question: log of the share that those with the answer have."""
    known = [one for one in examples if one.gold.any()]
    names = sorted({name for one in known for sentence in one.sentences for name in sentence.features})
    tables = [_table([sentence.features for sentence in one.sentences], names) for one in known]
    scale = np.concatenate(tables).std(axis=0) + 1e-9

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = RIDGE * float(weights @ weights) / 2, RIDGE * weights
        for one, table in zip(known, tables, strict=True):
            scores = table / scale @ weights
            shares = np.exp(scores - scores.max())
            right = shares * one.gold / (shares * one.gold).sum()
            total -= one.weight * float(np.log((shares * one.gold).sum() / shares.sum()))
            slope = slope + one.weight * (table / scale).T @ (shares / shares.sum() - right)
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {name: round(float(value), 1) for name, value in zip(names, found.x / scale, strict=True)}


def first_right(examples: Sequence[Example], weights: dict[str, float]) -> float:
    """Share of answerable questions whose best sentence holds the answer."""
    known = [one for one in examples if one.gold.any()]
    best = [
        int(np.argmax([sum(weights.get(k, 0.0) * v for k, v in s.features.items()) for s in one.sentences]))
        for one in known
    ]
    return round(float(np.mean([one.gold[at] for one, at in zip(known, best, strict=True)])), 3)


def fit_certainty(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression of whether a question can be answered, the sign of each weight bound."""
    heard = [one for one in examples if one.signals["unheard"] <= UNHEARD]
    names = sorted(heard[0].signals)
    table = _table([one.signals for one in heard], names)
    scale = table.std(axis=0) + 1e-6
    inputs = np.column_stack([table / scale, np.ones(len(heard))])
    sign = np.array([1.0 if one.gold.any() else -1.0 for one in heard])
    weight = np.array([one.weight for one in heard])

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (inputs @ weights)
        slope = inputs.T @ (-weight * sign / (1 + np.exp(margin)))
        slope[:-1] += RIDGE * weights[:-1]
        return float(weight @ np.logaddexp(0, -margin)) + RIDGE * float(
            weights[:-1] @ weights[:-1]
        ) / 2, slope

    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    values = zip([*names, "constant"], [*(found.x[:-1] / scale), found.x[-1]], strict=True)
    return {name: round(float(value), 2) for name, value in values}


def _table(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Floats:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
