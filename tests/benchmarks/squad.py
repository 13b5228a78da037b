"""Development sets in SQuAD's format, packed with xz."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Item:
    """A question, the id of its paragraph and the answers that count as right."""

    question: str
    paragraph: str
    answers: tuple[str, ...]


def read_squad(folder: Path, name: str) -> tuple[dict[str, str], list[Item]]:
    """The paragraphs by id, and the questions in their order."""
    data = json.loads(lzma.decompress((folder / f"{name}.json.xz").read_bytes()))["data"]
    paragraphs = [paragraph for article in data for paragraph in article["paragraphs"]]
    texts = {f"{name}-{n}": paragraph["context"] for n, paragraph in enumerate(paragraphs)}
    items = [
        Item(entry["question"], f"{name}-{n}", tuple(answer["text"] for answer in entry["answers"]))
        for n, paragraph in enumerate(paragraphs)
        for entry in paragraph["qas"]
    ]
    return texts, items
