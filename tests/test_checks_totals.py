"""Figures that follow from others: sums, what is left, differences, shares, and the lengths of time of dates."""

from __future__ import annotations

import pytest

from qa.checks.spans import spans
from qa.figures import find_figures
from qa.support import check_statement

BEDS = "会昌县开放床位84张，收治3150人次；安远县开放52张，收治1980人次。投入2980万元，其中省级资金1500万元。"
CARE = "乡镇门诊量达到38.6万人次，比2022年多了9.2万人次。签约每人60元，医保、公卫各承担一半。参保率96.8%。"
TRIPS = "The teams saw 52,800 patients, of whom 1,940 were referred. Bills dropped by 640 yuan to 5,210 yuan."
SHARES = "全县结余933万元，其中56%用于绩效，30%用于设备，其余作风险金。2018年起步，2023年建成。"


@pytest.mark.parametrize(
    ("statement", "passage", "supported"),
    [
        ("两县一共开放床位136张。", BEDS, True),
        ("Together the two counties opened 136 beds.", BEDS, True),
        ("两县一共开放床位163张。", BEDS, False),
        ("会昌县开放床位136张。", BEDS, False),
        ("About half of the CNY 29.8 million came from the province.", BEDS, True),
        ("About a third of the CNY 29.8 million came from the province.", BEDS, False),
        ("会昌县比安远县多32张床位。", BEDS, True),
        ("会昌县比安远县多23张床位。", BEDS, False),
        ("其余14%作风险金。", SHARES, True),
        ("The remaining 14 percent are kept for risks.", SHARES, True),
        ("其余24%作风险金。", SHARES, False),
        ("2022年乡镇门诊量为29.4万人次。", CARE, True),
        ("乡镇门诊量为29.4万人次。", CARE, False),
        ("2022年乡镇门诊量为47.8万人次。", CARE, False),
        ("医保和公卫经费各出30元。", CARE, True),
        ("3.2%的人没有参保。", CARE, True),
        ("4.2%的人没有参保。", CARE, False),
        ("Fewer than 4 percent of the patients were referred.", TRIPS, True),
        ("About 5 percent of the patients were referred.", TRIPS, False),
        ("此前次均费用为5850元。", TRIPS, True),
        ("A third of the patients were referred.", TRIPS, False),
        ("50,860 patients were not referred.", TRIPS, True),
        ("Thirty percent is used for equipment, 14 percent for risks.", SHARES, True),
        ("三年累计收入6亿元。", "2018年收入1亿元，2019年2亿元，2020年3亿元。", True),
        ("It was built in five years.", SHARES, True),
        ("It was built in six years.", SHARES, False),
    ],
)
def test_what_follows_from_other_figures(statement: str, passage: str, supported: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-06-01")
    assert (support != "unsupported") is supported, problems


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("今年上半年，", {(6, "month")}),
        ("一季度", {(3, "month")}),
        ("1至10月", {(10, "month")}),
        ("from 2018 to 2023", {(5, "year")}),
        ("今年", set()),
    ],
)
def test_lengths_of_time(text: str, lengths: set[tuple[float, str]]) -> None:
    statement = "This was done in two years."
    (claim,) = find_figures(statement)
    assert {(one.value, one.unit) for one in spans(statement, claim, text)} == lengths
    hard = "Two years were hard."
    assert spans(hard, find_figures(hard)[0], text) == []
