from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import Index
from index.filters import Filters
from index.hashed import HashedEmbedder
from index.vectors import normalise
from ingest import Article


@pytest.mark.parametrize(
    ("published", "start", "end", "passes"),
    [
        ("2025-04-25", "2025-04-25", "2025-04-25", True),
        ("2025-04-24", "2025-04-25", None, False),
        ("2025-04", "2025-04-25", None, True),
        ("2025-04", "2025-05", None, False),
        ("2025", "2025-12-31", None, True),
        ("2025", None, "2024", False),
        ("2025-12-31", None, "2025", True),
        ("2026-01-01", None, "2025-12", False),
        (None, "1900", None, False),
    ],
)
def test_dates_are_inclusive_and_may_be_months_or_years(
    published: str | None, start: str | None, end: str | None, passes: bool
) -> None:
    filters = Filters.parse({"published_from": start, "published_to": end})
    assert filters is not None
    assert filters.passes(Article("a", "", "text", published=published)) is passes


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"author": "x"}, "unknown filter 'author'; the filters are published_from"),
        ({"published_from": "25.4.2025"}, "write a date as 2025-04-25"),
        ({"published_to": "20250425"}, "write a date as 2025-04-25"),
        ({"published_to": "2025-13"}, "write a date as 2025-04-25"),
        ({"published_to": "2025-02-30"}, "write a date as 2025-04-25"),
        ({"published_from": ""}, "write a date as 2025-04-25"),
        ({"published_from": "2025", "published_to": "2024-12"}, "2025 is later than published_to 2024-12"),
    ],
)
def test_a_wrong_filter_is_an_error_that_says_what_to_do(filters: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Filters.parse(filters)


def test_no_filter_is_none() -> None:
    assert Filters.parse(None) is None
    assert Filters.parse({}) is None
    assert Filters.parse({"source": None}) is None


@pytest.mark.parametrize("place", ["桑植县", "桑植縣", "桑植", ["秭归县", "桑植"]])
def test_a_place_is_the_same_in_either_script_and_without_its_suffix(place: object) -> None:
    filters = Filters.parse({"place": place})
    assert filters is not None
    assert filters.passes(Article("a", "", "text", places=("桑植县",)))
    assert not filters.passes(Article("a", "", "text", places=("永新县",)))


def test_a_filter_that_keeps_one_percent_gives_what_brute_force_gives(tmp_path: Path) -> None:
    embedder = HashedEmbedder()
    articles = [
        Article(
            f"a{number}",
            "",
            f"第{number}县在{number % 7}月公布了医保基金的结余，共{number * 31 % 997}万元。",
            source="甲报" if number % 100 == 0 else "乙报",
            published=f"2025-{number % 12 + 1:02}-15" if number % 3 else None,
            places=(f"第{number % 100}县",),
        )
        for number in range(1000)
    ]
    question = "哪个县的医保基金结余最多"
    vector = normalise(np.array(embedder.embed_query(question)))[0]
    with Index.open(tmp_path, embedder) as index:
        index.add(articles)
        everything = {hit.article.id: hit for hit in index.search(question, k=1000)}
        cases = {
            "source": {"source": "甲报"},
            "article": {"article": [f"a{number}" for number in range(0, 1000, 97)]},
            "place": {"place": "第42县"},
            "both": {"source": "甲报", "published_from": "2025-06", "published_to": "2025-09-30"},
        }
        for filters in cases.values():
            parsed = Filters.parse(filters)
            assert parsed is not None
            allowed = [one for one in articles if parsed.passes(one)]
            assert len(allowed) < 15
            hits = index.search(question, k=10, filters=filters)
            assert len(hits) == min(10, len(allowed))
            exact = {
                one.id: float(normalise(np.array(embedder.embed_query(one.text)))[0] @ vector)
                for one in allowed
            }
            assert {hit.article.id for hit in index.search(question, k=1000, filters=filters)} == set(exact)
            for hit in hits:
                assert hit.similarity == pytest.approx(exact[hit.article.id], abs=2e-3)
                assert hit.lexical == pytest.approx(everything[hit.article.id].lexical, rel=1e-4)
        assert index.undated() == sum(one.published is None for one in articles)
        assert index.undated({"source": "甲报", "published_from": "2025"}) == sum(
            one.published is None and one.source == "甲报" for one in articles
        )
        assert index.search(question, filters={"source": "没有的报纸"}) == []
        with pytest.raises(ValueError, match="unknown filter"):
            index.search(question, filters={"sauce": "甲报"})


def test_a_place_is_looked_for_in_passages_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from ingest import split_article

    def with_places(article: Article, size: int) -> list[object]:
        return [replace(one, places=(one.text[:3],)) for one in split_article(article, size)]

    monkeypatch.setattr("ingest.split_article", with_places)
    text = "\n\n".join(f"{county}县的基金结余了{county * 10}。" * 3 for county in ("甲乙", "丙丁", "戊己"))
    with Index.open(tmp_path, HashedEmbedder(), passage_size=100) as index:
        index.add([Article("survey", "", text), Article("whole", "", "丙丁县的另一篇。", places=("丙丁县",))])
        hits = index.search("基金结余", k=10, filters={"place": "丙丁"})
        assert {(hit.article.id, hit.passage.text[:2]) for hit in hits} == {
            ("survey", "丙丁"),
            ("whole", "丙丁"),
        }
