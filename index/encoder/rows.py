"""Steps for the rows of a word table, each as long as how often its word was seen allows."""

from __future__ import annotations

import torch

SETTLED = 8  # sightings after which a word's steps are shorter by the root of two


class RowOptimiser:
    """Steps for rows of the word table that a batch touched, from row `first` on: those of Chinese.

    A step has the length `rate` a coordinate, whatever the gradient's, for a row first seen, and shrinks as
    the row is seen more often, as Adagrad's do (Duchi et al., 2011): a rare word must learn what it can from
    the few sentences that it occurs in, and 的 must not follow each of thousands. Momentum would go on moving
    it for many steps after. The English rows are the teacher's own and stay.
    """

    def __init__(self, table: torch.nn.Parameter, first: int = 0) -> None:
        self.table, self.first = table, first
        self.square = torch.zeros(len(table))
        self.count = torch.zeros(len(table))

    @torch.no_grad()
    def step(self, rate: float) -> None:
        assert self.table.grad is not None
        gradient = self.table.grad.coalesce()
        met = gradient.values().any(1) & (gradient.indices()[0] >= self.first)  # padding has no gradient
        rows, moved = gradient.indices()[0, met], gradient.values()[met]
        self.count[rows] += 1
        self.square[rows] += moved.square().mean(1)
        mean = self.square[rows] / self.count[rows]
        shrunk = (mean * (1 + (self.count[rows] - 1) / SETTLED)).sqrt()
        self.table[rows] -= rate * moved / shrunk[:, None]
        self.table.grad = None
