"""How well an embedder finds the paragraph that answers: `python -m index.encoder.evaluate EVAL [EMBEDDER]`.

EVAL is a folder of development sets in SQuAD's format (xquad_dev.en, xquad_dev.zh, cmrc_dev, drcd_dev;
.json.xz).
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedder import load_embedder

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
COLUMNS = ("en_zh", "zh_zh", "en_en", "cmrc_dev", "drcd_dev")


@dataclass(frozen=True, slots=True)
class Questions:
    """Paragraphs, questions about them, and for each question the number of its paragraph."""

    paragraphs: tuple[str, ...]
    questions: tuple[str, ...]
    answers: NDArray[np.int64]


def read(path: Path) -> Questions:
    """One development set in SQuAD's format; paragraphs that occur twice are counted as one."""
    paragraphs: dict[str, int] = {}
    questions, answers = [], []
    with lzma.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    for paragraph in (paragraph for article in articles for paragraph in article["paragraphs"]):
        number = paragraphs.setdefault(paragraph["context"], len(paragraphs))
        for question in paragraph["qas"]:
            questions.append(question["question"])
            answers.append(number)
    return Questions(tuple(paragraphs), tuple(questions), np.array(answers))


def ranks(scores: NDArray[np.float32], answers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rank, from 1, of each question's paragraph in (questions, paragraphs); ties count against it."""
    right = scores[np.arange(len(answers)), answers][:, None]
    return np.asarray((scores >= right).sum(axis=1), dtype=np.int64)


def recall(found: NDArray[np.int64]) -> list[float]:
    """Recall at 1 and at 5."""
    return [round(float((found <= depth).mean()), 4) for depth in (1, 5)]


def ndcg(found: NDArray[np.int64], depth: int = 10) -> float:
    """nDCG@10 with one relevant paragraph a question: 1 / log2(1 + rank) (Järvelin and Kekäläinen, 2002)."""
    return round(float(np.where(found <= depth, 1 / np.log2(1 + found), 0).mean()), 4)


def pairings(folder: Path) -> dict[str, Questions]:
    """The columns of the table; "xquad_2k" asks in English over the Chinese paragraphs of all sets."""
    english, chinese = read(folder / "xquad_dev.en.json.xz"), read(folder / "xquad_dev.zh.json.xz")
    cmrc, drcd = read(folder / "cmrc_dev.json.xz"), read(folder / "drcd_dev.json.xz")
    assert np.array_equal(english.answers, chinese.answers)
    pool = (*chinese.paragraphs, *cmrc.paragraphs, *drcd.paragraphs)
    return {
        "en_zh": Questions(chinese.paragraphs, english.questions, english.answers),
        "zh_zh": chinese,
        "en_en": english,
        "cmrc_dev": cmrc,
        "drcd_dev": drcd,
        "xquad_2k": Questions(pool, english.questions, english.answers),
    }


def measure(encode: Encode, folder: Path) -> dict[str, list[float]]:
    """Recall at 1 and 5 of each column, and nDCG@10 of xquad_2k, for an encoder of texts to unit vectors."""
    vectors: dict[tuple[str, ...], NDArray[np.float32]] = {}
    figures = {}
    for name, asked in pairings(folder).items():
        for texts in (asked.paragraphs, asked.questions):
            if texts not in vectors:
                vectors[texts] = encode(texts)
        found = ranks(vectors[asked.questions] @ vectors[asked.paragraphs].T, asked.answers)
        figures[name] = [ndcg(found)] if name == "xquad_2k" else recall(found)
    return figures


def line(name: str, figures: dict[str, list[float]]) -> str:
    """One row of a Markdown table."""
    cells = [" / ".join(f"{value:.3f}".lstrip("0") for value in values) for values in figures.values()]
    return f"| {' | '.join([name, *cells])} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("embedder", nargs="*", default=[None])
    arguments = parser.parse_args()
    for name in arguments.embedder:
        print(line(name or "embedded", measure(load_embedder(name).encode, arguments.folder)), flush=True)


if __name__ == "__main__":
    main()
