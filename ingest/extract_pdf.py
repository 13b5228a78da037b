"""A PDF to lines, parsed in a child process whose time, memory and output are limited."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections import Counter
from typing import Any

from ingest import child
from ingest.article import InvalidArticle
from ingest.extract import Extract

SECONDS = 8
"""Processor time of the child."""
MEMORY = 700 * 1024 * 1024
"""Bytes of address space the child may have."""
MOST_PAGES = 2_000
MOST_TEXT = 20 * 1024 * 1024
"""Characters the child may give back."""

_PAGE_NUMBER = re.compile(
    r"^\W*(?:第\s?\d+\s?页(?:\W*共\s?\d+\s?页)?|page\s?\d+(?:\s?of\s?\d+)?|\d{1,4}(?:\s?/\s?\d{1,4})?)\W*$",
    re.IGNORECASE,
)


def extract_pdf(data: bytes) -> Extract:
    """Text without page heads. InvalidArticle for what is damaged, encrypted, scanned or too costly."""
    if b"%%EOF" not in data[-8192:]:
        raise InvalidArticle("is cut off before its end; download it again")
    try:
        parser = subprocess.run(
            child.command("ingest.extract_pdf"),
            env=child.environment(),
            input=data,
            capture_output=True,
            timeout=SECONDS + 4,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InvalidArticle("takes too long to read as PDF; save its text as .txt") from error
    if parser.returncode != 0:
        if b"MemoryError" in parser.stderr or parser.returncode < 0:
            raise InvalidArticle("needs too much time or memory to read as PDF; save its text as .txt")
        raise InvalidArticle("is a damaged or cut PDF; save or download it again")
    answer: dict[str, Any] = json.loads(parser.stdout)
    if reason := answer.get("refused"):
        raise InvalidArticle(reason)
    pages: list[list[str]] = answer["pages"]
    lines, dropped = _without_page_heads(pages)
    warnings = (f"only the first {MOST_PAGES} pages were read",) if answer["cut"] else ()
    return Extract(
        "\n".join(lines),
        title=answer["title"],
        author=answer["author"],
        dropped=tuple(dropped),
        warnings=warnings,
    )


def _without_page_heads(pages: list[list[str]]) -> tuple[list[str], list[str]]:
    """(lines, dropped): page numbers and what stands at the edge of several pages are dropped."""
    edges = Counter(key for page in pages for key in {_key(line) for line in (*page[:2], *page[-2:])})
    kept: list[str] = []
    dropped: list[str] = []
    for page in pages:
        for number, line in enumerate(page):
            edge = number < 2 or number >= len(page) - 2
            repeats = edge and len(pages) > 1 and edges[_key(line)] >= max(2, 0.5 * len(pages))
            (dropped if repeats or (edge and _PAGE_NUMBER.match(line)) else kept).append(line)
    return kept, dropped


def _key(line: str) -> str:
    return re.sub(r"[\d\s]+", "#", line)


def _limit() -> None:
    """Bound this process, where the platform can."""
    try:
        import resource
    except ImportError:  # Windows: the parent's time limit remains
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _parse(data: bytes) -> dict[str, Any]:
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    logging.disable(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": "is encrypted; save it without a password"}
        count = len(reader.pages)
    except (PdfReadError, ValueError, KeyError, TypeError, AttributeError, OSError, RecursionError):
        return {"refused": "is a damaged or cut PDF; save or download it again"}
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages[: min(count, MOST_PAGES)]:
        lines = [line for raw in page.extract_text().splitlines() if (line := raw.strip())]
        size += sum(map(len, lines))
        if size > MOST_TEXT:
            return {"refused": "holds more than the 20 MB of text that one article may have; split it up"}
        pages.append(lines)
    if sum(1 for page in pages for line in page for char in line if char.isalnum()) < 8 * max(1, len(pages)):
        return {"refused": "holds pictures of pages and no text (a scan); run OCR over it first"}
    info = reader.metadata
    return {
        "pages": pages,
        "cut": count > MOST_PAGES,
        "title": _declared(info.title if info else ""),
        "author": _declared(info.author if info else ""),
    }


def _declared(value: object) -> str:
    """A property of the document, unless a program filled it with its own or a file's name."""
    text = str(value or "").replace("\0", "").strip()[:200]
    return (
        ""
        if re.search(
            r"untitled|anonymous|unspecified|microsoft|\.(?:docx?|pdf|wps|indd)$|^\W*$", text, re.IGNORECASE
        )
        else text
    )


def main() -> None:
    """The child: PDF on standard input, JSON on standard output."""
    _limit()
    json.dump(_parse(sys.stdin.buffer.read()), sys.stdout)
