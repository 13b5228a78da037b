"""Makes training text richer than the parallel text is: other names and nouns in it, and questions about it.

Parallel text at hand is mostly documentation, poor in names; news and encyclopedias are full of them. So
nouns are exchanged for others, names most of all, in both languages at once; and a line is cropped to a
question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import rjieba
from pypinyin import lazy_pinyin

from index.encoder import vocabulary

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁任沈"
)
# The characters that foreign names are written with.
FOREIGN = (
    "阿艾安巴贝布达丹德迪多厄恩尔菲弗格哈赫霍吉加卡凯科克拉莱兰里利林卢罗洛马迈曼梅米莫姆"
    "纳内尼诺帕佩普奇乔茹萨塞森沙什斯索塔泰特托瓦维沃西希谢雅伊兹"
)
FRAMES = (
    ("In {place}, {text}", "在{place}，{text}"),
    ("{name} of {place} says: {text}", "{place}的{name}说：{text}"),
    ("{text} This was in {place} in {year}.", "{text}这是{year}年在{place}。"),
    ("According to {name}, {text}", "据{name}介绍，{text}"),
    ("In {year}, {name} wrote: {text}", "{year}年，{name}写道：{text}"),
    ("{place} ({year}): {text}", "{place}（{year}年）：{text}"),
    ("{text} {name} came from {place}.", "{text}{name}来自{place}。"),
)
SUBJECTS = (
    ("{name} is a {noun}. {text}", "{name}是{noun}。{text}"),
    ("{name} ({noun}) {text}", "{name}（），{noun}。{text}"),
    ("{name}. {text}", "{name}。{text}"),
    ("{name}, {text}", "{name}，{text}"),
)
ABOUT = (
    ("What is {name}?", "{name}是什么？"),
    ("Who is {name}?", "{name}是谁？"),
    ("Where is {name}?", "{name}在哪里？"),
    ("When did {name} begin?", "{name}是什么时候开始的？"),
    ("What {noun} does {name} have?", "{name}有哪些{noun}？"),
    ("How many {noun} are there in {name}?", "{name}有多少{noun}？"),
    ("What is the {noun} of {name}?", "{name}的{noun}是什么？"),
    ("Why is {name} a {noun}?", "{name}为什么是{noun}？"),
)
ASKING = {"zh": ("什么", "哪个", "哪些", "什么"), "en": ("what", "which", "what", "which")}
COUNTING = {"zh": "多少", "en": "how many"}

Random = np.random.Generator


class Lexicon:
    """Nouns and names with a short English word, sorted by jieba's word class."""

    def __init__(self) -> None:
        self.english: dict[str, str] = {}
        self.nouns: list[str] = []
        self.names: list[str] = []
        self.places: list[str] = []
        classes = vocabulary.classes()
        for word, meanings in vocabulary.glosses().items():
            kind, gloss = classes.get(word, ""), meanings[0]
            if (
                len(word) < 2
                or not kind.startswith("n")
                or not re.fullmatch(r"[A-Za-z]{3,}( [A-Za-z]{3,})?", gloss)
            ):
                continue
            self.english[word] = gloss
            (self.places if kind == "ns" else self.names if gloss[0].isupper() else self.nouns).append(word)

    def exchange(self, english: str, chinese: str, random: Random) -> tuple[str, str]:
        """The pair with up to three of its nouns exchanged for others, in both languages; perhaps none."""
        found = [word for word in dict.fromkeys(rjieba.cut(chinese)) if word in self.english]
        random.shuffle(found)
        done = 0
        for word in found:
            pattern = re.compile(rf"\b{re.escape(self.english[word])}(?=s?\b)", re.IGNORECASE)
            if done < 3 and pattern.search(english):
                pools = (self.nouns, self.names, self.places)
                other = _one(pools[random.choice(3, p=(0.5, 0.3, 0.2))], random)
                english = pattern.sub(self.english[other], english)
                chinese = chinese.replace(word, other)
                done += 1
        return english, chinese

    def frame(self, english: str, chinese: str, random: Random) -> tuple[str, str]:
        """The pair said by someone, somewhere or at some time."""
        left, right = FRAMES[random.integers(len(FRAMES))]
        place, name, year = self._place(random), self._name(random), str(random.integers(1400, 2030))
        return (
            left.format(place=place[0], name=name[0], year=year, text=english),
            right.format(place=place[1], name=name[1], year=year, text=chinese),
        )

    def subject(self, random: Random) -> tuple[str, str]:
        """A name to be what a passage is about: of a place, a person, a thing, or one that nobody has."""
        kind = random.random()
        if kind < 0.2:
            return self._place(random)
        if kind < 0.5:
            return self._name(random)
        if kind < 0.7:
            word = _one(self.nouns, random)
            return self.english[word], word
        parts = [
            "".join(_one(FOREIGN, random) for _ in range(random.integers(2, 5)))
            for _ in range(random.integers(1, 3))
        ]
        return " ".join("".join(lazy_pinyin(part)).capitalize() for part in parts), "·".join(parts)

    def introduce(self, name: tuple[str, str], english: str, chinese: str, random: Random) -> tuple[str, str]:
        """The passage as one about `name`."""
        left, right = SUBJECTS[random.integers(len(SUBJECTS))]
        noun = _one(self.nouns, random)
        return (
            left.format(name=name[0], noun=self.english[noun], text=english),
            right.format(name=name[1], noun=noun, text=chinese),
        )

    def ask_about(self, name: tuple[str, str], line: tuple[str, str], random: Random) -> tuple[str, str]:
        """A question about `name`, with a stretch of `line` in it or with none."""
        if random.random() < 0.4:
            left, right = ABOUT[random.integers(len(ABOUT))]
            noun = _one(self.nouns, random)
            return left.format(name=name[0], noun=self.english[noun]), right.format(name=name[1], noun=noun)
        english, chinese = question(line[0], "en", random), question(line[1], "zh", random)
        return (
            f"{english.rstrip('?')} {name[0]}?",
            f"{name[1]}{'的' if random.random() < 0.5 else ''}{chinese}",
        )

    def _place(self, random: Random) -> tuple[str, str]:
        if random.random() < 0.3:
            chinese = "".join(_one(_given(), random) for _ in range(2))
            kind = (("County", "县"), ("City", "市"), ("Township", "乡"))[random.integers(3)]
            return f"{''.join(lazy_pinyin(chinese)).capitalize()} {kind[0]}", chinese + kind[1]
        word = _one(self.places, random)
        return self.english[word], word

    def _name(self, random: Random) -> tuple[str, str]:
        if random.random() < 0.5:
            given = "".join(_one(_given(), random) for _ in range(random.integers(1, 3)))
            surname = SURNAMES[random.integers(len(SURNAMES))]
            return (
                f"{lazy_pinyin(surname)[0].capitalize()} {''.join(lazy_pinyin(given)).capitalize()}",
                surname + given,
            )
        word = _one(self.names, random)
        return self.english[word], word


@cache
def _given() -> list[str]:
    """Characters that people and places are named with: those of the names in jieba's list."""
    classes = vocabulary.classes()
    return sorted(
        {
            mark
            for word, kind in classes.items()
            if kind in ("nr", "ns") and len(word) == 3
            for mark in word[1:]
        }
    )


def _one(words: Sequence[str], random: Random) -> str:
    return words[int(random.integers(len(words)))]


def question(text: str, language: str, random: Random) -> str:
    """A stretch of 4 to 14 words of `text` with one of them asked for: 什么, 多少, what, how many."""
    words = rjieba.cut(text) if language == "zh" else text.split()
    length = int(random.integers(4, 15))
    start = int(random.integers(max(1, len(words) - length + 1)))
    words = list(words[start : start + length])
    long = [number for number, word in enumerate(words) if len(word) > (1 if language == "zh" else 3)]
    counts = [number for number, word in enumerate(words) if word.isdigit()]
    if counts and random.random() < 0.5:
        words[counts[0]] = COUNTING[language]
    elif len(long) > 2 and random.random() < 0.7:
        words[long[random.integers(len(long))]] = ASKING[language][random.integers(4)]
    return ("" if language == "zh" else " ").join(words).strip("，。,. ") + (
        "？" if language == "zh" else "?"
    )
