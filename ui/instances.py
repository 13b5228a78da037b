"""Example questions that the collection at hand answers."""

from __future__ import annotations

from collections.abc import Container

from qa.wording import latin_place
from ui.desk import Desk
from ui.wording import Language

TOPICS: tuple[tuple[str, str, str], ...] = (
    ("医保基金", "{place}怎样管理医保基金？", "How does {place} manage its medical insurance fund?"),
    ("医共体", "{place}的医共体是怎样建设的？", "How does {place} run its county medical community?"),
    ("家庭医生", "{place}的家庭医生签约服务怎么样？", "What do family doctors do in {place}?"),
    ("集中采购", "{place}的药品集中采购有什么效果？", "What has drug procurement achieved in {place}?"),
    (
        "住院费用",
        "{place}的住院费用降低了多少？",
        "How much has the cost of a hospital stay fallen in {place}?",
    ),
    ("村卫生室", "{place}怎样加强村卫生室？", "How does {place} strengthen its village clinics?"),
    ("医生", "{place}有多少医生？", "How many doctors does {place} have?"),
    ("改革", "{place}的改革有哪些做法？", "What has {place} reformed?"),
)
"""A topic's words, and the question about it in both languages."""
COUNT = 4


def instances(desk: Desk, language: Language) -> list[str]:
    """Up to COUNT questions that the assistant answers; found once for each state of the collection."""
    key = (language, desk.index.generation)
    if key not in desk.instances:
        desk.instances[key] = _found(desk, language)
    return desk.instances[key]


def _found(desk: Desk, language: Language) -> list[str]:
    questions: list[str] = []
    shown: set[str] = set()
    for topic, chinese, english in TOPICS:
        place = _place_of(desk, topic, shown)
        if place is None:
            continue
        question = (
            chinese.format(place=place) if language == "zh" else english.format(place=latin_place(place))
        )
        if not desk.assistant.ask(question).refused:
            questions.append(question)
            shown.add(place)
        if len(questions) == COUNT:
            break
    return questions


def _place_of(desk: Desk, topic: str, shown: Container[str]) -> str | None:
    """A place that one of the best passages on a topic speaks of, and no question has yet: they show a range."""
    for hit in desk.index.search(topic, k=5):
        places = [place for place in hit.passage.places or hit.article.places if place in hit.passage.text]
        new = [place for place in places if place not in shown]
        if topic in hit.passage.text and new:
            return new[0]
    return None
