"""Nouns put where the passage has others, in a clause that is otherwise its own."""

from __future__ import annotations

import pytest

from qa.checks.replacements import replacement_problems

PAID = "村医的报酬由县财政按月发放，每季度考核一次。没有参保的主要是外出务工人员。"


@pytest.mark.parametrize(
    ("statement", "problems"),
    [
        ("村医的报酬由县财政按月发放。", []),
        ("村医的报酬由乡镇卫生院按月发放。", ["“乡镇卫生院”在原文中是“由县财政”"]),
        ("没有参保的主要是在校学生。", ["“在校学生”在原文中是“外出务工人员”"]),
        ("没有参保的主要是外出打工者。", []),
        ("每月考核一次。", ["“每月”在原文中是“每季度”"]),
        ("每月一次。", []),  # too short a clause to be known for the same
        ("该县村医的报酬由县财政按月发放。", []),
    ],
)
def test_replaced_nouns(statement: str, problems: list[str]) -> None:
    assert list(replacement_problems(statement, PAID)) == problems
