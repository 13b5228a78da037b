"""Whether a clause names an organisation, or only says what kind it is."""

from __future__ import annotations

import pytest

from qa.bodies import KIND, UNNAMED, asked_body, body_named
from qa.words import words_of


def said(term: str, text: str) -> float:
    return words_of(text).meets(term)


@pytest.mark.parametrize(
    ("question", "named", "unnamed"),
    [
        ("哪家银行贷了这1亿元?", "向中国农业发展银行贷款1亿元", "银行贷款1亿元"),
        ("被暂停的3家医院叫什么?", "桑植县总医院被暂停", "暂停3家民营医院的协议"),
        ("哪所学校办夜校?", "请遵义医药高等专科学校办夜校", "请3所专科学校办夜校"),
        ("哪家医院牵头?", "由县人民医院牵头", "由三级医院牵头"),
        ("哪家公司承担配送?", "国药乐仁堂邯郸公司承担配送", "由配送公司承担"),
        ("Which bank lent the money?", "向中国农业发展银行贷款1亿元", "银行贷款1亿元"),
        ("What are the names of the 36 hospitals?", "组织湘雅医院帮扶", "组织36家三级医院帮扶"),
    ],
)
def test_a_name_counts_more_than_the_kind(question: str, named: str, unnamed: str) -> None:
    kind = asked_body(question)
    assert kind is not None
    assert body_named(question, named, said) >= 0.9
    assert body_named(question, unnamed, said) == pytest.approx(UNNAMED * body_named(question, named, said))


def test_another_kind_of_organisation_counts_little() -> None:
    assert body_named("哪家银行贷了这1亿元?", "由县财政承担", said) == pytest.approx(KIND)


@pytest.mark.parametrize("question", ["哪家牵头?", "Who leads?"])
def test_where_no_kind_is_asked_for_any_will_do(question: str) -> None:
    assert asked_body(question) is None
    assert body_named(question, "由县财政承担", said) == 1.0
