"""Months and days: what English writes with a capital and Chinese with a number."""

from __future__ import annotations

import pytest

from qa.months import says_month
from qa.question import parse_question
from qa.words import words_of


@pytest.mark.parametrize(
    ("month", "said", "other"),
    [
        ("june", "6月底", "16月"),
        ("january", "一月", "十一月"),
        ("february", "2月3日", "12月3日"),
        ("november", "十一月", "一月"),
        ("march", "in march 2023", "in marching"),
    ],
)
def test_a_month_is_met_by_its_number(month: str, said: str, other: str) -> None:
    assert says_month(month, said)
    assert not says_month(month, other)


def test_months_and_days_are_no_names() -> None:
    question = parse_question("Which town in Youyang had a landslide in late June 2024, on a Monday?")
    assert question.names == ("Youyang",)
    assert {"June", "Monday"} <= {*question.terms}


def test_a_text_with_the_month_meets_it() -> None:
    assert words_of("2024年6月下旬发生山体滑坡").meets("June") == 1.0
    assert words_of("2024年5月发生山体滑坡").meets("June") == 0.0
