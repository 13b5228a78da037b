"""The page: first paint, first citation after asking, and eight askers at once; extractive, on the sample articles.

    python -m tests.benchmarks.bench_page

Chromium (headless, a fresh profile each time) and the server share the machine. First paint is the browser's
"first-contentful-paint"; the first citation is timed in the page from the click on Ask to the card. The eight askers
ask over REST, each the next question as soon as the last one is answered.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, sync_playwright

from index import Index
from tests.benchmarks.record import record

DATA = Path(__file__).parents[1] / "data"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
VISITS, ASKERS, ROUNDS = 7, 8, 12
FIRST_CARD = """
question => new Promise(done => {
  const box = document.querySelector('#question textarea');
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, question);
  box.dispatchEvent(new Event('input', { bubbles: true }));
  setTimeout(() => {
    const began = performance.now();
    const shown = () => document.querySelector('#exchange .asked')?.textContent === question
      && document.querySelector('#exchange .card');
    new MutationObserver((_, watcher) => {
      if (shown()) { watcher.disconnect(); done(performance.now() - began); }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
    document.querySelector('#ask').click();
  }, 200);
})
"""


def main() -> dict[str, Any]:
    """Writes and prints results/page.json."""
    questions = _questions()
    with tempfile.TemporaryDirectory() as folder:
        with Index.open(Path(folder) / "collection") as index:
            index.sync(DATA / "articles")
        with _serving(Path(folder)) as address:
            _asked(address, questions[0])  # warm
            figures = _visits(address, questions) | _crowd(address, questions)
    record("page", figures)
    return figures


def _questions() -> list[str]:
    lines = (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return [row["question"] for row in rows if row["article"] is not None]


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    command = [
        sys.executable,
        "-c",
        "import ui.cli; ui.cli.main()",
        "--index",
        "collection",
        "serve",
        "--port",
        "0",
    ]
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = re.search(r"http://\S+", process.stderr.readline())
        assert found, "the server did not start"
        yield found[0]
    finally:
        process.terminate()
        process.wait(20)


def _visits(address: str, questions: Sequence[str]) -> dict[str, Any]:
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        visits = [_visit(browser, address, questions[number]) for number in range(VISITS)]
        browser.close()
    names = ("first_paint_ms", "ready_ms", "first_citation_ms")
    median = {name: round(statistics.median(one[name] for one in visits)) for name in names}
    slowest = {f"{name}_slowest": round(max(one[name] for one in visits)) for name in names}
    return {"visits": VISITS, **median, **slowest}


def _visit(browser: Browser, address: str, question: str) -> dict[str, float]:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("#question textarea")
    ready = 1000 * (time.perf_counter() - began)
    page.wait_for_selector("#instances button")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    citation = page.evaluate(FIRST_CARD, question)
    context.close()
    return {"first_paint_ms": paint, "ready_ms": ready, "first_citation_ms": citation}


def _crowd(address: str, questions: Sequence[str]) -> dict[str, Any]:
    """Latencies of ASKERS who ask ROUNDS questions each, one after the other."""

    def asker(number: int) -> list[tuple[float, int]]:
        return [
            _asked(address, questions[(number * ROUNDS + turn) % len(questions)]) for turn in range(ROUNDS)
        ]

    began = time.perf_counter()
    with ThreadPoolExecutor(ASKERS) as askers:
        answers = [one for answered in askers.map(asker, range(ASKERS)) for one in answered]
    seconds = time.perf_counter() - began
    times = sorted(taken for taken, _ in answers)
    return {
        "askers": ASKERS,
        "asked": len(answers),
        "errors": sum(status != 200 for _, status in answers),
        "ask_median_ms": round(1000 * statistics.median(times)),
        "ask_p95_ms": round(1000 * times[int(0.95 * len(times))]),
        "asked_per_second": round(len(answers) / seconds, 1),
    }


def _asked(address: str, question: str) -> tuple[float, int]:
    began = time.perf_counter()
    status = httpx.post(f"{address}/api/ask", json={"question": question}, timeout=60).status_code
    return time.perf_counter() - began, status


if __name__ == "__main__":
    main()
