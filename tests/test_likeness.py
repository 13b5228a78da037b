"""A sentence says a question's words in another language where each has a near one in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from index import Index
from index.embedder import OnnxEmbedder, load_embedder
from index.word_vectors import WordVectors
from ingest.article import Article
from qa.likeness import likeness
from qa.question import parse_question
from qa.ranking import rank_sentences

TEXTS = ("县医院的医生工资提高。", "县医院新增病床。", "学校的老师下乡。")


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    embedder = load_embedder()
    assert isinstance(embedder, OnnxEmbedder)
    return embedder.words


def test_the_sentence_that_says_the_words_is_nearest(vectors: WordVectors) -> None:
    found = likeness(vectors, "Was the salary of doctors raised?", TEXTS)
    assert found.argmax() == 0
    assert all(0.0 <= value <= 1.0 for value in found)


def test_a_word_that_every_sentence_says_counts_little(vectors: WordVectors) -> None:
    hospitals = [f"医院{end}" for end in ("新增病床。", "关门。", "的医生。", "在山上。")]
    found = likeness(vectors, "hospital doctors", hospitals)
    assert found.argmax() == 2
    assert max(found[0], found[1], found[3]) < 0.6 < 0.75 < found[2]


def test_nothing_is_like_a_question_of_empty_words(vectors: WordVectors) -> None:
    assert likeness(vectors, "What is it?", TEXTS).tolist() == [0.0, 0.0, 0.0]
    assert likeness(vectors, "doctors", ["……"]).tolist() == [0.0]


def test_an_encoder_without_a_table_leaves_it_to_the_dictionary(tmp_path: Path) -> None:
    question = "Was the salary of doctors raised?"
    with Index.open(tmp_path / "index", embedder=DeterministicFakeEmbedding(size=8)) as index:
        index.add([Article(id="a", title="", text="".join(TEXTS), language="zh")])
        assert index.words is None
        ranked = rank_sentences(parse_question(question), index.search(question), index.words)
    assert all(one.features["likeness"] == one.features["focus"] for one in ranked)
