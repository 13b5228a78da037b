"""The characters of a text: script, simplified twins, pronunciation annotations, destroyed characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# Patterns of runs open with one character of a set: the search then skips to it, which it does not for [...]+.
_HAN_RUN = re.compile(f"{HAN.pattern}{HAN.pattern}*")

Script = Literal["", "simplified", "traditional", "latin"]

_SAMPLE = 200_000  # characters that settle the script
_LATIN_RUN = re.compile("[A-Za-z][A-Za-z]*")
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_ANNOTATION = re.compile(
    rf"[(（](?<=[\u3400-\u9fffA-Za-z].)(?:[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,5}}"
    r"|[\u3105-\u312fˊˇˋ˙ ]{1,8})[)）]",
    re.IGNORECASE,
)
_TONELESS = re.compile("([\u3400-\u9fff])[(（]([a-zü]{1,6})[)）]")
_OPENING = re.compile("[(（][a-zü]")
# What is left where a program cut two-byte characters in the middle: private-use characters, question marks
# that end nothing, half an annotation.
_DESTROYED = re.compile(
    rf"\ufffd|(?:锟斤拷)+|[?;]{{0,2}}[\ue000-\uf8ff]+\S?\??|\?[;；](?=[\u3400-\u9fff])"
    rf"|\?[a-zü]{{0,5}}[{_TONED}][a-zü]{{0,5}}[)）]\w?\??"
)
_MAYBE_DESTROYED = re.compile("[\ufffd锟?\ue000-\uf8ff]")  # what each of those holds: found fast
# These may be a reader's emphatic question or a formula; beside certain damage they are damage too.
_DOUBTFUL = re.compile(r"(?<=[\u3400-\u9fff])(?:\?\?+|[a-z])(?=[\u3400-\u9fff])")


@cache
def _tables() -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """(traditional -> simplified, runs of traditional-only characters, of simplified-only ones), from OpenCC."""
    from opencc import OpenCC

    characters = [chr(code) for code in range(0x3400, 0xA000)]
    joined = "\n".join(characters)
    simple = OpenCC("t2s").convert(joined).split("\n")
    traditional = OpenCC("s2t").convert(joined).split("\n")
    to_simplified = {
        old: new for old, new in zip(characters, simple, strict=True) if old != new and len(new) == 1
    }
    simple_only = [
        old
        for old, new in zip(characters, traditional, strict=True)
        if old != new and old not in to_simplified
    ]
    return to_simplified, _runs(to_simplified), _runs(simple_only)


def _runs(characters: Iterable[str]) -> re.Pattern[str]:
    of_these = f"[{''.join(characters)}]"
    return re.compile(f"{of_these}{of_these}*")


def simplified(text: str) -> str:
    """The text in simplified script, character by character: its length and all offsets stay."""
    table, traditional, _ = _tables()
    return "".join(map(table.get, text, text)) if traditional.search(text) else text


def script_of(text: str) -> Script:
    """The script most of the text is written in; "" where it holds no letters."""
    _, traditional, simple = _tables()
    text = text[:_SAMPLE]
    han = han_count(text)
    latin = _count(_LATIN_RUN, text)
    if han == 0 and latin == 0:
        return ""
    if han * 4 < latin:
        return "latin"
    return "traditional" if _count(traditional, text) > _count(simple, text) else "simplified"


def han_count(text: str) -> int:
    """How many Han characters a text holds."""
    return _count(_HAN_RUN, text)


def _count(runs: re.Pattern[str], text: str) -> int:
    """Characters in the runs that a pattern finds."""
    return sum(map(len, runs.findall(text)))


def language_of(text: str) -> str:
    """ "zh" or "en", by the share of Han characters."""
    return language_in(script_of(text))


def language_in(script: Script) -> str:
    """ "zh" or "en", by the script that most of a text is written in."""
    return "en" if script == "latin" else "zh"


def without_annotations(text: str) -> tuple[str, int]:
    """Take out pronunciations in brackets after a character, as in 醫(yī); (text, how many)."""
    text, toned = _ANNOTATION.subn("", text)
    if not _OPENING.search(text) or not _TONELESS.search(text):
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
    if not _MAYBE_DESTROYED.search(text):
        return ()
    certain = [match.start() for match in _DESTROYED.finditer(text)]
    if any(text[start] != "\ufffd" for start in certain):
        certain += [match.start() for match in _DOUBTFUL.finditer(text)]
    return tuple(sorted(certain))
