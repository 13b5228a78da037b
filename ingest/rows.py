"""Articles in rows (JSONL, CSV), streamed: a file of any length needs the memory of one row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from ingest.article import Article, InvalidArticle, Refused, unforeseen
from ingest.compose import LARGEST_TEXT
from ingest.decode import decode
from ingest.fields import has_text, no_text
from ingest.given import article_of_fields

_LONGEST_LINE = 4 * LARGEST_TEXT
_SAMPLE = 256 * 1024


class Row(NamedTuple):
    """The fields of one row, or the problem with it; JSON-safe."""

    number: int
    fields: dict[str, Any]
    problem: str = ""


def read_rows(
    stream: BinaryIO, kind: str, path: str, identity: str | None = None
) -> Iterator[Article | Refused]:
    """The articles of a JSONL or CSV stream; a bad row is refused by its number ("list.jsonl:12").

    A row without an id is known by `identity`, else `path`, and its number.
    """
    try:
        for row in parse_rows(stream, kind, path):
            yield article_of_row(row, kind, path, identity)
    except InvalidArticle as error:
        yield Refused(path, str(error))


def parse_rows(stream: BinaryIO, kind: str, path: str) -> Iterator[Row]:
    """The rows as they stand. InvalidArticle where the stream holds none."""
    lines = _lines(stream, path)
    yield from _jsonl(lines) if kind == "jsonl" else _csv(lines)


def article_of_row(row: Row, kind: str, path: str, identity: str | None = None) -> Article | Refused:
    """The article of a row, or why there is none."""
    place = f"{path}:{row.number}"
    if row.problem:
        return Refused(place, row.problem)
    try:
        return article_of_fields(row.fields, f"{identity or path}:{row.number}", path, kind)
    except InvalidArticle as error:
        return Refused(place, str(error))
    except Exception as error:
        return unforeseen(place, error)


def _lines(stream: BinaryIO, path: str) -> Iterator[str]:
    """Decoded lines with their ends; one that is no UTF-8 is read in the encoding of the file's beginning."""
    sample = stream.read(_SAMPLE)
    if not sample.strip():
        raise InvalidArticle("is empty; write one article in each row")
    stream.seek(0)
    encoding = decode(sample[: sample.rfind(b"\n") + 1] or sample).encoding
    if encoding.startswith(("utf-16", "utf-32")):
        text = io.TextIOWrapper(stream, encoding, errors="replace", newline="")
        yield from iter(lambda: text.readline(_LONGEST_LINE), "")
        return
    while line := stream.readline(_LONGEST_LINE):
        yield decode(line, encoding).text


def _jsonl(lines: Iterator[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        if number == 1 and line.lstrip("\ufeff \t").startswith("["):
            raise InvalidArticle("is one JSON array; write one JSON object in each line")
        try:
            fields = json.loads(line.strip("\ufeff \t\r\n"))
        except (ValueError, RecursionError) as error:
            yield Row(number, {}, f"is no JSON object ({str(error)[:80]}); write one in each line")
            continue
        if isinstance(fields, dict):
            yield Row(number, fields)
        else:
            yield Row(number, {}, 'is no JSON object; write {"title": ..., "text": ...}')


def _csv(lines: Iterator[str]) -> Iterator[Row]:
    csv.field_size_limit(_LONGEST_LINE)
    header = next(lines).lstrip("\ufeff").replace("\0", "")
    delimiter = max(",;\t", key=header.count)
    try:
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error as error:
        raise InvalidArticle(f"has no header of CSV ({error}); name the columns in its first line") from error
    if not has_text(names):
        raise InvalidArticle(no_text(names))
    rows = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(number, {}, f"is no row of CSV ({error}); quote the field and double its quotes")
            continue
        if any(cell.strip() for cell in row):
            yield Row(number, dict(zip(names, row, strict=False)))
