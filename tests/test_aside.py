"""Greetings, and languages that are not understood, are answered in a line; no question is taken for one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import Index
from qa import Assistant
from qa.aside import aside, other_language, without_greeting
from qa.wording import ASIDE, OTHER_LANGUAGE


@pytest.mark.parametrize(
    "text",
    [
        "hi", "Hello!", "hey there", "👋 hi", "Good morning", "Thanks a lot!", "thank you", "What can you do?",
        "who are you", "help", "ok",
    ],
)  # fmt: skip
def test_english_greetings(text: str) -> None:
    assert aside(text) == ASIDE["en"]


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "您好！",
        "嗨~",
        "谢谢",
        "谢谢你啊",
        "辛苦了",
        "嗯嗯",
        "你好哈喽",
        "你好，请问你能做什么？",
        "你是谁？",
        "可以问什么",
        "再见",
    ],
)
def test_chinese_greetings(text: str) -> None:
    assert aside(text) == ASIDE["zh"]


@pytest.mark.parametrize(
    "text",
    [
        "Wie viele Ärzte arbeiten in Sangzhi?", "Was kostet eine Dialyse?", "Qui est le maire de Yichang ?",
        "Combien de médecins y a-t-il à Sangzhi ?", "¿Cuántos hospitales hay en Sangzhi?",
        "桑植県の医療保険基金はどのように管理されていますか", "상즈현은 의료보험 기금을 어떻게 관리합니까?",
        "Сколько больниц в Санчжи?",
    ],
)  # fmt: skip
def test_other_languages(text: str) -> None:
    assert aside(text) is None
    assert other_language(text) == OTHER_LANGUAGE


@pytest.mark.parametrize(
    "text",
    [
        "Who leads De La county?",
        "什么是の?",
        "helpline?",
        "你好医院有多少张床",
        "Hi-tech zones in Hunan",
        "谢谢谁?",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert (aside(text), other_language(text)) == (None, None)


@pytest.mark.parametrize("said", ["嗯", "辛苦了", "hey there ", "你好吗", "好的", "thank you "])
def test_a_long_row_of_greetings_costs_little(said: str) -> None:
    row = said * (1_900 // len(said))
    assert aside(row) is not None
    assert aside(f"{row}x") is None


@pytest.mark.parametrize("path", sorted((Path(__file__).parent / "data").glob("questions*.jsonl")), ids=str)
def test_no_question_is_caught(path: Path) -> None:
    questions = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
    assert [one for one in questions if aside(one) or other_language(one)] == []


def test_the_assistant_answers_in_one_line_and_searches_nothing(counties: Path) -> None:
    with Index.open(counties) as index:
        assistant = Assistant(index)
        answers = [assistant.ask("你好"), *assistant.stream("Wie viele Ärzte gibt es in Linhe?")]
        thanks = assistant.ask("谢谢", history=[("临河县怎样统筹医保基金?", "打包。")])
    assert [answer.text for answer in answers] == [ASIDE["zh"], OTHER_LANGUAGE]
    assert all(answer.refused and not answer.nearest for answer in (*answers, thanks))
    assert thanks.reason == ASIDE["zh"]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Hi there, who runs the hospital?", "who runs the hospital?"),
        ("你好，县长是谁？", "县长是谁？"),
        ("Hidden costs: how high are they?", "Hidden costs: how high are they?"),
        ("你好", "你好"),
    ],
)
def test_a_greeting_before_a_question_is_no_part_of_it(said: str, asked: str) -> None:
    assert without_greeting(said) == asked
