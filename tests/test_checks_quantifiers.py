"""How many of a thing something is said of, in words; and what is so today or was so before."""

from __future__ import annotations

import pytest

from qa.support import check_statement

VISITS = (
    "大部分慢病老人每季度至少随访一次，全部村医参加了养老保险。过去抗蛇毒血清只在县医院才有，如今乡镇也备着。"
)
WARDS = (
    "Some township centres have reopened their surgical wards. Patients used to pay for every ambulance ride."
)


@pytest.mark.parametrize(
    ("statement", "passage", "supported"),
    [
        ("全部慢病老人每季度至少随访一次。", VISITS, False),
        ("慢病老人多数每季度至少随访一次。", VISITS, True),
        ("Most old people with chronic illness are visited every quarter.", VISITS, True),
        ("部分村医参加了养老保险。", VISITS, False),
        ("村医一律参加了养老保险。", VISITS, True),
        ("All village doctors have joined the pension insurance.", VISITS, True),
        ("Some village doctors have joined the pension insurance.", VISITS, False),
        ("All township centres have reopened their surgical wards.", WARDS, False),
        ("Several township centres have reopened their surgical wards.", WARDS, True),
        ("Patients still pay for every ambulance ride.", WARDS, False),
        ("如今抗蛇毒血清仍在县医院才有。", VISITS, False),
        ("过去抗蛇毒血清只有县医院才有。", VISITS, True),
        ("All seven closed maternity wards are open again.", "停办的7个乡镇产科中有5个重新开张。", False),
        ("Five of the seven closed maternity wards are open again.", "停办的7个产科中有5个重新开张。", True),
        ("All seven wards have reopened.", "Five of the seven wards have reopened.", False),
    ],
)
def test_how_many(statement: str, passage: str, supported: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-06-01")
    assert (support != "unsupported") is supported, problems


def test_only_is_not_added() -> None:
    passage = "湟中区实现了门诊跨省直接结算。大通县也实现了。"
    assert check_statement("湟中区实现了门诊跨省结算。", passage, None, None, ("湟中区",))[0] == "checked"
    assert check_statement("只有湟中区实现了门诊跨省结算。", passage, None, None, ("湟中区",))[1] == (
        "原文没有说只有如此",
    )
