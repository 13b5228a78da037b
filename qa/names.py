"""The names in a question: places, people and organisations, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rjieba

from index.lexicon import translations
from index.terms import HAN as HAN_RANGES
from index.terms import english_words, glosses, stem
from ingest.gazetteer import by_latin_name, gazetteer, plain_latin
from qa.months import CALENDAR

HAN = re.compile(f"[{HAN_RANGES}]")
LATIN_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,]*%?")
DIVISIONS = frozenset(
    [
        "county",
        "city",
        "province",
        "district",
        "town",
        "township",
        "village",
        "prefecture",
        "municipality",
        "region",
    ]
)
_ADMINISTRATIVE = "省市县区州镇乡村旗盟"
_ALL_KNOWN = "省区州旗盟"
"""Divisions of which the gazetteer has every one: another word that ends so (病人省) is no name."""
_FUNCTION = re.compile("[是的在对和与及为把被向从将由上下内外中这那哪几每某各全该本我你他她它们了着过]")
_GENERIC = re.compile(
    "^(?:城乡?|农|地|社|山|郊|灾|辖|市|县|省|偏远|贫困|行政|自治|基层|老|新|校|院|园|病|景|超|股|门|外|直辖|地级|县级)"
    f"*[{_ADMINISTRATIVE}]+$"
)
_ORGANISATION = re.compile(
    "^(?:[公私国民]立|各级|上级|下级|中|西|总|分|县|市|省)?"
    "(?:卫生[院室]|医院|大学|学校|公司|集团|协会|学院|中心|中学|小学)$"
)
_FORMULA = re.compile(r"[A-Za-z0-9]+(?:\+[A-Za-z0-9]+)+")
"""What a scheme is called for short: 1+1+1+N."""
_VERBS = frozenset("花投建有用给办拿开派请设发买招收付")
_ALSO_ENGLISH = frozenset(["He", "An", "She", "You", "Long", "May"])
_OF_A_NAME = frozenset(["people", "women", "children", "workers"])
"""Whose possessive stands within a name: Yichang People's Hospital."""
SHORTEST = 5
"""Letters from which a place in small letters is taken for one."""
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧阳温庞樊兰殷施章葛洪翁卫习黎易"
)


def is_surname(character: str) -> bool:
    """Whether a Chinese name may begin so."""
    return character in _SURNAMES


def is_place(name: str) -> bool:
    """Whether the gazetteer knows the name, in Chinese or in Latin letters."""
    book = gazetteer()
    return name in book.full or name in book.short or plain_latin(name) in by_latin_name()


def formulas(text: str) -> tuple[str, ...]:
    """Names written as a sum, in either language: 1+1+1+N, 3+X."""
    return tuple(dict.fromkeys(_FORMULA.findall(text)))


def chinese_names(text: str) -> tuple[str, ...]:
    """Names in simplified Chinese text, in order, each once.

    The tagger splits a name that it does not know, so what stands before an administrative suffix is joined
    to it (筻, 溪村 -> 筻溪村), and it makes names of chance, so a person's must begin with a surname. Places that
    the gazetteer knows are names whatever the tagger says.
    """
    names = [*_tagged_names(text), *_known_places(text)]
    names = [name for name in dict.fromkeys(names) if not _GENERIC.match(name)]
    longest = [name for name in names if not any(name != other and name in other for other in names)]
    return tuple(sorted(longest, key=text.index))


def _known_places(text: str) -> Iterator[str]:
    """Words, or two words in a row (道, 县), that are a place's full or short name."""
    book = gazetteer()
    words = list(rjieba.cut(text))
    for word, after in zip(words, [*words[1:], ""], strict=True):
        if (word + after) in book.full:
            yield word + after
        elif len(word) > 1 and (word in book.full or word in book.short):
            yield word


def places_apart(text: str) -> str:
    """The text with a space behind a place that the segmenter joins with the verb behind it: 岳阳|花, no person."""
    book = gazetteer()
    return "".join(
        f"{word[:-1]} {word[-1]}"
        if len(word) > 2 and word[-1] in _VERBS and word[:-1] in book.short and not rjieba.has_word(word)
        else word
        for word in rjieba.cut(text)
    )


def _tagged_names(text: str) -> list[str]:
    names: list[str] = []
    before = ""
    for word, tag in rjieba.tag(text):
        if not HAN.match(word):
            before = ""
            continue
        if len(word) == 1 and word in _ADMINISTRATIVE and len(before) > 1 and tag[0] == "n":
            if word not in _ALL_KNOWN or before + word in gazetteer().places:
                names = [*names[:-1], before + word] if names[-1:] == [before] else [*names, before + word]
        elif (found := _name(before if len(before) == 1 else "", word, tag)) is not None:
            names.append(found)
        before = word if tag[0] in "nxgj" and not _FUNCTION.search(word) and not _GENERIC.match(word) else ""
    return names


def _name(before: str, word: str, tag: str) -> str | None:
    if len(word) < 2 or _FUNCTION.search(word) or _GENERIC.match(word) or _ORGANISATION.match(word):
        return None
    if word[-1] in _ADMINISTRATIVE and tag[0] in "nx":
        if not before and (
            _is_common(word) or (len(word) == 2 and word not in gazetteer().full)
        ):  # 坐镇, 强县
            return None
        return before + word if word[-1] not in _ALL_KNOWN or word in gazetteer().places else None
    if (tag in ("ns", "nt", "nz") and not _is_common(word)) or (tag[0] == "n" and word in gazetteer().short):
        return word
    if tag.startswith("nr") and len(word) <= 4 and word[0] in _SURNAMES and not _is_common(word):
        return word
    return None


def _is_common(word: str) -> bool:
    """Whether the dictionary explains the word in small letters, or only translations show it: 满意度 is no place."""
    explained = glosses(word)
    if explained:
        return any(gloss[:1].islower() for gloss in explained)
    return bool(translations(word)) or _is_compound(word)


def _is_compound(word: str) -> bool:
    """Whether the word is made of two common ones: 专科 and 医生."""
    return any(
        all(any(gloss[:1].islower() for gloss in glosses(part)) for part in (word[:cut], word[cut:]))
        for cut in range(2, len(word) - 1)
    )


def english_names(text: str, plain: frozenset[str]) -> tuple[str, ...]:
    """Names in English text: runs of capitalised words, without those in `plain` and without County; places in
    small letters (enshi), too, that are no English words."""
    names: list[str] = []
    run: list[str] = []
    position = 0
    latin = HAN.sub(" ", text)
    words = list(LATIN_WORD.finditer(latin))
    for match, after in zip(words, [*words[1:], None], strict=False):
        word = re.sub(r"[’']s$", "", match.group())
        apart = bool(latin[position : match.start()].strip())
        division = word.lower() in DIVISIONS
        small = _is_small_place(word)
        said = {word.lower(), stem(word.lower())} & plain and not (
            match.start() and _is_surname_before(word, after)
        )
        opens = not latin[: match.start()].strip() and _only_opens(word, after)
        capital = word[0].isupper() and not (
            division or said or opens or _is_joined(word) or word.lower() in CALENDAR
        )
        name = small or capital
        if apart or not name or small:
            names, run = _close(names, run)
        if name:
            run.append(word)
        # A possessive ends the name: Sangzhi's General Hospital.
        if small or (match.group() != word and word.lower() not in _OF_A_NAME):
            names, run = _close(names, run)
        position = match.end()
    return tuple(dict.fromkeys(_close(names, run)[0]))


def _is_surname_before(word: str, after: re.Match[str] | None) -> bool:
    """Whether a word that English has, too, is a surname here: He Lixin, An Jun."""
    return word in _ALSO_ENGLISH and after is not None and after.group()[0].isupper()


def _only_opens(word: str, after: re.Match[str] | None) -> bool:
    """Whether a question's first word has its capital for that alone: Insurance fund, but not Sangzhi or Hu Qiang."""
    plain = word.lower()
    named = word.isupper() or plain_latin(word) in by_latin_name() or (after and after.group()[0].isupper())
    return not named and (plain in english_words() or plain.removesuffix("s") in english_words())


def _is_joined(word: str) -> bool:
    """Whether a name is joined with a common word, Chinese-medicine, and so is none."""
    return "-" in word and word.rpartition("-")[2].islower()


def _is_small_place(word: str) -> bool:
    """Whether a word in small letters is a place that the gazetteer knows and no English word."""
    return (
        word.islower()
        and len(word) >= SHORTEST
        and plain_latin(word) in by_latin_name()
        and word not in english_words()
    )


def _close(names: list[str], run: list[str]) -> tuple[list[str], list[str]]:
    """The names with that of a run; of a place and common words (Yichang Central Hospital) the place is the name."""
    if (
        len(run) > 1
        and run[0].lower() in by_latin_name()
        and all(w.lower() in english_words() for w in run[1:])
    ):
        run = run[:1]
    return ([*names, " ".join(run)] if run else names), []
