from __future__ import annotations

import doctest
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import terms
from index.terms import glosses, is_chinese, pinyin, segment, simplify, stem


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(terms).failed == 0


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("醫療保險基金", "医疗保险基金"),
        ("乾隆皇后在後面", "乾隆皇后在后面"),
        ("整合 integration", "整合 integration"),
    ],
)
def test_simplify_turns_traditional_into_simplified_script(traditional: str, simplified: str) -> None:
    assert simplify(traditional) == simplified


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs"])))
def test_simplify_keeps_every_offset(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_segment_gives_words_numbers_and_latin_words_but_no_punctuation() -> None:
    assert segment("桑植县，1,234.5萬元；“DRG/DIP”付費！") == [
        "桑植",
        "桑植县",
        "1234.5",
        "万元",
        "drg",
        "dip",
        "付费",
    ]
    assert segment("The county’s Insurance Funds") == ["the", "county", "insurance", "funds"]
    assert segment(" ，。") == []


def test_a_measure_word_is_no_beginning_of_the_next_word() -> None:
    assert segment("有173名村医") == ["有", "173", "名", "村医"]
    assert segment("2023年") == ["2023", "年"]


def test_full_width_digits_and_letters_are_the_plain_ones() -> None:
    assert segment("ＤＲＧ２０２５") == ["drg", "2025"]


def test_glosses_leave_out_remarks_surnames_and_measure_words() -> None:
    assert glosses("银行") == ("bank",)
    assert glosses("醫保") == ("medical insurance",)
    assert glosses("三")[0] == "three"
    assert not any("surname" in gloss for gloss in glosses("王"))
    assert glosses("没有这样一个词") == ()


def test_the_reading_of_a_name_comes_from_pypinyin_where_the_dictionary_is_wrong() -> None:
    assert pinyin("桑植") == "sang zhi"
    assert pinyin("秭归") == "zi gui"
    assert pinyin("重庆", tones=True) == "chóng qìng"


def test_words_of_one_family_share_a_stem() -> None:
    assert stem("pools") == stem("pooling") == stem("Pooled") == "pool"
    assert stem("consortia") == stem("consortium")
    assert stem("Children") == stem("child")


def test_many_threads_may_stem_at_once() -> None:
    words = [f"running{'s' * (n % 3)}x{n}" for n in range(2000)]
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(stem.__wrapped__, words)) == alone


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("DRG付费是什么", True),
        ("How does 桑植 pool funds?", False),
        ("", False),
        ("2025", False),
        ("桑植", True),
    ],
)
def test_is_chinese_counts_characters_against_words(text: str, chinese: bool) -> None:
    assert is_chinese(text) is chinese
