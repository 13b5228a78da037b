"""When the articles do not say: names and words of a question that no passage holds, and how sure an answer is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from index import Index
from index.hit import Hit
from index.terms import pinyin
from qa.inquiry import Inquiry
from qa.question import Language
from qa.wording import ABSENT, NOT_TOGETHER, NOTHING, REFUSED, UNSAID, UNSURE, listed
from qa.words import DIVISION, Words, spells_pinyin, words_of

BEST = 4
"""Sentences that count as what an answer would say."""
MET = 0.5
"""How far a passage must meet a word to hold it."""

UNHEARD = 0.67
"""Share of a question's words that no passage holds above which only its name can have met anything: none of 614
answerable questions asked in calibration reached it but two on names in another script."""
WEIGHTS = {
    "same": {
        "constant": -1.40, "score": 0.23, "similarity": 1.65, "lead": 0.07, "apart": -0.89, "unheard": -1.12,
        "agreement": 0.66, "asked unheard": -0.72, "asked apart": -0.89,
    },
    "across": {
        "constant": -2.07, "score": 0.25, "similarity": 3.31, "lead": 0.0, "apart": -0.79, "unheard": -0.24,
        "agreement": 0.9, "asked unheard": 0.07, "asked apart": -0.78,
    },
}  # fmt: skip
"""Logistic regression, for a passage in the asker's language and in another one, on answerable and unanswerable
questions of our own over two collections and on XQuAD's, asked with and without their paragraph; questions whose
names no article holds are left out. The constants were then set on all questions of our own, so that at most 2 of 100
answerable ones are refused."""


def refuse(index: Index, inquiry: Inquiry) -> str | None:
    """The reason not to answer, in the asker's language; None where the passages answer."""
    language = inquiry.language
    if not inquiry.sentences:
        return NOTHING[language]
    names = inquiry.question.names
    absent = [name for name in names if _judged(name) and not _mentioned(index, inquiry, name)]
    if absent:
        return _reason(language, [ABSENT[language].format(name=name) for name in absent])
    if certainty(inquiry) >= 0:
        return None
    return _reason(language, [_what_is_missing(inquiry)])


def certainty(inquiry: Inquiry) -> float:
    """How sure it is that the passages answer: a logit, below 0 where the question should be refused."""
    same = inquiry.sentences[0].hit.article.language == inquiry.language
    weights = WEIGHTS["same" if same else "across"]
    measured = signals(inquiry)
    if measured["unheard"] > UNHEARD:
        return -1.0
    return weights["constant"] + sum(weights[name] * value for name, value in measured.items())


def signals(inquiry: Inquiry) -> dict[str, float]:
    """What speaks for an answer: its best sentences, the lead of the best hit, the words held, both legs agreeing.

    "unheard": share of the question's words that no passage found holds; "apart": share that the passages of the
    best sentences do not hold; both also for the thing that is asked for.
    """
    best, hits, question = inquiry.sentences[:BEST], inquiry.hits, inquiry.question
    everywhere = [_words(hit) for hit in hits]
    close = [_words(one.hit) for one in best]
    by_words = max(hits, key=lambda hit: hit.lexical)
    by_meaning = max(hits, key=lambda hit: hit.similarity)
    asked = [question.asked] if question.asked else []
    # ECG may stand in a Chinese text as 心电: a name that cannot be judged counts as a word.
    terms = [*question.terms, *(name for name in question.names if not _judged(name))]
    return {
        "score": best[0].score,
        "similarity": max(one.features["similarity"] for one in best),
        "lead": min(hits[0].score - fmean([hit.score for hit in hits[4:9]] or [hits[0].score - 4.0]), 12.0),
        "apart": _share(_missing(terms, close), terms),
        "unheard": _share(_missing(terms, everywhere), terms),
        "agreement": float(by_words.article.id == by_meaning.article.id),
        "asked unheard": float(len(_missing(asked, everywhere))),
        "asked apart": float(len(_missing(asked, close))),
    }


def _missing(terms: Sequence[str], texts: Sequence[Words]) -> list[str]:
    return [term for term in terms if not any(words.meets(term) >= MET for words in texts)]


def _share(some: Sequence[str], of: Sequence[str]) -> float:
    return len(some) / max(len(of), 1)


def _words(hit: Hit) -> Words:
    return words_of(f"{hit.article.title}\n{hit.passage.heading}\n{hit.passage.text}")


def _reason(language: Language, parts: Sequence[str]) -> str:
    space, end = ("", "。") if language == "zh" else (" ", ".")
    return space.join([REFUSED[language], ("；" if language == "zh" else "; ").join(parts) + end])


def _what_is_missing(inquiry: Inquiry) -> str:
    """What the passages lack, by name where the words tell it."""
    language, question = inquiry.language, inquiry.question
    everywhere = [_words(hit) for hit in inquiry.hits]
    close = [_words(one.hit) for one in inquiry.sentences[:BEST]]
    asked = [question.asked] if question.asked else []
    missing = (
        _missing(asked, close)
        or _missing(question.subjects, everywhere)
        or _missing(question.subjects, close)
        or _missing(question.terms, everywhere)
    )
    if not missing:
        return UNSURE[language]
    named = listed(missing, language)
    if question.names:
        return NOT_TOGETHER[language].format(present=listed(question.names, language), missing=named)
    return UNSAID[language].format(missing=named)


def _judged(name: str) -> bool:
    """Whether a name is recognised in Chinese text: one in Han characters, or spelt as pinyin."""
    return not name.isascii() or spells_pinyin(re.sub("[^a-z]", "", name.lower()))


def _mentioned(index: Index, inquiry: Inquiry, name: str) -> bool:
    """Whether any article holds the name: a passage found for the question or for the name alone."""
    if any(_words(hit).names(name) for hit in inquiry.hits):
        return True
    if words_of("\n".join(index.places())).names(name):
        return True
    spellings = [name] if name.isascii() else [name, pinyin(DIVISION.sub("", name)).replace(" ", "")]
    return any(
        _words(hit).names(name)
        for spelling in spellings
        for hit in index.search(spelling, k=10, filters=inquiry.filters)
    )
