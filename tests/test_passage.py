"""Articles to passages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.article import Article
from ingest.passage import Passage
from ingest.sentences import split_sentences
from ingest.split import HAN, running_costs, split_article


def split(text: str, size: int = 320) -> list[Passage]:
    return split_article(Article("a.txt", "", text), size)


def cost(text: str) -> float:
    return running_costs(text)[-1] / HAN


def sentence(start: str, length: int) -> str:
    return start + "医" * (length - len(start) - 1) + "。"


def test_headings_are_context_and_in_no_text() -> None:
    text = "\n".join(
        [
            "发布会今天举行。",
            "湖北宜昌:建成72个特色科室,",
            "65%患者首诊在基层",
            "宜昌市有九个县市。",
            "湖北十堰:组建八个医共体",
            "十堰市有八个县。",
        ]
    )
    assert [(p.heading, p.text) for p in split(text)] == [
        ("", "发布会今天举行。"),
        ("湖北宜昌:建成72个特色科室,65%患者首诊在基层", "宜昌市有九个县市。"),
        ("湖北十堰:组建八个医共体", "十堰市有八个县。"),
    ]


def test_chapters_hold_their_sections() -> None:
    text = "一、总体要求\n做好。\n（一）目标\n明年完成。\n（二）原则。\n二、什么是医共体？\n就是一家人。"
    assert [(p.heading, p.text) for p in split(text)] == [
        ("一、总体要求", "做好。"),
        ("一、总体要求 / （一）目标", "明年完成。\n（二）原则。"),
        ("二、什么是医共体？", "就是一家人。"),
    ]


def test_a_table_of_contents_is_text() -> None:
    text = "一、资金\n二、人才\n三、信息\n（一）平台\n平台建成了。"
    assert [(p.heading, p.text) for p in split(text)] == [
        ("", "一、资金\n二、人才"),
        ("三、信息 / （一）平台", "平台建成了。"),
    ]


def test_only_what_a_blank_line_parts_off_heads_a_paragraph_after_a_list() -> None:
    assert [(p.heading, p.text) for p in split("李芳38岁\n是村医\n天天走山路\n\n今年\n\n她做了体检。")] == [
        ("", "李芳38岁\n是村医\n天天走山路"),
        ("今年", "她做了体检。"),
    ]
    assert [(p.heading, p.text) for p in split("李芳38岁\n是村医\n天天走山路\n她做了体检。")] == [
        ("", "李芳38岁\n是村医\n天天走山路\n她做了体检。")
    ]


def test_numbers_and_marks_of_headings() -> None:
    text = "01\n怎么签\n带身份证去。\nPART 02\n有什么用\n免费体检。\n■ 钱从哪来\n财政出一半。"
    assert [(p.heading, p.text) for p in split(text)] == [
        ("01 怎么签", "带身份证去。"),
        ("PART 02 有什么用", "免费体检。"),
        ("■ 钱从哪来", "财政出一半。"),
    ]


def test_markdown_headings() -> None:
    text = (
        "# Reform\n\nIt began.\n\n## Funds ##\n\nNot a heading\n\n- one item\n- another\n\n# Next\n\nIt ends."
    )
    assert [(p.heading, p.text) for p in split(text)] == [
        ("Reform", "It began."),
        ("Reform / Funds", "Not a heading\n\n- one item\n- another"),
        ("Next", "It ends."),
    ]


def test_lines_without_a_paragraph_beneath_them_are_text() -> None:
    assert [p.text for p in split("甲医院\n乙医院\n丙医院\n丁医院\n戊医院\n都在这里。")] == [
        "甲医院\n乙医院\n丙医院\n丁医院\n戊医院\n都在这里。"
    ]
    assert [(p.heading, p.text) for p in split("他走了。\n完")] == [("", "他走了。\n完")]


def test_a_paragraph_of_half_the_size_stands_alone_and_short_ones_go_together() -> None:
    text = "\n".join(
        [sentence("甲", 200), sentence("乙", 60), sentence("丙", 60), sentence("丁", 100), "完了。"]
    )
    assert [p.text for p in split(text)] == [
        sentence("甲", 200),
        "\n".join([sentence("乙", 60), sentence("丙", 60), sentence("丁", 100), "完了。"]),
    ]


def test_a_long_paragraph_is_split_evenly_at_sentence_ends() -> None:
    text = "".join(sentence(name, 100) for name in "甲乙丙丁")
    assert [len(p.text) for p in split(text)] == [200, 200]


def test_a_sentence_longer_than_the_limit_is_cut_at_clauses() -> None:
    text = "一是" + "强" * 200 + "；二是" + "统" * 200 + "；三是" + "放" * 200 + "。"
    assert [p.text[:2] for p in split(text)] == ["一是", "二是", "三是"]
    assert [p.text[-1] for p in split(text)] == ["；", "；", "。"]
    commas = "".join(f"{mark}{'医' * 99}," for mark in "甲乙丙丁") + "完。"
    assert [len(p.text) for p in split(commas)] == [303, 103]


def test_text_without_any_mark_is_cut_by_length() -> None:
    assert [len(p.text) for p in split("医" * 1000)] == [320, 320, 320, 40]
    assert [len(p.text) for p in split("x" * 2500)] == [1000, 1000, 500]


def test_english_limit_is_a_thousand_characters() -> None:
    text = " ".join(f"Sentence number {n} tells of a county hospital and its doctors." for n in range(40))
    passages = split(text)
    assert max(len(p.text) for p in passages) <= 1000
    assert all(p.text.startswith("Sentence") and p.text.endswith("doctors.") for p in passages)
    assert len(passages) == 3


def test_ids_are_unique_and_an_edit_changes_only_its_passage() -> None:
    paragraphs = [sentence(name, 180) for name in "甲乙丙丁甲"]
    before = split("\n".join(paragraphs))
    assert len({p.id for p in before}) == 5
    paragraphs[2] = sentence("戊", 230)
    after = split("\n".join(paragraphs))
    assert [a.id == b.id for a, b in zip(before, after, strict=True)] == [True, True, False, True, True]
    assert split_article(Article("b.txt", "", paragraphs[0]))[0].id != before[0].id


def test_the_size_is_a_setting() -> None:
    text = "".join(sentence(name, 30) for name in "甲乙丙丁")
    assert [len(p.text) for p in split(text, 60)] == [60, 60]
    with pytest.raises(ValueError, match="at least 1"):
        split(text, 0)


def test_nothing_makes_no_passage() -> None:
    assert split("") == split(" \r\n　\t") == []


LINES = st.text(
    st.sampled_from(list('医改县一二三在說醫“”‘’()（）。！？；，、：….,!?" \t　#-12aThe\U00020000\ud83d')),
    max_size=80,
)
TEXTS = st.lists(LINES, max_size=12).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r", "\u2028"]).map(lambda end: end.join(lines))
)


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(max_size=300), st.sampled_from([1, 7, 40, 320]))
def test_passages_are_exact_whole_and_within_the_limit(text: str, size: int) -> None:
    passages = split(text, size)
    assert all(text[p.start : p.end] == p.text == p.text.strip() != "" for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    assert all(cost(p.text) <= size + 1e-6 for p in passages)
    assert len({p.id for p in passages}) == len(passages)
    assert split(text, size) == passages
    starts, ends = (set(edge) for edge in zip(*split_sentences(text), strict=True)) if passages else ((), ())
    long = [span for span in split_sentences(text) if cost(text[span[0] : span[1]]) > size]
    for p in passages:
        assert p.start in starts or any(a < p.start < b for a, b in long)
        assert p.end in ends or any(a < p.end < b for a, b in long)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from([7, 40, 320]))
def test_what_is_in_no_passage_is_a_heading(text: str, size: int) -> None:
    passages = split(text, size)
    kept = {at for p in passages for at in range(p.start, p.end)}
    headings = "".join(p.heading for p in passages)
    missing = [mark for at, mark in enumerate(text) if at not in kept and not mark.isspace()]
    assert all(mark in headings or mark == "#" for mark in missing)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "医" * 100_000,
        "“医。" * 30_000,
        "医。”" * 30_000,
        "“医。”" * 25_000,
        "(" * 30_000 + "]" * 30_000 + "。",
        "a.b@c.d " * 10_000,
        "a@" * 30_000,
        "No. 5 is e.g. here. " * 5_000,
        "一、\n" * 20_000,
        "短\n" * 10_000 + "很长的一行" * 10,
        "江永" * 30_000,
        "2025年" * 20_000,
        " \n" * 50_000 + "完",
        "A" + "a-" * 30_000,
    ],
    ids=lambda text: text[:6].strip(),
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    passages = split(text)
    assert passages
    assert all(text[p.start : p.end] == p.text for p in passages)
    assert all(cost(p.text) <= 320 for p in passages)


def test_real_articles(real_articles: Path) -> None:
    text = (real_articles / "002_e37d224d594d1e22.txt").read_text("utf-8")
    passages = split(text)
    pooled = next(p for p in passages if "3657万元" in p.text)
    assert pooled.heading.startswith("建议")
    assert "总额包干" in pooled.text
    assert pooled.text.endswith("6.8万元。")
    press = split((real_articles / "000_0b8484bdacfbb5c3.txt").read_text("utf-8"))
    assert {p.heading.split(":")[0] for p in press} >= {"湖北宜昌", "湖北十堰", "湖北秭归"}
