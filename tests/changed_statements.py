"""Statements over passages: written ones, and true ones with one figure, unit, date or place changed."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ingest import Article, split_article
from qa.figures import find_figures
from qa.support import check_statement

PLACES = {
    "桑植县": "Sangzhi",
    "秭归县": "Zigui",
    "江永县": "Jiangyong",
    "旌德县": "Jingde",
    "平武县": "Pingwu",
    "永新县": "Yongxin",
}
TEMPLATES = [
    # passage, Chinese statement, English statement; {w} is money in 万元, {m} the same in millions
    (
        "{year}年，{place}医保基金结余{w}万元，县域就诊率为{p}%，参保居民{n}人。",
        "{place}{year}年结余{w}万元。",
        "In {year}, the fund of {latin} had a surplus of CNY {m} million.",
    ),
    (
        "{place}投入{y}亿元改造卫生院，补贴标准提高{q}个百分点，覆盖{n}户家庭。",
        "补贴标准提高了{q}个百分点，覆盖{n}户。",
        "{latin} raised the subsidy by {q} percentage points for {n:,} households.",
    ),
    (
        "{month}月{day}日，{place}公布：家庭医生签约率达{p}%，共签约{n}人，每人补助{q}元。",
        "签约率达到{p}%，共{n}人。",
        "On {month_name} {day}, {latin} reported a sign-up rate of {p} percent among {n:,} people.",
    ),
    (
        "该院{year}年完成手术{n}例，平均住院{q}天，药占比降至{p}%，其中{place}患者居多。",
        "{year}年完成{n}例手术，药占比为{p}%。",
        "{n:,} operations were done in {year}, with an average stay of {q} days.",
    ),
    (
        "{place}组织{n}名村医培训，投入超过{y}亿元，急救在{q}分钟内到达。",
        "投入超过{y}亿元，培训村医{n}名。",
        "{latin} trained {n:,} village doctors and spent more than CNY {h:,} million.",
    ),
]
MONTHS = [date(2025, month, 1).strftime("%B") for month in range(1, 13)]
# What one unit, scale or word may be changed into.
CHANGES = [
    ("万元", "亿元"),
    ("亿元", "万元"),
    ("亿元", "亿美元"),
    ("万元", "万人"),
    ("个百分点", "%"),
    ("%", "个百分点"),
    ("%", "‰元"),
    ("户", "人"),
    ("名", "家"),
    ("例", "元"),
    ("million", "billion"),
    ("CNY", "USD"),
    (" percentage points", " percent"),
    (" percent ", " percentage points "),
    ("households", "people"),
    ("days", "hours"),
    ("more than", "less than"),
    ("超过", "不足"),
]


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage, a statement that it bears out, and that statement with one thing `changed`."""

    passage: str
    statement: str
    changed: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A statement about a passage, with all that is known of it; `supported`: whether the passage bears it out."""

    statement: str
    supported: bool
    passage: str
    context: str
    published: str | None
    places: tuple[str, ...]
    kind: str

    @property
    def is_flagged(self) -> bool:
        """Whether the check says that the passage does not bear the statement out."""
        support, _ = check_statement(
            self.statement, self.passage, None, self.published, self.places, self.context
        )
        return support == "unsupported"


def read_cases(articles: list[Article], lines: list[str]) -> list[Case]:
    """The case of each JSON line: it brings its `passage`, or names an `article` and words `near` by in it."""
    known = {article.id: article for article in articles}
    found = []
    for row in map(json.loads, lines):
        said, kind = (row["statement"], row["supported"]), row.get("kind", "")
        if "passage" in row:
            found.append(Case(*said, row["passage"], "", row.get("published"), tuple(row["places"]), kind))
            continue
        article = known[row["article"]]
        passage = next(one for one in split_article(article) if row["near"] in one.text)
        context = f"{passage.heading}\n{article.title}"
        found.append(Case(*said, passage.text, context, article.published, article.places, kind))
    return found


def from_templates(number: int, seed: int) -> list[Pair]:
    """`number` pairs over made-up passages, in both languages."""
    chance = random.Random(seed)
    pairs: list[Pair] = []
    while len(pairs) < number:
        passage, chinese, english = chance.choice(TEMPLATES)
        values = _values(chance)
        statement = chance.choice((chinese, english)).format(**values)
        changed = _changed(statement, chance)
        if changed:
            pairs.append(Pair(passage.format(**values), statement, changed, (values["place"],)))
    return pairs


def from_articles(articles: list[Article], number: int, seed: int) -> list[Pair]:
    """`number` pairs over sentences of real passages: the sentence, and the sentence with one digit flipped."""
    chance = random.Random(seed)
    sentences = [
        (passage.text, sentence, article.places)
        for article in articles
        for passage in split_article(article)
        for sentence in re.findall(r"[^。！？!?\n]+[。！？]?", passage.text)
        if any(figure.unit != "calendar year" for figure in find_figures(sentence))
    ]
    pairs = []
    while len(pairs) < number:
        passage, sentence, places = chance.choice(sentences)
        figures = [figure for figure in find_figures(sentence) if re.search(r"\d", figure.text)]
        if figures:
            figure = chance.choice(figures)
            digits = _flipped(figure.text, chance)
            changed = sentence[: figure.start] + digits + sentence[figure.end :]
            pairs.append(Pair(passage, sentence.strip(), changed.strip(), places))
    return pairs


def _values(chance: random.Random) -> dict[str, object]:
    place = chance.choice(list(PLACES))
    month = chance.randrange(1, 13)
    w, y = chance.randrange(1200, 9800), round(chance.uniform(1.1, 9.9), 1)
    return {
        "place": place,
        "latin": PLACES[place],
        "year": chance.randrange(2016, 2026),
        "month": month,
        "month_name": MONTHS[month - 1],
        "day": chance.randrange(11, 29),
        "w": w,
        "m": w / 100,
        "y": y,
        "h": round(y * 100),
        "p": round(chance.uniform(41, 98), 1),
        "q": chance.randrange(30, 40),
        "n": chance.randrange(40_001, 98_999),
    }


def _changed(statement: str, chance: random.Random) -> str:
    """The statement with one change; "" where the one drawn does not apply."""
    kind = chance.choice(("digit", "digit", "word", "word", "place", "date"))
    if kind == "word":
        old, new = chance.choice(CHANGES)
        return statement.replace(old, new, 1) if old in statement else ""
    if kind == "place":
        for old in (*PLACES, *PLACES.values()):
            if old in statement:
                return statement.replace(old, chance.choice([p for p in _same_script(old) if p != old]))
        return ""
    if kind == "date":
        for old in MONTHS:
            if old in statement:
                return statement.replace(old, MONTHS[(MONTHS.index(old) + chance.randrange(1, 11)) % 12])
        years = re.findall(r"20[12]\d", statement)
        return statement.replace(years[0], str(int(years[0]) + chance.choice((-1, 1)))) if years else ""
    figures = [figure for figure in find_figures(statement) if figure.unit != "calendar year"]
    figure = chance.choice(figures)
    return statement[: figure.start] + _flipped(figure.text, chance) + statement[figure.end :]


def _same_script(name: str) -> Iterator[str]:
    yield from PLACES.values() if name.isascii() else PLACES


def _flipped(text: str, chance: random.Random) -> str:
    """The text with one digit changed into another one."""
    at = chance.choice([i for i, character in enumerate(text) if character.isdigit()])
    digits = [
        d for d in "0123456789" if d != text[at] and not (d == "0" and text[at - 1 : at] in ("", " ", "-"))
    ]
    return text[:at] + chance.choice(digits) + text[at + 1 :]
