"""Whether a clause names an organisation of the kind asked for: 桑植县总医院 is a hospital's name, 三甲医院 is none."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.terms import simplify
from qa.slots import BODIES
from qa.words import HAN

KIND = 0.2
"""What a clause is worth that has nothing to do with the kind of organisation asked for."""
UNNAMED = 0.5
"""What one is worth that speaks of the kind, and names none: 36家三级医院."""
_ASKED = re.compile(
    rf"(?:which|what) (?:\w+ )?({BODIES})\b|\bnames? of (?:[\w-]+ )*?({BODIES}|companie)s?\b"
    r"|哪(?:家|所|个)(公司|企业|机构|部门|单位|医院|银行|学校|大学|运营商|厂家?|品牌|牌子|型号)?|什么(牌子|品牌|型号)"
    r"|(公司|企业|机构|医院|银行|学校|大学)(?:分别|各)?[叫是](?:什么|啥|哪[些几家])",
    re.IGNORECASE,
)
_CHINESE = {
    "hospital": "医院",
    "bank": "银行",
    "university": "大学",
    "school": "学校|中学|小学",
    "company": "公司|企业|集团|药业|厂",
}
_FIRMS = frozenset(
    ["company", "companie", "firm", "operator", "manufacturer", "supplier", "公司", "企业", "厂家", "厂"]
)
_GENERIC = re.compile(
    r"(?:^|[^一-龥]|[家所个名位的了和与及或各该本这那向在由是让为对到把被])(?:民营|私立|公立|国有|[一二三]级|[一二三]甲|[省市县区]级|乡镇"
    "|基层|社区|上级|下级|定点|大型|综合|专科|成员|配送|生产|商业|有关|相关|医药|保险|牵头|龙头|协作|试点|其他)*$"
)
"""All that stands before a word such as 医院 in its phrase, and is no part of a name: 高等专科学校 has one."""


def asked_body(text: str) -> str | None:
    """The word for the kind of organisation that a question asks for; None where it names no kind, or asks for none."""
    asked = _ASKED.search(simplify(text))
    return next((part for part in asked.groups() if part), None) if asked else None


def body_named(question: str, plain: str, cover: Callable[[str, str], float]) -> float:
    """How far (0..1) a clause in `normal` form names an organisation of the kind that a question asks for."""
    word = asked_body(question)
    if word is None:
        return 1.0
    return (KIND + (1 - KIND) * cover(word, plain)) * (1.0 if _names(word, plain) else UNNAMED)


def _names(word: str, plain: str) -> bool:
    """Whether some mention of the kind has a name before it; a clause without one, or in English, is not judged."""
    if not HAN.search(plain):
        return True
    english = "company" if word.lower() in _FIRMS else word.lower()
    kinds = _CHINESE.get(english, word if HAN.search(word) else "")
    if not kinds:
        return True
    before = [plain[: mention.start()] for mention in re.finditer(kinds, plain)]
    return not before or any(not _GENERIC.search(one) for one in before)
