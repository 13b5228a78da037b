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
from typing import BinaryIO

from ingest.processes import Item, Processes
from ingest.reader import holds_rows, read_file
from ingest.rows import Row, article_of_row, parse_rows

FEWEST = 64
"""Files, or rows of a file, that are quicker read here than by processes that must first be started."""
MOST_PROCESSES = 4
_AHEAD = 4  # questions asked ahead for each process...
_AHEAD_BYTES = 8 * 1024 * 1024  # ...and how much all of them may hold
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 32, 256 * 1024


def read_files(
    files: Iterable[tuple[Path, Path]], workers: int | None = None
) -> Generator[tuple[Path, Iterable[Item]]]:
    """Read many (file, root), each into (file, its articles and refusals), in order.

    Few files are read here, more by `workers` processes: None for as many as there are processors, at most four. The
    same goes for the rows of a file, which are streamed: take a file's items before the next file. Little is read
    ahead, so that memory is bounded. A process that is ended from outside costs what it was asked, which is refused.
    Close the iterator to end early.
    """
    count = min(MOST_PROCESSES, os.cpu_count() or 1) if workers is None else workers
    files = iter(files)
    first = list(islice(files, FEWEST)) if count > 1 else []
    many = len(first) == FEWEST
    with closing(Processes(count)) as processes:
        read_rows = partial(_read_rows, processes=processes)

        def read(file: Path, root: Path) -> _Reading:
            if many and not holds_rows(file):
                return file, _size(file), processes.ask(["file", os.fspath(file), os.fspath(root)])
            return file, 0, read_file(file, root, read_rows)

        readings = (read(file, root) for file, root in chain(first, files))
        for file, _, items in _in_order(readings, _AHEAD * count if many else 0):
            yield file, items.result() if isinstance(items, Future) else items


_Reading = tuple[
    Path, int, Future[list[Item]] | Iterator[Item]
]  # a file, bytes that are read ahead, its items


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
        return Path(path), sum(map(_bytes, batch)), processes.ask(["rows", kind, path, batch])

    for _, _, items in _in_order(map(ask, _batches(rows)), _AHEAD * processes.count):
        yield from items.result() if isinstance(items, Future) else items


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
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
