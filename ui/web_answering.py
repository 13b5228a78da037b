"""An answer on its way into the page: streamed, stopped, failed, and kept among the earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

import gradio as gr

from qa.answer import Answer
from ui.desk import Busy, Desk
from ui.stops import Stops
from ui.until import until
from ui.web_answer import answer_html, notice_html
from ui.web_filters import chips_html, filters_of
from ui.web_problem import told
from ui.wording import WORDS, Language

TURNS = 10
"""Exchanges that a conversation keeps on the page."""


class Answering:
    """Streams an answer into the page: what is shown, the earlier exchanges, the chips, and the buttons."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self.desk = desk
        self.language = language
        self.stops = Stops()

    def if_asked(self, request: gr.Request, question: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """As `answer`; nothing where there is no question."""
        if question.strip():
            yield from self.answer(request, question, *values)
        else:
            yield tuple([gr.skip()] * 6)

    def answer(self, request: gr.Request, question: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """(shown, earlier, chips, turns, ask, stop) again and again until the answer is whole or stopped."""
        *fields, turns = values
        chips = chips_html(fields, self.language)
        before = earlier_html(turns, self.language)
        running = (gr.Button(visible=False), gr.Button(visible=True))
        rest = (gr.Button(visible=True), gr.Button(visible=False))
        yield self._waiting(question), before, chips, turns, *running
        answer: Answer | None = None
        with self.stops.begun(request) as stopped:
            try:
                growing = self.desk.stream(question, filters_of(fields), _history(turns))
                for answer in until(stopped, growing):
                    yield self._shown(answer, turns), *[gr.skip()] * 5
            except Exception as error:
                yield self._failed(error), *[gr.skip()] * 3, *rest
                return
        kept = [*turns, answer][-TURNS:] if answer else turns
        yield gr.skip(), gr.skip(), gr.skip(), kept, *rest

    def _shown(self, answer: Answer, turns: Sequence[Answer]) -> str:
        return answer_html(answer, len(turns) + 1, self.language)

    def _waiting(self, question: str) -> str:
        words = WORDS[self.language]
        return (
            f'<article class="exchange"><h2 class="asked">{escape(question.strip())}</h2>'
            f'<p class="waiting" role="status">{words["searching"]}</p></article>'
        )

    def _failed(self, error: Exception) -> str:
        words = WORDS[self.language]
        if isinstance(error, Busy):
            return notice_html(words["busy_title"], words["busy"], "busy")
        return notice_html(words["error_title"], told(error, self.language), "error")


def _history(turns: Sequence[Answer]) -> list[tuple[str, str]]:
    return [(turn.question, turn.text) for turn in turns]


def earlier_html(turns: Sequence[Answer], language: Language) -> str:
    """The exchanges before this one, newest first, folded."""
    if not turns:
        return ""
    numbered = reversed(list(enumerate(turns, start=1)))
    folded = "".join(
        f"<details><summary>{escape(turn.question)}</summary>{answer_html(turn, number, language)}</details>"
        for number, turn in numbered
    )
    return f'<section class="earlier"><h2>{WORDS[language]["earlier"]}</h2>{folded}</section>'
