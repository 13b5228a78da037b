"""The kind of answer that a question wants, and what a sentence that gives it looks like."""

from __future__ import annotations

import re
from typing import Literal

from qa.months import MONTHS

Kind = Literal["count", "share", "amount", "when", "who", "where", "how", "why", "what"]

_ASKED: dict[Kind, tuple[str, ...]] = {
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
        r"谁|哪位|何人|哪个人|哪家|哪个(?:公司|机构|部门|组织|单位|医院)|什么人|\bwho(?:m|se)?\b",
        r"\b(?:what|which) (?:person|company|organi[sz]ation|hospital|department|body)\b",
    ),
    "where": (
        r"哪里|哪儿|何处|何地|在哪|哪个?(?:国家?|省|市|县|区|地|城市|地方|乡|镇|村|州)|什么地方|\bwhere\b",
        r"\b(?:what|which) (?:city|country|county|province|place|town|village|state|region|area)\b",
    ),
    "why": (r"为什么|为何|原因|何以|\bwhy\b", r"\breasons? (?:for|of|that|why)\b|\bwhat caused\b"),
    "how": (
        r"如何|怎么|怎样|何种方式|哪些(?:措施|办法|做法|举措|方式|方法|途径)",
        r"\bhow\b|\bwhat (?:measures|steps|ways|means)\b|\bin what way\b",
    ),
}
_ASKING = {kind: re.compile("|".join(parts)) for kind, parts in _ASKED.items()}
_NUMERAL = "一二三四五六七八九十百千万亿两"
_TOLD: dict[Kind, tuple[str, ...]] = {
    "count": (
        rf"\d|[{_NUMERAL}]{{2,}}|[{_NUMERAL}][个家名位所项种次例人张台座条辆天年月日分秒倍]",
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million)\b",
    ),
    "share": (r"[%%‰]|分之|[一二三四五六七八九十\d]成|半数|率", r"\b(?:per ?cent|third|half|quarter)\b"),
    "amount": (
        r"\d[\d,.]*\s*[多余]?[万亿千百]*(?:美|日|欧|港)?[元圆镑]",
        rf"[{_NUMERAL}]+(?:美|日|欧)?元|[$€£¥]\s?\d|\b(?:yuan|dollars?|euros?|pounds?)\b|\b(?:cny|rmb|usd)\b",
    ),
    "when": (
        r"\d{2,4}\s*年|\d+\s*[月日号时点]|[〇零一二三四五六七八九]{4}年|世纪|年代|[去今明昨前][年天日]",
        rf"近年|年底|月底|公元|朝|\b\d{{4}}\b|\b(?:{'|'.join(MONTHS)})\b",
        r"\b(?:century|decade|yesterday|today)\b",
    ),
    "who": (
        r"[主任局院部市县省校队会社科]长|主任|书记|主席|总统|教授|院士|记者|作家|导演|先生|女士|公司|集团|医院",
        r"大学|委员|介绍|表示|由|\b(?:said|says|director|mayor|president|professor|dr|mr|ms)\b",
    ),
    "where": (r"[省市县区州镇乡村国路街岛]|位于|在", r"\b(?:in|at|near|located)\b"),
    "why": (
        r"因|由于|所以|为了|原因|导致|使得|以便",
        r"\b(?:because|due|since|to|therefore|caused?)\b",
    ),
    "what": (r"是|指|即|称|为|叫", r"\b(?:is|are|was|were|means|called|known)\b"),
}
_TELLING = {kind: re.compile("|".join(parts)) for kind, parts in _TOLD.items()}
_UNIT = re.compile(r"(?:多少|几)([\u4e00-\u9fff])")


def question_kind(text: str) -> Kind:
    """The kind of answer that a question in simplified script or English wants."""
    lowered = text.lower()
    return next((kind for kind, pattern in _ASKING.items() if pattern.search(lowered)), "what")


def tells(kind: Kind, plain: str) -> bool:
    """Whether a text in `normal` form holds what such a question asks for: a number, a date ..."""
    return kind in _TELLING and _TELLING[kind].search(plain) is not None


def tells_unit(question: str, plain: str) -> bool:
    """Whether a text counts in the unit that a Chinese question asks for: 多少公里 -> a number before 公."""
    asked = _UNIT.search(question)
    return asked is not None and re.search(rf"[\d{_NUMERAL}几][多余]?{asked.group(1)}", plain) is not None
