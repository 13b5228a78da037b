"""The index: seconds to open it cold and search, milliseconds of a warm search, seconds of an unchanged sync.

Measured on the sample articles and on a synthetic collection of 5,000 passages with vectors at random, whose
words are drawn from the sample's: what is timed is FAISS, tantivy and SQLite, not the encoder.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from index import Index
from index.hashed import HashedEmbedder
from index.terms import segment
from ingest import Article
from tests.benchmarks.record import record

SAMPLE = Path(__file__).parents[1] / "data" / "articles"
QUESTIONS = ("How does Sangzhi pool insurance funds?", "桑植县的医保基金怎么管理？", "村医的补助是多少？")
COLD = """
import sys, time
started = time.perf_counter()
from index import Index
with Index.open(sys.argv[1], create=False) as index:
    opened = time.perf_counter()
    index.search(sys.argv[2])
    print(opened - started, time.perf_counter() - started, "torch" in sys.modules)
"""


def main() -> dict[str, Any]:
    """Runs all of it and writes results/index.json."""
    found = {"sample": sample(), "5,000 passages": synthetic(5_000)}
    record("index", found)
    return found


def sample() -> dict[str, Any]:
    """The sample articles with the embedded encoder."""
    with tempfile.TemporaryDirectory() as folder:
        with Index.open(folder) as index:
            first = index.sync(SAMPLE)
            again = index.sync(SAMPLE)
            warm = milliseconds(index)
            passages = index.stats()["passages"]
        command = [sys.executable, "-c", COLD, folder, QUESTIONS[0]]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    opened, searched, torch = done.stdout.split()
    return {
        "articles": first.added,
        "passages": passages,
        "sync_seconds": round(first.seconds, 2),
        "unchanged_sync_seconds": round(again.seconds, 3),
        "cold_open_seconds": round(float(opened), 2),
        "cold_open_and_search_seconds": round(float(searched), 2),
        "torch_imported": torch == "True",
        "warm_search_ms": warm,
    }


def synthetic(count: int) -> dict[str, Any]:
    """Passages of the sample's words, one an article, with vectors that are not the encoder's."""
    randomly = random.Random(1)
    words = [word for file in sorted(SAMPLE.glob("*.txt")) for word in segment(decoded(file))]
    embedder = Noise(384)
    with tempfile.TemporaryDirectory() as folder:
        with Index.open(folder, embedder) as index:
            started = time.perf_counter()
            texts = ("".join(randomly.choices(words, k=120)) + "。" for _ in range(count))
            index.add([Article(f"a{number}", "", text) for number, text in enumerate(texts)])
            added = time.perf_counter() - started
        started = time.perf_counter()
        with Index.open(folder, embedder) as index:
            index.search(QUESTIONS[1])
            opened = time.perf_counter() - started
            return {
                "passages": index.stats()["passages"],
                "add_seconds": round(added, 1),
                "open_and_search_seconds": round(opened, 2),
                "warm_search_ms": milliseconds(index),
                "index_bytes": sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()),
                "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }


class Noise(HashedEmbedder):
    """One random direction for a text as a whole: quick to make."""

    def embed_query(self, text: str) -> list[float]:
        """The vector of a text."""
        seed = zlib.crc32(text.encode())
        vector: list[float] = np.random.default_rng(seed).standard_normal(self.dimension).tolist()
        return vector


def decoded(file: Path) -> str:
    """The text of a sample file, in whichever of the two encodings it is."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return file.read_text(encoding="gb18030", errors="ignore")


def milliseconds(index: Index) -> float:
    """The median of 60 searches."""
    times = []
    for number in range(60):
        started = time.perf_counter()
        index.search(QUESTIONS[number % len(QUESTIONS)])
        times.append(time.perf_counter() - started)
    return round(1000 * float(np.median(times)), 1)


if __name__ == "__main__":
    print(json.dumps(main(), indent=2))
