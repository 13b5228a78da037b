"""Index: the one door to storage and retrieval for everything above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from filelock import FileLock, Timeout

from index.catalogue import Catalogue
from index.database import Database
from index.encoding import Encoding
from index.errors import IndexBusy, InvalidQuestion
from index.filters import Filters
from index.hit import Hit, Report
from index.lexical import LexicalIndex
from index.reranker import DEPTH, CrossEncoderReranker, Reranker, rerank
from index.searcher import Searcher
from index.stories import Reprints
from index.sync import Sync
from index.update import Cancel, Progress, Update
from ingest.article import Article, Refused
from ingest.passage import Passage

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from index.word_vectors import WordVectors

LONGEST_QUESTION = 2000  # characters


class Index:
    """A collection of articles in a folder: add, remove, search. May be used from many threads at once.

    One process may write at a time, any number may read; a reader sees what was written at its next search.
    """

    def __init__(self, folder: Path, encoding: Encoding, reranker: Reranker | None = None) -> None:
        self._folder, self._encoding, self._reranker = folder, encoding, reranker
        dimension = encoding.manifest.dimension
        self._database = Database(folder / "yigai.db", dimension)
        self._catalogue = Catalogue(self._database)
        self._reprints = Reprints(self._database)
        lexical = LexicalIndex(folder / "lexical")
        self._searcher = Searcher(self._database, lexical, self._catalogue, dimension)

    @classmethod
    def open(
        cls,
        folder: str | Path,
        embedder: Embeddings | str | None = None,
        *,
        passage_size: int | None = None,
        reranker: Reranker | str | None = None,
        create: bool = True,
    ) -> Self:
        """Opens the index of a folder; a new one where there is none, unless `create` is False.

        embedder: an Embeddings, a model's name, or None for the index's own (a new index: the embedded one).
        passage_size: the limit in Han characters, fixed when the index is made (320).
        reranker: a cross-encoder's name, or a function of a question and texts to how well each answers.
        Raises IndexMissing, and IncompatibleIndex for another encoder, passage size or format.
        """
        folder = Path(folder)
        encoding = Encoding.open(folder, embedder, passage_size, create=create)
        if isinstance(reranker, str):
            reranker = CrossEncoderReranker(reranker)
        return cls(folder, encoding, reranker)

    def close(self) -> None:
        """Closes the files; the index must not be used afterwards."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def sync(
        self, path: str | Path, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> Report:
        """Makes the articles of a folder, or of one file, what the disk holds now.

        progress(done, total, label) is called after each file, cancel() before each: true ends the run, and
        what was done stays. Raises IndexBusy at once when another process writes, and an error that changes
        nothing when the folder is missing, cannot be read or holds no articles.
        """
        with self._writing() as update:
            update.progress, update.cancel = progress, cancel
            return Sync(update).run(Path(path))

    def add(
        self, articles: Iterable[Article], progress: Progress | None = None, cancel: Cancel | None = None
    ) -> Report:
        """Adds articles that come from no folder; one with a known id takes the other's place."""
        with self._writing() as update:
            update.progress, update.cancel = progress, cancel
            return update.add(articles)

    def remove(self, article_id: str) -> None:
        """Removes an article; one from a file stays away until that file changes. KeyError: unknown id."""
        with self._writing():
            if self._database.article_record(article_id) is None:
                raise KeyError(f"there is no article {article_id!r}; see yigai articles")
            with self._database.transaction() as transaction:
                transaction.dismiss(article_id)

    @contextmanager
    def _writing(self) -> Iterator[Update]:
        lock = FileLock(self._folder / "write.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise IndexBusy(
                f"{self._folder} is being written by another process; try again when it is done"
            ) from None
        try:
            yield Update(self._database, self._encoding.of_passages, self._encoding.manifest.passage_size)
        finally:
            try:
                self._searcher.follow()
            finally:
                lock.release()

    @property
    def embedder(self) -> Embeddings:
        """The index's encoder, loaded at its first use."""
        return self._encoding.embedder

    @property
    def words(self) -> WordVectors | None:
        """The vectors of single words; None for an encoder that is not ours, or that holds them in another way."""
        from index.embedder import OnnxEmbedder

        try:
            return self.embedder.words if isinstance(self.embedder, OnnxEmbedder) else None
        except ValueError:
            return None

    def search(self, question: str, k: int = 10, filters: Mapping[str, object] | None = None) -> list[Hit]:
        """The k passages that answer best, best first; fewer only where there are fewer.

        filters: published_from, published_to, source, article, place, each a value or a list of them. Raises
        InvalidQuestion for an empty question or one over 2,000 characters, ValueError for a wrong filter.
        """
        if not isinstance(question, str):
            raise InvalidQuestion(f"the question is a {type(question).__name__}; give it as text")
        question = question.strip()
        if not question:
            raise InvalidQuestion("the question is empty; ask something")
        if len(question) > LONGEST_QUESTION:
            raise InvalidQuestion(
                f"the question has {len(question):,} characters; ask it in at most {LONGEST_QUESTION:,}"
            )
        if k < 1:
            raise ValueError(f"k is {k}; give at least 1")
        parsed = Filters.parse(filters)
        vector = self._encoding.of_question(question)
        if self._reranker is None:
            return self._searcher.search(question, vector, k, parsed)
        hits = self._searcher.search(question, vector, max(k, DEPTH), parsed)
        return rerank(question, hits, self._reranker)[:k]

    @property
    def generation(self) -> int:
        """The number of the last committed change."""
        return self._database.generation

    @property
    def notice(self) -> str | None:
        """What to know of the searches: that words are missing and only vectors are searched."""
        if self._searcher.has_words:
            return None
        return (
            f"the word index of {self._folder} is missing or damaged, so only meanings are compared; "
            "index the articles again to mend it"
        )

    def articles(self) -> list[Article]:
        """Every article without its text, in the order of ids."""
        return list(self._catalogue.articles().values())

    def article(self, article_id: str) -> Article:
        """One article with the text that offsets refer to; KeyError for an unknown id."""
        article = self._database.article(article_id)
        if article is None:
            raise KeyError(f"there is no article {article_id!r}; see yigai articles")
        return article

    def passages(self, article_id: str) -> list[Passage]:
        """The passages of an article in reading order; none for an unknown id."""
        return self._database.passages_of(article_id)

    def reprints(self, article_id: str) -> list[Article]:
        """The other articles that are copies of one, without their texts; none for an unknown id."""
        return list(self._database.articles(self._reprints.of(article_id)).values())

    def undated(self, filters: Mapping[str, object] | None = None) -> int:
        """How many articles have no date, of those that fit the rest of `filters`."""
        return self._catalogue.undated(Filters.parse(filters))

    def places(self) -> list[str]:
        """The places that articles are about, those of most articles first."""
        return self._catalogue.places()

    def sources(self) -> list[str]:
        """The sources of articles, those of most articles first."""
        return self._catalogue.sources()

    def files(self) -> dict[str, list[str]]:
        """The files that were read, by the folder they were read under."""
        known: dict[str, list[str]] = {}
        for file in self._database.files():
            known.setdefault(file.root, []).append(file.path)
        return known

    def refused(self) -> list[Refused]:
        """What in those files could not be read, with the reason."""
        return [Refused(*refusal) for file in self._database.files() for refusal in file.refused]

    def stats(self) -> dict[str, int | str]:
        """articles, passages, encoder, dimension, passage_size, generation."""
        articles, passages = self._database.counts()
        manifest = self._encoding.manifest
        return {
            "articles": articles,
            "passages": passages,
            "encoder": manifest.encoder,
            "dimension": manifest.dimension,
            "passage_size": manifest.passage_size,
            "generation": self._database.generation,
        }
