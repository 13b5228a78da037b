"""A further sentence counts by what it adds: words of the question that nobody has said, and no text said again."""

from __future__ import annotations

import pytest

from qa.novelty import SAID_AGAIN, UNSAID, Novelty, overlap
from qa.question import parse_question
from qa.words import words_of

BEDS, NURSES, BOTH = "卫生院有床位90张。", "护士共有46名。", "卫生院有床位90张,护士46名。"
QUESTION = parse_question("卫生院的床位和护士各有多少?")


def novelty(*texts: str) -> Novelty:
    return Novelty(QUESTION, texts, [*texts, "食堂在西侧。", "药房全天开放。"])


def test_what_the_chosen_ones_leave_unsaid_counts() -> None:
    found = novelty(BEDS, NURSES, "卫生院的床位在二楼。")
    found.choose(0)
    assert found.gain(1) > 0.1 * UNSAID > 0 > found.gain(2)


def test_one_that_says_all_again_adds_less_than_nothing() -> None:
    found = novelty(BOTH, BEDS, NURSES, BOTH)
    found.choose(0)
    assert found.gain(3) == pytest.approx(-SAID_AGAIN)
    assert -SAID_AGAIN < found.gain(1) < 0


def test_before_any_is_chosen_the_gain_is_the_share_of_the_question_said() -> None:
    found = novelty(BOTH, BEDS, "食堂在西侧。")
    assert 0 < found.gain(1) < found.gain(0) <= UNSAID
    assert found.gain(2) == 0.0


def test_english_words_are_met_through_their_glosses() -> None:
    question = parse_question("How many nurses and beds are there?")
    found = Novelty(question, [BEDS, NURSES, "食堂在西侧。"], [BEDS, NURSES, "食堂在西侧。"])
    found.choose(0)
    assert found.gain(1) > found.gain(2) == 0.0


def test_overlap_is_the_share_of_character_pairs_that_both_hold() -> None:
    assert overlap(words_of("床位九十"), words_of("床位九百")) == pytest.approx(2 / 4)
    assert overlap(words_of("abc"), words_of("abc")) == 0.0
