"""Whether a clause has something to fill the slot with that a question leaves open.

"江永县有多少名护士?" leaves a count of 护士 open: 配备11台急救车 counts something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import fmean

import rjieba

from index.terms import english_words, simplify
from qa.bodies import body_named
from qa.months import MONTHS
from qa.names import is_place, is_surname
from qa.question import NOUNS_END, Question
from qa.slots import NUMERAL, PERSONS, Slot
from qa.words import HAN, WORD, normal, words_of

Cover = Callable[[str, str], float]
"""(term, text) -> how far (0..1) the text says the term."""

_TOLD: dict[Slot, str] = {
    "age": r"岁|年龄|\byears? old|\baged",
    "duration": rf"[\d{NUMERAL}半][余多]?个?(?:分钟|小时|天|月|年|周|日)|\b(?:minute|hour|day|week|month|year)s?\b",
    "share": r"[%％‰]|分之|[一二两三四五六七八九\d]成|半数|一半|\b(?:per ?cent|half|third|quarter)",
    "money": rf"[\d{NUMERAL}][余多]?[万亿千百]*(?:美|日|欧|港)?元|[$€£¥]\s?\d"
    r"|\b(?:yuan|dollars?|rmb|cny|euros?|pounds?)\b",
    "measure": rf"\d|[{NUMERAL}]{{2,}}|[{NUMERAL}]成|\b(?:half|third|quarter|double\w*)\b",
    "date": r"\d{2,4}年|\d+[月日]|[〇零一二三四五六七八九]{4}年|[去今昨明前][年天日]|(?:周|星期)[一二三四五六日天]"
    r"|世纪|年代|\b\d{4}\b|\bcentury\b"
    rf"|\b(?:{'|'.join(MONTHS)})\b",
    "telephone": r"\d{3,4}[-－—]?\d{7,8}|1[3-9]\d{9}",
    "place": r"[省市县区州镇乡村国路街岛山江河海部]|\b(?:in|at|near|from)\b",
}
_TOLD["amount"] = rf"{_TOLD['money']}|{_TOLD['share']}|[{NUMERAL}]比[{NUMERAL}]|[{NUMERAL}\d]块"
_TELLING = {slot: re.compile(pattern) for slot, pattern in _TOLD.items()}
_COUNTED = re.compile(
    rf"(?<![a-z\d+.])(?:\d[\d,.]*(?![\d,.]*(?:[a-z+\d%％年月日]|个百分))|[{NUMERAL}]+(?=[余多]?[家名位人个所项种次例张台座"
    r"条辆间支场篇份户类级斤吨起架层天套门款])|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)"
)
_BARE = re.compile(r"\d[余多]?[万亿]?[余多]?(?:人次|[家名位人个所项种次例张台座条辆场批])?$")
"""A number at a clause's end, which what is counted stands before."""
_EACH = re.compile("[一每][村乡镇县户人院][一1][名个人户所家]")
"""一村一名 is a principle, and no count."""
_PEOPLE_ASKED = re.compile(r"how many (?:people|persons)\b|多少人|几个人", re.IGNORECASE)
_PEOPLE = re.compile(r"人|[名位户]|群众|患者|居民|\bpeople\b|\bpersons?\b")
_OFFICE = re.compile(
    rf"[长记任席事]$|医生|护士|院士|专家|教授|代表|(?:责|持|法|创始|发言|负责)人$|\b(?:{PERSONS})\b"
)
_ANYBODY = frozenset(
    [
        "专家",
        "学者",
        "干部",
        "官员",
        "领导",
        "负责人",
        "代表",
        "人士",
        "expert",
        "official",
        "person",
        "leader",
    ]
)
"""Who may hold any office: 哪位专家 is answered by a professor's name."""
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{2,}[·•][\u4e00-\u9fff]{2,}|[A-Z][a-z]+ (?:[A-Z]\. ?)?[A-Z][a-z]+")
"""安东尼·巴卢奇, Fay Fuller."""
_WESTERN_TITLE = re.compile(r"\b(?:Mr|Ms|Mrs|Dr)\b")
_TITLED = re.compile(
    r"(?:[长记任席理授师医]|专家|教练|教师)([\u4e00-\u9fff]{2,3}?)(?=表示|介绍|说|指出|认为|坦言|回应|提醒|建议|告诉|带|[,，、]|$)"
)
"""A name right behind a title, which the segmenter may take for other words."""
_CLAUSE_END = re.compile(r"[,，、：:；;。!！?？\n()（）“”\"]+")
_TITLES_END = re.compile(_CLAUSE_END.pattern.replace("、", ""))
"""The same where titles are joined by 、: 发言人、副司长某某."""
_ASKED_BY = re.compile("(?:几|多少)([场次例张台辆支篇门款层座条项种起批轮趟])")
_HOW_MANY = re.compile(r"\b(?:how many|number of)\b", re.IGNORECASE)
PHRASE = 0.8
"""What a count is worth that is said of all words of the thing counted, and not of the noun alone."""
SHORT = 8
"""Characters of a clause that only tells the age of whom the clause before it named."""
UNIT = 0.7
"""What a count by the classifier asked for is worth: 7场 tells how many meetings there were, however called."""
SHARE = 0.7
"""What a share of the thing counted is worth, where its number is asked for."""
FOUND = 0.2
"""What something of the right type is worth that has nothing to do with what is asked for."""


def filled(slot: Slot, question: Question, text: str, cover: Cover) -> float:
    """How far (0..1) a part of a sentence fills the slot: with the right type, of the thing asked for."""
    if slot == "other":
        return 1.0
    plain = normal(text)
    if slot == "organisation":
        return body_named(question.text, plain, cover)
    if slot == "age" and (people := [name for name in question.names if not is_place(name)]):
        return float(_aged(people, plain))
    if slot in _TELLING:
        told = float(_TELLING[slot].search(plain) is not None)
        if slot == "measure" and question.asked:  # or else any figure would do
            return told * (FOUND + (1 - FOUND) * cover(question.asked, plain))
        return told
    if slot == "count":
        found = list(_counting(question, plain))
    else:
        found = [clause for clause in _TITLES_END.split(simplify(text)) if _person(question, clause)]
    wanted = _wanted(slot, question)
    if slot == "person" and "副" not in question.text:
        found = [clause for clause in found if not any(_is_deputy(office, clause) for office in wanted)]
    part = _part(wanted, plain, cover) if slot == "count" else 0.0
    if not found:
        return part
    if not wanted:
        return 1.0
    said = max(cover(one, clause) for clause in found for one in wanted)
    if phrase := _phrase(question) if slot == "count" else []:
        said = max(said, PHRASE * max(fmean(cover(one, clause) for one in phrase) for clause in found))
    said = max(said, _same_unit(question, found) if slot == "count" else 0.0)
    return max(FOUND + (1 - FOUND) * said, part)


def _is_deputy(office: str, clause: str) -> bool:
    """Whether only a deputy holds the office in a clause: 副主任 is no 主任."""
    return office in clause and office not in clause.replace(f"副{office}", "")


def _part(wanted: Sequence[str], plain: str, cover: Cover) -> float:
    """SHARE where a share of what is counted is told instead: 70%以上的乡镇卫生院."""
    told = [clause for clause in _CLAUSE_END.split(plain) if _TELLING["share"].search(clause)]
    if not wanted:
        return SHARE if told else 0.0
    return SHARE * max((cover(one, clause) for clause in told for one in wanted), default=0.0)


def _same_unit(question: Question, clauses: Sequence[str]) -> float:
    """UNIT where the clauses count by the classifier that the question asks with: 几场 and 召开了7场."""
    asked = _ASKED_BY.search(simplify(question.text))
    unit = re.compile(rf"[\d{NUMERAL}][余多]?{asked[1]}") if asked else None
    return UNIT if unit and any(unit.search(clause) for clause in clauses) else 0.0


def _wanted(slot: Slot, question: Question) -> list[str]:
    """What is counted, or the office whose holder is asked for."""
    if slot == "person":
        offices = [one for one in question.subjects if _OFFICE.search(one.lower()) and one not in _ANYBODY]
        return offices[-1:]
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


def _counting(question: Question, plain: str) -> Iterator[str]:
    """The clauses that count; where one ends with the number, with the one before it: 分批手术,做了264例."""
    clauses = _CLAUSE_END.split(plain)
    for before, clause in zip(["", *clauses], clauses, strict=False):
        if _counts(question, clause):
            yield before + clause if _BARE.search(clause) else clause


def _counts(question: Question, clause: str) -> bool:
    clause = _EACH.sub("", clause)
    if _PEOPLE_ASKED.search(question.text) and not _PEOPLE.search(clause):
        return False
    return _COUNTED.search(clause) is not None


def _aged(people: Sequence[str], plain: str) -> bool:
    """Whether an age is told in the clause that names one of the people, or right behind it: 李明华,58岁."""
    clauses = _CLAUSE_END.split(plain)
    told = [
        before + clause if len(clause) <= SHORT else clause
        for before, clause in zip(["", *clauses], clauses, strict=False)
        if _TELLING["age"].search(clause)
    ]
    return any(words_of(clause).names(name) for clause in told for name in people)


def _person(question: Question, clause: str) -> bool:
    """Whether the clause names a person that the question does not."""
    if HAN.search(clause) and any(name not in question.text for name in _FOREIGN.findall(clause)):
        return True
    tagged = [word for word, tag in rjieba.tag(clause) if tag.startswith("nr")]
    named = [*tagged, *_TITLED.findall(clause)]
    return any(
        1 < len(word) < 5 and is_surname(word[0]) and word not in question.text for word in named
    ) or bool(_WESTERN_TITLE.search(clause) or _written_in_english(question, clause))


def _written_in_english(question: Question, clause: str) -> bool:
    """Whether an English clause holds two words in capitals, Li Shengcai, that no dictionary explains."""
    return any(
        name not in question.text and not any(part.lower() in english_words() for part in name.split())
        for name in _FOREIGN.findall(clause)
    )


def clauses_of(text: str) -> list[str]:
    """The clauses of a sentence, between commas and the like; at least one."""
    return [clause for clause in _CLAUSE_END.split(text) if len(clause.strip()) > 1] or [text]


def parts_of(text: str) -> Iterator[str]:
    """The parts of a sentence between its semicolons, which each say something of their own."""
    for part in re.split(r"(?<=[；;。!！?？\n])", text):
        if len(part.strip()) > 2:
            yield part
