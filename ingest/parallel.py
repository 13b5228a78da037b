"""Many files and rows at once: processes that read when asked; `main` is what each of them runs.

A question is a line of JSON: ["file", file, root], or ["rows", kind, path, [row, ...]] for rows of a file that this
process parses. The answer is a line of JSON, their articles and refusals. A first line says that a process is ready.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from ingest import child
from ingest.article import Article, Refused
from ingest.reader import holds_rows, name_of, read_file
from ingest.rows import Row, article_of_row, parse_rows

FEWEST = 64
"""Files, or rows of a file, that are quicker read here than by processes that must first be started."""
MOST_PROCESSES = 4
_AHEAD = 4  # questions asked ahead for each process...
_AHEAD_BYTES = 8 * 1024 * 1024  # ...and how much all of them may hold
_ROWS_AT_ONCE, _BYTES_AT_ONCE = 32, 256 * 1024
_COMMAND = child.command("ingest.parallel")
_READY = b"ready\n"

Item = Article | Refused
Question = list[Any]


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
    with closing(_Processes(count)) as processes:
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


def _read_rows(stream: BinaryIO, kind: str, path: str, processes: _Processes) -> Iterator[Item]:
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


def answer(question: Question) -> list[Item]:
    """The items asked for, read in this process."""
    if question[0] == "file":
        return list(read_file(*question[1:]))
    _, kind, path, rows = question
    return [article_of_row(Row(*row), kind, path) for row in rows]


def _names(question: Question) -> list[str]:
    """What is lost where a question stays without an answer."""
    if question[0] == "file":
        return [name_of(*map(Path, question[1:]))]
    return [f"{question[2]}:{row.number}" for row in question[3]]


class _Processes:
    """Reading processes, each with a thread that waits for its answers; started when first needed."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._threads = ThreadPoolExecutor(count)
        self._own = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []

    def ask(self, question: Question) -> Future[list[Item]]:
        return self._threads.submit(self._ask, question)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._started:
            process.kill()
        self._threads.shutdown()
        for process in self._started:
            _end(process)

    def _ask(self, question: Question) -> list[Item]:
        process: subprocess.Popen[bytes] | None = getattr(self._own, "process", None)
        if process is None or process.poll() is not None:
            process = self._own.process = self._start()
        if process is None:
            return answer(question)
        assert process.stdin
        assert process.stdout
        line = b""
        with suppress(OSError):  # it has ended
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            line = process.stdout.readline()
        if line.endswith(b"\n"):
            items: list[Item] = _codec().validate_json(line)
            return items
        _end(process)
        reason = "the process that read it was ended (too little memory?); split it up or save it as .txt"
        return [Refused(name, reason) for name in _names(question)]

    def _start(self) -> subprocess.Popen[bytes] | None:
        """A process that is ready; None where none can be had."""
        try:
            process = subprocess.Popen(
                _COMMAND,
                env=child.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is for us
            )
        except OSError:
            return None
        self._started.append(process)
        assert process.stdout
        if process.stdout.readline() == _READY:
            return process
        _end(process)
        return None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            with suppress(OSError):
                stream.close()


@cache
def _codec() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(list[Item])


def main() -> None:
    """Answer until there are no more questions; ends with the process that asks, however that ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    codec = _codec()
    answers.write(_READY)
    answers.flush()
    for line in sys.stdin.buffer:
        answers.write(codec.dump_json(answer(json.loads(line))) + b"\n")
        answers.flush()
