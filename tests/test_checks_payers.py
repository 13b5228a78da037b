"""Who pays, where the passage names another payer."""

from __future__ import annotations

import pytest

from qa.support import check_statement

ONE = "药品48小时送到家，运费由县中医院承担。"
SHARED = "基础包每人60元，由医保基金、公共卫生经费各承担一半。"
NOT = "The provincial commission, not the county, pays for specialists' visits."
FEES = (
    "远程诊断收费由医保支付，每份报告收35元；专线费由县财政负担，每年约260万元。"
    "签约费每人60元，其中医保基金支付15元，个人缴纳10元。低保户个人缴费部分由县财政全额代缴。"
)


@pytest.mark.parametrize(
    ("statement", "supported"),
    [
        ("远程诊断每份报告的35元由医保支付。", True),
        ("远程诊断每份报告的35元由财政承担。", False),
        ("The insurance fund pays 35 yuan for each report.", True),
        ("The county treasury pays 35 yuan for each report.", False),
        ("专线费由县财政负担。", True),
        ("专线费由医保基金负担。", False),
        ("低保户的个人缴费部分由医保基金全额代缴。", False),
        ("Residents pay 10 yuan of the 60-yuan fee themselves.", True),
        ("每份报告收35元。", True),
    ],
)
def test_who_pays(statement: str, supported: bool) -> None:
    support, problems = check_statement(statement, FEES, None, "2025-05-01")
    assert (support != "unsupported") is supported, problems


@pytest.mark.parametrize(
    ("statement", "passage", "supported"),
    [
        ("Patients pay the delivery fee themselves.", ONE, False),
        ("The county hospital of Chinese medicine pays the delivery fee.", ONE, True),
        ("Residents and the insurance fund each pay half of the 60 yuan.", SHARED, False),
        ("The insurance fund and public health funds each pay half of the 60 yuan.", SHARED, True),
        ("The county pays for the specialists' visits.", NOT, False),
        ("The province pays for the specialists' visits.", NOT, True),
        ("专家下乡由县里承担费用。", "专家下乡的费用由省里而不是县里承担。", False),
        ("专家下乡由省里承担费用。", "专家下乡的费用由省里而不是县里承担。", True),
    ],
)
def test_who_pays_in_a_few_words(statement: str, passage: str, supported: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-05-01")
    assert (support != "unsupported") is supported, problems
