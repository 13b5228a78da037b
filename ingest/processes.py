"""Processes that read when asked; `main` is what each of them runs.

A question is a line of JSON: ["files", [[file, root], ...]], or ["rows", [row, ...], kind, path] for rows of a file
that were parsed already. The answer is a line of JSON, an article or refusal for each of them. A first line says that a
process is ready.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from ingest import child
from ingest.article import Article, Refused
from ingest.reader import name_of, read_file
from ingest.rows import Row, article_of_row

_COMMAND = child.command("ingest.processes")
_READY = b"ready\n"

Item = Article | Refused
Question = list[Any]


def answer(question: Question) -> list[Item]:
    """The items asked for, read in this process."""
    if question[0] == "files":
        return [item for file, root in question[1] for item in read_file(file, root)]
    _, rows, kind, path = question
    return [article_of_row(Row(*row), kind, path) for row in rows]


def _name(question: Question) -> str:
    """What is lost where a question after one file or row stays without an answer."""
    if question[0] == "files":
        return name_of(*map(Path, question[1][0]))
    return f"{question[3]}:{question[1][0].number}"


class Processes:
    """Reading processes, each with a thread that waits for its answers; started when first needed."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._threads = ThreadPoolExecutor(count)
        self._own = threading.local()
        self._started: list[subprocess.Popen[bytes]] = []
        self._closed = False

    def ask(self, question: Question) -> Future[list[Item]]:
        return self._threads.submit(self._ask, question)

    def close(self) -> None:
        """End the processes, whatever they are at."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for process in self._started:
            process.kill()
        self._threads.shutdown()
        for process in self._started:
            _end(process)

    def _ask(self, question: Question) -> list[Item]:
        """The answer; where a process ends over it, each of its files or rows is asked for again, alone."""
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
        if self._closed:
            return []
        kind, parts, *rest = question
        if len(parts) > 1:
            return [item for part in parts for item in self._ask([kind, [part], *rest])]
        reason = "the process that read it was ended (too little memory?); split it up or save it as .txt"
        return [Refused(_name(question), reason)]

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
