from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from index.database import Database
from index.records import FileRecord, NewPassage, article_digest
from ingest import Article, Passage


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "yigai.db", 4)


def new_passage(article: str, number: int) -> NewPassage:
    passage = Passage(
        f"{article}#{number}", article, f"text {number}", number, number + 6, "heading", ("桑植县",)
    )
    return NewPassage(passage, f"digest {number}", np.full((2, 4), number, np.float16))


def put(database: Database, name: str, *numbers: int, file: str | None = None) -> None:
    article = Article(name, "Title", "text")
    with database.transaction() as transaction:
        passages = [new_passage(name, number) for number in numbers]
        transaction.put(article, article_digest(article), file, 320, passages)


def test_each_transaction_is_a_generation(database: Database) -> None:
    assert database.generation == 0
    put(database, "a", 1, 2)
    put(database, "b", 3)
    assert database.generation == 2
    assert database.counts() == (2, 3)


def test_followers_get_what_is_newer_than_what_they_have(database: Database) -> None:
    put(database, "a", 1, 2)
    put(database, "b", 3)
    put(database, "a", 4)
    ((keys, vectors),) = database.vectors_between(1, 3)
    assert keys.tolist() == [3, 4]
    assert vectors.tolist() == [[3, 3, 3, 3], [4, 4, 4, 4]]
    assert [keys.tolist() for keys, _ in database.vectors_between(1, 2)] == [[3]]
    assert database.deleted_since(0) == [1, 2]
    assert database.deleted_since(3) == []
    ((first, second),) = database.passages_since(1)
    assert first[:3] == (3, 2, "Title")
    assert second[3] == new_passage("a", 4).passage


def test_keys_are_never_used_again(database: Database) -> None:
    put(database, "a", 1)
    with database.transaction() as transaction:
        assert transaction.remove("a")
        assert not transaction.remove("a")
    put(database, "a", 1)
    assert list(database.passages([1, 2])) == [2]


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    put(database, "a", 1)

    def fail() -> None:
        with database.transaction() as transaction:
            transaction.remove("a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert database.generation == 1
    assert database.passages_of("a") == [new_passage("a", 1).passage]


def test_readers_see_nothing_that_is_not_committed(database: Database, tmp_path: Path) -> None:
    other = Database(tmp_path / "yigai.db", 4)
    with database.transaction() as transaction:
        transaction.put(Article("a", "", "text"), "digest", None, 320, [])
        assert database.article("a") is None
        assert other.generation == 0
    assert other.article("a") is not None


def test_vectors_are_known_by_the_digest_of_their_text(database: Database) -> None:
    put(database, "a", *range(700))
    known = database.vectors_by_digest([f"digest {number}" for number in range(0, 1400, 2)])
    assert len(known) == 350
    assert known["digest 8"].tolist() == [[8, 8, 8, 8]] * 2


def test_a_dismissed_article_may_come_back_when_its_file_has_another_digest(database: Database) -> None:
    put(database, "a", 1, file="/x")
    with database.transaction() as transaction:
        transaction.put_file(FileRecord("/x", "/", "first", "1"))
        transaction.dismiss("a")
    assert database.dismissed("a") == ("/x", "first")
    with database.transaction() as transaction:
        transaction.put_file(FileRecord("/x", "/", "first", "2", (("/x:2", "broken"),)))
    assert database.dismissed("a") == ("/x", "first")
    assert database.file("/x") == FileRecord("/x", "/", "first", "2", (("/x:2", "broken"),))
    with database.transaction() as transaction:
        transaction.put_file(FileRecord("/x", "/", "second", "2"))
    assert database.dismissed("a") is None


def test_a_full_disk_is_one_clear_line_and_loses_nothing(database: Database) -> None:
    put(database, "a", 1)
    pages = database._writer.execute("PRAGMA page_count").fetchone()[0]
    database._writer.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OSError, match="is full; free some space and run again") as caught:
        put(database, "b", *range(2000))
    assert caught.value.errno == errno.ENOSPC
    database._writer.execute("PRAGMA max_page_count = 1000000")
    put(database, "b", 2)
    assert database.counts() == (2, 2)


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    from index import IncompatibleIndex

    (tmp_path / "yigai.db").write_bytes(b"x" * 5000)
    with pytest.raises(IncompatibleIndex, match=r"delete .* and index the articles again"):
        Database(tmp_path / "yigai.db", 4)


def test_no_pickled_object_is_stored(database: Database, tmp_path: Path) -> None:
    put(database, "a", 1)
    with sqlite3.connect(tmp_path / "yigai.db") as raw:
        (rest,) = raw.execute("SELECT rest FROM articles").fetchone()
    assert rest.startswith('{"id":"a","title":"Title"')
