"""The weights in an ONNX file, mapped and not read: a reader of protocol buffers that knows nothing else.

The package onnx would do, but it writes models: it takes half a second to import and reads the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
GRAPH, INITIALIZER = 7, 5
"""Fields of ModelProto and GraphProto in onnx.proto (github.com/onnx/onnx)."""
DIMS, DATA_TYPE, RAW_DATA = 1, 2, 9
"""Fields of TensorProto."""
KINDS = {1: np.float32, 3: np.int8}
"""The types of data that are looked for."""
_VARINT, _FIXED_64, _DELIMITED, _FIXED_32 = 0, 1, 2, 5


def weights(path: Path) -> Iterator[NDArray[np.generic]]:
    """The float32 and int8 tensors of an ONNX file."""
    for graph in _inner(np.memmap(path, np.uint8, mode="r"), GRAPH):
        for tensor in _inner(graph, INITIALIZER):
            fields = list(_fields(tensor))
            shape = [value for number, value in fields if number == DIMS]
            kind = next((value for number, value in fields if number == DATA_TYPE), 0)
            raw = next((value for number, value in fields if number == RAW_DATA), None)
            if isinstance(kind, int) and kind in KINDS and isinstance(raw, np.ndarray):
                yield raw.view(KINDS[kind]).reshape([int(size) for size in shape])


def _inner(message: Bytes, wanted: int) -> Iterator[Bytes]:
    for number, value in _fields(message):
        if number == wanted and isinstance(value, np.ndarray):
            yield value


def _fields(message: Bytes) -> Iterator[tuple[int, int | Bytes]]:
    """(number, value) of each field: protobuf.dev/programming-guides/encoding."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
        elif kind == _DELIMITED:
            size, at = _varint(message, at)
            yield number, message[at : at + size]
            at += size
        else:
            at += {_FIXED_64: 8, _FIXED_32: 4}[kind]


def _varint(message: Bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and the offset behind it."""
    value = shift = 0
    while True:
        byte = int(message[at])
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
