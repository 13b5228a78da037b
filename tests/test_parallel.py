"""Files read by several processes: the same articles in the same order, and a process that dies costs one file."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest import Article, Refused, child, parallel, processes, read_file, read_files

BODY = "县里把三家医院合成一家，由一个院长管人管钱管药。村医每月的补助涨到三千元，今年又招了四十名大学生。"
Questions = list[tuple[Path, Path]]
# A reading process that kills itself as the system would at a file of this name.
MORTAL = """
import os, signal
from ingest import processes
read = processes.read_file
def read_file(file, root):
    if file.endswith("deadly.txt"):
        os.kill(os.getpid(), signal.SIGKILL)
    return read(file, root)
make = processes.article_of_row
def article_of_row(row, kind, path):
    if row.number == 100:
        os.kill(os.getpid(), signal.SIGKILL)
    return make(row, kind, path)
processes.read_file, processes.article_of_row = read_file, article_of_row
processes.main()
"""


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Questions:
    """80 files: text, a page, rows, one of bytes that are no text, one with a name that is no UTF-8."""
    root = tmp_path_factory.mktemp("many")
    for number in range(76):
        (root / f"{number:02}.txt").write_text(f"第{number}篇：县里的医院\n\n{BODY}{number}号。", "utf-8")
    (root / "20.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (root / "deadly.txt").write_text(BODY, "utf-8")
    (root / "page.html").write_text(f"<html><body><h1>县里的医院</h1><p>{BODY}</p></body></html>", "utf-8")
    (root / "rows.jsonl").write_text('{"text": "卫生院来了两名医生。"}\n{"text": 1}\n', "utf-8")
    (root / b"gbk-\xce\xc4.txt".decode("utf-8", "surrogateescape")).write_text(BODY, "utf-8")
    return [(file, root) for file in sorted(root.iterdir())]


def alone(questions: Questions) -> list[tuple[Path, list[Article | Refused]]]:
    return [(file, list(read_file(file, root))) for file, root in questions]


def together(questions: Questions, workers: int = 2) -> list[tuple[Path, list[Article | Refused]]]:
    with closing(read_files(questions, workers=workers)) as readings:
        return [(file, list(items)) for file, items in readings]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    found: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        found.append(start(*arguments, **options))  # type: ignore[call-overload]
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    return found


def test_the_same_articles_in_the_same_order(
    questions: Questions, started: list[subprocess.Popen[bytes]]
) -> None:
    assert len(questions) == 80
    assert together(questions) == alone(questions)
    assert len(started) == 2
    assert [process.returncode is not None for process in started] == [True, True]


def test_few_files_start_no_process(questions: Questions, started: list[subprocess.Popen[bytes]]) -> None:
    few = questions[: parallel.FEWEST - 1]
    assert together(few) == alone(few)
    assert started == []


def test_a_process_that_dies_costs_its_file(questions: Questions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_COMMAND", [sys.executable, "-c", MORTAL])
    expected = dict(alone(questions))
    found = dict(together(questions))
    lost = {file for file in found if found[file] != expected[file]}
    assert {file.name for file in lost} == {"deadly.txt"}
    (refused,) = found[lost.pop()]
    assert isinstance(refused, Refused)
    assert refused.path == "deadly.txt"
    assert refused.reason.startswith("the process that read it was ended")


@pytest.mark.parametrize("command", [["/nowhere/python"], [sys.executable, "-c", "import nowhere_at_all"]])
def test_where_no_process_can_be_had_files_are_read_here(
    questions: Questions, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "_COMMAND", command)
    assert together(questions) == alone(questions)


def test_little_is_read_ahead_and_an_early_end_ends_the_processes(
    questions: Questions, started: list[subprocess.Popen[bytes]]
) -> None:
    asked = 0

    def endless() -> Iterator[tuple[Path, Path]]:
        nonlocal asked
        while True:
            asked += 1
            yield questions[asked % 20]

    threads = threading.active_count()
    with closing(read_files(endless(), workers=2)) as readings:
        for _ in range(100):
            next(readings)
    assert asked <= 100 + max(parallel.FEWEST, 2 * 4 + 1)
    assert all(process.poll() is not None for process in started)
    assert threading.active_count() == threads


def test_large_files_are_not_read_side_by_side(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_AHEAD_BYTES", 1000)
    files = [tmp_path / f"{number:03}.txt" for number in range(80)]
    for file in files:
        file.write_text(BODY * 10, "utf-8")
    asked: list[Path] = []

    def noting() -> Iterator[tuple[Path, Path]]:
        for file in files:
            asked.append(file)
            yield file, tmp_path

    with closing(read_files(noting(), workers=2)) as readings:
        for done, (file, _) in enumerate(readings):
            assert file == files[done]
            assert len(asked) <= max(parallel.FEWEST, done + 1)


def test_a_child_finds_our_modules_from_any_folder(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a stranger')", "utf-8")
    done = subprocess.run(
        child.command("ingest.processes"),
        env=child.environment(),
        cwd=tmp_path,
        input=b"",
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"ready\n"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """300 rows: articles, a line that is no JSON, one without text, one with half a character."""
    file = tmp_path / "rows.jsonl"
    lines = [f'{{"text": "第{number}县：{BODY}", "title": "第{number}县"}}' for number in range(1, 301)]
    lines[77] = "broken"
    lines[177] = '{"title": "nothing"}'
    lines[277] = '{"text": "医院。", "source": "\\ud800"}'
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_the_rows_of_one_file_are_read_by_several_processes(
    rows: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    questions = [(rows, rows.parent)]
    assert together(questions) == alone(questions)
    assert len(together(questions)[0][1]) == 300
    assert len(started) == 4


def test_few_rows_start_no_process(rows: Path, started: list[subprocess.Popen[bytes]]) -> None:
    rows.write_text("".join(rows.read_text("utf-8").splitlines(keepends=True)[: parallel.FEWEST]), "utf-8")
    questions = [(rows, rows.parent)]
    assert together(questions) == alone(questions)
    assert started == []


def test_a_process_that_dies_costs_the_row_it_was_at(rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_COMMAND", [sys.executable, "-c", MORTAL])
    questions = [(rows, rows.parent)]
    expected, found = (read(questions)[0][1] for read in (alone, together))
    lost = [item for item, other in zip(found, expected, strict=True) if item != other]
    (refused,) = lost
    assert isinstance(refused, Refused)
    assert "was ended" in refused.reason
    assert refused.path == "rows.jsonl:100"
