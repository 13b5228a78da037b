"""A question: its language, the kind of answer it wants, the names it turns on and its key terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import rjieba

from index.errors import InvalidQuestion
from index.glossary import HEALTH_POLICY
from index.terms import simplify
from qa.kinds import Kind, question_kind
from qa.names import DIVISIONS, HAN, LATIN_WORD, chinese_names, english_names, formulas, places_apart

Language = Literal["zh", "en"]
LONGEST = 2000
"""Characters; a longer text is no question."""

ENGLISH_STOP = frozenset(
    word
    for line in (
        "a an the of in on at to for from by with about into over under between among per as and or",
        "not no then is are was were be been being am do does did done has have had having can could",
        "will would shall should may might must it its they them their he his him she her we our us",
        "you your i my me this that these those there here what which who whom whose when where why",
        "how many much long often far old kind type sort any some all each every both other another",
        "such own same so too very also just only more most less least tell say says said according",
        "name give mention article articles please describe explain list use used using get gets got",
        "make made makes take took taken set up out one ones than after before during since besides",
        "within against if whether although though while because unless apart",
    )
    for word in line.split()
)
CHINESE_STOP = frozenset(
    word
    for line in (
        "的 了 是 在 和 与 及 或 有 被 把 将 对 对于 关于 从 到 由 为 以 于 等 个 也 都 就 还 又 并",
        "而 但 其 该 这 那 这个 那个 它 他 她 他们 它们 我 我们 你 您 吗 呢 吧 啊 之 所 着 过 地 得",
        "中 里 上 下 内 外 时 后 前 请问 请 问 说 称 叫 叫做 名 位 项 次 家 种 条 件 元 年 月 日 号",
        "什么 谁 何 何时 何地 何人 多 如何 怎么 怎样 怎么样 为什么 为何 是否 能否 可以 能 会 要 做",
        "进行 通过 根据 其中 包括 以及 一个 一种 一些 有关 相关 具体 主要 分别 目前 现在 文章 文中",
        "提到 介绍 达到 达 每 占 些 使用 采用 不 没有 没 当时 之后 之前 以后 以前 期间 起 来 去 用",
        "作为 最 第 一共 总共 共 一 靠 让 给 到底 该 办 再 老是 还是 共有 往 各 张 只 辆 座 台 批 套 轮",
    )
    for word in line.split()
)

VAGUE = frozenset(
    word
    for line in (
        "open close reach left work works like likes need needs help helps spend spent cost costs earn earns",
        "receive begin began start started come came went gone keep kept hold held grow rose fall fell last first",
        "year years month months week weeks day days today nowadays time",
        "people person persons money amount share part parts percentage",
        "rate level result results thing things place places area areas local whole total annual average every",
        "each case cases problem problems condition conditions measure measures step steps reason reasons",
        "change changes plan plans effect effects happen happens does many different several special main major",
        "kilometres kilometers metres meters miles hectares acres tonnes tons kilograms grams litres liters hours",
        "钱 人 情况 数量 比例 方式 办法 条件 原因 时候 结果 名字 地方 问题 方面 做法 措施 内容 作用 特点 难处",
        "post position job role location site meaning sort worker workers number numbers",
        "位置 职务 职位 岗位 担任 岁数 年纪 年龄 意思 后果",
        "水平 程度 标准 目标 任务 机构 部门 单位 项目 时间 年份 人数 数字 全国 全省 全市 全县 县里 村里 家里",
    )
    for word in line.split()
)
_ASKS_FOR_NEXT = re.compile(
    r"(?:多少|几|哪种|哪些|哪个)[个名位张台家所项种次例条座辆间支场篇只批套轮]?"
    r"|\b(?:how many|how much|number of|what is the|what are the|who is the|what|which)\b",
    re.IGNORECASE,
)
NOUNS_END = re.compile(
    r"\b(?:ha[sd]|have|is|are|was|were|be|been|do|does|did|can|could|will|would|should|may|must|there|now|the|an?"
    r"|in|at|to|for|by|on|from|with|around|across|per|each|who|that|which|you|they|he|she|it|we)\b|[?,.;]",
    re.IGNORECASE,
)
"""Where the nouns behind "how many" or "which" end."""
_ASKS_FOR_LAST = re.compile("(?:是|有|为|达|达到)?(?:多少|几|谁|什么|怎么样|多大|多高)")
_PARTITIVE = re.compile(r"(?:里|中|其中)[,，、\s]*有?$")
"""Behind it a part of what was named is asked for, by what it does: 病人里有多少毫无察觉."""
_OFFICE = re.compile("(?<=[一-龥])(副?[省市县区州镇乡村]长)(?![期江沙春三远短久效护征])")
"""An office behind a place, which the segmenter cuts amiss: 宜昌|市长 and not 宜昌市|长."""
_MEASURES = "个名位家所台张项种次例条辆座只批套轮"
_ASKED_APART = re.compile(
    rf"(?:哪一?[年天日月周里儿些{_MEASURES}]|什么(?:时[候间]|样|人|地方)?+|多少[{_MEASURES}]?+|几[时月日号年天{_MEASURES}]"
    "|怎么[样办]?+|如何|为何)(?=[一-龥])"
)
"""A question word that the segmenter joins with what follows: 哪天|开的 and not 哪|天开, 多少名|县医院医生."""
_TERMS_OF_ART = re.compile(
    "|".join(sorted((word for word in HEALTH_POLICY if len(word) > 2), key=len, reverse=True))
    + "|村医(?![院疗务])"
)
"""Words that the segmenter does not know: 医共体|能 and not 医共|体能."""
_SAID_SHORT = {"啥": "什么", "咋": "怎么"}
_COUNTY = re.compile(rf"\b([A-Z][a-z]+) (?:{'|'.join(sorted(DIVISIONS))})\b")
"""What a name is, which tells no more than the name: Xiangtan county."""
_CHINESE_ASKING = re.compile("[的是吗呢哪谁几]|什么|多少|如何|怎")
_ASKING = re.compile(r"(?:多少|几|哪|什么|多[大久长高]|[一两]年|每[年月日天])|.*(?:什么|怎么|多少)")


_NO_ADVERBS = frozenset(["assembly", "elderly", "family", "monopoly", "supply"])
_AND = re.compile(
    r"\s*(?:和|与|跟|及|以及|还是|或|、|,|/|and|or|vs\.?|versus|than|with)\s*(?:in )?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Question:
    """What the pipeline knows of a question.

    `names` are the places, people and organisations it turns on, as written (桑植县, Sangzhi); `terms` its
    other content words, in order, each once; `subjects` those of them that name things (床位, ambulances),
    which an answer can hardly do without; `asked` is the one asked for (床位 in 有多少张床位). `kind` is "what"
    where nothing says more.
    """

    text: str
    language: Language
    kind: Kind
    names: tuple[str, ...]
    terms: tuple[str, ...]
    subjects: tuple[str, ...]
    asked: str | None = None


def are_in_a_row(question: Question) -> bool:
    """Whether the names are several, one beside the other: what is asked is asked of each."""
    apart = re.split("|".join(map(re.escape, question.names)) or "$^", simplify(question.text))[1:-1]
    return bool(apart) and all(_AND.fullmatch(between) for between in apart)


def parse_question(text: str) -> Question:
    """The question in `text`; InvalidQuestion where it is empty or longer than 2,000 characters."""
    if not isinstance(text, str):
        raise InvalidQuestion(f"the question is a {type(text).__name__}: give it as text")
    text = " ".join(text.split())
    if not text:
        raise InvalidQuestion("the question is empty: type a question in English or Chinese")
    if len(text) > LONGEST:
        raise InvalidQuestion(
            f"the question has {len(text):,} characters, at most {LONGEST:,} are allowed: ask one short one"
        )
    return _parse(text)


@lru_cache(maxsize=1024)
def _parse(text: str) -> Question:
    language = question_language(text)
    plain = _apart(simplify(text))
    sums = formulas(plain)
    for formula in sums:
        plain = plain.replace(formula, ", ")
    english = english_names(plain, ENGLISH_STOP) if language == "en" else ()
    names = chinese_names(plain) + english + sums
    terms = _terms(plain, names)
    subjects = _subjects(plain, terms)
    asked = _asked(plain, subjects, terms)
    return Question(text, language, question_kind(plain), names, terms, subjects, asked)


def _apart(text: str) -> str:
    """Simplified text with spaces where the segmenter would join what belongs to different words."""
    for short, long in _SAID_SHORT.items():
        text = text.replace(short, long)
    text = places_apart(_OFFICE.sub(r" \1", text))
    return _TERMS_OF_ART.sub(r" \g<0> ", _ASKED_APART.sub(r"\g<0> ", text))


def question_language(text: str) -> Language:
    """The language a question is asked in: "What is 总额包干?" is English, "DRG是什么" is Chinese."""
    han = len(HAN.findall(text))
    words = [word.lower() for word in LATIN_WORD.findall(HAN.sub(" ", text)) if not word[0].isdigit()]
    if not han:
        return "en"
    if any(word in ENGLISH_STOP for word in words) and not _CHINESE_ASKING.search(text):
        return "en"
    return "zh" if han > len(words) else "en"


def _terms(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The content words that are not part of a name."""
    known = {part.lower() for name in names for part in (name, *name.split())}
    terms = [word for word in _words(text) if HAN.match(word) and _tells_apart(word, names)]
    for found in LATIN_WORD.findall(_COUNTY.sub(r"\1", HAN.sub(" ", text))):
        word = re.sub(r"[’']s$", "", found)
        if (
            len(word) > 1
            and word.lower() not in ENGLISH_STOP
            and not (word.lower() in DIVISIONS and word.istitle())
        ):
            terms.append(word)
    return tuple(dict.fromkeys(term for term in terms if term.lower() not in known))


def _words(text: str) -> Iterator[str]:
    """The words of a question; of what the segmenter only guesses to be one, 能多报, no part is a function word."""
    for piece in text.split():
        for word in [piece] if piece in HEALTH_POLICY else rjieba.cut(piece):
            if not rjieba.has_word(word) and not CHINESE_STOP.isdisjoint(word) and word not in HEALTH_POLICY:
                yield from rjieba.cut(word, False)
            else:
                yield word


def _subjects(text: str, terms: Sequence[str]) -> tuple[str, ...]:
    """Of the terms, the Chinese nouns that the dictionary knows, and the English words that are no common verb."""
    nouns = {word for word, tag in rjieba.tag(text) if tag[:1] in ("n", "j", "e") or tag in ("vn", "l", "i")}
    nouns = {word for word in nouns if rjieba.has_word(word)} | HEALTH_POLICY.keys()
    return tuple(
        term
        for term in terms
        if (term in nouns and term not in VAGUE if HAN.match(term) else _is_thing(term))
    )


def _asked(text: str, subjects: Sequence[str], terms: Sequence[str]) -> str | None:
    """The subject that stands next to the question word: behind 多少张, how many, what; before 是多少, 是谁.

    What Chinese counts is a thing whatever the tagger says (多少个|编制), and so is that of which a quality is asked
    (满意|程度有多高).
    """
    if after := _ASKS_FOR_NEXT.search(text):
        near = text[after.end() : after.end() + 48]
        if HAN.search(text):
            near = near[:24].lstrip()
        elif end := NOUNS_END.search(near):
            near = near[: end.start()]
        counted = [
            term for term in terms if term not in VAGUE and re.match(rf"{re.escape(term)}(?![一-龥])", near)
        ]
        if following := [subject for subject in subjects if subject in near]:
            # English counts what stands in the plural first: village clinics, employees who lost their jobs.
            plural = [subject for subject in following if subject.endswith("s") and not HAN.search(subject)]
            return min(plural or [*counted, *following], key=near.index)
        if counted:
            return counted[0]
    if (before := _ASKS_FOR_LAST.search(text)) and not _PARTITIVE.search(text[: before.start()]):
        said = text[: before.start()].rstrip()
        vague = next((word for word in terms if word in VAGUE and said.endswith(word)), "")
        of = [term for term in terms if vague and said.removesuffix(vague).endswith(term)]
        preceding = [subject for subject in subjects if subject in said]
        if of or preceding:
            return max(of or preceding, key=said.rindex)
    return None


def _is_thing(word: str) -> bool:
    plain = word.lower()
    if len(word) < 4 or plain in VAGUE:
        return False
    return plain in _NO_ADVERBS or not plain.endswith(("ed", "ing", "ly"))


def _tells_apart(word: str, names: Sequence[str]) -> bool:
    return word not in CHINESE_STOP and not _ASKING.match(word) and not any(word in name for name in names)
