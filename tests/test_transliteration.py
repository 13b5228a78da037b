from __future__ import annotations

import doctest

import pytest

from index import transliteration
from index.transliteration import skeletons_of_question, skeletons_of_text


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(transliteration).failed == 0


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Denver", "丹佛"),
        ("Jacksonville", "杰克逊维尔"),
        ("Charles", "查尔斯"),
        ("Washington", "沃什顿"),
        ("Cambridge", "坎布里奇"),
        ("Goldenson", "戈登森"),
        ("Columbia", "科伦比亚"),
        ("Philadelphia", "费拉德尔菲亚"),
    ],
)
def test_a_name_and_its_transliteration_share_a_skeleton(english: str, chinese: str) -> None:
    asked = skeletons_of_question(f"Where is {english}?")
    assert set(asked) & set(skeletons_of_text(f"在{chinese}，"))


def test_names_that_sound_otherwise_share_none() -> None:
    assert not set(skeletons_of_question("Where is Denver?")) & set(skeletons_of_text("杰克逊维尔和林迪斯"))


def test_lower_case_words_and_short_names_have_none() -> None:
    assert skeletons_of_question("who pays the denver hospital? Ann, Leo") == {}
    assert skeletons_of_text("我们的县医院。") == []
