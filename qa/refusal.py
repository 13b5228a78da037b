"""When the articles do not say: which of a question's names and words no passage holds."""

from __future__ import annotations

from index import Index
from index.hit import Hit
from index.terms import pinyin
from qa.inquiry import Inquiry
from qa.wording import ABSENT, NOTHING, REFUSED
from qa.words import DIVISION, spells_pinyin, words_of


def refuse(index: Index, inquiry: Inquiry) -> str | None:
    """The reason not to answer, in the asker's language; None where the passages answer."""
    if not inquiry.hits:
        return NOTHING[inquiry.language]
    absent = [
        name for name in inquiry.question.names if _judged(name) and not _mentioned(index, inquiry, name)
    ]
    if not absent:
        return None
    language = inquiry.language
    return " ".join([REFUSED[language], *(ABSENT[language].format(name=name) for name in absent)])


def _judged(name: str) -> bool:
    """Whether a name is recognised in Chinese text: one in Han characters, or spelt as pinyin."""
    return not name.isascii() or spells_pinyin("".join(name.lower().split()))


def _mentioned(index: Index, inquiry: Inquiry, name: str) -> bool:
    """Whether any article holds the name: a passage found for the question or for the name alone."""
    if any(_holds(hit, name) for hit in inquiry.hits) or words_of("\n".join(index.places())).names(name):
        return True
    spellings = [name] if name.isascii() else [name, pinyin(DIVISION.sub("", name)).replace(" ", "")]
    return any(
        _holds(hit, name)
        for spelling in spellings
        for hit in index.search(spelling, k=10, filters=inquiry.filters)
    )


def _holds(hit: Hit, name: str) -> bool:
    return words_of(f"{hit.article.title}\n{hit.passage.heading}\n{hit.passage.text}").names(name)
