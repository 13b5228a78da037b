"""Exports a student to int8 ONNX, which runs without torch: `python -m index.encoder.export STUDENT OUT`.

Word vectors are rows of int8 with a scale each, looked up and multiplied in the graph; matrix products are
int8 with a scale for each output channel. Scales for whole tensors would cost two points of recall.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.embedder import OnnxEmbedder, plain
from index.encoder import evaluate, network
from index.encoder.quantise import (
    KINDS,
    SMOOTHED,
    Quantised,
    Reach,
    calibrate,
    calibration_texts,
    quantise_rows,
)

OPSET = 21


class QuantisedEncoder(nn.Module):
    """The encoder of texts of one length, with its word table held as int8 rows, `table[i] * scale[i]`.

    Nothing is padded, so no mask is needed, and without one onnxruntime's own attention goes block by block
    through the cache (Dao et al., 2022). Query, key and value are products of their own: splitting one
    would copy it.
    """

    table: Tensor
    scale: Tensor

    def __init__(self, encoder: network.Encoder, reaches: dict[str, Reach]) -> None:
        super().__init__()
        table, scale = quantise_rows(encoder.words.detach())
        self.register_buffer("table", table)
        self.register_buffer("scale", scale)
        self.positions, self.embedding_norm = encoder.positions, encoder.embedding_norm
        self.layers = nn.ModuleList(
            QuantisedLayer(layer, {kind: reaches[f"{number}.{kind}"] for kind in KINDS})
            for number, layer in enumerate(encoder.layers)
            if isinstance(layer, network.Layer)
        )

    def forward(self, input_ids: Tensor) -> Tensor:
        words = self.table[input_ids].to(torch.float32) * self.scale[input_ids]
        states = self.embedding_norm(words + self.positions[: words.shape[1]])
        for layer in self.layers:
            states = layer(states)
        return nn.functional.normalize(states.mean(1), dim=-1)


class QuantisedLayer(nn.Module):
    """A layer with its six products in int8."""

    def __init__(self, layer: network.Layer, reaches: dict[str, Reach]) -> None:
        super().__init__()
        self.query, self.key, self.value = (
            Quantised(part, reaches["query_key_value"], smooth=False)
            for part in thirds(layer.query_key_value)
        )
        self.attended, self.inner, self.outer = (
            Quantised(getattr(layer, kind), reaches[kind], smooth=kind in SMOOTHED)
            for kind in ("attended", "inner", "outer")
        )
        self.attention_norm, self.output_norm = layer.attention_norm, layer.output_norm

    def forward(self, states: Tensor) -> Tensor:
        shared = self.query.quantise(states)
        context = attend(*(part.product(shared) for part in (self.query, self.key, self.value)))
        states = self.attention_norm(states + self.attended(context))
        inner = nn.functional.gelu(self.inner(states))
        return torch.as_tensor(self.output_norm(states + self.outer(inner)))


def thirds(linear: nn.Linear) -> list[nn.Linear]:
    """The three linear maps that one for query, key and value holds, each with weights of its own."""
    parts = [nn.Linear(network.WIDTH, linear.out_features // 3) for _ in range(3)]
    for part, weight, bias in zip(parts, linear.weight.chunk(3), linear.bias.chunk(3), strict=True):
        part.weight, part.bias = nn.Parameter(weight.detach().clone()), nn.Parameter(bias.detach().clone())
    return parts


def attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """com.microsoft.MultiHeadAttention: (batch, length, heads x 32), thrice -> (batch, length, heads x 32)."""
    return torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention",
        (query, key, value),
        {"num_heads": query.shape[-1] // network.HEAD},
        dtype=torch.float32,
        shape=query.shape,
        version=1,
    )


def export(student: Path, out: Path) -> None:
    """Write model.onnx and tokenizer.json of the student in folder `student` to folder `out`.

    Texts are read as far as there are positions, twice as far as the student was trained on.
    """
    out.mkdir(parents=True, exist_ok=True)
    encoder = network.load(student / "student.safetensors").eval()
    tokenizer = Tokenizer.from_file(str(student / "tokenizer.json"))
    reaches = calibrate(encoder, tokenizer, calibration_texts())
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", min=2, max=network.POSITIONS)
    program = torch.onnx.export(
        QuantisedEncoder(encoder, reaches).eval(),
        (torch.ones(2, 8, dtype=torch.int64),),
        dynamo=True,
        opset_version=OPSET,
        input_names=["input_ids"],
        output_names=["sentence_vector"],
        dynamic_shapes=({0: batch, 1: length},),
        verbose=False,
    )
    assert program is not None
    onnx.save(program.model_proto, out / "model.onnx.partial")
    (out / "model.onnx.partial").replace(out / "model.onnx")
    tokenizer.enable_truncation(network.POSITIONS)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)


def agreement(student: Path, out: Path, texts: list[str]) -> list[float]:
    """The cosines of the exported vectors with the float student's: the least, the first percentile and the mean."""
    encoder = network.load(student / "student.safetensors").eval()
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    with torch.inference_mode():
        tokens = [torch.tensor([tokenizer.encode(plain(text)).ids]) for text in texts]
        vectors = [encoder(ids, torch.ones_like(ids)) for ids in tokens]
    cosines = (torch.cat(vectors).numpy() * OnnxEmbedder(out).encode(texts)).sum(axis=1)
    return [round(float(figure), 4) for figure in (cosines.min(), np.percentile(cosines, 1), cosines.mean())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("student", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument(
        "--check", type=Path, help="development sets: compare with the float student on 1,000 texts"
    )
    arguments = parser.parse_args()
    export(arguments.student, arguments.out)
    if arguments.check:
        asked = evaluate.pairings(arguments.check)["xquad_2k"]
        texts = [*asked.questions[:500], *asked.paragraphs[:: len(asked.paragraphs) // 500][:500]]
        print("cosine: least, first percentile, mean", agreement(arguments.student, arguments.out, texts))


if __name__ == "__main__":
    main()
