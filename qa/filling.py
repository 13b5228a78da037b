"""Whether what a question leaves open is filled where the question's other words are said, too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.sentences import split_sentences
from qa.alignment import Alignment
from qa.inquiry import Inquiry
from qa.question import VAGUE, Question
from qa.ranking import Sentence
from qa.similarity import Similarity
from qa.slots import filled, parts_of, slot_of
from qa.words import normal, spells_pinyin, words_of

POOL = 60
"""Sentences among which a word's rarity is told."""
ELSEWHERE, OTHER_YEAR = 0.3, 0.6
"""What a filling is worth that is said of another place, and of another year."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS_AGO = {"今年": 0, "目前": 0, "去年": -1, "前年": -2, "明年": 1, "this year": 0, "last year": -1}


def slot_filled(similarity: Similarity, inquiry: Inquiry, best: Sequence[Sentence]) -> dict[str, float]:
    """Whether what the question leaves open is filled where the question's other words are said, too.

    Each of the "filled_" takes the best part of a sentence (between semicolons): how well it fills the slot,
    times how much of the question that part, its sentence, or what stands around it says. "whole_" is the same
    with 1 less the worst hole in place of the share.
    """
    question = inquiry.question
    pool = [words_of(one.text) for one in inquiry.sentences[:POOL]]
    alignment = Alignment(similarity, question, content_terms(question), pool)
    slot, windows = slot_of(question), [window(one) for one in best]
    found: dict[str, float] = {"slot_first": 0.0}
    for one, around in zip(best, windows, strict=True):
        texts = {"sentence": one.text, "window": around}
        said = {f"said_{name}": alignment.share(text) for name, text in texts.items()}
        credit = _credit(question, one, around)
        values = [
            _filling(alignment, part, texts, credit * filled(slot, question, part, alignment.cover))
            for part in parts_of(one.text)
        ]
        for name, value in (pair for measured in (said, *values) for pair in measured.items()):
            found[name] = max(found.get(name, 0.0), value)
        if one is best[0]:
            found["slot_first"] = found.get("slot", 0.0)
    return found | {
        "whole": alignment.whole(*windows),
        "holes": alignment.holes(*windows),
        "holes_first": alignment.holes(windows[0]),
        "weight": alignment.weight,
        **{
            f"asks_{kind}": float(slot == kind)
            for kind in ("count", "money", "person", "organisation", "other")
        },
    }


def _filling(alignment: Alignment, part: str, around: dict[str, str], slot: float) -> dict[str, float]:
    texts = {"part": part, **around}
    return {
        "slot": slot,
        **{f"filled_{name}": slot * alignment.share(text) for name, text in texts.items()},
        **{f"whole_{name}": slot * alignment.whole(text) for name, text in texts.items()},
    }


def _credit(question: Question, one: Sentence, around: str) -> float:
    """What a sentence's filling is worth: less where it speaks of another place or of another year."""
    apart = one.features.get("place_elsewhere") or one.features.get("place_around")
    asked = years_asked(question)
    return (ELSEWHERE if apart else 1.0) * (OTHER_YEAR if asked and not asked & _years(one, around) else 1.0)


def years_asked(question: Question) -> set[str]:
    """The years that a question names."""
    return set(_YEAR.findall(normal(question.text)))


def speaks_of_year(one: Sentence, years: set[str]) -> bool:
    """Whether a sentence's passage names one of the years, or its article appeared in one."""
    published = one.hit.article.published or ""
    return published[:4] in years or bool(years & _years(one, one.hit.passage.text))


def _years(one: Sentence, text: str) -> set[str]:
    """The years that a text names, this and last year by the date of the article."""
    years, published = set(_YEAR.findall(normal(text))), one.hit.article.published
    if published:
        years |= {str(int(published[:4]) + ago) for word, ago in _YEARS_AGO.items() if word in text}
    return years


def content_terms(question: Question) -> list[str]:
    """The words that a passage should say: ECG may stand there as 心电, so a name that cannot be judged is one.

    Words such as 职务 or "kind" only say what is asked for: they are none where others are left.
    """
    terms = [*question.terms, *(name for name in question.names if not is_judged(name))]
    return [term for term in terms if term.lower() not in VAGUE] or terms


def window(one: Sentence) -> str:
    """A sentence with the one before it in its passage and with what stands over it."""
    passage = one.hit.passage
    spans = split_sentences(passage.text)
    at = next(n for n, (start, _) in enumerate(spans) if passage.start + start >= one.start)
    before = [passage.text[slice(*spans[at - 1])]] if at else []
    return "\n".join([*before, one.text, one.hit.article.title, passage.heading])


def is_judged(name: str) -> bool:
    """Whether a name is recognised in Chinese text: one in Han characters, or spelt as pinyin."""
    return not name.isascii() or spells_pinyin(re.sub("[^a-z]", "", name.lower()))
