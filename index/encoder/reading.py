"""What a network reads in texts: the states of their tokens, and the teacher's readings of English."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import normalize

from index.encoder import network
from index.encoder.build import TEACHER

AT_ONCE = 16  # texts; more would leave the cache


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's token ids, [CLS] and [SEP] among them, and the last state of each (tokens, 384)."""

    tokens: list[int]
    states: Tensor


def read(encoder: network.Encoder, tokenizer: Tokenizer, texts: list[str]) -> list[Reading]:
    """The readings of texts, with gradients where they are on."""
    tokens = [found.ids for found in tokenizer.encode_batch(texts)]
    return [Reading(ids, states) for ids, states in zip(tokens, encoder.states(*pad(tokens)), strict=True)]


def pool(readings: list[Reading]) -> Tensor:
    """The texts' vectors (texts, 384): the mean of each one's states, at length 1."""
    return normalize(torch.stack([reading.states.mean(0) for reading in readings]), dim=-1)


def pad(tokens: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask (texts, longest)."""
    length = max(map(len, tokens))
    ids, mask = torch.zeros(2, len(tokens), length, dtype=torch.int64)
    for row, found in enumerate(tokens):
        ids[row, : len(found)] = torch.tensor(found)
        mask[row, : len(found)] = 1
    return ids, mask


class Teacher:
    """all-MiniLM-L6-v2, which is learnt from and does not learn.

    Nothing is kept of what it read: nearly every text of a run is made for it and never seen again.
    """

    def __init__(self) -> None:
        self.encoder = network.from_bert(TEACHER / "model.safetensors").eval()
        self.tokenizer = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(256)

    @torch.no_grad()
    def read(self, texts: list[str]) -> list[Reading]:
        """The readings of English texts, of 256 tokens at most."""
        return [
            reading
            for start in range(0, len(texts), AT_ONCE)
            for reading in read(self.encoder, self.tokenizer, texts[start : start + AT_ONCE])
        ]

    def vectors(self, texts: list[str]) -> Tensor:
        """The vectors (texts, 384)."""
        return pool(self.read(texts))
