"""Update: articles from a folder or a caller into the database, batch by batch, only what changed.

Each batch is embedded first and then stored in one transaction: what is told as done is on the disk.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import file_digest
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.database import Database
from index.hit import Report
from index.records import FileRecord, Halves, NewPassage, article_digest, text_digest
from index.transaction import Transaction
from ingest.article import Article, InvalidArticle, Refused
from ingest.passage import Passage

Embed = Callable[[list[str]], NDArray[np.float32]]
Progress = Callable[[int, int, str], object]
Cancel = Callable[[], bool]
BATCH = 64  # passages that are embedded and stored together


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that waits to be stored: its file, its digest, its passages and their texts' digests."""

    article: Article
    file: str | None
    digest: str
    passages: tuple[Passage, ...]
    digests: tuple[str, ...]


@dataclass(slots=True)
class Update:
    """One run of changes; whoever holds the write lock makes one and calls `add` or `sync` once."""

    database: Database
    embed: Embed
    passage_size: int
    progress: Progress | None = None
    cancel: Cancel | None = None
    _ended: bool = False
    _done: int = 0
    _started: float = field(default_factory=time.perf_counter)
    _counts: Counter[str] = field(default_factory=Counter)
    _refused: list[Refused] = field(default_factory=list)
    _waiting: list[NewArticle] = field(default_factory=list)
    _changes: list[Callable[[Transaction], None]] = field(default_factory=list)
    _untold: list[tuple[int, int, str]] = field(default_factory=list)
    _claimed: dict[str, str | None] = field(default_factory=dict)

    def add(self, articles: Iterable[Article]) -> Report:
        """Stores articles that come from no folder; one with a known id takes the other's place."""
        articles = list(articles)
        for number, article in enumerate(articles, 1):
            if self._cancelled():
                break
            self._make_room()
            try:
                self._offer(_checked(article), None)
            except InvalidArticle as error:
                self._refused.append(Refused(article.id or f"article {number}", str(error)))
            self._tell(len(articles), article.title or article.id)
        self._store()
        return self._report(skipped=0)

    def sync(self, path: Path) -> Report:
        """Makes the articles of a folder, or of one file, what the disk holds."""
        from ingest import find_files, read_files

        path = path.resolve()
        found = find_files(path)
        if not found.files:
            raise ValueError(f"{path} holds no articles, nothing was changed; name a folder that holds some")
        root = path if path.is_dir() else path.parent
        known: dict[Path, FileRecord] = {}
        changed = self._changed(found.files, root, known)
        with closing(read_files(changed)) as readings:
            for file, items in readings:
                if self._cancelled():
                    break
                self._make_room()
                self._take(known.pop(file), items)
                self._tell(len(found.files), file.name)
        if path.is_dir() and not self._cancelled():
            self._remove_vanished(root, {str(file) for file in found.files})
        self._store()
        self._tell_all()
        return self._report(skipped=found.skipped)

    def _changed(
        self, files: Sequence[Path], root: Path, records: dict[Path, FileRecord]
    ) -> Iterator[tuple[Path, Path]]:
        """The files whose bytes are not those of the last time, each with its root and noted in `records`."""
        reader = f"{metadata.version('yigai')}/{self.passage_size}"
        for file in files:
            if self._cancelled():
                return
            known, digest = self.database.file(str(file)), _digest_of_file(file)
            if known and digest is not None and (known.digest, known.reader) == (digest, reader):
                self._counts["unchanged"] += len(self.database.articles_of_file(str(file)))
                self._refused += [Refused(*refusal) for refusal in known.refused]
                self._tell(len(files), file.name)
                continue
            # A file keeps the folder it was first read under, and so its articles keep their ids.
            records[file] = FileRecord(str(file), known.root if known else str(root), digest, reader)
            yield file, Path(records[file].root)

    def _take(self, record: FileRecord, items: Iterable[Article | Refused]) -> None:
        """Queues the articles of a file that was read, and the file's record behind them."""
        before = self.database.articles_of_file(record.path)
        seen: set[str] = set()
        refused: list[Refused] = []
        for item in items:
            if isinstance(item, Refused):
                refused.append(item)
                continue
            identity = self._identity(item.id, record.path, Path(record.root))
            if identity is None or identity in seen:
                refused.append(Refused(item.id, "another article has this id; give it one of its own"))
                continue
            seen.add(identity)
            self._make_room()
            if self.database.dismissed(identity) != (record.path, record.digest):
                self._offer(replace(item, id=identity), record.path)
        record = replace(record, refused=tuple((one.path, one.reason) for one in refused))
        missing = [identity for identity in before if identity not in seen]
        self._refused += refused
        self._changes.append(partial(self._close_file, record=record, missing=missing))

    def _close_file(self, transaction: Transaction, record: FileRecord, missing: list[str]) -> None:
        """Notes a file as read; articles of it not seen again go, or stay stale if something was refused."""
        for identity in missing:
            if record.refused:
                transaction.mark_stale(identity, record.refused[0][1])
                self._counts["unchanged"] += 1
            else:
                transaction.remove(identity)
                self._counts["removed"] += 1
        transaction.put_file(record)

    def _identity(self, identity: str, file: str, root: Path) -> str | None:
        """An id that no article of another file has: the given one, else with the root's name before it."""
        for candidate in (identity, f"{root.name}/{identity}"):
            stored = self.database.article_record(candidate)
            owner = self._claimed.get(candidate, stored.file if stored else file)
            if owner == file or (owner is not None and not os.path.lexists(owner)):
                return candidate
        return None

    def _remove_vanished(self, root: Path, present: set[str]) -> None:
        """Removes the articles of files that were read under a folder and are no longer there."""
        for record in self.database.files_under(str(root)):
            if record.path in present:
                continue
            identities = self.database.articles_of_file(record.path)
            if reason := _unreachable(record.path):
                self._refused.append(Refused(os.path.relpath(record.path, root), reason))
                record = replace(record, digest=None, refused=((record.path, reason),))
                self._changes.append(partial(self._close_file, record=record, missing=identities))
            else:
                self._changes.append(partial(self._remove_file, path=record.path, identities=identities))

    def _remove_file(self, transaction: Transaction, path: str, identities: list[str]) -> None:
        for identity in identities:
            if transaction.remove(identity, file=path):
                self._counts["removed"] += 1
        transaction.remove_file(path)

    def _offer(self, article: Article, file: str | None) -> None:
        """Queues an article unless it is stored as it is."""
        from ingest import split_article

        digest = article_digest(article)
        stored = self.database.article_record(article.id)
        self._claimed[article.id] = file
        if (
            stored
            and stored.digest == digest
            and stored.file == file
            and stored.passage_size == self.passage_size
        ):
            self._counts["unchanged"] += 1
            if stored.stale:
                self._changes.append(lambda transaction: transaction.mark_stale(article.id, ""))
            return
        self._counts["updated" if stored else "added"] += 1
        passages = tuple(split_article(article, self.passage_size))
        digests = tuple(text_digest(texts_of(article.title, passage)[0]) for passage in passages)
        self._waiting.append(NewArticle(article, file, digest, passages, digests))

    def _make_room(self) -> None:
        if sum(len(new.passages) for new in self._waiting) >= BATCH:
            self._store()

    def _store(self) -> None:
        """Embeds what was not embedded before and commits everything that waits."""
        if not self._waiting and not self._changes:
            return
        vectors = self._vectors_of_waiting()
        with self.database.transaction() as transaction:
            for new in self._waiting:
                rows = [
                    NewPassage(passage, digest, vectors[digest])
                    for passage, digest in zip(new.passages, new.digests, strict=True)
                ]
                transaction.put(new.article, new.digest, new.file, self.passage_size, rows)
            for change in self._changes:
                change(transaction)
        self._waiting.clear()
        self._changes.clear()
        self._tell_all()

    def _vectors_of_waiting(self) -> dict[str, Halves]:
        """The vectors of passages that wait, by digest; what was embedded before is not embedded again."""
        passages = {
            digest: (new.article.title, passage)
            for new in self._waiting
            for passage, digest in zip(new.passages, new.digests, strict=True)
        }
        vectors = dict(self.database.vectors_by_digest(list(passages)))
        missing = {digest: texts_of(*passages[digest]) for digest in passages if digest not in vectors}
        if missing:
            embedded = self.embed([text for texts in missing.values() for text in texts]).astype(np.float16)
            ends = np.cumsum([len(texts) for texts in missing.values()])[:-1]
            vectors.update(zip(missing, np.split(embedded, ends), strict=True))
        return vectors

    def _cancelled(self) -> bool:
        self._ended = self._ended or (self.cancel is not None and self.cancel())
        return self._ended

    def _tell(self, total: int, label: str) -> None:
        """Tells of a step, once what it brought is stored."""
        self._done += 1
        self._untold.append((self._done, total, label))
        if not self._waiting and not self._changes:
            self._tell_all()

    def _tell_all(self) -> None:
        for step in self._untold:
            if self.progress is not None:
                self.progress(*step)
        self._untold.clear()

    def _report(self, skipped: int) -> Report:
        return Report(
            added=self._counts["added"],
            updated=self._counts["updated"],
            removed=self._counts["removed"],
            unchanged=self._counts["unchanged"],
            refused=tuple(self._refused),
            skipped=skipped,
            seconds=time.perf_counter() - self._started,
        )


def texts_of(title: str, passage: Passage) -> list[str]:
    """What is embedded of a passage: the whole under its title and heading, then each sentence by itself."""
    from ingest.sentences import split_sentences

    context = "\n".join(line for line in (title, passage.heading, passage.text) if line)
    return [context, *(passage.text[start:end] for start, end in split_sentences(passage.text))]


def _checked(article: Article) -> Article:
    """An article that may be stored: with an id, a language and places; its text stays as it was given."""
    from ingest.compose import check_size
    from ingest.places import find_places
    from ingest.script import language_of

    if not article.text.strip():
        raise InvalidArticle("the article has no text; give it some")
    check_size(len(article.text.encode("utf-8", "replace")), "txt")
    identity = article.id or text_digest(f"{article.title}\n{article.text}")
    if article.ledger.format:  # it was read by ingest, which has looked
        return replace(article, id=identity)
    places = article.places or tuple(find_places(f"{article.title}\n{article.text}"))
    return replace(article, id=identity, language=language_of(article.text), places=places)


def _digest_of_file(file: Path) -> str | None:
    """The digest of a file's bytes; None when it cannot be read."""
    try:
        with file.open("rb") as stream:
            return file_digest(stream, "blake2b").hexdigest()
    except OSError:
        return None


def _unreachable(path: str) -> str | None:
    """Why it cannot be known whether a file is still there; None when it is not."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return f"{error.strerror}; its last good version stays"
    return None
