"""tantivy: word search over Chinese words, English glosses and pinyin; follows SQLite by generation.

Only the holder of the write lock calls `follow`; readers reload the last commit. One document with key 0
carries the generation, so that it and the words are committed together.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from index.catalogue import Selection
from index.database import Database
from index.terms import HAN, glosses, is_chinese, pinyin, segment, simplify, stem
from ingest.passage import Passage

FIELDS = ("words", "bigrams", "glosses", "names")
WEIGHTS = {
    "zh": {"words": 1.0, "bigrams": 0.5, "english": 0.5},
    "en": {"words": 1.0, "glosses": 1.0, "names": 1.0},
}
_HAN_RUN = re.compile(f"[{HAN}]+")
_SUFFIX = re.compile("(?<=..)(?:自治[区州县]|[县市省区镇乡村州])$")
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
            mark = searcher.fast_field_values("generation", [found[0][1]])[0] if found else None
        except (ValueError, OSError):
            self._index, mark = None, None
        self.generation = -1 if mark is None else int(mark)

    def follow(self, database: Database) -> None:
        """Catches up with SQLite, from nothing if this index cannot be read."""
        generation = database.generation
        if self._index is None or (self._count() != database.counts()[1] and self.generation == generation):
            self._start_again()
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
    for number in ("key", "article", "generation"):
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


def passage_terms(title: str, passage: Passage) -> dict[str, list[str]]:
    """The terms of a passage by field; its title and heading count as its words."""
    text = f"{title}\n{passage.heading}\n{passage.text}"
    words = [word for word in segment(text) if word not in STOP_WORDS]
    chinese = [word for word in words if _HAN_RUN.match(word)]
    return {
        "words": [stem(word) for word in words],
        "bigrams": _pairs(text),
        "glosses": [term for word in chinese for term in gloss_terms(word)],
        "names": [reading for word in chinese for reading in _readings(word)],
    }


def question_terms(question: str) -> dict[tuple[str, str], float]:
    """The terms of a question with their weights by (field, term)."""
    terms: dict[tuple[str, str], float] = {}
    words = [word for word in segment(question) if word not in STOP_WORDS]
    weights = WEIGHTS["zh" if is_chinese(question) else "en"]
    for word in words:
        terms["words", stem(word)] = weights["words"]
        if "glosses" in weights and word.isascii():
            terms["glosses", stem(word)] = weights["glosses"]
    if "english" in weights:  # 桓仁 meets Huanren, 护士 meets nurses in an English article
        for word in filter(_HAN_RUN.match, words):
            for reading in _readings(word):
                terms["words", stem(reading)] = weights["words"]
            for gloss in gloss_terms(word):
                terms.setdefault(("words", gloss), weights["english"])
    if "bigrams" in weights:
        for pair in _pairs(question):
            terms["bigrams", pair] = weights["bigrams"]
    if "names" in weights:
        latin = [word for word in segment(question) if word.isascii() and word.isalpha()]
        for count in (1, 2, 3):
            for start in range(len(latin) - count + 1):
                terms["names", "".join(latin[start : start + count])] = weights["names"]
    return terms


def gloss_terms(word: str) -> list[str]:
    """The stems of the words of a Chinese word's first glosses."""
    stems = (stem(part) for gloss in glosses(word)[:3] for part in segment(gloss) if part not in STOP_WORDS)
    return list(dict.fromkeys(stems))


def _pairs(text: str) -> list[str]:
    runs = _HAN_RUN.findall(simplify(text))
    return [run[start : start + 2] for run in runs for start in range(len(run) - 1)]


def _readings(word: str) -> list[str]:
    """The pinyin of a word in one piece, also without the 县 or 市 at the end of a name."""
    forms = {word, _SUFFIX.sub("", word)}
    return [pinyin(form).replace(" ", "") for form in sorted(forms)]


STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "and",
        "or",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "he",
        "she",
        "they",
        "them",
        "his",
        "her",
        "their",
        "we",
        "our",
        "you",
        "your",
        "i",
        "my",
        "me",
        "do",
        "does",
        "did",
        "done",
        "has",
        "have",
        "had",
        "having",
        "can",
        "could",
        "will",
        "would",
        "shall",
        "should",
        "may",
        "might",
        "must",
        "not",
        "no",
        "what",
        "which",
        "who",
        "whom",
        "whose",
        "when",
        "where",
        "why",
        "how",
        "many",
        "much",
        "there",
        "here",
        "than",
        "then",
        "so",
        "such",
        "into",
        "onto",
        "about",
        "also",
        "but",
        "if",
        "的",
        "了",
        "在",
        "是",
        "和",
        "与",
        "及",
        "或",
        "也",
        "都",
        "而",
        "被",
        "把",
        "对",
        "从",
        "到",
        "于",
        "之",
        "其",
        "该",
        "这",
        "那",
        "这个",
        "那个",
        "这些",
        "那些",
        "有",
        "个",
        "为",
        "以",
        "上",
        "中",
        "下",
        "等",
        "由",
        "所",
        "就",
        "并",
        "很",
        "会",
        "能",
        "着",
        "过",
        "得",
        "地",
        "我",
        "你",
        "他",
        "她",
        "它",
        "们",
        "我们",
        "他们",
        "你们",
        "什么",
        "哪",
        "哪个",
        "哪些",
        "哪里",
        "哪儿",
        "谁",
        "何",
        "何时",
        "怎么",
        "怎样",
        "如何",
        "为什么",
        "为何",
        "多少",
        "几",
        "几个",
        "吗",
        "呢",
        "吧",
        "啊",
    ]
)
