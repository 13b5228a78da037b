"""SQLite: articles, passages with their vectors, and what was read from where; the one source of truth.

Every row bears the generation of the transaction that wrote it and every passage that goes leaves a tombstone, so
that whoever follows (FAISS, tantivy, another process) asks only for what is newer than what it has. Keys of
passages and articles are never used again.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IncompatibleIndex
from ingest.article import Article
from ingest.passage import Passage

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (generation INTEGER NOT NULL);
INSERT INTO state SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM state);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, root TEXT NOT NULL, digest BLOB, reader TEXT NOT NULL, refused TEXT NOT NULL,
    generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS files_by_root ON files (root);
CREATE TABLE IF NOT EXISTS articles (
    key INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, file TEXT, digest BLOB NOT NULL,
    passage_size INTEGER NOT NULL, text TEXT NOT NULL, rest TEXT NOT NULL, stale TEXT NOT NULL DEFAULT '', generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS articles_by_file ON articles (file);
CREATE TABLE IF NOT EXISTS passages (
    key INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL REFERENCES articles (key), id TEXT NOT NULL,
    text TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, heading TEXT NOT NULL, places TEXT NOT NULL,
    dates TEXT NOT NULL, digest BLOB NOT NULL, vector BLOB NOT NULL, generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article);
CREATE INDEX IF NOT EXISTS passages_by_digest ON passages (digest);
CREATE INDEX IF NOT EXISTS passages_by_generation ON passages (generation);
CREATE TABLE IF NOT EXISTS tombstones (passage INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS tombstones_by_generation ON tombstones (generation);
CREATE TABLE IF NOT EXISTS dismissed (id TEXT PRIMARY KEY, file TEXT NOT NULL, digest BLOB);
"""

_PASSAGE = "p.id, a.id, p.text, p.start, p.end, p.heading, p.places, p.dates"
_CHUNK = 500  # values of one IN (...); SQLite's limit of variables is far above it everywhere

Vectors = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is known of a file: the folder it was read under, the digest of its bytes (None: they could not be
    read), which reader read it, and what was refused in it as (path, reason)."""

    path: str
    root: str
    digest: bytes | None
    reader: str
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article's row without the article: the digest of its content, the passage size it was split with, its
    file, and why it is stale."""

    digest: bytes
    passage_size: int
    file: str | None
    stale: str


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A passage to store with the digest of the text that was embedded and its vector, float16 (dimension,)."""

    passage: Passage
    digest: bytes
    vector: Vectors


class Database:
    """One connection that reads what is committed and one that writes; both may be used from any thread."""

    def __init__(self, path: Path) -> None:
        try:
            self._writer = _connect(path)
            self._writer.executescript(_SCHEMA)
            self._reader = _connect(path)
        except sqlite3.DatabaseError as error:
            raise _clear(error, path) from error
        self._path = path
        self._reading = threading.RLock()

    def close(self) -> None:
        """Closes both connections."""
        with self._reading:
            self._reader.close()
            self._writer.close()

    def _read(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        try:
            with self._reading:
                return self._reader.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _clear(error, self._path) from error

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One generation of changes: all of them or, after any error, none. Only the lock's holder may begin one."""
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
        """Articles by key in the order of ids, without their text; all of them, or those with these keys."""
        if keys is None:
            rows = self._read("SELECT key, rest, stale FROM articles ORDER BY id")
        else:
            marks = ",".join("?" * len(keys))
            rows = self._read(
                f"SELECT key, rest, stale FROM articles WHERE key IN ({marks}) ORDER BY id", keys
            )  # noqa: S608
        return {row[0]: _article("", *row[1:]) for row in rows}

    def article(self, article_id: str) -> Article | None:
        """One article with its text."""
        rows = self._read("SELECT text, rest, stale FROM articles WHERE id = ?", (article_id,))
        return _article(*rows[0]) if rows else None

    def stored_article(self, article_id: str) -> StoredArticle | None:
        """The row of one article."""
        rows = self._read(
            "SELECT digest, passage_size, file, stale FROM articles WHERE id = ?", (article_id,)
        )
        return StoredArticle(*rows[0]) if rows else None

    def articles_of_file(self, file: str) -> dict[str, StoredArticle]:
        """The articles that were read from a file, by id."""
        rows = self._read(
            "SELECT id, digest, passage_size, file, stale FROM articles WHERE file = ?", (file,)
        )
        return {row[0]: StoredArticle(*row[1:]) for row in rows}

    def passages_of(self, article_id: str) -> list[Passage]:
        """An article's passages in reading order."""
        rows = self._read(
            f"SELECT {_PASSAGE} FROM passages p JOIN articles a ON a.key = p.article "  # noqa: S608
            "WHERE a.id = ? ORDER BY p.start, p.key",
            (article_id,),
        )
        return [_passage(row) for row in rows]

    def passages(self, keys: Sequence[int]) -> dict[int, tuple[int, Passage]]:
        """(article key, passage) by passage key; keys that are no longer there are left out."""
        found = {}
        for chunk in _chunks(keys):
            marks = ",".join("?" * len(chunk))
            rows = self._read(
                f"SELECT p.key, p.article, {_PASSAGE} FROM passages p JOIN articles a ON a.key = p.article "  # noqa: S608
                f"WHERE p.key IN ({marks})",
                chunk,
            )
            found.update({row[0]: (row[1], _passage(row[2:])) for row in rows})
        return found

    def vectors_by_digest(self, digests: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors of texts that were embedded before."""
        found = {}
        for chunk in _chunks(digests):
            marks = ",".join("?" * len(chunk))
            rows = self._read(f"SELECT digest, vector FROM passages WHERE digest IN ({marks})", chunk)  # noqa: S608
            found.update({digest: np.frombuffer(vector, np.float16) for digest, vector in rows})
        return found

    def places_of_passages(self) -> list[tuple[int, int, tuple[str, ...]]]:
        """(key, article key, places) of every passage."""
        rows = self._read("SELECT key, article, places FROM passages ORDER BY key")
        return [(key, article, tuple(json.loads(places))) for key, article, places in rows]

    def vectors_between(self, after: int, to: int) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
        """Batches of (keys, vectors (batch, dimension)) of the passages written after one generation up to another."""
        last = 0
        while rows := self._read(
            "SELECT key, vector FROM passages WHERE generation > ? AND generation <= ? AND key > ?"
            " ORDER BY key LIMIT 20000",
            (after, to, last),
        ):
            last = rows[-1][0]
            vectors = np.frombuffer(b"".join(row[1] for row in rows), np.float16).reshape(len(rows), -1)
            yield np.array([row[0] for row in rows], np.int64), vectors

    def passages_since(self, generation: int) -> Iterator[list[tuple[int, int, str, Passage]]]:
        """Batches of (key, article key, article title, passage) written after a generation."""
        last = 0
        while rows := self._read(
            f"SELECT p.key, a.key, json_extract(a.rest, '$.title'), {_PASSAGE} FROM passages p JOIN articles a ON a.key = p.article "  # noqa: S608
            "WHERE p.generation > ? AND p.key > ? ORDER BY p.key LIMIT 1000",
            (generation, last),
        ):
            last = rows[-1][0]
            yield [(*row[:3], _passage(row[3:])) for row in rows]

    def deleted_since(self, generation: int) -> list[int]:
        """The keys of the passages that went after a generation."""
        rows = self._read("SELECT passage FROM tombstones WHERE generation > ?", (generation,))
        return [row[0] for row in rows]

    def file(self, path: str) -> FileRecord | None:
        """What is known of one file."""
        rows = self._read("SELECT path, root, digest, reader, refused FROM files WHERE path = ?", (path,))
        return _file(rows[0]) if rows else None

    def files_under(self, root: str) -> list[FileRecord]:
        """The files that were read under a folder."""
        return [
            _file(row)
            for row in self._read(
                "SELECT path, root, digest, reader, refused FROM files WHERE root = ?", (root,)
            )
        ]

    def dismissed(self, article_id: str) -> tuple[str, bytes | None] | None:
        """(file, digest it had) of an article that was removed by hand."""
        rows = self._read("SELECT file, digest FROM dismissed WHERE id = ?", (article_id,))
        return (rows[0][0], rows[0][1]) if rows else None


@dataclass(frozen=True, slots=True)
class Transaction:
    """The changes of one generation; `Database.transaction` commits them."""

    connection: sqlite3.Connection
    generation: int

    def put(
        self,
        article: Article,
        digest: bytes,
        file: str | None,
        passage_size: int,
        passages: Sequence[NewPassage],
    ) -> None:
        """Stores an article in place of the one with its id."""
        self.remove(article.id)
        rest = replace(article, text="")
        key = self.connection.execute(
            "INSERT INTO articles (id, file, digest, passage_size, text, rest, generation) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                article.id,
                file,
                digest,
                passage_size,
                article.text,
                _codec().dump_json(rest).decode(),
                self.generation,
            ),
        ).lastrowid
        self.connection.executemany(
            "INSERT INTO passages (article, id, text, start, end, heading, places, dates, digest, vector, generation)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(key, new, self.generation) for new in passages],
        )

    def remove(self, article_id: str, file: str | None = None) -> bool:
        """Removes an article, if it is of this file when one is given, and leaves a tombstone for each passage."""
        row = self.connection.execute(
            "SELECT key FROM articles WHERE id = ? AND (? IS NULL OR file = ?)", (article_id, file, file)
        ).fetchone()
        if row is None:
            return False
        self.connection.execute(
            "INSERT INTO tombstones SELECT key, ? FROM passages WHERE article = ?", (self.generation, row[0])
        )
        self.connection.execute("DELETE FROM passages WHERE article = ?", row)
        self.connection.execute("DELETE FROM articles WHERE key = ?", row)
        return True

    def mark_stale(self, article_id: str, reason: str) -> None:
        """Notes why the last good version of an article stands in for one that could not be read; "" when it can."""
        self.connection.execute(
            "UPDATE articles SET stale = ?, generation = ? WHERE id = ?",
            (reason, self.generation, article_id),
        )

    def put_file(self, file: FileRecord) -> None:
        """Notes a file as read; articles of it that were dismissed when it had another digest may come back."""
        self.connection.execute(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
            (
                file.path,
                file.root,
                file.digest,
                json.dumps(file.refused, ensure_ascii=False),
                self.generation,
            ),
        )
        self.connection.execute(
            "DELETE FROM dismissed WHERE file = ? AND digest IS NOT ?", (file.path, file.digest)
        )

    def remove_file(self, path: str) -> None:
        """Forgets a file; its articles are removed by their ids."""
        self.connection.execute("DELETE FROM files WHERE path = ?", (path,))
        self.connection.execute("DELETE FROM dismissed WHERE file = ?", (path,))

    def dismiss(self, article_id: str) -> None:
        """Removes an article and keeps it away until the file it came from changes."""
        self.connection.execute(
            "INSERT OR REPLACE INTO dismissed SELECT a.id, f.path, f.digest FROM articles a JOIN files f"
            " ON f.path = a.file WHERE a.id = ?",
            (article_id,),
        )
        self.remove(article_id)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    # FULL: what is acknowledged is on the disk, also after a power cut.
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;"
    )
    return connection


def _clear(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """The error in one line that says what to do."""
    if "full" in str(error) or "disk I/O" in str(error):
        return OSError(
            errno.ENOSPC, f"the disk of {path.parent} is full; free some space and run the command again"
        )
    if "readonly" in str(error) or "unable to open" in str(error):
        return PermissionError(
            errno.EACCES, f"{path} cannot be written; give yourself the right to write there"
        )
    if "malformed" in str(error) or "not a database" in str(error):
        return IncompatibleIndex(
            f"{path} is damaged ({error}); delete the folder {path.parent} and index the articles again"
        )
    return error


def article_digest(article: Article) -> bytes:
    """The digest of all of an article, its ledger included."""
    return blake2b(_codec().dump_json(article), digest_size=16).digest()


@cache
def _codec() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Article)


def _article(text: str, rest: str, stale: str) -> Article:
    article: Article = _codec().validate_json(rest)
    if stale:
        warning = f"the file can no longer be read ({stale}); this is its last good version"
        article = replace(
            article, ledger=replace(article.ledger, warnings=(*article.ledger.warnings, warning))
        )
    return replace(article, text=text) if text else article


def _passage(row: Sequence[Any]) -> Passage:
    identity, article, text, start, end, heading, places, dates = row
    return Passage(
        identity, article, text, start, end, heading, tuple(json.loads(places)), tuple(json.loads(dates))
    )


def _row(article: int | None, new: NewPassage, generation: int) -> tuple[Any, ...]:
    passage = new.passage
    lists = (json.dumps(passage.places, ensure_ascii=False), json.dumps(passage.dates))
    place = (article, passage.id, passage.text, passage.start, passage.end, passage.heading)
    return (*place, *lists, new.digest, new.vector.astype(np.float16).tobytes(), generation)


def _file(row: Sequence[Any]) -> FileRecord:
    path, root, digest, reader, refused = row
    return FileRecord(
        path, root, digest, reader, tuple((name, reason) for name, reason in json.loads(refused))
    )


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield [
            value.item() if isinstance(value, np.generic) else value
            for value in values[start : start + _CHUNK]
        ]
