"""The Ask tab: question, examples, filters, and the answer as it grows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qs

import gradio as gr

from ui.desk import Desk
from ui.instances import instances
from ui.web_answer import notice_html
from ui.web_answering import Answering
from ui.web_filters import PARAMETERS, chips_html, choices, filter_panel, without
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
ASK_IF_LINKED = """
() => { if (new URLSearchParams(location.search).has('q')) document.getElementById('ask').click(); }
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
    # What is quick does not queue: Gradio's client can lose an event that joins the queue while the stream
    # of the one before it is closing, so that a question asked at the first moment would never be answered.
    quick = {**hidden, "queue": False}
    remember: dict[str, Any] = {"fn": None, "inputs": [question, *panel.fields], "js": REMEMBER, **hidden}
    gr.on([ask.click, question.submit], streaming.answer, inputs, outputs, **hidden).then(**remember)
    chosen = examples.click(_chosen, None, question, **quick)
    chosen.then(streaming.answer, inputs, outputs, **hidden).then(**remember)
    page.load(lambda: instances_html(instances(desk, language), language), None, examples, **quick)
    narrowing = Narrowing(desk, language)
    opened = page.load(
        narrowing.opened, address, [question, *panel.fields, panel.chips, shown],
        js="() => location.search", **quick,
    )  # fmt: skip
    opened.then(None, js=ASK_IF_LINKED, **hidden)
    dropped = panel.chips.click(narrowing.dropped, panel.fields, [*panel.fields, panel.chips], **quick)
    dropped.then(streaming.if_asked, inputs, outputs, **hidden).then(**remember)
    stop.click(streaming.stops.stop, None, None, **quick)


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


class Narrowing:
    """The filters of the page's address when it is opened, and those that are left when a chip is pressed."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self.desk = desk
        self.language = language

    def opened(self, search: str) -> list[Any]:
        """Question, fields, chips and the welcome; `search` is the page's address from its question mark on.

        What the address does not name is left alone: the reader may have begun to type.
        """
        asked = parse_qs(search.removeprefix("?"))
        texts = [asked.get(name, [gr.skip()])[0] for name in ("q", *PARAMETERS[:2])]
        lists = [asked.get(name, []) for name in PARAMETERS[2:]]
        chips = chips_html([*(asked.get(name, [""])[0] for name in PARAMETERS[:2]), *lists], self.language)
        return [*texts, *choices(self.desk, lists), chips or gr.skip(), self._welcome()]

    def dropped(self, event: gr.EventData, *values: Any) -> list[Any]:
        """The fields and chips without the filter whose chip was pressed."""
        kept = without(values, str(event.name), str(event.value))
        return [*kept, chips_html(kept, self.language)]

    def _welcome(self) -> Any:
        """Advice where the collection is empty; else nothing, so that an answer that came first stays."""
        words = WORDS[self.language]
        if self.desk.index.stats()["articles"]:
            return gr.skip()
        return notice_html(words["empty_title"], words["empty"], "empty")
