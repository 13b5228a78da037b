"""What the passages found speak of at all."""

from __future__ import annotations

from index.hit import Hit
from ingest.article import Article
from ingest.passage import Passage
from qa.inquiry import Inquiry
from qa.presence import presence
from qa.question import parse_question


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
