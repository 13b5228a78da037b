"""Files and folders to articles: what cannot be read is refused by name with the reason, the rest goes on."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ingest.article import Article, InvalidArticle, NoSuchPath, Refused, unforeseen
from ingest.compose import check_size, compose
from ingest.kind import SUFFIXES, suffix_kind
from ingest.rows import read_rows

ReadRows = Callable[[BinaryIO, str, str], Iterator[Article | Refused]]
_ROWS = frozenset({"jsonl", "csv"})


@dataclass(frozen=True, slots=True)
class FileList:
    """The article files below `root`, sorted; `skipped` counts hidden ones and those of other kinds."""

    root: Path
    files: tuple[Path, ...]
    skipped: int


def find_files(root: Path | str) -> FileList:
    """List the files to read in a folder and the folders below it, or one file by itself.

    Links to folders are not followed, so no loop of links matters. NoSuchPath for one that is not
    there, InvalidArticle for a file of a kind that is not read.
    """
    path = Path(root)
    if path.is_dir():
        return _walked(path)
    if not path.exists() and not path.is_symlink():
        raise NoSuchPath(f"{path}: no such file or folder; check the path")
    if suffix_kind(path.name) is None:
        raise InvalidArticle(f"{path}: of a kind that is not read; use one of {' '.join(sorted(SUFFIXES))}")
    return FileList(path.parent, (path,), 0)


def _walked(root: Path) -> FileList:
    files: list[Path] = []
    skipped = 0
    for folder, folders, names in os.walk(root, onerror=_raise):
        here = Path(folder)
        hidden = [name for name in folders if name.startswith(".") or (here / name).is_symlink()]
        skipped += len(hidden)
        folders[:] = sorted(set(folders) - set(hidden))
        for name in names:
            if name.startswith((".", "~$")) or suffix_kind(name) is None:
                skipped += 1
            else:
                files.append(here / name)
    return FileList(root, tuple(sorted(files)), skipped)


def _raise(error: OSError) -> None:
    """A folder that cannot be listed must not look like an empty one, whose articles would be removed."""
    raise InvalidArticle(
        f"{error.filename}: cannot be listed ({error.strerror}); check its permissions"
    ) from error


def read_file(
    path: Path | str, root: Path | str, read_rows: ReadRows = read_rows
) -> Iterator[Article | Refused]:
    """The articles of one file, one for each row of JSONL and CSV; never raises for what the file holds.

    Ids and paths are relative to `root`, in POSIX form. `read_rows` reads the rows of a (stream, kind, path).
    """
    file = Path(path)
    name = name_of(file, Path(root))
    try:
        kind = suffix_kind(file.name)
        size = _plain_size(file)
        if kind in _ROWS:
            with file.open("rb") as stream:
                yield from read_rows(stream, kind, name)
            return
        check_size(size, kind or "txt")
        yield compose(file.read_bytes(), name, name)
    except InvalidArticle as error:
        yield Refused(name, str(error))
    except OSError as error:
        yield Refused(
            name, f"cannot be read ({error.strerror or error}); check that it is there and its permissions"
        )
    except Exception as error:
        yield unforeseen(name, error)


def article_from_bytes(data: bytes, name: str) -> Iterator[Article | Refused]:
    """The articles of an upload; ids are made of a hash of the content: the same file is the same article."""
    digest = hashlib.sha256(data).hexdigest()[:16]
    shown = Path(name.replace("\\", "/").replace("\0", "")).name[-200:] or "upload"
    kind = suffix_kind(shown)
    if kind in _ROWS:
        yield from read_rows(io.BytesIO(data), kind, shown, f"upload-{digest}")
        return
    try:
        yield compose(data, shown, f"upload-{digest}")
    except InvalidArticle as error:
        yield Refused(shown, str(error))


def read_articles(path: Path | str) -> Iterator[Article | Refused]:
    """Read a file, or all article files of a folder, in the order of their paths.

    >>> for item in read_articles("articles/"):  # doctest: +SKIP
    ...     print(item.path, item.reason if isinstance(item, Refused) else item.title)
    """
    found = find_files(path)
    for file in found.files:
        yield from read_file(file, found.root)


def holds_rows(file: Path) -> bool:
    """True for the kinds of file that hold an article in each row."""
    return suffix_kind(file.name) in _ROWS


def name_of(path: Path, root: Path) -> str:
    """The path relative to `root`, in POSIX form."""
    try:
        relative = path.relative_to(root)
    except ValueError:
        relative = Path(path.name)
    return os.fsencode(relative.as_posix()).decode("utf-8", "replace")


def _plain_size(path: Path) -> int:
    """Bytes of a file. InvalidArticle for what is no file: opening a FIFO would wait for ever."""
    found = path.stat()
    mode = found.st_mode
    if stat.S_ISDIR(mode):
        raise InvalidArticle("is a folder in spite of its name; name a file, or the folder to index")
    if not stat.S_ISREG(mode):
        raise InvalidArticle("is no ordinary file (a pipe, socket or device); save the article as a file")
    return found.st_size
