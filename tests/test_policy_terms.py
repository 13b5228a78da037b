"""English words of policy, of health above all, and the Chinese that says them: what meets, and what must not."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.words import EMPTY, words_of

MET = 0.5
TERMS = [
    line.split("\t")
    for name in ("health_terms.tsv", "policy_terms.tsv")
    for line in (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
SAME = [(english, chinese) for english, chinese, *no in TERMS if not no]
OTHER = [(english, chinese) for english, chinese, *no in TERMS if no]


def meets(english: str, chinese: str) -> bool:
    said = words_of(chinese)
    return all(said.meets(word) >= MET for word in english.split() if word.lower() not in EMPTY)


def test_what_means_the_same_meets() -> None:
    missed = [pair for pair in SAME if not meets(*pair)]
    assert len(SAME) > 2100
    assert len(missed) <= 0.02 * len(SAME), missed


def test_what_means_something_else_does_not_meet() -> None:
    loose = [pair for pair in OTHER if meets(*pair)]
    assert len(OTHER) > 440
    assert not loose


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("haemodialysis", "血透室有二十台机器"),
        ("hemodialysis", "开展血液透析"),
        ("gallbladder", "切除胆囊"),
        ("renal", "肾脏疾病"),
        ("cerebrovascular", "脑血管病"),
        ("nephrologists", "肾内科医生来坐诊"),
        ("centralised", "药品集中采购"),
        ("family-doctor", "家庭医生签约服务"),
        ("county-level", "县级医院"),
        ("hospice", "安宁疗护病房"),
    ],
)
def test_spellings_compounds_and_families_meet(english: str, chinese: str) -> None:
    assert words_of(chinese).meets(english) >= MET


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("cataract", "白血病"),
        ("nurse", "医生"),
        ("ophthalmology", "妇幼保健"),
        ("county-level", "省级医院"),
        ("nephrologists", "心内科医生"),
    ],
)
def test_what_shares_only_a_part_does_not_meet(english: str, chinese: str) -> None:
    assert words_of(chinese).meets(english) < MET
