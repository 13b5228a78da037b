"""The line that names source, author and time, as in "来源:新华网 2025-04-25 10:46 阅读:158"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.script import simplified

DATE = (
    r"(?:(?:19|20)\d{2}|[〇零一二三四五六七八九○]{4})\s?[-/.年]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[-/.月]\s?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?日?(?:\s?(?:星期|周)[一二三四五六日天])?"
    r"(?:\s?[T ]?\s?\d{1,2}[:：时]\d{2}(?:[:：分]\d{2}(?:\.\d+)?秒?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_ENGLISH_DATE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:\d{1,2}\s)?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s(?:\d{1,2},?\s)?(?:19|20)\d{2}"
    r"(?:,?\s(?:at\s)?\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?)?"
)
_CLOCK = r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
# A name, unless it is an outlet's (涪江晨刊).
_NAME = (
    r"(?![\u4e00-\u9fff]{1,3}[报刊网社台](?![\u4e00-\u9fff]))[\u4e00-\u9fff]{2,4}(?:·[\u4e00-\u9fff]{1,8})?"
)
_NAMES = rf"{_NAME}(?:[\s、,，/]+(?:通讯员\s?)?{_NAME})*"
_ENGLISH_NAME = r"[A-Z][\w'.-]+(?:\s[A-Z][\w'.-]+){1,3}"

_SOURCE = re.compile(
    r"(?<!数据)(?<!图片)(?<!资金)(?<!收入)(?<!经费)(?<!视频)(?:(?:信息|文章|稿件|新闻|内容|本文)?来\s?源|来自(?=\s?[:：])|转载?自|出处|稿源|(?:供稿|报送|发布|调研|撰写)单位|Source)(?:\s?[:：|丨｜]\s?|于)"
    r"(?P<value>[^\s|丨｜:：;；,，]{2,30})?",
    re.IGNORECASE,
)
_REPORTER = r"(?:记者|通讯员|特派员|评论员|撰稿人?)"
_AUTHOR = re.compile(
    rf"(?:(?:(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{0,10}}?{_REPORTER}|(?<![\u4e00-\u9fff])(?:本文|文章)?作\s?者|撰文|采写"
    rf"|(?<![\u4e00-\u9fff])文)(?:\s?[|丨｜/／:：]\s*|\s+)(?:[\u4e00-\u9fff]{{0,8}}{_REPORTER}\s?[|丨｜/／:：]?\s*)?"
    rf"|(?:本[报网刊台]|新华社|通讯社|融媒体?){_REPORTER})(?P<value>{_NAMES})"
)
_ENGLISH_AUTHOR = re.compile(
    rf"\b(?:[Bb]y|Author:)\s+(?P<value>{_ENGLISH_NAME}"
    rf"(?:(?:,| and)\s{_ENGLISH_NAME})*)"
    r"(?:\sin\s[A-Z]\w+)?"
)
_REPRINTED = re.compile(r"转载(?:媒体)?\s?[:：]\s?[^\s|]{2,20}")
_ORIGINAL = re.compile(r"^原创\s?[:：]?\s+(?P<first>\S{1,16})(?:\s+(?P<second>\S{2,20}))?")
_DATED = re.compile(rf"{DATE}|(?:19|20)\d{{2}}年\d{{1,2}}月(?!\d)|{_ENGLISH_DATE}|{_CLOCK}", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:发[布表](?:时间|日期|于)?|刊发|(?:更新|出版|成文|上传|创建|编辑)(?:时间|日期|于)|时\s?间|日\s?期"
    r"|Published|Updated|Posted|Last modified|Date)(?:\s?on)?\s?[:：]?",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"(?:(?:(?:19|20)\d{2}年)?第\s?[A-Z]?\d+\s?[期版]|(?:阅读|浏览|点击|访问|播放|人气|评论|跟帖|回复|查看|参与|转发|分享|收藏|点赞|推荐|热度)(?:量|数|率|次数|人数)?(?:到|至)?"
    r"|字[号体](?:大小)?|打印(?:本[页文])?|纠错|关闭|举报|关注|订阅|听新闻|朗读|查看|微信|微博|新浪|朋友圈|QQ空间|QQ|原创"
    r"|(?:责任|责|值班|实习|见习)?编[辑审](?=\s?[:：])|责编|校对|审核|终审|复审|初审|监制|栏目|频道|地区|发布人|索引号|\bviews?\b|\bcomments?\b"
    r"|(?:\d+\s)?min(?:ute)?s?\sread|\bShare\b|\bPrint\b|[大中小](?![\u4e00-\u9fff])|\bA[+-]?(?!\w)|T\|T)"
    r"\s?(?:[:：]\s?)?(?:[（(]?\s?\d[\d,.]*\s?[万千kKwW]?\+?\s?(?:次|人|条|个)?\s?[)）]?)?",
    re.IGNORECASE,
)
_EDITOR_NAME = re.compile(rf"(?<=[:：])\s?{_NAMES}")
_OUTLET = re.compile(
    r"(?:[A-Z][a-z]+\s)?[\u4e00-\u9fffA-Za-z·]{0,16}(?:网|报|刊|社|台|在线|客户端|新闻|周刊|频道|传媒|公众号|发布|杂志|日报|晚报|之声|观察|医声"
    r"|[卫健医]委|政府|[厅局部]|融媒体中心|APP|\sNews|(?<=\s)Daily|Times|Post|Agency|Xinhua)"
)
_OUTLET_ALONE = re.compile(
    r"^(?:[\u4e00-\u9fff·]{2,8}(?:[日晚晨早时周]报|周刊|新闻网|在线|客户端|融媒体?(?:中心)?|电视台|广播台|通讯社|杂志|月刊|晨刊)"
    r"|(?:[A-Z][\w'-]+\s){1,4}(?:Review|News|Daily|Times|Post|Herald|Journal|Tribune|Gazette|Agency|Weekly|Bulletin|Observer|Courier|Mail|Standard|Star|Press|Chronicle|Globe|Guardian))$"
)
_NAME_ALONE = re.compile(r"^[A-Z][a-z'-]+(?:\s[A-Z]\.)?\s[A-Z][a-z'-]+$")
_NEXT_LABEL = re.compile(r"[\s,，]+(?=[\u4e00-\u9fff]{2,6}\s?[:：])|,\s(?=\d{1,2}\s[A-Z]|by\s[A-Z])")
_PUNCTUATION = re.compile(r"[\s|丨｜:：;；,，、/／·•()（）\[\]【】<>《》\-—_.。*]+")
_REPORT = re.compile(r"发自[^|\d]{2,24}$|(?<=\s)[\u4e00-\u9fff]{2,4}(?:报道|报导)(?!\S)")  # 林书瑜 花莲报导
# 山縣日報 周明／桃園報導
_PLACED = re.compile(
    rf"^\W*(?:(?P<source>[\u4e00-\u9fff]{{2,10}})\s)?(?:记者\s?)?(?P<author>{_NAME})\s?[／/]\s?"
    r"[\u4e00-\u9fff]{2,6}(?:报道|报导)\W*$"
)
# Times of what the text tells of: 办理时间, 报名时间; 2024年6月1日至6月10日; 9:00—17:00.
_EVENT = re.compile(
    r"(?:办理|营业|报名|活动|开放|出诊|坐诊|考试|会议|截止|举办|召开|上班|工作|办公|服务|申报|申请|缴费|填报|查询|培训|比赛|演出|开庭|公示|预约"
    r"|接种|门诊|体检|面试|笔试|开标|投标|集合|出发|上映|首播|播出|发售|开售)\s?(?:时\s?间|日\s?期)"
    r"|(?:[日号]|\d:\d\d)\s?(?:[-—–~～]{1,2}|至|到)\s?(?:上午|下午|次日|当日)?\s?(?:\d{1,2}[月日:：]|(?:19|20)\d\d年)"
)
# Without one of these a line is no byline: most lines are settled by this.
_ANY = re.compile(
    r"[12]\d{3}|\d:\d\d|[源源來来自处處]|[者员員]|原[创創]|文\s?[|丨｜/／:：]|采写|[／/].*[道導导]\W*$|[Bb][Yy]\s|[Ss]ource|Author|[Ww]ritten"
)
# Sentences are no bylines, unless they begin as one: 来源：新华社。
_SAID = re.compile(
    r"[？！?!][”」』]?$|^(?!\W*(?:\w{0,4}来\s?源(?!于)|來源|稿源|转载?自|作\s?者|撰文|采写|文\s?[|丨｜/／:：]|原创)).*。[”」』]?$"
)
_NO_SOURCE = frozenset(
    {"查看", "未知", "本站", "互联网", "网络", "原创", "本网", "其他", "暂无", "佚名", "转载"}
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What one line says about the article; `line` is the evidence, `dated` whether it bears a date."""

    line: str
    source: str = ""
    author: str = ""
    dated: bool = False
    labelled: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The line cut before each label, so that a date stands by itself."""
        return tuple(_NEXT_LABEL.split(self.line))


def read_byline(line: str) -> Byline | None:
    """Read a line as a byline; None when it says more than that.

    >>> read_byline("来源: 中国经济网 阅读量:15847次 时间:2025-04-25 10:46:41").source
    '中国经济网'
    """
    if len(line) > 160 or not _ANY.search(line) or _SAID.search(line) or _EVENT.search(simplified(line)):
        return None
    original = _ORIGINAL.match(line)
    if original and len(line) < 60 and not re.search("[。，,！？]", line):
        first, second = original["first"], original["second"] or ""
        return Byline(line, source=second or first, author=first if second else "", labelled=True)
    if placed := _PLACED.match(simplified(line)):
        outlet_name = _as_written(line, placed["source"] or "")
        return Byline(line, outlet_name, _as_written(line, placed["author"]), labelled=True)
    rest = _NEXT_LABEL.sub(" | ", _REPORT.sub(" ", simplified(line)))
    source, rest = _take(_SOURCE, rest)
    rest = _REPRINTED.sub(" ", rest)
    rest, dates = _DATED.subn(" ", rest)
    author, rest = _take_all(_AUTHOR, rest)
    if not author:
        english, rest = _take(_ENGLISH_AUTHOR, rest)
        author = english or ""
    rest = _EDITOR_NAME.sub("", rest) if re.search("编[辑审]|责编|校对|审核", rest) else rest
    rest, labels = _LABEL.subn(" ", rest)
    rest, noise = _NOISE.subn(" ", rest)
    left = _PUNCTUATION.sub("", rest)
    counted = noise and not left and re.search(r"\d", line)
    if not (source is not None or author or dates or (noise and labels) or counted):
        return None
    outlet = _OUTLET.search(rest.strip()) if not source and len(left) <= 16 else None
    alone = rest.strip(" ,|")
    if not source and (dates or author) and _OUTLET_ALONE.match(alone):
        source, left = alone, ""
    elif outlet and outlet[0].strip() and (dates or author):
        source, left = outlet[0].strip(), left.replace(_PUNCTUATION.sub("", outlet[0]), "", 1)
    if len(left) > (6 if len(line) < 60 else 10):
        return None
    return Byline(
        line,
        _as_written(line, _kept_source(source or "")),
        _as_written(line, " ".join(author.split())) if author else "",
        bool(dates),
        bool(labels or noise or source),
    )


def read_outlet(line: str) -> Byline | None:
    """A line that is nothing but an outlet's or an author's name: 沅水晚报, Jialing Health Review, Ann Lee."""
    if _OUTLET_ALONE.match(line):
        return Byline(line, source=line)
    return Byline(line, author=line) if _NAME_ALONE.match(line) else None


def _take(pattern: re.Pattern[str], text: str) -> tuple[str | None, str]:
    """(the value or "" for a bare label or None, the text without it)"""
    match = pattern.search(text)
    if match is None:
        return None, text
    return (match["value"] or "").strip(), f"{text[: match.start()]} {text[match.end() :]}"


def _take_all(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    names: list[str] = []
    while (match := pattern.search(text)) is not None:
        names.append(re.sub(r"[\s、,，/]+(?:通讯员\s?)?", " ", match["value"]))
        text = f"{text[: match.start()]} {text[match.end() :]}"
    return " ".join(names), text


def _as_written(line: str, value: str) -> str:
    """The value in the script of the line: it was found in the simplified one, of the same length."""
    if line.isascii() or (plain := simplified(line)) == line:
        return value
    words = []
    for word in value.split():
        at = plain.find(word)
        words.append(line[at : at + len(word)] if at >= 0 else word)
    return " ".join(words)


def _kept_source(source: str) -> str:
    source = re.sub(r"(?:[大中小]?字[号体]|分享|阅读|点击|浏览|作者).*$", "", source).strip(
        "()（）[]【】,，。、"
    )
    if source in _NO_SOURCE or _DATED.match(source) or source.startswith(("作者", "时间", "发布", "记者")):
        return ""
    return source
