"""The Ask tab: question, examples, filters, and the answer as it grows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from ui.desk import Desk
from ui.instances import instances
from ui.web_answering import Answering
from ui.web_filters import (
    PARAMETERS,
    choices,
    filter_panel,
    without,
)
from ui.wording import WORDS, Language

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
    hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asked = gr.on([ask.click, question.submit], streaming.answer, inputs, outputs, **hidden)
    asked.then(None, [question, *panel.fields], None, js=REMEMBER, **hidden)
    chosen = examples.click(_chosen, None, question, **hidden).then(
        streaming.answer, inputs, outputs, **hidden
    )
    chosen.then(None, [question, *panel.fields], None, js=REMEMBER, **hidden)
    page.load(lambda: instances_html(instances(desk, language), language), None, examples, **hidden)
    linked = page.load(
        Linking(desk), address, [address, question, *panel.fields], js="() => location.search", **hidden
    )
    linked = linked.then(streaming.if_linked, [address, *inputs], outputs, **hidden)
    dropped = panel.chips.click(_dropped, panel.fields, panel.fields, **hidden)
    dropped = dropped.then(streaming.if_asked, inputs, outputs, **hidden)
    dropped.then(None, [question, *panel.fields], None, js=REMEMBER, **hidden)
    stop.click(streaming.stop, None, None, queue=False, **hidden)


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
