"""Which way figures go, and what they are of a change."""

from __future__ import annotations

import pytest

from qa.checks.direction import Role, role, trend
from qa.figures import find_figures
from qa.support import check_statement

TOLD: list[tuple[str, int, int, Role]] = [
    # text, which of its figures, trend, role
    ("候诊时间由42分钟降到19分钟", 1, -1, "to"),
    ("候诊时间由42分钟降到19分钟", 0, -1, "from"),
    ("报销比例再提高5个百分点", 0, 1, "by"),
    ("门诊、住院人次分别增长12.38%和23.1%", 1, 1, "by"),
    ("比去县城少花200元", 0, -1, "by"),
    ("医疗服务收入占比达35.4%", 0, 0, ""),
    ("重复检查率下降30%", 0, -1, "by"),
    ("The wait fell by 23 minutes", 0, -1, "by"),
    ("The wait fell to 19 minutes", 0, -1, "to"),
    ("a 9.8 percent decline in spending", 0, -1, "by"),
    ("They spent 200 yuan more than before", 0, 1, "by"),
    ("The platform was set up for 50 clinics", 0, 0, ""),
]


@pytest.mark.parametrize(("text", "which", "way", "of_change"), TOLD)
def test_trend_and_role(text: str, which: int, way: int, of_change: Role) -> None:
    figure = find_figures(text)[which]
    assert (trend(text, figure), role(text, figure)) == (way, of_change)


@pytest.mark.parametrize(
    ("statement", "passage", "borne_out"),
    [
        ("重复检查率上升30%。", "重复检查率下降30%，费用也少了。", False),
        ("Repeat examinations rose by 30 percent.", "重复检查率下降30%，费用也少了。", False),
        ("Repeat examinations dropped by 30 percent.", "重复检查率下降30%，费用也少了。", True),
        ("三年下来基金亏了3657万元。", "三年算下来，这本账没有亏，反而积攒了3657万元。", False),
        ("三年结余3657万元。", "三年算下来，这本账没有亏，反而积攒了3657万元。", True),
        ("The wait was cut by 19 minutes.", "平均候诊时间由42分钟降到19分钟。", False),
        ("The wait was cut by 23 minutes.", "平均候诊时间由42分钟降到19分钟。", True),
        ("The wait was cut to 19 minutes.", "平均候诊时间由42分钟降到19分钟。", True),
        ("候诊时间降到42分钟。", "平均候诊时间由42分钟降到19分钟。", False),
        ("占比提高了5.5个百分点。", "医疗服务收入占比由28.6%升至34.1%。", True),
        ("占比提高了6.5个百分点。", "医疗服务收入占比由28.6%升至34.1%。", False),
        ("收入翻了一番。", "村医年均收入从3万元升至6万元。", True),
    ],
)
def test_what_is_turned_round_is_flagged(statement: str, passage: str, borne_out: bool) -> None:
    support, problems = check_statement(statement, passage, None)
    assert (support != "unsupported") is borne_out, problems
