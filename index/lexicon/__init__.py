"""The lexicon: how often Chinese words are translated by which English stems, learnt from parallel text.

CC-CEDICT says what a word can mean; parallel text says what writers make of it: 球队 is a "team", 发现 also a
"discovery". lexicon.tsv holds a word a line, simplified, then stems with their probabilities in hundredths:

    军队	armi 76	troop 8	forc 7

`index.lexicon.build` makes it. It holds single words, no phrases.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files


@lru_cache(maxsize=65536)
def translations(word: str) -> dict[str, float]:
    """The probability of each English stem that a simplified Chinese word is translated by, likeliest first.

    >>> translations("军队")
    {'armi': 0.76, 'troop': 0.08, 'forc': 0.07}
    """
    found: dict[str, float] = {}
    for pair in filter(None, _lines().get(word, "").split("\t")):
        stem, hundredths = pair.split(" ")
        found[stem] = int(hundredths) / 100
    return found


@cache
def _lines() -> dict[str, str]:
    """The rest of each line by its word."""
    text = (files(__package__) / "lexicon.tsv").read_text(encoding="utf-8")
    return {word: rest for word, _, rest in (line.partition("\t") for line in text.splitlines())}
