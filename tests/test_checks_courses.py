"""Rises and falls without a figure, and what is told as done that is still to come."""

from __future__ import annotations

import pytest

from qa.support import check_statement

RANKS = "该县2021年排第38名，2022年升到第21名，2023年跃居第6名，去年又退到第9名。"
SPENT = "2022年至2024年，连城县县外就医支出分别为1.32亿元、1.18亿元和0.97亿元。住院人次上升，次均费用持平。"
POOLED = "2022年打包医保基金6.84亿元，2023年7.12亿元，2024年7.35亿元。"
SITE = "县里拟迁建妇幼保健院，2026年3月开工，2028年底建成；2025年6月选址已经批复。"


@pytest.mark.parametrize(
    ("statement", "passage", "supported"),
    [
        ("去年该县的排名又上升了。", RANKS, False),
        ("去年该县的排名下滑了。", RANKS, True),
        ("2023年该县的排名上升了。", RANKS, True),
        ("From 2022 to 2024 spending on care outside the county went up.", SPENT, False),
        ("From 2022 to 2024 spending on care outside the county went down.", SPENT, True),
        ("连城县县外就医支出逐年下降。", SPENT, True),
        ("连城县县外就医支出逐年增长。", SPENT, False),
        ("2022年至2024年打包的医保基金逐年减少。", POOLED, False),
        ("2022年至2024年打包的医保基金逐年增加。", POOLED, True),
        ("Work on the hospital began in March.", SITE, False),
        ("Work on the hospital is to begin in March 2026.", SITE, True),
        ("妇幼保健院已于2026年3月开工。", SITE, False),
        ("妇幼保健院2026年3月开工，选址已经批复。", SITE, True),
        ("每个乡镇已经有了急救点。", "县里争取明年实现每个乡镇都有急救点。", False),
        ("每个乡镇明年都要有急救点。", "县里争取明年实现每个乡镇都有急救点。", True),
        ("The site was approved in June 2025.", SITE, True),
    ],
)
def test_courses_and_plans(statement: str, passage: str, supported: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-09-16", ("连城县",))
    assert (support != "unsupported") is supported, problems
