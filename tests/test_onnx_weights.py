"""The weights of an ONNX file are found without the package that writes such files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.onnx_weights import weights

onnx = pytest.importorskip("onnx", reason="the package onnx comes with the train extra")


def test_weights_are_those_that_were_written(tmp_path: Path) -> None:
    table = np.arange(-6, 6, dtype=np.int8).reshape(4, 3)
    scale = np.array([[0.5], [0.25], [1.0], [300.0]], np.float32)
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Identity", ["in"], ["out"])],
        "g",
        [onnx.helper.make_tensor_value_info("in", onnx.TensorProto.FLOAT, [1])],
        [onnx.helper.make_tensor_value_info("out", onnx.TensorProto.FLOAT, [1])],
        [
            onnx.numpy_helper.from_array(table, "table"),
            onnx.numpy_helper.from_array(np.array([7], np.int64), "left out: no such kind is looked for"),
            onnx.numpy_helper.from_array(scale, "scale"),
        ],
    )
    onnx.save(onnx.helper.make_model(graph), tmp_path / "model.onnx")
    found = list(weights(tmp_path / "model.onnx"))
    assert [one.dtype for one in found] == [np.int8, np.float32]
    assert found[0].tolist() == table.tolist()
    assert found[1].tolist() == scale.tolist()
