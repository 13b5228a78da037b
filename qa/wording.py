"""What Yigai itself says in an answer, in the language of the asker."""

from __future__ import annotations

from collections.abc import Sequence

from index.terms import pinyin
from ingest.places import place_names
from qa.question import Language
from qa.words import DIVISION

Texts = dict[Language, str]

REFUSED: Texts = {
    "en": "The articles do not say.",
    "zh": "文章中没有说明。",
}
NOTHING: Texts = {
    "en": "The collection holds no passage to answer from: index some articles, or loosen the filters.",
    "zh": "没有可供回答的段落：请先建立索引，或放宽筛选条件。",
}
ABSENT: Texts = {"en": "{name}: no article mentions it", "zh": "“{name}”：没有文章提到"}
NOT_TOGETHER: Texts = {
    "en": "{present}: yes, but nothing about {missing}",
    "zh": "有文章提到“{present}”，但没有说到“{missing}”",
}
UNSAID: Texts = {"en": "no passage says anything about {missing}", "zh": "没有段落说到“{missing}”"}
OTHER_YEARS: Texts = {
    "en": "no passage on the subject speaks of {years}",
    "zh": "相关段落没有说到{years}年的情况",
}
UNSURE: Texts = {
    "en": "no passage answers the question with enough certainty",
    "zh": "没有段落能够可靠地回答这个问题",
}
NEAREST: Texts = {
    "en": "The nearest passages are listed; they are no sources of an answer.",
    "zh": "以下列出最接近的段落，它们不是答案的出处。",
}
UNDATED: Texts = {
    "en": "{count} articles without a date were left out by the date filter.",
    "zh": "按日期筛选时，有{count}篇没有日期的文章未被查阅。",
}
UNDATED_ONE: Texts = {
    "en": "1 article without a date was left out by the date filter.",
    "zh": "按日期筛选时，有1篇没有日期的文章未被查阅。",
}
FALLBACK: Texts = {
    "en": "The chat model gave no usable answer ({why}); these are sentences quoted from the articles.",
    "zh": "语言模型没有给出可用的回答（{why}）；以下是文章原文。",
}
ASIDE: Texts = {
    "en": "Hello! Ask about the articles of this collection, in English or Chinese; each sentence of an answer comes "
    "with the passage that proves it.",
    "zh": "您好！请就库中的文章提问，中文、英文都可以；回答的每一句话都附有原文依据。",
}
OTHER_LANGUAGE = "Please ask in English or Chinese. 请用中文或英文提问。"
NO_SOURCE: Texts = {"en": "it cites no passage", "zh": "没有注明出处"}
SEE_ALSO: Texts = {"en": "See also {marks}", "zh": "另见{marks}"}


def listed(items: Sequence[str], language: Language) -> str:
    """Items in one line: "a, b" or "a、b"."""
    return ("、" if language == "zh" else ", ").join(items)


def place_name(place: str, language: Language) -> str:
    """A Chinese place for the asker: 桑植县 -> "Sangzhi (桑植县)" for an English one."""
    if language == "zh" or place.isascii():
        return place
    return f"{latin_place(place)} ({place})"


def latin_place(place: str) -> str:
    """A Chinese place as English writes it: 桑植县 -> "Sangzhi", 威宁彝族回族苗族自治县 -> "Weining"."""
    return place_names(place)[1] or pinyin(DIVISION.sub("", place)).replace(" ", "").capitalize()


def lead(
    language: Language, places: Sequence[str], origins: Sequence[tuple[str | None, str | None]], sources: int
) -> str:
    """The line before the statements: places, and the sources with their dates as far as known; "" for nothing.

    >>> lead("en", ("桑植县",), [("湘声报", "2025-10-17")], 1)
    'On Sangzhi (桑植县), from 湘声报, 2025-10-17:'
    """
    named = listed([place_name(place, language) for place in places], language)
    known = [listed([part for part in origin if part], language) for origin in origins]
    origin = ("；" if language == "zh" else "; ").join(part for part in known if part)
    if language == "zh":
        parts = [f"关于{named}" if named else "", f"据{origin}" if origin else ""]
        parts.append(f"{sources}个来源" if sources > 1 else "")
        return ("，".join(part for part in parts if part) + "：") if any(parts) else ""
    parts = [f"on {named}" if named else "", f"from {origin}" if origin else ""]
    parts.append(f"{sources} sources" if sources > 1 else "")
    line = ", ".join(part for part in parts if part)
    return f"{line[0].upper()}{line[1:]}:" if line else ""
