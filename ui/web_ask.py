"""The Ask tab: question, examples, filters, and the answer as it grows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from qa.answer import Answer
from ui.desk import Busy, Desk
from ui.instances import instances
from ui.web_answer import answer_html, notice_html
from ui.web_filters import (
    PARAMETERS,
    chips_html,
    choices,
    filter_panel,
    filters_of,
    without,
)
from ui.web_problem import told
from ui.wording import WORDS, Language

TURNS = 10
"""Exchanges that a conversation keeps on the page."""
ON_CLICK = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-value]');
  if (button) trigger('click', { name: button.dataset.name || '', value: button.dataset.value });
});
"""
REMEMBER = """
(question, from, to, sources, articles, places) => {
  const address = new URLSearchParams();
  const add = (name, values) => [values].flat().filter(Boolean).forEach((value) => address.append(name, value));
  add('q', question.trim()); add('from', from); add('to', to);
  add('source', sources); add('article', articles); add('place', places);
  history.replaceState(null, '', location.pathname + (address.size ? '?' + address : ''));
}
"""


def ask_tab(page: gr.Blocks, desk: Desk, language: Language) -> None:
    """Lay the tab out and connect it."""
    words = WORDS[language]
    with gr.Row(elem_classes="asking", equal_height=True):
        question = gr.Textbox(
            label=words["question"], placeholder=words["question_hint"], lines=1, max_lines=5, scale=8,
            elem_id="question", autofocus=True,
        )  # fmt: skip
        ask = gr.Button(words["ask"], variant="primary", scale=1, min_width=96, elem_id="ask")
        stop = gr.Button(words["stop"], scale=1, min_width=96, visible=False, elem_id="stop")
    examples = gr.HTML("", js_on_load=ON_CLICK, elem_id="instances", apply_default_css=False)
    panel = filter_panel(language, ON_CLICK)
    shown = gr.HTML("", elem_id="exchange", apply_default_css=False)
    earlier = gr.HTML("", elem_id="earlier", apply_default_css=False)
    turns = gr.State([])
    address = gr.Textbox(visible=False)

    inputs = [question, *panel.fields, turns]
    outputs = [shown, earlier, panel.chips, turns, ask, stop]
    streaming = Answering(desk, language)
    answering = streaming.answer
    hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asked = gr.on([ask.click, question.submit], answering, inputs, outputs, **hidden)
    asked.then(None, [question, *panel.fields], None, js=REMEMBER, **hidden)
    chosen = examples.click(_chosen, None, question, **hidden).then(answering, inputs, outputs, **hidden)
    chosen.then(None, [question, *panel.fields], None, js=REMEMBER, **hidden)
    page.load(lambda: instances_html(instances(desk, language), language), None, examples, **hidden)
    linked = page.load(
        Linking(desk), address, [address, question, *panel.fields], js="() => location.search", **hidden
    )
    linked = linked.then(streaming.if_linked, [address, *inputs], outputs, **hidden)
    dropped = panel.chips.click(_dropped, panel.fields, panel.fields, **hidden)
    dropped = dropped.then(streaming.if_asked, inputs, outputs, **hidden)
    dropped.then(None, [question, *panel.fields], None, js=REMEMBER, **hidden)
    stop.click(_stopped, None, [ask, stop], cancels=[asked, chosen, linked, dropped], **hidden)


def instances_html(questions: Sequence[str], language: Language) -> str:
    """The example questions as buttons."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" data-value="{escape(one)}">{escape(one)}</button></li>'
        for one in questions
    )
    heading = f"<h2>{WORDS[language]['examples']}</h2>"
    return f'<section class="instances">{heading}<ul class="chips">{buttons}</ul></section>'


def _chosen(event: gr.EventData) -> str:
    return str(event.value)


def _dropped(event: gr.EventData, *values: Any) -> list[Any]:
    return without(values, str(event.name), str(event.value))


def _stopped() -> tuple[Any, Any]:
    return gr.Button(visible=True), gr.Button(visible=False)


class Linking:
    """Reads question and filters from the page's address, and fills the lists with what the collection holds."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def __call__(self, search: str) -> list[Any]:
        """The address itself, question and fields; `search` is the address from its question mark on.

        What the address does not name is left alone: the reader may have begun to type.
        """
        asked = parse_qs(search.removeprefix("?"))
        texts = [asked.get(name, [gr.skip()])[0] for name in ("q", *PARAMETERS[:2])]
        return [search, *texts, *choices(self.desk, [asked.get(name, []) for name in PARAMETERS[2:]])]


class Answering:
    """Streams an answer into the page: what is shown, the earlier exchanges, the chips, and the buttons."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self.desk = desk
        self.language = language

    def if_linked(self, search: str, question: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """As `answer` where the page's address holds a question; else the welcome."""
        if "q" in parse_qs(search.removeprefix("?")):
            yield from self.answer(question, *values)
        else:
            yield self._welcome(), gr.skip(), chips_html(values[:-1], self.language), *[gr.skip()] * 3

    def if_asked(self, question: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """As `answer`, but without a question only the chips change."""
        if question.strip():
            yield from self.answer(question, *values)
        else:
            yield gr.skip(), gr.skip(), chips_html(values[:-1], self.language), *[gr.skip()] * 3

    def answer(self, question: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """(shown, earlier, chips, turns, ask, stop) again and again until the answer is whole."""
        *fields, turns = values
        chips = chips_html(fields, self.language)
        before = earlier_html(turns, self.language)
        running = (gr.Button(visible=False), gr.Button(visible=True))
        rest = (gr.Button(visible=True), gr.Button(visible=False))
        yield self._waiting(question), before, chips, turns, *running
        answer: Answer | None = None
        try:
            for answer in self.desk.stream(question, filters_of(fields), _history(turns)):
                yield self._shown(answer, turns), gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
        except Exception as error:
            yield self._failed(error), gr.skip(), gr.skip(), gr.skip(), *rest
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

    def _welcome(self) -> Any:
        """Advice where the collection is empty; else nothing, so that an answer that came first stays."""
        words = WORDS[self.language]
        if self.desk.index.stats()["articles"]:
            return gr.skip()
        return notice_html(words["empty_title"], words["empty"], "empty")

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
