"""A real folder that changes while it is watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread, Timer
from time import monotonic, sleep

import pytest

from ingest.watch import snapshot, watch_folder

PATIENCE = 30  # seconds: the machine may be busy


@contextmanager
def watching(root: Path, polling: bool = False) -> Iterator[Queue[dict[str, int]]]:
    """A queue that gets the files and sizes at each signal."""
    signals: Queue[dict[str, int]] = Queue()
    stop = Event()

    def run() -> None:
        for _ in watch_folder(root, stop, polling=polling):
            signals.put({path.name: path.stat().st_size for path in root.rglob("*") if path.is_file()})

    thread = Thread(target=run)
    thread.start()
    try:
        _begin(root, signals)
        yield signals
    finally:
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def _begin(root: Path, signals: Queue[dict[str, int]]) -> None:
    """Changes a file until that is signalled: then the watch has begun; nobody says when it does."""
    file = root / "begin.txt"
    for size in range(1, PATIENCE):
        file.write_text("x" * size)
        if within(signals, lambda files: True, seconds=2):
            break
    file.unlink()
    assert within(signals, lambda files: file.name not in files)
    while within(signals, lambda files: True, seconds=1):
        pass  # what was told late is not what the test looks for


def within(
    signals: Queue[dict[str, int]], holds: Callable[[dict[str, int]], bool], seconds: float = PATIENCE
) -> bool:
    end = monotonic() + seconds
    while (left := end - monotonic()) > 0:
        try:
            if holds(signals.get(timeout=left)):
                return True
        except Empty:
            break
    return False


@pytest.mark.parametrize("polling", [False, True])
def test_added_changed_and_removed_files_are_seen(tmp_path: Path, polling: bool) -> None:
    with watching(tmp_path, polling) as signals:
        (tmp_path / "county").mkdir()
        (tmp_path / "county" / "a.txt").write_text("医共体")
        assert within(signals, lambda files: files == {"a.txt": 9})
        (tmp_path / "county" / "a.txt").write_text("医共体建设")
        assert within(signals, lambda files: files == {"a.txt": 15})
        (tmp_path / "county" / "a.txt").unlink()
        assert within(signals, lambda files: files == {})


def test_a_file_that_grows_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with watching(tmp_path) as signals:
        monkeypatch.setattr("ingest.watch.STILL_SECONDS", 2.0)  # a busy machine may hold up the writer
        with (tmp_path / "slow.txt").open("wb", buffering=0) as file:
            for _ in range(10):
                file.write(b"x" * 100)
                sleep(0.1)
        assert signals.get(timeout=PATIENCE) == {"slow.txt": 1000}


def test_hidden_and_partial_files_do_not_count(tmp_path: Path) -> None:
    with watching(tmp_path) as signals:
        (tmp_path / ".hidden").write_text("x")
        (tmp_path / "page.html.part").write_text("x")
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "index").write_text("x")
        with pytest.raises(Empty):
            signals.get(timeout=1.2)


def test_a_download_that_is_renamed_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.html.part").write_text("<p>")
    with watching(tmp_path) as signals:
        (tmp_path / "page.html.part").rename(tmp_path / "page.html")
        assert within(signals, lambda files: files == {"page.html": 3})


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="name one that exists"):
        next(watch_folder(tmp_path / "none"))


def test_what_changed_before_the_watch_began_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("医共体")
    seen = snapshot(tmp_path)
    assert {path.name: size for path, (size, _) in seen.items()} == {"a.txt": 9}
    (tmp_path / "b.txt").write_text("医保")
    next(watch_folder(tmp_path, seen=seen))
    stop = Event()
    Timer(0.7, stop.set).start()
    assert list(watch_folder(tmp_path, stop, seen=snapshot(tmp_path))) == []


@pytest.mark.parametrize("polling", [False, True])
def test_what_changes_before_the_system_listens_is_not_missed(tmp_path: Path, polling: bool) -> None:
    seen = snapshot(tmp_path)
    (tmp_path / "a.txt").write_text("医共体")
    signals = watch_folder(tmp_path, seen=seen, polling=polling)
    next(signals)
    (tmp_path / "b.txt").write_text("医保")  # the generator stands still: nobody listens yet
    next(signals)
