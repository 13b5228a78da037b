"""A sentence that begins with 他 or "it" speaks of what the one before it names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index import Index
from ingest.article import Article
from qa.antecedent import points_back
from qa.question import parse_question
from qa.ranking import WEIGHTS, rank_sentences, score_of, with_slots


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("他的《乡村药典》至今为村医所用。", True),
        ("这些设备由省里配发。", True),
        ("但该院没有儿科。", True),
        ("后来,它并入县医院。", True),
        ("县医院没有儿科。", False),
        ("那曲市没有三甲医院。", False),
        ("It was built in 1998.", True),
        ("However, they closed the ward.", True),
        ("Italy sent no doctors.", False),
        ("The ward closed in May.", False),
    ],
)
def test_points_back(sentence: str, expected: bool) -> None:
    assert points_back(sentence) is expected


def test_who_he_is_comes_next_after_what_he_wrote(tmp_path: Path) -> None:
    text = (
        "采药在秋天。山里药材多。陆长青早年在临河一带行医。他写的《乡村药典》收方八百首,至今为村医所用。"
        "晾晒要半个月,写明产地。"
    )
    question = "《乡村药典》是谁写的?"
    with Index.open(tmp_path / "index") as index:
        index.add([Article(id="1", title="", text=text)])
        ranked = rank_sentences(parse_question(question), index.search(question))
    assert [one.text[:4] for one in ranked[:2]] == ["他写的《", "陆长青早"]
    plain = [replace(one, score=score_of(one.features, WEIGHTS["same"])) for one in ranked]
    written, author = plain[:2]
    raised = replace(author, score=(written.score + author.score) / 2)
    expected = with_slots(parse_question(question), [written, raised, *plain[2:]])
    assert [one.score for one in ranked] == pytest.approx([one.score for one in expected])
