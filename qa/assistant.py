"""The assistant: a question goes in, an answer whose every statement is proven comes out."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from index import Index
from index.embedder import OnnxEmbedder
from qa.answer import Answer
from qa.aside import aside, other_language, without_greeting
from qa.extractive import extractive_answers, refusal_answer
from qa.follow_up import standalone
from qa.inquiry import Filters, Inquiry
from qa.question import Question, parse_question
from qa.ranking import rank_sentences
from qa.refusal import refuse
from qa.similarity import Similarity
from qa.wording import UNDATED, UNDATED_ONE

if TYPE_CHECKING:  # LangChain takes a second to import, and a quoted answer needs none of it
    from langchain_core.embeddings import Embeddings
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

    from index.reranker import Reranker
    from qa.generative import ChatWriter

PASSAGES = 40
"""Passages that are retrieved for a question."""
Turn = tuple[str, str]
"""A question asked earlier and the text of its answer."""


class Assistant:
    """Answers questions over one index; may be used from many threads.

        with Assistant.open("yigai-index") as assistant:
            print(assistant.ask("How does Sangzhi pool insurance funds?").text)

    `chain` is the same as an LCEL chain, `retrieve | select | answer`, from an Inquiry to an Answer, to compose with.
    """

    def __init__(
        self, index: Index, llm: BaseChatModel | None = None, *, k: int = PASSAGES, timeout: float = 60.0
    ) -> None:
        self.index = index
        self.k = k
        self._similarity = Similarity(index.embedder)
        self._writer: ChatWriter | None = None
        if llm:
            from qa.generative import ChatWriter

            self._writer = ChatWriter(index, llm, timeout)

    @cached_property
    def chain(self) -> Runnable[Inquiry, Answer]:
        """`retrieve | select | answer`."""
        from langchain_core.runnables import RunnableLambda

        return RunnableLambda(self._retrieve) | RunnableLambda(self._select) | RunnableLambda(self._answer)

    @classmethod
    def open(
        cls,
        path: str | Path,
        llm: BaseChatModel | str | None = None,
        *,
        llm_base_url: str | None = None,
        llm_api_key: str | None = None,
        timeout: float = 60.0,
        embedder: Embeddings | str | None = None,
        reranker: Reranker | str | None = None,
        k: int = PASSAGES,
    ) -> Assistant:
        """An assistant over the index in `path`; IndexMissing where there is none (it creates nothing).

        llm: None (answers are quoted), a BaseChatModel, or a model's name; `llm_base_url` and `llm_api_key`
        go with a name and may point to anything OpenAI-compatible. timeout: seconds a question may take
        before the answer is quoted after all. embedder, reranker: as in Index.open. k: passages retrieved.
        """
        if isinstance(llm, str):
            from qa.chat import load_chat_model

            llm = load_chat_model(llm, llm_base_url, llm_api_key, timeout)
        return cls(
            Index.open(path, embedder=embedder, reranker=reranker, create=False), llm, k=k, timeout=timeout
        )

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index."""
        self.index.close()

    def ask(
        self, question: str, filters: Filters | None = None, history: Sequence[Turn] | None = None
    ) -> Answer:
        """The answer to one question.

        `filters` are those of Index.search; `history` holds earlier (question, answer) pairs, oldest first:
        a follow-up takes over the place it lacks. Errors: InvalidQuestion; ValueError for an unknown filter.
        """
        return self._answer(self._select(self._retrieve(self._inquire(question, filters, history))))

    def stream(
        self, question: str, filters: Filters | None = None, history: Sequence[Turn] | None = None
    ) -> Iterator[Answer]:
        """The answer as it grows; the last Answer is the whole one. Arguments and errors as `ask`."""
        inquiry = self._inquire(question, filters, history)
        return self._answers(self._select(self._retrieve(inquiry)))

    def _no_question(self, asked: str) -> str | None:
        """What to say to a greeting, or to a language that only a multilingual encoder of the user's would know."""
        embedded = isinstance(self.index.embedder, OnnxEmbedder)
        return aside(asked) or (other_language(asked) if embedded else None)

    def _inquire(self, text: str, filters: Filters | None, history: Sequence[Turn] | None) -> Inquiry:
        asked = parse_question(text)
        began = time.perf_counter()
        question = parse_question(without_greeting(asked.text))
        if history and not self._no_question(asked.text):
            question = parse_question(self._alone(question, history))
        return Inquiry(asked.text, question, filters, began=began)

    def _alone(self, asked: Question, history: Sequence[Turn]) -> str:
        """The question without its history: condensed by the model, or else by rule."""
        told = self._writer.condense(asked.text, asked.language, history) if self._writer else None
        return told or standalone(asked.text, [turn[0] for turn in history])

    def _retrieve(self, inquiry: Inquiry) -> Inquiry:
        if self._no_question(inquiry.asked):
            return inquiry
        hits = self.index.search(inquiry.question.text, k=self.k, filters=inquiry.filters)
        return replace(inquiry, hits=tuple(hits), notes=self._notes(inquiry))

    def _notes(self, inquiry: Inquiry) -> tuple[str, ...]:
        """How many articles a date filter could not judge."""
        if not {"published_from", "published_to"} & set(inquiry.filters or ()):
            return ()
        undated = self.index.undated(inquiry.filters)
        texts = UNDATED_ONE if undated == 1 else UNDATED
        return (texts[inquiry.language].format(count=undated),) if undated else ()

    def _select(self, inquiry: Inquiry) -> Inquiry:
        sentences = rank_sentences(inquiry.question, inquiry.hits, self.index.words)
        return replace(inquiry, sentences=tuple(sentences))

    def _answer(self, inquiry: Inquiry) -> Answer:
        *_, answer = self._answers(inquiry)
        return answer

    def _answers(self, inquiry: Inquiry) -> Iterator[Answer]:
        reason = self._no_question(inquiry.asked) or refuse(self.index, self._similarity, inquiry)
        if reason is not None:
            yield refusal_answer(self.index, inquiry, reason)
        elif self._writer is not None:
            yield from self._writer.answers(inquiry)
        else:
            yield from extractive_answers(self.index, inquiry)
