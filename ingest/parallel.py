"""Many files at once: processes that read a file when asked; `main` is what each of them runs.

Asked by a line of JSON, [file, root], a process answers by a line of JSON: the file's articles and refusals.
Its first line says that it is ready.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ingest import child
from ingest.article import Article, Refused
from ingest.reader import holds_rows, name_of, read_file

FEWEST = 64
"""Files below which it is quicker to read them here than to start processes."""
MOST_PROCESSES = 4
_AHEAD = 4  # files read ahead for each process...
_AHEAD_BYTES = 8 * 1024 * 1024  # ...and what all of them may hold
_COMMAND = child.command("ingest.parallel")
_READY = b"ready\n"

Item = Article | Refused
Question = tuple[Path, Path]  # a file, and the root that its id is relative to


def read_files(
    files: Iterable[Question], workers: int | None = None
) -> Generator[tuple[Path, Iterable[Item]]]:
    """Read many (file, root), each into (file, its articles and refusals), in order.

    Few files are read here, more by `workers` processes: None for as many as there are processors, at most four.
    Memory is bounded: little is read ahead, and files of rows, which may be larger than memory, are streamed here. A
    process that is ended from outside costs the file at hand, which is refused. Close the iterator to end early.
    """
    count = min(MOST_PROCESSES, os.cpu_count() or 1) if workers is None else workers
    files = iter(files)
    first = list(islice(files, FEWEST)) if count > 1 else []
    files = chain(first, files)
    if len(first) < FEWEST:
        for file, root in files:
            yield file, read_file(file, root)
        return
    with closing(_Processes(count)) as processes:
        waiting: deque[_Reading] = deque()
        for question in files:
            waiting.append(_Reading.start(question, processes))
            while len(waiting) > _AHEAD * count or sum(one.size for one in waiting) > _AHEAD_BYTES:
                yield waiting.popleft().done()
        while waiting:
            yield waiting.popleft().done()


@dataclass(frozen=True, slots=True)
class _Reading:
    """A file that is being read; one of rows only when it is asked for."""

    question: Question
    size: int
    answer: Future[list[Item]] | None

    @classmethod
    def start(cls, question: Question, processes: _Processes) -> _Reading:
        if holds_rows(question[0]):
            return cls(question, 0, None)
        size = 0
        with suppress(OSError):
            size = question[0].stat().st_size
        return cls(question, size, processes.read(question))

    def done(self) -> tuple[Path, Iterable[Item]]:
        return self.question[0], self.answer.result() if self.answer else read_file(*self.question)


class _Processes:
    """Reading processes, each with a thread that waits for its answers; started when first needed."""

    def __init__(self, count: int) -> None:
        self._threads = ThreadPoolExecutor(count)
        self._own = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []

    def read(self, question: Question) -> Future[list[Item]]:
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
            return list(read_file(*question))
        assert process.stdin
        assert process.stdout
        answer = b""
        with suppress(OSError):  # it has ended
            process.stdin.write(json.dumps([os.fspath(path) for path in question]).encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        if answer.endswith(b"\n"):
            items: list[Item] = _codec().validate_json(answer)
            return items
        _end(process)
        reason = "the process that read it was ended (too little memory?); split it up or save it as .txt"
        return [Refused(name_of(*question), reason)]

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
    """Answer until there is nothing more to read; ends with the process that asks, however that ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    codec = _codec()
    answers.write(_READY)
    answers.flush()
    for line in sys.stdin.buffer:
        file, root = map(Path, json.loads(line))
        answers.write(codec.dump_json(list(read_file(file, root))) + b"\n")
        answers.flush()
