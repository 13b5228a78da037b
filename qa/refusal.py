"""When the articles do not say: the reason not to answer, naming what no passage holds."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index import Index
from index.terms import pinyin
from qa.certainty import BEST, certainty, missing
from qa.choice import MARGIN
from qa.features import context_of
from qa.filling import is_judged, speaks_of_year, window, years_asked
from qa.inquiry import Inquiry
from qa.question import Language
from qa.similarity import Similarity
from qa.wording import ABSENT, NOT_TOGETHER, NOTHING, OTHER_YEARS, REFUSED, UNSAID, UNSURE, listed
from qa.words import DIVISION, words_of

_DEGREE = re.compile(r"\bhow (\w+)", re.IGNORECASE)
"""What "how large" asks for, which is nothing that an article could lack."""


def refuse(index: Index, similarity: Similarity, inquiry: Inquiry) -> str | None:
    """The reason not to answer, in the asker's language; None where the passages answer."""
    language = inquiry.language
    if not inquiry.sentences:
        return NOTHING[language]
    if not (inquiry.question.names or inquiry.question.terms):
        return _reason(language, [UNSURE[language]])
    if absent := absent_names(index, inquiry):
        return _reason(language, [ABSENT[language].format(name=name) for name in absent])
    if years := _unborne_years(inquiry):
        return _reason(language, [OTHER_YEARS[language].format(years=listed(years, language))])
    if certainty(similarity, inquiry) >= 0:
        return None
    return _reason(language, [_what_is_missing(inquiry)])


def absent_names(index: Index, inquiry: Inquiry) -> list[str]:
    """The names of the question that no article holds."""
    names = inquiry.question.names
    return [name for name in names if is_judged(name) and not _mentioned(index, inquiry, name)]


def _unborne_years(inquiry: Inquiry) -> list[str]:
    """The years asked about, where no passage that would be quoted speaks of one of them."""
    years = years_asked(inquiry.question)
    least = inquiry.sentences[0].score - MARGIN
    close = [one for one in inquiry.sentences[:BEST] if one.score >= least]
    return [] if not years or any(speaks_of_year(one, years) for one in close) else sorted(years)


def _reason(language: Language, parts: Sequence[str]) -> str:
    if language == "zh":
        return f"{REFUSED[language]}{'；'.join(parts)}。"
    told = "; ".join(parts)
    return f"{REFUSED[language]} {told[0].upper()}{told[1:]}."


def _what_is_missing(inquiry: Inquiry) -> str:
    """What the passages lack, by name where the words tell it."""
    language, question = inquiry.language, inquiry.question
    everywhere = [context_of(hit) for hit in inquiry.hits]
    close = [words_of(window(one)) for one in inquiry.sentences[:BEST]]
    degrees = {degree.lower() for degree in _DEGREE.findall(question.text)}
    asked = [question.asked] if question.asked else []
    subjects = [one for one in question.subjects if one.lower() not in degrees]
    terms = [one for one in question.terms if one.lower() not in degrees]
    lacking = (
        missing(asked, close)
        or missing(subjects, everywhere)
        or missing(subjects, close)
        or missing(terms, everywhere)
    )
    if not lacking:
        return UNSURE[language]
    named = listed(lacking, language)
    if question.names:
        return NOT_TOGETHER[language].format(present=listed(question.names, language), missing=named)
    return UNSAID[language].format(missing=named)


def _mentioned(index: Index, inquiry: Inquiry, name: str) -> bool:
    """Whether any article holds the name: a passage found for the question or for the name alone."""
    if any(context_of(hit).names(name) for hit in inquiry.hits):
        return True
    if words_of("\n".join(index.places())).names(name):
        return True
    spellings = [name] if name.isascii() else [name, pinyin(DIVISION.sub("", name)).replace(" ", "")]
    return any(
        context_of(hit).names(name)
        for spelling in spellings
        for hit in index.search(spelling, k=10, filters=inquiry.filters)
    )
