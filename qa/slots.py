"""The slot that a question leaves open, finer than its kind: a count, an amount, a date, a person ..."""

from __future__ import annotations

import re
from typing import Literal

from index.terms import simplify
from qa.question import Question

Slot = Literal[
    "age",
    "duration",
    "share",
    "money",
    "amount",
    "date",
    "count",
    "measure",
    "person",
    "organisation",
    "telephone",
    "place",
    "other",
]

NUMERAL = "一二三四五六七八九十百千万亿两几"
BODIES = "company|firm|organi[sz]ation|hospital|operator|university|school|bank|brand|manufacturer|supplier"
PERSONS = (
    "mayor|head|director|president|secretary|governor|chief|chair\\w*|doctor|nurse|teacher|expert|patient|man|woman"
    "|person|villager|official|spokes\\w+|professor|minister|leader|carer|worker|supplier|owner|founder"
)
_HOW_MUCH = "[^,，。?？占率比]{0,4}(?:多少|多高|几)"
_ASKED: dict[Slot, str] = {
    "age": r"how old|\b(?:average|what) age\b|\bages?\b|多大年[纪龄]|年龄|几岁|岁数|多少岁|(?<!有)多大[?？]?$",
    "duration": r"how (?:long|fast|quickly|soon)|how many (?:minutes|hours|days|weeks|months|years)|多久|多长时间"
    r"|几分钟|多少分钟|(?<![这近那前后过头好])[几多少]+(?:小时|天|个月|年|周)(?!级)",
    "share": r"percent|per cent|\b(?:what|which|how large a) (?:share|portion|proportion|fraction|percentage|rate)\b"
    r"|\b(?:share|portion|proportion|fraction|percentage) of\b"
    rf"|\brate\b|(?:比例|占比|比重|率){_HOW_MUCH}|多大比例|百分之[几多]|几成|占[^,，。]{{0,3}}多少|多少是",
    "money": r"how much (?:money|do|does|did|is|was|has|have|better paid)\b"
    r"|(?:多少|几)[^,，。的]{0,3}(?:钱|资金|经费|元|(?<!免)费|投入|补贴|补助|债|工资|津贴|结余|盈余|利润|存款)"
    rf"|(?:费用|价格|工资|年薪|票价|津贴|底薪|收入|结余|盈余|利润|(?<!免)费){_HOW_MUCH}"
    r"|(?:拿|花|省|投|收|欠|赚|罚)了?(?:下|掉|出)?多少(?=[钱?？,，]|$)",
    "amount": r"(?:出|报|掏|交|缴|补|贴|发|领|给|挣|赔|退|付|负担|承担|分担|分摊)了?多少(?=[?？,，。]|$)",
    "date": r"^(?:\w+ )?when\b|(?:which|what) (?:year|date|day|month)\b|何时|[什啥]么?时[候间]|哪一?[年天日月]|哪个月"
    r"|几时|几月|几[日号](?!楼|线|院)|星期几|周几",
    "measure": r"how (?:large|big|far|high|tall|heavy|deep|wide)|how much\b|面积|多[高大远长重]|幅度"
    r"|(?:有|是|为|达到?|到了?)多少[?？。]?$",
    "count": r"how many|number of|how often|多少|(?<![哪那这好])几(?![月日号时])|数量|人数",
    "person": r"^(?:and )?who(?:se)?\b (?:(?:is|was|are|were)(?! (?:in charge|responsible))|chairs|directs|said|wrote"
    r"|won|signed|founded)\b"
    rf"|^(?=.*\b(?:{PERSONS})\b).*\b(?:names? of|called)\b|\bnames? of (?:\w+ ){{1,3}}?\w+(?:ologist|ician)\b"
    r"|(?:是|为)谁(?=[?？。,，]|$)|谁是|哪几?位|姓甚"
    r"|(?:[人员师长生士手者席记任授友民医女儿弟妹父母妻商]|专家)的?(?:名字)?[叫是](?:什么(?:名字?)?|啥)(?=[?？。]|$)",
    "organisation": rf"(?:which|what) (?:\w+ )?(?:{BODIES})\b"
    rf"|\bnames? of (?:[\w-]+ )*?(?:{BODIES}|companie)s?\b"
    r"|哪[家所]|哪个(?:公司|机构|单位|医院|银行|学校|大学|厂家?|品牌|牌子|型号)|什么(?:牌子|品牌|型号)"
    r"|(?:公司|企业|机构|医院|银行|学校|大学)(?:分别|各)?[叫是](?:什么|啥|哪[些几家])",
    "telephone": r"\b(?:tele)?phone number|电话(?:号码)?(?:是|有)?(?:多少|几号|什么)",
    "place": r"^(?:\w+ )?where\b"
    r"|(?:which|what) (?:\w+ )?(?:cit|countr|count[iy]|provinc|place|town|village|region|part)"
    r"|哪里|哪儿|何处|何地|在哪|哪[个些]?(?:地方|城市|省|县|市)|什么位置|什么地方",
}
_ASKING = {slot: re.compile(pattern, re.IGNORECASE) for slot, pattern in _ASKED.items()}
_COST = re.compile(
    r"\b(?:costs?|prices?|paid|pays?|earns?|salary|wages?|incomes?|spen[dt]|invest\w*|fees?|fares?|budget|fines?"
    r"|allowance|tuition|debts?|deficit)\b",
    re.IGNORECASE,
)
"""Words of money: an amount is asked for where the question word does not tell of something else."""
_OPEN = re.compile(
    r"^(?:can|could|does|do|did|is|are|was|were|has|have|may|must|under what|why)\b|^how (?!many|much|long|fast|quickly"
    r"|soon|old|far|large|big|high|tall|heavy|deep|wide|often)|\bis there any"
    r"|从哪(?:里|儿)?来|(?:吗|(?<!什)么)\s*[?？]?$",
    re.IGNORECASE,
)
"""Yes or no, how or why: nothing in particular must be there."""
_CHANGE = re.compile(
    r"^by how (?:much|many)|^what (?:is|was) the (?:\w+ ){0,2}(?:growth|increase|decrease|decline|drop|fall|rise)\b"
    r"(?! rate)"
    r"|^how much (?:(?!cost|pay|paid|spend|money).)*\b(?:grow|grew|rise|rose|risen|fall|fell"
    r"|fallen|drop\w*|increas\w*|decreas\w*|improv\w*|declin\w*|shrink\w*|higher|lower|cheaper|faster|shorter|longer)\b"
    r"|(?:增长|上升|上涨|提高|提升|增加|增幅|下降|降低|减少|缩短|便宜|改善|[涨升增降减少多快慢好贵高低短])[了到]?多少"
    r"(?=[?？,，。]|$)"
    r"|多[报付给]多少",
    re.IGNORECASE,
)
"""By how much something has changed: a share will do as well as an amount."""
_CALLED = re.compile(r"[叫是](?:什么|啥)[?？。]*$")
"""What something is called: a number that it holds (那个几加几的模式) is not asked for."""
_WHO_OR_WHAT = re.compile(
    r"^(?:who\b|what (?:did|do|does)\b(?!.*\b(?:cost|pay|spend|earn)\b))", re.IGNORECASE
)
"""Who pays, and what somebody did about salaries: no amount is asked for."""


def slot_of(question: Question) -> Slot:
    """The slot that a question leaves open: the one asked for first."""
    text = simplify(question.text)
    if _OPEN.search(text) or (question.language == "zh" and question.kind in ("how", "why")):
        return "other"
    if _CHANGE.search(text):
        return "measure"
    found = [(match.start(), slot) for slot, pattern in _ASKING.items() if (match := pattern.search(text))]
    if _CALLED.search(text):
        found = [one for one in found if one[1] != "count"]
    if _WHO_OR_WHAT.search(text):
        found = [one for one in found if one[1] != "money"]
    elif not found and _COST.search(text):
        return "money"
    return min(found, key=lambda one: one[0])[1] if found else "other"
