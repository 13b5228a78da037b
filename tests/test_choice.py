"""Which sentences are quoted: a few although they score lower, one more where it is close, by what each adds."""

from __future__ import annotations

from dataclasses import replace

from index.hit import Hit
from ingest.article import Article
from ingest.passage import Passage
from qa.choice import COMPARED, FEW_MARGIN, MARGIN, choose
from qa.question import parse_question
from qa.ranking import Sentence

TEXTS = ("县医院有床位300张。", "村医共有120名。", "药房在东侧。", "急诊全天开放。", "食堂在西侧。")


def ranked(*scores: float) -> list[Sentence]:
    """Five sentences of one passage with these scores."""
    text, found = "".join(TEXTS), list[Sentence]()
    passage = Passage(id="a#0", article_id="a", text=text, start=0, end=len(text), heading="")
    hit = Hit(passage, Article(id="a", title="", text=""), 0.0, 0.5, 1.0, 1)
    for one, score in zip(TEXTS, scores, strict=True):
        start = text.index(one)
        found.append(Sentence(hit, one, start, start + len(one), score, {}))
    return found


def test_three_within_the_wide_margin_and_a_fourth_only_within_the_narrow_one() -> None:
    question = parse_question("门诊几点开门?")  # of which no sentence says a word: the scores alone decide
    near, far, out = 10.0 - MARGIN + 0.1, 10.0 - FEW_MARGIN + 0.1, 10.0 - FEW_MARGIN - 0.1
    assert [one.text for one in choose(question, ranked(10.0, far, far, far, far))] == [*TEXTS[:3]]
    assert [one.text for one in choose(question, ranked(10.0, near, near, near, near))] == [*TEXTS[:4]]
    assert [one.text for one in choose(question, ranked(10.0, near, out, out, out))] == [*TEXTS[:2]]
    assert [one.text for one in choose(question, ranked(10.0, near, near, near, near), 2)] == [*TEXTS[:2]]


def test_one_that_says_what_the_question_asks_besides_goes_before_one_that_scores_higher() -> None:
    question = parse_question("县医院有多少床位和村医?")
    texts = [one.text for one in choose(question, ranked(10.0, 6.0, 7.0, 2.0, 2.0), 2)]
    assert texts == [*TEXTS[:2]]


def test_no_sentences_no_choice() -> None:
    assert choose(parse_question("县医院有多少床位?"), []) == []


def test_of_places_that_are_compared_each_has_its_best_sentence() -> None:
    places = (("桑植县",), ("桑植县",), ("江永县",), ("江永县",), ("慈利县",))
    sentences = [
        replace(one, places=of)
        for one, of in zip(ranked(10.0, 9.9, 10.1 - COMPARED, 1.0, 0.5), places, strict=True)
    ]
    both = choose(parse_question("桑植县和江永县的医改怎么样?"), sentences, 2)
    assert [one.text for one in both] == [TEXTS[0], TEXTS[2]]
    too_far = choose(parse_question("桑植县和慈利县的医改怎么样?"), sentences, 2)
    assert [one.text for one in too_far] == [*TEXTS[:2]]
    alone = choose(parse_question("桑植县的医改怎么样?"), sentences, 2)
    assert [one.text for one in alone] == [*TEXTS[:2]]
