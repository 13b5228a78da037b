"""Which place a sentence speaks of, and how it stands to the one asked about."""

from __future__ import annotations

import pytest

from index.hit import Hit
from ingest import Article, Passage
from ingest.sentences import split_sentences
from qa.question import parse_question
from qa.scope import Scope, sentence_places

BOTH = ("灵璧县", "泗县")


def found(text: str, title: str = "", article: tuple[str, ...] = (), passage: tuple[str, ...] = ()) -> Hit:
    places = passage or article
    one = Passage("a#0", "a", text, 0, len(text), places=places)
    return Hit(one, Article("a", title, text, places=article or places), 0.0, 0.5, 1.0, 1)


def relations(question: str, hit: Hit) -> list[str]:
    scope = Scope(parse_question(question), [hit])
    return [scope.relation(places) for places in sentence_places(hit, split_sentences(hit.passage.text))]


def test_a_clause_that_begins_with_one_place_of_the_title_is_about_that_one() -> None:
    hit = found(
        "从支出看，2021年，灵璧县基金赤字4860万元。次年缩小到1730万元。", "灵璧县、泗县三年答卷", BOTH
    )
    assert relations("灵璧县2021年赤字是多少?", hit) == ["here", "here"]
    assert relations("泗县2021年赤字是多少?", hit) == ["elsewhere", "elsewhere"]


def test_what_a_paragraph_is_about_ends_with_it() -> None:
    hit = found(
        "酉阳聘用护路员1260名。\n每人每月补助700元。",
        "酉阳县、来凤县的路",
        ("酉阳土家族苗族自治县", "来凤县"),
    )
    assert relations("来凤县的护路员拿多少钱?", hit) == ["elsewhere", "here"]


@pytest.mark.parametrize(
    "text",
    [
        "该县与泗县合作建了2个中心。",
        "向泗县学习，新建2个中心。",
        "泗县经验推广后新建2个中心。",
        "泗县一家企业捐了2个中心。",
    ],
)
def test_a_place_named_beside_the_headings_changes_nothing(text: str) -> None:
    assert relations("灵璧县建了几个中心?", found(text, "灵璧县的改革", BOTH)) == ["here"]


def test_a_part_of_the_headings_place_leaves_the_heading() -> None:
    hit = found("湘乡市建了2个中心。", "湘潭市的改革", ("湘潭市", "湘乡市"))
    assert relations("湘潭市建了几个中心?", hit) == ["here"]


def test_the_whole_county_is_the_only_one_that_the_passage_names() -> None:
    hit = found("全县普及率达到96.8%。收缴率提高到91%。", "摘掉帽子", ("定边县", "清水河县"), ("定边县",))
    assert relations("清水河县的普及率是多少?", hit) == ["elsewhere", "elsewhere"]
    assert relations("定边县的普及率是多少?", hit) == ["here", "here"]
