"""Page furniture goes, the article stays: rules one by one, and noisy articles line by line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ingest import Article, read_file
from ingest.byline import read_byline
from ingest.clean import clean
from ingest.furniture import furniture_rule, is_caption, opens_comments, opens_related
from ingest.headline import bigrams, make_title, overlap
from ingest.paragraphs import joined, unwrapped
from ingest.script import destroyed, language_of, script_of, simplified, without_annotations

NOISY = Path(__file__).parent / "data" / "noisy"
FIRST = "县里去年给每个村卫生室配了心电图机，村医把图传到县医院，十分钟就有结论。"
SECOND = "到今年六月，已有4,200名患者没有离开本乡就看上了病，药费比前年少了一成半。"
THIRD = "县卫健局局长说，下一步要把儿科和康复也放到乡里去，让老人和孩子少跑路。"
BODY = f"{FIRST}\n{SECOND}\n{THIRD}"


def rules(text: str, title: str = "") -> dict[str, tuple[str, ...]]:
    return {group.rule: group.lines for group in clean(text, title).removed}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("版权所有 某某网 未经授权不得转载", "copyright"),
        ("声明：本网转载此文，不代表本网观点。", "copyright"),
        ("京ICP备00000000号-1", "licence"),
        ("新闻热线：0731-0000000", "contact"),
        ("国内统一刊号CN00-0000", "masthead"),
        ("星期二", "masthead"),
        ("（下转A07版）", "jump"),
        ("长按识别二维码，关注我们", "promotion"),
        ("喜欢就点个“在看”吧", "promotion"),
        ("歡迎來到某某招標網", "promotion"),
        ("当前位置：首页 > 新闻 > 正文", "navigation"),
        ("首页 新闻 财经 体育", "navigation"),
        ("上一篇：邻县的药房", "navigation"),
        ("1 2 3 下一页", "pagination"),
        ("责任编辑：周明", "credits"),
        ("编辑｜小桔 审核｜周明", "credits"),
        ("沙发", "comment"),
        ("说得真好[doge]", "comment"),
        ("We use cookies to improve our website.", "cookies"),
        ("Sign up for our newsletter", "english"),
        ("高清无码在线观看_日韩一区二区_成人视频", "spam"),
    ],
)
def test_what_is_furniture(line: str, rule: str) -> None:
    assert furniture_rule(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        "患者扫描二维码就能缴费，也可以下载客户端查看报告，不用再排队等候叫号了。",
        "扫码就医 一部手机跑遍医院",
        "一、版面设计",
        "患者关注的三个问题",
        "中医药服务站点全覆盖",
        "这家医院把“首页”做成了老年版，字号放大，老人也能自己挂号，还能查看检查报告。",
        "评论员的话",
        "第三版方案",
        "总院设在县人民医院",
        "分享经验 补齐短板",
        "编制周转池",
        "来源结构：财政、医保、个人三方分担",
        "The county shares its doctors with the villages.",
    ],
)
def test_what_is_no_furniture(line: str) -> None:
    assert furniture_rule(line) is None
    assert not opens_related(line)
    assert not opens_comments(line)
    assert not is_caption(line)
    assert read_byline(line) is None


def test_boxes_of_links_end_where_the_text_goes_on() -> None:
    box = "相关阅读\n邻县把药送到家门口\n一个院长的账本\n"
    assert clean(f"{FIRST}\n{box}{SECOND}\n{THIRD}").text == BODY
    assert rules(f"{BODY}\n{box}")["related"] == ("相关阅读", "邻县把药送到家门口", "一个院长的账本")


def test_what_follows_the_comments_and_the_closing_line_goes() -> None:
    comments = "网友评论(2)\n老王：我妈就是这样看的病，真方便，以前要坐三个小时的车。\n说得好"
    assert clean(f"{BODY}\n{comments}").text == BODY
    for closing in ("来源：山县日报", "文 | 本报记者 周明", "责任编辑：李红", "版权所有，转载请注明出处"):
        assert clean(f"{BODY}\n{closing}\n标准\nA\n乡下看病还是难，别光说好听的").text == BODY
    middle = f"{FIRST}\n来源：山县日报\n{SECOND}\n{THIRD}"
    assert clean(middle).text == BODY


def test_a_masthead_goes_and_the_headline_stays() -> None:
    masthead = "2025年4月25日\n星期五\n第31期\n全国最好的县报\n新闻热线：\n000-0000000\n服务乡亲 关心健康"
    headline = "医改看山县\n心电图机进了村卫生室\n记者 周明 通讯员 李红"
    cleaned = clean(f"{masthead}\n\n{headline}\n\n{BODY}")
    assert cleaned.title == "心电图机进了村卫生室"
    assert cleaned.text.endswith(BODY)
    assert "关心健康" not in cleaned.text
    assert "全国最好的县报" not in cleaned.text
    assert cleaned.bylines[-1].author == "周明 李红"


def test_captions_are_kept_apart() -> None:
    captions = (
        "图为村医老周在看图。 李红/摄",
        "▲老周和他的心电图机",
        "（资料图片）",
        "老周出诊 本报记者 周明 摄",
    )
    cleaned = clean("\n".join((FIRST, captions[0], SECOND, *captions[1:], THIRD)))
    assert cleaned.text == BODY
    assert cleaned.captions == captions


def test_the_title_is_not_repeated() -> None:
    cleaned = clean(f"心电图机进了村卫生室\n心电图机进了村卫生室\n{BODY}", "心电图机进了村卫生室")
    assert cleaned.text == BODY
    assert cleaned.title == "心电图机进了村卫生室"
    site = clean(f"心电图机进了村卫生室_山县新闻网\n{BODY}", "心电图机进了村卫生室")
    assert site.text == BODY
    category = clean(f"[医疗] 心电图机进了村卫生室\n{BODY}", "心电图机进了村卫生室")
    assert category.text == BODY


def test_signatures_and_short_last_lines() -> None:
    assert clean(f"{BODY}\n山县卫生健康局\n2025年4月25日").text == f"{BODY}\n山县卫生健康局\n2025年4月25日"
    assert clean(f"{BODY}\n标准\nA").text == BODY
    assert clean("县医院").text == "县医院"


@pytest.mark.parametrize(
    ("line", "source", "author"),
    [
        ("来源: 某某经济网 阅读量:15847次 时间:2025-04-25 10:46:41", "某某经济网", ""),
        ("2025年04月25日 08:12 来源:山县网-山县日报 作者:王小明", "山县网-山县日报", "王小明"),
        ("發布時間:2025/08/11 信息來源:查看", "", ""),
        ("来源：山县日报　作者：张三 李四　责任编辑：王五", "山县日报", "张三 李四"),
        ("原创 舷歌 山县医声", "山县医声", "舷歌"),
        ("文 | 山县融媒记者 李飞", "", "李飞"),
        ("记者 鲁明 通讯员 叶志 罗丹", "", "鲁明 叶志 罗丹"),
        ("2024-05-14 09:20 海島日報／記者 林書瑜 花蓮報導", "海島日報", "林書瑜"),
        ("作者：贾一　涪江晨刊　2023年09月27日　第A06版", "涪江晨刊", "贾一"),
        (
            "By Ann Lee and Bo Li | China Daily | Updated: 2025-04-25 09:12",
            "China Daily",
            "Ann Lee and Bo Li",
        ),
    ],
)
def test_bylines(line: str, source: str, author: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.source, byline.author) == (source, author)


def test_paragraphs_broken_by_a_column_or_a_width() -> None:
    cut = SECOND + "到了年底，县里还要再"
    assert joined([cut, "添二十台机器，给没有的村补上。", THIRD]) == [
        cut + "添二十台机器，给没有的村补上。",
        THIRD,
    ]
    assert joined(["“双下沉”激活县域医疗，", "看病转诊都在网上办", FIRST]) == [
        "“双下沉”激活县域医疗，看病转诊都在网上办",
        FIRST,
    ]
    assert joined(["一、现状", "（一）人员", FIRST]) == ["一、现状", "（一）人员", FIRST]
    wrapped = [((FIRST + SECOND + THIRD)[at : at + 20], at == 0) for at in range(0, 110, 20)]
    assert [line for line, _ in unwrapped(wrapped)] == [FIRST + SECOND + THIRD]
    latin = [("The county shares its doctors with the vil-", True), ("lages and pays their way.", False)]
    assert joined([line for line, _ in latin]) == [
        "The county shares its doctors with the villages and pays their way."
    ]


def test_script_annotations_and_damage() -> None:
    assert without_annotations("醫(yī)療保險（xiǎn）和子(zi)女，A(he)") == ("醫療保險和子女，A(he)", 3)
    assert simplified("醫療保險") == "医疗保险"
    assert (script_of("醫療"), script_of("医疗"), script_of("cover"), script_of("12")) == (
        "traditional",
        "simplified",
        "latin",
        "",
    )
    assert (language_of("医保 fund"), language_of("The fund of 医保")) == ("zh", "en")
    assert destroyed("怎么留??县里没说") == ()
    assert destroyed("模式?；鶎雍\ufffd?票") == (2, 6)


def test_a_made_title_is_in_the_text() -> None:
    title, evidence = make_title(BODY.split("\n"), bigrams(BODY))
    assert title in BODY
    assert evidence.confidence == "made"
    assert 0 < overlap(FIRST, bigrams(SECOND + THIRD)) < overlap(FIRST, bigrams(BODY)) == 1


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("kept", sorted(NOISY.glob("*.kept")), ids=lambda path: path.stem)
def test_noisy_articles(kept: Path) -> None:
    """In a .kept file "+" opens what must stay, "=" the title, "c" a caption, "?" what may go; all else must."""
    (source,) = (path for path in NOISY.glob(f"{kept.stem}.*") if path != kept)
    (article,) = read_file(source, NOISY)
    assert isinstance(article, Article)
    expected = {
        mark: [line[1:] for line in kept.read_text("utf-8").splitlines() if line[0] == mark]
        for mark in "+=c?"
    }
    assert [line for line in expected["+"] if bare(line) not in bare(article.text)] == []
    wanted = bare("".join(expected["+"] + expected["?"]))
    assert [line for line in article.text.split("\n") if bare(line) not in wanted] == []
    assert bare(article.title) == bare(expected["="][0])
    assert sorted(map(bare, article.ledger.captions)) == sorted(map(bare, expected["c"]))


@pytest.mark.parametrize(
    "line",
    [
        "患者登录后可查看检查报告，不用再到医院窗口打印。",
        "人民日报发表评论指出，基层医疗改革要把钱花在刀刃上，不能只盖楼不留人。",
        "凭统一社会信用代码登录平台后，医院可以看到全部结算数据和扣款原因。",
        "该系统的版权归县人民医院所有，其他县市可以免费使用三年，之后每年付费。",
        "● 医保报销比例提高到七成",
        "警方捣毁一个百家乐赌场。",
        "“您好，请问哪里不舒服？”",
        "“同意！”",
        "记者：阻力来自哪里？",
        "记者：是的。",
        "1976年6月由县里开始设计。",
        "这个说法来源于一次走访。",
        "无障碍环境建设稳步推进",
        "关注我们身边的慢病患者",
        "“欢迎来到高山村卫生室，您先坐。”",
        "每位用户还可以检查另外三位用户的状态。",
        "下图显示了三年来的变化。",
        "老人的比例从一成升到了三成（图 1）。",
        "（本报记者 周明 通讯员 李红）",
        "老人叹了口气，说孩子们都在外面打工，家里只剩下他和老伴，看病要走三个小时……",
    ],
)
def test_what_articles_say_of_pages_rights_and_comments_stays(line: str) -> None:
    assert clean(f"{FIRST}\n{line}\n{SECOND}\n{THIRD}").text == f"{FIRST}\n{line}\n{SECOND}\n{THIRD}"


def test_a_writer_who_signs_in_brackets_is_kept_and_known() -> None:
    cleaned = clean(f"{BODY}\n（记者 周明）\n责任编辑：李红")
    assert cleaned.text == f"{BODY}\n（记者 周明）"
    assert [byline.author for byline in cleaned.bylines] == ["周明"]
    assert clean(f"{BODY}\n记者 周明").text == BODY


def test_articles_without_long_paragraphs_keep_their_lines() -> None:
    lines = (
        "八点，卡车到了。",
        "村里人都来帮忙。",
        "机器有三百斤。",
        "十点，第一张图传了出去。",
        "县医院回了话：一切正常。",
    )
    text = "\n".join(lines)
    cleaned = clean(f"首页 > 新闻 > 正文\n机器进村的那个早晨\n来源：山县日报\n{text}\n责任编辑：周明")
    assert (cleaned.title, cleaned.text) == ("机器进村的那个早晨", text)
    names = "卫生院名单\n东乡卫生院\n西乡卫生院\n南乡中心卫生院\n责任编辑：周明"
    assert clean(names).text == "东乡卫生院\n西乡卫生院\n南乡中心卫生院"


def test_a_picture_story_is_its_captions() -> None:
    captions = [f"图为村医老周第{day}天在山路上送药的情景。李红 摄" for day in "一二三四"]
    assert clean("老周送药的四天\n" + "\n".join(captions)).text.split("\n") == captions


@pytest.mark.parametrize(
    "lines",
    [
        ("三、报名方式", "联系人：叶老师", "联系电话：0999-7654321"),
        ("第一步：下载“国家医保服务平台”APP，完成注册。", "第二步：点开“异地备案”。"),
        ("办理时间：工作日9:00—17:00",),
        ("10:02", "局长：谢谢。", "10:15", "记者：还有一个问题。", "10:31"),
        ("2024年6月1日至6月10日",),
    ],
)
def test_what_looks_like_furniture_inside_the_text_stays(lines: tuple[str, ...]) -> None:
    text = "\n".join((FIRST, SECOND, *lines, THIRD))
    assert clean(text).text == text
    assert clean(f"{FIRST}\n{SECOND}\n{THIRD}\n联系电话：0999-7654321").text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_a_line_that_opens_a_list_is_a_paragraph() -> None:
    opening = "因业务发展需要，经县卫生健康局同意，我院面向社会招聘专业人员十二名，有关事项如下："
    text = f"{opening}\n一、岗位\n医师五名\n二、报名时间\n2024年6月1日至6月10日\n请带好证件原件。"
    assert clean(f"医院招聘公告\n日期：2024-05-20\n{text}").text == text


@pytest.mark.parametrize(
    "line",
    [
        "小字号 大字号 点击播报本文，约3分钟",
        "UID 12345 主题 12 帖子 340 积分 1520",
        "中级会员",
        "回复 支持 反对 举报",
        "发表于 2024-5-20 10:11:12 | 只看该作者 | 倒序浏览",
        "Share: Facebook Tweet Email Print",
    ],
)
def test_buttons_of_portals_and_forums_go(line: str) -> None:
    assert clean(f"{FIRST}\n{line}\n{SECOND}\n{THIRD}").text == f"{FIRST}\n{SECOND}\n{THIRD}"


def test_a_source_may_be_said_to_be_where_a_text_comes_from() -> None:
    cleaned = clean(f"心电图机进了村\n来自:秦巴晚报 2024-05-20\n{BODY}")
    assert [byline.source for byline in cleaned.bylines] == ["秦巴晚报"]
