"""The slot that a question leaves open, and what fills it."""

from __future__ import annotations

import pytest

from qa.question import parse_question
from qa.slots import FOUND, clauses_of, filled, parts_of, slot_of

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
    "总医院是哪年成立的?": "date",
    "When was the hospital founded?": "date",
    "县长是谁?": "person",
    "Who is the mayor of Qingshan?": "person",
    "这个平台是哪家公司做的?": "organisation",
    "Which company built the platform?": "organisation",
    "医保结余有多少?": "measure",
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
}


@pytest.mark.parametrize(("question", "slot"), ASKED.items())
def test_slot(question: str, slot: str) -> None:
    assert slot_of(parse_question(question)) == slot


def written(term: str, text: str) -> float:
    return float(term in text)


FILLED = [
    ("青杉县有多少辆救护车?", "配备11辆救护车", 1.0),
    ("青杉县有多少辆救护车?", "完成救护车5G改造", 0.0),
    ("青杉县有多少辆救护车?", "建成96所村卫生室,救护车随叫随到", FOUND),
    ("青杉县有多少人参保?", "参保人数达到14万人", 1.0),
    ("去年办过几场推介会?", "已召开了7场活动", pytest.approx(0.76)),
    ("透析一次要多少钱?", "每次透析400元", 1.0),
    ("透析一次要多少钱?", "新增48台透析机", 0.0),
    ("青杉县县长是谁?", "青杉县县长李明华介绍", 1.0),
    ("青杉县县长是谁?", "青杉县县长介绍", 0.0),
    ("青杉县村医平均多大年纪?", "173名村医扎根农村", 0.0),
    ("发言人是谁?", "发言人、规划处副处长李明华表示", 1.0),
    ("设计师是谁?", "设计师为安东尼·巴卢奇", 1.0),
    ("设计师是谁?", "The East River was cleaned", 0.0),
    ("设计师是谁?", "Mr. Li drew it", 1.0),
    ("转诊增长了多少?", "转诊人次增加两成", 1.0),
    ("家长星期几可以陪餐?", "每周三可以陪餐", 1.0),
    ("How many free gastroscopy tests were done?", "120 free gastroscopy", FOUND + (1 - FOUND) * 0.8 * 2 / 3),
    ("青杉县怎样统筹基金?", "总额包干", 1.0),
]


@pytest.mark.parametrize(("question", "part", "value"), FILLED)
def test_filled(question: str, part: str, value: float) -> None:
    asked = parse_question(question)
    assert filled(slot_of(asked), asked, part, written) == pytest.approx(value)


def test_parts_end_at_semicolons() -> None:
    assert list(parts_of("心电中心做了三万例;影像中心接入八家医院。")) == [
        "心电中心做了三万例;",
        "影像中心接入八家医院。",
    ]


def test_clauses_end_at_commas() -> None:
    assert clauses_of("村医96名,每人每月500元。") == ["村医96名", "每人每月500元"]
    assert clauses_of("。") == ["。"]
