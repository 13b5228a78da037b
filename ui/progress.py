"""A progress bar on standard error, shown only where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Progress = Callable[[int, int, str], None]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A function to be told (done, total, label) as the work goes on; it draws bar, count and time left."""
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
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total, label: bar.update(task, completed=done, total=total)


def counted(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """The items, each told to `progress` when the next one is asked for."""
    for number, item in enumerate(items, start=1):
        yield item
        progress(number, len(items), "")
