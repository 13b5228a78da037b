from __future__ import annotations

import doctest

import pytest

from index import spelling
from index.spelling import american
from index.terms import stem


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(spelling).failed == 0


@pytest.mark.parametrize(
    ("british", "spelt"),
    [
        ("haematology", "hematology"),
        ("anaesthesia", "anesthesia"),
        ("gynaecological", "gynecological"),
        ("oedema", "edema"),
        ("labourers", "laborers"),
        ("centres", "centers"),
        ("hospitalised", "hospitalized"),
        ("analysed", "analyzed"),
        ("catalogues", "catalogs"),
    ],
)
def test_british_words_are_spelt_as_americans_do(british: str, spelt: str) -> None:
    assert american(british) == spelt
    assert american(spelt) == spelt


@pytest.mark.parametrize(
    "word", ["hour", "four", "acre", "exercise", "supervised", "promises", "raising", "enterprise", "michael"]
)
def test_words_that_only_look_british_stay(word: str) -> None:
    assert american(word) == word


def test_words_of_one_sense_share_a_stem() -> None:
    assert stem("renal") == stem("kidneys")
    assert stem("haemorrhage") == stem("hemorrhages") == stem("bleeding")
    assert stem("endoscopy") == stem("endoscopic") == stem("endoscopes")
    assert stem("built") == stem("building")


def test_hepatitis_is_not_the_liver_and_hospitals_hospitalise() -> None:
    assert stem("hepatitis") != stem("liver") == stem("hepatic")
    assert stem("hospital") != stem("hospitalised") == stem("hospitalization")
