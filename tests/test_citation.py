"""Which figures of a quote are told in English."""

from __future__ import annotations

import pytest

from qa.citation import figures

TOLD = [
    ("四个镇共有四个卫生院,第9场", ["9th"]),
    ("医保结余3657万元", ["CNY 36.57 million"]),
    ("报销90%,自付三成", ["30 %"]),
    ("10-30分钟急救圈", ["10-30 minutes"]),
    ("2025年有115名村医", ["115 people"]),
    ("整合二十三家卫生院", ["23"]),
]


@pytest.mark.parametrize(("quote", "english"), TOLD)
def test_only_figures_whose_english_says_more_are_told(quote: str, english: list[str]) -> None:
    assert [one.english for one in figures(quote)] == english
