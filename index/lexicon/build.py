"""Learns the lexicon from parallel text: `python -m index.lexicon.build PARALLEL [OUT]`, about three minutes.

IBM model 1 (Brown et al., 1993) in both directions over the words that the index searches: Chinese words as they are
segmented, English stems. A pair stays if the word was seen often enough, the stem is likely for the word, and the
word not unlikely for the stem: the two directions must agree, which keeps out what merely stands near. A stem that
is very likely needs no agreement: documentation translates "team" by 团队 a thousand times, and 球队 is one yet.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import data
from index.encoder.align import Alignment
from index.stopwords import STOP_WORDS
from index.terms import HAN, segment, stem

LEAST = 0.05  # probability of the stem given the word
AGREEMENT = 0.003  # probability of the word given the stem
SURE = 0.25  # probability of the stem given the word from which on no agreement is asked for
SEEN = 2  # lines that have the word
HERE = Path(__file__).parent
Entries = dict[str, list[tuple[str, float]]]
_HAN = re.compile(f"[{HAN}]+")
_STEM = re.compile("[a-z]{2,}")


class Vocabulary:
    """Numbers for terms, in the order in which they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def numbers(self, terms: Iterable[str]) -> NDArray[np.int64]:
        """The different numbers of the terms of a line, ascending."""
        known = self._numbers
        return np.array(sorted({known.setdefault(term, len(known)) for term in terms}), np.int64)

    @property
    def terms(self) -> list[str]:
        """Every term by its number."""
        return list(self._numbers)


def terms_of(line: str) -> Iterator[str]:
    """The terms of a line as the index has them, without words that say nothing."""
    return (stem(word) for word in segment(line) if word not in STOP_WORDS)


def learn(chinese: Sequence[str], english: Sequence[str]) -> Entries:
    """The stems of each Chinese word with their probabilities, likeliest first, from parallel lines."""
    words, stems = Vocabulary(), Vocabulary()
    alignment = Alignment(
        [words.numbers(terms_of(line)) for line in chinese],
        [stems.numbers(terms_of(line)) for line in english],
    )
    forward, backward = alignment.translations()
    agreed = (backward >= AGREEMENT) | (forward >= SURE)
    likely = (forward >= LEAST) & agreed & (alignment.seen[alignment.left] >= SEEN)
    left, right = words.terms, stems.terms
    entries: Entries = defaultdict(list)
    for couple in np.flatnonzero(likely)[np.argsort(-forward[likely], kind="stable")]:
        word, english_stem = left[alignment.left[couple]], right[alignment.right[couple]]
        if _HAN.fullmatch(word) and _STEM.fullmatch(english_stem):
            entries[word].append((english_stem, float(forward[couple])))
    return entries


def write(entries: Entries, path: Path) -> None:
    """Writes a word a line, sorted: the word, then each stem with its probability in hundredths."""
    with path.open("w", encoding="utf-8") as file:
        for word in sorted(entries):
            stems = "\t".join(f"{english} {100 * chance:.0f}" for english, chance in entries[word])
            file.write(f"{word}\t{stems}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parallel", type=Path, help="the folder that index/encoder/README.md describes")
    parser.add_argument("out", type=Path, nargs="?", default=HERE / "lexicon.tsv")
    arguments = parser.parse_args()
    pairs = data.read(arguments.parallel)
    lines = np.unique(data.draw(pairs, seed=0)).tolist()
    entries = learn([pairs.chinese[line] for line in lines], [pairs.english[line] for line in lines])
    write(entries, arguments.out)
    print(f"{len(entries):,} words, {sum(map(len, entries.values())):,} pairs, {arguments.out}")


if __name__ == "__main__":
    main()
