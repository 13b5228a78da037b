"""An answer as HTML: statements with clickable [n], and a card for each citation. All text is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from qa.wording import ASIDE, OTHER_LANGUAGE
from ui.forms import telling_figures
from ui.wording import WORDS, Language

if TYPE_CHECKING:
    from qa.answer import Answer, Citation, Statement

MARK = re.compile(r"\[(\d{1,3})\]")


def answer_html(answer: Answer, turn: int, language: Language) -> str:
    """One exchange: the question, the answer beside its evidence; `turn` keeps ids of several exchanges apart."""
    words = WORDS[language]
    shown = answer.nearest if answer.refused else answer.citations
    heading = words["nearest"] if answer.refused else words["evidence"]
    cards = "".join(card_html(citation, turn, language) for citation in shown)
    evidence = (
        f'<section class="evidence"><h3>{heading}</h3>{_hint(shown, language)}{cards}</section>'
        if cards
        else ""
    )
    body = _refusal(answer, words["refused"]) if answer.refused else _statements(answer, turn, language)
    kind = "refusal" if answer.refused else "answered"
    return (
        f'<article class="exchange {kind}" id="t{turn}"><h2 class="asked" lang="{answer.language}">'
        f"{escape(answer.question)}</h2>"
        f'<div class="columns"><section class="answer"><div aria-live="polite">{body}</div>'
        f"{_imprint(answer, language)}</section>{evidence}</div></article>"
    )


def _hint(citations: Sequence[Citation], language: Language) -> str:
    if not any(citation.gloss for citation in citations):
        return ""
    return f'<p class="hint">{WORDS[language]["gloss_hint"]}</p>'


def _refusal(answer: Answer, heading: str) -> str:
    if answer.reason in (*ASIDE.values(), OTHER_LANGUAGE):
        return f'<p class="reason">{escape(answer.reason)}</p>'
    reason = answer.reason.removeprefix(heading).lstrip(".。 ")
    return f'<p class="verdict">{heading}</p><p class="reason">{escape(reason)}</p>'


def _statements(answer: Answer, turn: int, language: Language) -> str:
    """The lead, the statements with their support, and what the answer says after them."""
    lead, tail = _around(answer)
    known = {citation.number: citation for citation in answer.citations}
    parts = [f'<p class="lead">{line}</p>' for line in _lines(lead, turn, known, language)]
    parts += [_statement(statement, turn, known, language) for statement in answer.statements]
    parts += [f'<p class="tail">{line}</p>' for line in _lines(tail, turn, known, language)]
    return "".join(parts)


def _around(answer: Answer) -> tuple[str, str]:
    """What `answer.text` says before its first statement and after its last one."""
    if not answer.statements:
        return answer.text, ""
    first, last = answer.statements[0].text, answer.statements[-1].text
    start, end = answer.text.find(first), answer.text.rfind(last)
    if start < 0 or end < 0:
        return "", ""
    rest = answer.text[end + len(last) :]
    return answer.text[:start], re.sub(r"^(\[\d+\])+", "", rest.lstrip(" "))


def _lines(text: str, turn: int, known: Mapping[int, Citation], language: Language) -> Iterator[str]:
    for line in filter(None, (line.strip() for line in text.splitlines())):
        pieces = MARK.split(line)
        yield "".join(
            _link(int(piece), turn, language)
            if odd and int(piece) in known
            else escape(f"[{piece}]" if odd else piece)
            for odd, piece in ((position % 2, piece) for position, piece in enumerate(pieces))
        )


def _link(number: int, turn: int, language: Language) -> str:
    label = WORDS[language]["citation"].format(number=number)
    return f'<a class="cite" href="#t{turn}c{number}" aria-label="{label}">{number}</a>'


def _statement(statement: Statement, turn: int, known: Mapping[int, Citation], language: Language) -> str:
    words = WORDS[language]
    links = "".join(_link(number, turn, language) for number in statement.citations if number in known)
    reasons = "; ".join(statement.problems)
    meaning = words[statement.support] + (f": {reasons}" if reasons else "")
    note = f'<span class="problems">{escape(reasons)}</span>' if reasons else ""
    return (
        f'<p class="statement {statement.support}">{_readable(statement, known, language)}{links}'
        f'<span class="support" title="{escape(meaning)}">{words["mark_" + statement.support]}</span>{note}</p>'
    )


def _readable(statement: Statement, known: Mapping[int, Citation], language: Language) -> str:
    """The statement; where it is a quotation in Chinese, with the reading aid of its citation."""
    quoted = [known[number] for number in statement.citations if number in known]
    if quoted and quoted[0].quote == statement.text:
        return glossed(statement.text, quoted[0].gloss, language)
    return escape(statement.text)


def _imprint(answer: Answer, language: Language) -> str:
    """How the answer came about, how long it took, and the link to it."""
    words = WORDS[language]
    extractive = words["by_extractive"] if not answer.refused else ""
    by = extractive if answer.model == "extractive" else words["by_model"].format(model=answer.model)
    elapsed = words["elapsed"].format(seconds=f"{answer.elapsed_ms / 1000:.2f}")
    share = f'<button type="button" class="share" data-copied="{words["copied"]}">{words["share"]}</button>'
    return f'<footer class="imprint">{" · ".join(filter(None, (escape(by), elapsed, share)))}</footer>'


def card_html(citation: Citation, turn: int, language: Language) -> str:
    """One citation: where it is from, the passage with the quote marked, its figures, the ways to the whole text."""
    words = WORDS[language]
    article = citation.article
    facts = [article.source, article.published or words["undated"]]
    meta = " · ".join(escape(fact) for fact in facts if fact)
    number = citation.number
    return (
        f'<article class="card" id="t{turn}c{number}" tabindex="-1" '
        f'aria-label="{words["citation"].format(number=number)}">'
        f'<a class="numeral" href="#t{turn}" title="{words["back"]}" aria-label="{words["back"]}">{number}</a>'
        f'<h4>{escape(article.title)}</h4><p class="meta">{meta}</p>'
        f"<blockquote>{marked_passage(citation, language)}</blockquote>"
        f"{_figures(citation, language)}{_also_in(citation, language)}"
        f'<p class="ways">{_ways(citation, language)}</p></article>'
    )


def marked_passage(citation: Citation, language: Language) -> str:
    """The passage with the quote in <mark>, its Chinese words bearing pinyin and gloss where the asker needs them."""
    before, quote, after = citation.passage.partition(citation.quote)
    if not quote:
        before, quote, after = "", citation.quote, ""
    return f"{escape(before)}<mark>{glossed(quote, citation.gloss, language)}</mark>{escape(after)}"


def glossed(quote: str, gloss: Sequence[tuple[str, str, str]], language: Language) -> str:
    """The quote with each glossed word in a span that shows pinyin and meaning on hover or focus."""
    if not gloss:
        return escape(quote)
    pieces, position = [], 0
    for word, pinyin, meaning in gloss:
        found = quote.find(word, position)
        if not word or found < 0:
            continue
        aid = escape(" · ".join(part for part in (pinyin, meaning) if part))
        pieces.append(escape(quote[position:found]))
        pieces.append(
            f'<span class="word" data-aid="{aid}" tabindex="-1" aria-description="{aid}">{escape(word)}</span>'
        )
        position = found + len(word)
    pieces.append(escape(quote[position:]))
    label = WORDS[language]["reading_aid"]
    return f'<span class="aided" lang="zh" role="group" tabindex="0" aria-label="{label}">{"".join(pieces)}</span>'


def _figures(citation: Citation, language: Language) -> str:
    pairs = "".join(
        f"<li><span>{escape(figure.text)}</span> = <span>{escape(figure.english)}</span></li>"
        for figure in telling_figures(citation)
    )
    return f'<ul class="figures" aria-label="{WORDS[language]["figures"]}">{pairs}</ul>' if pairs else ""


def _also_in(citation: Citation, language: Language) -> str:
    if not citation.also_in:
        return ""
    return f'<p class="also">{WORDS[language]["also_in"]}: {escape("; ".join(citation.also_in))}</p>'


def _ways(citation: Citation, language: Language) -> str:
    words = WORDS[language]
    link = f'<a class="view" href="{article_link(citation, language)}">{words["view"]}</a>'
    url = safe_url(citation.article.url)
    if url:
        link += f' <a href="{escape(url)}" rel="noreferrer noopener" target="_blank">{words["original"]}</a>'
    return link


def article_link(citation: Citation, language: Language) -> str:
    """The address of the article view with the quote in view."""
    query = urlencode(
        {"id": citation.article.id, "start": citation.start, "end": citation.end, "lang": language}
    )
    return escape(f"/article?{query}#quote")


def safe_url(url: str | None) -> str | None:
    """The address if it is a web address; an article may carry javascript: or data: ones."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def notice_html(title: str, message: str, kind: str) -> str:
    """A state that is no answer: `kind` is "empty", "busy" or "error"."""
    told = f"<h3>{escape(title)}</h3><p>{escape(message)}</p>"
    return f'<section class="notice {escape(kind)}" role="status">{told}</section>'
