"""Reads again what the collection was read from, telling how far it is, until it is done or cancelled."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index import Index
from index.hit import Report
from ingest import find_files
from ui.desk import joined


@dataclass(frozen=True, slots=True)
class Step:
    """How far the reading is: files done of all, the file at hand, and files a second so far."""

    done: int
    total: int
    label: str
    rate: float


def reread(index: Index, cancelled: Callable[[], bool]) -> Iterator[Step | Report]:
    """Steps as they happen, then the report; an error of the index is raised here."""
    steps: queue.SimpleQueue[Step | Report | Exception] = queue.SimpleQueue()
    threading.Thread(target=_work, args=(index, cancelled, steps), daemon=True).start()
    while True:
        step = steps.get()
        if isinstance(step, Exception):
            raise step
        yield step
        if isinstance(step, Report):
            return


def _work(
    index: Index, cancelled: Callable[[], bool], steps: queue.SimpleQueue[Step | Report | Exception]
) -> None:
    began = time.monotonic()

    def tell(done: int, total: int, label: str) -> None:
        steps.put(Step(done, total, label, done / max(time.monotonic() - began, 1e-6)))

    try:
        report = Report()
        for path in _paths(index):
            if cancelled():
                break
            report = joined(report, index.sync(path, progress=tell, cancel=cancelled))
        steps.put(replace(report, seconds=time.monotonic() - began))
    except Exception as error:  # it belongs to the reader of the steps, not to this thread
        steps.put(error)


def _paths(index: Index) -> list[Path]:
    """The folders that were read whole, and the files that were read alone.

    A folder of which less than half is known was never read itself, only files of it: the rest stays private.
    """
    paths: list[Path] = []
    for folder, known in index.files().items():
        found = find_files(Path(folder)).files if Path(folder).is_dir() else ()
        whole = 2 * len(known) >= len(found)
        paths += [Path(folder)] if whole else [Path(file) for file in known]
    return paths
