"""The texts in a page's scripts and form fields, which a script would show: each with the names around it.

<script>window.__STATE__ = {"article": {"title": "...", "body": [{"text": "..."}, {"text": "..."}]}}</script>
<script>var data = {title: "...", content: "\\u003Cp>...\\u003C/p>"}</script>
<textarea class="article-content">&lt;p>...&lt;/p></textarea>
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import html

_MOST = 5_000_000  # characters of scripts that are read
_DEEPEST = 3  # data within a string within data
_VALUES, _FIELD = 100_000, 200  # values read; characters of one that says something of the article
_NAMES = 60  # names that lead to a text; what lies deeper is left
_TRIES = 50  # places in one script at which data may begin
_TITLES = frozenset({"title", "headline"})
_QUOTE, _NAME = re.compile("[\"'`]"), re.compile(r"""([A-Za-z_]\w{0,40})["']?\s?[:=]\s?$""")
_ENDS = {
    '"': re.compile(r'((?:[^"\\\n]++|\\.)*+)"'),
    "'": re.compile(r"((?:[^'\\\n]++|\\.)*+)'"),
    "`": re.compile(r"((?:[^`\\]++|\\[\s\S])*+)`"),
}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": ""}
_DATA = re.compile(r"[=(:]\s?(?=[{\[])")
_HAN = re.compile(r"[\u4e00-\u9fff]|\\u[4-9][0-9a-fA-F]{3}|%E[4-9]%")

Path = tuple[str, ...]


@dataclass(slots=True)
class Texts:
    """Texts under the names that lead to each, and what short values stand beside those names."""

    texts: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, dict[str, str]] = field(default_factory=dict)
    values: int = 0

    def fields(self, path: Path) -> Iterator[tuple[str, str]]:
        """(name, value) of what stands beside a text and around it, the nearest first."""
        for length in range(len(path) - 1, -1, -1):
            yield from self.beside.get(path[:length], {}).items()


def han_in_scripts(root: html.HtmlElement) -> int:
    """Han characters of a page's scripts and form fields, written in any way; quickly counted."""
    return sum(1 for _, text in _sources(root) for _ in _HAN.finditer(text))


def script_texts(root: html.HtmlElement) -> Texts:
    """All texts of a page's scripts and form fields; those of one list are together."""
    found = Texts()
    for number, (element, text) in enumerate(_sources(root)):
        if element.tag == "script":
            _read_script(text.strip(), (str(number),), found)
        else:
            found.texts[(str(number), "")] = [text]
    return found


def _sources(root: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """The scripts and form fields that hold something."""
    left = _MOST
    for element in root.iter("script", "textarea", "input"):
        text = (element.get("value") if element.tag == "input" else element.text) or ""
        left -= len(text)
        if left >= 0 and len(text) >= 60:
            yield element, text


def _read_script(text: str, path: Path, found: Texts, depth: int = 0) -> None:
    """Data as such, data within code, or the quoted strings of code."""
    data = _parsed(unquote(text) if text.startswith(("%7B", "%5B")) else text)
    if data is not None:
        _walk(data, path, found, depth)
        return
    code = _without_data(text, path, found, depth)
    for number, (name, literal) in enumerate(_literals(code)):
        found.beside.setdefault(path, {}).setdefault(name, literal[:_FIELD])
        if len(literal) >= 60:
            _add(literal, (*path, name, str(number)), found, depth)


def _without_data(text: str, path: Path, found: Texts, depth: int) -> str:
    """Read the data that code assigns; the code without them."""
    decoder = json.JSONDecoder(strict=False)
    position, code = 0, []
    for _ in range(_TRIES):
        start = _DATA.search(text, position)
        if start is None:
            break
        code.append(text[position : start.end()])
        position = start.end()
        try:
            data, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            continue
        _walk(data, (*path, str(position)), found, depth)
    return "".join([*code, text[position:]])


def _parsed(text: str) -> object:
    """The value of JSON; None for what is none."""
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text.rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _walk(data: object, path: Path, found: Texts, depth: int) -> None:
    """Collect the strings in order, level by level only as far as they are read: data may be wide and deep."""
    levels = [iter([(data, path)])]
    while levels and found.values < _VALUES:
        value, here = next(levels[-1], (None, None))
        if here is None:
            levels.pop()
            continue
        found.values += 1
        if isinstance(value, dict):
            short = {name: one for name, one in value.items() if isinstance(one, str) and len(one) <= _FIELD}
            found.beside.setdefault(here, {}).update(short)
        if isinstance(value, (dict, list)) and len(here) < _NAMES:
            levels.append(_inside(value, here))
        elif isinstance(value, str) and value.strip():
            _add(value, here, found, depth)


def _inside(value: dict[str, object] | list[object], path: Path) -> Iterator[tuple[object, Path]]:
    """What data hold, each with its path; what has a title of its own stands by itself in a list."""
    if isinstance(value, dict):
        yield from ((one, (*path, name)) for name, one in value.items())
    else:
        together = (*path, "")
        for number, one in enumerate(value):
            own = isinstance(one, dict) and not _TITLES.isdisjoint(one)
            yield one, (*path, str(number)) if own else together


def _add(text: str, path: Path, found: Texts, depth: int) -> None:
    """A text, or the texts of the data or code that it holds."""
    plain = text.strip()
    if depth < _DEEPEST and len(plain) >= 60 and plain.startswith(("{", "[", "%7B", "%5B")):
        _read_script(plain, path, found, depth + 1)
    else:
        found.texts.setdefault(path, []).append(_whole(text))


def _literals(code: str) -> Iterator[tuple[str, str]]:
    """(name or "", value) of the quoted strings of a script, in time that grows with its length only."""
    position = 0
    dead = {'"': 0, "'": 0, "`": 0}  # no such quotation ends before here
    while (start := _QUOTE.search(code, position)) is not None:
        position = start.end()
        if position < dead[start[0]]:
            continue
        end = _ENDS[start[0]].match(code, position)
        if end is None:
            line = code.find("\n", position) if start[0] != "`" else -1
            dead[start[0]] = line if line >= 0 else len(code)
            continue
        if end[1]:
            name = _NAME.search(code[max(0, position - 50) : position - 1])
            yield name[1] if name else "", _unescaped(end[1])
        position = end.end()


def _unescaped(literal: str) -> str:
    if "\\" not in literal:
        return literal
    return _ESCAPE.sub(
        lambda match: (
            chr(int(match[1] or match[2], 16)) if match[1] or match[2] else _ESCAPED.get(match[3], match[3])
        ),
        literal,
    )


def _whole(text: str) -> str:
    """Halves of a character joined, lost ones replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
