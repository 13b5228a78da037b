"""The slot that a question leaves open, finer than its kind, and whether a clause has something to fill it with.

"江永县有多少名护士?" leaves a count of 护士 open: 配备11台急救车 counts something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import Literal

import rjieba

from index.terms import simplify
from qa.names import is_surname
from qa.question import NOUNS_END, Question
from qa.words import HAN, WORD, normal

Slot = Literal[
    "age",
    "duration",
    "share",
    "money",
    "date",
    "count",
    "measure",
    "person",
    "organisation",
    "place",
    "other",
]
Cover = Callable[[str, str], float]
"""(term, text) -> how far (0..1) the text says the term."""

_NUMERAL = "一二三四五六七八九十百千万亿两几"
_BODIES = "company|firm|organi[sz]ation|hospital|operator|university|school|bank"
_PERSONS = (
    "mayor|head|director|president|secretary|governor|chief|chair\\w*|doctor|nurse|teacher|expert|patient|man|woman"
    "|person|villager|official|spokes\\w+|professor|minister|leader|carer|worker"
)
_HOW_MUCH = "[^,，。?？占率比]{0,4}(?:多少|多高|几)"
_ASKED: dict[Slot, str] = {
    "age": r"how old|\b(?:average|what) age\b|\bages?\b|多大年[纪龄]|年龄|几岁|岁数|多少岁|多大[?？]?$",
    "duration": r"how (?:long|fast|quickly|soon)|how many (?:minutes|hours|days|weeks|months|years)|多久|多长时间"
    r"|几分钟|多少分钟|[几多少]+(?:小时|天|个月|年|周)(?!级)",
    "share": r"percent|per cent|\b(?:what|which|how large a) (?:share|portion|proportion|fraction|percentage|rate)\b"
    rf"|\brate\b|(?:比例|占比|比重|率){_HOW_MUCH}|多大比例|百分之[几多]|几成|占[^,，。]{{0,3}}多少|多少是",
    "money": r"how much (?:money|do|does|did|is|was|has|have|better paid)\b"
    r"|多少[^,，。的]{0,3}(?:钱|资金|经费|元|(?<!免)费|投入|补贴|补助|债|工资|津贴)"
    rf"|(?:费用|价格|工资|年薪|票价|津贴|收入|(?<!免)费){_HOW_MUCH}"
    r"|(?:拿|花|省|付|投|收|欠|赚|罚)了?(?:下|掉|出)?多少(?=[钱?？,，]|$)",
    "date": r"^(?:\w+ )?when\b|(?:which|what) (?:year|date|day|month)\b|何时|[什啥]么?时[候间]|哪一?[年天日月]|哪个月"
    r"|几月|几[日号](?!楼|线|院)|星期几|周几",
    "measure": r"how (?:large|big|far|high|tall|heavy|deep|wide)|how much\b|面积|多[高大远长重]"
    r"|(?:有|是|为|达到?|到了?)多少[?？。]?$",
    "count": r"how many|number of|how often|多少|(?<![哪那这好])几(?![月日号])|数量|人数",
    "person": r"^(?:and )?who(?:se)?\b (?:(?:is|was|are|were)(?! (?:in charge|responsible))|chairs|directs|said|wrote"
    r"|won|signed|founded)\b"
    rf"|^(?=.*\b(?:{_PERSONS})\b).*\b(?:names? of|called)\b|(?:是|为)谁(?=[?？。,，]|$)|谁是|哪几?位|姓甚"
    r"|[人员师长生士手者席记任授友民医女儿弟妹父母妻]的?(?:名字)?[叫是](?:什么(?:名字?)?|啥)(?=[?？。]|$)",
    "organisation": rf"(?:which|what) (?:\w+ )?(?:{_BODIES})\b"
    r"|哪[家所]|哪个(?:公司|机构|单位|医院|学校|大学)",
    "place": r"^(?:\w+ )?where\b|(?:which|what) (?:cit|countr|count[iy]|provinc|place|town|village|region|part)"
    r"|哪里|哪儿|何处|何地|在哪|哪[个些]?(?:地方|城市|省|县|市)|什么位置|什么地方",
}
_ASKING = {slot: re.compile(pattern, re.IGNORECASE) for slot, pattern in _ASKED.items()}
_TOLD: dict[Slot, str] = {
    "age": r"岁|年龄|\byears? old|\baged",
    "duration": rf"[\d{_NUMERAL}半][余多]?个?(?:分钟|小时|天|月|年|周|日)|\b(?:minute|hour|day|week|month|year)s?\b",
    "share": r"[%％‰]|分之|[一二三四五六七八九\d]成|半数|一半|\b(?:per ?cent|half|third|quarter)",
    "money": rf"[\d{_NUMERAL}][余多]?[万亿千百]*(?:美|日|欧|港)?元|[$€£¥]\s?\d"
    r"|\b(?:yuan|dollars?|rmb|cny|euros?|pounds?)\b",
    "measure": rf"\d|[{_NUMERAL}]{{2,}}|[{_NUMERAL}]成|\b(?:half|third|quarter|double\w*)\b",
    "date": r"\d{2,4}年|\d+[月日]|[〇零一二三四五六七八九]{4}年|[去今昨明前][年天日]|(?:周|星期)[一二三四五六日天]"
    r"|世纪|年代|\b\d{4}\b|\bcentury\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    "place": r"[省市县区州镇乡村国路街岛山江河海部]|\b(?:in|at|near|from)\b",
}
_TELLING = {slot: re.compile(pattern) for slot, pattern in _TOLD.items()}
_COST = re.compile(
    r"\b(?:costs?|prices?|paid|pays?|earns?|salary|wages?|incomes?|spen[dt]|invest\w*|fees?|fares?|budget|fines?"
    r"|allowance|tuition|debts?|deficit)\b",
    re.IGNORECASE,
)
"""Words of money: an amount is asked for where the question word does not tell of something else."""
_OPEN = re.compile(
    r"^(?:can|could|does|do|did|is|are|was|were|has|have|may|must|under what|why)\b|^how (?!many|much|long|fast|quickly"
    r"|soon|old|far|large|big|high|tall|heavy|deep|wide|often)|\bis there any|(?:吗|(?<!什)么)\s*[?？]?$",
    re.IGNORECASE,
)
"""Yes or no, how or why: nothing in particular must be there."""
_CHANGE = re.compile(
    r"^by how (?:much|many)|^what (?:is|was) the (?:\w+ ){0,2}(?:growth|increase|decrease|decline|drop|fall|rise)\b"
    r"(?! rate)"
    r"|^how much (?:(?!cost|pay|paid|spend|money).)*\b(?:grow|grew|rise|rose|risen|fall|fell"
    r"|fallen|drop\w*|increas\w*|decreas\w*|improv\w*|declin\w*|shrink\w*|higher|lower|cheaper|faster|shorter|longer)\b"
    r"|(?:增长|上升|上涨|提高|提升|增加|增幅|下降|降低|减少|缩短|便宜|改善|[涨升增降减少快慢好贵高低短])[了到]?多少"
    r"(?=[?？,，。]|$)"
    r"|多[报付给]多少",
    re.IGNORECASE,
)
"""By how much something has changed: a share will do as well as an amount."""
_WHO_OR_WHAT = re.compile(
    r"^(?:who\b|what (?:did|do|does)\b(?!.*\b(?:cost|pay|spend|earn)\b))", re.IGNORECASE
)
"""Who pays, and what somebody did about salaries: no amount is asked for."""
_COUNTED = re.compile(
    rf"(?<![a-z\d+.])(?:\d[\d,.]*(?![\d,.]*(?:[a-z+\d%％年月日]|个百分))|[{_NUMERAL}]+(?=[余多]?[家名位人个所项种次例张台座"
    r"条辆间支场篇份户类级斤吨起架层天套门款])|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_PEOPLE_ASKED = re.compile(r"how many (?:people|persons)\b|多少人|几个人", re.IGNORECASE)
_PEOPLE = re.compile(r"人|[名位户]|群众|患者|居民|\bpeople\b|\bpersons?\b")
_OFFICE = re.compile(rf"[长记任席事人]$|\b(?:{_PERSONS})\b")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{2,}[·•][\u4e00-\u9fff]{2,}|[A-Z][a-z]+ (?:[A-Z]\. ?)?[A-Z][a-z]+")
"""安东尼·巴卢奇, Fay Fuller."""
_TITLED = re.compile(
    r"(?:[长记任席理授师医]|专家|教练|教师)([\u4e00-\u9fff]{2,3}?)(?=表示|介绍|说|指出|认为|坦言|回应|[,，、]|$)"
)
"""A name right behind a title, which the segmenter may take for other words."""
_BODY = re.compile(
    rf"(?:which|what) (?:\w+ )?({_BODIES})\b|哪(?:家|所|个)(公司|企业|机构|部门|单位|医院|学校|大学|运营商)?",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[,，、：:；;。!！?？\n()（）“”\"]+")
_TITLES_END = re.compile(_CLAUSE_END.pattern.replace("、", ""))
"""The same where titles are joined by 、: 发言人、副司长某某."""
_ASKED_BY = re.compile("(?:几|多少)([场次例张台辆支篇门款层座条项种起])")
_HOW_MANY = re.compile(r"\b(?:how many|number of)\b", re.IGNORECASE)
PHRASE = 0.8
"""What a count is worth that is said of all words of the thing counted, and not of the noun alone."""
UNIT = 0.7
"""What a count by the classifier asked for is worth: 7场 tells how many meetings there were, however called."""
FOUND = 0.2
"""What something of the right type is worth that has nothing to do with what is asked for."""


def slot_of(question: Question) -> Slot:
    """The slot that a question leaves open: the one asked for first."""
    text = simplify(question.text)
    if _OPEN.search(text) or (question.language == "zh" and question.kind in ("how", "why")):
        return "other"
    if _CHANGE.search(text):
        return "measure"
    found = [(match.start(), slot) for slot, pattern in _ASKING.items() if (match := pattern.search(text))]
    if _WHO_OR_WHAT.search(text):
        found = [one for one in found if one[1] != "money"]
    elif not found and _COST.search(text):
        return "money"
    return min(found, key=lambda one: one[0])[1] if found else "other"


def filled(slot: Slot, question: Question, text: str, cover: Cover) -> float:
    """How far (0..1) a part of a sentence fills the slot: with the right type, of the thing asked for."""
    if slot == "other":
        return 1.0
    plain = normal(text)
    if slot == "organisation":
        return _body(question, plain, cover)
    if slot in _TELLING:
        return float(_TELLING[slot].search(plain) is not None)
    if slot == "count":
        found = [clause for clause in _CLAUSE_END.split(plain) if _counts(question, clause)]
    else:
        found = [clause for clause in _TITLES_END.split(simplify(text)) if _person(question, clause)]
    wanted = _wanted(slot, question)
    if not found:
        return 0.0
    if not wanted:
        return 1.0
    said = max(cover(one, clause) for clause in found for one in wanted)
    if phrase := _phrase(question) if slot == "count" else []:
        said = max(said, PHRASE * max(fmean(cover(one, clause) for one in phrase) for clause in found))
    return FOUND + (1 - FOUND) * max(said, _same_unit(question, found) if slot == "count" else 0.0)


def _same_unit(question: Question, clauses: Sequence[str]) -> float:
    """UNIT where the clauses count by the classifier that the question asks with: 几场 and 召开了7场."""
    asked = _ASKED_BY.search(simplify(question.text))
    unit = re.compile(rf"[\d{_NUMERAL}][余多]?{asked[1]}") if asked else None
    return UNIT if unit and any(unit.search(clause) for clause in clauses) else 0.0


def _wanted(slot: Slot, question: Question) -> list[str]:
    """What is counted, or the office whose holder is asked for."""
    if slot == "person":
        return [one for one in question.subjects if _OFFICE.search(one.lower())][-1:]
    if question.asked is None or _PEOPLE_ASKED.search(question.text):
        return []
    if question.language == "en":
        return [question.asked]
    behind = question.text[question.text.find(question.asked) :]
    return [one for one in question.subjects if one in behind] or [question.asked]


def _phrase(question: Question) -> list[str]:
    """The words of what an English question counts, where they are more than one: remote heart tracings."""
    asked = _HOW_MANY.search(question.text)
    if asked is None:
        return []
    behind = question.text[asked.end() :]
    end = NOUNS_END.search(behind)
    words = set(WORD.findall(behind[: end.start() if end else len(behind)].lower()))
    found = [term for term in question.terms if term.lower() in words]
    return found if len(found) > 1 else []


def _counts(question: Question, clause: str) -> bool:
    if _PEOPLE_ASKED.search(question.text) and not _PEOPLE.search(clause):
        return False
    return _COUNTED.search(clause) is not None


def _person(question: Question, clause: str) -> bool:
    """Whether the clause names a person that the question does not."""
    if HAN.search(clause) and any(name not in question.text for name in _FOREIGN.findall(clause)):
        return True
    tagged = [word for word, tag in rjieba.tag(clause) if tag.startswith("nr")]
    named = [*tagged, *_TITLED.findall(clause)]
    return any(
        1 < len(word) < 5 and is_surname(word[0]) and word not in question.text for word in named
    ) or bool(re.search(r"\b(?:Mr|Ms|Mrs|Dr)\b", clause))


def _body(question: Question, plain: str, cover: Cover) -> float:
    asked = _BODY.search(simplify(question.text))
    word = next((part for part in asked.groups() if part), None) if asked else None
    return FOUND + (1 - FOUND) * cover(word, plain) if word else 1.0


def clauses_of(text: str) -> list[str]:
    """The clauses of a sentence, between commas and the like; at least one."""
    return [clause for clause in _CLAUSE_END.split(text) if len(clause.strip()) > 1] or [text]


def parts_of(text: str) -> Iterator[str]:
    """The parts of a sentence between its semicolons, which each say something of their own."""
    for part in re.split(r"(?<=[；;。!！?？\n])", text):
        if len(part.strip()) > 2:
            yield part
