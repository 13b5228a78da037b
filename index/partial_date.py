"""A day, a month or a year in ISO ("2025-04-25", "2025-04", "2025"), as articles and filters are dated."""

from __future__ import annotations

import re
from datetime import date

_FORM = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


def is_partial_date(text: str) -> bool:
    """Whether it is a date of the calendar: neither 25.4.2025 nor 2025-02-30."""
    if not _FORM.fullmatch(text):
        return False
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        return False
    return True


def first_day(partial: str) -> str:
    """The first day of a partial date."""
    return partial + ("-01-01", "-01", "")[partial.count("-")]


def last_day(partial: str) -> str:
    """The last day of a partial date; every month has 31 here, which is enough to compare by."""
    return partial + ("-12-31", "-31", "")[partial.count("-")]
