"""Which sentence comes first."""

from __future__ import annotations

import pytest

from index.hit import Hit
from ingest.article import Article
from ingest.passage import Passage
from qa.ranking import TIE, Sentence, place_first

PASSAGE = Passage(id="a#0", article_id="a", text="", start=0, end=0, heading="")
HIT = Hit(PASSAGE, Article(id="a", title="", text=""), 0.0, 0.5, 1.0, 1)


def sentence(text: str, score: float, *features: str) -> Sentence:
    return Sentence(HIT, text, 0, 0, score, dict.fromkeys(features, 1.0))


@pytest.mark.parametrize("apart", ["place_elsewhere", "place_around"])
def test_a_sentence_of_another_place_gives_way_to_one_that_scores_as_well(apart: str) -> None:
    other, own = sentence("慈利", 9.0, apart), sentence("桑植", 9.0 - TIE, "place_here")
    between, low = sentence("石门", 8.5, apart), sentence("村医", 3.0)
    assert place_first([other, between, own, low]) == [own, other, between, low]


def test_it_stays_first_where_the_others_score_less() -> None:
    other, own = sentence("慈利", 9.0, "place_elsewhere"), sentence("桑植", 8.9 - TIE, "place_here")
    assert place_first([other, own]) == [other, own]


def test_the_best_stays_first_where_it_speaks_of_the_place() -> None:
    own, other = sentence("桑植", 9.0, "place_here"), sentence("慈利", 8.9, "place_elsewhere")
    assert place_first([own, other]) == [own, other]
    assert place_first([]) == []
