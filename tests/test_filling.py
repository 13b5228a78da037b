"""Whether what a question leaves open is filled near what it asks."""

from __future__ import annotations

import pytest

from index.embedder import load_embedder
from index.hit import Hit
from ingest.article import Article
from ingest.passage import Passage
from qa.alignment import Alignment
from qa.filling import content_terms, slot_filled
from qa.inquiry import Inquiry
from qa.question import parse_question
from qa.ranking import Sentence
from qa.similarity import Similarity
from qa.words import words_of


@pytest.fixture(scope="module")
def similarity() -> Similarity:
    return Similarity(load_embedder(None))


def filled(similarity: Similarity, text: str, *sentences: str) -> dict[str, float]:
    """The signals of a question whose best sentences are these, each a passage of its own."""
    found = []
    for number, one in enumerate(sentences):
        article = Article(str(number), "", one)
        hit = Hit(Passage(f"{number}#0", article.id, one, 0, len(one), ""), article, 0.0, 0.5, 1.0, number)
        found.append(Sentence(hit, one, 0, len(one), 10.0 - number, {}))
    inquiry = Inquiry(
        text, parse_question(text), hits=tuple(one.hit for one in found), sentences=tuple(found)
    )
    alignment = Alignment(
        similarity, inquiry.question, content_terms(inquiry.question), [words_of(one) for one in sentences]
    )
    return slot_filled(alignment, inquiry, found)


ASKED = "青杉县的康复联盟是哪一年成立的?"
TOLD = "2021年,康复联盟在青杉县成立。"


def test_a_date_beside_what_is_asked_dates_it(similarity: Similarity) -> None:
    assert filled(similarity, ASKED, TOLD)["undated"] == 0.0


def test_a_date_of_something_else_dates_nothing(similarity: Similarity) -> None:
    assert filled(similarity, "青杉县的医院是哪一年成立的?", "病人去年增长。")["undated"] > 0.5


def test_the_second_sentence_may_tell_the_date(similarity: Similarity) -> None:
    assert filled(similarity, ASKED, "病人增长。", TOLD)["undated"] == 0.0


def test_what_is_asked_is_told_by_its_slot(similarity: Similarity) -> None:
    found = filled(similarity, "青杉县有多少名护士?", "青杉县有护士120名。")
    assert found["slot"] == found["slot_first"] == 1.0
    assert found["asks_count"] == 1.0
    assert found["undated"] == found["asks_date"] == 0.0
    assert filled(similarity, "青杉县有多少名护士?", "青杉县的护士很忙。")["slot"] == 0.0


def test_where_a_person_is_asked_for_somebody_must_be_named(similarity: Similarity) -> None:
    asked = "青杉县的县长是谁?"
    assert filled(similarity, asked, "青杉县县长李明华介绍了改革。")["nobody"] == 0.0
    assert filled(similarity, asked, "青杉县县长介绍了改革。")["nobody"] == 1.0
    assert filled(similarity, "青杉县有多少名护士?", "青杉县县长介绍了改革。")["nobody"] == 0.0
