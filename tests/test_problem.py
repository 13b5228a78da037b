"""Errors as users meet them: one line, an exit code, a status."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from index.errors import IncompatibleIndex, IndexBusy, IndexMissing, InvalidQuestion
from ingest.article import InvalidArticle, NoSuchPath
from ui.problem import NoSuchArticle, explain, one_line, printable
from ui.settings import InvalidSettings
from ui.web_problem import told
from ui.wording import CHINESE_PROBLEMS


@pytest.mark.parametrize(
    ("error", "exit_code", "status"),
    [
        (IndexMissing("none; run `yigai index PATH`"), 3, 503),
        (IncompatibleIndex("other encoder; index again"), 3, 503),
        (IndexBusy("another process writes; wait"), 3, 409),
        (sqlite3.DatabaseError("file is not a database"), 3, 503),
        (OSError(errno.ENOSPC, "No space left on device"), 3, 507),
        (InvalidQuestion("empty; ask something"), 2, 422),
        (InvalidArticle("no text; give some"), 2, 422),
        (NoSuchPath("articles: no such file or folder; check the path"), 2, 404),
        (InvalidSettings("port"), 2, 422),
        (NoSuchArticle("x"), 2, 404),
        (FileNotFoundError(errno.ENOENT, "No such file", "articles"), 2, 404),
        (PermissionError(errno.EACCES, "Permission denied", "articles"), 2, 403),
    ],
)
def test_each_kind_has_its_code(error: Exception, exit_code: int, status: int) -> None:
    problem = explain(error)
    assert problem is not None
    assert (problem.exit_code, problem.status) == (exit_code, status)
    assert problem.detail
    assert "\n" not in problem.detail
    assert told(error, "en") == problem.detail
    assert told(error, "zh") == f"{CHINESE_PROBLEMS[problem.title]}（{problem.detail}）"


def test_a_fault_of_our_own_is_not_explained_away() -> None:
    assert explain(AttributeError("x")) is None
    assert explain(KeyError("x")) is None
    assert explain(AssertionError()) is None


def test_a_missing_file_is_named() -> None:
    problem = explain(FileNotFoundError(errno.ENOENT, "No such file or directory", "articles"))
    assert problem is not None
    assert problem.detail == "articles: No such file or directory; check the path"


def test_one_line_joins_lines_and_names_silent_errors() -> None:
    assert one_line(ValueError("a\n  b\tc")) == "a b c"
    assert one_line(ValueError()) == "ValueError"


def test_printable_drops_what_could_steer_a_terminal() -> None:
    assert printable("甲\x1b[31m乙\x07\u202e丙\u2066\x9b1m\n\t丁") == "甲[31m乙丙1m\n\t丁"
