"""Dates of publication, and the dates that words mean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.dates import find_published, parse_date
from ingest.resolve import resolve_dates


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2025/4/25 10:46", "2025-04-25"),
        ("2025-04-25T10:46:41+08:00", "2025-04-25"),
        ("April 25, 2025", "2025-04-25"),
        ("25 Apr. 2025", "2025-04-25"),
        ("20250425", "2025-04-25"),
        ("20250425104600", "2025-04-25"),
        ("二〇二五年四月二十五日", "2025-04-25"),
        ("2025年10月", "2025-10"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("2025-13-40", None),
        ("2025年2月30日", None),
        ("10月17日", None),
        ("", None),
    ],
)
def test_parse_date(value: str, iso: str | None) -> None:
    assert parse_date(value) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("县医院改革见成效\n来源： 健康报 阅读量：158次 时间：2025-04-25 10:46:41\n正文。", "2025-04-25"),
        ("標題\n發(fā)布時(shí)間:2025/08/11 信息來源:查看\n正文。", "2025-08-11"),
        ("更新时间：2025-05-02\n发布时间：2025-05-01\n正文。", "2025-05-01"),
        ("健康周报\n2025年9月16日\n星期二\n第3212期\n正文。", "2025-09-16"),
        ("County merges hospitals\nBy Li Wei | April 25, 2025 | 3 min read\nThe county did.", "2025-04-25"),
        (
            "Title\nYICHANG, April 23, 2025 (Agency) -- The county merged its hospitals, and more followed.",
            "2025-04-23",
        ),
        ("题目\n某通讯社宜昌2025年4月23日电（记者 某某）发布会今天举行，介绍了经验。", "2025-04-23"),
        ("通知\n各县：\n请照办。\n某某局\n2024年3月5日", "2024-03-05"),
        ("*Liao Observer, 21 October 2024, by Ruth Feldman*\nUntil then, it was so.", "2024-10-21"),
        ("调研报告\n2025年4月\n一、情况\n很好。", "2025-04"),
        ("2025年4月\n2025年9月16日\n正文。", "2025-09-16"),
        ("会议通知\n会议时间：2025年4月23日 地点：宜昌\n请参加。", None),
        ("县医院\n2023年12月31日建成\n有三百张床。", None),
        ("题目\n发布时间 2025.04.25 10:46 湖北\n正文。", "2025-04-25"),
        ("Title\nApr 25, 2025 • 3 min read\nThe text.", "2025-04-25"),
        ("Title\nUpdated Apr 27, 2025\nPublished Apr 25, 2025\nThe text.", "2025-04-25"),
        ("今天是2025年11月21日 星期五\n题目\n正文。", None),
        ("题目\n10月17日，会议召开。", None),
        ("题目\n2022年，全县整合；2024年，结余三千万元，今年又出台制度。10月17日开会。", None),
        ("题目\n正文。\n版权所有 ©2017-2025 备案号2023-01-02", None),
        ("2024年3月5日新闻发布会实录\n问：好吗？", None),
        ("要在2030年12月31日前完成，2020年开始。", None),
        ("", None),
    ],
)
def test_find_published_in_lines(text: str, iso: str | None) -> None:
    found, evidence = find_published(text)
    assert (found if evidence is None or evidence.confidence == "found" else None) == iso
    assert (evidence is None) == (found is None)


@pytest.mark.parametrize(
    ("url", "iso"),
    [
        ("https://example.org/2025-04-25/x.htm", "2025-04-25"),
        ("https://example.org/202504/t20250425_12.html", "2025-04-25"),
        ("https://example.org/n1/2025/0425/c1-2.html", "2025-04-25"),
        ("https://example.org/n1/2025/04/25/x", "2025-04-25"),
        ("https://example.org/202504/x", "2025-04"),
        ("https://example.org/id=2025042599", None),
        ("https://example.org/20251345.html", None),
    ],
)
def test_find_published_in_the_address(url: str, iso: str | None) -> None:
    assert find_published("正文。", url=url)[0] == iso


def test_metadata_comes_first_and_says_where_it_was_read() -> None:
    meta = {"article:modified_time": "2025-05-02", "article:published_time": "2025-04-25T10:46:41+08:00"}
    iso, evidence = find_published("发布时间：2024-01-01", meta=meta)
    assert iso == "2025-04-25"
    assert evidence is not None
    assert (evidence.text, evidence.confidence) == (
        "article:published_time: 2025-04-25T10:46:41+08:00",
        "found",
    )
    assert find_published("", meta={"og:updated_time": "2025-05-02"})[0] == "2025-05-02"
    assert find_published("", meta={"pubdate": "soon"}) == (None, None)


def test_a_year_that_the_text_calls_its_own_is_inferred() -> None:
    iso, evidence = find_published("题目\n此次发布会是该委2025年举办的首场发布会，去年（2024年）办过七场。")
    assert iso == "2025"
    assert evidence is not None
    assert evidence.confidence == "inferred"


def test_the_real_articles(real_articles: Path) -> None:
    found = {
        path.name[:3]: find_published(path.read_text("utf-8")) for path in sorted(real_articles.glob("*.txt"))
    }
    assert [(iso, evidence and evidence.confidence) for iso, evidence in found.values()] == [
        ("2025", "inferred"),
        ("2025-04-25", "found"),
        (None, None),
        ("2025-08-11", "found"),
        ("2025-09-16", "found"),
    ]


@pytest.mark.parametrize(
    ("text", "published", "dates"),
    [
        ("10月17日召开", "2025-10-20", ("2025-10-17",)),
        ("12月20日开会，1月3日公布", "2025-01-05", ("2024-12-20", "2025-01-03")),
        ("自6月1日起施行", "2025-05-20", ("2025-06-01",)),
        ("去年、今年、前年和明年", "2025-04", ("2024", "2025", "2023", "2026")),
        ("去年10月1日，今年6月底，去年底", "2025-10-20", ("2024-10-01", "2025-06", "2024-12")),
        ("本月、上个月、下月", "2025-01-20", ("2025-01", "2024-12", "2025-02")),
        ("昨日和今天，23日再谈", "2025-05-01", ("2025-04-30", "2025-05-01", "2025-04-23")),
        ("23日表示", "2025-04-25", ("2025-04-23",)),
        ("2024年底，二〇二三年三月五日，2022年", None, ("2024-12", "2023-03-05", "2022")),
        ("10月17日，去年，昨天，上月", None, ()),
        ("10月17日，去年，昨天，上月", "2025", ("2025-10-17", "2024")),
        ("每月22天，3年来，1990年代，5000万元，2000人次", "2025-04-25", ()),
        ("2024年2024年", None, ("2024",)),
        ("On April 23 he said last year was good", "2025-04-25", ("2025-04-23", "2024")),
        ("In 2022, and 23 March 2024, yesterday", "2025-04-25", ("2022", "2024-03-23", "2025-04-24")),
        ("last month and next year; it may 20 people", "2025-01-25", ("2024-12", "2026")),
        ("2月30日", "2025-04-25", ()),
    ],
)
def test_resolve_dates(text: str, published: str | None, dates: tuple[str, ...]) -> None:
    assert resolve_dates(text, published) == dates


DATED = st.text(
    st.sampled_from(list("12059年月日底去今昨本上-/.:：发布时间来源 \nApr MayinlastyearT")), max_size=120
)
PUBLISHED = st.sampled_from([None, "2025", "2025-02", "2025-02-28", "2024-02-29", "0001-01-01", "9999-12-31"])


@settings(max_examples=300, deadline=None)
@given(DATED | st.text(max_size=120), PUBLISHED)
def test_whatever_is_found_is_a_date(text: str, published: str | None) -> None:
    for iso in (*resolve_dates(text, published), find_published(text, {"date": text}, text)[0]):
        assert iso is None or parse_date(iso) == iso or iso < "1900" or iso > "2099"
