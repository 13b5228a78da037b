"""The sample articles and questions are what their README says: complete, answerable, ours."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from index.terms import simplify
from ingest import Article, read_articles

DATA = Path(__file__).parent / "data"
REPRINTS = {"reprints/yongxin_hospital_bus.html", "reprints/yongxin_checkups_on_wheels.txt"}
ONE_EVENT = {"000_0b8484bdacfbb5c3.txt", "001_f34cbc6c330a7249.txt"}  # two reports of one press conference
FILES = ("questions.jsonl", "questions_real.jsonl")

_ANNOTATION = re.compile(r"[(（][a-zü\u00e0-\u00fc\u0101-\u01dc]{1,6}[)）]", re.IGNORECASE)


def comparable(text: str) -> str:
    """NFKC, simplified, no white space, no annotations such as 醫(yī)."""
    text = _ANNOTATION.sub("", unicodedata.normalize("NFKC", text))
    return simplify("".join(text.split()))


def questions(name: str) -> list[dict]:
    """The questions of one file."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


@cache
def articles(folder: Path) -> dict[str, Article]:
    """The articles of a folder by id; a refused one fails the test."""
    read = list(read_articles(folder))
    assert [item for item in read if not isinstance(item, Article)] == []
    return {article.id: article for article in read if isinstance(article, Article)}


@pytest.mark.parametrize("name", FILES)
def test_every_question_is_asked_once_in_each_language(name: str) -> None:
    pairs: dict[str, list[dict]] = {}
    for question in questions(name):
        assert set(question) == {"id", "question", "language", "article", "evidence"}
        assert bool(question["evidence"]) == bool(question["article"]), question
        pairs.setdefault(question["id"], []).append(question)
    for english, chinese in pairs.values():
        assert (english["language"], chinese["language"]) == ("en", "zh")
        assert (english["article"], english["evidence"]) == (chinese["article"], chinese["evidence"])
        assert not re.search("[一-龥]", english["question"]), "an English reader types no Chinese"
        assert re.search("[一-龥]", chinese["question"])


@pytest.mark.parametrize(("name", "answerable"), list(zip(FILES, (60, 50), strict=True)))
def test_there_are_enough_questions_of_each_sort(name: str, answerable: int) -> None:
    asked = [question for question in questions(name) if question["language"] == "en"]
    assert sum(question["article"] is not None for question in asked) >= answerable
    unanswerable = [question["id"] for question in asked if question["article"] is None]
    assert len(unanswerable) >= 20
    assert sum(name.endswith("-twin") for name in unanswerable) * 2 >= len(unanswerable)
    assert len({question["question"] for question in asked}) == len(asked)


def test_the_questions_open_in_many_ways() -> None:
    for name in FILES:
        openings = Counter(q["question"].split()[0] for q in questions(name) if q["language"] == "en")
        assert {"How", "What", "When", "Who", "Why", "Which", "Where"} - set(openings) <= {"Where", "Which"}
        assert max(openings.values()) < 0.66 * sum(openings.values())


def check_evidence(name: str, folder: Path) -> None:
    """Each evidence string is in its article, and in no other except its reprint or twin report."""
    texts = {key: comparable(article.text) for key, article in articles(folder).items()}
    problems = []
    for question in questions(name):
        for evidence in map(comparable, question["evidence"]):
            found = {key for key, text in texts.items() if evidence in text}
            if question["article"] not in found:
                problems.append(f"{question['id']}: {evidence} is not in {question['article']}")
            elif len(found) > 1 and not (found <= REPRINTS or found <= ONE_EVENT):
                problems.append(f"{question['id']}: {evidence} is in {sorted(found)}")
    assert problems == []


def test_the_evidence_is_in_the_sample_articles() -> None:
    check_evidence("questions.jsonl", DATA / "articles")


def test_the_evidence_is_in_the_real_articles(real_articles: Path) -> None:
    check_evidence("questions_real.jsonl", real_articles)
    for name in ("real", "further", "held", "third_hand", "fourth_hand", "fifth_hand", "sixth_hand"):
        quotes = chain.from_iterable(
            question["evidence"] for question in questions(f"questions_{name}.jsonl")
        )
        assert max(map(len, quotes)) <= 12


def test_the_collection_has_every_format_and_both_languages() -> None:
    collection = articles(DATA / "articles")
    assert len(collection) >= 20
    assert Counter(article.language for article in collection.values())["en"] == 3
    suffixes = {path.suffix for path in (DATA / "articles").rglob("*") if path.is_file()}
    assert suffixes == {".html", ".txt", ".md", ".pdf", ".docx", ".jsonl", ".csv"}
    assert {"simplified", "traditional", "latin"} <= {
        article.ledger.script for article in collection.values()
    }


def test_articles_are_as_long_as_real_ones() -> None:
    for article in articles(DATA / "articles").values():
        if article.language == "en":
            assert 250 <= len(article.text.split()) <= 500, article.id
        else:
            assert 380 <= len(re.findall("[一-龥]", article.text)) <= 1200, article.id


def test_the_reprints_share_most_sentences_under_two_headlines() -> None:
    first, second = (articles(DATA / "articles")[key] for key in sorted(REPRINTS))
    assert first.title != second.title
    sentences = [set(re.split("[。”]", comparable(article.text))) for article in (first, second)]
    assert len(sentences[0] & sentences[1]) / min(map(len, sentences)) > 0.8


def test_no_sentence_is_copied_from_the_real_articles(real_articles: Path) -> None:
    def runs(text: str) -> set[str]:
        han = re.sub(r"[^一-龥0-9]", "", comparable(text))
        return {han[start : start + 12] for start in range(len(han) - 11)}

    real = set(chain.from_iterable(runs(path.read_text("utf-8")) for path in real_articles.glob("*.txt")))
    for article in articles(DATA / "articles").values():
        assert runs(article.title + "\n" + article.text) & real == set(), article.id
    for question in chain.from_iterable(map(questions, FILES)):
        assert runs(question["question"]) & real == set(), question["id"]
