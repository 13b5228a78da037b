"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        # Each "|" is an end; it is taken out before the text is split.
        "全县有三家医院。|其中一家在山区！|谁来看病？|村医。",
        "他说:“都准备好了。大家放心。”|随后大家散去。",
        "“都准备好了。”他说。|“走吧！”",
        "“手术在镇里就能做,还省钱。”老黄的话引来掌声。|会议继续。",
        "会上强调“以人为本!”的理念。|然后散会。",
        "「如何解決？」|「誰來付費？」老人問。|沒有人回答。",
        "一是加强龙头；二是统一管理；三是放开用药。|效果明显。",
        "下降了30%……|后来又升了。|包括甲、乙……等县。",
        "见附件（已经公布。）后再谈。|他走了。|（完）",
        "增长3.5倍,达到1.2万元。|1.先做这个。|再做那个",
        "详见 https://example.org/a.html?id=3.5。|谢谢",
        "真的吗？！|真的……",
        "“数据多跑路”“群众少跑腿”是目标。|好。",
        '双引号"不出县。"的说法很多。|完。',
        "园艺师威廉．肯特到了。|他说：「好。 」|大家都笑。",
        "他走了．|她来了．|花了３．５万．",
    ],
)
def test_chinese(text: str) -> None:
    assert sentences(text.replace("|", "")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "Dr. J. Smith of the U.S. team earned 3.5 million yuan.|He left at 5 p.m.|The end.",
        "See www.example.org/x.html?y=1 for more.|No. 5 is here.|Is it?|Yes!",
        '"What?" he asked.|"It works."|Then he left.',
        '"We pool all the funds." Li said on Friday.|Nobody objected.',
        "1. First register.|Then wait.",
        "The share rose to 12.|The rest is unknown.",
        "It was signed by Xinhua, Caixin, etc. in Jan. 2024 vs. none before.|OK.",
        "(The law was passed.)|Nobody read it.",
        "He waited... and waited.|She left...|Then it rained.",
        "Hospital No. 2 (see Fig. 3) is, e.g., in St. Louis.|Fine.",
    ],
)
def test_english(text: str) -> None:
    plain = text.replace("|", " ")
    assert sentences(plain) == text.split("|")


def test_a_long_quote_is_split_at_the_sentences_inside_it() -> None:
    first = "“" + "资源要沉下去," * 12 + "这是第一点。"
    second = "人才也要留下来," * 12 + "这是第二点。”院长说。"
    assert sentences(first + second) == [first, second]


def test_headings_and_paragraphs_are_spans_of_their_own() -> None:
    text = "一、基本情况\n全县有三家医院。两家在城里\n\n二、困难\n  缺医生。"
    assert sentences(text) == ["一、基本情况", "全县有三家医院。", "两家在城里", "二、困难", "缺医生。"]


def test_a_paragraph_wrapped_at_a_fixed_width_is_read_as_one() -> None:
    text = (
        "The county merged its three hospitals into one group in the spring. It then\n"
        "paid the group a fixed sum for each resident, and let it keep what it saved\n"
        "at the end of the year. Village doctors earned more."
    )
    found = sentences(text)
    assert [sentence.split()[0] for sentence in found] == ["The", "It", "Village"]
    assert found[1].endswith("end of the year.")


def test_rows_of_a_table_are_not_glued() -> None:
    assert sentences("县 | 医院\n甲县 | 3\n乙县 | 4") == ["县 | 医院", "甲县 | 3", "乙县 | 4"]


TEXTS = st.text(
    st.sampled_from(
        list("医改县一二三在说的“”‘’「」()()。!?;,、:….,!?\"' \t\r\n　#-12aTheU\U00020000\ud83d醫�\u2028")
    ),
    max_size=300,
) | st.text(max_size=200)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_spans_hold_every_visible_character_once(text: str) -> None:
    spans = split_sentences(text)
    covered = [at for start, end in spans for at in range(start, end)]
    assert covered == sorted(set(covered))
    assert all(text[at].isspace() for at in set(range(len(text))) - set(covered))
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
