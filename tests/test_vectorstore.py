from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.vectorstores import VectorStore
from langchain_tests.integration_tests import VectorStoreIntegrationTests

from index import Index
from index.hashed import HashedEmbedder
from index.vectorstore import FaissVectorStore
from ingest import Article


class TestLangChain(VectorStoreIntegrationTests):
    """LangChain's own tests of a vector store."""

    @pytest.fixture
    def vectorstore(self, tmp_path: Path) -> Iterator[VectorStore]:
        with Index.open(tmp_path, self.get_embeddings()) as index:
            yield FaissVectorStore(index)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[FaissVectorStore]:
    with Index.open(tmp_path, HashedEmbedder(), passage_size=30) as index:
        yield FaissVectorStore(index)


def test_a_passage_of_an_article_says_where_it_stands(store: FaissVectorStore) -> None:
    text = "桑植县把医保基金总额包干给县总医院。\n\n结余留给医院，超支由医院自己承担。"
    store.index.add([Article("a", "总额包干", text, source="某报", published="2025-04")])
    (document,) = store.similarity_search("超支由谁承担", k=1)
    assert document.page_content == text[document.metadata["start"] : document.metadata["end"]]
    assert document.metadata["article"] == "a"
    assert (document.metadata["title"], document.metadata["source"]) == ("总额包干", "某报")


def test_a_retriever_filters_as_the_index_does(store: FaissVectorStore) -> None:
    store.index.add([Article(name, "", f"{name}讲医保基金。", source=name) for name in ("甲报", "乙报")])
    retriever = store.as_retriever(search_kwargs={"k": 2, "filter": {"source": "乙报"}})
    assert [found.metadata["article"] for found in retriever.invoke("医保基金")] == ["乙报"]


def test_a_document_without_text_is_refused(store: FaissVectorStore) -> None:
    with pytest.raises(ValueError, match="no text"):
        store.add_documents([Document(" ", id="a")])


def test_deleting_needs_ids(store: FaissVectorStore) -> None:
    with pytest.raises(ValueError, match="name the ids"):
        store.delete()


def test_from_texts_opens_or_makes_an_index(tmp_path: Path) -> None:
    store = FaissVectorStore.from_texts(["医保基金"], HashedEmbedder(), [{"n": 1}], folder=tmp_path / "new")
    assert store.similarity_search("医保基金", k=1)[0].metadata == {"n": 1}
    store.index.close()
