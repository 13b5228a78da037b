"""Exports a student to int8 ONNX, which runs without torch: `python -m index.encoder.export STUDENT OUT`.

Word vectors are rows of int8 with a scale each, looked up and multiplied in the graph; matrix products are
int8 with a scale for each output channel. Scales for whole tensors would cost two points of recall.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.embedder import OnnxEmbedder, plain
from index.encoder import evaluate, network

OPSET = 20


class RowQuantised(nn.Module):
    """The encoder of texts of one length, with its word table held as int8 rows, `table[i] * scale[i]`.

    Nothing is padded, so no mask is needed, and without one onnxruntime's own attention goes block by block
    through the cache (Dao et al., 2022). Query, key and value are products of their own: splitting one
    would copy it.
    """

    table: Tensor
    scale: Tensor

    def __init__(self, encoder: network.Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        table, scale = quantise_rows(encoder.words.detach())
        self.register_buffer("table", table)
        self.register_buffer("scale", scale)
        layers = [layer for layer in encoder.layers if isinstance(layer, network.Layer)]
        self.projections = nn.ModuleList(part for layer in layers for part in thirds(layer.query_key_value))

    def forward(self, input_ids: Tensor) -> Tensor:
        words = self.table[input_ids].to(torch.float32) * self.scale[input_ids]
        states = self.encoder.embedding_norm(words + self.encoder.positions[: words.shape[1]])
        for number, layer in enumerate(self.encoder.layers):
            assert isinstance(layer, network.Layer)
            context = attend(*(project(states) for project in self.projections[3 * number : 3 * number + 3]))
            states = layer.finish(states, context)
        return nn.functional.normalize(states.mean(1), dim=-1)


def thirds(linear: nn.Linear) -> list[nn.Linear]:
    """The three linear maps that one for query, key and value holds, each with weights of its own."""
    parts = [nn.Linear(network.WIDTH, network.WIDTH) for _ in range(3)]
    for part, weight, bias in zip(parts, linear.weight.chunk(3), linear.bias.chunk(3), strict=True):
        part.weight, part.bias = nn.Parameter(weight.detach().clone()), nn.Parameter(bias.detach().clone())
    return parts


def attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """com.microsoft.MultiHeadAttention: (batch, length, 384), thrice -> (batch, length, 384)."""
    return torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention",
        (query, key, value),
        {"num_heads": network.HEADS},
        dtype=torch.float32,
        shape=query.shape,
        version=1,
    )


def quantise_rows(table: Tensor) -> tuple[Tensor, Tensor]:
    """Each row as int8 in -127..127 and the scale (rows, 1) that gives it back."""
    scale = (table.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
    return (table / scale).round().to(torch.int8), scale


def export(student: Path, out: Path) -> None:
    """Write model.onnx and tokenizer.json of the student in folder `student` to folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    module = RowQuantised(network.load(student / "student.safetensors")).eval()
    ids = torch.ones(2, 8, dtype=torch.int64)
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", min=2, max=network.POSITIONS)
    with tempfile.TemporaryDirectory() as scratch:
        graph, small = Path(scratch) / "float.onnx", Path(scratch) / "model.onnx"
        program = torch.onnx.export(
            module,
            (ids,),
            dynamo=True,
            opset_version=OPSET,
            input_names=["input_ids"],
            output_names=["sentence_vector"],
            dynamic_shapes=({0: batch, 1: length},),
            verbose=False,
        )
        assert program is not None
        onnx.save(program.model_proto, graph)
        quantize_dynamic(
            graph,
            small,
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
        shutil.move(small, out / "model.onnx.partial")
    (out / "model.onnx.partial").replace(out / "model.onnx")
    shutil.copyfile(student / "tokenizer.json", out / "tokenizer.json")


def agreement(student: Path, out: Path, texts: list[str]) -> list[float]:
    """The cosines of the exported vectors with the float student's: the least, the first percentile and the mean."""
    encoder = network.load(student / "student.safetensors").eval()
    tokenizer = Tokenizer.from_file(str(student / "tokenizer.json"))
    with torch.inference_mode():
        vectors = [
            encoder(torch.tensor([tokenizer.encode(plain(text)).ids]), torch.ones(1, 1)) for text in texts
        ]
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
