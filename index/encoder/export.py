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
    """The encoder with its word table held as int8 rows, `table[i] * scale[i]`, and onnxruntime's own attention.

    Its attention in one operator costs a quarter less time than the dozen that torch's becomes.
    """

    table: Tensor
    scale: Tensor

    def __init__(self, encoder: network.Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        table, scale = quantise_rows(encoder.words.detach())
        self.register_buffer("table", table)
        self.register_buffer("scale", scale)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        words = self.table[input_ids].to(torch.float32) * self.scale[input_ids]
        states = self.encoder.embedding_norm(words + self.encoder.positions[: words.shape[1]])
        present = attention_mask.to(torch.int32)
        for layer in self.encoder.layers:
            assert isinstance(layer, network.Layer)
            states = layer.finish(states, attend(layer.query_key_value(states), present))
        return self.encoder.pool(states, attention_mask)


def attend(query_key_value: Tensor, present: Tensor) -> Tensor:
    """com.microsoft.MultiHeadAttention: (batch, length, 3 * 384) and the mask -> (batch, length, 384)."""
    query, key, value = torch.chunk(query_key_value, 3, dim=-1)
    return torch.onnx.ops.symbolic(
        "com.microsoft::MultiHeadAttention",
        (query, key, value, None, present),
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
    ids, mask = torch.ones(2, 8, dtype=torch.int64), torch.ones(2, 8, dtype=torch.int64)
    batch, length = torch.export.Dim("batch"), torch.export.Dim("length", min=2, max=network.POSITIONS)
    with tempfile.TemporaryDirectory() as scratch:
        graph, small = Path(scratch) / "float.onnx", Path(scratch) / "model.onnx"
        program = torch.onnx.export(
            module,
            (ids, mask),
            dynamo=True,
            opset_version=OPSET,
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_vector"],
            dynamic_shapes=({0: batch, 1: length}, {0: batch, 1: length}),
            verbose=False,
        )
        assert program is not None
        onnx.save(program.model_proto, graph)
        quantize_dynamic(
            graph, small, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8
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
