"""Other names and nouns in both languages at once, and questions made of lines."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("jieba", reason="the train extra is not installed")

from index.encoder.augment import FOREIGN, Lexicon, question


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def test_nouns_are_exchanged_in_both_languages(lexicon: Lexicon) -> None:
    random = np.random.default_rng(1)
    for _ in range(20):
        english, chinese = lexicon.exchange("The hospital bought two cars.", "医院买了两辆汽车。", random)
        assert "医院" not in chinese
        assert "hospital" not in english
        new = [word for word in lexicon.english if word in chinese and lexicon.english[word] in english]
        assert new


def test_a_line_without_a_shared_noun_stays(lexicon: Lexicon) -> None:
    pair = ("Go on!", "继续！")
    assert lexicon.exchange(*pair, np.random.default_rng(1)) == pair


def test_a_frame_keeps_the_line(lexicon: Lexicon) -> None:
    random = np.random.default_rng(2)
    for _ in range(20):
        english, chinese = lexicon.frame("It rained.", "下雨了。", random)
        assert "It rained." in english
        assert "下雨了。" in chinese
        assert "{" not in english + chinese


def test_a_subject_has_a_name_in_both_scripts_and_is_asked_about(lexicon: Lexicon) -> None:
    random = np.random.default_rng(3)
    made = 0
    for _ in range(50):
        name = lexicon.subject(random)
        assert name[0].isascii()
        assert not name[1].isascii()
        made += set(name[1]) <= set(FOREIGN + "·")
        for text, part in zip(lexicon.introduce(name, "It rained.", "下雨了。", random), name, strict=True):
            assert part in text
        for asked, part in zip(
            lexicon.ask_about(name, ("It rained.", "下雨了。"), random), name, strict=True
        ):
            assert part in asked
            assert asked[-1] in "?？"
    assert 5 < made < 30


def test_a_question_is_a_stretch_of_the_line() -> None:
    random = np.random.default_rng(4)
    line = "去年全县共有四十名乡村医生参加了为期十天的培训并且全部通过了考试"
    asked = {question(line, "zh", random) for _ in range(30)}
    assert len(asked) > 20
    assert all(text.endswith("？") and len(text) <= len(line) + 3 for text in asked)
    assert any("什么" in text or "哪" in text for text in asked)


def test_a_number_can_be_asked_for() -> None:
    random = np.random.default_rng(5)
    asked = {question("They hired 40 doctors", "en", random) for _ in range(30)}
    assert "They hired how many doctors?" in asked
