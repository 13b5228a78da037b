"""Who pays or bears something, where the passage names another payer: the county treasury for the insurance fund."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index.terms import is_chinese
from qa.checks.binding import Proofs
from qa.checks.counterparts import counterparts
from qa.checks.surroundings import clause_span, clauses_before, sentence_span
from qa.figures import plain
from qa.figures.quantity import Quantity

_PAYS = re.compile(
    r"支付|代缴|承担|负担|出[资钱]|(?<=[省市县院乡镇政])出(?![院诊台生])|买单|垫付|兜底|拨付|发放|[另照足]发|缴纳|安排|开支|补足"
    r"|\b(?:pa(?:y|ys|id|ying)|bear(?:s|ing)?|borne|bore|cover(?:s|ed|ing)?|financ(?:e|es|ed|ing)|fund(?:s|ed)"
    r"|foot(?:s|ed)?|shoulder(?:s|ed)?)\b",
    re.IGNORECASE,
)
_PAYERS = {
    "财政": re.compile(r"财政|\b(?:treasury|government|public purse|county budget|state)\b", re.IGNORECASE),
    "医保": re.compile(
        r"医保|医疗保险|\b(?:insurance|insurers?|(?:the )?(?:medical |pooled )?fund)\b", re.IGNORECASE
    ),
    "公共卫生": re.compile(r"公共卫生|公卫|\bpublic health\b", re.IGNORECASE),
    "个人": re.compile(
        r"个人|自己|自付|自费|家属|\b(?:themselves|himself|herself|out of (?:their own )?pocket|patients|individuals?"
        r"|residents|members|famil(?:y|ies))\b",
        re.IGNORECASE,
    ),
    "卫生院": re.compile(r"卫生院|\bhealth cent(?:re|er)s?\b", re.IGNORECASE),
    "医院": re.compile(r"医院|医共体|\b(?:hospitals?|consortium)\b", re.IGNORECASE),
}
_BY = re.compile(r"由(?P<by>[^，。；,;]{2,16}?)$|(?P<who>[^，。；,;]{2,10}?)(?:全额|足额|统一|每年|另)?$")
_ENGLISH_BY = re.compile(r"\s+(?:\w+ )?by (?P<by>[^,.;]{3,40})", re.IGNORECASE)
_JOINED = re.compile(r"[^,.;，。；]{3,40}\band\s*$")
_AND = re.compile(r"[、和与及]|\band\b")
LIKE = 1.5
"""Likeness from which a clause speaks of the same payment."""


def payer_problems(statement: str, passage: str, proofs: Proofs, chinese: bool) -> Iterator[str]:
    """A line where the statement names one payer, and what the passage says of the same payment names others alone."""
    half, told = plain(statement), plain(passage)
    if proofs:
        parts = [
            (_payers(_clause(half, claim)), [_around(told, one.start) for one in own])
            for claim, own in proofs.items()
        ]
    else:
        parts = [(_payers(half), _payments(statement, passage, told, chinese != is_chinese(passage)))]
    for said, clauses in parts:
        others = [_payers(one) for one in clauses]
        if said and others and all(others) and not any(said <= found for found in others):
            payer, other = "/".join(sorted(said)), "/".join(sorted(others[0]))
            yield (
                f"原文说由{other}出钱，不是{payer}"
                if chinese
                else f"the passage says that another pays ({other})"
            )


def _clause(text: str, claim: Quantity) -> str:
    """The claim's clause, with what is joined to its subject: "Residents and the insurance fund each pay half"."""
    start, end = clause_span(text, claim.start, claim.end)
    subject = _JOINED.search(text, max(0, start - 45), start)
    joined = subject is not None and not _PAYS.search(subject.group())
    return text[subject.start() if subject and joined else start : end]


def _payments(statement: str, passage: str, told: str, translated: bool) -> list[str]:
    """The clause with a payer most like a statement without a figure; a little like it, where nobody else ever pays."""
    found = counterparts(statement, passage, translated)
    paid = [one for one in found if _payers(told[one.start : one.end])]
    if paid and paid[0].likeness >= max(LIKE, found[0].likeness / 2):
        return [told[paid[0].start : paid[0].end]]
    payers = {frozenset(_payers(told[start:end])) for start, end in clauses_before(told, len(told))} - {
        frozenset()
    }
    return [told[one.start : one.end] for one in paid[:1] if one.likeness >= 1 and len(payers) == 1]


def _payers(text: str) -> set[str]:
    """Who pays or bears something in the text: named before a verb of paying, or after it by "by"."""
    found: set[str] = set()
    for verb in _PAYS.finditer(text):
        after = _ENGLISH_BY.match(text, verb.end())
        before = _BY.search(text[max(0, verb.start() - 18) : verb.start()])
        if after:
            who = after["by"]
        elif verb.group().isascii():
            who = re.split(r"[,.;]", text[max(0, verb.start() - 40) : verb.start()])[-1]
        else:
            who = (before["by"] or before["who"]) if before else ""
        found |= _named(who, last=not after)
    return found


def _named(who: str, last: bool) -> set[str]:
    """The last payer named (or the first), with those that it is joined to: 医保和个人."""
    named = sorted(
        (place.start(), place.end(), name)
        for name, pattern in _PAYERS.items()
        for place in pattern.finditer(who)
    )
    if not last:
        named = [(-end, -start, name) for start, end, name in reversed(named)]
    found = {named[-1][2]} if named else set()
    for one, other in pairwise(named[::-1]):
        between = who[other[1] : one[0]] if last else who[-one[0] : -other[1]]
        if other[2] not in found and not _AND.search(between):
            break
        found.add(other[2])
    return found


def _around(text: str, position: int) -> str:
    """The clause at `position`, with those before it in its sentence until one names a payer."""
    sentence, stop = sentence_span(text, position, position)
    for start, end in clauses_before(text, position):
        if _payers(text[start:end]) or start <= sentence:
            return text[start:end]
    return text[sentence:stop]
