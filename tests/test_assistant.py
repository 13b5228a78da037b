"""The assistant: from a question to a proven answer, end to end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import Index, IndexMissing
from ingest.article import Article
from qa import Answer, Assistant, InvalidQuestion
from qa.follow_up import standalone


@pytest.fixture(scope="module")
def assistant(counties: Path) -> Iterator[Assistant]:
    with Assistant.open(counties) as opened:
        yield opened


def assert_proven(assistant: Assistant, answer: Answer) -> None:
    """Every quote stands at its offsets, every statement has its mark, and the limits are kept."""
    assert len(answer.statements) <= 4
    assert len(answer.citations) <= 5
    assert [one.number for one in answer.citations] == list(range(1, len(answer.citations) + 1))
    for one in (*answer.citations, *answer.nearest):
        assert assistant.index.article(one.article.id).text[one.start : one.end] == one.quote
        assert one.quote in one.passage
    for statement in answer.statements:
        assert statement.text + "".join(f"[{number}]" for number in statement.citations) in answer.text


def test_chinese_question(assistant: Assistant) -> None:
    answer = assistant.ask("临河县怎样统筹医保基金?")
    assert_proven(assistant, answer)
    assert (answer.language, answer.refused, answer.model) == ("zh", False, "extractive")
    assert answer.citations[0].article.id == "linhe"
    assert "85%的医保基金打包" in answer.citations[0].quote
    assert "85%的医保基金打包" in answer.text
    assert answer.statements[0].support == "quoted"
    assert answer.citations[0].gloss == ()


def test_english_question_over_chinese_text(assistant: Assistant) -> None:
    answer = assistant.ask("How much money did Linhe County have left over in 2024?")
    assert_proven(assistant, answer)
    assert answer.language == "en"
    cited = answer.citations[0]
    assert cited.article.id == "linhe"
    assert "1260万元" in cited.quote
    assert "CNY 12.6 million" in [figure.english for figure in cited.figures]
    assert ("资金", "zī jīn", "funds") in cited.gloss


def test_english_article(assistant: Assistant) -> None:
    answer = assistant.ask("How many patients did the evening clinics see?")
    assert_proven(assistant, answer)
    assert "9,300 patients" in answer.text
    assert answer.citations[0].gloss == ()


def test_absent_place_is_refused_and_named(assistant: Assistant) -> None:
    questions = {"贵州省的医保基金结余多少?": "贵州", "How does Guizhou pool insurance funds?": "Guizhou"}
    for question, name in questions.items():
        answer = assistant.ask(question)
        assert_proven(assistant, answer)
        assert answer.refused
        assert name in answer.reason
        assert not answer.statements
        assert not answer.citations
        assert answer.nearest


def test_reprint_is_one_source(assistant: Assistant) -> None:
    answer = assistant.ask("青杉县有多少个村卫生室配备了心电设备?")
    quotes = [one.quote for one in answer.citations]
    assert "108个村卫生室" in quotes[0]
    assert len(set(quotes)) == len(quotes)


def test_stream_grows_to_the_whole_answer(assistant: Assistant) -> None:
    answers = list(assistant.stream("临河县怎样统筹医保基金?"))
    whole = assistant.ask("临河县怎样统筹医保基金?")
    assert answers[-1].text == whole.text
    assert answers[-1].citations == whole.citations
    counts = [len(one.statements) for one in answers]
    assert counts == sorted(counts)


def test_follow_up_takes_over_the_place(assistant: Assistant) -> None:
    history = [("青杉县的心电设备是谁出资的?", "县财政出资980万元。")]
    answer = assistant.ask("临河县呢?", history=history)
    assert answer.question == "临河县呢?"
    answer = assistant.ask("有多少个村卫生室配备了心电设备?", history=history)
    assert answer.citations[0].article.id.startswith("qingshan")


def test_follow_up_in_the_other_language(assistant: Assistant) -> None:
    assert standalone("And in Yilong?", ["桑植县有多少名村医?"]) == "仪陇县有多少名村医?"
    assert (
        standalone("那江永县呢?", ["How many village doctors has Sangzhi?"])
        == "How many village doctors has Jiangyong?"
    )
    answer = assistant.ask("What about Zigui?", history=[("桑植县有多少名村医?", "")])
    assert answer.language == "en"
    assert answer.refused


def test_date_filter_says_how_many_articles_it_left_out(assistant: Assistant) -> None:
    answer = assistant.ask("村医的年收入是多少?", filters={"published_from": "2025-01-01"})
    assert "1篇没有日期" in answer.text
    assert {one.article.id for one in answer.citations} <= {"linhe", "english"}
    assert "没有日期" not in assistant.ask("村医的年收入是多少?").text


def test_unknown_filter(assistant: Assistant) -> None:
    with pytest.raises(ValueError, match="unknown filter"):
        assistant.ask("村医的年收入是多少?", filters={"colour": "red"})


@pytest.mark.parametrize("question", ["", "  \n ", "为" * 2001])
def test_invalid_question(assistant: Assistant, question: str) -> None:
    with pytest.raises(InvalidQuestion, match=r"type a question|ask one short"):
        assistant.ask(question)
    with pytest.raises(InvalidQuestion):
        assistant.stream(question)


def test_missing_index_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="yigai"):
        Assistant.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_empty_index_refuses(tmp_path: Path) -> None:
    Index.open(tmp_path / "index").close()
    with Assistant.open(tmp_path / "index") as assistant:
        answer = assistant.ask("How does Sangzhi pool insurance funds?")
    assert answer.refused
    assert "index" in answer.reason


def test_to_dict_is_json_safe(assistant: Assistant) -> None:
    answer = assistant.ask("How much did Qingshan County pay for the ECG devices?")
    loaded = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
    assert loaded["statements"][0]["citations"][0] == 1
    assert set(loaded["citations"][0]["article"]) == {"id", "title", "source", "published", "url", "path"}


def test_new_articles_are_seen_at_once(tmp_path: Path) -> None:
    text = "白鹿县建成了9个医疗副中心。"
    with Index.open(tmp_path / "index") as writer:
        writer.add([Article(id="one", title="", text="黄石县有3家医院。")])
        with Assistant.open(tmp_path / "index") as assistant:
            assert assistant.ask("白鹿县有几个医疗副中心?").refused
            writer.add([Article(id="two", title="", text=text)])
            assert assistant.ask("白鹿县有几个医疗副中心?").citations[0].quote == text


def test_many_threads(assistant: Assistant) -> None:
    questions = ["临河县怎样统筹医保基金?", "How many patients did the evening clinics see?"] * 6
    alone = [assistant.ask(question).text for question in questions]
    with ThreadPoolExecutor(4) as pool:
        together = [answer.text for answer in pool.map(assistant.ask, questions)]
    assert together == alone
