"""What the passages found speak of at all."""

from __future__ import annotations

import pytest

from index.embedder import load_embedder
from index.hit import Hit
from ingest.article import Article
from ingest.passage import Passage
from qa.alignment import Alignment
from qa.filling import content_terms
from qa.inquiry import Inquiry
from qa.presence import absence, presence
from qa.question import parse_question
from qa.similarity import Similarity
from qa.words import words_of


def asked(text: str, *passages: str) -> Inquiry:
    """The question with these passages found."""
    hits = tuple(
        Hit(Passage(f"a#{n}", "a", one, 0, len(one), ""), Article("a", "", one), 0.0, 0.5, 1.0, n)
        for n, one in enumerate(passages)
    )
    return Inquiry(text, parse_question(text), hits=hits)


def test_things_may_be_said_in_different_passages() -> None:
    found = presence(asked("桑植县的床位和护士有多少?", "县医院有床位300张。", "全县有护士96名。"))
    assert found == {"said": 1.0, "lost": 0.0}


def test_what_no_passage_says_is_lost() -> None:
    assert presence(asked("桑植县的床位和直升机有多少?", "县医院有床位300张。")) == {"said": 0.5, "lost": 1.0}


def test_a_question_of_no_thing_loses_nothing() -> None:
    assert presence(asked("桑植县怎么样?", "县医院有床位300张。")) == {"said": 1.0, "lost": 0.0}


@pytest.fixture(scope="module")
def similarity() -> Similarity:
    return Similarity(load_embedder(None))


def absences(similarity: Similarity, inquiry: Inquiry) -> dict[str, float]:
    """What the first passage leaves unsaid, every word of the question being as rare as can be."""
    alignment = Alignment(similarity, inquiry.question, content_terms(inquiry.question), [words_of("")])
    return absence(similarity, inquiry, alignment, inquiry.hits[0].passage.text)


def test_a_thing_that_narrows_what_is_said_is_missed_most(similarity: Similarity) -> None:
    found = absences(
        similarity, asked("湘潭的眼科联盟有多少家成员?", "妇幼保健联盟有34家成员。", "联盟今年成立。")
    )
    assert found["narrowing"] == found["absent"] == found["unsaid"] > 0.5


def test_a_thing_said_elsewhere_is_not_absent(similarity: Similarity) -> None:
    found = absences(
        similarity, asked("湘潭的眼科联盟有多少家成员?", "妇幼保健联盟有34家成员。", "眼科去年成立。")
    )
    assert found["unsaid"] == found["narrowing"] == found["apart"] > 0.5
    assert found["absent"] == 0.0


def test_a_thing_that_stands_by_itself_narrows_nothing(similarity: Similarity) -> None:
    found = absences(similarity, asked("湘潭有多少名营养师加入联盟?", "妇幼保健联盟有34家成员。"))
    assert found["absent"] > 0.5
    assert found["narrowing"] == found["apart"] == 0.0


def test_what_can_be_said_otherwise_is_not_missed(similarity: Similarity) -> None:
    found = absences(similarity, asked("What portion of the members joined?", "妇幼保健联盟有34家成员。"))
    assert max(found.values()) < 0.2
