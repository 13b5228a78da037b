"""Copies of one story are told from two reports of one event."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reprints import Stories, same_story, signature

WIRE = """龙泉县的三家医院在去年合并成一个集团，县里把317个村卫生室也交给它管。
合并之后，院长由集团任命，医生的编制放进一个“池子”，谁缺人就往哪里派。县财政局长说，2024年一共投入4620万元，\
其中1850万元买了设备。
医保基金按人头打包给集团，结余留用，超支自己承担。到年底，基金结余2340万元，是五年来的第一次。
村医老秦今年58岁，在山里看了33年病。他说，过去一年挣2.7万元，现在能拿到5.9万元，还交了养老保险。
不过难题也不少：影像设备还没联网，一张片子要跑42公里去取；儿科医生只有9名，夜里常常排队到凌晨。
县卫健局计划在2026年前再招60名大学生村医，并把检查结果的互认扩大到127项。
“医院不再抢病人，而是想着怎么让人少生病。”集团的院长这样总结。"""

REPORT = """昨天，记者来到龙泉县，看这里的医院怎么从三家变成一家。
走进集团的大楼，墙上挂着317个村卫生室的分布图。院长告诉记者，最难的是人：编制都在池子里，要让城里的医生愿意下村。
去年，财政拿出4620万元支持改革。钱花在哪里？一半左右用来补助村医，剩下的更新了设备。
医保部门的负责人介绍，打包付费以后，集团头一回有了2340万元的结余，可以自己决定怎么用。
在海拔1200米的上坪村，58岁的秦医生正在给老人量血压。收入翻了一番，他打算再干几年。
采访中也听到抱怨，拍片子要去县城，孩子夜里发烧找不到儿科医生。
县里表示，这些问题会在两年里逐步解决。"""

ENGLISH = """The county of Longquan merged its three hospitals into one group last year and gave it all 317
village clinics to run. The finance bureau put in 46.2 million yuan in 2024, of which 18.5 million bought new
machines. The insurance fund is paid to the group for each resident, and what is left at the end of the year stays
with it. Doctor Qin, who is 58, has looked after his mountain for 33 years and now earns 59,000 yuan."""


def copy_of(text: str) -> str:
    return f"龙泉医改：三家医院合成一家\n编者按：请读者来信谈谈看法。\n{text}\n（责任编辑：某某）"


@pytest.mark.parametrize(
    "copy",
    [
        WIRE,
        copy_of(WIRE),
        "\n".join(WIRE.split("\n")[:4]),  # another outlet's cut
        copy_of("\n".join(WIRE.split("\n")[2:6])),
        WIRE.replace("，", ",").replace("\n", "\n\n　　"),
        WIRE.replace("县财政局长说", "该县财政局局长介绍").replace("这样总结", "说"),
        "龍泉縣" + WIRE.replace("龙泉县", "").replace("医", "醫").replace("县", "縣"),
    ],
)
def test_copies_are_one_story(copy: str) -> None:
    assert same_story(signature(WIRE), signature(copy))
    assert same_story(signature(copy), signature(WIRE))


@pytest.mark.parametrize(
    "other",
    [
        REPORT,
        # The same form, filled in for another county.
        re.sub(r"\d+", lambda match: str(int(match.group()) * 7 + 13), WIRE).replace("龙泉", "云和"),
        WIRE[:120].replace("317", "208").replace("4620", "1390").replace("1850", "730"),
        ENGLISH,
        "三家医院。",
        "",
    ],
)
def test_other_stories_are_not(other: str) -> None:
    assert not same_story(signature(WIRE), signature(other))


def test_english_copies() -> None:
    assert same_story(signature(ENGLISH), signature("UPDATE: " + ENGLISH.upper()))
    assert not same_story(signature(""), signature(""))


def test_signatures_are_the_same_in_every_process() -> None:
    assert len(signature(WIRE)) == 328
    # Stored signatures are compared with new ones: they must not change with a library's version.
    assert sha256(signature(WIRE)).hexdigest()[:16] == "943b64c6c50d16cd"


def test_stories_follow_additions_and_removals() -> None:
    stories: Stories[str] = Stories()
    for number in range(40):
        stories.add(f"other {number}", signature(f"{number}号公报，" * number + "没有别的。"))
    stories.add("wire", signature(WIRE))
    stories.add("copy", signature(copy_of(WIRE)))
    stories.add("report", signature(REPORT))
    assert sorted(stories.copies(signature(WIRE))) == ["copy", "wire"]
    stories.remove("other 3")
    stories.remove("wire")
    stories.remove("wire")
    assert stories.copies(signature(WIRE)) == ["copy"]
    stories.add("copy", signature(REPORT))
    assert stories.copies(signature(WIRE)) == []
    assert sorted(stories.copies(signature(REPORT))) == ["copy", "report"]


def test_a_signature_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="make it anew"):
        Stories[str]().add("a", b"1234")


def test_two_reports_of_one_press_conference(real_articles: Path) -> None:
    signatures = [signature(path.read_text("utf-8")) for path in sorted(real_articles.glob("*.txt"))]
    stories: Stories[int] = Stories()
    for number, one in enumerate(signatures):
        stories.add(number, one)
    assert [stories.copies(one) for one in signatures] == [[0], [1], [2], [3], [4]]


@settings(max_examples=100, deadline=None)
@given(
    st.text(st.sampled_from(list("医改县一二三说，。 \n12.9ab\ud83d\U00020000")), max_size=200)
    | st.text(max_size=100)
)
def test_any_text_is_its_own_copy(text: str) -> None:
    own = signature(text)
    assert same_story(own, own) == (int.from_bytes(own[:4], "little") > 0)
