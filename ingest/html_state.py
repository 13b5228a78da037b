"""The article that a page holds as data in its scripts, for a script to show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from lxml import html

from ingest.headline import bigrams, held_share
from ingest.html_blocks import Block, read_blocks
from ingest.html_links import own_links
from ingest.html_scripts import Path, Texts, han_in_scripts, script_texts
from ingest.html_size import MOST_WORK, size_of

_LEAST, _SHORT = 60, 300  # characters of an article; of one so short that its scripts are always looked at
_CANDIDATES, _UNNAMED = 6, 0.3
_LINKED = 0.6  # share of a line that is links to other articles
_TAG = re.compile(r"<(?:p|br|div|section|span|article|h\d)\b", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;(?:p|br|div|section|span|article|h\d)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？]|[a-z)\"]\.(?:\s|<|$)")
_DATE = re.compile(r"date|time|^created?|publish", re.IGNORECASE)
_DATED = re.compile(r"(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d")
_SOURCE = re.compile(r"^(?:article_?)?(?:source|media)(?:_?name)?$|^publisher$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class State:
    """An article as data: its lines, its captions, `prose` as of Block; "" for what is not said of it."""

    lines: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    prose: int = 0
    spoken: float = 0.0  # share of the title's bigrams in it
    published: str = ""
    source: str = ""
    title: str = ""


def hidden_state(root: html.HtmlElement, shown: Sequence[Block], title: str) -> State | None:
    """The article in a page's scripts, where `shown`, what the page shows of an article, is under half of it.

    Where it shows something, only an article that says as much of what the title says goes before it.
    """
    prose = sum(block.prose for block in shown)
    if prose >= _SHORT and han_in_scripts(root) <= 2 * prose:
        return None
    named = bigrams(title)
    state = _read_state(root, named)
    if state is None or state.prose <= 2 * prose:
        return None
    spoken = held_share("\n".join(block.text for block in shown), named)
    return state if prose < _LEAST or (title and state.spoken >= spoken) else None


def _read_state(root: html.HtmlElement, named: Counter[str]) -> State | None:
    """The longest article in the page's scripts, one that speaks of the title before others."""
    texts = script_texts(root)
    long = ((path, "\n".join(pieces)) for path, pieces in texts.texts.items())
    likely = sorted(
        ((path, text) for path, text in long if len(text) >= _LEAST and _SENTENCE.search(text)),
        key=lambda one: -len(one[1]) * (_UNNAMED + held_share(one[1], named)),
    )
    states = [_state(path, text, texts, named) for path, text in likely[:_CANDIDATES]]
    best = max(states, key=lambda state: state.prose * (_UNNAMED + state.spoken), default=None)
    return best if best and best.prose >= _LEAST else None


def _state(path: Path, text: str, texts: Texts, named: Counter[str]) -> State:
    blocks = _blocks(text)
    fields = list(texts.fields(path))
    return State(
        lines=tuple(block.text for block in blocks if block.kind != "caption"),
        captions=tuple(block.text for block in blocks if block.kind == "caption"),
        prose=sum(block.prose for block in blocks if block.kind != "caption"),
        spoken=held_share("\n".join(block.text for block in blocks), named),
        published=next((value for name, value in fields if _DATE.search(name) and _DATED.search(value)), ""),
        source=next((value for name, value in fields if _SOURCE.search(name) and len(value) <= 30), ""),
        title=next((value for name, value in fields if name in ("title", "headline")), ""),
    )


def _blocks(text: str) -> list[Block]:
    """The lines of a text, or the blocks of markup, escaped or not."""
    if _ESCAPED_TAG.search(text):
        text = unescape(text).strip().strip('"')
    if not _TAG.search(text):
        text = "".join(f"<p>{line}</p>" for line in text.replace("<", "&lt;").split("\n"))
    root = html.fromstring(f"<div>{text}</div>")
    elements, deepest = size_of(root)
    blocks = own_links(read_blocks(root)) if elements * deepest <= MOST_WORK else []
    return [block for block in blocks if not block.aside and block.link_share < _LINKED]
