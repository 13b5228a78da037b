from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index import IncompatibleIndex, Index, IndexBusy, IndexMissing, InvalidQuestion
from index.hashed import HashedEmbedder
from ingest import Article

COUNTIES = ("桑植县", "秭归县", "尤溪县", "沙县", "将乐县", "泰宁县", "明溪县", "清流县", "宁化县", "大田县")


def article(number: int, **fields: object) -> Article:
    county = COUNTIES[number % len(COUNTIES)]
    text = f"{county}在第{number}年把医保基金总额包干给县总医院。\n\n结余的{number * 7}万元归医院自己安排。"
    return Article(**{"id": f"a{number}", "title": f"{county}的做法", "text": text, **fields})  # type: ignore[arg-type]


@pytest.fixture
def embedder() -> HashedEmbedder:
    return HashedEmbedder()


@pytest.fixture
def index(tmp_path: Path, embedder: HashedEmbedder) -> Iterator[Index]:
    with Index.open(tmp_path / "index", embedder) as opened:
        yield opened


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        row = {"id": name, "title": name, "text": text}
        (folder / f"{name}.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def ids(index: Index) -> list[str]:
    return [one.id for one in index.articles()]


def counts(report: object) -> tuple[int, ...]:
    return tuple(getattr(report, name) for name in ("added", "updated", "removed", "unchanged"))


# --- opening ---


def test_an_empty_index_finds_nothing(index: Index) -> None:
    assert index.search("医保基金") == []
    assert index.articles() == []
    assert index.notice is None


def test_an_index_of_one_passage_finds_it(index: Index) -> None:
    index.add([article(1)])
    for question in ("医保基金", "How are funds pooled?", "没有关系的话"):
        (hit,) = index.search(question)
        assert (hit.rank, hit.article.id) == (1, "a1")
        assert np.isfinite(hit.score)


def test_opening_without_creating_needs_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"yigai --index .* index ARTICLES"):
        Index.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_what_was_added_is_there_after_opening_again(tmp_path: Path, embedder: HashedEmbedder) -> None:
    with Index.open(tmp_path, embedder) as index:
        index.add([article(number) for number in range(5)])
        before = [(hit.passage.id, round(hit.score, 4)) for hit in index.search("桑植县的医保基金")]
    with Index.open(tmp_path, embedder, create=False) as index:
        assert [(hit.passage.id, round(hit.score, 4)) for hit in index.search("桑植县的医保基金")] == before
        assert index.stats()["passages"] == 5


def test_another_encoder_is_refused_with_the_command_that_mends_it(tmp_path: Path) -> None:
    Index.open(tmp_path, HashedEmbedder(64)).close()
    with pytest.raises(IncompatibleIndex, match=r"yigai --index \S+-new index ARTICLES"):
        Index.open(tmp_path, HashedEmbedder(32))


def test_another_encoder_of_the_same_name_and_dimension_is_refused(tmp_path: Path) -> None:
    class Shuffled(HashedEmbedder):
        def embed_query(self, text: str) -> list[float]:
            return super().embed_query(text)[::-1]

    Shuffled.__qualname__ = HashedEmbedder.__qualname__
    Shuffled.__module__ = HashedEmbedder.__module__
    Index.open(tmp_path, HashedEmbedder()).close()
    with pytest.raises(IncompatibleIndex):
        Index.open(tmp_path, Shuffled())


@pytest.mark.parametrize("damage", ["{", "[]", '{"format": 99}', ""])
def test_a_damaged_manifest_is_told(tmp_path: Path, damage: str) -> None:
    Index.open(tmp_path, HashedEmbedder()).close()
    (tmp_path / "manifest.json").write_text(damage)
    with pytest.raises(IncompatibleIndex, match="index the articles again into another folder"):
        Index.open(tmp_path, HashedEmbedder())


def test_a_damaged_database_is_told(tmp_path: Path) -> None:
    Index.open(tmp_path, HashedEmbedder()).close()
    (tmp_path / "yigai.db").write_bytes(b"no database at all" * 1000)
    with pytest.raises(IncompatibleIndex, match="index the articles again"):
        Index.open(tmp_path, HashedEmbedder())


def test_the_passage_size_is_the_index_own(tmp_path: Path, embedder: HashedEmbedder) -> None:
    with Index.open(tmp_path, embedder, passage_size=20) as index:
        index.add([article(1)])
        index.add([article(1, text="桑植县把医保基金总额包干给县总医院。结余的钱归医院自己安排。")])
        assert [len(one.text) for one in index.passages("a1")] == [18, 12]
    with pytest.raises(IncompatibleIndex, match="passages of 20 characters"):
        Index.open(tmp_path, embedder, passage_size=100)
    Index.open(tmp_path, embedder).close()


def test_importing_the_index_imports_no_torch() -> None:
    code = "import index, sys; print([m for m in ('torch', 'gradio', 'transformers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- adding, reading, removing ---


def test_offsets_refer_to_the_text_of_the_article(index: Index) -> None:
    index.add([article(number) for number in range(3)])
    for hit in index.search("医保基金", k=10):
        text = index.article(hit.article.id).text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert hit.article.text == ""


def test_adding_again_changes_nothing_and_embeds_nothing(index: Index, embedder: HashedEmbedder) -> None:
    assert counts(index.add([article(1), article(2)])) == (2, 0, 0, 0)
    embedded, generation = embedder.embedded, index.generation
    assert counts(index.add([article(1), article(2)])) == (0, 0, 0, 2)
    assert (embedder.embedded, index.generation) == (embedded, generation)


def test_an_edit_embeds_only_the_passages_it_touches(tmp_path: Path, embedder: HashedEmbedder) -> None:
    paragraphs = [f"第{number}段讲医保基金怎样统筹，怎样结算，怎样监管。" for number in range(10)]
    with Index.open(tmp_path, embedder, passage_size=25) as index:
        index.add([Article("a", "标题", "\n\n".join(paragraphs))])
        before = embedder.embedded
        paragraphs[3] = "第3段换成了别的内容，说的是药品集中采购。"
        assert counts(index.add([Article("a", "标题", "\n\n".join(paragraphs))])) == (0, 1, 0, 0)
        assert embedder.embedded == before + 2  # the passage and its sentence
        assert index.search("药品集中采购")[0].passage.text == paragraphs[3]


def test_an_article_without_text_is_refused_and_the_others_stay(index: Index) -> None:
    report = index.add([Article("empty", "标题", " \n "), article(1)])
    assert (report.added, [one.path for one in report.refused]) == (1, ["empty"])
    assert "no text" in report.refused[0].reason


@pytest.mark.parametrize("published", ["gestern", "2025-4-1", "2025-02-30", "20250425", "2025-04-25-1"])
def test_an_article_whose_date_is_none_is_refused(index: Index, published: str) -> None:
    report = index.add([article(1, published=published), article(2, published="2025-04")])
    assert (report.added, [one.path for one in report.refused]) == (1, ["a1"])
    assert "write it as 2025-04-25" in report.refused[0].reason
    assert len(index.search("医保", filters={"published_from": "2025"})) == 1


def test_the_language_and_places_of_a_given_article_are_found(index: Index) -> None:
    index.add([Article("en", "", "Nurses in Sangzhi County visit patients at home every week."), article(0)])
    assert [(one.id, one.language, one.places) for one in index.articles()] == [
        ("a0", "zh", ("桑植县",)),
        ("en", "en", ("桑植县",)),
    ]


def test_an_article_that_is_far_too_long_is_refused(index: Index) -> None:
    report = index.add([article(1), Article("huge", "", "医保基金。" * 2_000_000)])
    assert (report.added, [one.path for one in report.refused]) == (1, ["huge"])


def test_an_article_without_an_id_gets_one_from_its_content(index: Index) -> None:
    index.add([article(1, id=""), article(1, id="")])
    assert len(index.articles()) == 1
    assert len(index.articles()[0].id) == 32


def test_remove_takes_an_article_out_of_everything(index: Index) -> None:
    index.add([article(number) for number in range(10)])
    index.remove("a3")
    assert "a3" not in ids(index)
    assert "a3" not in {hit.article.id for hit in index.search("沙县", k=50)}
    assert len(index.search("医保", k=50)) == 9
    with pytest.raises(KeyError, match="a3"):
        index.remove("a3")
    with pytest.raises(KeyError):
        index.article("a3")


def test_the_ledger_and_all_fields_come_back(index: Index) -> None:
    given = article(1, source="某报", author="某人", url="http://x", published="2025-04", places=("桑植县",))
    index.add([given])
    stored = index.article("a1")
    assert stored == given
    assert index.places() == ["桑植县"]
    assert index.sources() == ["某报"]


@pytest.mark.parametrize("question", ["", "  \n", "长" * 2001])
def test_an_empty_or_endless_question_is_refused(index: Index, question: str) -> None:
    with pytest.raises(InvalidQuestion, match="ask"):
        index.search(question)


@pytest.mark.parametrize("question", ["?!", "的", "🙂", "\x00", '"(a AND b:c^2', "医" * 2000])
def test_any_other_question_has_an_answer(index: Index, question: str) -> None:
    index.add([article(number) for number in range(3)])
    assert len(index.search(question, k=2)) == 2


# --- following a folder ---


def test_sync_adds_updates_and_removes(tmp_path: Path, index: Index) -> None:
    folder = write(tmp_path / "articles", a="第一篇讲医保。", b="第二篇讲药品。", c="第三篇讲医院。")
    assert counts(index.sync(folder)) == (3, 0, 0, 0)
    write(folder, b="第二篇改讲耗材集中采购。")
    (folder / "c.jsonl").unlink()
    write(folder, d="第四篇讲人才。")
    assert counts(index.sync(folder)) == (1, 1, 1, 1)
    assert ids(index) == ["a", "b", "d"]
    assert index.search("耗材")[0].article.id == "b"


def test_an_unchanged_folder_is_not_embedded_again(
    tmp_path: Path, index: Index, embedder: HashedEmbedder
) -> None:
    folder = write(tmp_path / "articles", a="第一篇讲医保。", b="第二篇讲药品。")
    index.sync(folder)
    before = (embedder.embedded, index.generation)
    report = index.sync(folder)
    assert counts(report) == (0, 0, 0, 2)
    assert (embedder.embedded, index.generation) == before


def test_a_renamed_file_is_not_embedded_again(tmp_path: Path, index: Index, embedder: HashedEmbedder) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "桑植县医保改革\n\n桑植县把医保基金总额包干给县总医院，结余留用。\n"
    (folder / "a.txt").write_text(text * 3, encoding="utf-8")
    index.sync(folder)
    before = embedder.embedded
    (folder / "a.txt").rename(folder / "b.txt")
    assert counts(index.sync(folder)) == (1, 0, 1, 0)
    assert ids(index) == ["b.txt"]
    assert embedder.embedded == before


def test_sync_leaves_alone_what_came_from_elsewhere(tmp_path: Path, index: Index) -> None:
    index.add([article(1)])
    first = write(tmp_path / "first", a="第一篇讲医保。")
    second = write(tmp_path / "second", b="第二篇讲药品。")
    index.sync(first)
    assert counts(index.sync(second)) == (1, 0, 0, 0)
    assert ids(index) == ["a", "a1", "b"]


def test_the_same_id_in_two_folders_is_two_articles(tmp_path: Path, index: Index) -> None:
    index.sync(write(tmp_path / "first", a="第一篇讲医保。"))
    index.sync(write(tmp_path / "second", a="另一篇讲药品。"))
    assert ids(index) == ["a", "second/a"]


def test_one_file_of_a_folder_may_be_synced_alone(tmp_path: Path, index: Index) -> None:
    folder = write(tmp_path / "articles", a="第一篇讲医保。", b="第二篇讲药品。")
    index.sync(folder)
    write(folder, a="第一篇改讲耗材。")
    assert counts(index.sync(folder / "a.jsonl")) == (0, 1, 0, 0)
    assert counts(index.sync(folder)) == (0, 0, 0, 2)


@pytest.mark.parametrize("state", ["missing", "empty", "file"])
def test_a_folder_that_is_suddenly_gone_removes_nothing(tmp_path: Path, index: Index, state: str) -> None:
    folder = write(tmp_path / "articles", a="第一篇讲医保。")
    index.sync(folder)
    (folder / "a.jsonl").unlink()
    if state != "empty":
        folder.rmdir()
    if state == "file":
        folder.write_text("")
    with pytest.raises((OSError, ValueError)):
        index.sync(folder)
    assert ids(index) == ["a"]


def test_a_file_that_can_no_longer_be_read_keeps_its_last_good_version(tmp_path: Path, index: Index) -> None:
    folder = write(tmp_path / "articles", a="第一篇讲医保。", b="第二篇讲药品。")
    index.sync(folder)
    (folder / "a.jsonl").write_text("{broken\n", encoding="utf-8")
    report = index.sync(folder)
    assert (report.removed, len(report.refused)) == (0, 1)
    assert index.article("a").text == "第一篇讲医保。"
    assert "last good version" in index.article("a").ledger.warnings[-1]
    assert len(index.sync(folder).refused) == 1
    write(folder, a="第一篇讲医保。")
    assert not index.sync(folder).refused
    assert not any("last good" in warning for warning in index.article("a").ledger.warnings)


def test_an_article_removed_by_hand_stays_away_until_its_file_changes(tmp_path: Path, index: Index) -> None:
    folder = write(tmp_path / "articles", a="第一篇讲医保。", b="第二篇讲药品。")
    index.sync(folder)
    index.remove("a")
    assert counts(index.sync(folder)) == (0, 0, 0, 1)
    assert ids(index) == ["b"]
    write(folder, a="第一篇有了新内容。")
    assert counts(index.sync(folder)) == (1, 0, 0, 1)
    assert ids(index) == ["a", "b"]


def test_progress_is_told_and_cancel_is_heard(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path / "articles", a="第一篇讲医保。", b="第二篇讲药品。", c="第三篇讲医院。")
    monkeypatch.setattr("index.update.BATCH", 1)
    told: list[tuple[int, int, str]] = []
    report = index.sync(folder, progress=lambda *step: told.append(step), cancel=lambda: len(told) == 1)
    assert told == [(1, 3, "a.jsonl"), (2, 3, "b.jsonl")]
    assert report.added == 2
    (folder / "a.jsonl").unlink()
    assert counts(index.sync(folder, cancel=lambda: True)) == (0, 0, 0, 0)
    assert ids(index) == ["a", "b"]
    assert counts(index.sync(folder)) == (1, 0, 1, 1)


# --- one writer, many readers ---


def test_a_second_writer_is_refused_at_once(tmp_path: Path, index: Index) -> None:
    with FileLock(tmp_path / "index" / "write.lock"), pytest.raises(IndexBusy, match="try again"):
        index.add([article(1)])
    index.add([article(1)])


def test_a_reader_sees_what_another_wrote(tmp_path: Path, embedder: HashedEmbedder) -> None:
    with Index.open(tmp_path, embedder) as writer, Index.open(tmp_path, embedder) as reader:
        assert reader.search("医保") == []
        writer.add([article(1), article(2)])
        assert {hit.article.id for hit in reader.search("医保")} == {"a1", "a2"}
        writer.add([article(1, text="改成了药品集中采购的内容。")])
        assert reader.search("药品集中采购")[0].passage.text == "改成了药品集中采购的内容。"
        assert reader.search("药品集中采购")[0].lexical > 0
        writer.remove("a2")
        assert {hit.article.id for hit in reader.search("医保")} == {"a1"}


def test_many_threads_may_search_while_one_writes(index: Index) -> None:
    index.add([article(number) for number in range(20)])

    def search(number: int) -> int:
        return len(index.search(f"第{number}年的医保基金", k=5))

    with ThreadPoolExecutor(8) as threads:
        found = threads.map(search, range(100))
        for number in range(20, 30):
            index.add([article(number)])
        assert set(found) == {5}
    assert len(index.search("医保", k=100)) == 30


# --- words missing ---


def damage(index_folder: Path, how: str) -> None:
    files = sorted((index_folder / "lexical").iterdir())
    for file in files:
        if how == "gone":
            file.unlink()
        elif how == "cut":
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        else:
            file.write_bytes(b"\xff" * file.stat().st_size)


@pytest.mark.parametrize("how", ["gone", "cut", "overwritten"])
def test_without_words_vectors_are_searched_and_it_is_said(
    tmp_path: Path, embedder: HashedEmbedder, how: str
) -> None:
    with Index.open(tmp_path, embedder) as index:
        index.add([article(number) for number in range(10)])
    damage(tmp_path, how)
    with Index.open(tmp_path, embedder) as index:
        assert len(index.search("桑植县", k=5)) == 5
        assert {hit.lexical for hit in index.search("桑植县", k=5)} == {0.0}
        assert "word index" in str(index.notice)
        index.add([article(10)])
        assert index.notice is None
        assert index.search("将乐县")[0].lexical > 0


def test_words_that_lag_behind_are_caught_up_by_the_next_writer(
    tmp_path: Path, embedder: HashedEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.open(tmp_path, embedder) as index:
        index.add([article(0)])
        with monkeypatch.context() as patch:
            patch.setattr("index.lexical.LexicalIndex.follow", lambda *_: None)
            index.add([article(1)])
            index.remove("a0")
        assert {hit.article.id for hit in index.search("医保基金")} == {"a1"}
        index.add([article(2)])
        assert all(hit.lexical > 0 for hit in index.search("医保基金"))
