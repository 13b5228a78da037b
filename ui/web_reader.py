"""The article view: the whole cleaned text with the quote in view, and what was taken out; a page without a script."""

from __future__ import annotations

from html import escape

from ingest.article import Article, Ledger
from ingest.blocks import split_blocks
from ui.desk import Desk
from ui.problem import NoSuchArticle
from ui.remarks import rule_text, warning_text
from ui.web_answer import safe_url
from ui.wording import WORDS, Language

READER_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


def reader_html(desk: Desk, article_id: str, quote: tuple[int, int], language: Language) -> tuple[int, str]:
    """(HTTP status, page); `quote` holds the offsets to mark, (0, 0) for none."""
    words = WORDS[language]
    try:
        article = desk.article(article_id)
    except NoSuchArticle:
        return 404, _page(words["not_found"], f'<h1 class="title">{words["not_found"]}</h1>', language)
    facts = [article.source, article.author, article.published or words["undated"]]
    meta = " · ".join(escape(fact) for fact in facts if fact)
    url = safe_url(article.url)
    original = f' · <a href="{escape(url)}" rel="noreferrer noopener">{words["original"]}</a>' if url else ""
    tongue = "zh" if article.language == "zh" else "en"
    body = (
        f'<article lang="{tongue}"><h1 class="title">{escape(article.title)}</h1><p class="meta">{meta}{original}</p>'
        f'<div class="text">{_marked(article.text, *quote)}</div></article>{ledger_html(article, language)}'
    )
    return 200, _page(article.title, body, language)


def _page(title: str, body: str, language: Language) -> str:
    words = WORDS[language]
    home = "/zh/" if language == "zh" else "/"
    tongue = "zh-Hans" if language == "zh" else "en"
    return (
        f'<!doctype html><html lang="{tongue}"><head><meta charset="utf-8"><title>{escape(title)} · Yigai</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="/look/page.css"></head><body class="reader">'
        f'<main><header class="masthead"><p><a href="{home}">{words["home"]}</a></p></header>'
        f"{body}</main></body></html>"
    )


def _marked(text: str, start: int, end: int) -> str:
    """The text in headings and paragraphs, one a line, with the characters from `start` to `end` marked."""
    headings = [(block.start, block.end) for block in split_blocks(text) if block.level is not None]
    parts, offset, anchor = [], 0, ' id="quote"'
    for line in text.split("\n"):
        tag = "h2" if any(first < offset + len(line) and offset < last for first, last in headings) else "p"
        first, last = max(start - offset, 0), min(end - offset, len(line))
        if first < last:
            marked = f"<mark{anchor}>{escape(line[first:last])}</mark>"
            parts.append(f"<{tag}>{escape(line[:first])}{marked}{escape(line[last:])}</{tag}>")
            anchor = ""
        elif line.strip():
            parts.append(f"<{tag}>{escape(line)}</{tag}>")
        offset += len(line) + 1
    return "".join(parts)


def ledger_html(article: Article, language: Language) -> str:
    """What was done to the article while it was read, folded away."""
    words = WORDS[language]
    ledger = article.ledger
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in _facts(ledger, language))
    removed = "".join(
        f"<h3>{escape(words['ledger_removed'].format(rule=rule_text(one.rule, language), count=len(one.lines)))}</h3>"
        f'<div class="removed">{escape(chr(10).join(one.lines))}</div>'
        for one in ledger.removed
    )
    return f'<details class="ledger"><summary>{words["ledger"]}</summary><dl>{rows}</dl>{removed}</details>'


def _facts(ledger: Ledger, language: Language) -> list[tuple[str, str]]:
    words = WORDS[language]
    facts = [
        (words["ledger_format"], ledger.format),
        (words["ledger_size"], f"{ledger.size:,} B" if ledger.size else ""),
        (words["ledger_encoding"], " · ".join(filter(None, (ledger.encoding, ledger.encoding_reason)))),
        (words["ledger_lost"], f"{ledger.lost:,}" if ledger.lost else ""),
        *((name, f"{one.text} ({one.confidence})") for name, one in ledger.evidence.items()),
        *((words["col_warnings"], warning_text(warning, language)) for warning in ledger.warnings),
    ]
    return [(escape(name), value) for name, value in facts if value]
