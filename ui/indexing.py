"""Indexing as the command line shows it: a progress bar, a report, and following a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ui import forms, terminal
from ui.problem import explain
from ui.progress import progress_bar

if TYPE_CHECKING:
    from index import Index
    from index.hit import Report
    from ingest.watch import Snapshot


def sync(index: Index, path: Path, *, as_json: bool) -> Report:
    """Bring the index up to date with `path` and print the report."""
    with progress_bar("indexing") as progress:
        report = index.sync(path, progress=progress)
    if as_json:
        terminal.print_json(forms.report_to_dict(report))
    else:
        terminal.print_report(report)
    sys.stdout.flush()
    return report


def snapshot(path: Path) -> Snapshot:
    """A folder's files as they are now, for `follow`."""
    from ingest import watch

    return watch.snapshot(path)


def follow(index: Index, path: Path, seen: Snapshot, *, as_json: bool) -> None:
    """Sync at every change below `path` until Ctrl-C; an error is told, and the next change tries again.

    `seen` is the folder as it was before the first sync: what changed while that went on is not missed.
    """
    from ingest.watch import watch_folder

    sys.stderr.write(f"following {path}; Ctrl-C ends it\n")
    for _ in watch_folder(path, seen=seen):
        try:
            sync(index, path, as_json=as_json)
        except Exception as error:
            problem = explain(error)
            if problem is None:
                raise
            sys.stderr.write(f"yigai: {problem.detail}\n")
