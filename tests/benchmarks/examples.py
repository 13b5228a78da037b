"""Questions with what is found for them, answerable ones and their unanswerable twins, to fit the answers by.

Data: the development sets (../shared/eval) with every paragraph an article, and our own questions over the samples and
the real articles, those kept apart left out. Unanswerable are those of our own and two kinds of twins: the same
question without its article, and without the sentences alone that answer it, with all else about its subject still at
hand.
"""

from __future__ import annotations

import random
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index import Index
from index.embedder import OnnxEmbedder, SentenceTransformerEmbedder
from index.hit import Hit
from ingest import Article
from ingest.sentences import split_sentences
from qa.evaluate import holds, read_questions
from qa.inquiry import Inquiry
from qa.question import parse_question
from qa.ranking import Sentence, is_across, rank_sentences
from qa.refusal import absent_names
from qa.similarity import Similarity
from tests.benchmarks.bench_retrieval import EVAL, REAL, ROOT
from tests.benchmarks.squad import read_squad

Embedder = OnnxEmbedder | SentenceTransformerEmbedder
SETS = (("xquad_dev.zh", "xquad_dev.zh"), ("xquad_dev.zh", "xquad_dev.en"), ("cmrc_dev", "cmrc_dev"))
PARTS = 5
DATA = ROOT / "tests" / "data"


Twin = Literal["without article", "silenced"]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with what was found: `gold` tells the sentences that hold its answer, none for an unanswerable one.

    `twin` tells how an answerable question was made unanswerable: without its article, or without the sentences alone
    that answer it.

    `judged`: whether the certainty decides, and no name that is absent from the articles.
    """

    name: str
    own: bool
    answerable: bool
    twin: Twin | None
    judged: bool
    across: bool
    inquiry: Inquiry
    gold: NDArray[np.bool_]
    signals: dict[str, float] = field(default_factory=dict)
    encoder: str | None = None
    similarity: Similarity | None = None

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences at hand."""
        return self.inquiry.sentences

    @property
    def part(self) -> int:
        """Which part of the data it belongs to."""
        return zlib.crc32(self.name.encode()) % PARTS


def collected(count: int, embedder: Embedder, encoder: str | None) -> list[Example]:
    """What an encoder finds for the development sets' questions and for our own."""
    similarity = Similarity(embedder)
    found = [*development(count, embedder, similarity), *own(embedder, similarity)]
    return [replace(one, encoder=encoder, similarity=similarity) for one in found]


def development(count: int, embedder: Embedder, similarity: Similarity) -> Iterator[Example]:
    """`count` questions of each development set, and their twins."""
    for paragraphs, questions in SETS:
        texts, items = read_squad(EVAL, paragraphs)
        asked = read_squad(EVAL, questions)[1]
        items = [replace(one, question=other.question) for one, other in zip(items, asked, strict=True)]
        with tempfile.TemporaryDirectory() as folder, Index.open(folder, embedder) as index:
            index.add([Article(id=key, title="", text=text) for key, text in texts.items()])
            for item in random.Random(0).sample(items, min(count, len(items))):
                hits = index.search(item.question, k=60)
                yield _example(index, item.question, hits, item.answers, item.paragraph)
                yield from _twins(index, similarity, item.question, hits, item.answers, {item.paragraph})


def own(embedder: Embedder, similarity: Similarity) -> Iterator[Example]:
    """Our own questions over the samples and, where they are at hand, the real articles, and their twins."""
    hands = ("real", "further", "third_hand", "fourth_hand", "seventh_hand", "ninth_hand")
    fourth = ("questions_fourth_hand_articles.jsonl", "questions_ninth_hand_articles.jsonl")
    pairs = [
        (DATA / "articles", ("questions.jsonl",)),
        (DATA / "articles_fourth_hand", fourth),
        (REAL, tuple(f"questions_{hand}.jsonl" for hand in hands)),
    ]
    for articles, files in (pair for pair in pairs if pair[0].is_dir()):
        with tempfile.TemporaryDirectory() as folder, Index.open(folder, embedder) as index:
            index.sync(Path(articles))
            for one in (one for file in files for one in read_questions(DATA / file)):
                hits = index.search(one.question, k=60)
                yield _example(index, one.question, hits, one.evidence, one.article, own=True)
                if one.article is not None:
                    copies = {one.article, *(copy.id for copy in index.reprints(one.article))}
                    twins = _twins(index, similarity, one.question, hits, one.evidence, copies)
                    yield from (replace(twin, own=True) for twin in twins)


def _twins(
    index: Index,
    similarity: Similarity,
    question: str,
    hits: Sequence[Hit],
    answers: Sequence[str],
    articles: set[str],
) -> Iterator[Example]:
    """The question without the articles that answer it, and without the sentences that do."""
    without = [hit for hit in hits if hit.article.id not in articles]
    silent = [left for hit in hits if (left := _silenced(similarity, question, hit, answers)) is not None]
    made: tuple[tuple[Twin, list[Hit]], ...] = (("without article", without), ("silenced", silent))
    for twin, found in made:
        if found:
            yield replace(_example(index, question, found, (), min(articles)), twin=twin)


def _silenced(similarity: Similarity, question: str, hit: Hit, answers: Sequence[str]) -> Hit | None:
    """A passage without its sentences that hold an answer; None where nothing is left of it."""
    passage, text = hit.passage, hit.passage.text
    if not holds(text, answers):
        return hit
    kept = [text[start:end] for start, end in split_sentences(text) if not holds(text[start:end], answers)]
    rest = "\n".join(kept)
    if not rest or holds(rest, answers):
        return None
    sentences = [rest[start:end] for start, end in split_sentences(rest)]
    whole, *cosines = similarity(question, [f"{passage.heading}\n{rest}".strip(), *sentences])
    return replace(
        hit,
        passage=replace(passage, text=rest, end=passage.start + len(rest)),
        similarity=min(hit.similarity, float(whole)),
        sentences=tuple(float(cosine) for cosine in cosines),
    )


def _example(
    index: Index,
    text: str,
    hits: Sequence[Hit],
    answers: Sequence[str],
    article: str | None,
    own: bool = False,
) -> Example:
    question, hits = parse_question(text), tuple(hits[:40])
    sentences = tuple(rank_sentences(question, hits, index.words))
    right = [
        bool(answers) and (own or article == one.hit.article.id) and holds(one.text, answers)
        for one in sentences
    ]
    inquiry = Inquiry(text, question, hits=hits, sentences=sentences)
    return Example(
        name=article or text,
        own=own,
        answerable=bool(answers),
        twin=None,
        judged=not absent_names(index, inquiry),
        across=is_across(question, hits),
        inquiry=inquiry,
        gold=np.array(right, bool),
    )
