"""The slot that a question leaves open."""

from __future__ import annotations

import pytest

from qa.question import parse_question
from qa.slots import slot_of

ASKED = {
    "青杉县有多少名护士?": "count",
    "How many nurses work in Qingshan?": "count",
    "How many nurses left when the hospitals merged?": "count",
    "青杉县的透析一次要多少钱?": "money",
    "What did the data centre cost?": "money",
    "青杉县的村医平均多大年纪?": "age",
    "How old is the mayor?": "age",
    "就诊率是多少?": "share",
    "What proportion of patients stays in the county?": "share",
    "急救车多久能到?": "duration",
    "How quickly does an ambulance arrive?": "duration",
    "车开进村要几年?": "duration",
    "青杉县这几年在重点专科上投了多少钱?": "money",
    "总医院是哪年成立的?": "date",
    "When was the hospital founded?": "date",
    "县长是谁?": "person",
    "Who is the mayor of Qingshan?": "person",
    "这个平台是哪家公司做的?": "organisation",
    "Which company built the platform?": "organisation",
    "hunan share of visits handled by primary care": "share",
    "What is the name of the pathologist?": "person",
    "县里那个几加几的模式是什么?": "other",
    "缙云签约自己要掏多少?": "amount",
    "去年上转的病人多了多少?": "measure",
    "医保结余有多少?": "money",
    "By how much did referrals grow?": "measure",
    "How much has mortality fallen?": "measure",
    "透析费用降了多少?": "measure",
    "下转病人能多报多少?": "measure",
    "青杉县招了多少名免费医学生?": "count",
    "Who pays the tuition of the students?": "other",
    "What did the expert propose about salaries?": "other",
    "发布会是几月几号开的?": "date",
    "提案是哪几位委员提的?": "person",
    "Who is in charge of the village clinics?": "other",
    "这种做法叫什么经验?": "other",
    "当地的小程序叫什么名字?": "other",
    "那位村医叫什么?": "person",
    "青杉县怎样统筹基金?": "other",
    "How does the county pay village doctors?": "other",
    "Can patients use insurance to pay for implants?": "other",
    "青杉县免费做了多少例胃镜?": "count",
    "那几份提案是哪几位委员写的?": "person",
    "山上的药是谁送去的?": "other",
    "What was the growth in drug costs?": "measure",
    "Drug costs fell to what percent of revenue?": "share",
    "What is the doctors' salary?": "money",
    "If a patient is referred, is there anything to pay?": "other",
    "青杉县医院的电话是多少?": "telephone",
    "疫苗是哪个厂家的?": "organisation",
    "请来的专家叫什么名字?": "person",
}


@pytest.mark.parametrize(("question", "slot"), ASKED.items())
def test_slot(question: str, slot: str) -> None:
    assert slot_of(parse_question(question)) == slot
