"""The characters of a text: script, simplified twins, pronunciation annotations, destroyed characters."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")

_SAMPLE = 200_000  # characters that settle the script
_LATIN = re.compile("[A-Za-z]")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ANNOTATION = re.compile(
    rf"(?<=[\u3400-\u9fffA-Za-z])[(（](?:[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,5}}"
    r"|[\u3105-\u312fˊˇˋ˙ ]{1,8})[)）]",
    re.IGNORECASE,
)
_TONELESS = re.compile("([\u3400-\u9fff])[(（]([a-zü]{1,6})[)）]")
# What is left where a program cut two-byte characters in the middle: private-use characters, question marks
# that end nothing, half an annotation.
_DESTROYED = re.compile(
    rf"\ufffd|(?:锟斤拷)+|[?;]{{0,2}}[\ue000-\uf8ff]+\S?\??|\?[;；](?=[\u3400-\u9fff])"
    rf"|\?[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,5}}[)）]\w?\??"
)
# These may be a reader's emphatic question or a formula; beside certain damage they are damage too.
_DOUBTFUL = re.compile(r"(?<=[\u3400-\u9fff])(?:\?\?+|[a-z])(?=[\u3400-\u9fff])")


@cache
def _tables() -> tuple[dict[int, str], re.Pattern[str], re.Pattern[str]]:
    """(traditional -> simplified, any traditional-only character, any simplified-only one), from OpenCC."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x3400, 0xA000)]
    joined = "\n".join(characters)
    simple = OpenCC("t2s").convert(joined).split("\n")
    traditional = OpenCC("s2t").convert(joined).split("\n")
    to_simplified = {
        ord(old): new for old, new in zip(characters, simple, strict=True) if old != new and len(new) == 1
    }
    simple_only = [
        old
        for old, new in zip(characters, traditional, strict=True)
        if old != new and ord(old) not in to_simplified
    ]
    return (
        to_simplified,
        re.compile(f"[{''.join(map(chr, to_simplified))}]"),
        re.compile(f"[{''.join(simple_only)}]"),
    )


def simplified(text: str) -> str:
    """The text in simplified script, character by character: its length and all offsets stay."""
    table, traditional, _ = _tables()
    return text.translate(table) if traditional.search(text) else text


def script_of(text: str) -> Literal["", "simplified", "traditional", "latin"]:
    """The script most of the text is written in; "" where it holds no letters."""
    _, traditional, simple = _tables()
    text = text[:_SAMPLE]
    han = len(HAN.findall(text))
    latin = len(_LATIN.findall(text))
    if han == 0 and latin == 0:
        return ""
    if han * 4 < latin:
        return "latin"
    return "traditional" if len(traditional.findall(text)) > len(simple.findall(text)) else "simplified"


def language_of(text: str) -> str:
    """ "zh" or "en", by the share of Han characters."""
    return "en" if script_of(text) == "latin" else "zh"


def without_annotations(text: str) -> tuple[str, int]:
    """Take out pronunciations in brackets after a character, as in 醫(yī); (text, how many)."""
    text, toned = _ANNOTATION.subn("", text)
    if not _TONELESS.search(text):
        return text, toned
    removed = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal removed
        if match[2] not in _readings(match[1]):
            return match[0]
        removed += 1
        return match[1]

    return _TONELESS.sub(drop, text), toned + removed


@cache
def _readings(character: str) -> frozenset[str]:
    from pypinyin import Style, pinyin

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True)[0])


def destroyed(text: str) -> tuple[int, ...]:
    """Offsets of characters that were lost before the text came to us; never mended by guess."""
    certain = [match.start() for match in _DESTROYED.finditer(text)]
    if any(text[start] != "\ufffd" for start in certain):
        certain += [match.start() for match in _DOUBTFUL.finditer(text)]
    return tuple(sorted(certain))
