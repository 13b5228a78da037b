"""Catalogue: every article without its text, in memory, for listing and filtering."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.database import Database
from index.filters import Filters
from ingest.article import Article


@dataclass(frozen=True, slots=True)
class Selection:
    """What a filter lets through: passage keys, and article keys where it takes articles whole."""

    passages: NDArray[np.int64]
    articles: Sequence[int] | None


class Catalogue:
    """Follows the database's generation; may be used from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._generation = -1
        self._articles: dict[int, Article] = {}
        self._passages: list[tuple[int, int, tuple[str, ...]]] | None = None

    def articles(self) -> dict[int, Article]:
        """Every article by its key, in the order of ids."""
        with self._lock:
            generation = self._database.generation
            if generation != self._generation:
                self._articles = self._database.articles()
                self._passages = None
                self._generation = generation
            return self._articles

    def select(self, filters: Filters) -> Selection:
        """The passages and articles that a filter lets through.

        A place is looked for in the passages: a survey of ten counties has one on each; a passage that
        names no place bears its article's.
        """
        with self._lock:
            articles = self.articles()
            if self._passages is None:
                self._passages = self._database.places_of_passages()
            whole = {key for key, article in articles.items() if filters.passes(article, ignore_place=True)}
            if filters.place is None:
                keys = [key for key, article, _ in self._passages if article in whole]
                return Selection(np.array(keys, np.int64), sorted(whole))
            keys = [
                key
                for key, article, places in self._passages
                if article in whole and filters.passes_place(places)
            ]
            return Selection(np.array(keys, np.int64), None)

    def undated(self, filters: Filters | None = None) -> int:
        """How many articles have no date, of those that fit the rest of the filter."""
        return sum(
            not article.published and (filters is None or filters.passes(article, ignore_date=True))
            for article in self.articles().values()
        )

    def places(self) -> list[str]:
        """The places that articles are about, those of most articles first."""
        return _by_frequency(place for article in self.articles().values() for place in article.places)

    def sources(self) -> list[str]:
        """The sources of articles, those of most articles first."""
        return _by_frequency(article.source for article in self.articles().values() if article.source)


def _by_frequency(values: Iterable[str]) -> list[str]:
    return sorted((counts := Counter(values)), key=lambda value: (-counts[value], value))
