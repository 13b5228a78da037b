"""Many files and rows at once: read by processes, in order, with bounded memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future
from contextlib import closing
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, NamedTuple

from ingest.processes import Item, Processes
from ingest.reader import holds_rows, read_file
from ingest.rows import Row, article_of_row, parse_rows

FEWEST = 64
"""Files, or rows of a file, that are quicker read here than by processes that must first be started."""
MOST_PROCESSES = 4
_AHEAD_BYTES = 8 * 1024 * 1024  # how much the questions asked ahead may hold
_FILES_AT_ONCE, _FILES_AHEAD = 8, 3  # in one question, and questions asked ahead for each process
_ROWS_AT_ONCE, _ROWS_AHEAD = 32, 4
_BYTES_AT_ONCE = 256 * 1024


def read_files(
    files: Iterable[tuple[Path, Path]], workers: int | None = None
) -> Generator[tuple[Path, Iterable[Item]]]:
    """Read many (file, root), each into (file, its articles and refusals), in order.

    Few files are read here, more by `workers` processes: None for as many as there are processors, at most four. The
    same goes for the rows of a file, which are streamed: take a file's items before the next file. Little is read
    ahead, so that memory is bounded. A process that is ended from outside costs the file or row that it was at,
    which is refused. Close the iterator to end early.
    """
    count = min(MOST_PROCESSES, os.cpu_count() or 1) if workers is None else workers
    files = iter(files)
    first = list(islice(files, FEWEST)) if count > 1 else []
    many = len(first) == FEWEST
    with closing(Processes(count)) as processes:
        read_rows = partial(_read_rows, processes=processes)

        def read(batch: list[_File]) -> _Reading:
            if many and not holds_rows(batch[0].path):
                question = [[os.fspath(file.path), os.fspath(file.root)] for file in batch]
                return batch, sum(file.size for file in batch), processes.ask(["files", question])
            return batch, 0, read_file(batch[0].path, batch[0].root, read_rows)

        batches = _file_batches(chain(first, files), _FILES_AT_ONCE if many else 1)
        for batch, _, items in _in_order(map(read, batches), _FILES_AHEAD * count if many else 0):
            if isinstance(items, Future):
                yield from ((file.path, [item]) for file, item in zip(batch, items.result(), strict=True))
            else:
                yield batch[0].path, items


class _File(NamedTuple):
    path: Path
    root: Path
    size: int


_Reading = tuple[
    list[_File], int, Future[list[Item]] | Iterator[Item]
]  # files, bytes read ahead, their items


def _file_batches(files: Iterable[tuple[Path, Path]], most: int) -> Iterator[list[_File]]:
    """Files that are asked for together: a few small ones; one of rows, which may be long, by itself."""
    batch: list[_File] = []
    for path, root in files:
        if batch and holds_rows(path):
            yield batch
            batch = []
        batch.append(_File(path, root, _size(path)))
        held = sum(file.size for file in batch)
        if len(batch) == most or holds_rows(path) or held > min(_BYTES_AT_ONCE, _AHEAD_BYTES):
            yield batch
            batch = []
    if batch:
        yield batch


def _in_order(readings: Iterable[_Reading], ahead: int) -> Iterator[_Reading]:
    """The readings, held back while no more than some, of no more than some bytes, are under way."""
    waiting: deque[_Reading] = deque()
    for reading in readings:
        waiting.append(reading)
        while len(waiting) > ahead or sum(size for _, size, _ in waiting) > _AHEAD_BYTES:
            yield waiting.popleft()
    yield from waiting


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _read_rows(stream: BinaryIO, kind: str, path: str, processes: Processes) -> Iterator[Item]:
    """The articles of a stream of rows, of which the first are read here, the others by processes."""
    rows = parse_rows(stream, kind, path)
    for row in islice(rows, None if processes.count == 1 else FEWEST):
        yield article_of_row(row, kind, path)

    def ask(batch: list[Row]) -> _Reading:
        return [], sum(map(_bytes, batch)), processes.ask(["rows", batch, kind, path])

    for _, _, items in _in_order(map(ask, _row_batches(rows)), _ROWS_AHEAD * processes.count):
        yield from items.result() if isinstance(items, Future) else items


def _row_batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _ROWS_AT_ONCE or sum(map(_bytes, batch)) > _BYTES_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _bytes(row: Row) -> int:
    return sum(len(value) for value in row.fields.values() if isinstance(value, str))
