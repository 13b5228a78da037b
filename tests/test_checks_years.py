"""Of which year a figure is told, and figures given to another year than in their passage."""

from __future__ import annotations

import pytest

from qa.checks.years import find_years, years_of
from qa.figures import find_figures
from qa.support import check_statement

SHARE = "2024年，就诊占比由2022年的48.6%升到57.3%，住院率达到90.2%。当年结余2180万元。"
RANKS = "该县2021年排第38名，2022年升到第21名，2023年跃居第6名，去年又退到第9名。"


@pytest.mark.parametrize(
    ("text", "figure", "years"),
    [
        (SHARE, "48.6%", {2022}),
        (SHARE, "57.3%", {2024}),
        (SHARE, "90.2%", {2024}),
        (SHARE, "2180万元", {2024}),
        (RANKS, "第6名", {2023}),
        (RANKS, "第9名", {2024}),
        ("Growth fell from 7.5% in 2019 to 3.1% in 2023.", "7.5%", {2019}),
        ("Growth fell from 7.5% in 2019 to 3.1% in 2023.", "3.1%", {2023}),
        ("2022年至2024年，支出下降1.2亿元。", "1.2亿元", {2022, 2023, 2024}),
        ("全县有医生532名。", "532名", set()),
    ],
)
def test_years_of_a_figure(text: str, figure: str, years: set[int]) -> None:
    (found,) = [one for one in find_figures(text) if one.text == figure]
    assert years_of(text, found, find_years(text, "2025-04-08")) == years


@pytest.mark.parametrize(
    ("statement", "passage", "supported"),
    [
        ("In 2022 the share was 48.6%.", SHARE, True),
        ("In 2024 the share was 48.6%.", SHARE, False),
        ("2022年就诊占比为57.3%。", SHARE, False),
        ("2024年结余2180万元。", SHARE, True),
        ("It ranked sixth in 2023.", RANKS, True),
        ("It ranked sixth in 2022.", RANKS, False),
        ("2022年排第6名。", RANKS, False),
        ("The share rose to 57.3% in 2024, from 48.6% two years earlier.", SHARE, True),
    ],
)
def test_a_figure_of_another_year_is_flagged(statement: str, passage: str, supported: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-04-08")
    assert (support != "unsupported") is supported, problems
