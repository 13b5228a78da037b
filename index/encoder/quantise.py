"""Linear maps in int8: what their inputs reach is seen on calibration texts, and outlying channels are evened out.

Inputs are quantised by one range for a whole tensor, found once rather than for every text. Of the inputs
of the two inner products a few channels, at [CLS] above all, are 15 times larger than the others; a part of
that is moved into the weights (SmoothQuant, Xiao et al., 2023), whose outputs have a scale each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.embedder import plain
from index.encoder import network, vocabulary

KINDS = ("query_key_value", "attended", "inner", "outer")
SMOOTHED = ("inner", "outer")
EXPONENT = 0.8  # how much of a channel's size goes into the weights
MARGIN = 1.05  # beyond the range that was seen
TEXTS = 96


@dataclass(frozen=True, slots=True)
class Reach:
    """What a linear map's inputs reached: least and most, and the largest of each channel."""

    low: float
    high: float
    channels: Tensor


class Quantised(nn.Module):
    """x -> x @ weight.T + bias for a linear map in int8, as operators of ONNX.

    Maps that share an input share `quantise` of it too: `product(quantise(x))` is the map.
    """

    weight: Tensor
    weight_scale: Tensor
    weight_zero: Tensor
    scale: Tensor
    zero: Tensor

    def __init__(self, linear: nn.Linear, reach: Reach, smooth: bool) -> None:
        super().__init__()
        weight = linear.weight.detach()
        factors = smoothing(reach.channels, weight) if smooth else torch.ones(weight.shape[1])
        self.shrink = nn.Parameter(1 / factors) if smooth else None
        rows, scale = quantise_rows(weight * factors)
        low, high = (reach.low, reach.high) if not smooth else _smoothed_range(reach, factors)
        step = MARGIN * (high - low) / 255
        self.register_buffer("weight", rows.T.contiguous())
        self.register_buffer("weight_scale", scale[:, 0])
        self.register_buffer("weight_zero", torch.tensor(0, dtype=torch.int8))
        self.register_buffer("scale", torch.tensor(step))
        self.register_buffer("zero", torch.tensor(round(-MARGIN * low / step), dtype=torch.uint8))
        self.bias = nn.Parameter(linear.bias.detach().clone())

    def quantise(self, inputs: Tensor) -> Tensor:
        """Inputs (..., channels) as uint8; what is out of range counts as its end."""
        if self.shrink is not None:
            inputs = inputs * self.shrink
        return torch.onnx.ops.symbolic(
            "QuantizeLinear",
            (inputs, self.scale, self.zero),
            dtype=torch.uint8,
            shape=inputs.shape,
            version=21,
        )

    def product(self, inputs: Tensor) -> Tensor:
        """com.microsoft.MatMulIntegerToFloat of quantised inputs (..., channels): float32 (..., outputs)."""
        return torch.onnx.ops.symbolic(
            "com.microsoft::MatMulIntegerToFloat",
            (
                inputs,
                self.weight,
                self.scale,
                self.weight_scale,
                self.zero,
                self.weight_zero,
                self.bias,
            ),
            dtype=torch.float32,
            shape=(*inputs.shape[:-1], len(self.weight_scale)),
            version=1,
        )

    def forward(self, inputs: Tensor) -> Tensor:
        return self.product(self.quantise(inputs))


def quantise_rows(table: Tensor) -> tuple[Tensor, Tensor]:
    """Each row as int8 in -127..127 and the scale (rows, 1) that gives it back."""
    scale = (table.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
    return (table / scale).round().to(torch.int8), scale


def smoothing(channels: Tensor, weight: Tensor) -> Tensor:
    """What each input channel is divided by, and its weights multiplied with; 1 at the median."""
    sizes = weight.abs().amax(0).clamp(min=1e-4)
    factors = channels.clamp(min=1e-4) ** EXPONENT / sizes ** (1 - EXPONENT)
    return (factors / factors.median()).clamp(0.05, 50)


def _smoothed_range(reach: Reach, factors: Tensor) -> tuple[float, float]:
    largest = float((reach.channels / factors).max())
    # GELU's outputs have next to nothing below zero, which the range must not be spent on.
    return max(reach.low / float(factors.min()), -largest), largest


def calibrate(encoder: network.Encoder, tokenizer: Tokenizer, texts: list[str]) -> dict[str, Reach]:
    """What reaches each linear map of the layers ("0.inner") when `texts` are encoded."""
    with _watched(encoder) as seen, torch.inference_mode():
        for text in texts:
            ids = torch.tensor([tokenizer.encode(plain(text)).ids])
            encoder(ids, torch.ones_like(ids))
    return seen


@contextmanager
def _watched(encoder: network.Encoder) -> Iterator[dict[str, Reach]]:
    seen: dict[str, Reach] = {}

    def watch(name: str, inputs: Tensor) -> None:
        found = Reach(float(inputs.min()), float(inputs.max()), inputs.abs().flatten(0, -2).amax(0))
        known = seen.get(name, found)
        seen[name] = Reach(
            min(known.low, found.low),
            max(known.high, found.high),
            torch.maximum(known.channels, found.channels),
        )

    hooks = [
        getattr(layer, kind).register_forward_pre_hook(
            lambda _, inputs, name=f"{number}.{kind}": watch(name, inputs[0])
        )
        for number, layer in enumerate(encoder.layers)
        for kind in KINDS
    ]
    try:
        yield seen
    finally:
        for hook in hooks:
            hook.remove()


def calibration_texts(count: int = TEXTS) -> list[str]:
    """Stretches of the dictionary in turn Chinese and English: no other text is at hand wherever this runs."""
    random = np.random.default_rng(0)
    known = [(word, meanings[0]) for word, meanings in vocabulary.glosses().items()]
    texts = []
    for number in range(count):
        drawn = [known[place] for place in random.integers(len(known), size=random.integers(4, 90))]
        if number % 2:
            texts.append("; ".join(gloss for _, gloss in drawn) + ".")
        else:
            texts.append("，".join(word for word, _ in drawn) + "。")
    return texts
