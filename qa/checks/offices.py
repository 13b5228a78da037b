"""Offices given to another person than in the passage, and authorities that it does not name.

Known are the office that stands before a Chinese name (县长李芹), in English "mayor Zhu Yunhui" and "Zhu Yunhui, a
deputy mayor of ...", and the departments of a government by their usual names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import is_chinese, pinyin
from qa.checks.hospitals import find_hospitals
from qa.figures import plain
from qa.names import is_surname

_OFFICE = re.compile(
    r"副?(?:[省市县区州镇乡村院校所局厅处科部站司会]长|主任|书记|主席)|总会计师|教师|村民|村医|司机|记者|保安|发言人|"
    r"咨询师"
)
_WHOSE = re.compile(r"[美德英法日韩俄意加澳]籍|(?<=教师|村民|司机|村医|医生|护士)[老小阿][一-龥]")
"""Persons by nation or surname alone: 美籍专家, 村民老邓."""
_NAME = r"[一-龥]{2,3}"
_TITLES = {
    "mayor": "市长", "magistrate": "县长", "county head": "县长", "head of the county": "县长", "governor": "省长",
    "party secretary": "书记", "secretary": "书记", "chair": "主席", "chairman": "主席",
    "director": "", "president": "", "head": "", "chief": "",
}  # fmt: skip
"""English titles, and what they are in Chinese; "" for those of many offices."""
_ENGLISH_OFFICE = (
    rf"(?P<deputy>deputy |vice[- ])?(?P<office>{'|'.join(sorted(_TITLES, key=len, reverse=True))})"
)
_LATIN = r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){1,2})"
_ENGLISH = (
    re.compile(rf"{_LATIN},?(?: is| was)?(?: an?| the)? {_ENGLISH_OFFICE}\b"),
    re.compile(rf"(?i:\b{_ENGLISH_OFFICE}),? {_LATIN}"),
)
_OFFICES = r"(?:commission|bureau|department|ministry|administration|authorit)"
_DEPARTMENTS = {
    "卫健委": ("卫健[委局部]|卫生健康[委局部]|卫生[局部](?!门诊)", rf"\bhealth {_OFFICES}"),
    "医保局": ("医保[局部]|医疗保障[局部]", rf"\binsurance {_OFFICES}"),
    "财政局": ("财政[局厅部]", rf"\bfinance {_OFFICES}|ministry of finance"),
    "教育局": ("教育[局厅部]", rf"\beducation {_OFFICES}"),
    "民政局": ("民政", r"\bcivil affairs"),
    "人社局": ("人社|人力资源和社会保障", r"\bhuman resources"),
    "公安局": ("公安", r"\bpublic security|\bpolice"),
    "编办": ("编办|机构编制", r"\bstaffing (?:office|commission)"),
    "发改委": ("发改|发展改革", r"\bdevelopment and reform"),
    "药监局": ("药监|药品监管|药品监督", r"\bdrug administration"),
    "疾控中心": ("疾控|疾病预防控制", r"\bdisease control"),
    "红十字会": ("红十字", r"\bred cross"),
    "妇联": ("妇联|妇女联合会", r"\bwomen[’']s federation"),
    "残联": ("残联|残疾人联合会", r"\bdisabled persons[’']? federation"),
}
"""Departments by their usual name: what they are called in Chinese and in English."""


def office_problems(statement: str, passage: str, context: str, chinese: bool) -> Iterator[str]:
    """A line for each person with another's office, and for each department that the passage does not name."""
    said, told = plain(statement), plain(passage)
    if is_chinese(passage):
        yield from _chinese(said, told) if chinese else _english(said, told)
    text = f"{told}\n{plain(context)}"
    for name, (han, latin) in _DEPARTMENTS.items():
        mentioned = re.search(han if chinese else latin, said, re.IGNORECASE)
        if mentioned and not re.search(f"{han}|{latin}", text, re.IGNORECASE):
            yield (
                f"原文没有“{mentioned.group()}”"
                if chinese
                else f"{mentioned.group()} ({name}) is not in the passage"
            )


def _chinese(said: str, told: str) -> Iterator[str]:
    for word in _WHOSE.finditer(said):
        if word.group() not in told:
            yield f"原文没有“{word.group()}”"
    for office in _OFFICE.finditer(said):
        for length in (3, 2):
            name = said[office.end() : office.end() + length]
            if len(name) == length and re.fullmatch(_NAME, name) and _is_person(name, told):
                held = _offices(name, told)
                if office.group() not in held and (held or _is_anothers(office.group(), name, told)):
                    yield f"原文中“{name}”不是{office.group()}"
                elif _is_of_another(_hospitals(name, said), _hospitals(name, told)):
                    yield f"原文中“{name}”不是这家医院的{office.group()}"
                break


def _english(said: str, told: str) -> Iterator[str]:
    held: dict[str, set[str]] = {}
    for office in _OFFICE.finditer(told):
        for length in (3, 2):
            name = told[office.end() : office.end() + length]
            if len(name) == length and is_surname(name[0]):
                held.setdefault(pinyin(name).replace(" ", ""), set()).add(office.group())
    for pattern in _ENGLISH:
        for found in pattern.finditer(said):
            offices = held.get(found["name"].lower().replace(" ", ""))
            if offices and not any(_is_office(found, one) for one in offices):
                yield f"{found['name']} is {'/'.join(sorted(offices))} in the passage, not {found['office']}"


def _is_office(found: re.Match[str], office: str) -> bool:
    title = _TITLES[found["office"].lower()]
    same = office.removeprefix("副") == title or (
        not title and office.removeprefix("副") not in _TITLES.values()
    )
    return same and bool(found["deputy"]) == office.startswith("副")


def _is_person(name: str, told: str) -> bool:
    return name in told and (is_surname(name[0]) or name[0] in "老小阿")


def _offices(name: str, told: str) -> set[str]:
    """The offices that stand right before a name."""
    return {office.group() for office in _OFFICE.finditer(told) if told.startswith(name, office.end())}


def _hospitals(name: str, text: str) -> set[str]:
    """The kinds of the hospitals whose office stands right before a name: 卫生院院长李桂兰."""
    starts = {office.start() for office in _OFFICE.finditer(text) if text.startswith(name, office.end())}
    return {one.kind for one in find_hospitals(text) if one.end in starts}


def _is_of_another(said: set[str], told: set[str]) -> bool:
    return bool(said and told) and said.isdisjoint(told)


def _is_anothers(office: str, name: str, told: str) -> bool:
    """Whether the passage gives the office to somebody, by name, and not to this one."""
    return any(
        is_surname(told[found.end() : found.end() + 1]) and not told.startswith(name, found.end())
        for found in re.finditer(rf"(?<!副){office}", told)
    )
