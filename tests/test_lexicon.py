from __future__ import annotations

from importlib.resources import files

from index.lexicon import translations
from index.terms import glosses, segment, stem


def test_a_word_is_translated_by_stems_likeliest_first() -> None:
    assert list(translations("军队")) == ["armi", "troop", "forc"]
    assert translations("医院") == {"hospit": 0.9}


def test_it_knows_translations_that_the_dictionary_lacks() -> None:
    for word, missing in (("球队", "soccer"), ("总统", "presidenti")):
        told = {stem(part) for gloss in glosses(word) for part in segment(gloss)}
        assert missing not in told
        assert missing in translations(word)


def test_an_unknown_word_has_no_translations() -> None:
    assert translations("不成词的词") == {}
    assert translations("") == {}


def test_every_line_is_a_word_with_stems_and_their_probabilities() -> None:
    text = (files("index.lexicon") / "lexicon.tsv").read_text(encoding="utf-8")
    words = [line.split("\t")[0] for line in text.splitlines()]
    assert words == sorted(set(words))
    for word in words[::97]:
        chances = list(translations(word).values())
        assert chances == sorted(chances, reverse=True)
        assert chances[-1] >= 0.05
        assert sum(chances) <= 1.01 + len(chances) / 200  # rounded to hundredths
    assert len(text.encode()) < 2_000_000
