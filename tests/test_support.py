"""Whether a statement is borne out by its passage: 310 cases, and 1,500 statements with one change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from changed_statements import Pair, from_articles, from_templates, read_cases

from ingest import Article, read_articles, split_article
from ingest.sentences import split_sentences
from qa.support import check_statement

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "support_cases.jsonl").read_text("utf-8").splitlines()
]
SANGZHI = (
    "2022年，桑植县把3家县医院和23家乡镇卫生院、252个村卫生室合在一起，将90%医保基金打包管理。"
    "2024年，该县县域就诊率为91.4%；基金3年累计结余3657万元，村医一年收入从2.9万元涨到6.8万元。"
)


def test_the_cases_are_many_and_of_both_kinds() -> None:
    borne_out = sum(case["supported"] for case in CASES)
    assert (len(CASES) >= 300, borne_out >= 140, len(CASES) - borne_out >= 150) == (True, True, True)


@pytest.mark.parametrize("case", CASES, ids=[case["statement"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    support, problems = check_statement(
        str(case["statement"]),
        str(case["passage"]),
        None,
        case.get("published"),
        tuple(case.get("places", ())),
    )
    assert (support != "unsupported") == case["supported"], problems
    assert bool(problems) == (support == "unsupported")
    assert case["supported"] or any(str(case["figure"]) in problem for problem in problems)


def test_no_changed_statement_passes_and_every_true_one_does() -> None:
    _assert_told_apart(from_templates(1000, seed=20250425))


def test_no_flipped_digit_in_an_article_sentence_passes(data: Path) -> None:
    articles = [found for found in read_articles(data / "articles") if isinstance(found, Article)]
    _assert_told_apart(from_articles(articles, 500, seed=7))


def test_no_sentence_of_an_article_is_flagged_with_a_lead(data: Path) -> None:
    articles = [found for found in read_articles(data / "articles") if isinstance(found, Article)]
    flagged = []
    for article in articles:
        for passage in split_article(article):
            for start, end in split_sentences(passage.text):
                said = f"据介绍，{passage.text[start:end]}"  # no quote, so that every check has its say
                context = f"{passage.heading}\n{article.title}"
                support, problems = check_statement(
                    said, passage.text, None, article.published, article.places, context
                )
                if support == "unsupported":
                    flagged.append((said, problems))
    assert flagged == []


def test_no_true_paraphrase_is_flagged_and_most_false_ones_are(data: Path) -> None:
    articles = [found for found in read_articles(data / "articles") if isinstance(found, Article)]
    cases = read_cases(articles, (data / "support_paraphrases.jsonl").read_text("utf-8").splitlines())
    assert [case.statement for case in cases if case.supported and case.is_flagged] == []
    # What passes gives a figure of the passage to another thing, in words that the passage does not use.
    assert sum(not case.is_flagged for case in cases if not case.supported) <= 10


@pytest.mark.parametrize(
    ("name", "flagged", "passed"),
    [
        ("support_adversarial.jsonl", 0.05, 0.1),
        ("support_adversarial_held.jsonl", 0.13, 0.1),
        ("support_blind.jsonl", 0.05, 0.06),
        ("support_blind_held.jsonl", 0.15, 0.13),
        ("support_reform.jsonl", 0.03, 0.11),
    ],
)
def test_lies_are_told_from_paraphrases(data: Path, name: str, flagged: float, passed: float) -> None:
    """The shares of true statements that are flagged, and of lies that pass, grow no more."""
    articles = [found for found in read_articles(data / "articles") if isinstance(found, Article)]
    known = {article.id for article in articles}
    lines = (data / name).read_text("utf-8").splitlines()
    here = [line for line in lines if json.loads(line).get("article") in {None, *known}]
    cases = read_cases(articles, here)
    true, false = ([case for case in cases if case.supported is value] for value in (True, False))
    assert len(true) >= 40
    assert len(false) > 60
    assert sum(case.is_flagged for case in true) <= flagged * len(true)
    assert sum(not case.is_flagged for case in false) <= passed * len(false)


def test_every_wrong_figure_and_place_written_blind_is_flagged(data: Path) -> None:
    articles = [found for found in read_articles(data / "articles") if isinstance(found, Article)]
    cases = read_cases(articles, (data / "support_blind.jsonl").read_text("utf-8").splitlines())
    others = {"agent", "quantifier"}
    assert [
        one.statement for one in cases if not (one.supported or one.kind in others or one.is_flagged)
    ] == []


def _assert_told_apart(pairs: list[Pair]) -> None:
    wronged = [pair for pair in pairs if _support(pair.statement, pair) == "unsupported"]
    missed = [pair for pair in pairs if _support(pair.changed, pair) != "unsupported"]
    assert (wronged, missed) == ([], [])


def _support(statement: str, pair: Pair) -> str:
    return check_statement(statement, pair.passage, None, None, pair.places)[0]


def test_a_quote_is_quoted_with_or_without_marks_and_lead() -> None:
    quote = "将90%医保基金打包管理。"
    assert check_statement(quote, SANGZHI, quote) == ("quoted", ())
    assert check_statement("将90%医保基金打包管理 [1]", SANGZHI, quote) == ("quoted", ())
    lead = f"桑植县的做法（2025-10-17）：{quote}"
    published = "2025-10-17"
    assert check_statement(lead, quote, quote, published, ("桑植县",)) == ("quoted", ())


def test_half_a_clause_is_no_quote() -> None:
    assert check_statement("结余3657万元", SANGZHI, None) == ("checked", ())
    assert check_statement("7万元", SANGZHI, None) == ("unsupported", ("这里说“7万元”，原文是“6.8万元”",))


def test_a_quote_that_is_not_in_the_passage() -> None:
    assert check_statement("It saved money.", SANGZHI, "结余3658万元") == (
        "unsupported",
        ("the quote is not in the passage",),
    )
    assert check_statement("有结余。", SANGZHI, "结余3658万元") == ("unsupported", ("引文不在原文中",))


def test_problems_say_what_is_wrong_in_the_statement_s_language() -> None:
    problems = {
        "Sangzhi saved CNY 36.6 million.": (
            "says CNY 36.6 million, the passage says 3657万元 (CNY 36.57 million)",
        ),
        "Sangzhi pooled 90 percentage points of the fund.": (
            "says 90 percentage points, the passage says 90%",
        ),
        "Guizhou saved CNY 36.57 million.": ("Guizhou is not in the passage",),
        "In 2022 the visit rate was 91.4%.": ("91.4%: the passage gives it for 2024",),
        "桑植县结余3657亿元。": ("这里说“3657亿元”，原文是“3657万元”",),
        "桑植县整合252家乡镇卫生院。": ("这里说“252家”，原文是“23家”；“252家”说的是另一件事",),
    }
    for statement, expected in problems.items():
        assert check_statement(statement, SANGZHI, None, "2025-10-17", ("桑植县",)) == (
            "unsupported",
            expected,
        )


def test_a_swapped_figure_is_seen_across_languages() -> None:
    support, problems = check_statement("Sangzhi merged 3 township health centres.", SANGZHI, None)
    assert (support, problems) == (
        "unsupported",
        ("says 3, the passage says 23家 (23); 3 is of something else",),
    )


def test_names_are_known_from_the_heading_and_the_article() -> None:
    passage = "全县医保基金3年累计结余3657万元。"
    statement = "Sangzhi County saved CNY 36.57 million."
    assert check_statement(statement, passage, None)[0] == "unsupported"
    assert check_statement(statement, passage, None, None, ("桑植县",)) == ("checked", ())
    assert check_statement(statement, passage, None, context="桑植县：医改见闻") == ("checked", ())
    assert check_statement(statement, "Sangzhi saved 36.57 million yuan.", None) == ("checked", ())


def test_another_place_of_the_article_is_no_source_where_the_passage_names_its_own() -> None:
    passage, places = "宜昌市花18.4亿元建起健康数据中心。", ("湖北省", "宜昌市", "十堰市")
    said = "{} invested CNY 1.84 billion in a health data centre."
    assert check_statement(said.format("Yichang"), passage, None, None, places) == ("checked", ())
    assert (
        check_statement("In Hubei, CNY 1.84 billion went into it.", passage, None, None, places)[0]
        == "checked"
    )
    assert check_statement(said.format("Hubei"), passage, None, None, places) == (
        "unsupported",
        ("CNY 1.84 billion: the passage says it of 宜昌市 (Yichang), not of Hubei",),
    )
    problems = check_statement(said.format("Shiyan"), passage, None, None, places)[1]
    assert "Shiyan is not in the passage" in problems
    unnamed = passage.replace("宜昌市", "该市")
    assert check_statement(said.format("Shiyan"), unnamed, None, None, places) == ("checked", ())


def test_the_year_follows_from_the_article() -> None:
    passage = "去年，县里培训村医500名；今年10月再训200名。"
    assert (
        check_statement("In 2024 it trained 500 village doctors.", passage, None, "2025-11-02")[0]
        == "checked"
    )
    assert (
        check_statement("In 2023 it trained 500 village doctors.", passage, None, "2025-11-02")[0]
        == "unsupported"
    )
    assert check_statement("2025年10月培训200名。", passage, None, "2025-11-02")[0] == "checked"
    assert check_statement("In 2024 it trained 500 village doctors.", passage, None, None)[0] == "unsupported"


def test_a_statement_without_figures_dates_or_names_is_checked() -> None:
    assert check_statement("The funds are managed together.", SANGZHI, None) == ("checked", ())
    assert check_statement("", SANGZHI, None) == ("checked", ())


DENIED = [
    ("青杉县没有建成总医院。", "2022年,青杉县建成总医院。各院统一管理。", True),
    ("青杉县未建成总医院。", "2022年,青杉县建成总医院。各院统一管理。", True),
    ("Sangzhi did not set up a general hospital.", "2022年,桑植县组建县总医院。", True),
    ("病人不再往返县级医院拿药。", "慢病病人拿药不再往返县级医院,省下路费。", False),
    ("Patients no longer travel to the county hospital.", "慢病病人拿药不再往返县级医院。", False),
    ("诊疗不断下沉到乡镇。", "诊疗持续下沉到乡镇卫生院。", False),
    ("有78条提示没有被采纳。", "软件提示340条,其中医生采纳了262条。", False),
    ("有68条提示没有被采纳。", "软件提示340条,其中医生采纳了262条。", True),
    ("The centre, not the driver, chooses the hospital.", "医院由指挥中心而不是司机决定。", False),
    ("The driver chooses the hospital.", "送到哪家医院,由指挥中心而不是司机选择。", True),
    ("County hospitals reimburse outpatient costs too.", "县级医院不设门诊报销,卫生院设。", True),
    ("County hospitals do not reimburse outpatient costs.", "县级医院不设门诊报销,卫生院设。", False),
    ("Village doctors have no pension insurance.", "过去没有养老保险；如今村医全部参加养老保险。", True),
    ("Village doctors used to have no pension.", "过去没有养老保险；如今村医全部参加养老保险。", False),
]


@pytest.mark.parametrize(("statement", "passage", "denied"), DENIED)
def test_a_denial_of_what_is_said_is_flagged(statement: str, passage: str, denied: bool) -> None:
    support, problems = check_statement(statement, passage, None)
    assert (support == "unsupported") is denied, problems


@pytest.mark.parametrize(
    ("statement", "problem"),
    [("青杉县县长陈国强介绍了做法。", "原文没有“陈国强”"), ("青杉县县长李明华介绍了做法。", None)],
)
def test_another_person_is_flagged(statement: str, problem: str | None) -> None:
    passage = "青杉县县长李明华介绍,县里建成了总医院,各院做法统一。"
    assert check_statement(statement, passage, None)[1] == ((problem,) if problem else ())
