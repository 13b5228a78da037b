"""Things exchanged: who does which of two things, causes and effects, the sides of a comparison, what is left out."""

from __future__ import annotations

import pytest

from qa.support import check_statement

SHARED = "乡镇拍片、县里诊断。因为收入稳住了，大学生愿意回村行医。病人直接送县医院，比先送镇上再转要快。"
TEAMS = "The county hospital pays the drivers, while the township centres supply the doctors."
GRANT = "省里筹得1.2亿元，让28家三级医院结对帮55家县级医院。上转的患者先安排，下转的患者报销再高出5个百分点。"
PAY = "去年医生人均年收入达到13.4万元，护士8.9万元。"


MERGED = "受人口外流影响，县里去年撤并了14个村卫生室；因为路远，巡诊车每周上门两天。"


@pytest.mark.parametrize(
    ("statement", "supported"),
    [
        ("The village clinics were merged because the county ran out of money.", False),
        ("Village clinics were merged because the population had moved away.", True),
        ("由于当地财政严重赤字，县里去年撤并了村卫生室。", False),
        ("由于人口外流，县里去年撤并了村卫生室。", True),
    ],
)
def test_causes_that_nobody_gave(statement: str, supported: bool) -> None:
    support, problems = check_statement(statement, MERGED, None, "2025-06-01")
    assert (support != "unsupported") is supported, problems


@pytest.mark.parametrize(
    ("statement", "passage", "supported"),
    [
        ("县里拍片、乡镇诊断。", SHARED, False),
        ("县里负责诊断，乡镇负责拍片。", SHARED, True),
        ("Images are taken in the townships and read in the county.", SHARED, True),
        ("因为大学生回村行医，收入才稳住了。", SHARED, False),
        ("大学生愿意回村行医，是因为收入稳住了。", SHARED, True),
        ("病人先送镇上再转，比直接送县医院要快。", SHARED, False),
        ("病人先送镇上再转，比直接送县医院要慢。", SHARED, True),
        ("The township centres pay the drivers and the county hospital supplies the doctors.", TEAMS, False),
        ("The township centres supply the doctors and the county hospital pays the drivers.", TEAMS, True),
        ("省里拿出1.2亿元，让55家三级医院去帮28家县级医院。", GRANT, False),
        ("省里拿出1.2亿元，让28家三级医院去帮55家县级医院。", GRANT, True),
        ("患者上转的，报销会提高5个百分点。", GRANT, False),
        ("患者下转的，报销会提高5个百分点。", GRANT, True),
        ("护士人均年收入达到13.4万元。", PAY, False),
        ("护士人均年收入达到8.9万元。", PAY, True),
        ("Nurses earned 134,000 yuan.", PAY, False),
    ],
)
def test_exchanges(statement: str, passage: str, supported: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-06-01")
    assert (support != "unsupported") is supported, problems
