"""A writer that is killed at any moment loses nothing it had acknowledged, and readers go on."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import Index
from index.hashed import HashedEmbedder

WRITER = """
import sys
from index import Index
from index import update
from index.hashed import HashedEmbedder
update.BATCH = 4
with Index.open(sys.argv[1], HashedEmbedder(16)) as index:
    print("open", flush=True)
    report = index.sync(sys.argv[2], progress=lambda done, total, label: print(done, flush=True))
    print("synced", report.added + report.updated, flush=True)
"""


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
    command = [sys.executable, "-c", WRITER, str(where), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        steps = randomly.randrange(42)
        told = 0
        for line in writer.stdout:
            told = int(line) if line.strip().isdecimal() else told
            if told >= steps or line.startswith("synced"):
                break
        time.sleep(randomly.random() * 0.02)
        writer.send_signal(signal.SIGKILL)
    return told
