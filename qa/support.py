"""Is a statement borne out by the passage it cites? Its quote, figures, dates, names and denials, without any model.

A figure must be in the passage or follow from it, of the same thing, place and year, going the same way, per the same
time (`qa.checks.quantities`); dates, places, persons and their offices must be known to it; what is said of all, done,
paid for, denied or compared must not be said otherwise. What it does not see: what is said without any of these in
words that the passage does hold, and, between languages, most figures given to the wrong thing (`qa.checks.binding`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.terms import is_chinese
from qa.answer import Support
from qa.checks.causes import cause_problems
from qa.checks.courses import course_problems
from qa.checks.dates import date_problems
from qa.checks.exchanges import exchange_problems
from qa.checks.hospitals import hospital_problems
from qa.checks.names import unknown_names
from qa.checks.negation import affirmations, denials, denied_clauses
from qa.checks.offices import office_problems
from qa.checks.parents import parent_problems
from qa.checks.past import past_problems
from qa.checks.problems import absent
from qa.checks.quantifiers import quantifier_problems
from qa.checks.quantities import quantity_problems
from qa.checks.rejections import rejection_problems
from qa.checks.replacements import replacement_problems
from qa.checks.subject import is_unrelated
from qa.checks.tables import spell_out
from qa.checks.years import Years
from qa.figures import find_figures, plain

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
    told = passage if "|" in rest else spell_out(passage)
    within = chinese and is_chinese(told)
    years = Years(rest, told, published)
    problems = [
        *quantity_problems(rest, told, years, article_places, chinese),
        *date_problems(rest, told, years, published, chinese),
        *course_problems(rest, told, years, chinese),
        *denials(rest, told, chinese),
        *denied_clauses(rest, told, chinese),
        *((*affirmations(rest, told), *replacement_problems(rest, told)) if within else ()),
        *quantifier_problems(rest, told, chinese),
        *exchange_problems(rest, told, chinese),
        *rejection_problems(rest, told, chinese),
        *cause_problems(rest, told, context, chinese),
        *past_problems(rest, told, chinese),
        *office_problems(rest, told, context, chinese),
        *hospital_problems(rest, told, context, article_places, chinese),
        *parent_problems(rest, told, article_places, chinese),
        *(absent(name, chinese) for name in unknown_names(rest, told, context, article_places)),
    ]
    if not problems and not find_figures(rest) and is_unrelated(rest, told, context):
        problems = ["原文没有说到这件事" if chinese else "the passage says nothing of the kind"]
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
