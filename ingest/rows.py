"""Articles in rows (JSONL, CSV), streamed: a file of any length needs the memory of one row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from ingest.article import Article, InvalidArticle, Refused
from ingest.compose import LARGEST_TEXT
from ingest.decode import decode
from ingest.given import article_of_fields

_LONGEST_LINE = 4 * LARGEST_TEXT
_SAMPLE = 256 * 1024


def read_rows(
    stream: BinaryIO, kind: str, path: str, identity: str | None = None
) -> Iterator[Article | Refused]:
    """The articles of a JSONL or CSV stream; a bad row is refused by its number ("list.jsonl:12").

    A row without an id is known by `identity`, else `path`, and its number.
    """
    try:
        lines = _lines(stream, path)
        read = _read_jsonl if kind == "jsonl" else _read_csv
        yield from read(lines, path, identity or path)
    except InvalidArticle as error:
        yield Refused(path, str(error))


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


def _read_jsonl(lines: Iterator[str], path: str, identity: str) -> Iterator[Article | Refused]:
    for number, line in enumerate(lines, 1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        place = f"{path}:{number}"
        if number == 1 and line.lstrip("\ufeff \t").startswith("["):
            raise InvalidArticle("is one JSON array; write one JSON object in each line")
        try:
            fields = json.loads(line.strip("\ufeff \t\r\n"))
            if not isinstance(fields, dict):
                raise InvalidArticle('is no JSON object; write {"title": ..., "text": ...}')
            yield article_of_fields(fields, f"{identity}:{number}", path, "jsonl")
        except InvalidArticle as error:
            yield Refused(place, str(error))
        except (ValueError, RecursionError) as error:
            yield Refused(place, f"is no JSON object ({str(error)[:80]}); write one in each line")


def _read_csv(lines: Iterator[str], path: str, identity: str) -> Iterator[Article | Refused]:
    csv.field_size_limit(_LONGEST_LINE)
    header = next(lines).lstrip("\ufeff").replace("\0", "")
    delimiter = max(",;\t", key=header.count)
    try:
        names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    except csv.Error as error:
        raise InvalidArticle(f"has no header of CSV ({error}); name the columns in its first line") from error
    if "text" not in names:
        raise InvalidArticle(
            f"has no column text among {', '.join(names)[:120]}; name the column with the articles so"
        )
    rows = csv.reader((line.replace("\0", "") for line in lines), delimiter=delimiter)
    number = 1
    while True:
        number += 1
        place = f"{path}:{number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refused(place, f"is no row of CSV ({error}); quote the field and double its quotes")
            continue
        if not any(cell.strip() for cell in row):
            continue
        try:
            fields = dict(zip(names, row, strict=False))
            yield article_of_fields(fields, f"{identity}:{number}", path, "csv")
        except InvalidArticle as error:
            yield Refused(place, str(error))
