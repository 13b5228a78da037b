"""When the articles do not say: what is missing is named in the asker's language, and the rest is answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Assistant


@pytest.fixture(scope="module")
def assistant(counties: Path) -> Iterator[Assistant]:
    with Assistant.open(counties) as opened:
        yield opened


ABSENT = {
    "贵州省怎样统筹医保基金?": "“贵州省”：没有文章提到",
    "贵州怎样统筹医保基金?": "“贵州”：没有文章提到",
    "桑植县的村卫生室有多少?": "“桑植县”：没有文章提到",
    "How does Guizhou pool insurance funds?": "Guizhou: no article mentions it",
    "How many village clinics does Sangzhi County have?": "Sangzhi: no article mentions it",
}


@pytest.mark.parametrize(("question", "reason"), ABSENT.items())
def test_absent_name_is_named(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert reason in answer.reason
    assert answer.reason in answer.text
    assert (answer.statements, answer.citations) == ((), ())
    assert 1 <= len(answer.nearest) <= 5


UNSAID = {
    "临河县有多少所幼儿园?": "幼儿园",
    "青杉县的高铁什么时候开通?": "高铁",
    "How many kindergartens does Linhe County have?": "kindergartens",
    "How many kilometres of railway does Qingshan County have?": "railway",
}


@pytest.mark.parametrize(("question", "missing"), UNSAID.items())
def test_unsaid_subject_is_named_beside_the_place(assistant: Assistant, question: str, missing: str) -> None:
    answer = assistant.ask(question)
    assert answer.refused
    assert missing in answer.reason


def test_how_large_lacks_no_large(assistant: Assistant) -> None:
    answer = assistant.ask("How large is the railway station in Qingshan County?")
    assert answer.refused
    assert "railway" in answer.reason
    assert "large" not in answer.reason


ANSWERABLE = [
    "临河县怎样统筹医保基金?",
    "临河縣怎樣統籌醫保基金?",
    "青杉县的心电设备由谁出资?",
    "柳湾镇有几支家庭医生团队?",
    "How does Linhe County pool insurance funds?",
    "How many village clinics in Qingshan have ECG equipment?",
    "How many family doctor teams does Liuwan have?",
    "How many evening clinics did the Hillford trust open?",
]


@pytest.mark.parametrize("question", ANSWERABLE)
def test_answerable_question_is_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert not answer.refused, answer.reason
    assert answer.statements


def test_refusal_speaks_the_language_of_the_asker(assistant: Assistant) -> None:
    assert assistant.ask("How does Guizhou pool insurance funds?").text.startswith("The articles do not say.")
    assert assistant.ask("贵州省怎样统筹医保基金?").text.startswith("文章中没有说明。")


@pytest.mark.parametrize("question", ["?", "How much?", "多少", "the", "。。。"])
def test_what_asks_for_nothing_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


def test_a_greeting_does_not_change_the_answer(assistant: Assistant) -> None:
    asked = "How does Linhe County pool insurance funds?"
    greeted = assistant.ask(f"Hello, {asked}")
    assert greeted.question == f"Hello, {asked}"
    assert greeted.statements == assistant.ask(asked).statements != ()
