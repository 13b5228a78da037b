"""The answer without a chat model: the few sentences that answer best, verbatim, each with its [n]."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index import Index
from qa.answer import Answer, Citation, Statement
from qa.choice import agrees, choose
from qa.citation import cite
from qa.inquiry import Inquiry
from qa.question import are_in_a_row
from qa.ranking import Sentence
from qa.scope import Scope, mentioned
from qa.wording import NEAREST, SEE_ALSO, lead
from qa.words import normal

MODEL = "extractive"
CITATIONS = 5
FURTHER = 9.0
"""How far below the best sentence a passage's best may score to be listed besides: beyond it lie other subjects."""


def extractive_answers(index: Index, inquiry: Inquiry) -> Iterator[Answer]:
    """The answer growing by one statement at a time; the last one also lists further passages."""
    chosen = choose(inquiry.question, inquiry.sentences)
    copies = _copies(index, inquiry)
    citations: list[Citation] = []
    statements: list[Statement] = []
    room = CITATIONS - len(chosen)
    for sentence in chosen:
        numbers = [len(citations) + 1]
        citations.append(_cite(index, numbers[0], sentence, inquiry))
        agreeing = _agreeing(sentence, chosen, inquiry, copies) if room > 0 else None
        if agreeing is not None:
            numbers.append(len(citations) + 1)
            citations.append(_cite(index, numbers[1], agreeing, inquiry))
            room -= 1
        statements.append(Statement(sentence.text, tuple(numbers), "quoted"))
        yield _answer(inquiry, statements, citations)
    further = _further(inquiry, citations)
    for sentence in further[:room]:
        citations.append(_cite(index, len(citations) + 1, sentence, inquiry))
    yield _answer(inquiry, statements, citations)


def refusal_answer(index: Index, inquiry: Inquiry, reason: str) -> Answer:
    """The answer that the articles do not say: the reason, and the nearest passages, which are no sources."""
    nearest = [
        _cite(index, number, sentence, inquiry)
        for number, sentence in enumerate(_near(inquiry)[:CITATIONS], start=1)
    ]
    closing = [NEAREST[inquiry.language]] if nearest else []
    return Answer(
        question=inquiry.asked,
        language=inquiry.language,
        text="\n".join([reason, *inquiry.notes, *closing]),
        refused=True,
        reason=" ".join([reason, *inquiry.notes]),
        statements=(),
        citations=(),
        nearest=tuple(nearest),
        model=MODEL,
        elapsed_ms=inquiry.elapsed_ms,
    )


def _answer(inquiry: Inquiry, statements: Sequence[Statement], citations: Sequence[Citation]) -> Answer:
    return Answer(
        question=inquiry.asked,
        language=inquiry.language,
        text=answer_text(inquiry, statements, citations),
        refused=False,
        reason=" ".join(inquiry.notes),
        statements=tuple(statements),
        citations=tuple(citations),
        nearest=(),
        model=MODEL,
        elapsed_ms=inquiry.elapsed_ms,
    )


def answer_text(inquiry: Inquiry, statements: Sequence[Statement], citations: Sequence[Citation]) -> str:
    """Notes, lead, one statement a line with its [n], and the passages that are worth a look besides."""
    lines = list(inquiry.notes)
    lines += [line] if (line := _lead(inquiry, statements, citations)) else []
    lines += [statement.text + marks(statement.citations) for statement in statements]
    used = {number for statement in statements for number in statement.citations}
    rest = [one.number for one in citations if one.number not in used]
    if rest:
        lines.append(SEE_ALSO[inquiry.language].format(marks=marks(rest)))
    return "\n".join(lines)


def marks(numbers: Sequence[int]) -> str:
    """[1][2]"""
    return "".join(f"[{number}]" for number in numbers)


def _lead(inquiry: Inquiry, statements: Sequence[Statement], citations: Sequence[Citation]) -> str:
    """What the first statement is about, or all of a comparison, and the sources of all statements."""
    if not citations:
        return ""
    known = {one.number: one for one in citations}
    told = [known[statement.citations[0]] for statement in statements if statement.citations] or [
        citations[0]
    ]
    about = told if are_in_a_row(inquiry.question) else told[:1]
    places = list(dict.fromkeys(place for one in about for place in _places(inquiry, one)[:2]))
    origins = list(dict.fromkeys((one.article.source, one.article.published) for one in told))
    return lead(inquiry.language, places, origins, len(statements[0].citations))


def _places(inquiry: Inquiry, citation: Citation) -> list[str]:
    """The places of a citation's article that its quotation names, in full or as they were asked about; of a
    comparison, those that it speaks of (全县)."""
    hits = (hit for hit in inquiry.hits if hit.article.id == citation.article.id)
    known = list(dict.fromkeys(place for hit in hits for place in hit.passage.places))
    if are_in_a_row(inquiry.question):
        told = {place for one in inquiry.sentences if one.text == citation.quote for place in one.places}
        if spoken_of := [place for place in known if place in told]:
            return spoken_of
    asked = Scope(inquiry.question, inquiry.hits).asked
    named = [place for place in mentioned(citation.quote, tuple(known)) if place in asked]
    return named or [place for place in known if place in citation.quote]


def _cite(index: Index, number: int, sentence: Sentence, inquiry: Inquiry) -> Citation:
    return cite(index, number, sentence.hit, (sentence.start, sentence.end), inquiry.language)


def _copies(index: Index, inquiry: Inquiry) -> dict[str, frozenset[str]]:
    """For each article at hand, itself and its reprints, by id."""
    articles = dict.fromkeys(one.hit.article.id for one in inquiry.sentences)
    return {key: frozenset({key, *(copy.id for copy in index.reprints(key))}) for key in articles}


def _agreeing(
    sentence: Sentence, chosen: Sequence[Sentence], inquiry: Inquiry, copies: dict[str, frozenset[str]]
) -> Sentence | None:
    """A sentence of an independent article that says the same, if there is one."""
    own = copies[sentence.hit.article.id]
    others = (one for one in inquiry.sentences if one.hit.article.id not in own and one not in chosen)
    return next((one for one in others if agrees(sentence, one)), None)


def _further(inquiry: Inquiry, citations: Sequence[Citation]) -> list[Sentence]:
    """The best sentence of each passage that is not cited yet, best passage first; no copy of a cited one."""
    seen = {normal(one.passage) for one in citations} | {normal(one.quote) for one in citations}
    found = []
    for one in _near(inquiry):
        passage, quote = normal(one.hit.passage.text), normal(one.text)
        if passage not in seen and quote not in seen:
            found.append(one)
        seen |= {passage, quote}
    return found


def _near(inquiry: Inquiry) -> list[Sentence]:
    """The best sentence of each passage that has something in common with the question."""
    return [
        one for one in one_of_each(inquiry.sentences) if one.score >= inquiry.sentences[0].score - FURTHER
    ]


def one_of_each(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The best sentence of each passage, best first."""
    first: dict[str, Sentence] = {}
    for one in sentences:
        first.setdefault(one.hit.passage.id, one)
    return list(first.values())
