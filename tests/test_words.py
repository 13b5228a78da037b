"""What the words of a text meet of a question's words and names."""

from __future__ import annotations

import pytest

from qa.words import normal, spells_pinyin, unaccented, words_of


@pytest.mark.parametrize(
    ("name", "text", "held"),
    [
        ("桑植县", "桑植的村医", True),
        ("桑植县", "the doctors of Sangzhi", True),
        ("Sangzhi", "桑植县的村医", True),
        ("Sang Zhi", "桑植县的村医", True),
        ("Sangzhi", "慈利县的村医", False),
        ("Daoxian", "道县的村医", True),
        ("Daoxian", "专家下沉到县市区", False),
        ("Feng", "专家来自县医院", False),
        ("Xi'an", "覆盖99个县市区", False),
        ("Xi'an", "西安的医院", True),
        ("马丽华", "Professor Ma Lihua said so", True),
        ("马丽华", "Professor Ma Lifang said so", False),
        ("Butuo", "这样做不妥", False),
        ("1+1+1+N", "推行1+1+1+N服务", True),
    ],
)
def test_names(name: str, text: str, held: bool) -> None:
    assert words_of(text).names(name) is held


@pytest.mark.parametrize(
    ("term", "text", "met"),
    [
        ("村医", "村医有96名", 1.0),
        ("doctors", "The doctors came", 1.0),
        ("床位", "村医有96名", 0.0),
    ],
)
def test_meets(term: str, text: str, met: float) -> None:
    assert words_of(text).meets(term) == pytest.approx(met)


def test_a_word_is_met_by_its_gloss_in_the_other_language() -> None:
    assert words_of("配备11台救护车").meets("ambulance") > 0.8
    assert words_of("The county bought an ambulance").meets("救护车") > 0.7


def test_spelling() -> None:
    assert spells_pinyin("sangzhi")
    assert not spells_pinyin("hospital")
    assert unaccented("Sāngzhí") == "sangzhi"
    assert normal("醫　院 ＡＢＣ") == "医院abc"
