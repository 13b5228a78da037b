"""Tables told as sentences, and statements about their cells."""

from __future__ import annotations

import pytest

from qa.checks.tables import spell_out
from qa.support import check_statement

BY_ROW = (
    "档案向本人开放。\n年份 | 查询（万次） | 节约（万元）\n2022 | 85 | 470\n2023 | 204 | 910\n排队时间缩短。"
)
BY_COLUMN = "项目 | 2023年 | 2024年\n远程影像（份） | 9,800 | 15,700\n远程会诊（例） | 410 | 1,250"


def test_rows_become_sentences() -> None:
    told = "档案向本人开放。\n2022年，查询85万次，节约470万元。\n2023年，查询204万次，节约910万元。\n排队时间缩短。"
    assert spell_out(BY_ROW) == told
    assert spell_out(BY_COLUMN) == (
        "2023年，远程影像9,800份。2024年，远程影像15,700份。\n2023年，远程会诊410例。2024年，远程会诊1,250例。"
    )
    assert spell_out("Item | Cost (yuan)\nVan | 9,000") == "Van，Cost 9,000 yuan。"


@pytest.mark.parametrize("text", ["没有表格。", "a | b", "甲 | 乙\n没有数字", ""])
def test_what_is_no_table_stays(text: str) -> None:
    assert spell_out(text) == text


@pytest.mark.parametrize(
    ("statement", "passage", "supported"),
    [
        ("2023年查询204万次，节约910万元。", BY_ROW, True),
        ("In 2022 the records were opened 850,000 times.", BY_ROW, True),
        ("2022年查询204万次。", BY_ROW, False),
        ("2023年节约470万元。", BY_ROW, False),
        ("2024年远程影像1.57万份，远程会诊1250例。", BY_COLUMN, True),
        ("2023年远程会诊1250例。", BY_COLUMN, False),
        ("2024年远程会诊1.57万例。", BY_COLUMN, False),
    ],
)
def test_a_cell_stands_with_its_row_and_column(statement: str, passage: str, supported: bool) -> None:
    support, problems = check_statement(statement, passage, None, "2025-03-01")
    assert (support != "unsupported") is supported, problems
