"""The rules by which a statement is held against its passage, one by one: what each flags, and what it lets pass."""

from __future__ import annotations

import pytest

from qa.support import check_statement

BUDGET = "新院区预算3.1亿元，最后花了5.6亿元。到2021年底，拖欠药品款1.12亿元，一年光利息就要2600万元。"
PLAN = "总医院已送20名护士进修，打算明年再送40名乡镇医生到省城。"
PAY = "监护人每年可以领到2400元看护补贴，护士每月补助600元。"
PEOPLE = (
    "青杉县县长李明华介绍了做法。信息科科长段家宝说，设备要有人会用。十堰市副市长朱云慧、市长王成也到会。"
)
HELP = "组织36家三级医院去帮70家县医院，每队由一名专科医生、两名全科医生搭班。"
RULES = [
    # passage, statement, borne out
    (HELP, "36家三级医院去帮70家县医院。", True),
    (HELP, "70家三级医院去帮36家县医院。", False),
    (HELP, "36 tertiary hospitals help 70 county hospitals.", True),
    (BUDGET, "新院区花了5.6亿元，预算是3.1亿元。", True),
    (BUDGET, "新院区预算5.6亿元。", False),
    (BUDGET, "一年利息要1.12亿元。", False),
    ("建站、买车花了1900万元。医生每出一趟车补80元。", "Stations and vehicles cost 19 million yuan.", True),
    (PLAN, "打算明年再送40名乡镇医生到省城。", True),
    (PLAN, "The hospital plans to send 40 township doctors to the provincial capital.", True),
    (PLAN, "总医院已经送了40名乡镇医生到省城。", False),
    (PLAN, "The hospital has sent 40 township doctors to the provincial capital.", False),
    (PLAN, "总医院已送20名护士进修。", True),
    (PAY, "监护人每年领2400元补贴。", True),
    (PAY, "监护人每月领2400元补贴。", False),
    (PAY, "Guardians receive 2,400 yuan a month.", False),
    (PAY, "Guardians receive 2,400 yuan a year.", True),
    ("两年里一共诊断了5.7万份心电图。", "一年里诊断了5.7万份心电图。", False),
    (PEOPLE, "信息科科长段家宝介绍了设备。", True),
    (PEOPLE, "县人民医院院长段家宝介绍了设备。", False),
    (PEOPLE, "Zhu Yunhui, a deputy mayor of Shiyan, was there.", True),
    (PEOPLE, "Zhu Yunhui, the mayor of Shiyan, was there.", False),
    (PEOPLE, "县医保局介绍了做法。", False),
    (PEOPLE, "The finance bureau explained the method.", False),
    ("上转的病人先安排，下转病人报销再多6个百分点。", "下转病人的报销提高6个百分点。", True),
    ("上转的病人先安排，下转病人报销再多6个百分点。", "上转病人的报销提高6个百分点。", False),
    ("种植牙仍属自费项目，医保不报销，可以用账户余额支付。", "种植牙已纳入医保报销。", False),
    ("种植牙仍属自费项目，医保不报销，可以用账户余额支付。", "种植牙医保不报销。", True),
    ("负担率由29.4%降为27.8%，收入占比由28.6%升至34.1%。", "收入占比由29.4%升至34.1%。", False),
    ("负担率由29.4%降为27.8%，收入占比由28.6%升至34.1%。", "The share rose from 28.6 to 34.1 percent.", True),
    ("负担率由29.4%降为27.8%，收入占比由28.6%升至34.1%。", "The share fell to 27.8 percent from 29.4.", True),
    ("平均到达要52分钟，今年平均缩短为26分钟。", "The average time has been halved.", True),
    ("平均到达要52分钟，今年平均缩短为36分钟。", "The average time has been halved.", False),
    ("今年一季度看了1.8万人次。", "今年第一季度看了1.8万人次。", True),
    ("今年一季度看了1.8万人次。", "今年第二季度看了1.8万人次。", False),
    ("食堂中午11点50分开门。", "食堂11点50分开门。", True),
    ("食堂中午11点50分开门。", "食堂中午12点50分开门。", False),
    ("持证护理员与老人之比为1比7。", "There is one certified carer for every seven old people.", True),
    ("婴儿死亡率降到千分之四点一。", "Infant mortality is down to 4.1 per thousand.", True),
    ("每年筹资约260万元。", "It raises 2.6 million yuan a year.", True),
    ("每年筹资超过260万元。", "It raises 2.6 million yuan a year.", False),
    ("到2027年每个乡镇有两名中医师。学生要到2028年才毕业。", "The students will graduate in 2028.", True),
    ("到2027年每个乡镇有两名中医师。学生要到2028年才毕业。", "The students will graduate in 2027.", False),
    ("调价三个月，门诊次均费用下降2.6元，来电219件。", "改革得到了全市居民的一致拥护和支持。", False),
]  # fmt: skip


@pytest.mark.parametrize(("passage", "statement", "borne_out"), RULES)
def test_rule(passage: str, statement: str, borne_out: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-06-01", ("青杉县", "十堰市"))
    assert (support != "unsupported") is borne_out, problems


def test_a_passage_on_one_county_does_not_speak_of_another_of_its_article() -> None:
    passage, places = "2024年，桑植县县域就诊率为91.4%。", ("桑植县", "湖南省", "邵阳市", "江永县")
    said = "{}2024年县域就诊率为91.4%。"
    supports = {
        place: check_statement(said.format(place), passage, None, None, places)[0]
        for place in ("桑植县", "湖南省桑植县", "邵阳市", "江永县", "阆中县")
    }
    assert supports == {
        "桑植县": "checked",
        "湖南省桑植县": "checked",
        "邵阳市": "unsupported",
        "江永县": "unsupported",
        "阆中县": "unsupported",
    }


def test_a_head_of_another_hospital_is_another() -> None:
    passage = "卫生院院长李桂兰说，年纪大的医生愿意用。"
    assert check_statement("卫生院院长李桂兰说，医生愿意用。", passage, None)[0] == "checked"
    assert check_statement("院长李桂兰说，医生愿意用。", passage, None)[0] == "checked"
    problems = check_statement("县医院院长李桂兰说，医生愿意用。", passage, None)[1]
    assert problems == ("原文中“李桂兰”不是这家医院的院长",)
