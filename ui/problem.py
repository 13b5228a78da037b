"""An error as a user meets it: one line that says what to do, an exit code, an HTTP status."""

from __future__ import annotations

import errno
import sqlite3
from dataclasses import dataclass

WRONG_USE = 2
INDEX_TROUBLE = 3


class NoSuchArticle(LookupError):  # noqa: N818  named like the contract's other errors
    """No article of the collection has that id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"there is no article {article_id!r}; `yigai articles` lists the ids")


@dataclass(frozen=True, slots=True)
class Problem:
    """`title` names the kind for a program, `detail` is the line a person reads, `status` is HTTP's."""

    title: str
    detail: str
    exit_code: int
    status: int


def explain(error: BaseException) -> Problem | None:
    """The problem that a known error stands for; None for one that is a fault of our own."""
    from index.errors import IncompatibleIndex, IndexBusy, IndexMissing

    detail = one_line(error)
    match error:
        case IndexMissing():
            return Problem("no index", detail, INDEX_TROUBLE, 503)
        case IncompatibleIndex():
            return Problem("index of another kind", detail, INDEX_TROUBLE, 503)
        case IndexBusy():
            return Problem("index is being written", detail, INDEX_TROUBLE, 409)
        case sqlite3.Error():
            advice = "free some disk space, or index the articles again into another folder with --index"
            return Problem(
                "index is damaged", f"the index cannot be used ({detail}); {advice}", INDEX_TROUBLE, 503
            )
        case NoSuchArticle():
            return Problem("not found", detail, WRONG_USE, 404)
        case FileNotFoundError() if not error.filename:
            return Problem("no such file", detail, WRONG_USE, 404)
        case ValueError():
            return Problem("wrong use", detail, WRONG_USE, 422)
        case OSError():
            return _system_problem(error, detail)
        case ImportError():
            return Problem("not installed", f"{detail}; install it, or leave the option out", WRONG_USE, 501)
    return None


def _system_problem(error: OSError, detail: str) -> Problem:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem("disk full", "the disk is full; free some space and run again", INDEX_TROUBLE, 507)
    if not error.filename:
        return Problem("system", detail, WRONG_USE, 422)
    name = f"{error.filename}: {error.strerror}"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("no such file", f"{name}; check the path", WRONG_USE, 404)
    if isinstance(error, PermissionError):
        return Problem("no permission", f"{name}; check who may read and write there", WRONG_USE, 403)
    return Problem("system", name, WRONG_USE, 422)


def one_line(error: BaseException) -> str:
    """The message of an error without line breaks and terminal controls; its kind where it says nothing."""
    return " ".join(printable(str(error)).split()) or type(error).__name__


def printable(text: str) -> str:
    """Text without terminal controls and direction overrides, which articles may carry."""
    return "".join(char for char in text if char in "\n\t" or not _is_control(ord(char)))


def _is_control(code: int) -> bool:
    return code < 0x20 or 0x7F <= code < 0xA0 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069
