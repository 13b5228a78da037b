"""When the articles do not say: names and words of a question that no passage holds, and how sure an answer is."""

from __future__ import annotations

import math
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

WEIGHTS: dict[Language, dict[str, float]] = {
    "zh": {"constant": -0.6, "score": 0.31, "similarity": 1.3, "before": 0.34, "names": -0.82, "lead": 0.19,
           "agreement": 0.56, "lexical": -0.66, "unheard": -1.16, "apart": -0.7},
    "en": {"constant": -8.6, "score": 0.28, "similarity": 7.87, "before": -1.24, "context": -1.44, "names": 3.72,
           "lead": 0.18, "agreement": 1.01, "lexical": 1.05, "unheard": -1.12, "apart": -0.18},
}  # fmt: skip


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
    return _reason(language, [_missing(inquiry)])


def certainty(inquiry: Inquiry) -> float:
    """The logit that the passages answer: above 0 more likely than not, as calibrated."""
    weights = WEIGHTS[inquiry.language]
    measured = signals(inquiry)
    return weights["constant"] + sum(weights.get(name, 0.0) * value for name, value in measured.items())


def signals(inquiry: Inquiry) -> dict[str, float]:
    """What speaks for an answer: its best sentences, the words they hold, the lead of the best hit, both legs.

    "unheard": share of the question's words that no passage found holds; "apart": share that the passages of the
    best sentences do not hold.
    """
    best, hits = inquiry.sentences[:BEST], inquiry.hits
    everywhere = [_words(hit) for hit in hits]
    close = [_words(one.hit) for one in best]
    about = [
        one for one in inquiry.sentences if one.features["context_names"] == 1 or not inquiry.question.names
    ]
    by_words = max(hits, key=lambda hit: hit.lexical)
    by_meaning = max(hits, key=lambda hit: hit.similarity)
    terms = inquiry.question.terms
    return {
        "score": best[0].score,
        "similarity": max(one.features["similarity"] for one in best),
        "before": max(one.features["before"] for one in best),
        "context": max(one.features["context"] for one in best),
        "names": max(one.features["article_names"] for one in best) if inquiry.question.names else 1.0,
        "lead": min(hits[0].score - fmean([hit.score for hit in hits[4:9]] or [hits[0].score - 4.0]), 12.0),
        "agreement": float(by_words.article.id == by_meaning.article.id),
        "lexical": math.log1p(by_words.lexical / max(len(terms) + len(inquiry.question.names), 1)),
        "unheard": _share_missing(terms, everywhere),
        "apart": _share_missing(terms, close),
        "subjects unheard": min(_missing_terms(inquiry.question.subjects, everywhere), 2),
        "subjects apart": min(_missing_terms(inquiry.question.subjects, close), 2),
        "named": max(one.features["context_names"] for one in best) if inquiry.question.names else 1.0,
        "first named": best[0].features["article_names"] if inquiry.question.names else 1.0,
        "joint": max((one.features["before"] for one in about), default=0.0),
        "joint similarity": max((one.features["similarity"] for one in about), default=0.0),
    }


def _words(hit: Hit) -> Words:
    return words_of(f"{hit.article.title}\n{hit.passage.heading}\n{hit.passage.text}")


def _missing_terms(terms: Sequence[str], texts: Sequence[Words]) -> int:
    return sum(not any(words.meets(term) >= MET for words in texts) for term in terms)


def _share_missing(terms: Sequence[str], texts: Sequence[Words]) -> float:
    return _missing_terms(terms, texts) / max(len(terms), 1)


def _reason(language: Language, parts: Sequence[str]) -> str:
    space, end = ("", "。") if language == "zh" else (" ", ".")
    return space.join([REFUSED[language], ("；" if language == "zh" else "; ").join(parts) + end])


def _missing(inquiry: Inquiry) -> str:
    """What the passages lack, by name where the words tell it."""
    language, question = inquiry.language, inquiry.question
    texts = [_words(hit) for hit in inquiry.hits]
    missing = [term for term in question.terms if not any(words.meets(term) >= MET for words in texts)]
    if not missing:
        close = [_words(one.hit) for one in inquiry.sentences[:BEST]]
        missing = [term for term in question.terms if not any(words.meets(term) >= MET for words in close)]
    if not missing:
        return UNSURE[language]
    if question.names:
        present = listed(question.names, language)
        return NOT_TOGETHER[language].format(present=present, missing=listed(missing, language))
    return UNSAID[language].format(missing=listed(missing, language))


def _judged(name: str) -> bool:
    """Whether a name is recognised in Chinese text: one in Han characters, or spelt as pinyin."""
    return not name.isascii() or spells_pinyin("".join(name.lower().split()))


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
