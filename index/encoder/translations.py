"""How far each Chinese token is from the English that it stands for in the sentence beside it.

A text's vector is the mean of its tokens' states, so an error of the vector blames every token alike. Word
alignment knows better: the state of 保险 is to be that of "insurance", where the teacher reads it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from index.encoder import align, data
from index.encoder.build import TEACHER
from index.encoder.reading import Reading

PIECES = 30_522  # of the teacher's vocabulary
LEAST = 1e-4  # weight of a translation that is kept
SHARE = 0.02  # of a token's likeliest one
KNOWN = 0.02  # weight that the translations of a token must have together in a sentence
SURE = 0.5  # weight from which a token counts in full


class Translations:
    """How much Chinese token c and English word piece e mean one another, 0 to 1.

    `couples` holds c * PIECES + e, ascending, of those that do, and `weights` how much.
    """

    def __init__(self, couples: NDArray[np.int64], weights: NDArray[np.float32]) -> None:
        self.couples, self.weights = couples, weights

    def error(self, chinese: list[Reading], english: list[Reading]) -> Tensor:
        """The squared distance of a Chinese token's state to the mean of its translations' states.

        The mean over tokens that have a translation in the text beside, the surest counting most, in units
        of those states' mean square; 0 if there is none.
        """
        states, targets, sure = [], [], []
        for left, right in zip(chinese, english, strict=True):
            weights = self._between(left.tokens[1:-1], right.tokens[1:-1])
            total = weights.sum(1)
            known = np.flatnonzero(total > KNOWN)
            if len(known):
                shares = torch.from_numpy(weights[known] / total[known, None])
                states.append(left.states[1:-1][torch.from_numpy(known)])
                targets.append(shares @ right.states[1:-1])
                sure.append(torch.from_numpy(total[known].clip(max=SURE)))
        if not states:
            return torch.zeros(())
        target, counts = torch.cat(targets), torch.cat(sure)
        distances = (torch.cat(states) - target).square().sum(1)
        return (distances * counts).sum() / counts.sum() / target.square().sum(1).mean()

    def _between(self, chinese: list[int], english: list[int]) -> NDArray[np.float32]:
        wanted = np.array(chinese, np.int64)[:, None] * PIECES + np.array(english, np.int64)
        places = np.searchsorted(self.couples, wanted).clip(max=len(self.couples) - 1)
        return np.where(self.couples[places] == wanted, self.weights[places], np.float32(0))


def learn(pairs: data.Pairs, tokenizer: Tokenizer, file: Path) -> None:
    """Align the pairs and write what translates what to `file` (safetensors): two minutes."""
    lines = np.unique(data.draw(pairs, seed=0))
    english = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
    found = align.Alignment(
        align.token_sets(tokenizer, [pairs.chinese[line] for line in lines]),
        align.token_sets(english, [pairs.english[line] for line in lines]),
    )
    forward, backward = found.translations()
    weights = forward * backward**align.REVERSE
    best = np.zeros(tokenizer.get_vocab_size())
    np.maximum.at(best, found.left, weights)
    kept = (weights > LEAST) & (weights > SHARE * best[found.left])
    couples = (found.left * PIECES + found.right)[kept]
    order = np.argsort(couples)
    partial = file.with_suffix(".partial")
    save_file({"couples": couples[order], "weights": weights[kept][order].astype(np.float32)}, partial)
    partial.replace(file)


def load(file: Path) -> Translations:
    """What `learn` wrote."""
    found = load_file(file)
    return Translations(found["couples"], found["weights"])
