"""The dates of a statement that its passage does not give, or gives to another figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from ingest.resolve import resolve_dates
from qa.agreement import bears_out
from qa.check_figures import absent
from qa.dates import Date, find_dates, resolve
from qa.figures import find_figures, plain

Parts = tuple[int | None, int | None, int | None]
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\. ")


def date_problems(statement: str, passage: str, published: str | None, chinese: bool) -> Iterator[str]:
    """A line for each date that is not borne out; `published` (ISO) tells which year 去年 is.

    Where the passage names no year, the article's own date stands for it.
    """
    claims = [resolve(date, published) for date in find_dates(plain(statement))]
    if not claims:
        return
    dates = [resolve(date, published) for date in find_dates(plain(passage))]
    known: set[Parts] = {(date.year, date.month, date.day) for date in dates}
    known |= {_parts(iso) for iso in resolve_dates(passage, published)}
    known |= _with_years(dates, passage)
    if published and not any(date.year or date.offset is not None for date in dates):
        known.add(_parts(published))
    offsets = {date.offset for date in dates}
    for date in claims:
        if not _is_known(date, known, offsets):
            yield absent(statement[date.start : date.end], chinese)
    yield from _misdated(statement, claims, passage, dates, chinese)


def _parts(iso: str) -> Parts:
    year, month, day = [*(int(part) for part in iso.split("-")), None, None][:3]
    return year, month, day


def _with_years(dates: list[Date], passage: str) -> set[Parts]:
    """Months with the year that their sentence named before them: 今年1至10月."""
    found: set[Parts] = set()
    year, end = None, 0
    for date in dates:
        year = None if _SENTENCE_END.search(passage, end, date.start) else year
        year, end = date.year or year, date.end
        found.add((year, date.month, date.day))
    return found


def _is_known(claim: Date, known: set[Parts], offsets: set[int | None]) -> bool:
    """Whether a date of the passage has all that the claim says: "2024" is proven by 2024年10月."""
    said = (claim.year, claim.month, claim.day)
    if said == (None, None, None):
        return claim.offset in (0, *offsets)  # "this year" in an article of an unknown date says nothing
    return any(all(part in (None, other) for part, other in zip(said, date, strict=True)) for date in known)


def _misdated(
    statement: str, claims: list[Date], passage: str, dates: list[Date], chinese: bool
) -> Iterator[str]:
    """The one year of a statement, where the passage gives its figures for another one."""
    translated = chinese != is_chinese(passage)
    years = {date.year for date in claims if date.year}
    if len(years) != 1:
        return
    (year,) = years
    for claim in find_figures(statement):
        if claim.unit == "calendar year":
            continue
        same = [one for one in find_figures(passage) if bears_out(claim, one, translated)]
        around = [_years_around(passage, one.start, dates) for one in same]
        if around and all(around) and not any(year in found for found in around):
            other = "/".join(str(found) for found in sorted(around[0]))
            yield (
                f"“{claim.text}”在原文中属于{other}年"
                if chinese
                else f"{claim.text}: the passage gives it for {other}"
            )


def _years_around(passage: str, position: int, dates: list[Date]) -> set[int]:
    """The years that are named in the sentence at `position`."""
    start = max((end.end() for end in _SENTENCE_END.finditer(passage, 0, position)), default=0)
    stop = _SENTENCE_END.search(passage, position)
    end = stop.start() if stop else len(passage)
    return {date.year for date in dates if date.year and start <= date.start < end}
