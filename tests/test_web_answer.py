"""The HTML of an answer: links, cards, marks, and that nothing of an article is taken for markup."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from qa.answer import Answer, Citation, CitedArticle, Figure, Statement
from ui.web_answer import answer_html, card_html, glossed, marked_passage, notice_html, safe_url

EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>${7*7}{{8*8}}'


def citation(
    number: int = 1, *, quote: str = "结余3657万元。", text: str | None = None, **article: str
) -> Citation:
    fields = {
        "id": "a.txt",
        "title": "题",
        "source": "报",
        "published": "2025-04-25",
        "url": None,
        "path": None,
    }
    passage = text or f"前文。{quote}后文。"
    return Citation(
        number=number,
        article=CitedArticle(**{**fields, **article}),  # type: ignore[arg-type]
        passage=passage,
        quote=quote,
        start=3,
        end=3 + len(quote),
        similarity=0.5,
    )


def answer(*citations: Citation, **changes: object) -> Answer:
    fields: dict[str, object] = {
        "question": "How much is left?",
        "language": "en",
        "text": "From 报:\n结余3657万元。[1]\nSee also [2][9]",
        "refused": False,
        "reason": "",
        "statements": (Statement("结余3657万元。", (1,), "quoted"),),
        "citations": citations,
        "nearest": (),
        "model": "extractive",
        "elapsed_ms": 34.0,
    }
    return Answer(**{**fields, **changes})  # type: ignore[arg-type]


class Tags(HTMLParser):
    """The tags and attribute names that a browser would see, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_known_numbers_are_links_and_unknown_ones_stay_text() -> None:
    html = answer_html(answer(citation(1), citation(2)), 3, "en")
    assert html.count('<a class="cite" href="#t3c1"') == 1
    assert html.count('<a class="cite" href="#t3c2"') == 1
    assert "[9]" in html
    assert "#t3c9" not in html
    assert '<p class="lead">From 报:</p>' in html
    assert 'id="t3c1"' in html
    assert 'id="t3c2"' in html


def test_a_number_inside_a_quoted_sentence_is_no_link() -> None:
    quote = "见注释[2]。"
    shown = answer(
        citation(1, quote=quote),
        citation(2),
        text=f"{quote}[1]",
        statements=(Statement(quote, (1,), "quoted"),),
    )
    html = answer_html(shown, 1, "zh")
    assert 'href="#t1c2" aria-label' not in html.split('class="evidence"')[0]
    assert "见注释[2]。" in html


def test_the_quote_is_marked_in_its_passage() -> None:
    assert marked_passage(citation(quote="甲<乙"), "zh") == "前文。<mark>甲&lt;乙</mark>后文。"


def test_a_quote_that_is_not_in_its_passage_is_shown_all_the_same() -> None:
    assert marked_passage(citation(quote="甲", text="乙"), "zh") == "<mark>甲</mark>"


def test_glossed_words_carry_pinyin_and_meaning_and_the_text_stays_whole() -> None:
    gloss = (("结余", "jié yú", "balance"), ("万", "wàn", ""), ("不在", "x", "y"))
    html = glossed("结余3657万元。", gloss, "en")
    assert Tags(html).text == "结余3657万元。"
    assert 'data-aid="jié yú · balance"' in html
    assert 'data-aid="wàn"' in html
    assert html.count('class="word"') == 2


def test_only_figures_that_need_it_are_explained() -> None:
    figures = (
        Figure("3657万元", 36_570_000, "CNY", "CNY 36.57 million"),
        Figure("90%", 0.9, "%", "90 %"),
        Figure("三成", 0.3, "%", "30 %"),
    )
    one = citation()
    card = card_html(Citation(**{**_fields(one), "figures": figures}), 1, "en")
    assert "CNY 36.57 million" in card
    assert "三成" in card
    assert "90%" not in card


def _fields(one: Citation) -> dict[str, object]:
    return {name: getattr(one, name) for name in Citation.__dataclass_fields__}


def test_a_refusal_shows_its_reason_and_calls_the_passages_nearest() -> None:
    html = answer_html(
        answer(refused=True, reason="Nanjing: no article mentions it", nearest=(citation(1),), statements=()),
        1,
        "en",
    )
    assert "refusal" in html
    assert "Nanjing: no article mentions it" in html
    assert "Nearest passages, which are no sources" in html
    assert 'class="statement' not in html


def test_an_unsupported_statement_says_why() -> None:
    statement = Statement("40 %", (1,), "unsupported", ("40 % is not in the passage",))
    html = answer_html(answer(citation(1), statements=(statement,), text="40 % [1]"), 1, "en")
    assert "not borne out" in html
    assert "40 % is not in the passage" in html


@pytest.mark.parametrize("field", ["title", "source", "published", "url", "id"])
def test_markup_in_an_article_stays_text(field: str) -> None:
    html = answer_html(answer(citation(1, quote=EVIL, **{field: EVIL})), 1, "en")
    seen = Tags(html)
    assert {"script", "img"} & set(seen.tags) == set()
    assert not [name for name in seen.attributes if name.startswith("on")]


def test_a_notice_is_escaped() -> None:
    assert "<script>" not in notice_html(EVIL, EVIL, "error")


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//example.org", False),
        ("https://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, safe: bool) -> None:
    assert (safe_url(url) == url) is (safe or url is None)
    assert bool(safe_url(url)) is safe
