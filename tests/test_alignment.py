"""The words of a question laid against a text one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.embedder import load_embedder
from qa.alignment import ALIKE, Alignment, content_words
from qa.question import parse_question
from qa.similarity import Similarity
from qa.words import words_of

POOL = ["青杉县有96所村卫生室。", "县医院配备11台急救车。", "护士的工资涨了。", "村医年均收入6.8万元。"]


@pytest.fixture(scope="module")
def similarity() -> Similarity:
    return Similarity(load_embedder())


def aligned(similarity: Similarity, question: str, terms: Sequence[str]) -> Alignment:
    return Alignment(similarity, parse_question(question), terms, [words_of(text) for text in POOL])


def test_words_are_met_as_written_and_by_their_meaning(similarity: Similarity) -> None:
    alignment = aligned(similarity, "大夫的薪水有多少?", ["大夫", "薪水", "地铁"])
    assert alignment.cover("大夫", "大夫来了") == 1.0
    assert alignment.cover("薪水", "护士的工资涨了") > 0.5
    assert alignment.cover("地铁", "护士的工资涨了") < 0.35


def test_words_are_met_across_languages(similarity: Similarity) -> None:
    alignment = aligned(similarity, "What salary do nurses get?", ["salary", "nurses"])
    assert alignment.cover("salary", "护士的工资涨了") > 0.7
    assert alignment.cover("nurses", "护士的工资涨了") > 0.9
    assert alignment.share("护士的工资涨了") > alignment.share("县医院配备11台急救车。") + 0.4


def test_words_of_one_head_are_alike(similarity: Similarity) -> None:
    assert aligned(similarity, "有多少辆救护车?", ["救护车"]).cover("救护车", "配备11台急救车") >= ALIKE


@pytest.mark.parametrize(
    ("question", "said"),
    [("十堰市市长是谁?", False), ("十堰市副市长是谁?", True), ("Who is the vice mayor?", True)],
)
def test_a_deputy_is_no_holder_of_the_office(similarity: Similarity, question: str, said: bool) -> None:
    alignment = aligned(similarity, question, ["市长"])
    assert (alignment.cover("市长", "十堰市副市长介绍") == 1.0) is said


def test_a_word_that_a_text_does_not_say_is_a_hole(similarity: Similarity) -> None:
    alignment = aligned(similarity, "护士地铁工资", ["护士", "地铁", "工资"])
    assert alignment.holes("护士坐地铁,工资涨了") == 0.0
    assert alignment.holes("护士的工资涨了") > 0.3
    assert alignment.holes("护士来了") > alignment.holes("护士的工资涨了")


def test_covers_are_weighed_by_what_the_words_tell(similarity: Similarity) -> None:
    alignment = aligned(similarity, "护士地铁工资", ["护士", "地铁", "工资"])
    covers = alignment.covers("护士坐地铁")
    assert covers.shape == (3,)
    assert covers[:2].tolist() == [1.0, 1.0]
    assert alignment.weigh(np.ones(3)) == pytest.approx(1.0)
    assert alignment.weigh(covers) == pytest.approx(alignment.share("护士坐地铁"))


def test_no_words_are_all_said(similarity: Similarity) -> None:
    alignment = aligned(similarity, "多少?", ["2024"])
    assert (alignment.share("任何话"), alignment.holes("任何话"), alignment.weight) == (1.0, 0.0, 0.0)


def test_content_words() -> None:
    assert content_words("The nurses 的工资, 工资!") == ("工资", "nurses")
