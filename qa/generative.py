"""The answer by a chat model: it sees passages under handles, and what it says is checked against them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable

from index import Index
from ingest.sentences import split_sentences
from qa.answer import Answer, Citation, Statement
from qa.chat import ModelFailed, model_name, stream_text
from qa.choice import STATEMENTS
from qa.citation import cite
from qa.extractive import CITATIONS, answer_text, extractive_answers, one_of_each, refusal_answer
from qa.handles import Handles
from qa.inquiry import Inquiry
from qa.prompts import CONDENSE, NO_ANSWER, PROMPT, Messages
from qa.question import Language
from qa.ranking import Sentence
from qa.similarity import Similarity
from qa.support import check_statement
from qa.wording import FALLBACK, NO_SOURCE, REFUSED, UNSURE

PASSAGES = 8
"""Passages that the model sees."""


class ChatWriter:
    """Writes answers with a chat model within `timeout` seconds of the question; falls back to quoting."""

    def __init__(self, index: Index, llm: BaseChatModel, timeout: float) -> None:
        self._index = index
        self._similarity = Similarity(index.embedder)
        self._timeout = timeout
        self._model = model_name(llm)
        self._answering = _chains(PROMPT, llm)
        self._condensing = _chains(CONDENSE, llm)

    def condense(self, question: str, language: Language, history: Sequence[tuple[str, str]]) -> str | None:
        """The follow-up as a question of its own; None where the model writes none in a third of the time."""
        told = "\n".join(f"Q: {asked}\nA: {answer[:500]}" for asked, answer in history[-4:])
        deadline = time.monotonic() + self._timeout / 3
        try:
            *_, text = stream_text(
                self._condensing[language], {"history": told, "question": question}, deadline
            )
        except ModelFailed:
            return None
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return lines[-1] if lines and len(lines[-1]) <= 500 else None

    def answers(self, inquiry: Inquiry) -> Iterator[Answer]:
        """The answer as it grows, sentence by sentence; the last is whole, checked, or quoted with a note."""
        shown = one_of_each(inquiry.sentences)[:PASSAGES]
        handles = Handles.fresh(len(shown))
        deadline = time.monotonic() + self._timeout - inquiry.elapsed_ms / 1000
        values = {"question": inquiry.question.text, "passages": _listing(shown, handles)}
        text, told = "", 0
        try:
            for text in stream_text(self._answering[inquiry.language], values, deadline):
                done = handles.read(text.replace(NO_ANSWER, ""), complete=False)
                if told < len(done) <= STATEMENTS:
                    told = len(done)
                    yield self._compose(inquiry, done, shown)
            said = handles.read(text.replace(NO_ANSWER, ""))[:STATEMENTS]
            if not said and NO_ANSWER not in text:
                raise ModelFailed("it said nothing")
        except ModelFailed as failure:
            note = FALLBACK[inquiry.language].format(why=failure)
            yield from extractive_answers(self._index, replace(inquiry, notes=(*inquiry.notes, note)))
            return
        if not said:
            language = inquiry.language
            reason = f"{REFUSED[language]} {UNSURE[language]}"
            yield replace(refusal_answer(self._index, inquiry, reason), model=self._model)
        else:
            yield self._compose(inquiry, said, shown)

    def _compose(
        self, inquiry: Inquiry, said: Sequence[tuple[str, tuple[int, ...]]], shown: Sequence[Sentence]
    ) -> Answer:
        citations: list[Citation] = []
        statements = []
        for text, passages in said:
            numbers = [self._number(inquiry, citations, shown[one], text) for one in passages]
            kept = tuple(dict.fromkeys(number for number in numbers if number))
            statements.append(_checked(inquiry, text, [citations[number - 1] for number in kept], shown))
        return Answer(
            question=inquiry.asked,
            language=inquiry.language,
            text=answer_text(inquiry, statements, citations),
            refused=False,
            reason=" ".join(inquiry.notes),
            statements=tuple(statements),
            citations=tuple(citations),
            nearest=(),
            model=self._model,
            elapsed_ms=inquiry.elapsed_ms,
        )

    def _number(self, inquiry: Inquiry, citations: list[Citation], shown: Sentence, text: str) -> int:
        """The number of the citation for a statement; 0 where five are used up."""
        start, end = self._best_span(shown, text)
        article = shown.hit.article.id
        same = [
            one for one in citations if one.article.id == article and one.passage == shown.hit.passage.text
        ]
        for one in same:
            if (one.start, one.end) == (start, end) or len(citations) == CITATIONS:
                return one.number
        if len(citations) == CITATIONS:
            return 0
        number = len(citations) + 1
        citations.append(cite(self._index, number, shown.hit, (start, end), inquiry.language))
        return number

    def _best_span(self, shown: Sentence, text: str) -> tuple[int, int]:
        """Offsets in the article of the passage's sentence that is nearest to the statement."""
        passage = shown.hit.passage
        spans = split_sentences(passage.text)
        cosines = self._similarity(text, [passage.text[start:end] for start, end in spans])
        start, end = spans[int(cosines.argmax())]
        return passage.start + start, passage.start + end


def _chains(
    prompts: dict[Language, Messages], llm: BaseChatModel
) -> dict[Language, Runnable[dict[str, str], object]]:
    return {key: ChatPromptTemplate.from_messages(list(messages)) | llm for key, messages in prompts.items()}


def _checked(inquiry: Inquiry, text: str, cited: Sequence[Citation], shown: Sequence[Sentence]) -> Statement:
    """The statement with its support: all cited passages together must bear it out."""
    if not cited:
        return Statement(text, (), "unsupported", (NO_SOURCE[inquiry.language],))
    hits = [one.hit for one in shown if one.hit.passage.text in {citation.passage for citation in cited}]
    passage = "\n".join(hit.passage.text for hit in hits)
    places = tuple(dict.fromkeys(place for hit in hits for place in hit.article.places))
    context = "\n".join(f"{hit.article.title}\n{hit.passage.heading}" for hit in hits)
    # 去年 means another year in each of the articles: one of their dates must bear the statement out.
    dates = dict.fromkeys(one.article.published for one in cited)
    verdicts = [check_statement(text, passage, None, date, places, context) for date in dates]
    support, problems = next((one for one in verdicts if one[0] != "unsupported"), verdicts[0])
    return Statement(text, tuple(one.number for one in cited), support, problems)


def _listing(shown: Sequence[Sentence], handles: Handles) -> str:
    """The passages for the prompt, between tags of their handles; no angle bracket of theirs can close them."""
    parts = []
    for number, one in enumerate(shown):
        article, passage = one.hit.article, one.hit.passage
        about = " | ".join(
            part for part in (article.title, passage.heading, article.source, article.published) if part
        )
        inside = f"{about}\n{passage.text}".replace("<", "‹").replace(">", "›")
        parts.append(f'<passage handle="{handles[number]}">\n{inside}\n</passage>')
    return "\n".join(parts)
