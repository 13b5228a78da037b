"""Whole commands on the sample articles, and how soon a reader sees what another process has written.

    python -m tests.benchmarks.bench_commands

A command is timed from its start to its end, interpreter and imports included, the median of five runs; asking warm
is the median of one open Assistant over the sample questions. For the reader, a second process adds, edits and
deletes one article after another; the time runs from its acknowledgement to the end of the reader's next answer.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from index import Index
from ingest import Article
from qa import Assistant
from tests.benchmarks.record import record

DATA = Path(__file__).parents[1] / "data"
QUESTION = "How does Sangzhi pool insurance funds?"
RUNS = 5


def main() -> dict[str, Any]:
    """Runs all of it and writes results/commands.json."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        found: dict[str, Any] = {"index_first_s": yigai(place, "index", str(DATA / "articles"))}
        found |= {
            "help_s": repeated(place, "--help"),
            "index_unchanged_s": repeated(place, "index", str(DATA / "articles")),
            "ask_cold_s": repeated(place, "ask", QUESTION),
            "search_cold_s": repeated(place, "search", QUESTION),
        }
        with Assistant.open(place / "yigai-index") as assistant:
            found |= warm(assistant) | freshness(assistant, place / "yigai-index")
    record("commands", found)
    return found


def yigai(folder: Path, *arguments: str) -> float:
    """Seconds that one command takes; CalledProcessError where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("YIGAI_")}
    began = time.perf_counter()
    subprocess.run(
        [str(Path(sys.executable).with_name("yigai")), *arguments],
        cwd=folder, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    return round(time.perf_counter() - began, 2)


def repeated(folder: Path, *arguments: str) -> float:
    """The median of RUNS runs, in seconds."""
    return statistics.median(yigai(folder, *arguments) for _ in range(RUNS))


def warm(assistant: Assistant) -> dict[str, Any]:
    """Milliseconds of an answer by an Assistant that is open, over all sample questions."""
    lines = (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    assistant.ask(questions[0])
    times = sorted(assistant.ask(question).elapsed_ms for question in questions)
    return {
        "asked_warm": len(times),
        "ask_warm_median_ms": round(statistics.median(times), 1),
        "ask_warm_p95_ms": round(times[int(0.95 * len(times))], 1),
    }


def freshness(assistant: Assistant, where: Path) -> dict[str, Any]:
    """Seconds until an answer knows of an article that another process has added, edited and deleted."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    writer = context.Process(target=_write, args=(where, there))
    writer.start()
    seconds = []
    for beds in (311, 427, None):
        here.send(beds)
        here.recv()
        began = time.perf_counter()
        answer = assistant.ask("柳岩县人民医院有多少张床位?")
        seconds.append(time.perf_counter() - began)
        seen = any(f"{beds}张" in citation.quote for citation in answer.citations)
        assert seen == (beds is not None), answer.text
        assert not any(citation.article.id == "liuyan" for citation in answer.citations) or seen
    here.send(0)
    writer.join()
    return {"reader_sees_change_slowest_s": round(max(seconds), 2)}


def _write(where: Path, tell: Connection) -> None:
    """The other process: writes an article with so many beds, or removes it, and says when it is acknowledged."""
    with Index.open(where) as index:
        while (beds := tell.recv()) != 0:
            if beds is None:
                index.remove("liuyan")
            else:
                index.add(
                    [Article("liuyan", "柳岩县人民医院", f"柳岩县人民医院现有床位{beds}张,医生九十名。")]
                )
            tell.send("acknowledged")


def shown(found: dict[str, Any], names: Sequence[str] | None = None) -> str:
    """One line a figure."""
    return "\n".join(f"{name}: {found[name]}" for name in names or found)


if __name__ == "__main__":
    print(shown(main()))
