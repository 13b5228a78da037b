"""Figures given to another place than in their passage, and those that are not."""

from __future__ import annotations

import pytest

from qa.support import check_statement

TWO = (
    "湖口县去年建成村卫生室61所，人均补助900元；彭泽县建成48所，人均补助760元。"
    "全县巡诊车有7辆，比湖口县多2辆。省里补助一半多。"
)
PLACES = ("湖口县", "彭泽县", "九江市", "江西省")
SAID = [
    ("湖口县去年建成61所村卫生室。", True),
    ("彭泽县去年建成61所村卫生室。", False),
    ("Pengze built 48 village clinics last year.", True),
    ("Hukou built 48 village clinics last year.", False),
    ("彭泽县有7辆巡诊车，比湖口县多2辆。", True),
    ("湖口县有7辆巡诊车。", False),
    ("九江市去年建成村卫生室61所。", False),
    ("在九江市，湖口县建成61所村卫生室。", True),
    ("Across Jiangxi, 61 village clinics were built.", False),
    ("In Jiangxi, a county built 61 village clinics.", True),
    ("全省人均补助900元。", False),
    ("A subsidy of 760 yuan a head was paid in Pengze.", True),
    ("A subsidy of 760 yuan a head was paid in Hukou.", False),
]


@pytest.mark.parametrize(("statement", "supported"), SAID, ids=[said for said, _ in SAID])
def test_whose_a_figure_is(statement: str, supported: bool) -> None:
    support, problems = check_statement(statement, TWO, None, "2025-05-01", PLACES)
    assert (support != "unsupported") is supported, problems


def test_the_problem_names_the_place_of_the_passage() -> None:
    statement = "彭泽县人均补助900元。"
    assert (
        check_statement(statement, TWO, None, None, PLACES)[1][0]
        == "“900元”在原文中说的是“湖口县”，不是“彭泽县”"
    )


def test_a_place_of_the_same_sound_is_no_other() -> None:
    passage = "大通县参保率为96.1%，与去年底持平；湟源县为94.9%。"
    places = ("大通回族土族自治县", "湟源县")
    assert check_statement("Enrolment in Datong is 96.1%.", passage, None, None, places)[0] == "checked"
    assert check_statement("Enrolment in Datong is 94.9%.", passage, None, None, places)[0] == "unsupported"


@pytest.mark.parametrize(
    ("statement", "supported"),
    [
        ("广东省大余县启动薪酬改革。", False),
        ("Dayu County in Guangdong began a pay reform.", False),
        ("江西省大余县启动薪酬改革。", True),
        ("Dayu County in Jiangxi began a pay reform.", True),
        ("大余县的年轻人多到广东省务工。", True),
    ],
)
def test_a_place_lies_where_it_lies(statement: str, supported: bool) -> None:
    passage = "大余县启动薪酬改革，留住了到广东省务工的年轻人。"
    support, problems = check_statement(statement, passage, None, None, ("大余县", "广东省"))
    assert (support != "unsupported") is supported, problems
