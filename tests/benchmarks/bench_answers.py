"""Answers without a chat model: is the evidence cited, and is the gold answer inside what is quoted?

Development sets (../shared/eval): every paragraph is an article; at most three sentences are quoted over the whole
pool. Twins: the same question asked of the pool without its own paragraph must be refused. Our own samples and the
real articles are asked their question files, the latter with the untrained encoder, too, where its folder is named:

    python -m tests.benchmarks.bench_answers [--untrained DIR]
"""

from __future__ import annotations

import argparse
import random
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median
from typing import Any

from index import Index
from index.embedder import load_embedder
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


DATA = ROOT / "tests" / "data"
HANDS = (
    "further",
    "held",
    "third hand",
    "fourth hand",
    "fifth hand",
    "sixth hand",
    "seventh hand",
    "tenth hand",
    "eleventh hand",
    "twelfth hand",
    "thirteenth hand",
    "fourteenth hand",
)
"""Whose questions about the real articles are asked besides our first ones."""


def main(untrained: str | None = None) -> dict[str, Any]:
    """Runs every set at hand and writes results/answers.json."""
    found: dict[str, Any] = {
        "samples": files(DATA / "articles", ["questions.jsonl"])["questions.jsonl"],
        **{f"{hand} hand's articles": own_articles(hand) for hand in ("fourth", "eighth", "fifteenth")},
    }
    if REAL.is_dir():
        found |= real_articles(None)
        if untrained is not None:
            found["untrained"] = real_articles(untrained)
    if EVAL.is_dir():
        found["xquad_dev zh->zh"] = development_set("xquad_dev.zh", "xquad_dev.zh")
        found["xquad_dev en->zh"] = development_set("xquad_dev.zh", "xquad_dev.en")
        found["cmrc_dev zh->zh"] = development_set("cmrc_dev", "cmrc_dev")
    record("answers", found)
    return found


def own_articles(hand: str) -> dict[str, Any]:
    """The figures of a hand's questions about its own articles."""
    questions = f"questions_{hand}_hand_articles.jsonl"
    return files(DATA / f"articles_{hand}_hand", [questions])[questions]


def real_articles(encoder: str | None) -> dict[str, Any]:
    """The figures of every hand's questions about the real articles."""
    names = {
        "real articles" + (f", {hand}" if hand else ""): f"questions_{hand.replace(' ', '_') or 'real'}.jsonl"
        for hand in ("", *HANDS)
    }
    found = files(REAL, list(names.values()), encoder)
    return {label: found[name] for label, name in names.items()}


def files(articles: Path, questions: list[str], encoder: str | None = None) -> dict[str, Any]:
    """The figures of `yigai eval` on a folder of articles, per file of questions and language."""
    with tempfile.TemporaryDirectory() as folder, Index.open(folder, load_embedder(encoder)) as index:
        index.sync(articles)
        asked = {name: evaluate(Assistant(index), read_questions(DATA / name)) for name in questions}
    return {
        name: {language: asdict(scores) for language, scores in figures.languages.items()}
        for name, figures in asked.items()
    }


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--untrained", help="a folder of the encoder's untrained form")
    for name, figures in main(parser.parse_args().untrained).items():
        print(name, figures)
