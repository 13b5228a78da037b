"""What vectors are to be alike to: a partner that is to be found, and all that the teacher finds alike."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div

from index.encoder import network

TEMPERATURE = 0.05
QUEUE = 4096


def contrast(left: Tensor, right: Tensor) -> Tensor:
    """In-batch contrast, both ways: each vector must find its partner (van den Oord et al., 2018)."""
    return (find(left, right) + find(right, left)) / 2


class Queue:
    """The teacher's newest vectors, which a batch's are set against: many more negatives than it holds itself."""

    def __init__(self, size: int = QUEUE) -> None:
        self.vectors = torch.zeros(0, network.WIDTH)
        self.size = size

    def add(self, vectors: Tensor) -> Tensor:
        """Take the teacher's vectors of a batch in, first; return all there are (texts, 384)."""
        self.vectors = torch.cat([vectors, self.vectors])[: self.size]
        return self.vectors


def likeness(found: Tensor, target: Tensor, others: Tensor) -> Tensor:
    """How far the student's similarities to the texts of `others` are from the teacher's own.

    The divergence (Kullback and Leibler) of their softmax at the temperature, as in Fang et al. (SEED,
    2021): two texts that the teacher finds alike are not pushed apart, which contrast with one right
    answer would do.
    """
    wanted = (target @ others.T / TEMPERATURE).softmax(1)
    return kl_div((found @ others.T / TEMPERATURE).log_softmax(1), wanted, reduction="batchmean")


def find(found: Tensor, others: Tensor) -> Tensor:
    """One-way contrast: each vector must find the one of `others` that stands where it does."""
    return cross_entropy(found @ others.T / TEMPERATURE, torch.arange(len(found)))
