"""Reading: speed of every format, kept lines of noisy pages, and hostile files within their time and memory.

    python -m tests.benchmarks.bench_ingest

The articles of the speed rows are made of sentences of the sample articles, 900 characters each.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ingest import Article, Refused, article_from_bytes, find_files, read_articles, read_file, split_article
from ingest.parallel import read_files
from tests.benchmarks.record import record

DATA = Path(__file__).parents[1] / "data"
MANY = 10_000
WORKERS = 2
SENTENCE = "县里的医院把心电图传到市里，十分钟就有结论。"


def articles(count: int) -> Iterator[list[str]]:
    """Paragraphs of `count` articles of 900 characters."""
    sentences = [
        sentence + "。"
        for article in read_articles(DATA / "articles")
        if isinstance(article, Article) and article.language == "zh"
        for sentence in article.text.replace("\n", "").split("。")
        if 10 < len(sentence) < 200
    ]
    chance = random.Random(7)
    for _ in range(count):
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < 900:
            paragraphs.append("".join(chance.sample(sentences, 3)))
        yield paragraphs


def clocks() -> tuple[float, float]:
    """Wall clock and processor time of this process and its ended children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return time.perf_counter(), own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def since(start: tuple[float, float]) -> dict[str, float]:
    """Seconds on the wall and of processors since then; they differ much on a busy machine."""
    wall, processor = clocks()
    return {"seconds": round(wall - start[0], 1), "cpu_seconds": round(processor - start[1], 1)}


def measure_jsonl(folder: Path) -> dict[str, Any]:
    """One JSONL file, its rows read by two processes and split by this one, on two cores."""
    file = folder / "many.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for number, paragraphs in enumerate(articles(MANY)):
            row = {"id": str(number), "title": f"第{number}篇", "text": "\n".join(paragraphs)}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    found = measure_files([file])
    file.unlink()
    return found


def measure_txt(folder: Path) -> dict[str, Any]:
    """As many text files, read by two processes and split by this one, on two cores."""
    for number, paragraphs in enumerate(articles(MANY)):
        text = "\n\n".join(
            (f"第{number}篇 县域医共体", "来源：健康报 2025-04-25 10:46", *paragraphs, "责任编辑：周明")
        )
        (folder / f"{number:05}.txt").write_text(text, "utf-8")
    return measure_files(find_files(folder).files)


def measure_files(files: Sequence[Path]) -> dict[str, Any]:
    """Time and memory of reading, cleaning and splitting these files with two cores and two reading processes."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(cores)[:WORKERS])
    start = clocks()
    peak = read = passages = 0
    for _, items in read_files(((file, file.parent) for file in files), workers=WORKERS):
        for item in items:
            assert isinstance(item, Article)
            read += 1
            passages += len(split_article(item))
            if read % 200 == 0:
                peak = max(peak, memory(os.getpid()))
    spent = since(start)
    os.sched_setaffinity(0, cores)
    return {
        "articles": read,
        "passages": passages,
        **spent,
        "processes": 1 + WORKERS,
        "cores": WORKERS,
        "peak_mb": peak // 1024,
    }


def memory(process: int) -> int:
    """Kilobytes of a process and those that it started, what they share counted once in all (Linux)."""
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    own = Path(f"/proc/{process}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(r"^Pss:\s+(\d+)", own, re.MULTILINE)) + sum(
        map(memory, children)
    )


def measure_html() -> dict[str, Any]:
    """The noisy pages over and over, in one process."""
    pages = [path.read_bytes() for path in sorted((DATA / "noisy").glob("*.html"))]
    list(article_from_bytes(pages[0], "warm.html"))
    start = clocks()
    for _ in range(10):
        for page in pages:
            list(article_from_bytes(page, "page.html"))
    spent = since(start)
    return {"pages": 10 * len(pages), **spent, "pages_a_second": round(10 * len(pages) / spent["seconds"], 1)}


def bare(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", text)


def measure_kept_lines() -> dict[str, Any]:
    """Precision and recall of the lines kept, over the noisy pages; what may stay or go counts in neither."""
    kept = lost = wrong = 0
    for expected in sorted((DATA / "noisy").glob("*.kept")):
        (source,) = (path for path in expected.parent.glob(f"{expected.stem}.*") if path != expected)
        (article,) = read_file(source, expected.parent)
        assert isinstance(article, Article)
        lines = expected.read_text("utf-8").splitlines()
        wanted = [bare(line[1:]) for line in lines if line[0] == "+"]
        allowed = bare("".join(line[1:] for line in lines if line[0] in "+?"))
        missing = sum(line not in bare(article.text) for line in wanted)
        lost += missing
        kept += len(wanted) - missing
        wrong += sum(bare(line) not in allowed for line in article.text.split("\n"))
    precision, recall = kept / (kept + wrong), kept / (kept + lost)
    return {"lines": kept + lost, "precision": round(precision, 3), "recall": round(recall, 3)}


def package(content: bytes) -> bytes:
    """A DOCX whose document is this."""
    import docx

    whole, stream = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == "word/document.xml" else old.read(name))
    return stream.getvalue()


def pdf_of(content: bytes) -> bytes:
    """A PDF of one page with this content stream, deflated."""
    packed = zlib.compress(content, 9)
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    head += b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
    head += b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    head += b"4 0 obj<</Length " + str(len(packed)).encode() + b"/Filter/FlateDecode>>stream\n"
    return head + packed + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"


WORD = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
ENTITIES = b"<!DOCTYPE x [<!ENTITY a0 'a'>%s]>" % b"".join(
    b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
)
HOSTILE: dict[str, Callable[[], tuple[bytes, str]]] = {
    "HTML, 5 MB in one line": lambda: (f"<html><body><p>{SENTENCE * 76_000}</p>".encode(), "a.html"),
    "HTML, 5 MB of paragraphs": lambda: (f"<html><body>{f'<p>{SENTENCE}</p>' * 70_000}".encode(), "a.html"),
    "100,000 nested divs": lambda: (b"<div>" * 100_000 + SENTENCE.encode(), "a.html"),
    "a word of 1,000,000 characters": lambda: (b"a" * 1_000_000, "a.txt"),
    "1,000,000 opening brackets": lambda: ("（".encode() * 1_000_000, "a.txt"),
    "XML entities, a billion when expanded": lambda: (ENTITIES + b"<html><body><p>&a9;</p>", "a.html"),
    "DOCX, entities, a billion when expanded": lambda: (
        package(ENTITIES + WORD + b"<w:p>&a9;</w:p>"),
        "a.docx",
    ),
    "Markdown, 5 MB of spaces": lambda: (b"text" + b" " * 5_000_000 + b"text", "a.md"),
    "600,000 unclosed comments": lambda: (b"<html><body>" + b"<!-- " * 600_000, "a.html"),
    "19 MB of text in one line": lambda: (SENTENCE.encode() * 300_000, "a.txt"),
    "1,500,000 lines": lambda: ("医保\n".encode() * 1_500_000, "a.txt"),
    "30 MB of text": lambda: (SENTENCE.encode() * 480_000, "a.txt"),
    "PDF, 300 MB inflated": lambda: (pdf_of(b"\0" * 300_000_000), "a.pdf"),
    "PDF, 200 MB of operators": lambda: (pdf_of(b"BT /F1 12 Tf (a) Tj ET\n" * 9_000_000), "a.pdf"),
    "DOCX, 300 MB inflated": lambda: (package(WORD + b" " * 300_000_000), "a.docx"),
    "DOCX, 900,000 paragraphs": lambda: (
        package(WORD + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 900_000),
        "a.docx",
    ),
    "JSON, nested 200,000 deep": lambda: (b'{"text":' + b"[" * 200_000, "a.jsonl"),
}


def measure_hostile() -> dict[str, Any]:
    """Seconds, peak memory (MB) and outcome of each hostile file, each in a process of its own."""
    found = {}
    for name in HOSTILE:
        child = [sys.executable, "-m", "tests.benchmarks.bench_ingest", name]
        answer = subprocess.run(child, capture_output=True, text=True, timeout=300, check=True)
        found[name] = json.loads(answer.stdout)
    return found


def read_hostile(name: str) -> dict[str, Any]:
    """Read and split one hostile file in this process."""
    data, file = HOSTILE[name]()
    start = clocks()
    (item,) = article_from_bytes(data, file)
    outcome = (
        f"refused: {item.reason}" if isinstance(item, Refused) else f"{len(split_article(item))} passages"
    )
    spent = since(start)
    usage = (
        resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return {**spent, "peak_mb": max(usage), "outcome": outcome}


def main() -> None:
    """Measures everything and writes results/ingest.json."""
    figures: dict[str, Any] = {"kept lines": measure_kept_lines(), "HTML": measure_html()}
    with tempfile.TemporaryDirectory() as folder:
        figures["JSONL"] = measure_jsonl(Path(folder))
        figures["text files"] = measure_txt(Path(folder))
    figures["hostile"] = measure_hostile()
    record("ingest", figures)
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(read_hostile(sys.argv[1])))
    else:
        main()
