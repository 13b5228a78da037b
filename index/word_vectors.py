"""The vectors of single words from the encoder's own table: no network is run to compare two words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.onnx_weights import weights

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a piece of one, and its row in the table."""

    text: str
    row: int


class WordVectors:
    """The rows of the table in an encoder's ONNX file: English and Chinese words of one meaning lie close.

    Only rows that are asked for are read. May be used from many threads.
    """

    def __init__(self, network: Path, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        words = tokenizer.get_vocab_size()
        table = next(
            (one for one in weights(network) if one.ndim == 2 and len(one) == words < one.size), None
        )
        if table is None:
            raise ValueError(f"{network} has no table of the {words:,} words that its tokenizer knows")
        self._table, self._unknown = table, tokenizer.token_to_id("[UNK]")
        self.tokens = lru_cache(maxsize=8192)(self._tokens)

    def _tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of a text that hold a letter or a digit, each once."""
        found = self._tokenizer.encode(text, add_special_tokens=False)
        texts = dict(zip(found.ids, found.tokens, strict=True))
        return tuple(
            Token(token.removeprefix("##"), row)
            for row, token in texts.items()
            if row != self._unknown and any(character.isalnum() for character in token)
        )

    def __call__(self, rows: Sequence[int]) -> Floats:
        """Unit vectors (rows, dimension): the scale that a row of int8 has does not change where it points."""
        found = self._table[list(rows)].astype(np.float32)
        return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9))
