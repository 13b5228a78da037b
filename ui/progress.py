"""A progress bar on standard error, shown only where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Progress = Callable[[int, int, str], None]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A function to be told (done, total, label) as the work goes on; it draws bar, count, rate and time left."""
    if not sys.stderr.isatty():
        yield lambda done, total, label: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        TextColumn(label),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, rate="")
        began = time.monotonic()

        def tell(done: int, total: int, label: str) -> None:
            rate = done / max(time.monotonic() - began, 1e-6)
            bar.update(task, completed=done, total=total, rate=f"{rate:,.1f} a second")

        yield tell


def counted(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """The items, each told to `progress` when the next one is asked for."""
    for number, item in enumerate(items, start=1):
        yield item
        progress(number, len(items), "")
