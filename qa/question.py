"""A question: its language, the kind of answer it wants, the names it turns on and its key terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import rjieba

from index.errors import InvalidQuestion
from index.terms import simplify

Language = Literal["zh", "en"]
Kind = Literal["count", "share", "amount", "when", "who", "where", "how", "why", "what"]

LONGEST = 2000
"""Characters; a longer text is no question."""

HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
LATIN_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,]*%?", re.UNICODE)

ENGLISH_STOP = frozenset(
    word
    for line in (
        "a an the of in on at to for from by with about into over under between among per as and or not no",
        "than then is are was were be been being am do does did done has have had having can could will would",
        "shall should may might must it its they them their he his him she her we our us you your i my me",
        "this that these those there here what which who whom whose when where why how many much long often far",
        "old kind type sort any some all each every both other another such own same so too very also just only",
        "more most less least tell say says said according name give mention article articles please describe",
        "explain list use used using get gets got make made makes take took taken set up out one ones",
    )
    for word in line.split()
)
CHINESE_STOP = frozenset(
    word
    for line in (
        "的 了 是 在 和 与 及 或 有 被 把 将 对 对于 关于 从 到 由 为 以 于 等 个 也 都 就 还 又 并 而 但 其 该",
        "这 那 这个 那个 它 他 她 他们 它们 我 我们 你 您 吗 呢 吧 啊 之 所 着 过 地 得 中 里 上 下 内 外 时 后",
        "前 请问 请 问 说 称 叫 叫做 名 位 项 次 家 所 种 条 件 元 年 月 日 号 什么 哪 哪些 哪个 哪里 哪儿 哪位",
        "哪年 哪几 谁 何 何时 何地 何人 多少 几 多 如何 怎么 怎样 怎么样 为什么 为何 是否 能否 可以 能 会 要",
        "做 进行 通过 根据 其中 包括 以及 一个 一种 一些 有关 相关 具体 主要 分别 目前 现在 文章 文中 提到",
        "介绍 达到 达 每 多大 多久 多长 占 哪家 些 使用 采用 不 没有 没 当时 之后 之前 以后 以前 期间 起 来",
        "去 用 作为 最 第",
    )
    for word in line.split()
)

KINDS: dict[Kind, tuple[str, ...]] = {
    "share": (
        r"百分之|比例|占比|比重|率(?:是|为|达|有)?多少|多少(?:比例|%|个?百分点|成)|几成",
        r"\b(?:percent(?:age)?|per cent|share|proportion|fraction|ratio)\b|\brate\b",
    ),
    "amount": (
        r"多少(?:钱|资金|元|万元|亿元|经费|费用|美元)|多少的?(?:投入|投资|补贴|补助)",
        r"(?:投入|投资|筹集|结余|补助|补贴|收入|支出|预算|耗资|金额)了?(?:是|为|达)?多少",
        r"\bhow much\b|\bwhat (?:amount|sum|budget|price|cost)\b",
    ),
    "when": (
        r"何时|什么时[候间]|哪一?[年天日月]|几[月日号点年](?!间)|哪个(?:年份|世纪|月)|多久|时间是|年份",
        r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|time|century|decade)\b|\bhow long\b",
    ),
    "count": (
        r"多少|几[个家名位所项种次例人张台座条辆]|有几|数量|人数",
        r"\bhow many\b|\bnumber of\b|\bhow (?:old|far|large|big|high|tall)\b",
    ),
    "who": (
        r"谁|哪位|何人|哪个人|哪家|哪个(?:公司|机构|部门|组织|单位|医院)|什么人",
        r"\bwho(?:m|se)?\b|\b(?:what|which) (?:person|company|organi[sz]ation|hospital|department|body)\b",
    ),
    "where": (
        r"哪里|哪儿|何处|何地|在哪|哪个?(?:国家?|省|市|县|区|地|城市|地方|乡|镇|村|州)|什么地方|\bwhere\b",
        r"\b(?:what|which) (?:city|country|county|province|place|town|village|state|region|area)\b",
    ),
    "why": (r"为什么|为何|原因|何以", r"\bwhy\b|\breasons? (?:for|of|that|why)\b|\bwhat caused\b"),
    "how": (
        r"如何|怎么|怎样|何种方式|哪些(?:措施|办法|做法|举措|方式|方法|途径)",
        r"\bhow\b|\bwhat (?:measures|steps|ways|means)\b|\bin what way\b",
    ),
}
KIND_PATTERNS = {kind: re.compile("|".join(parts)) for kind, parts in KINDS.items()}
"""In the order of trial: "how much" before "how"."""

CHINESE_ASKING = re.compile("[的是吗呢哪谁几]|什么|多少|如何|怎")
ADMINISTRATIVE = "省市县区州镇乡村旗盟"
GENERIC_PLACE = re.compile(
    r"^(?:[全该本各哪某我两每此一]个?|哪个|哪些|什么)?(?:城|农|乡|地|社|山|郊|灾|辖|市|县|省|城乡|偏远|贫困|行政|自治|基层|老)?[省市县区州镇乡村]+$"
    r"|^(?:城市|农村|乡村|地区|社区|山区|城区|园区|乡镇|村镇|区县|市区|县区|县市|县城|新区|校区|院区|院区|病区|景区|超市|股市|上市|门市|外地|行政区|自治区|直辖市|地级市|县级市)$"
)
ASKING = re.compile(r"多少|几|哪|什么|[一两]年|每[年月日天]")
ORGANISATION = re.compile(r"^(?:[公私国民]立|各级|上级|下级|中|西|总|分|县|市|省)?(?:医院|大学|学校|公司|集团|协会|学院|中心|中学|小学)$")
PRONOUN = re.compile(
    r"^(?:那么?|它们?|他们?|她们?|该|其|这|此|对此)|它们?的?|那里|那儿|当地|该[县市省区院]"
    r"|\b(?:it|its|they|them|their|he|his|she|her|there|that county|that city|this county|this city)\b",
    re.IGNORECASE,
)
ELLIPSIS = re.compile(r"呢[?？]?$|^(?:and\b|what about\b|how about\b)|^那么?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """What the pipeline knows of a question.

    `names` are the places, people and organisations it turns on, as written (桑植县, Sangzhi); `terms` its
    other content words, in order, each once. `kind` is the kind of answer wanted ("what" where nothing says more).
    """

    text: str
    language: Language
    kind: Kind
    names: tuple[str, ...]
    terms: tuple[str, ...]


def parse_question(text: str) -> Question:
    """The question in `text`; InvalidQuestion where it is empty or longer than 2,000 characters."""
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
    plain = simplify(text)
    names = chinese_names(plain) + english_names(plain)
    return Question(text, language, question_kind(plain), names, _terms(plain, names))


def question_language(text: str) -> Language:
    """The language a question is asked in: "What is 总额包干?" is English, "DRG是什么" is Chinese."""
    han = len(HAN.findall(text))
    words = [word.lower() for word in LATIN_WORD.findall(HAN.sub(" ", text)) if not word[0].isdigit()]
    if not han:
        return "en"
    if any(word in ENGLISH_STOP for word in words) and not CHINESE_ASKING.search(text):
        return "en"
    return "zh" if han > len(words) else "en"


def question_kind(text: str) -> Kind:
    """The kind of answer that a question in simplified script or English wants."""
    lowered = text.lower()
    return next((kind for kind, pattern in KIND_PATTERNS.items() if pattern.search(lowered)), "what")


def chinese_names(text: str) -> tuple[str, ...]:
    """Places, people and organisations named in simplified Chinese text, in order, each once.

    The tagger splits a name it does not know (筻溪村 -> 筻, 溪村): single characters before an administrative
    suffix are joined to it.
    """
    names: list[str] = []
    loose = ""
    for word, tag in rjieba.tag(text):
        if not HAN.match(word):
            loose = ""
            continue
        whole = loose + word
        if word[-1] in ADMINISTRATIVE and 1 < len(whole) <= 8 and not GENERIC_PLACE.match(whole):
            names.append(whole if not GENERIC_PLACE.match(word) or loose else word)
        elif tag in ("ns", "nt", "nr", "nrt", "nrfg", "nz") and len(word) > 1 and not (GENERIC_PLACE.match(word) or ORGANISATION.match(word)):
            names.append(word)
        loose = word if len(word) == 1 and word not in CHINESE_STOP and tag[0] not in "pcudm" else ""
    return tuple(dict.fromkeys(names))


def english_names(text: str) -> tuple[str, ...]:
    """Names in English text: runs of capitalised words, less the first word of the question and administrative words."""
    latin = HAN.sub(" ", text)
    if HAN.search(text) and not any(word.lower() in ENGLISH_STOP for word in LATIN_WORD.findall(latin)):
        return ()
    names: list[str] = []
    run: list[str] = []
    position = 0
    for match in LATIN_WORD.finditer(latin):
        word = re.sub(r"[’']s$", "", match.group())
        if run and latin[position : match.start()].strip():
            names, run = _close(names, run)
        position = match.end()
        capital = word[0].isupper() and word.lower() not in ENGLISH_STOP and word.lower() not in OPENERS
        if capital and word.lower() not in DIVISIONS:
            run.append(word)
        elif not (run and word.lower() in DIVISIONS and word[0].isupper()):
            names, run = _close(names, run)
        if match.group() != word:  # a possessive ends the name: Sangzhi's General Hospital
            names, run = _close(names, run)
    return tuple(dict.fromkeys(_close(names, run)[0]))


OPENERS = frozenset("in during after before since for at on by under within besides did does do is are was were compared".split())
DIVISIONS = frozenset("county city province district town township village prefecture municipality region autonomous".split())


def _close(names: list[str], run: list[str]) -> tuple[list[str], list[str]]:
    return ([*names, " ".join(run)] if run else names), []


def _terms(text: str, names: Sequence[str]) -> tuple[str, ...]:
    known = {part.lower() for name in names for part in (name, *name.split())}
    terms: list[str] = []
    if HAN.search(text):
        terms += [
            word
            for word in rjieba.cut(text)
            if HAN.match(word) and word not in CHINESE_STOP and not ASKING.match(word)
        ]
    for word in LATIN_WORD.findall(HAN.sub(" ", text)):
        bare = re.sub(r"[’']s$", "", word)
        if bare.lower() not in ENGLISH_STOP and len(bare) > 1 and not (bare.lower() in DIVISIONS and bare[0].isupper()):
            terms.append(bare)
    return tuple(dict.fromkeys(term for term in terms if term.lower() not in known))


def standalone(text: str, earlier: Sequence[str]) -> str:
    """The follow-up `text` as a question of its own, given the earlier questions, oldest first.

    "江永县呢?" after "桑植县医保基金结余多少?" -> "江永县医保基金结余多少?"; a follow-up without a name takes over the
    last one asked about. A question that defines a word (什么是…, What is …) stands alone.
    """
    question = parse_question(text)
    before = next((parse_question(one) for one in reversed(earlier) if one.strip() and parse_question(one).names), None)
    if before is None or (question.names and not ELLIPSIS.search(text.strip())) or _defines(text):
        return text
    if question.names:
        changed = before.text
        for name in before.names[:1]:
            changed = changed.replace(name, question.names[0])
        return changed if not question.terms else f"{changed} {text}"
    if ELLIPSIS.search(text.strip()) and question.language == "zh":
        return before.names[0] + re.sub(r"^那么?|呢[?？]?$", "", text.strip()) + "?"
    if question.language == "zh":
        bare = PRONOUN.sub("", text, count=1) if PRONOUN.match(text) else text
        return before.names[0] + bare
    return f"{text.rstrip(' ?？')} ({before.names[0]})?"


def _defines(text: str) -> bool:
    return bool(re.search(r"^什么是|是什么意思|^(?:what (?:is|are) (?:an? )?\w+|what does \w+ mean)\W*$", text.strip(), re.I))
