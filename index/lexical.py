"""tantivy: word search over Chinese words, English glosses and pinyin; follows SQLite by generation.

Only the holder of the write lock calls `follow`; readers reload the last commit. One document with key 0
carries the generation, so that it and the words are committed together.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from index.catalogue import Selection
from index.database import Database
from index.wording import FIELDS, VERSION, passage_terms, question_terms

_HEAP = 32_000_000  # bytes of tantivy's write buffer; 15 MB is its least


class LexicalIndex:
    """The words of every passage by its key, in a folder of their own; built again when damaged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._schema = _schema()
        self._index: tantivy.Index | None = None
        self.generation = -1
        self.reload()

    def reload(self) -> None:
        """Sees the last commit; `generation` is -1 where there is none that can be read."""
        try:
            if self._index is None:
                self._index = tantivy.Index.open(str(self._folder))
                self._index.config_reader("manual")
            self._index.reload()
            searcher = self._index.searcher()
            found = searcher.search(Query.term_query(self._schema, "key", 0), 1).hits
            places = [found[0][1]] if found else []
            mark = next(iter(searcher.fast_field_values("generation", places)), None)
            if found and searcher.fast_field_values("version", places) != [VERSION]:
                self._index, mark = None, None
        except (ValueError, OSError):
            self._index, mark = None, None
        self.generation = -1 if mark is None else int(mark)

    def follow(self, database: Database) -> None:
        """Catches up with SQLite; from nothing if this index cannot be read or written or lacks passages."""
        behind = self.generation != database.generation
        unlike = self._index is None or (not behind and self._count() != database.counts()[1])
        try:
            self._follow(database, afresh=unlike)
        except (ValueError, OSError):
            try:
                self._follow(database, afresh=True)
            except (ValueError, OSError) as error:
                raise OSError(
                    errno.ENOSPC,
                    f"the words could not be written ({error}); the articles are stored: free some disk space "
                    "and run again",
                    str(self._folder),
                ) from error

    def _follow(self, database: Database, *, afresh: bool) -> None:
        if afresh:
            self._start_again()
        self._write(database)

    def _write(self, database: Database) -> None:
        """Deletes what went and adds what came since `generation`, in one commit."""
        generation = database.generation
        if self.generation == generation:
            return
        assert self._index is not None
        writer = self._index.writer(_HEAP, 1)
        gone = [0, *database.deleted_since(self.generation)]
        writer.delete_documents_by_query(Query.term_set_query(self._schema, "key", gone))
        for batch in database.passages_since(self.generation):
            for key, article, title, passage in batch:
                writer.add_document(_document(key, article, passage_terms(title, passage)))
        mark = tantivy.Document()
        mark.add_integer("key", 0)
        mark.add_integer("generation", generation)
        mark.add_integer("version", VERSION)
        writer.add_document(mark)
        writer.commit()
        writer.wait_merging_threads()
        self.reload()

    def _count(self) -> int:
        assert self._index is not None
        return self._index.searcher().num_docs - 1

    def _start_again(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir()
        self._index = tantivy.Index(self._schema, str(self._folder))
        self._index.config_reader("manual")
        self.generation = -1

    def search(self, question: str, k: int, selection: Selection | None = None) -> dict[int, float]:
        """The BM25 scores of the k passages whose words answer best, by key, best first."""
        queries = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, field, term), boost))
            for (field, term), boost in question_terms(question).items()
        ]
        if self._index is None or not queries:
            return {}
        query = Query.boolean_query(queries)
        if selection is not None:
            field = "key" if selection.articles is None else "article"
            values = selection.passages.tolist() if selection.articles is None else list(selection.articles)
            only = Query.const_score_query(Query.term_set_query(self._schema, field, values), 0.0)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, only)])
        try:
            searcher = self._index.searcher()
            hits = searcher.search(query, k, count=False).hits
            keys = searcher.fast_field_values("key", [address for _, address in hits])
        except (ValueError, OSError):  # damaged under our feet: the writer builds it again
            self._index, self.generation = None, -1
            return {}
        return {int(key): float(score) for key, (score, _) in zip(keys, hits, strict=True) if key is not None}


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for number in ("key", "article", "generation", "version"):
        builder.add_integer_field(number, indexed=True, fast=True)
    for field in FIELDS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _document(key: int, article: int, terms: dict[str, list[str]]) -> tantivy.Document:
    document = tantivy.Document()
    document.add_integer("key", key)
    document.add_integer("article", article)
    for field, values in terms.items():
        document.add_text(field, " ".join(values))
    return document
