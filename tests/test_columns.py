"""Two columns saved line by line are told, tables and lists are not taken for them."""

from __future__ import annotations

from ingest import Article, article_from_bytes
from ingest.columns import in_columns

LEFT = [
    "县里去年给每个村卫生室配了心",
    "电图机，村医把图传到县医院，",
    "十分钟就有结论。到今年六月，",
    "已有四千多名患者没有离开本乡",
]
RIGHT = [
    "夜市一直开到零点，卖竹编的老",
    "人说生意比去年好了一倍，孩子",
    "们追着气球跑来跑去，谁也不想",
    "回家，灯一直亮到了小河的那边",
]


def test_columns_side_by_side_are_warned_of() -> None:
    text = "\n".join(f"{left}    {right}" for left, right in zip(LEFT * 2, RIGHT * 2, strict=True))
    assert in_columns(text)
    (article,) = article_from_bytes(text.encode(), "paper.txt")
    assert isinstance(article, Article)
    assert "two columns" in article.ledger.warnings[0]


def test_tables_lists_and_paragraphs_are_no_columns() -> None:
    assert not in_columns("\n".join(f"第{n}中学    语文教师    {n}人" for n in range(12)))
    assert not in_columns("\n".join(f"周明远　　山县人民医院第{n}门诊部" for n in range(12)))
    assert not in_columns("\n".join(f"　　{line}" for line in (*LEFT, *RIGHT)))
    assert not in_columns("\n".join((*LEFT, *RIGHT)))
