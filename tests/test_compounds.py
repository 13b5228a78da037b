from __future__ import annotations

import doctest

import pytest

from index.terms import stem
from qa import compounds
from qa.compounds import stems_of_parts


def test_the_examples_of_the_docstrings_are_true() -> None:
    assert doctest.testmod(compounds).failed == 0


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("close-knit", "close knit"),
        ("township-level", "township"),
        ("x-ray", "x ray"),
        ("follow-up", ""),
        ("year-on-year", ""),
        ("tele-imaging", "remote imaging"),
        ("cerebrovascular", "brain vessel"),
        ("paediatricians", "pediatrics doctor"),
        ("radiotherapy", "radiation therapy"),
        ("psychologist", ""),
        ("non-local", ""),
        ("hospital", ""),
    ],
)
def test_parts(word: str, parts: str) -> None:
    assert stems_of_parts(word) == tuple(map(stem, parts.split()))
