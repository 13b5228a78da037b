"""Five real articles, as messy as users have them: each line decided rightly, each fact of the page found.

Lines are named by their number, so that nothing of the articles is repeated here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from index.terms import simplify
from ingest import Article, read_articles, split_article

_ANNOTATION = re.compile(r"[(（][a-zü\u00e0-\u00fc\u0101-\u01dc]{1,6}[)）]", re.IGNORECASE)


@dataclass(frozen=True)
class Expected:
    """What is known of one article; lines count from 1, and those in no list may be decided either way."""

    name: str
    title: tuple[int, ...]
    published: str | None
    source: str | None
    author: str | None
    prose: tuple[int | range, ...]
    furniture: tuple[int | range, ...]
    captions: tuple[int, ...] = ()


EXPECTED = (
    Expected(
        "000_0b8484bdacfbb5c3.txt",
        title=(),
        published="2025",
        source="县域和基层医声",
        author="舷歌",
        prose=(range(3, 44),),
        furniture=(1, range(44, 53)),
    ),
    Expected(
        "001_f34cbc6c330a7249.txt",
        title=(1,),
        published="2025-04-25",
        source="中国经济网",
        author=None,
        prose=(range(5, 34),),
        furniture=(3, range(35, 77)),
    ),
    Expected(
        "002_e37d224d594d1e22.txt",
        title=(),
        published=None,
        source=None,
        author="李飞",
        prose=(range(1, 4), range(6, 16), range(17, 32), range(33, 42)),
        furniture=(43, 45, 46),
        captions=(5, 32),
    ),
    Expected(
        "003_36b47c18f642fb77.txt",
        title=(7,),
        published="2025-08-11",
        source=None,
        author=None,
        prose=(range(10, 44),),
        furniture=(1, 3, 5, 8, 48, 49, 50),
    ),
    Expected(
        "004_fe1569b424d83979.txt",
        title=(33,),
        published="2025-09-16",
        source=None,
        author="鲁红",
        prose=(range(37, 47), range(49, 76)),
        furniture=(range(3, 28), 35, 77, 79, 81),
        captions=(47,),
    ),
)

each = pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.name[:3])


@pytest.fixture(scope="module")
def read(real_articles: Path) -> dict[str, Article]:
    """The five articles by id."""
    found = list(read_articles(real_articles))
    assert all(isinstance(item, Article) for item in found)
    return {article.id: article for article in found if isinstance(article, Article)}


def plain(text: str) -> str:
    """Simplified characters, letters and digits alone, without annotations."""
    return re.sub(r"[\W_]", "", simplify(_ANNOTATION.sub("", text)))


def lines(folder: Path, name: str, numbers: Iterable[int | range]) -> list[str]:
    """The lines of these numbers, blank ones left out."""
    every = ["", *(folder / name).read_text("utf-8").split("\n")]
    chosen = [every[n] for part in numbers for n in ([part] if isinstance(part, int) else part)]
    return [line for line in chosen if plain(line)]


@each
def test_title_date_source_and_author(
    expected: Expected, read: dict[str, Article], real_articles: Path
) -> None:
    article = read[expected.name]
    for line in lines(real_articles, expected.name, expected.title):
        assert plain(article.title) == plain(line)
        assert plain(line) not in plain(article.text)
    assert 8 <= len(article.title) <= 60
    assert article.published == expected.published
    assert article.source == expected.source
    assert (article.author or "").split()[:1] == (expected.author or "").split()


@each
def test_no_sentence_is_lost(expected: Expected, read: dict[str, Article], real_articles: Path) -> None:
    article = read[expected.name]
    kept = plain(article.title + "\n" + article.text)
    lost = []
    for line in lines(real_articles, expected.name, expected.prose):
        line = line.removeprefix("??? ")
        sentences = [plain(sentence) for sentence in re.split("[。！？!?]", line) if "?" not in line]
        lost += [sentence for sentence in sentences if sentence not in kept]
    assert lost == []


@each
def test_no_furniture_is_kept(expected: Expected, read: dict[str, Article], real_articles: Path) -> None:
    article = read[expected.name]
    kept = {plain(line) for line in article.text.splitlines()}
    whole = plain(article.text)
    for line in lines(real_articles, expected.name, expected.furniture):
        assert plain(line) not in kept
        if len(plain(line)) > 6:
            assert plain(line) not in whole


@each
def test_captions_are_kept_apart(expected: Expected, read: dict[str, Article], real_articles: Path) -> None:
    article = read[expected.name]
    for line in lines(real_articles, expected.name, expected.captions):
        assert plain(line) not in plain(article.text)
        assert plain(line) in plain("\n".join(article.ledger.captions))


@each
def test_what_was_removed_is_in_the_ledger(
    expected: Expected, read: dict[str, Article], real_articles: Path
) -> None:
    article = read[expected.name]
    evidence = " ".join(item.text for item in article.ledger.evidence.values())
    removed = plain(" ".join(line for group in article.ledger.removed for line in group.lines) + evidence)
    for line in lines(real_articles, expected.name, expected.furniture):
        assert plain(line) in removed or plain(line)[:20] in plain(evidence)
    assert 0 < article.ledger.removed_share < 0.7


def test_the_year_of_the_press_conference_is_inferred(read: dict[str, Article]) -> None:
    assert read[EXPECTED[0].name].ledger.evidence["published"].confidence == "inferred"


def test_a_title_is_made_where_there_is_none(read: dict[str, Article]) -> None:
    assert read[EXPECTED[2].name].ledger.evidence["title"].confidence == "made"


def test_annotations_go_and_the_script_stays(read: dict[str, Article]) -> None:
    article = read[EXPECTED[3].name]
    assert article.ledger.script == "traditional"
    assert article.ledger.annotations > 500
    assert not _ANNOTATION.search(article.text + article.title)
    assert "縣" in article.text
    assert "???" not in article.text


def test_destroyed_characters_are_counted_and_not_guessed(read: dict[str, Article]) -> None:
    article = read[EXPECTED[3].name]
    assert 3 <= article.ledger.lost <= 30
    assert len(article.ledger.warnings) >= 1
    assert "医保基金" not in simplify(article.text).split("2.7亿元")[0][-20:]


def test_a_paragraph_broken_across_columns_is_joined(read: dict[str, Article]) -> None:
    assert "黎月恒教授" in read[EXPECTED[4].name].text


def test_headings_are_headings_and_no_passage_is_furniture(read: dict[str, Article]) -> None:
    headings = {passage.heading for passage in split_article(read[EXPECTED[2].name])}
    for heading in ("现状", "回应", "建议"):
        assert any(heading in found for found in headings), headings
    for article in read.values():
        for passage in split_article(article):
            assert article.text[passage.start : passage.end] == passage.text
            assert not re.search("ICP|猜你喜欢|声明|订报热线|二维码|哈哈|版权", passage.text)
