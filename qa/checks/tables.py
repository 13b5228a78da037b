"""Tables told as sentences, so that each figure stands with its row, its column and its unit.

年份 | 开放查询（万次） | 节约费用（万元）         2022年，开放查询85万次，节约费用470万元。
2022 | 85 | 470
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_CELLS = re.compile(r"\s*\|\s*")
_UNIT = re.compile(r"\s*[（(]([^（）()]{1,16})[）)]\s*$")
_NUMBER = re.compile(r"[-−+]?\d[\d,.]*%?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")


def spell_out(text: str) -> str:
    """The text with the rows of its tables as sentences; a table is two lines or more with bars between cells."""
    if "|" not in text:
        return text
    lines: list[str] = []
    table: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        cells = _CELLS.split(line.strip().strip("|").strip())
        if len(cells) > 1 and (not table or len(cells) == len(table[0])):
            table.append(cells)
            continue
        lines += _told(table) if len(table) > 1 else [" | ".join(row) for row in table]
        table = [cells] if len(cells) > 1 else []
        lines += [] if table else [line]
    return "\n".join(lines[:-1] if not table else lines)


def _told(table: Sequence[Sequence[str]]) -> list[str]:
    head, *rows = table
    return [_sentence(head, row) for row in rows if any(_NUMBER.fullmatch(cell) for cell in row[1:])]


def _sentence(head: Sequence[str], row: Sequence[str]) -> str:
    """What a row says: a year as the row's name stands first, years as columns before each figure."""
    name, unit = _parted(row[0])
    by_year = all(_YEAR.fullmatch(column) for column in head[1:])
    told = [*(_of_years(head, row, name, unit) if by_year else _of_columns(head, row))]
    if by_year:
        return "。".join(told) + "。"
    return f"{_dated(name)}，{'，'.join(told)}。"


def _of_years(head: Sequence[str], row: Sequence[str], name: str, unit: str) -> Iterator[str]:
    for column, cell in zip(head[1:], row[1:], strict=True):
        yield f"{_dated(column)}，{name}{_with(cell, unit)}"


def _of_columns(head: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for column, cell in zip(head[1:], row[1:], strict=True):
        title, unit = _parted(column)
        yield f"{title}{_with(cell, unit)}"


def _parted(cell: str) -> tuple[str, str]:
    """A title and the unit in brackets behind it."""
    unit = _UNIT.search(cell)
    return (cell[: unit.start()], unit[1]) if unit else (cell, "")


def _with(cell: str, unit: str) -> str:
    if not _NUMBER.fullmatch(cell) or not unit or cell.endswith("%"):
        return f" {cell}" if cell[:1].isascii() else cell
    return f" {cell} {unit}" if unit.isascii() and unit != "%" else f"{cell}{unit}"


def _dated(name: str) -> str:
    return f"{name.removesuffix('年')}年" if _YEAR.fullmatch(name) else name
