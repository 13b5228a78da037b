"""Answers without a chat model: is the evidence cited, and is the gold answer inside what is quoted?

Development sets (../shared/eval): every paragraph is an article; at most three sentences are quoted over the whole
pool. Twins: the same question asked of the pool without its own paragraph must be refused. Our own samples and the
real articles are asked their question files.
"""

from __future__ import annotations

import random
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median
from typing import Any

from index import Index
from ingest import Article
from qa import Assistant
from qa.certainty import certainty
from qa.choice import choose
from qa.evaluate import evaluate, holds, read_questions
from qa.inquiry import Inquiry
from qa.question import parse_question
from qa.ranking import rank_sentences
from qa.similarity import Similarity
from tests.benchmarks.bench_retrieval import EVAL, REAL, ROOT
from tests.benchmarks.record import record
from tests.benchmarks.squad import Item, read_squad

SENTENCES = 3
ASKED = 600
"""Questions of a set that are asked, drawn once for all."""


def main() -> dict[str, Any]:
    """Runs every set at hand and writes results/answers.json."""
    found: dict[str, Any] = {
        "samples": files(ROOT / "tests/data/articles", ROOT / "tests/data/questions.jsonl"),
        "fourth hand's articles": files(
            ROOT / "tests/data/articles_fourth_hand", ROOT / "tests/data/questions_fourth_hand_articles.jsonl"
        ),
    }
    if REAL.is_dir():
        found["real articles"] = files(REAL, ROOT / "tests/data/questions_real.jsonl")
        found["real articles, further"] = files(REAL, ROOT / "tests/data/questions_further.jsonl")
        found["real articles, held"] = files(REAL, ROOT / "tests/data/questions_held.jsonl")
        found["real articles, third hand"] = files(REAL, ROOT / "tests/data/questions_third_hand.jsonl")
        found["real articles, fourth hand"] = files(REAL, ROOT / "tests/data/questions_fourth_hand.jsonl")
    if EVAL.is_dir():
        found["xquad_dev zh->zh"] = development_set("xquad_dev.zh", "xquad_dev.zh")
        found["xquad_dev en->zh"] = development_set("xquad_dev.zh", "xquad_dev.en")
        found["cmrc_dev zh->zh"] = development_set("cmrc_dev", "cmrc_dev")
    record("answers", found)
    return found


def files(articles: Path, questions: Path) -> dict[str, Any]:
    """The figures of `yigai eval` on a folder of articles, per language."""
    with tempfile.TemporaryDirectory() as folder, Index.open(folder) as index:
        index.sync(articles)
        figures = evaluate(Assistant(index), read_questions(questions))
    return {language: asdict(scores) for language, scores in figures.languages.items()}


def development_set(paragraphs: str, questions: str) -> dict[str, Any]:
    """Gold answer in at most three quoted sentences; refusals of the questions and of their twins."""
    texts, items = read_squad(EVAL, paragraphs)
    asked = [
        replace(item, question=other.question)
        for item, other in zip(items, read_squad(EVAL, questions)[1], strict=True)
    ]
    if len(asked) > ASKED:
        asked = random.Random(0).sample(asked, ASKED)
    with tempfile.TemporaryDirectory() as folder, Index.open(folder) as index:
        index.add([Article(id=key, title="", text=text) for key, text in texts.items()])
        similarity = Similarity(index.embedder)
        results = [_ask(index, similarity, item) for item in asked]
    return {
        "questions": len(results),
        "answer quoted": _share([one["quoted"] for one in results]),
        "refused": _share([one["refused"] for one in results]),
        "twins refused": _share([one["twin refused"] for one in results]),
        "median ms": median(one["ms"] for one in results),
    }


def _ask(index: Index, similarity: Similarity, item: Item) -> dict[str, Any]:
    question = parse_question(item.question)
    inquiry = Inquiry(item.question, question)
    hits = tuple(index.search(item.question, k=40))
    inquiry = replace(inquiry, hits=hits, sentences=tuple(rank_sentences(question, hits, index.words)))
    quoted = " ".join(one.text for one in choose(question, inquiry.sentences, SENTENCES))
    milliseconds = inquiry.elapsed_ms
    others = tuple(hit for hit in hits if hit.article.id != item.paragraph)
    twin = replace(inquiry, hits=others, sentences=tuple(rank_sentences(question, others, index.words)))
    return {
        "quoted": holds(quoted, item.answers),
        "refused": certainty(similarity, inquiry) < 0,
        "twin refused": certainty(similarity, twin) < 0,
        "ms": milliseconds,
    }


def _share(values: list[bool]) -> float:
    return round(sum(values) / len(values), 4)


if __name__ == "__main__":
    for name, figures in main().items():
        print(name, figures)
