"""The dates of a statement that its passage does not give, or gives to another figure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from ingest.resolve import resolve_dates
from qa.checks.binding import Binding
from qa.checks.plans import is_told_as_done
from qa.checks.problems import absent, elsewhere, planned
from qa.checks.surroundings import clause_span
from qa.checks.years import Years
from qa.figures import find_figures, plain
from qa.figures.dates import Date, find_dates, resolve

Parts = tuple[int | None, int | None, int | None]
_PARTS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"[一1]季度|\bfirst quarter\b",
        r"[二2]季度|\bsecond quarter\b",
        r"[三3]季度|\bthird quarter\b",
        r"[四4]季度|\b(?:fourth|last) quarter\b",
        r"上半年|\bfirst (?:half|six months)\b",
        r"下半年|\b(?:second|latter) half\b|\blast six months\b",
    )
]
_TIME = re.compile(r"(?<![\d:.])(\d{1,2})[点:](\d{2})(?!\d)分?")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\. ")


def date_problems(
    statement: str, passage: str, years: Years, published: str | None, chinese: bool
) -> Iterator[str]:
    """A line for each date, part of a year and time of the day that is not borne out.

    `published` (ISO) tells which year 去年 is, `years` of which years the figures
    are; where the passage names no year, the article's stands for it.
    """
    yield from _parts_of_years(statement, passage, chinese)
    times = {time for _, time in _clock(passage)}
    yield from (absent(written, chinese) for written, time in _clock(statement) if time not in times)
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
    yield from _foretold(statement, claims, dates, published, chinese)
    yield from years.problems(chinese)
    yield from _years_of_others(statement, passage, years, chinese)


def _foretold(
    statement: str, claims: list[Date], dates: list[Date], published: str | None, chinese: bool
) -> Iterator[str]:
    """Dates told of something done that the passage has of a time after its article alone."""
    for claim in claims if published else ():
        start, end = clause_span(statement, claim.start, claim.end)
        if not is_told_as_done(statement, start, end):
            continue
        same = [
            date
            for date in dates
            if all(part in (None, other) for part, other in zip(_of(claim), _of(date), strict=True))
        ]
        if same and all(date.year and _is_after(date, published or "") for date in same):
            yield planned(statement[claim.start : claim.end], chinese)


def _of(date: Date) -> Parts:
    return date.year, date.month, date.day


def _is_after(date: Date, published: str) -> bool:
    year, month, _ = _parts(published)
    return (date.year or 0, date.month or 0) > (year or 0, (month or 12) if date.month else 0)


def _parts(iso: str) -> Parts:
    year, month, day = [*(int(part) for part in iso.split("-")), None, None][:3]
    return year, month, day


def _parts_of_years(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """Quarters and halves of a year that the passage does not name; months may stand for them."""
    told = plain(passage)
    for pattern in _PARTS:
        said = pattern.search(plain(statement))
        if said and not pattern.search(told) and not any(date.month for date in find_dates(told)):
            yield absent(said.group(), chinese)


def _clock(text: str) -> Iterator[tuple[str, str]]:
    """(as written, hours:minutes) for each time of the day: 11点50分, 11:50."""
    for found in _TIME.finditer(plain(text)):
        yield text[found.start() : found.end()], f"{int(found[1])}:{found[2]}"


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


def _years_of_others(statement: str, passage: str, years: Years, chinese: bool) -> Iterator[str]:
    """Years that the passage gives to something else, by the words around them, and of which no figure is told."""
    confirmed = years.confirmed()
    said, told = (
        [one for one in find_figures(text) if one.unit == "calendar year"] for text in (statement, passage)
    )
    proofs = {
        claim: [one for one in told if one.value == claim.value]
        for claim in said
        if claim.value not in confirmed and not years.is_of_span(claim)
    }
    binding = Binding(statement, passage, told, (), chinese != is_chinese(passage))
    for claim, other in binding.misplaced(proofs, lambda claim, other: False):
        yield elsewhere(claim, other, chinese)
