from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.catalogue import Selection
from index.database import Database
from index.lexical import LexicalIndex
from index.records import NewPassage, article_digest
from ingest import Article, Passage


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "yigai.db", 2)


@pytest.fixture
def words(tmp_path: Path, database: Database) -> LexicalIndex:
    put(database, "a", "桑植县把医保基金总额包干给医院。")
    put(database, "b", "秭归县的村医每月下乡。")
    index = LexicalIndex(tmp_path / "lexical")
    index.follow(database)
    return index


def put(database: Database, name: str, text: str) -> None:
    article = Article(name, "", text)
    passage = NewPassage(Passage(f"{name}#1", name, text, 0, len(text)), name, np.ones((1, 2), np.float16))
    with database.transaction() as transaction:
        transaction.put(article, article_digest(article), None, 320, [passage])


def documents(words: LexicalIndex) -> int:
    assert words._index is not None
    return int(words._index.searcher().num_docs)


def test_words_glosses_and_pinyin_find_the_passage(words: LexicalIndex) -> None:
    for question in ("医保基金", "Sangzhi", "insurance fund", "總額包乾"):
        assert list(words.search(question, 5)) == [1]
    assert list(words.search("县", 5)) == []
    assert words.search("", 5) == {}


def test_following_deletes_what_went_and_adds_what_came(words: LexicalIndex, database: Database) -> None:
    put(database, "a", "改讲药品集中采购。")
    words.follow(database)
    assert words.search("医保基金", 5) == {}
    assert list(words.search("药品", 5)) == [3]
    assert documents(words) == 3  # two passages and the mark of the generation
    assert words.generation == database.generation == 3


def test_following_what_is_up_to_date_commits_nothing(words: LexicalIndex, database: Database) -> None:
    assert words._index is not None
    before = sorted(words._folder.iterdir())
    words.follow(database)
    assert sorted(words._folder.iterdir()) == before


def test_rebuilt_equals_incremental(tmp_path: Path, words: LexicalIndex, database: Database) -> None:
    for number in range(5):
        put(database, "a", f"桑植县第{number}次修改医保基金的办法。")
        words.follow(database)
    rebuilt = LexicalIndex(tmp_path / "other")
    rebuilt.follow(database)
    for question in ("医保基金", "Zigui village doctors"):
        # The scores differ until tantivy merges its segments: it counts words of deleted passages till then.
        assert list(rebuilt.search(question, 5)) == list(words.search(question, 5)) != []


def test_a_selection_of_articles_or_passages_is_kept_to(words: LexicalIndex) -> None:
    assert set(words.search("县医", 5)) | {1, 2} == {1, 2}
    none = np.empty(0, np.int64)
    assert list(words.search("桑植 秭归", 5, Selection(none, [2]))) == [2]
    assert list(words.search("桑植 秭归", 5, Selection(np.array([1]), None))) == [1]
    assert words.search("桑植 秭归", 5, Selection(none, [])) == {}


def test_a_reader_sees_a_commit_after_reloading(
    tmp_path: Path, words: LexicalIndex, database: Database
) -> None:
    reader = LexicalIndex(tmp_path / "lexical")
    put(database, "c", "尤溪县的药品集中采购。")
    words.follow(database)
    assert reader.search("尤溪", 5) == {}
    reader.reload()
    assert list(reader.search("尤溪", 5)) == [3]


def test_documents_that_are_too_few_are_noticed(words: LexicalIndex, database: Database) -> None:
    assert words._index is not None
    writer = words._index.writer(20_000_000, 1)
    writer.delete_documents_by_term("key", 1)
    writer.commit()
    writer.wait_merging_threads()
    words.reload()
    assert documents(words) == 2
    words.follow(database)
    assert list(words.search("医保基金", 5)) == [1]


def test_opening_without_an_index_makes_none(tmp_path: Path) -> None:
    (tmp_path / "lexical").mkdir()
    assert LexicalIndex(tmp_path / "lexical").generation == -1
    assert list((tmp_path / "lexical").iterdir()) == []


def test_words_that_cannot_be_written_are_built_again(words: LexicalIndex, database: Database) -> None:
    for file in words._folder.glob("*.json"):
        file.chmod(0o600)
        file.unlink()
    put(database, "c", "尤溪县的药品集中采购。")
    words.follow(database)
    assert list(words.search("尤溪", 5)) == [3]
    assert list(words.search("医保基金", 5)) == [1]


def test_a_folder_that_cannot_be_written_is_told(
    words: LexicalIndex, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: LexicalIndex) -> None:
        raise OSError(28, "No space left on device")

    put(database, "c", "尤溪县的药品集中采购。")
    monkeypatch.setattr(LexicalIndex, "_write", lambda self, database: fail(self))
    with pytest.raises(OSError, match="the articles are stored: free some disk space"):
        words.follow(database)


def test_words_of_another_version_are_made_again(
    tmp_path: Path, words: LexicalIndex, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.lexical.VERSION", 99)
    newer = LexicalIndex(tmp_path / "lexical")
    assert newer.generation == -1
    newer.follow(database)
    assert list(newer.search("医保基金", 5)) == [1]
    assert LexicalIndex(tmp_path / "lexical").generation == database.generation
