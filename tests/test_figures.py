"""Figures of running text in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.figures import find_figures, find_idioms, to_figure

ONE = [
    # text, the figure's text, value, unit, English
    ("筹集1.5亿元资金", "1.5亿元", 150_000_000, "CNY", "CNY 150 million"),
    ("1亿5千万", "1亿5千万", 150_000_000, "", "150 million"),
    ("一亿五千万元", "一亿五千万元", 150_000_000, "CNY", "CNY 150 million"),
    ("安排5.92亿用于培养", "5.92亿", 592_000_000, "", "592 million"),
    ("累计结余3657万元", "3657万元", 36_570_000, "CNY", "CNY 36.57 million"),
    ("累計結餘3657萬元", "3657萬元", 36_570_000, "CNY", "CNY 36.57 million"),
    ("总投资1.2万亿元", "1.2万亿元", 1.2e12, "CNY", "CNY 1.2 trillion"),
    ("捐款2.5千万美元", "2.5千万美元", 25_000_000, "USD", "USD 25 million"),
    ("十二", "十二", 12, "", "12"),
    ("一百零三", "一百零三", 103, "", "103"),
    ("两千三百人", "两千三百人", 2300, "person", "2,300 people"),
    ("三千五百二十一户", "三千五百二十一户", 3521, "household", "3,521 households"),
    ("二〇二五年", "二〇二五年", 2025, "calendar year", "2025"),
    ("三成", "三成", 30, "%", "30 %"),
    ("九成五", "九成五", 95, "%", "95 %"),
    ("9成", "9成", 90, "%", "90 %"),
    ("半数", "半数", 50, "%", "50 %"),
    ("百分之九十", "百分之九十", 90, "%", "90 %"),
    ("百分之三点五", "百分之三点五", 3.5, "%", "3.5 %"),
    ("千分之二", "千分之二", 0.2, "%", "0.2 %"),
    ("90%", "90%", 90, "%", "90 %"),
    ("９１．４％", "９１．４％", 91.4, "%", "91.4 %"),
    ("降到-9.8%", "-9.8%", -9.8, "%", "-9.8 %"),
    ("负9.8%", "负9.8%", -9.8, "%", "-9.8 %"),
    ("提高5个百分点", "5个百分点", 5, "percentage point", "5 percentage points"),
    ("1/3", "1/3", 100 / 3, "%", "33.33 %"),
    ("三分之一", "三分之一", 100 / 3, "%", "33.33 %"),
    ("14多万人次", "14多万人次", 140_000, "person-time", "over 140,000 person-times"),
    ("近3万人次", "近3万人次", 30_000, "person-time", "nearly 30,000 person-times"),
    ("2000余人次", "2000余人次", 2000, "person-time", "over 2,000 person-times"),
    ("超过7亿元", "超过7亿元", 700_000_000, "CNY", "over CNY 700 million"),
    ("7亿多元", "7亿多元", 700_000_000, "CNY", "over CNY 700 million"),
    ("节约136万元", "136万元", 1_360_000, "CNY", "CNY 1.36 million"),
    ("约37万元", "约37万元", 370_000, "CNY", "about CNY 370,000"),
    ("85%以上", "85%以上", 85, "%", "at least 85 %"),
    ("不到20人", "不到20人", 20, "person", "under 20 people"),
    ("不超过3天", "不超过3天", 3, "day", "at most 3 days"),
    ("10-30分钟", "10-30分钟", 10, "minute", "10-30 minutes"),
    ("500至1500元", "500至1500元", 500, "CNY", "CNY 500-1,500"),
    ("1.5-2亿元", "1.5-2亿元", 150_000_000, "CNY", "CNY 150 to 200 million"),
    ("七八名医生", "七八名", 7, "person", "7-8 people"),
    ("第十一名", "第十一名", 11, "", "11th"),
    ("第11名", "第11名", 11, "", "11th"),
    ("第二十二批", "第二十二批", 22, "", "22nd"),
    ("翻一番", "翻一番", 2, "fold", "2 times"),
    ("增长1倍", "1倍", 2, "fold", "2 times"),
    ("是过去的3倍", "3倍", 3, "fold", "3 times"),
    ("一个半小时", "一个半小时", 1.5, "hour", "1.5 hours"),
    ("半小时", "半小时", 0.5, "hour", "0.5 hours"),
    ("3个多小时", "3个多小时", 3, "hour", "over 3 hours"),
    ("两年半", "两年半", 2.5, "year", "2.5 years"),
    ("近三年来", "三年", 3, "year", "3 years"),
    ("81岁村民", "81岁", 81, "year of age", "81 years of age"),
    ("三家医院", "三家", 3, "institution", "3"),
    ("彩超3台", "3台", 3, "device", "3"),
    ("百余家企业", "百余家", 100, "institution", "over 100"),
    ("18.6万例", "18.6万例", 186_000, "case", "186,000 cases"),
    ("230万人次", "230万人次", 2_300_000, "person-time", "2.3 million person-times"),
    ("36.57 million yuan", "36.57 million yuan", 36_570_000, "CNY", "CNY 36.57 million"),
    ("CNY 150m", "CNY 150m", 150_000_000, "CNY", "CNY 150 million"),
    ("RMB1.5bn", "RMB1.5bn", 1_500_000_000, "CNY", "CNY 1.5 billion"),
    ("¥29,000", "¥29,000", 29_000, "CNY", "CNY 29,000"),
    ("a third", "a third", 100 / 3, "%", "33.33 %"),
    ("two-thirds of them", "two-thirds", 200 / 3, "%", "66.67 %"),
    ("one in three patients", "one in three", 100 / 3, "%", "33.33 %"),
    ("9 out of 10", "9 out of 10", 90, "%", "90 %"),
    ("nearly half of them", "nearly half", 50, "%", "nearly 50 %"),
    ("two dozen", "two dozen", 24, "", "24"),
    ("1,003", "1,003", 1003, "", "1,003"),
    ("half a million people", "half a million people", 500_000, "person", "500,000 people"),
    ("two hundred and fifty", "two hundred and fifty", 250, "", "250"),
    ("twenty-five percent", "twenty-five percent", 25, "%", "25 %"),
    ("5 percentage points", "5 percentage points", 5, "percentage point", "5 percentage points"),
    ("doubled", "doubled", 2, "fold", "2 times"),
    ("a two-fold rise", "two-fold", 2, "fold", "2 times"),
    ("ranked 11th", "11th", 11, "", "11th"),
    ("a 10-minute circle", "10-minute", 10, "minute", "10 minutes"),
    ("10 to 30 minutes", "10 to 30 minutes", 10, "minute", "10-30 minutes"),
    ("half an hour", "half an hour", 0.5, "hour", "0.5 hours"),
    ("over 140,000 visits", "over 140,000 visits", 140_000, "person-time", "over 140,000 person-times"),
    ("more than 700 million yuan", "more than 700 million yuan", 700_000_000, "CNY", "over CNY 700 million"),
    ("over the past 3 years", "3 years", 3, "year", "3 years"),
    ("投资1.5个亿", "1.5个亿", 150_000_000, "", "150 million"),
    ("壹亿元", "壹亿元", 100_000_000, "CNY", "CNY 100 million"),
    ("百分之百", "百分之百", 100, "%", "100 %"),
    ("18.6 万 例", "18.6 万 例", 186_000, "case", "186,000 cases"),
    ("降低20～30%", "20～30%", 20, "%", "20-30 %"),
    ("比例为1比7", "1比7", 7, "ratio", "1:7"),
    ("12.5‰", "12.5‰", 12.5, "‰", "12.5 ‰"),
    ("近千名医生", "近千名", 1000, "person", "nearly 1,000 people"),
    ("hundreds of thousands of people", "hundreds of thousands", 200_000, "", "about 200,000 to 1 million"),
    ("¥36.57 mn", "¥36.57 mn", 36_570_000, "CNY", "CNY 36.57 million"),
    ("100,000-plus people", "100,000-plus", 100_000, "person", "over 100,000 people"),
    ("26 high-level specialists", "26", 26, "person", "26 people"),
]


@pytest.mark.parametrize(("text", "figure", "value", "unit", "english"), ONE, ids=[row[0] for row in ONE])
def test_one_figure(text: str, figure: str, value: float, unit: str, english: str) -> None:
    (found,) = find_figures(text)
    rendered = to_figure(found)
    assert text[found.start : found.end] == found.text == figure
    assert found.value == pytest.approx(value)
    assert (found.unit, rendered.english) == (unit, english)
    assert (rendered.text, rendered.value, rendered.unit) == (figure, found.value, unit)


@pytest.mark.parametrize(
    "text",
    [
        "一是加强管理",
        "用药目录一体化",
        "推广三明医改经验",
        "三级综合医院",
        "“三医”联动",
        "一站式服务",
        "四做四优",
        "五大中心",
        "万一",
        "十分重要",
        "十堰市",
        "一个龙头",
        "百姓",
        "千方百计",
        "成立中心",
        "十四五规划",
        "二十大精神",
        "“1+1+1+N”模式",
        "5G改造",
        "热线0731-84326206",
        "刊号CN43-0036",
        "10月17日",
        "120急救",
        "12345热线",
        "95后",
        "去年",
        "统一管理",
        "a one-stop centre",
        "three-tier hospitals",
        "one of them",
        "First, the county moved.",
        "COVID-19",
    ],
)
def test_no_figure(text: str) -> None:
    assert find_figures(text) == []


def test_many_figures_in_reading_order() -> None:
    text = "2024年，县域就诊率91.4%、3年累计结余3657万元，村医收入从2.9万元升至6.8万元。"
    found = [(f.text, f.value, f.unit) for f in find_figures(text)]
    assert found == [
        ("2024年", 2024, "calendar year"),
        ("91.4%", 91.4, "%"),
        ("3年", 3, "year"),
        ("3657万元", 36_570_000, "CNY"),
        ("2.9万元", 29_000, "CNY"),
        ("6.8万元", 68_000, "CNY"),
    ]


def test_idioms_are_kept_apart() -> None:
    assert [(i.text, i.value) for i in find_idioms("“五大中心”和三级医院")] == [("五", 5), ("三", 3)]


@pytest.mark.parametrize("text", ["1" * 5000, "万" * 5000, "1,2" * 2000, "A-" * 5000, "1+" * 3000])
def test_long_runs_of_digits_are_no_figure_of_infinite_value(text: str) -> None:
    assert all(figure.value < 1e30 for figure in find_figures(text))


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_integer_reads_back_from_chinese_and_digits(number: int) -> None:
    written = [f"{number}家", f"{number:,}家", f"{_chinese(number)}家"]
    values = [find_figures(text) or find_idioms(text) for text in written]
    assert [found[0].value for found in values] == [number] * 3


@given(st.text(alphabet="0123456789.,一二三十百千万亿多余几半成分之点至-%元个年月日 aond", max_size=24))
def test_any_text_gives_verbatim_spans_in_order(text: str) -> None:
    end = 0
    for figure in find_figures(text):
        assert text[figure.start : figure.end] == figure.text != ""
        assert figure.start >= end
        assert figure.low <= figure.high
        assert to_figure(figure).english
        end = figure.end


def _chinese(number: int) -> str:
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return _chinese(number // 10_000) + "万" + (zero + _chinese(rest) if rest else "")
    written, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if zero and written else "") + "一二三四五六七八九"[digit - 1] + name
        zero = not digit
    return written
