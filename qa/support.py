"""Is a statement borne out by the passage it cites? Its quote, figures, dates and names, without any model.

What it does not see: a figure of the passage that the statement gives to the wrong thing, and what is said
without figures, dates or names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.terms import is_chinese
from ingest.resolve import resolve_dates
from qa.agreement import bears_out, same_value
from qa.answer import Support
from qa.dates import Date, find_dates, resolve
from qa.figures import find_figures, find_idioms, plain
from qa.names import unknown_names
from qa.quantity import Quantity, english

_MARKS = re.compile(r"\s*\[\d+(?:\s*[,，、;；-]\s*\d+)*\]")
_QUOTES = "“”\"'‘’「」『』 \n\t"
_CLAUSE_END = "，。；：！？、,.;:!?…\n"


def check_statement(
    statement: str,
    passage: str,
    quote: str | None,
    published: str | None = None,
    article_places: Sequence[str] = (),
    context: str = "",
) -> tuple[Support, tuple[str, ...]]:
    """Whether the passage bears the statement out, and what it does not, a line each in its language.

    "quoted": the statement is words of the passage; "checked": each of its figures, dates and names is in the
    passage; "unsupported": something is not. `published` (ISO) tells what 去年 is; names are also known from
    `article_places` and from `context` (heading, title), in which figures and dates count for nothing.
    """
    said = _MARKS.sub("", statement).strip()
    chinese = is_chinese(said)
    if quote is not None and quote not in passage:
        return "unsupported", ("引文不在原文中" if chinese else "the quote is not in the passage",)
    if _is_verbatim(said, passage):
        return "quoted", ()
    rest = said.replace(quote, "", 1) if quote and quote in said else said
    problems = [
        *_figure_problems(rest, passage, chinese),
        *_date_problems(rest, passage, published, chinese),
        *(_absent(name, chinese) for name in unknown_names(rest, passage, context, article_places)),
    ]
    if problems:
        return "unsupported", tuple(dict.fromkeys(problems))
    return ("quoted" if rest != said else "checked"), ()


def _is_verbatim(statement: str, passage: str) -> bool:
    """Whether the statement is whole clauses of the passage, white space and quotation marks aside."""
    words, text = (re.sub(r"\s+", " ", plain(part)).strip(_QUOTES) for part in (statement, passage))
    words = words.rstrip(_CLAUSE_END)
    start = text.find(words) if words else -1
    while start >= 0:
        before, after = text[:start].rstrip(_QUOTES), text[start + len(words) :].lstrip(_QUOTES)
        if (not before or before[-1] in _CLAUSE_END) and (not after or after[0] in _CLAUSE_END):
            return True
        start = text.find(words, start + 1)
    return False


def _figure_problems(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    claims = [figure for figure in find_figures(statement) if figure.unit != "calendar year"]
    if not claims:
        return
    evidence = _evidence(passage)
    translated = chinese != is_chinese(passage)
    for claim in claims:
        if not _is_borne_out(claim, evidence, translated):
            yield _mismatch(claim, evidence, chinese)


def _evidence(passage: str) -> list[Quantity]:
    """The passage's quantities, with the numerals of its names: "five centres" is proven by 五大中心."""
    found = [*find_figures(passage), *find_idioms(passage)]
    for character, value in (("双", 2.0), ("首", 1.0)):
        if character in passage:
            found.append(Quantity(0, 0, character, value, value, value, "", ordinal=character == "首"))
    return found


def _is_borne_out(claim: Quantity, evidence: Sequence[Quantity], translated: bool) -> bool:
    if any(bears_out(claim, found, translated) for found in evidence):
        return True
    if claim.low < claim.high and not claim.approximation:
        ends = (replace(claim, low=end, high=end, value=end) for end in (claim.low, claim.high))
        return all(any(bears_out(end, found, translated) for found in evidence) for end in ends)
    return False


def _mismatch(claim: Quantity, evidence: Sequence[Quantity], chinese: bool) -> str:
    """The problem in one line, with what the passage has instead where that is the same number."""
    near = next((found for found in evidence if found.unit and same_value(claim, found)), None)
    if near is None:
        return _absent(claim.text, chinese)
    if chinese:
        return f"“{claim.text}”与原文“{near.text}”不符"
    meaning = "" if near.text.isascii() else f" ({english(near)})"
    return f"{claim.text}: the passage says {near.text}{meaning}"


def _absent(text: str, chinese: bool) -> str:
    return f"原文没有“{text}”" if chinese else f"{text} is not in the passage"


def _date_problems(statement: str, passage: str, published: str | None, chinese: bool) -> Iterator[str]:
    half = plain(statement)
    claims = find_dates(half)
    if not claims:
        return
    dates = [resolve(date, published) for date in find_dates(plain(passage))]
    known = {(date.year, date.month, date.day) for date in dates} | {
        _parts(iso) for iso in resolve_dates(passage, published)
    }
    if not any(date.year or date.offset is not None for date in dates) and published:
        known.add(_parts(published))  # where the passage names no year, the article's own date stands
    offsets = {date.offset for date in dates}
    for date in claims:
        if not _is_dated(resolve(date, published), known, offsets):
            yield _absent(statement[date.start : date.end], chinese)


def _parts(iso: str) -> tuple[int | None, int | None, int | None]:
    year, month, day = (*(int(part) for part in iso.split("-")), None, None)[:3]
    return year, month, day


def _is_dated(
    claim: Date, known: set[tuple[int | None, int | None, int | None]], offsets: set[int | None]
) -> bool:
    """Whether a date of the passage has all that the claim says: "2024" is proven by 2024年10月."""
    said = (claim.year, claim.month, claim.day)
    if said == (None, None, None):
        return claim.offset in offsets
    return any(all(part in (None, other) for part, other in zip(said, date, strict=True)) for date in known)
