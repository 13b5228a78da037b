"""Lines that name source, author and time."""

from __future__ import annotations

import pytest

from ingest.byline import read_byline


@pytest.mark.parametrize(
    ("line", "source", "author"),
    [
        (
            "By Ann Lee | Jialing Health Review | Updated: 25 April 2025 10:20",
            "Jialing Health Review",
            "Ann Lee",
        ),
        ("山縣日報 周明／桃園報導", "山縣日報", "周明"),
        ("〔記者周明／桃園報導〕", "", "周明"),
        ("2025-04-25 10:20　來源：山縣日報　記者：周明", "山縣日報", "周明"),
        ("浙北在线记者 周明 通讯员 李红", "", "周明 李红"),
    ],
)
def test_bylines(line: str, source: str, author: str) -> None:
    found = read_byline(line)
    assert found is not None
    assert (found.source, found.author) == (source, author)


@pytest.mark.parametrize("line", ["医院/学校", "送药到户/上门看病的第三年", "每公里/小时耗电"])
def test_lines_with_a_stroke_are_no_bylines(line: str) -> None:
    assert read_byline(line) is None
