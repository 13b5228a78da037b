"""What fills the slot that a question leaves open."""

from __future__ import annotations

import pytest

from qa.fillers import FOUND, SHARE, clauses_of, filled, parts_of
from qa.question import parse_question
from qa.slots import slot_of


def written(term: str, text: str) -> float:
    return float(term in text)


FILLED = [
    ("青杉县有多少辆救护车?", "配备11辆救护车", 1.0),
    ("青杉县有多少辆救护车?", "完成救护车5G改造", 0.0),
    ("青杉县有多少辆救护车?", "建成96所村卫生室,救护车随叫随到", FOUND),
    ("青杉县培养了多少名村医?", "实现一村一名村医", 0.0),
    ("青杉县有多少人参保?", "参保人数达到14万人", 1.0),
    ("去年办过几场推介会?", "已召开了7场活动", pytest.approx(0.76)),
    ("透析一次要多少钱?", "每次透析400元", 1.0),
    ("透析一次要多少钱?", "新增48台透析机", 0.0),
    ("青杉县县长是谁?", "青杉县县长李明华介绍", 1.0),
    ("青杉县县长是谁?", "青杉县县长介绍", 0.0),
    ("青杉县县长是谁?", "青杉县副县长李明华介绍", 0.0),
    ("青杉县副县长是谁?", "青杉县副县长李明华介绍", 1.0),
    ("青杉县村医平均多大年纪?", "173名村医扎根农村", 0.0),
    ("发言人是谁?", "发言人、规划处副处长李明华表示", 1.0),
    ("设计师是谁?", "设计师为安东尼·巴卢奇", 1.0),
    ("设计师是谁?", "The East River was cleaned", 0.0),
    ("设计师是谁?", "Mr. Li drew it", 1.0),
    ("转诊增长了多少?", "转诊人次增加两成", 1.0),
    ("青杉县的地区生产总值是多少?", "青杉县把90%的基金打包", FOUND),
    ("青杉县的地区生产总值是多少?", "生产总值达到98亿元", 1.0),
    ("江永的药占比降到了多少?", "就诊率达到两成", 1.0),
    ("江永的药占比降到了多少?", "药占比降到两成", 1.0),
    ("李明华今年多大?", "局长李明华,58岁", 1.0),
    ("李明华今年多大?", "58岁的李明华", 1.0),
    ("李明华今年多大?", "李明华坦言,村医平均年龄54岁", 0.0),
    ("江永的村医平均多大年纪?", "村医平均年龄54岁", 1.0),
    ("How old are Jiangyong's village doctors on average?", "村医平均年龄54岁", 1.0),
    ("How old is Li Minghua?", "58岁的李明华", 1.0),
    ("How old is Li Minghua?", "医生李明华来了,为81岁的村民做了手术", 0.0),
    ("县医院的电话是多少?", "急救热线0734-8225120", 1.0),
    ("县医院的电话是多少?", "派出专家800人次", 0.0),
    ("家长星期几可以陪餐?", "每周三可以陪餐", 1.0),
    ("How many free gastroscopy tests were done?", "120 free gastroscopy", FOUND + (1 - FOUND) * 0.8 * 2 / 3),
    ("青杉县怎样统筹基金?", "总额包干", 1.0),
    ("青杉县多少卫生院能收住院病人?", "八成以上的卫生院能收住院病人", SHARE),
    ("青杉县多少卫生院能收住院病人?", "八成以上的村卫生室", 0.0),
    ("有多少愿意留下?", "其中六成愿意留下", SHARE),
    ("青杉县做了多少台手术?", "病人分批接受手术,已经做了264例", 1.0),
    ("青杉县做了多少台手术?", "病人等候手术,新来了6名护士", FOUND),
    ("哪位专家提醒过?", "大学教授李明华提醒", 1.0),
    ("疫苗的钱县里出多少?", "经费由县与乡按七比三分担", 1.0),
    ("疫苗的钱县里出多少?", "县里配备了冷链车", 0.0),
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
