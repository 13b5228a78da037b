"""Answers quoted from the articles: exact offsets whatever the text, enumerations whole, two sources told apart."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from index import Index
from ingest.article import Article
from qa import Answer, Assistant
from qa.wording import latin_place

PLACES = ("临河县", "青杉县", "柳湾鎮", "白鹿縣", "黑水市", "沙洲区", "Hillford")
SUBJECTS = ("醫(yī)保基金", "村医", "远程心电", "𠮷田诊所", "住院费用", "ambulances", "家庭医生", "一老一小")
VERBS = ("增加到", "减少到", "投入", "covers", "覆蓋了", "结余")
SPACES = ("", " ", "\t", "　", "\r\n", "\n\n", " ", "​", "\n")
ENDS = ("。", "!", "?", ". ", ";", "”。", "……")


def generated(seed: int) -> Article:
    """An article of odd characters: both scripts, annotations, surrogate pairs, every kind of white space."""
    rng = random.Random(seed)
    text = ""
    for _ in range(rng.randint(1, 12)):
        words = (PLACES, SUBJECTS, VERBS, [f"{rng.randint(1, 9999)}万元", f"{rng.randint(1, 99)}%", "😀三成"])
        text += rng.choice(SPACES).join(rng.choice(choices) for choices in words) + rng.choice(ENDS)
        text += rng.choice(SPACES)
    return Article(
        id=f"article-{seed}", title=rng.choice(PLACES), text=text, source=rng.choice(("甲报", None))
    )


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over random vectors: which sentences are quoted does not matter here, and nothing need be embedded."""
    folder = tmp_path_factory.mktemp("thousand") / "index"
    with Index.open(folder, embedder=DeterministicFakeEmbedding(size=8)) as index:
        report = index.add([generated(seed) for seed in range(1000)])
        assert report.added + len(report.refused) == 1000
        assert report.added > 950
        yield Assistant(index)


def test_quotes_of_a_thousand_articles_stand_at_their_offsets(thousand: Assistant) -> None:
    seen: set[str] = set()
    for place in PLACES:
        for subject in SUBJECTS:
            for question in (f"{place}的{subject}投入多少?", f"How much did {place} spend on {subject}?"):
                answer = thousand.ask(question)
                for one in (*answer.citations, *answer.nearest):
                    assert thousand.index.article(one.article.id).text[one.start : one.end] == one.quote
                    assert one.quote in one.passage
                    assert one.quote == one.quote.strip() != ""
                    seen.add(one.article.id)
                assert all(statement.support == "quoted" for statement in answer.statements)
    assert len(seen) > 50


def ask(folder: Path, articles: list[Article], question: str) -> Answer:
    with Index.open(folder / "index") as index:
        index.add(articles)
        return Assistant(index).ask(question)


ENUMERATION = (
    "安岭县从三个方面推进医共体建设。\n\n一是统一管理,全县人员由总院调配。二是统一采购,药品耗材带量议价。"
    "三是统一结算,医保基金按月拨付。\n\n全县共有床位2100张。"
)


def test_enumeration_is_one_statement(tmp_path: Path) -> None:
    answer = ask(tmp_path, [Article(id="a", title="安岭县", text=ENUMERATION)], "安岭县怎样推进医共体建设?")
    whole = next(one.text for one in answer.statements if "一是" in one.text)
    assert "二是统一采购" in whole
    assert whole.endswith("三是统一结算,医保基金按月拨付。")


def test_item_of_an_enumeration_stands_alone_where_a_number_is_asked(tmp_path: Path) -> None:
    answer = ask(tmp_path, [Article(id="a", title="安岭县", text=ENUMERATION)], "安岭县有多少张床位?")
    assert answer.statements[0].text == "全县共有床位2100张。"


def test_independent_reports_are_two_sources(tmp_path: Path) -> None:
    articles = [
        Article(id="a", title="安岭", text="安岭县医保基金三年累计结余3657万元。", source="甲报"),
        Article(
            id="b",
            title="医改",
            text="记者获悉,三年来安岭县的医保基金累计结余3657万元,成效明显。",
            source="乙报",
        ),
    ]
    answer = ask(tmp_path, articles, "安岭县医保基金结余多少?")
    assert answer.statements[0].citations == (1, 2)
    assert {one.article.source for one in answer.citations} == {"甲报", "乙报"}
    assert "2个来源" in answer.text


def test_reprint_is_named_and_not_a_second_source(tmp_path: Path) -> None:
    text = (
        "安岭县医保基金三年累计结余3657万元。全县11家乡镇卫生院并入总院,人员由总院统一调配。"
        "2024年,县域就诊率达到91.4%,村医年均收入由2.9万元升到6.8万元。县医保局每月按考核结果拨付。"
    )
    articles = [
        Article(id="a", title="安岭医改", text=text, source="甲报"),
        Article(id="b", title="看安岭", text=text, source="乙网"),
    ]
    answer = ask(tmp_path, articles, "安岭县医保基金结余多少?")
    assert len(answer.statements[0].citations) == 1
    [label] = answer.citations[0].also_in
    assert label in ("看安岭 / 乙网", "安岭医改 / 甲报")
    assert "2个来源" not in answer.text


def test_lead_of_a_comparison_names_each_place_and_source(tmp_path: Path) -> None:
    told = [("永顺县", "甲报", "2025-03-01", 96), ("桑植县", "乙报", "2025-04-02", 252)]
    articles = [
        Article(
            id=place,
            title=f"{place}医改",
            text=f"{place}有{count}个村卫生室。",
            source=source,
            published=day,
            places=(place,),
        )
        for place, source, day, count in told
    ]
    answer = ask(tmp_path, articles, "永顺县和桑植县各有多少个村卫生室?")
    first = answer.text.splitlines()[0]
    assert len(answer.statements) == 2
    assert {part for one in told for part in one[:3]} == {*re.findall(r"..县|.报|[\d-]{10}", first)}


def test_lead_names_what_is_known_and_invents_nothing(tmp_path: Path) -> None:
    known = Article(
        id="a",
        title="医改",
        text="桑植县有252个村卫生室。",
        source="某报",
        published="2025-03-01",
        places=("桑植县",),
    )
    answer = ask(tmp_path, [known], "How many village clinics does Sangzhi have?")
    assert answer.text.startswith("On Sangzhi (桑植县), from 某报, 2025-03-01:\n")
    unknown = Article(id="b", title="医改", text="桑植县有252个村卫生室。")
    answer = ask(tmp_path / "other", [unknown], "桑植县有多少个村卫生室?")
    first = answer.text.splitlines()[0]
    assert "据" not in first
    assert "来源" not in first


def test_lead_names_the_place_asked_about_by_its_short_form(tmp_path: Path) -> None:
    told = Article(
        id="a",
        title="医改",
        text="城步同邵阳市中心医院合作,修了2个直升机起降点。",
        places=("城步苗族自治县", "邵阳市"),
    )
    answer = ask(tmp_path, [told], "城步有几个直升机起降点?")
    assert answer.text.startswith("关于城步苗族自治县")


@pytest.mark.parametrize(
    ("place", "latin"),
    [("威宁彝族回族苗族自治县", "Weining"), ("桑植县", "Sangzhi"), ("陈家河镇", "Chenjiahe")],
)
def test_a_place_is_written_as_english_writes_it(place: str, latin: str) -> None:
    assert latin_place(place) == latin
