"""What is told of another kind of hospital than in the passage, or of another place's."""

from __future__ import annotations

import pytest

from qa.checks.hospitals import find_hospitals
from qa.support import check_statement

SHARES = (
    "去年，石城县人民医院收治病人2.1万名，县中医院收治8600名；镇卫生院报销七成，县级医院报销五成五。"
    "“等了三年。”一位病人说。"
)
PLACES = ("石城县", "赣州市")
SAID = [
    ("县中医院去年收治8600名病人。", True),
    ("县人民医院去年收治8600名病人。", False),
    ("The county hospital of Chinese medicine treated 8,600 patients.", True),
    ("The county hospital treated 8,600 patients.", False),
    ("Township health centres reimburse 70 percent.", True),
    ("County hospitals reimburse 70 percent.", False),
    ("县妇幼保健院收治了病人。", False),
    ("The maternity and child health hospital treated patients.", False),
    ("赣州市人民医院去年收治病人。", False),
    ("石城县人民医院去年收治病人。", True),
    ("The hospitals treated patients last year.", True),
]


@pytest.mark.parametrize(("statement", "supported"), SAID, ids=[said for said, _ in SAID])
def test_of_which_hospital_it_is_told(statement: str, supported: bool) -> None:
    support, problems = check_statement(statement, SHARES, None, "2025-03-01", PLACES)
    assert (support != "unsupported") is supported, problems


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("县中医医院和县人民医院", ["中医院", "县医院"]),
        ("the county TCM hospital and the county people's hospital", ["中医院", "县医院"]),
        ("town clinics, village clinics, a general hospital", ["卫生院", "卫生室", "总医院"]),
        ("the hospital", [""]),
        ("医生", []),
    ],
)
def test_kinds_of_hospitals(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in find_hospitals(text)] == kinds
