"""Which sentence comes first."""

from __future__ import annotations

import pytest

from index.hit import Hit
from ingest.article import Article
from ingest.passage import Passage
from qa.question import parse_question
from qa.ranking import SLOT, TIE, Sentence, place_first, with_answers, with_slots

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


def asking(text: str, score: float, question: float) -> Sentence:
    return Sentence(HIT, text, 0, 0, score, {"question": question})


def test_what_follows_an_articles_question_earns_what_the_question_does() -> None:
    first, asks, answer = (
        asking("医改推进。", 2.0, 0.0),
        asking("什么是医共体?", 9.0, 1.0),
        asking("就是抱团。", 1.0, 0.0),
    )
    after = asking("此后再谈。", 0.5, 0.0)
    found = with_answers([first, asks, answer, after])
    assert [(one.text, one.score) for one in found] == [
        ("医改推进。", 2.0),
        ("就是抱团。", 9.0),
        ("此后再谈。", 0.5),
    ]


def test_a_question_alone_stays() -> None:
    asks = asking("什么是医共体?", 9.0, 1.0)
    assert with_answers([asks]) == [asks]


def test_a_sentence_that_fills_the_slot_is_raised() -> None:
    counts, other = sentence("目前全县有173名村医。", 5.0), sentence("每年评选好村医。", 5.0)
    raised = list(with_slots(parse_question("江永县有多少名村医?"), [counts, other]))
    assert [one.score for one in raised] == [pytest.approx(5.0 + SLOT), 5.0]
