"""Who pays or bears something, where the passage names another payer: the county treasury for the insurance fund."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese
from qa.checks.binding import Proofs
from qa.checks.counterparts import counterparts
from qa.checks.surroundings import clause, clauses_before, sentence_span
from qa.figures import plain

_PAYS = re.compile(
    r"支付|代缴|承担|负担|出[资钱]|(?<=[省市县院乡镇政])出(?![院诊台生])|买单|垫付|兜底|拨付|缴纳|安排|开支|补足"
    r"|\b(?:pa(?:y|ys|id|ying)|bear(?:s|ing)?|borne|bore|cover(?:s|ed|ing)?|financ(?:e|es|ed|ing)|fund(?:s|ed)"
    r"|foot(?:s|ed)?|shoulder(?:s|ed)?)\b",
    re.IGNORECASE,
)
_PAYERS = {
    "财政": re.compile(r"财政|\b(?:treasury|government|public purse|county budget|state)\b", re.IGNORECASE),
    "医保": re.compile(
        r"医保|医疗保险|\b(?:insurance|insurers?|(?:the )?(?:medical |pooled )?fund)\b", re.IGNORECASE
    ),
    "个人": re.compile(
        r"个人|自己|自付|自费|家属|\b(?:themselves|himself|herself|out of (?:their own )?pocket|patients|individuals?"
        r"|residents|members|famil(?:y|ies))\b",
        re.IGNORECASE,
    ),
    "医院": re.compile(
        r"医院|卫生院|医共体|\b(?:hospitals?|consortium|health cent(?:re|er)s?)\b", re.IGNORECASE
    ),
}
_BY = re.compile(r"由(?P<by>[^，。；,;]{2,16}?)$|(?P<who>[^，。；,;]{2,10}?)(?:全额|足额|统一|每年|另)?$")
_ENGLISH_BY = re.compile(r"\s+(?:\w+ )?by (?P<by>[^,.;]{3,40})", re.IGNORECASE)
LIKE = 1.5
"""Likeness from which a clause speaks of the same payment."""


def payer_problems(statement: str, passage: str, proofs: Proofs, chinese: bool) -> Iterator[str]:
    """A line where the statement names one payer, and what the passage says of the same payment names others alone."""
    half, told = plain(statement), plain(passage)
    if proofs:
        parts = [
            (_payers(clause(half, claim)), [_around(told, one.start) for one in own])
            for claim, own in proofs.items()
        ]
    else:
        likest = counterparts(statement, passage, chinese != is_chinese(passage))[:1]
        parts = [(_payers(half), [told[one.start : one.end] for one in likest if one.likeness >= LIKE])]
    for said, clauses in parts:
        others = [_payers(one) for one in clauses]
        if len(said) == 1 and others and all(others) and not any(said & found for found in others):
            payer, other = "/".join(said), "/".join(sorted(others[0]))
            yield (
                f"原文说由{other}出钱，不是{payer}"
                if chinese
                else f"the passage says that another pays ({other})"
            )


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
        named = [
            (place.start(), name) for name, pattern in _PAYERS.items() for place in pattern.finditer(who)
        ]
        if named:
            found.add(max(named)[1] if not after else min(named)[1])
    return found


def _around(text: str, position: int) -> str:
    """The clause at `position`, with those before it in its sentence until one names a payer."""
    sentence, stop = sentence_span(text, position, position)
    for start, end in clauses_before(text, position):
        if _payers(text[start:end]) or start <= sentence:
            return text[start:end]
    return text[sentence:stop]
