"""The reading desk that page and REST interface share: one index, one assistant, and a bounded number of askers."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from index import Index
from index.hit import Hit, Report
from ingest import Refused, article_from_bytes, clean_article
from ingest.article import Article
from qa import Assistant
from qa.answer import Answer
from ui.opening import assistant_over, open_index
from ui.problem import NoSuchArticle
from ui.settings import Settings

RUNNING = 2
"""Questions answered at once by quoting: more threads would only slow one another down."""
CHATTING = 8
"""Questions answered at once by a chat model, which are mostly waited for."""
WAITING = 24
"""Questions that may wait for their turn."""
Filters = Mapping[str, Any]
Turns = Sequence[tuple[str, str]]


class Busy(RuntimeError):  # noqa: N818  named like the contract's other errors
    """More questions are waiting than can be answered soon; the asker may try again in some seconds."""


@dataclass(slots=True)
class Gate:
    """Lets `running` callers in at once and `waiting` more wait; the next one is told Busy at once."""

    running: int = RUNNING
    waiting: int = WAITING
    inside: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _slots: threading.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._slots = threading.Semaphore(self.running)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Hold one of the places; Busy where all of them and all waiting places are taken."""
        with self._lock:
            if self.inside >= self.running + self.waiting:
                raise Busy("too many questions at this moment; ask again in a few seconds")
            self.inside += 1
        try:
            with self._slots:
                yield
        finally:
            with self._lock:
                self.inside -= 1


class Desk:
    """What a reader at the page or a program at the REST interface may do; safe from many threads."""

    def __init__(self, index: Index, assistant: Assistant, gate: Gate | None = None) -> None:
        self.index = index
        self.assistant = assistant
        self.gate = gate or Gate()
        self.instances: dict[tuple[str, int], list[str]] = {}

    @classmethod
    def open(cls, settings: Settings) -> Desk:
        """The desk of the settings; a missing index is created, so that the page can fill it."""
        index = open_index(settings, create=True)
        return cls(index, assistant_over(index, settings), Gate(CHATTING if settings.llm else RUNNING))

    def close(self) -> None:
        """Close the index; what was acknowledged is stored."""
        self.assistant.close()

    def ask(self, question: str, filters: Filters | None = None, history: Turns | None = None) -> Answer:
        """The whole answer. Errors: InvalidQuestion, Busy, ValueError for a wrong filter."""
        with self.gate.entered():
            return self.assistant.ask(question, filters=filters, history=history)

    def stream(
        self, question: str, filters: Filters | None = None, history: Turns | None = None
    ) -> Iterator[Answer]:
        """The growing answer, the last one whole; errors as `ask`."""
        with self.gate.entered():
            yield from self.assistant.stream(question, filters=filters, history=history)

    def search(self, query: str, k: int = 10, filters: Filters | None = None) -> list[Hit]:
        """The ranked passages; errors as `ask`."""
        with self.gate.entered():
            return self.index.search(query, k=k, filters=filters)

    def articles(self) -> list[Article]:
        """All articles, without their texts."""
        return self.index.articles()

    def article(self, article_id: str) -> Article:
        """One article with its text; NoSuchArticle where there is none of that id."""
        try:
            return self.index.article(article_id)
        except KeyError:
            raise NoSuchArticle(article_id) from None

    def reprints(self, article_id: str) -> list[Article]:
        """The other articles that tell the same story in the same words."""
        return self.index.reprints(article_id)

    def add(self, article: Article) -> Report:
        """Clean and store an article that comes from no folder."""
        return self.index.add([clean_article(article)])

    def add_file(self, data: bytes, name: str) -> Report:
        """Read one uploaded file as if it stood in a folder; the report names what in it was refused, and why."""
        read = list(article_from_bytes(data, name))
        refused = tuple(one for one in read if isinstance(one, Refused))
        report = self.index.add([one for one in read if isinstance(one, Article)])
        return joined(report, Report(refused=refused))

    def remove(self, article_id: str) -> None:
        """Remove one article; NoSuchArticle where there is none of that id."""
        self.article(article_id)
        self.index.remove(article_id)


def joined(one: Report, other: Report) -> Report:
    """Two reports as one."""
    return Report(
        added=one.added + other.added,
        updated=one.updated + other.updated,
        removed=one.removed + other.removed,
        unchanged=one.unchanged + other.unchanged,
        refused=one.refused + other.refused,
        skipped=one.skipped + other.skipped,
        seconds=one.seconds + other.seconds,
    )
