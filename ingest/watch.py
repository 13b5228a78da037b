"""A folder that changes: one signal for each burst of changes, given when the files have stopped growing."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

from watchfiles import Change, watch

DEBOUNCE_MS = 400
"""Changes within this time of one another are one burst."""
STILL_SECONDS = 0.3
"""A file is whole when its size and time have not changed for this long..."""
LONGEST_WAIT_SECONDS = 5.0
"""...or it is taken as it is; its next growth is a change of its own."""
POLL_SECONDS = 1.0
_PARTIAL = (".tmp", ".part", ".partial", ".crdownload", ".download", "~")

logger = logging.getLogger(__name__)


Snapshot = dict[Path, tuple[int, int]]  # (size, time of the last change) of each file that counts


def watch_folder(
    root: Path, stop: Event | None = None, *, seen: Snapshot | None = None, polling: bool = False
) -> Iterator[None]:
    """Yields when files below `root` came, changed or went, and are still; ends when `stop` is set.

    `seen` is a snapshot of what is known already: where the folder has changed since, the first signal is at once.
    Hidden files and downloads under way do not count. Where the system gives no notice of changes (a network
    drive: `polling=True`; too many folders), all files are looked at every second. FileNotFoundError where
    there is no such folder.
    """
    root = root.resolve()
    if not root.is_dir():
        raise FileNotFoundError(f"There is no folder {root}; name one that exists.")
    stop = stop or Event()
    known = snapshot(root)
    if seen is not None and (changed := _changed(seen, known)):
        _wait_until_still(changed, stop)
        yield
    for paths in _looked_through(root, stop, known) if polling else _noticed(root, stop, known):
        _wait_until_still(paths, stop)
        if stop.is_set():
            return
        yield


def _noticed(root: Path, stop: Event, known: Snapshot) -> Iterator[set[Path]]:
    """The paths of each burst of changes that the system tells of.

    It tells of none before it listens: what changed between `known` and then is found by one look afterwards.
    """
    looked = False

    def counts(_: Change, path: str) -> bool:
        return _counts(Path(path), root)

    try:
        for changes in watch(
            root,
            watch_filter=counts,
            debounce=DEBOUNCE_MS,
            stop_event=stop,
            rust_timeout=500,
            yield_on_timeout=True,
            force_polling=False,
            ignore_permission_denied=True,
        ):
            if changes:
                yield {Path(path) for _, path in changes}
            elif not looked:
                looked = True
                if missed := _changed(known, snapshot(root)):
                    yield missed
    except OSError as error:
        # For example more folders than the system watches at a time.
        logger.warning("No notice of changes from the system (%s); looking through %s instead.", error, root)
        yield from _looked_through(root, stop, known)


def _looked_through(root: Path, stop: Event, known: Snapshot) -> Iterator[set[Path]]:
    """The same by comparing all files; watchfiles' own polling misses a change within one second."""
    before = known
    while not stop.wait(POLL_SECONDS):
        after = snapshot(root)
        if changed := _changed(before, after):
            yield changed
        before = after


def _changed(before: Snapshot, after: Snapshot) -> set[Path]:
    return {path for path, _ in before.items() ^ after.items()}


def snapshot(root: Path) -> Snapshot:
    """The files below `root` as they are now."""
    root = root.resolve()
    files = {path: _state(path) for path in root.rglob("*") if _counts(path, root) and path.is_file()}
    return {path: state for path, state in files.items() if state}


def _counts(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts if path.is_relative_to(root) else (path.name,)
    return not any(part.startswith(".") for part in parts) and not path.name.lower().endswith(_PARTIAL)


def _wait_until_still(paths: Iterable[Path], stop: Event) -> None:
    """Returns when no file has changed for a while, or after the longest wait, or when `stop` is set."""
    paths = sorted(paths)
    began = monotonic()
    seen = _states(paths)
    while not stop.wait(STILL_SECONDS) and monotonic() - began < LONGEST_WAIT_SECONDS:
        now = _states(paths)
        if now == seen:
            return
        seen = now


def _states(paths: Iterable[Path]) -> list[tuple[int, int] | None]:
    return [_state(path) for path in paths]


def _state(path: Path) -> tuple[int, int] | None:
    """(size, time of the last change) of a file, None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
