"""How good the answers are: evidence cited and quoted, refusals, fidelity of numbers, latency."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from index.hit import Hit
from index.terms import HAN
from qa.answer import Answer
from qa.assistant import Assistant
from qa.words import normal

_ANNOTATION = re.compile(rf"(?<=[{HAN}])\((?:[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+|[\u3105-\u312f]+)\)")


class InvalidQuestions(ValueError):  # noqa: N818  as its neighbours
    """A question file that cannot be read; the message names the line and what it should hold."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a question file; `article` None: the articles do not say, and a refusal is right."""

    question: str
    language: str
    article: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One question with its answer; ranks count from 1, 0 where the evidence is not among the passages."""

    asked: Asked
    answer: Answer
    rank: int
    cited: bool
    quoted: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares (0..1) over the questions of one language; None where there is no question to count.

    hit_at_k: evidence in the first k passages, the cited ones first. cited: in a citation. quoted: in a
    statement. citation_precision: of the citations that statements rest on, those that hold evidence.
    number_fidelity: of the statements, those without a problem. refusal_precision: of the refusals, the
    right ones. refusal_recall: of the unanswerable questions, those refused. wrongly_refused: of the
    answerable ones. Latencies are in milliseconds.
    """

    questions: int
    hit_at_1: float | None
    hit_at_3: float | None
    hit_at_10: float | None
    cited: float | None
    quoted: float | None
    citation_precision: float | None
    number_fidelity: float | None
    refusal_precision: float | None
    refusal_recall: float | None
    wrongly_refused: float | None
    median_ms: float | None
    slowest_ms: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The scores of all questions, of each language, and zh less en for each share (`gap`)."""

    all: Scores
    languages: dict[str, Scores]
    gap: dict[str, float]
    missed: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The JSON-safe form of `yigai eval --json`."""
        return asdict(self)


def read_questions(path: str | Path) -> list[Asked]:
    """The questions of a JSON-lines file of {question, language, article, evidence}."""
    questions = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            questions.append(_read_question(line, f"{path}:{number}"))
    if not questions:
        raise InvalidQuestions(f"{path} holds no question: write one JSON object a line")
    return questions


def _read_question(line: str, place: str) -> Asked:
    form = '{"question": "…", "language": "zh", "article": "id or null", "evidence": ["…"]}'
    try:
        row = json.loads(line)
        article, evidence = row["article"], tuple(map(str, row["evidence"]))
        if article is not None and not evidence:
            raise ValueError
        return Asked(str(row["question"]), str(row["language"]), article, evidence)
    except KeyError as missing:
        raise InvalidQuestions(f"{place} has no {missing.args[0]}: write {form}") from None
    except (ValueError, TypeError):
        raise InvalidQuestions(f"{place} is no question: write {form}") from None


def evaluate(assistant: Assistant, questions: Iterable[Asked]) -> Figures:
    """Asks every question and counts."""
    results = [_ask(assistant, asked) for asked in questions]
    languages = {
        language: score([one for one in results if one.asked.language == language])
        for language in sorted({one.asked.language for one in results})
    }
    missed = tuple(
        one.asked.question
        for one in results
        if (not one.answer.refused if one.asked.article is None else not one.cited)
    )
    return Figures(score(results), languages, _gap(languages), missed)


def comparable(text: str) -> str:
    """The form in which evidence and passages are compared: NFKC, simplified, no white space, no annotations.

    >>> comparable("醫(yī) 保 90%")
    '医保90%'
    """
    return re.sub(r"\s+", "", _ANNOTATION.sub("", normal(text)))


def holds(text: str, evidence: Sequence[str]) -> bool:
    """Whether a text holds one of the evidence strings."""
    plain = comparable(text)
    return any(comparable(one) in plain for one in evidence)


def _ask(assistant: Assistant, asked: Asked) -> Result:
    answer = assistant.ask(asked.question)
    if asked.article is None or answer.refused:
        return Result(asked, answer, 0, False, False)
    cited = [one.passage for one in answer.citations]
    hits: list[Hit] = assistant.index.search(asked.question, k=10)
    passages = list(dict.fromkeys([*cited, *(hit.passage.text for hit in hits)]))
    rank = next((n for n, text in enumerate(passages, start=1) if holds(text, asked.evidence)), 0)
    quoted = holds(" ".join(one.text for one in answer.statements), asked.evidence)
    return Result(asked, answer, rank, any(holds(one, asked.evidence) for one in cited), quoted)


def score(results: Sequence[Result]) -> Scores:
    """The scores of some results."""
    answerable = [one for one in results if one.asked.article is not None]
    refused = [one for one in results if one.answer.refused]
    used = [
        holds(one.answer.citations[number - 1].passage, one.asked.evidence)
        for one in answerable
        for number in {n for statement in one.answer.statements for n in statement.citations}
    ]
    statements = [statement for one in results for statement in one.answer.statements]
    times = [one.answer.elapsed_ms for one in results]
    return Scores(
        questions=len(results),
        hit_at_1=_share(0 < one.rank <= 1 for one in answerable),
        hit_at_3=_share(0 < one.rank <= 3 for one in answerable),
        hit_at_10=_share(0 < one.rank <= 10 for one in answerable),
        cited=_share(one.cited for one in answerable),
        quoted=_share(one.quoted for one in answerable),
        citation_precision=_share(used),
        number_fidelity=_share(not statement.problems for statement in statements),
        refusal_precision=_share(one.asked.article is None for one in refused),
        refusal_recall=_share(one.answer.refused for one in results if one.asked.article is None),
        wrongly_refused=_share(one.answer.refused for one in answerable),
        median_ms=median(times) if times else None,
        slowest_ms=max(times, default=None),
    )


def _share(values: Iterable[bool]) -> float | None:
    counted = list(values)
    return round(sum(counted) / len(counted), 4) if counted else None


def _gap(languages: dict[str, Scores]) -> dict[str, float]:
    if not {"zh", "en"} <= set(languages):
        return {}
    chinese, english = asdict(languages["zh"]), asdict(languages["en"])
    return {
        name: round(value - english[name], 4)
        for name, value in chinese.items()
        if isinstance(value, float) and isinstance(english[name], float) and not name.endswith("_ms")
    }
