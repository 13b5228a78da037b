"""SQLite: articles, passages with their vectors, and what was read from where; the one source of truth.

Every passage bears the generation of the transaction that wrote it and leaves a tombstone when it goes, so
that whoever follows (FAISS, tantivy, another process) asks only for what is newer than what it has. Keys are
never used again.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IncompatibleIndex
from index.records import ArticleRecord, FileRecord, Halves, unpack_article, unpack_passage
from index.transaction import Transaction
from ingest.article import Article
from ingest.passage import Passage

_SCHEMA = """
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS state (generation INTEGER NOT NULL);
INSERT INTO state SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM state);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, root TEXT NOT NULL, digest TEXT, reader TEXT NOT NULL, refused TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS files_by_root ON files (root);
CREATE TABLE IF NOT EXISTS articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, file TEXT, digest TEXT NOT NULL,
    passage_size INTEGER NOT NULL, text TEXT NOT NULL, rest TEXT NOT NULL, signature BLOB NOT NULL,
    stale TEXT NOT NULL DEFAULT '', generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS articles_by_file ON articles (file);
CREATE TABLE IF NOT EXISTS passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL, id TEXT NOT NULL,
    text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL,
    places TEXT NOT NULL, dates TEXT NOT NULL,
    digest TEXT NOT NULL, vectors BLOB NOT NULL, generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article);
CREATE INDEX IF NOT EXISTS passages_by_digest ON passages (digest);
CREATE INDEX IF NOT EXISTS passages_by_generation ON passages (generation);
CREATE VIEW IF NOT EXISTS located AS
    SELECT p.key, p.generation, p.article, json_extract(a.rest, '$.title') AS title,
        p.id, a.id AS article_id, p.text, p.start, p.end, p.heading, p.places, p.dates
    FROM passages p JOIN articles a ON a.key = p.article;
CREATE TABLE IF NOT EXISTS tombstones (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS tombstones_by_generation ON tombstones (generation);
CREATE TABLE IF NOT EXISTS dismissed (id TEXT PRIMARY KEY, file TEXT NOT NULL, digest TEXT);
COMMIT;
"""


class Database:
    """One connection that reads what is committed and one that writes; may be used from any thread."""

    def __init__(self, path: Path, dimension: int) -> None:
        self._path = path
        self._dimension = dimension
        self._reading = threading.RLock()
        try:
            self._writer = _connect(path)
            if not self._writer.execute("SELECT 1 FROM sqlite_master WHERE name = 'dismissed'").fetchone():
                self._writer.executescript(_SCHEMA)
            self._reader = _connect(path)
        except sqlite3.DatabaseError as error:
            raise _clear(error, path) from error

    def close(self) -> None:
        """Closes both connections."""
        with self._reading:
            self._reader.close()
            self._writer.close()

    def _read(self, query: str, *values: object) -> list[Any]:
        try:
            with self._reading:
                return self._reader.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _clear(error, self._path) from error

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One generation of changes: all of them or, after an error, none; for the lock's holder alone."""
        try:
            self._writer.execute("BEGIN IMMEDIATE")
            self._writer.execute("UPDATE state SET generation = generation + 1")
            generation = self._writer.execute("SELECT generation FROM state").fetchone()[0]
            yield Transaction(self._writer, generation)
            self._writer.execute("COMMIT")
        except BaseException as error:
            if self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
            if isinstance(error, sqlite3.DatabaseError):
                raise _clear(error, self._path) from error
            raise

    @property
    def generation(self) -> int:
        """The number of the last committed transaction; 0 in a new database."""
        return int(self._read("SELECT generation FROM state")[0][0])

    def counts(self) -> tuple[int, int]:
        """(articles, passages)."""
        row = self._read("SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM passages)")[0]
        return row[0], row[1]

    def articles(self, keys: Sequence[int] | None = None) -> dict[int, Article]:
        """Articles by key in the order of ids, without their text; all, or those with these keys."""
        if keys is None:
            rows = self._read("SELECT key, rest, stale FROM articles ORDER BY id")
        else:
            rows = self._read(
                "SELECT key, rest, stale FROM articles"
                " WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id",
                json.dumps(keys),
            )
        return {key: unpack_article(rest, stale) for key, rest, stale in rows}

    def article(self, article_id: str) -> Article | None:
        """One article with its text."""
        rows = self._read("SELECT rest, stale, text FROM articles WHERE id = ?", article_id)
        return unpack_article(*rows[0]) if rows else None

    def article_record(self, article_id: str) -> ArticleRecord | None:
        """What is known of one article."""
        rows = self._read("SELECT digest, passage_size, file, stale FROM articles WHERE id = ?", article_id)
        return ArticleRecord(*rows[0]) if rows else None

    def key_of(self, article_id: str) -> int | None:
        """The key of an article."""
        rows = self._read("SELECT key FROM articles WHERE id = ?", article_id)
        return rows[0][0] if rows else None

    def article_keys(self) -> list[int]:
        """The keys of all articles."""
        return [row[0] for row in self._read("SELECT key FROM articles")]

    def signatures_after(self, key: int) -> list[tuple[int, bytes]]:
        """(key, what the text is compared with reprints by) of each article stored after one."""
        return self._read("SELECT key, signature FROM articles WHERE key > ?", key)

    def articles_of_file(self, file: str) -> list[str]:
        """The ids of the articles that were read from a file."""
        return [row[0] for row in self._read("SELECT id FROM articles WHERE file = ? ORDER BY key", file)]

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in reading order."""
        rows = self._read("SELECT * FROM located WHERE article_id = ? ORDER BY start, key", article_id)
        return [unpack_passage(row[4:]) for row in rows]

    def passages(self, keys: Sequence[int]) -> dict[int, tuple[int, Passage]]:
        """(article key, passage) by passage key; keys that are no longer there are left out."""
        rows = self._read(
            "SELECT * FROM located WHERE key IN (SELECT value FROM json_each(?))", json.dumps(keys)
        )
        return {row[0]: (row[2], unpack_passage(row[4:])) for row in rows}

    def places_of_passages(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """(key, article key, places) of every passage."""
        rows = self._read("SELECT key, article, places FROM passages ORDER BY key")
        return [(key, article, tuple(json.loads(places))) for key, article, places in rows]

    def vectors(self, keys: Sequence[int]) -> dict[int, Halves]:
        """(1 + sentences, dimension) by passage key; keys that are no longer there are left out."""
        rows = self._read(
            "SELECT key, vectors FROM passages WHERE key IN (SELECT value FROM json_each(?))",
            json.dumps(keys),
        )
        return {key: self._unpack(vectors) for key, vectors in rows}

    def vectors_by_digest(self, digests: Sequence[str]) -> dict[str, Halves]:
        """The vectors of passages whose text was embedded before, as in `vectors`."""
        rows = self._read(
            "SELECT digest, vectors FROM passages WHERE digest IN (SELECT value FROM json_each(?))",
            json.dumps(digests),
        )
        return {digest: self._unpack(vectors) for digest, vectors in rows}

    def vectors_between(self, after: int, to: int) -> Iterator[tuple[NDArray[np.int64], Halves]]:
        """Batches of (keys, passage vectors (batch, dimension)) of one generation (exclusive) to another."""
        last = 0
        while rows := self._read(
            "SELECT key, substr(vectors, 1, ?) FROM passages"
            " WHERE generation > ? AND generation <= ? AND key > ?"
            " ORDER BY key LIMIT 20000",
            *(self._dimension * 2, after, to, last),
        ):
            last = rows[-1][0]
            vectors = np.frombuffer(b"".join(row[1] for row in rows), np.float16).reshape(len(rows), -1)
            yield np.array([row[0] for row in rows], np.int64), vectors

    def passages_since(self, generation: int) -> Iterator[list[tuple[int, int, str, Passage]]]:
        """Batches of (key, article key, article title, passage) written after a generation."""
        last = 0
        while rows := self._read(
            "SELECT * FROM located WHERE generation > ? AND key > ? ORDER BY key LIMIT 1000",
            *(generation, last),
        ):
            last = rows[-1][0]
            yield [(row[0], row[2], row[3], unpack_passage(row[4:])) for row in rows]

    def _unpack(self, vectors: bytes) -> Halves:
        return np.frombuffer(vectors, np.float16).reshape(-1, self._dimension)

    def deleted_since(self, generation: int) -> list[int]:
        """The keys of the passages that went after a generation."""
        return [
            row[0] for row in self._read("SELECT passage FROM tombstones WHERE generation > ?", generation)
        ]

    def file(self, path: str) -> FileRecord | None:
        """What is known of one file."""
        rows = self._read("SELECT path, root, digest, reader, refused FROM files WHERE path = ?", path)
        return _file(*rows[0]) if rows else None

    def files_under(self, root: str) -> list[FileRecord]:
        """The files that were read under a folder."""
        rows = self._read("SELECT path, root, digest, reader, refused FROM files WHERE root = ?", root)
        return [_file(*row) for row in rows]

    def files(self) -> list[FileRecord]:
        """All files that were read."""
        rows = self._read("SELECT path, root, digest, reader, refused FROM files ORDER BY path")
        return [_file(*row) for row in rows]

    def dismissed(self, article_id: str) -> tuple[str, str | None] | None:
        """(file, digest it had) of an article that was removed by hand."""
        rows = self._read("SELECT file, digest FROM dismissed WHERE id = ?", article_id)
        return (rows[0][0], rows[0][1]) if rows else None


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    # FULL: what is acknowledged is on the disk, also after a power cut.
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
    )
    return connection


def _file(path: str, root: str, digest: str | None, reader: str, refused: str) -> FileRecord:
    return FileRecord(path, root, digest, reader, tuple((name, why) for name, why in json.loads(refused)))


def _clear(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """The error in one line that says what to do."""
    reason, folder = str(error), path.parent
    if "full" in reason or "disk I/O" in reason:
        return OSError(
            errno.ENOSPC, f"the disk of {folder} is full; free some space and run again", str(folder)
        )
    if "readonly" in reason or "unable to open" in reason:
        return PermissionError(errno.EACCES, "the index cannot be written", str(path))
    if "malformed" in reason or "not a database" in reason or "no such" in reason:
        return IncompatibleIndex(
            f"{path} is damaged ({reason}); delete {folder} and index the articles again"
        )
    return error
