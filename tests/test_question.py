"""What is read out of a question: language, kind, names, terms; and follow-ups that stand alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Index
from index.errors import InvalidQuestion
from qa.follow_up import standalone
from qa.kinds import Kind, question_kind, tells, tells_unit
from qa.names import chinese_names
from qa.question import are_in_a_row, parse_question, question_language

LANGUAGES = {
    "How does Sangzhi pool insurance funds?": "en",
    "桑植县如何统筹医保基金?": "zh",
    "What is 总额包干?": "en",
    "Why did 桑植县 merge its hospitals?": "en",
    "DRG是什么": "zh",
    "DIP付费在哪些县试点": "zh",
    "桑植縣如何統籌醫保基金?": "zh",
    "GDP?": "en",
}


@pytest.mark.parametrize(("text", "language"), LANGUAGES.items())
def test_language(text: str, language: str) -> None:
    assert question_language(text) == language


KINDS: dict[str, Kind] = {
    "全省组建了多少个医共体?": "count",
    "How many medical communities are there?": "count",
    "基层就诊率是多少?": "share",
    "What share of patients stay in the county?": "share",
    "县财政投入多少钱?": "amount",
    "医保基金累计结余多少?": "amount",
    "How much did the county save?": "amount",
    "医共体是什么时候成立的?": "when",
    "In which year did the reform begin?": "when",
    "谁牵头组建了医疗集团?": "who",
    "Who leads the hospital group?": "who",
    "宜昌市在哪里?": "where",
    "Which county merged its hospitals?": "where",
    "为什么要推进医共体?": "why",
    "Why do patients go to the city?": "why",
    "桑植县怎样统筹医保基金?": "how",
    "How does Sangzhi pool insurance funds?": "how",
    "什么是总额包干?": "what",
    "What is global budgeting?": "what",
}


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_kind(text: str, kind: Kind) -> None:
    assert question_kind(text) == kind


def test_what_tells_an_answer_of_a_kind() -> None:
    assert tells("when", "2025年5月揭牌")
    assert not tells("when", "医共体揭牌")
    assert tells("amount", "投入5200万元")
    assert not tells("amount", "投入5200人")
    assert tells("share", "占比达62.75%")
    assert tells_unit("全长多少公里?", "全长12公里")
    assert not tells_unit("全长多少公里?", "共有12个站")


NAMES = {
    "桑植县如何统筹医保基金?": ("桑植县",),
    "霍山的慢性病人省了多少?": ("霍山",),
    "筻溪村的张奶奶住在哪里?": ("筻溪村",),
    "岚皋县的医保": ("岚皋县",),
    "陈红辉是哪里的市长?": ("陈红辉",),
    "有的医共体里,基层机构为什么对县医院有抵触?": (),
    "用集采省出的钱做了什么?": (),
    "各县的乡镇卫生院有多少张床位?": (),
    "派了多少专科医生去支持?": (),
    "请了什么人来坐镇?": (),
    "卫生院报得比县医院多": (),
}


@pytest.mark.parametrize(("text", "names"), NAMES.items())
def test_chinese_names(text: str, names: tuple[str, ...]) -> None:
    assert chinese_names(text) == names


def test_english_names_leave_divisions_and_openers_out() -> None:
    question = parse_question("In Zunyi City, what does Sangzhi County's General Hospital do?")
    assert question.names == ("Zunyi", "Sangzhi", "General Hospital")
    assert parse_question("How do village doctors work?").names == ()
    assert "village" in parse_question("How do village doctors work?").terms


def test_a_hospital_of_a_place_is_the_place_and_words() -> None:
    question = parse_question("How many beds does Yichang Central People's Hospital have?")
    assert question.names == ("Yichang",)
    assert {"Central", "Hospital"} <= set(question.terms)


def test_a_place_in_small_letters_is_a_name_unless_it_is_an_english_word() -> None:
    assert parse_question("yichang hospital number of beds").names == ("yichang",)
    assert parse_question("how long is the guide").names == ()


TERMS = {
    "协商会是哪天开的?": ("开",),
    "尹军是干什么的": (),
    "县里的医共体能让多少人受益?": ("县里", "医共体", "人", "受益"),
    "什么是医联体": ("医联体",),
}


@pytest.mark.parametrize(("text", "terms"), TERMS.items())
def test_question_words_are_cut_from_what_follows(text: str, terms: tuple[str, ...]) -> None:
    assert parse_question(text).terms == terms


def test_terms_are_content_words() -> None:
    assert parse_question("桑植县如何统筹医保基金?").terms == ("统筹", "医保", "基金")
    assert parse_question("How does Sangzhi pool insurance funds?").terms == ("pool", "insurance", "funds")


ASKED = {
    "人民医院有多少张床位?": "床位",
    "江永县有多少名护士?": "护士",
    "沅陵县县长是谁?": "县长",
    "桑植县的地区生产总值是多少?": "生产总值",
    "How many nurses work in Jiangyong's county hospital?": "nurses",
    "Who is the mayor of Yuanling?": "mayor",
    "How many village clinics does Sangzhi have?": "clinics",
    "桑植县如何统筹医保基金?": None,
    "How does Sangzhi pool insurance funds?": None,
    "给公立医院核定了多少个编制?": "编制",
    "江永老百姓对看病的满意程度有多高?": "满意",
    "number of beds in the county hospital": "beds",
    "村医里有多少愿意留下?": None,
}


@pytest.mark.parametrize(("text", "asked"), ASKED.items())
def test_what_is_asked_for(text: str, asked: str | None) -> None:
    assert parse_question(text).asked == asked


def test_white_space_is_one_space() -> None:
    assert parse_question("  How\tmany \n beds? ").text == "How many beds?"


def test_limits() -> None:
    with pytest.raises(InvalidQuestion, match="empty"):
        parse_question(" ")
    with pytest.raises(InvalidQuestion, match="2,001"):
        parse_question("a" * 2001)
    assert parse_question("a" * 2000).text == "a" * 2000


FOLLOW_UPS = [
    ("江永县呢?", "桑植县医保基金结余多少?", "江永县医保基金结余多少?"),
    ("它的村医收入是多少?", "桑植县医保基金结余多少?", "桑植县村医收入是多少?"),
    ("村医收入呢?", "桑植县医保基金结余多少?", "桑植县村医收入?"),
    ("What about Jiangyong?", "How much did Sangzhi save?", "How much did Jiangyong save?"),
    ("What do its doctors earn?", "How much did Sangzhi save?", "What do its doctors earn (Sangzhi)?"),
    ("江永县有多少村医?", "桑植县医保基金结余多少?", "江永县有多少村医?"),
    ("什么是总额包干?", "桑植县医保基金结余多少?", "什么是总额包干?"),
    ("What is global budgeting?", "How much did Sangzhi save?", "What is global budgeting?"),
    ("有多少村医?", "什么是医共体?", "有多少村医?"),
]


@pytest.mark.parametrize(("text", "before", "alone"), FOLLOW_UPS)
def test_follow_up(text: str, before: str, alone: str) -> None:
    assert standalone(text, [before]) == alone


def test_follow_up_looks_back_past_a_question_without_a_name() -> None:
    assert standalone("结余多少?", ["桑植县怎么做?", "什么是医共体?"]) == "桑植县结余多少?"


def test_an_office_is_no_part_of_the_place_before_it() -> None:
    mayor = parse_question("宜昌市长叫什么名字?")
    assert (mayor.names, mayor.asked) == (("宜昌",), "市长")
    assert parse_question("沅陵县县长是谁?").names == ("沅陵县",)
    assert parse_question("近3年岳阳花了多少钱?").names == ("岳阳",)  # 岳阳花 is nobody
    assert parse_question("南通市长期护理保险怎么交费?").names == ("南通市",)


def test_a_sum_is_a_name() -> None:
    assert parse_question("家庭医生的“1+1+1+N”指什么?").names == ("1+1+1+N",)
    assert parse_question("What is the 1+1+1+N model?").names == ("1+1+1+N",)


@pytest.mark.parametrize("given", [None, 7, ["a question"]])
def test_what_is_no_text_is_no_question(given: object, counties: Path) -> None:
    with pytest.raises(InvalidQuestion, match="give it as text"):
        parse_question(given)  # type: ignore[arg-type]
    with Index.open(counties) as index, pytest.raises(InvalidQuestion, match="give it as text"):
        index.search(given)  # type: ignore[arg-type]


def test_a_word_that_begins_an_english_question_is_no_name() -> None:
    assert parse_question("Taking Hubei as a whole, how many are treated at home?").names == ("Hubei",)
    assert parse_question("If a patient from Xiangxiang is referred, who pays?").names == ("Xiangxiang",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("桑植县和慈利县的医保基金各结余多少?", True),
        ("桑植、慈利、秭归的村医各有多少?", True),
        ("Compare Sangzhi and Zigui: who has more village doctors?", True),
        ("桑植县的刘鹏医生去了哪个镇?", False),
        ("桑植县有多少村医?", False),
        ("有多少村医?", False),
    ],
)
def test_names_in_a_row(text: str, expected: bool) -> None:
    assert are_in_a_row(parse_question(text)) is expected


def test_nouns_in_ly_are_things_and_adverbs_are_not() -> None:
    question = parse_question("How many family doctors quickly supply the elderly with medicines these days?")
    assert question.subjects == ("family", "doctors", "supply", "elderly", "medicines")


def test_a_first_word_that_has_its_capital_for_that_alone_is_no_name() -> None:
    assert parse_question("Compare the fund surplus of Sangzhi and Jiangyong").names == (
        "Sangzhi",
        "Jiangyong",
    )
    assert parse_question("Cataract surgery in Sangzhi?").subjects == ("Cataract", "surgery")
    assert parse_question("Sangzhi insurance").names == ("Sangzhi",)
    assert parse_question("Luo Hui is who?").names == ("Luo Hui",)
    assert parse_question("GDP of Sangzhi?").names == ("GDP", "Sangzhi")
