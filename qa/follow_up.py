"""A follow-up question made to stand alone, by rule: it takes over the place or subject that it lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.gazetteer import by_latin_name, gazetteer, latin_name, plain_latin
from qa.question import Question, parse_question

_PRONOUN = re.compile(r"^(?:那么?)?(?:它们?|他们?|她们?|该[县市省区镇院]?|其|这[里个]?|此|那[里儿]|当地)的?")
_ELLIPSIS = re.compile(r"呢[?？]?$|^(?:and\b|what about\b|how about\b)", re.IGNORECASE)
_DEFINITION = re.compile(
    r"^什么是|是什么意思|^(?:what (?:is|are) (?:an? |the )?(?:[a-z-]+ ?){1,3}|what does \w+ mean)\W*$",
    re.IGNORECASE,
)


def standalone(text: str, earlier: Sequence[str]) -> str:
    """The follow-up `text` as a question of its own, given the earlier questions, oldest first.

    >>> standalone("江永县呢?", ["桑植县医保基金结余多少?"])
    '江永县医保基金结余多少?'
    >>> standalone("What do its village doctors earn?", ["How does Sangzhi pool insurance funds?"])
    'What do its village doctors earn (Sangzhi)?'
    >>> standalone("And in Yilong?", ["桑植县医保基金结余多少?"])
    '仪陇县医保基金结余多少?'

    A question that names something, or asks what a word means, stands alone already.
    """
    text = text.strip()
    question = parse_question(text)
    before = _last_with_name(earlier)
    elliptical = _ELLIPSIS.search(text) is not None
    if before is None or (question.names and not elliptical) or _DEFINITION.search(text):
        return text
    name = before.names[0]
    if question.names and not question.terms:
        return before.text.replace(name, _written_for(before, question.names[0]))
    if question.names:
        return text
    if question.language == "zh":
        return name + re.sub(r"呢[?？]?$", "?", re.sub("^那么?", "", _PRONOUN.sub("", text)))
    return f"{text.rstrip(' ?？')} ({name})?"


def _written_for(question: Question, name: str) -> str:
    """A place's name as it is written in the language of another question: Yilong after a Chinese one is 仪陇县."""
    if question.language == "zh" and name.isascii():
        known = by_latin_name().get(plain_latin(name), ())
        return known[0].official if known else name
    places = [*gazetteer().full.get(name, ()), *gazetteer().short.get(name, ())]
    return latin_name(places[0]) if question.language == "en" and places else name


def _last_with_name(earlier: Sequence[str]) -> Question | None:
    questions = (parse_question(one) for one in reversed(earlier) if one.strip())
    return next((one for one in questions if one.names), None)
