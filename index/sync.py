"""Sync: a folder's articles into the database, and out of it those whose files are gone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from hashlib import file_digest
from importlib import metadata
from pathlib import Path

from index.hit import Report
from index.records import FileRecord
from index.transaction import Transaction
from index.update import Update
from ingest.article import Article, Refused


@dataclass(slots=True)
class Sync:
    """One look through a folder, or at one file."""

    update: Update

    def run(self, path: Path) -> Report:
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
                if self.update.cancelled():
                    break
                self.update.make_room()
                self._take(known.pop(file), items)
                self.update.tell(len(found.files), file.name)
        if path.is_dir() and not self.update.cancelled():
            self._remove_vanished(root, {str(file) for file in found.files})
        self.update.store()
        return self.update.report(skipped=found.skipped)

    def _changed(
        self, files: Sequence[Path], root: Path, records: dict[Path, FileRecord]
    ) -> Iterator[tuple[Path, Path]]:
        """The files whose bytes are not those of the last time, each with its root and noted in `records`."""
        reader = f"{metadata.version('yigai')}/{self.update.passage_size}"
        for file in files:
            if self.update.cancelled():
                return
            known, digest = self.update.database.file(str(file)), _digest_of_file(file)
            if known and digest is not None and (known.digest, known.reader) == (digest, reader):
                self.update.counts["unchanged"] += len(self.update.database.articles_of_file(str(file)))
                self.update.refused += [Refused(*refusal) for refusal in known.refused]
                self.update.tell(len(files), file.name)
                continue
            # A file keeps the folder it was first read under, and so its articles keep their ids.
            records[file] = FileRecord(str(file), known.root if known else str(root), digest, reader)
            yield file, Path(records[file].root)

    def _take(self, record: FileRecord, items: Iterable[Article | Refused]) -> None:
        """Queues the articles of a file that was read, and the file's record behind them."""
        before = self.update.database.articles_of_file(record.path)
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
            self.update.make_room()
            if self.update.database.dismissed(identity) != (record.path, record.digest):
                self.update.offer(replace(item, id=identity), record.path)
        record = replace(record, refused=tuple((one.path, one.reason) for one in refused))
        missing = [identity for identity in before if identity not in seen]
        self.update.refused += refused
        self.update.changes.append(partial(self._close_file, record=record, missing=missing))

    def _close_file(self, transaction: Transaction, record: FileRecord, missing: list[str]) -> None:
        """Notes a file as read; articles of it not seen again go, or stay stale if something was refused."""
        for identity in missing:
            if record.refused:
                transaction.mark_stale(identity, record.refused[0][1])
                self.update.counts["unchanged"] += 1
            else:
                transaction.remove(identity)
                self.update.counts["removed"] += 1
        transaction.put_file(record)

    def _identity(self, identity: str, file: str, root: Path) -> str | None:
        """An id that no article of another file has: the given one, else with the root's name before it."""
        for candidate in (identity, f"{root.name}/{identity}"):
            stored = self.update.database.article_record(candidate)
            owner = self.update.claimed.get(candidate, stored.file if stored else file)
            if owner == file or (owner is not None and not os.path.lexists(owner)):
                return candidate
        return None

    def _remove_vanished(self, root: Path, present: set[str]) -> None:
        """Removes the articles of files that were read under a folder and are no longer there."""
        for record in self.update.database.files_under(str(root)):
            if record.path in present:
                continue
            identities = self.update.database.articles_of_file(record.path)
            if reason := _unreachable(record.path):
                self.update.refused.append(Refused(os.path.relpath(record.path, root), reason))
                record = replace(record, digest=None, refused=((record.path, reason),))
                self.update.changes.append(partial(self._close_file, record=record, missing=identities))
            else:
                self.update.changes.append(
                    partial(self._remove_file, path=record.path, identities=identities)
                )

    def _remove_file(self, transaction: Transaction, path: str, identities: list[str]) -> None:
        for identity in identities:
            if transaction.remove(identity, file=path):
                self.update.counts["removed"] += 1
        transaction.remove_file(path)


def _digest_of_file(file: Path) -> str | None:
    """The digest of a file's bytes; None when it cannot be read, or is no file: a pipe would be waited for."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            return None
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
