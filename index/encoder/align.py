"""Moves Chinese tokens to their English: `python -m index.encoder.align PARALLEL STUDENT OUT`.

Word alignment of parallel text (IBM model 1, Brown et al., 1993) in both directions says how often each
English word piece stands for each Chinese token. A token's vector becomes the mean of those pieces' vectors,
mixed with the glosses it started from: the more often the token was seen, the less the glosses count. No
gradient is computed: it takes two minutes.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.encoder import data, network, vocabulary
from index.encoder.build import TEACHER

ROUNDS = 5
LONGEST = 60  # different tokens in a line
SMOOTHING = 3.0  # sightings that a token must outweigh before it commits to a translation
REVERSE = 0.4  # how much the direction English -> Chinese counts: it holds "of" and "the" back
GLOSSES_WORTH = 10  # sightings
MOST = 0.6  # that alignment may count, however often a token is seen
SCALE = 1.5 / 1.35  # a mean is shorter than what it is the mean of; 1.35 of it is done by index.encoder.build

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def token_sets(tokenizer: Tokenizer, lines: list[str]) -> list[Ints]:
    """The different tokens of each line."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return [np.unique(found.ids) for found in tokenizer.encode_batch_fast(lines, add_special_tokens=False)]


class Alignment:
    """Co-occurrences of tokens in `left` and `right` lines, and what translates what."""

    def __init__(self, left: list[Ints], right: list[Ints]) -> None:
        fit = [
            (a, b)
            for a, b in zip(left, right, strict=True)
            if 0 < len(a) <= LONGEST and 0 < len(b) <= LONGEST
        ]
        lefts, rights = [a for a, _ in fit], [b for _, b in fit]
        self.width = 1 + max(int(tokens.max()) for tokens in rights)
        met = np.concatenate([(a[:, None] * self.width + b).ravel() for a, b in fit])
        self.left_slot = np.concatenate(
            [np.repeat(slots, len(b)) for slots, b in zip(_slots(lefts), rights, strict=True)]
        )
        self.right_slot = np.concatenate(
            [np.tile(slots, len(a)) for slots, a in zip(_slots(rights), lefts, strict=True)]
        )
        couples, where = np.unique(met, return_inverse=True)
        self.where = where.astype(np.int32)
        self.left, self.right = couples // self.width, couples % self.width
        self.seen = np.bincount(np.concatenate(lefts))

    def translations(self) -> tuple[Floats, Floats]:
        """For each couple of tokens, the probability of right given left, and of left given right."""
        return self._fit(self.left, self.right_slot), self._fit(self.right, self.left_slot)

    def _fit(self, given: Ints, slots: NDArray[np.int32]) -> Floats:
        """Expectation maximisation: each slot of a line shares itself out among the tokens opposite."""
        chance = np.ones(len(given))
        for _ in range(ROUNDS):
            shares = chance[self.where]
            shares /= np.bincount(slots, weights=shares)[slots] + 1e-12
            counts = np.bincount(self.where, weights=shares, minlength=len(given))
            chance = counts / (np.bincount(given, weights=counts)[given] + SMOOTHING)
        return np.asarray(chance)


def _slots(lines: list[Ints]) -> list[NDArray[np.int32]]:
    """A number of its own for every token of every line."""
    ends = np.cumsum([len(line) for line in lines])
    return [np.arange(end - len(line), end, dtype=np.int32) for end, line in zip(ends, lines, strict=True)]


def align(table: Floats, alignment: Alignment, chinese: Ints) -> Floats:
    """The word table with the rows `chinese` moved towards the English pieces they are translated by."""
    forward, backward = alignment.translations()
    weight = forward * backward**REVERSE
    total = np.bincount(alignment.left, weights=weight, minlength=len(table))
    order = np.argsort(alignment.left, kind="stable")
    moved = table.copy()
    starts = np.searchsorted(alignment.left[order], np.arange(len(table) + 1))
    for token in chinese:
        couples = order[starts[token] : starts[token + 1]]
        if total[token] > 0.05:
            mean = weight[couples] @ table[alignment.right[couples]] / total[token]
            seen = alignment.seen[token]
            share = min(seen / (seen + GLOSSES_WORTH), MOST)
            # The glosses' row was made longer when it was built; the mean is given the same.
            moved[token] = share * mean * vocabulary.SCALE + (1 - share) * table[token]
        moved[token] *= SCALE
    return moved


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parallel", type=Path)
    parser.add_argument("student", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    pairs = data.read(arguments.parallel)
    lines = np.unique(data.draw(pairs, seed=0))
    chinese = Tokenizer.from_file(str(arguments.student / "tokenizer.json"))
    english = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
    alignment = Alignment(
        token_sets(chinese, [pairs.chinese[line] for line in lines]),
        token_sets(english, [pairs.english[line] for line in lines]),
    )
    encoder = network.load(arguments.student / "student.safetensors")
    rows = np.array(
        [number for term, number in chinese.get_vocab().items() if vocabulary.HAN.fullmatch(term)]
    )
    table = align(encoder.words.detach().numpy().astype(np.float64), alignment, rows)
    encoder.words = torch.nn.Parameter(torch.from_numpy(table).float())
    network.save(encoder, arguments.out / "student.safetensors")
    shutil.copyfile(arguments.student / "tokenizer.json", arguments.out / "tokenizer.json")


if __name__ == "__main__":
    main()
