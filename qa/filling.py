"""Whether what a question leaves open is filled where the question's other words are said, too."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ingest.sentences import split_sentences
from qa.alignment import Alignment
from qa.fillers import clauses_of, filled, parts_of
from qa.inquiry import Inquiry
from qa.question import VAGUE, Question
from qa.ranking import Sentence
from qa.slots import Slot, slot_of
from qa.words import normal, spells_pinyin

CLOSE, ABOVE = 0.8, 0.4
"""What a word said in the next clause is worth to a filling, and one said before its sentence or over it."""
DATED = 0.2
"""How near a date must be to what is asked to be its date: nearly every sentence of news tells some date."""
NAMED = 0.4
"""How well a question for a person must be filled for somebody to be named."""
LOOSE = frozenset({"place", "organisation", "other"})
"""Slots that cannot be seen to be empty as an amount or a date can."""
ASKED_APART = (
    "count",
    "money",
    "amount",
    "share",
    "date",
    "duration",
    "person",
    "organisation",
    "place",
    "other",
)
"""Slots that are filled by chance more or less often than the others."""
ELSEWHERE, OTHER_YEAR = 0.3, 0.6
"""What a filling is worth that is said of another place, and of another year."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_YEARS_AGO = {"今年": 0, "目前": 0, "去年": -1, "前年": -2, "明年": 1, "this year": 0, "last year": -1}


def slot_filled(alignment: Alignment, inquiry: Inquiry, best: Sequence[Sentence]) -> dict[str, float]:
    """Whether what the question leaves open is filled where the question's other words are said, too.

    "slot" is how well the best part of a sentence (between semicolons) fills it, "filled_part" the same times how
    much of the question that part says; "near" and "near_clause" look at the clauses of the best sentence, and
    "undated" tells how far from what is asked the dates of the two best stand, where a date is asked for, and
    "nobody" whether Chinese asks for a person and none is named: names in English are found less surely.
    """
    question = inquiry.question
    slot, around = slot_of(question), window(best[0])
    found = {"slot": 0.0, "filled_part": 0.0, "slot_first": 0.0, "open_first": 0.0}
    for one in best:
        credit = _credit(question, one, window(one))
        for part in parts_of(one.text):
            fits = credit * filled(slot, question, part, alignment.cover)
            found["slot"] = max(found["slot"], fits)
            found["filled_part"] = max(found["filled_part"], fits * alignment.share(part))
        if one is best[0]:
            found["open_first" if slot in LOOSE else "slot_first"] = found["slot"]
    dated = DATED
    if slot == "date":
        dated = max(_near(alignment, slot, question, one, window(one))["near"] for one in best[:2])
    return (
        found
        | _near(alignment, slot, question, best[0], around)
        | {
            "undated": max(1.0 - dated / DATED, 0.0),
            "nobody": float(slot == "person" and question.language == "zh" and found["slot"] < NAMED),
            "holes_first": alignment.holes(around),
            "holes": min(alignment.holes(window(one)) for one in best),
            "weight": alignment.weight,
            **{f"asks_{kind}": float(slot == kind) for kind in ASKED_APART},
        }
    )


def _near(
    alignment: Alignment, slot: Slot, question: Question, one: Sentence, around: str
) -> dict[str, float]:
    """How well a clause fills the slot times how near to it the question's words are said: each counts CLOSE for
    every clause between, and ABOVE where it stands before the sentence or over it."""
    clauses = clauses_of(one.text)
    above = alignment.covers(around.replace(one.text, ""))
    said = [alignment.covers(clause) for clause in clauses]
    credit, found = _credit(question, one, around), {"near": 0.0, "near_clause": 0.0}
    for at, clause in enumerate(clauses):
        fits = credit * filled(slot, question, clause, alignment.cover)
        away = [CLOSE ** abs(at - other) * covers for other, covers in enumerate(said)]
        nearest = np.max([*away, ABOVE * above], axis=0)
        found["near"] = max(found["near"], fits * alignment.weigh(nearest))
        found["near_clause"] = max(found["near_clause"], fits * alignment.weigh(said[at]))
    return found


def _credit(question: Question, one: Sentence, around: str) -> float:
    """What a sentence's filling is worth: less where it speaks of another place or of another year."""
    asked = years_asked(question)
    return (ELSEWHERE if one.is_elsewhere else 1.0) * (
        OTHER_YEAR if asked and not asked & _years(one, around) else 1.0
    )


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
        years |= {str(int(published[:4]) + ago) for word, ago in _YEARS_AGO.items() if word in text.lower()}
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
