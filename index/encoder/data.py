"""Parallel text to training batches: which pairs, how often, and in what order.

The folder holds one `NAME.tsv.xz` a source: English, a tab, Chinese, a pair a line; neighbouring lines of
prose come from one page. What is drawn depends on the random generator given alone.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rjieba
from numpy.typing import NDArray

from index.embedder import plain
from index.encoder.augment import Lexicon, Random, question

# How likely a pair of each source is drawn. Encyclopedic, public and human prose weighs most, machine
# translated developer documentation little; sources of unclear licence and public test sets are not named
# at all.
WEIGHTS = {
    "mlqe_pe": 3.0,
    "open_sdg": 3.0,
    "login_gov": 2.0,
    "opensource_guide": 2.0,
    "bitcoin_org": 2.0,
    "ms_compliance.ht": 2.0,
    "mozilla_www": 1.5,
    "ms_compliance.mt": 1.0,
    "tatoeba": 1.0,
    "osm_tags": 1.0,
    "cncf_glossary": 1.0,
    "hf_course": 1.0,
    "hf_agents_course": 1.0,
    "comprehensive_rust": 0.5,
    "ms_partner.ht": 1.0,
    "ms_o365sec.ht": 1.0,
    "ms_alchemy.ht": 0.5,
    "ms_dynamics.ht": 0.4,
    "ms_projops.ht": 0.5,
    "ms_officeclient.ht": 0.3,
    "tensorflow_docs": 0.5,
    "angular_cn": 0.4,
    "ms_aspnetcore.ht": 0.3,
    "tldr": 0.3,
    "ms_o365sec.mt": 0.3,
    "ms_partner.mt": 0.3,
    "ms_alchemy.mt": 0.2,
    "echarts_docs": 0.2,
    "cc_cedict": 0.5,
}
DICTIONARY = "cc_cedict"
UNJOINED = (DICTIONARY, "osm_tags", "tatoeba")  # neighbouring lines have nothing to do with one another
EXCHANGED, FRAMED = 0.5, 0.15  # share of lines whose nouns are exchanged, and that get a frame
NEIGHBOURS = 0.6  # share of passages that are followed by the next one of the page
RARE = 5  # lines; a word of fewer counts little more than one of as many
RARITY = 0.3, 4.0  # least and most that the words of a line count
NAMED, TWINS = 0.35, 0.4  # share of passages given a subject, and of those that come again with another


@dataclass(frozen=True, slots=True)
class Pairs:
    """Parallel lines in file order; `source[i]` is the number in `names` of the file that line i is from."""

    english: list[str]
    chinese: list[str]
    source: NDArray[np.int64]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.english)


def read(folder: Path) -> Pairs:
    """Every pair of the sources in the folder; a Chinese line that an earlier source has too is left out."""
    names = [name for name in WEIGHTS if (folder / f"{name}.tsv.xz").is_file()]
    if not names:
        raise FileNotFoundError(f"{folder} holds none of the sources that index/encoder/README.md lists")
    english: list[str] = []
    chinese: list[str] = []
    source: list[int] = []
    seen: set[str] = set()
    for number, name in enumerate(names):
        with lzma.open(folder / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
            for row in file:
                left, right = row.rstrip("\n").split("\t")
                right = plain(right)
                if name != DICTIONARY and right in seen:
                    continue
                seen.add(right)
                english.append(left)
                chinese.append(right)
                source.append(number)
    return Pairs(english, chinese, np.array(source), tuple(names))


def draw(pairs: Pairs, seed: int) -> NDArray[np.int64]:
    """The pairs of one pass in random order, each as often as its source's weight says."""
    random = np.random.default_rng(seed)
    weights = np.array([WEIGHTS[name] for name in pairs.names])[pairs.source]
    times = np.floor(weights).astype(np.int64) + (random.random(len(pairs)) < weights % 1)
    return np.asarray(random.permutation(np.repeat(np.arange(len(pairs)), times)))


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage and a question that it answers, both in both languages."""

    english: str
    chinese: str
    asked_english: str
    asked_chinese: str


class Sampler:
    """Batches of text from parallel lines, some with other names and nouns than they had."""

    def __init__(self, pairs: Pairs, tokens: int) -> None:
        self.pairs, self.tokens = pairs, tokens
        self.lexicon = Lexicon()
        weights = np.array([WEIGHTS[name] for name in pairs.names])[pairs.source]
        if DICTIONARY in pairs.names:
            prose = pairs.source != pairs.names.index(DICTIONARY)
            weights[prose] *= rarity([pairs.chinese[line] for line in np.flatnonzero(prose)])
        else:
            weights *= rarity(pairs.chinese)
        self.chance = np.cumsum(weights / weights.sum())
        self.width = np.array([_width(line) for line in pairs.chinese])
        joined = ~np.isin(
            pairs.source, [number for number, name in enumerate(pairs.names) if name in UNJOINED]
        )
        self.prose = np.cumsum(weights * joined / (weights * joined).sum())

    def sentences(self, random: Random) -> list[tuple[str, str]]:
        """Single lines of like length, about `tokens` tokens of Chinese together."""
        lines = np.searchsorted(self.chance, random.random(600))
        lines = lines[np.argsort(self.width[lines], kind="stable")]
        # Half of the starts are drawn by tokens, else short lines would fill most batches; and half by lines,
        # since many short lines are the cheapest way to learn many words.
        total = np.cumsum(self.width[lines] if random.random() < 0.5 else np.ones(len(lines)))
        start = int(np.searchsorted(total, random.random() * (total[-1] - 1)))
        left = np.cumsum(self.width[lines][::-1])[::-1]  # a batch at least must be
        start = min(start, int(np.searchsorted(-left, -self.tokens)))
        end = start + 1
        while end < len(lines) and self.width[lines[end]] * (end + 1 - start) <= self.tokens:
            end += 1
        return [self._vary(int(line), random) for line in lines[start:end]]

    def passages(self, random: Random) -> list[Passage]:
        """Passages of 2 to 8 neighbouring lines, about `tokens` tokens together, each with a question about it."""
        found: list[Passage] = []
        size = int(random.choice((60, 120, 220)))  # tokens of one passage
        while len(found) * size < self.tokens:
            line = int(np.searchsorted(self.prose, random.random()))
            # Neighbours teach to tell passages of one page apart, but too many of them teach to overlook its
            # subject; the same passage about another subject teaches the contrary.
            for _ in range(1 + (random.random() < NEIGHBOURS)):
                end = line
                while end < min(line + 8, len(self.pairs)) and self.width[line : end + 1].sum() <= size:
                    end += 1
                if end == line or self.pairs.source[line] != self.pairs.source[end - 1]:
                    break
                lines = [self._vary(number, random) for number in range(line, end)]
                named = random.random() < NAMED
                found += [
                    self._ask(lines, named, random) for _ in range(1 + (named and random.random() < TWINS))
                ]
                line = end
                if line >= len(self.pairs):
                    break
        return found

    def _ask(self, lines: list[tuple[str, str]], named: bool, random: Random) -> Passage:
        english, chinese = " ".join(left for left, _ in lines), "".join(right for _, right in lines)
        line = lines[random.integers(len(lines))]
        if not named:
            return Passage(english, chinese, question(line[0], "en", random), question(line[1], "zh", random))
        name = self.lexicon.subject(random)
        asked = self.lexicon.ask_about(name, line, random)
        return Passage(*self.lexicon.introduce(name, english, chinese, random), *asked)

    def _vary(self, line: int, random: Random) -> tuple[str, str]:
        english, chinese = self.pairs.english[line], self.pairs.chinese[line]
        if self.pairs.names[self.pairs.source[line]] == DICTIONARY:
            return english, chinese
        if random.random() < EXCHANGED:
            english, chinese = self.lexicon.exchange(english, chinese, random)
        if random.random() < FRAMED:
            english, chinese = self.lexicon.frame(english, chinese, random)
        return english, chinese


def rarity(lines: list[str]) -> NDArray[np.float64]:
    """How much more often than others each line is drawn, for words that few lines have: about 1 on average.

    Documentation says the same few thousand words again and again; a word of general language that is seen
    twice must be learnt from those two lines.
    """
    numbers: dict[str, int] = {}
    words = [
        np.array(
            [numbers.setdefault(word, len(numbers)) for word in set(rjieba.cut(line)) if word > "\u4e00"]
        )
        for line in lines
    ]
    counts = np.bincount(np.concatenate([found for found in words if len(found)]))
    rare = (counts + RARE) ** -0.5
    means = np.array([rare[found].mean() if len(found) else 0.0 for found in words])
    return np.asarray(np.clip(means / means.mean(), *RARITY))


def _width(line: str) -> int:
    """About how many tokens a Chinese line has: words of Han and of other characters, and marks."""
    return 2 + int(
        0.62 * sum(character >= "\u3000" for character in line)
        + 0.3 * sum(character < "\u3000" for character in line)
    )
