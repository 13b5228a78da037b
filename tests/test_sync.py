"""A folder of many files: read by several processes, interrupted at any time, with names and files of every sort."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Index
from index.hashed import HashedEmbedder
from ingest import parallel

MANY = parallel.FEWEST + 16
WRITER = """
import sys, time
from index import Index, update
from index.hashed import HashedEmbedder
update.BATCH = 1
def tell(done, total, label):
    print(done, flush=True)
    time.sleep(0.1 if done >= 20 else 0)  # it is interrupted from there on, on a busy machine maybe late
with Index.open(sys.argv[1], HashedEmbedder(16)) as index:
    index.sync(sys.argv[2], progress=tell)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """More files than are read by one process."""
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(MANY):
        text = f"第{number}县的医保改革\n\n第{number}县把医保基金总额包干给县总医院，结余{number}万元归医院自己安排。"
        (made / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.open(tmp_path / "index", HashedEmbedder(16)) as opened:
        yield opened


def test_many_files_are_told_one_by_one_and_read_once(folder: Path, index: Index) -> None:
    told: list[tuple[int, int]] = []
    report = index.sync(folder, progress=lambda done, total, label: told.append((done, total)))
    assert (report.added, report.refused) == (MANY, ())
    assert told == [(done, MANY) for done in range(1, MANY + 1)]
    (folder / "007.txt").write_text("第7县的新闻\n\n第7县的医保改革停了下来，基金又回到了县医保局。", "utf-8")
    report = index.sync(folder)
    assert (report.added, report.updated, report.unchanged) == (0, 1, MANY - 1)
    assert "停了下来" in index.article("007.txt").text


def test_a_run_that_is_cancelled_goes_on_the_next_time(
    folder: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.update.BATCH", 1)
    told: list[int] = []
    report = index.sync(
        folder, progress=lambda done, *_: told.append(done), cancel=lambda: len(told) >= MANY - 10
    )
    assert MANY - 10 <= report.added < MANY
    assert len(index.articles()) == report.added
    rest = index.sync(folder)
    assert (rest.added, rest.unchanged) == (MANY - report.added, report.added)


def test_ctrl_c_leaves_a_consistent_index_and_no_process(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "index"), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stderr
        told = next(int(line) for line in writer.stdout if int(line) >= 20)
        writer.send_signal(signal.SIGINT)
        rest = writer.stdout.read().split()
        said = writer.stderr.read()  # ends when no process holds it any more
    assert said.rstrip().endswith("KeyboardInterrupt")
    told = int(rest[-1]) if rest else told
    with Index.open(tmp_path / "index", HashedEmbedder(16)) as index:
        stored = {article.id for article in index.articles()}
        assert told <= len(stored) < MANY
        assert {hit.article.id for hit in index.search("医保基金", k=MANY)} == stored
        report = index.sync(folder)
        assert (report.added, report.unchanged) == (MANY - len(stored), len(stored))


def test_files_that_are_none_and_names_of_every_sort(tmp_path: Path, index: Index) -> None:
    root = tmp_path / "odd"
    root.mkdir()
    os.mkfifo(root / "pipe.txt")
    (root / "zero.txt").symlink_to("/dev/zero")
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "loop").symlink_to(root)
    (root / "page.html").mkdir()
    deep = root / ("深" * 80) / ("层" * 80)
    deep.mkdir(parents=True)
    text = "县里的医院把心电图传到市里，十分钟就有结论。"
    names = ["\u202egpj.txt", "a\u200b.txt", "换\n行.txt", f"{'长' * 80}.txt", "مقالة.txt"]
    for name in names:
        (root / name).write_text(text + name, "utf-8")
    (deep / "x.txt").write_text(text, "utf-8")
    report = index.sync(root)
    assert {refused.path for refused in report.refused} == {"pipe.txt", "zero.txt", "self.txt"}
    assert all(";" in refused.reason for refused in report.refused)
    assert report.added == len(names) + 1
    assert {article.id for article in index.articles()} == {*names, f"{'深' * 80}/{'层' * 80}/x.txt"}
    again = index.sync(root)
    assert (again.added, again.updated, again.unchanged) == (0, 0, len(names) + 1)
