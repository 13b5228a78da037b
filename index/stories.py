"""Stories: which of the stored articles are reprints of one another."""

from __future__ import annotations

import threading

from index.database import Database
from ingest.reprints import Stories


class Reprints:
    """Follows the database's articles by their keys, which are never used again; for many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._generation = -1
        self._signatures: dict[int, bytes] = {}
        self._stories: Stories[int] = Stories()

    def of(self, article_id: str) -> list[int]:
        """The keys of the other articles that are copies of an article's text; none for an unknown id."""
        key = self._database.key_of(article_id)
        with self._lock:
            self._follow()
            signature = self._signatures.get(key) if key is not None else None
            return [copy for copy in self._stories.copies(signature) if copy != key] if signature else []

    def _follow(self) -> None:
        generation = self._database.generation
        if generation == self._generation:
            return
        newest = max(self._signatures, default=0)
        for gone in self._signatures.keys() - set(self._database.article_keys()):
            self._stories.remove(gone)
            del self._signatures[gone]
        for key, signature in self._database.signatures_after(newest):
            self._signatures[key] = signature
            self._stories.add(key, signature)
        self._generation = generation
