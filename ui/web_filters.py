"""The filters of the page: fields to narrow the search, and a removable chip for each that is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from ui.desk import Desk
from ui.wording import WORDS, Language

NAMES = ("published_from", "published_to", "source", "article", "place")
"""The filters of Index.search, in the order of the page's fields."""
PARAMETERS = ("from", "to", "source", "article", "place")
"""Their names in the page's address."""


@dataclass(frozen=True, slots=True)
class FilterPanel:
    """The fields in the order of NAMES, and the row of chips."""

    fields: list[gr.components.Component]
    chips: gr.HTML


def filter_panel(language: Language, on_click: str) -> FilterPanel:
    """Two dates and three lists, folded away until they are wanted."""
    words = WORDS[language]
    chips = gr.HTML("", js_on_load=on_click, elem_id="chips", apply_default_css=False)
    with gr.Accordion(words["filters"], open=False, elem_id="filters"), gr.Row():
        fields: list[gr.components.Component] = [
            gr.Textbox(label=words[name], placeholder=words["date_hint"], min_width=180, elem_id=name)
            for name in NAMES[:2]
        ]
        fields += [
            gr.Dropdown(
                label=words[name], multiselect=True, allow_custom_value=True, min_width=220, elem_id=name
            )
            for name in NAMES[2:]
        ]
    return FilterPanel(fields, chips)


def choices(desk: Desk, values: Sequence[Any]) -> list[gr.Dropdown]:
    """The three lists with what the collection holds now, `values` chosen."""
    articles = sorted((article.title or article.id, article.id) for article in desk.articles())
    offered: list[Sequence[Any]] = [desk.index.sources(), articles, desk.index.places()]
    return [
        gr.Dropdown(choices=list(offer), value=list(value)) if value else gr.Dropdown(choices=list(offer))
        for offer, value in zip(offered, values, strict=True)
    ]


def filters_of(values: Sequence[Any]) -> dict[str, Any] | None:
    """The fields' values as the filters of Index.search; None where none is set."""
    given = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in zip(NAMES, values, strict=True)
    }
    return {name: value for name, value in given.items() if value} or None


def chips_html(values: Sequence[Any], language: Language) -> str:
    """A button for each filter in force; pressing it takes the filter away."""
    words = WORDS[language]
    chips = [
        f'<li><button type="button" class="drop" data-name="{name}" data-value="{escape(value)}" '
        f'aria-label="{escape(words["remove_filter"].format(name=f"{words[name]}: {value}"))}">'
        f"{words[name]}: {escape(value)}</button></li>"
        for name, value in _each(values)
    ]
    label = words["filters_in_force"]
    return f'<ul class="chips" aria-label="{label}">{"".join(chips)}</ul>' if chips else ""


def _each(values: Sequence[Any]) -> list[tuple[str, str]]:
    """(name, value) of every single filter."""
    return [
        (name, str(one))
        for name, value in (filters_of(values) or {}).items()
        for one in (value if isinstance(value, list) else [value])
    ]


def without(values: Sequence[Any], name: str, dropped: str) -> list[Any]:
    """The fields' values with one filter taken away."""
    return [
        value
        if one != name
        else ([item for item in value if str(item) != dropped] if isinstance(value, list) else "")
        for one, value in zip(NAMES, values, strict=True)
    ]
