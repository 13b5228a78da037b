"""FaissVectorStore: an Index as LangChain sees it; a view, every write goes through the Index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from index.hit import Hit
from index.index import Index
from ingest.article import Article


class FaissVectorStore(VectorStore):
    """The passages of an index as documents.

        retriever = FaissVectorStore(Index.open("yigai-index")).as_retriever(search_kwargs={"k": 5})

    A document that was added here comes back as it was; one of an article that is longer than a passage, and any of an
    article from elsewhere, is a passage and says in its metadata where it stands. `filter` is that of `Index.search`.
    """

    def __init__(self, index: Index) -> None:
        self.index = index

    @property
    def embeddings(self) -> Embeddings:
        """The index's encoder."""
        return self.index.embedder

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Adds texts as articles, in place of those with the same ids; gives back their ids."""
        texts = list(texts)
        known = [identity or str(uuid4()) for identity in ids or [""] * len(texts)]
        rows = zip(known, texts, metadatas or [{}] * len(texts), strict=True)
        report = self.index.add([Article(one, "", text, metadata=dict(given)) for one, text, given in rows])
        if report.refused:
            raise ValueError(f"{report.refused[0].path}: {report.refused[0].reason}")
        return known

    def delete(self, ids: list[str] | None = None, **kwargs: Any) -> bool:
        """Removes articles; unknown ids are ignored."""
        if ids is None:
            raise ValueError("name the ids to delete; to delete everything, delete the index folder")
        known = {article.id for article in self.index.articles()}
        for identity in known & set(ids):
            self.index.remove(identity)
        return True

    def get_by_ids(self, ids: Sequence[str], /) -> list[Document]:
        """The articles with these ids, whole; unknown ids are left out."""
        known = {article.id for article in self.index.articles()}
        articles = [self.index.article(identity) for identity in ids if identity in known]
        return [Document(id=one.id, page_content=one.text, metadata=_metadata(one)) for one in articles]

    def similarity_search(
        self, query: str, k: int = 4, filter: dict[str, Any] | None = None, **kwargs: Any
    ) -> list[Document]:
        """The k passages that answer best, by meaning and words."""
        return [document for document, _ in self.similarity_search_with_score(query, k, filter)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, filter: dict[str, Any] | None = None, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """The same with their cosines; the order is that of meaning and words together."""
        hits = self.index.search(query, k=k, filters=filter)
        return [(self._document(hit), hit.similarity) for hit in hits]

    def _select_relevance_score_fn(self) -> Any:
        return lambda cosine: (1 + cosine) / 2

    def _document(self, hit: Hit) -> Document:
        passage, metadata = hit.passage, _metadata(hit.article)
        if hit.article.metadata is not None and len(self.index.passages(hit.article.id)) == 1:
            return Document(id=hit.article.id, page_content=passage.text, metadata=metadata)
        place = {"article": hit.article.id, "start": passage.start, "end": passage.end}
        if passage.heading:
            place["heading"] = passage.heading
        return Document(id=passage.id, page_content=passage.text, metadata={**metadata, **place})

    @classmethod
    def from_texts(
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        folder: str | Path = "yigai-index",
        **kwargs: Any,
    ) -> Self:
        """A store over the index of a folder, which is made when there is none, with these texts added."""
        store = cls(Index.open(folder, embedding))
        store.add_texts(texts, metadatas, ids=ids)
        return store


def _metadata(article: Article) -> dict[str, Any]:
    """What was given with a document; of other articles, what is known of them."""
    if article.metadata is not None:
        return dict(article.metadata)
    fields = ("title", "source", "author", "url", "published", "language", "path")
    return {name: value for name in fields if (value := getattr(article, name))}
