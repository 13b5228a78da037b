"""Transaction: the changes of one generation, committed together or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from index.records import FileRecord, NewPassage, pack_article, pack_passage
from ingest.article import Article
from ingest.reprints import signature


@dataclass(frozen=True, slots=True)
class Transaction:
    """Changes the database; made by `Database.transaction`, which commits them."""

    connection: sqlite3.Connection
    generation: int

    def put(
        self,
        article: Article,
        digest: str,
        file: str | None,
        passage_size: int,
        passages: Sequence[NewPassage],
    ) -> None:
        """Stores an article in place of the one with its id."""
        self.remove(article.id)
        key = self.connection.execute(
            "INSERT INTO articles (id, file, digest, passage_size, text, rest, signature, generation)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(article.id, file, digest, passage_size, article.text, pack_article(article)),
                *(signature(article.text), self.generation),
            ),
        ).lastrowid
        assert key is not None
        self.connection.executemany(
            "INSERT INTO passages (article, id, text, start, end, heading, places, dates, digest, vectors,"
            " generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [pack_passage(key, new, self.generation) for new in passages],
        )

    def remove(self, article_id: str, file: str | None = None) -> bool:
        """Removes an article (of this file, if one is given) and leaves a tombstone for each passage."""
        row = self.connection.execute(
            "SELECT key FROM articles WHERE id = ? AND (? IS NULL OR file = ?)", (article_id, file, file)
        ).fetchone()
        if row is None:
            return False
        self.connection.execute(
            "INSERT INTO tombstones SELECT key, ? FROM passages WHERE article = ?", (self.generation, *row)
        )
        self.connection.execute("DELETE FROM passages WHERE article = ?", row)
        self.connection.execute("DELETE FROM articles WHERE key = ?", row)
        return True

    def dismiss(self, article_id: str) -> None:
        """Removes an article and keeps it away until the file it came from changes."""
        self.connection.execute(
            "INSERT OR REPLACE INTO dismissed SELECT a.id, f.path, f.digest FROM articles a"
            " JOIN files f ON f.path = a.file WHERE a.id = ?",
            (article_id,),
        )
        self.remove(article_id)

    def mark_stale(self, article_id: str, reason: str) -> None:
        """Notes why the last good version stands in for one that could not be read; "" when it can be."""
        self.connection.execute(
            "UPDATE articles SET stale = ?, generation = ? WHERE id = ?",
            (reason, self.generation, article_id),
        )

    def put_file(self, file: FileRecord) -> None:
        """Notes a file as read; its articles that were dismissed under another digest may come back."""
        refused = json.dumps(file.refused, ensure_ascii=False)
        self.connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            (file.path, file.root, file.digest, file.reader, refused),
        )
        self.connection.execute(
            "DELETE FROM dismissed WHERE file = ? AND digest IS NOT ?", (file.path, file.digest)
        )

    def remove_file(self, path: str) -> None:
        """Forgets a file; its articles are removed by their ids."""
        self.connection.execute("DELETE FROM files WHERE path = ?", (path,))
        self.connection.execute("DELETE FROM dismissed WHERE file = ?", (path,))
