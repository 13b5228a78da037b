"""Filters: which articles and passages a search may look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.partial_date import first_day, is_partial_date, last_day
from index.terms import simplify
from ingest.article import Article
from ingest.places import match_place, with_parents

KEYS = ("published_from", "published_to", "source", "article", "place")
_SUFFIXES = "县市省区镇乡村"


@dataclass(frozen=True, slots=True)
class Filters:
    """A checked filter: an article passes when it fits every part that is given.

    Dates are ISO ("2025-04-25", "2025-04" or "2025") and inclusive; an article dated by month or year passes
    when its month or year overlaps. Articles without a date never pass a date filter.
    """

    published_from: str | None = None
    published_to: str | None = None
    source: frozenset[str] | None = None
    article: frozenset[str] | None = None
    place: frozenset[str] | None = None

    @classmethod
    def parse(cls, filters: Mapping[str, object] | None) -> Filters | None:
        """The filters of a call, None for none; ValueError for an unknown key or a wrong date."""
        unknown = sorted(set(filters or {}) - set(KEYS))
        if unknown:
            raise ValueError(f"unknown filter {unknown[0]!r}; the filters are {', '.join(KEYS)}")
        values = {key: value for key, value in (filters or {}).items() if value is not None}
        if not values:
            return None
        start, end = _date(values, "published_from"), _date(values, "published_to")
        if start and end and last_day(end) < first_day(start):
            raise ValueError(f"published_from {start} is later than published_to {end}; exchange them")
        return cls(
            published_from=first_day(start) if start else None,
            published_to=last_day(end) if end else None,
            source=_set(values, "source"),
            article=_set(values, "article"),
            place=frozenset(map(_canonical, found)) if (found := _set(values, "place")) is not None else None,
        )

    @property
    def dated(self) -> bool:
        """Whether articles without a date are left out."""
        return self.published_from is not None or self.published_to is not None

    def passes(self, article: Article, *, ignore_date: bool = False, ignore_place: bool = False) -> bool:
        """Whether an article fits."""
        return (
            (self.article is None or article.id in self.article)
            and (self.source is None or article.source in self.source)
            and (ignore_place or self.passes_place(article.places))
            and (ignore_date or not self.dated or self._passes_date(article.published))
        )

    def passes_place(self, places: Iterable[str]) -> bool:
        """Whether one of the places, or what it lies in, is asked for: 宜昌市 is in 湖北, Sangzhi is 桑植."""
        return self.place is None or any(_canonical(place) in self.place for place in with_parents(places))

    def _passes_date(self, published: str | None) -> bool:
        if not published:
            return False
        return (self.published_from or "") <= last_day(published) and first_day(published) <= (
            self.published_to or "9999-12-31"
        )


def _date(values: Mapping[str, object], key: str) -> str | None:
    if key not in values:
        return None
    value = str(values[key])
    if not is_partial_date(value):
        raise ValueError(f"{key} is {values[key]!r}; write a date as 2025-04-25, 2025-04 or 2025")
    return value


def _set(values: Mapping[str, object], key: str) -> frozenset[str] | None:
    if key not in values:
        return None
    value = values[key]
    items = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else [value]
    return frozenset(str(item).strip() for item in items)


def _canonical(place: str) -> str:
    """The gazetteer's name; a place it does not know (a village) without the word for its kind."""
    if known := match_place(place):
        return known
    place = simplify(place.strip())
    return place.rstrip(_SUFFIXES) if len(place) > 2 else place
