"""A statement that denies what its passage says: "did not cover village clinics" of 覆盖了村卫生室; or the reverse.

A denial counts where the sentence of the passage that is most like the statement has none; what only the passage
denies (医保不报销) is looked for within Chinese alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese, segment
from ingest.sentences import split_sentences
from qa.checks.agreement import bears_out
from qa.checks.counterparts import likest
from qa.checks.past import is_of_today, is_past
from qa.checks.surroundings import clause_span, clauses_before, masked, words_at, words_between
from qa.figures import find_figures
from qa.words import EMPTY, bigrams_of, normal, words_of

_DENIES = {
    True: re.compile(
        r"没有?|尚未|从未|未(?![来成必知])|并非|并不|(?<!而)不(?![断仅但同少足到过久超低得只光论管])|拒绝|停止|无(?=法|人能|一)"
    ),
    False: re.compile(
        r"(?<!, )\b(?:not(?! only)|never|nobody|nothing|none|neither|nor|no(?! less| more than| fewer| longer than)"
        r"|failed to|fails to|refused to|stopped)\b|n[’']t\b",
        re.IGNORECASE,
    ),
}
_MAY_DENY = re.compile(
    r"[不没未无非免禁拒停缺难别勿零少减]|\b(?:not?|never|none|nor|neither|without|free|few(?:er)?|less|little|nothing|nobody|exempt\w*|waive\w*|spar\w+|lack\w*|un\w+|stop\w*"
    r"|refus\w+|fail\w*|ceas\w+|end\w*|cut\w*|only|instead)\b|n[’']t\b",
    re.IGNORECASE,
)
_DENIED_WORD = re.compile(
    r"(?:(?<!而)不(?![断仅但同少足到过久超低得只光论管了住])|没有?|未(?![来成必知])|无需|不再|不用)(?:再|另|被|能|会|需|要)?"
    r"(?=([一-龥]{2})(?:[一-龥]?([一-龥]{2}))?)"
)
_NO = re.compile(r"[不没未无非免禁拒停]")
_CLAUSE = re.compile(r"[，。；、！？：,;:!?\n]")
ALIKE = 2
"""Words or pairs of characters that a sentence must share to be the one that is denied."""


def denials(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """A line, in the statement's language, where it denies what the sentence most like it does not."""
    denied = _DENIES[chinese].search(statement)
    if denied is None or _is_of_a_rest(statement, passage, denied.start(), chinese != is_chinese(passage)):
        return
    sentences = [
        _of_today(passage, start, end) if is_of_today(statement) else passage[start:end]
        for start, end in split_sentences(passage)
    ]
    shares = [_shared(statement, sentence, chinese) for sentence in sentences]
    most = max(shares, default=0)
    if most < ALIKE:
        return
    alike = [sentence for sentence, share in zip(sentences, shares, strict=True) if share >= 0.8 * most]
    if not any(_MAY_DENY.search(normal(sentence)) for sentence in alike):
        told = denied.group()
        yield f"原文没有否定之意（“{told}”）" if chinese else f"the passage does not deny this ({told})"


def affirmations(statement: str, passage: str) -> Iterator[str]:
    """A line for each word that a Chinese statement affirms and a Chinese passage only denies: 报销 of 医保不报销."""
    said, told = normal(statement), normal(passage)
    words = {*segment(told)}
    for found in _DENIED_WORD.finditer(told):
        for word in (found[1], found[2] if found[2] in words else ""):
            if (
                word
                and word in said
                and _is_affirmed(word, said)
                and not _is_affirmed(word, told)
                and _have_more_in_common(word, said, told)
            ):
                yield f"原文对“{word}”是否定的"
                return


def denied_clauses(statement: str, passage: str, chinese: bool) -> Iterator[str]:
    """A line where the clause of the passage that says most of a statement is a denial, and the statement is none.

    Of what stands behind the denial the statement must speak: 县级医院不设门诊报销.
    """
    translated = chinese != is_chinese(passage)
    if _MAY_DENY.search(normal(statement)) or "#" in masked(statement):
        return
    said = {word for _, word in words_at(statement, translated)}
    for one in likest(statement, passage, translated):
        denied = _DENIES[is_chinese(passage)].search(passage, one.start, one.end)
        if (
            denied
            and sum(word in said for _, word in words_between(passage, translated, denied.end(), one.end))
            >= ALIKE
        ):
            yield (
                f"原文否定了这一点（“{denied.group()}”）"
                if chinese
                else f"the passage denies this ({denied.group()})"
            )


def _is_of_a_rest(statement: str, passage: str, position: int, translated: bool) -> bool:
    """Whether a denial tells how many are left (78条没有被采纳), by a figure that the passage does not have itself."""
    start, end = clause_span(statement, position, position)
    told = find_figures(passage)
    return any(
        start <= one.start < end and not any(bears_out(one, other, translated) for other in told)
        for one in find_figures(statement)
        if one.unit != "calendar year"
    )


def _of_today(passage: str, start: int, end: int) -> str:
    """The clauses of passage[start:end] that do not tell of the past."""
    clauses = (one for one in clauses_before(passage, end) if start <= one[0] < end)
    return "".join(passage[first:last] + "，" for first, last in clauses if not is_past(passage, first, last))


def _have_more_in_common(word: str, said: str, told: str) -> bool:
    """Whether the clauses that have the word, or the sentence of the passage, speak of the same thing besides."""
    own = " ".join(clause for clause in _CLAUSE.split(said) if word in clause)
    sentences = " ".join(told[start:end] for start, end in split_sentences(told) if word in told[start:end])
    return bool(bigrams_of(own.replace(word, " ")) & bigrams_of(sentences.replace(word, " ")))


def _is_affirmed(word: str, text: str) -> bool:
    """Whether a clause of the text has the word without a denial before it."""
    return any(
        word in clause and not _NO.search(clause[: clause.index(word)]) for clause in _CLAUSE.split(text)
    )


def _shared(statement: str, sentence: str, chinese: bool) -> int:
    said, found = words_of(statement), words_of(masked(sentence))
    if chinese and found.bigrams:
        return len(said.bigrams & found.bigrams)
    wanted = (said.stems if not chinese else said.meanings) - EMPTY
    return len(wanted & (found.meanings | found.stems))
