"""Update: articles into the database, batch by batch, only what changed.

Each batch is embedded first and then stored in one transaction: what is told as done is on the disk.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from index.database import Database
from index.hit import Report
from index.partial_date import is_partial_date
from index.records import Halves, NewPassage, article_digest, text_digest
from index.transaction import Transaction
from ingest.article import Article, InvalidArticle, Refused
from ingest.passage import Passage

Embed = Callable[[list[str]], NDArray[np.float32]]
Progress = Callable[[int, int, str], object]
Cancel = Callable[[], bool]
BATCH = 64  # passages that are stored together; one article's are, however many
EMBEDDED_AT_ONCE = 2048  # sentences and passages: vectors on their way take much more memory than stored ones


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article that waits to be stored: its file, its digest, its passages and their texts' digests."""

    article: Article
    file: str | None
    digest: str
    passages: tuple[Passage, ...]
    digests: tuple[str, ...]


@dataclass(slots=True)
class Update:
    """One run of changes: articles are offered, embedded batch by batch, stored, and told of.

    Whoever holds the write lock makes one and calls `add`, or `sync` of the module of that name, once.
    """

    database: Database
    embed: Embed
    passage_size: int
    progress: Progress | None = None
    cancel: Cancel | None = None
    counts: Counter[str] = field(default_factory=Counter)  # added, updated, removed, unchanged
    refused: list[Refused] = field(default_factory=list)
    changes: list[Callable[[Transaction], None]] = field(default_factory=list)  # to be stored with what waits
    claimed: dict[str, str | None] = field(default_factory=dict)  # id -> the file that gave it in this run
    _waiting: list[NewArticle] = field(default_factory=list)
    _untold: list[tuple[int, int, str]] = field(default_factory=list)
    _done: int = 0
    _ended: bool = False
    _started: float = field(default_factory=time.perf_counter)

    def add(self, articles: Iterable[Article]) -> Report:
        """Stores articles that come from no folder; one with a known id takes the other's place."""
        articles = list(articles)
        for number, article in enumerate(articles, 1):
            if self.cancelled():
                break
            self.make_room()
            try:
                self.offer(_checked(article), None)
            except InvalidArticle as error:
                self.refused.append(Refused(article.id or f"article {number}", str(error)))
            self.tell(len(articles), article.title or article.id)
        self.store()
        return self.report(skipped=0)

    def offer(self, article: Article, file: str | None) -> None:
        """Queues an article of a file unless it is stored as it is."""
        from ingest import split_article

        digest = article_digest(article)
        stored = self.database.article_record(article.id)
        self.claimed[article.id] = file
        if (
            stored
            and stored.digest == digest
            and stored.file == file
            and stored.passage_size == self.passage_size
        ):
            self.counts["unchanged"] += 1
            if stored.stale:
                self.changes.append(lambda transaction: transaction.mark_stale(article.id, ""))
            return
        self.counts["updated" if stored else "added"] += 1
        passages = tuple(split_article(article, self.passage_size))
        digests = tuple(text_digest(texts_of(article.title, passage)[0]) for passage in passages)
        self._waiting.append(NewArticle(article, file, digest, passages, digests))

    def make_room(self) -> None:
        """Stores what waits where that is a batch."""
        if sum(len(new.passages) for new in self._waiting) >= BATCH:
            self.store()

    def store(self) -> None:
        """Embeds what was not embedded before and commits everything that waits."""
        if not self._waiting and not self.changes:
            return
        vectors = self._vectors_of_waiting()
        with self.database.transaction() as transaction:
            for new in self._waiting:
                rows = [
                    NewPassage(passage, digest, vectors[digest])
                    for passage, digest in zip(new.passages, new.digests, strict=True)
                ]
                transaction.put(new.article, new.digest, new.file, self.passage_size, rows)
            for change in self.changes:
                change(transaction)
        self._waiting.clear()
        self.changes.clear()
        self._tell_all()

    def _vectors_of_waiting(self) -> dict[str, Halves]:
        """The vectors of passages that wait, by digest; what was embedded before is not embedded again."""
        passages = {
            digest: (new.article.title, passage)
            for new in self._waiting
            for passage, digest in zip(new.passages, new.digests, strict=True)
        }
        vectors = dict(self.database.vectors_by_digest(list(passages)))
        missing = {digest: texts_of(*passages[digest]) for digest in passages if digest not in vectors}
        if missing:
            texts = [text for texts in missing.values() for text in texts]
            embedded = np.concatenate(
                [
                    self.embed(texts[at : at + EMBEDDED_AT_ONCE]).astype(np.float16)
                    for at in range(0, len(texts), EMBEDDED_AT_ONCE)
                ]
            )
            ends = np.cumsum([len(texts) for texts in missing.values()])[:-1]
            vectors.update(zip(missing, np.split(embedded, ends), strict=True))
        return vectors

    def cancelled(self) -> bool:
        """Whether the run is to end; it stays so."""
        self._ended = self._ended or (self.cancel is not None and self.cancel())
        return self._ended

    def tell(self, total: int, label: str) -> None:
        """Tells of a step, once what it brought is stored."""
        self._done += 1
        self._untold.append((self._done, total, label))
        if not self._waiting and not self.changes:
            self._tell_all()

    def _tell_all(self) -> None:
        for step in self._untold:
            if self.progress is not None:
                self.progress(*step)
        self._untold.clear()

    def report(self, skipped: int) -> Report:
        """What was done."""
        return Report(
            added=self.counts["added"],
            updated=self.counts["updated"],
            removed=self.counts["removed"],
            unchanged=self.counts["unchanged"],
            refused=tuple(self.refused),
            skipped=skipped,
            seconds=time.perf_counter() - self._started,
        )


def texts_of(title: str, passage: Passage) -> list[str]:
    """What is embedded of a passage: the whole under its title and heading, then each sentence by itself."""
    from ingest.sentences import split_sentences

    context = "\n".join(line for line in (title, passage.heading, passage.text) if line)
    return [context, *(passage.text[start:end] for start, end in split_sentences(passage.text))]


def _checked(article: Article) -> Article:
    """An article that may be stored: with an id, a language and places; its text stays as it was given."""
    from ingest.compose import check_size
    from ingest.places import find_places
    from ingest.script import language_of

    if not article.text.strip():
        raise InvalidArticle("the article has no text; give it some")
    if article.published and not is_partial_date(article.published):
        raise InvalidArticle(
            f"published is {article.published!r}; write it as 2025-04-25, 2025-04 or 2025, or leave it out"
        )
    check_size(len(article.text.encode("utf-8", "replace")), "txt")
    identity = article.id or text_digest(f"{article.title}\n{article.text}")
    if article.ledger.format:  # it was read by ingest, which has looked
        return replace(article, id=identity)
    places = article.places or tuple(find_places(f"{article.title}\n{article.text}"))
    return replace(article, id=identity, language=language_of(article.text), places=places)
