"""The table of articles as HTML: what each is, where from, and what was remarkable about reading it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ui.remarks import warning_text
from ui.wording import WORDS, Language

if TYPE_CHECKING:
    from ingest.article import Article, Refused

COLUMNS = ("title", "source", "published", "language", "passages", "warnings")
PAGE = 50
"""Rows that are shown at first, and added by "Show more"."""
MUCH_REMOVED = 0.3
"""A share of text taken out that is worth a remark."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article of the table, with what only the index knows."""

    article: Article
    passages: int
    reprints: int


@dataclass(frozen=True, slots=True)
class View:
    """How the table is looked at: the words searched for, the column it is sorted by, how many rows are shown."""

    words: str = ""
    column: str = "title"
    descending: bool = False
    shown: int = PAGE

    def sorted_by(self, column: str) -> View:
        """The view after a click on a column's head: by that column, or the other way round."""
        return View(self.words, column, column == self.column and not self.descending, self.shown)

    def select(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that hold all the words, in order; undated and unnamed ones last, whichever the direction."""
        wanted = self.words.casefold().split()
        found = [row for row in rows if all(word in _haystack(row.article) for word in wanted)]
        named = [row for row in found if self._key(row) not in ("", None)]
        return sorted(named, key=self._key, reverse=self.descending) + [
            row for row in found if row not in named
        ]

    def _key(self, row: Row) -> str | int:
        match self.column:
            case "passages":
                return row.passages
            case "warnings":
                return len(row.article.ledger.warnings)
            case "source" | "published" | "language":
                return str(getattr(row.article, self.column) or "")
        return row.article.title.casefold()


def _haystack(article: Article) -> str:
    return " ".join(filter(None, (article.title, article.source, article.id, article.path))).casefold()


def table_html(rows: Sequence[Row], refused: Sequence[Refused], view: View, language: Language) -> str:
    """The table in one view, what was refused above it, and how much of the collection it shows."""
    words = WORDS[language]
    found = view.select(rows)
    shown = found[: view.shown]
    count = words["count"].format(shown=len(shown), total=len(rows))
    body = "".join(_row_html(row, language) for row in shown)
    table = f'<table class="ledger-table">{_head(view, language)}<tbody>{body}</tbody></table>'
    none = "" if found else f'<p class="count">{words["no_match"]}</p>'
    more = f'<button type="button" class="plain" data-name="more" data-value="1">{words["more"]}</button>'
    return (
        f'{_refused_html(refused, language)}<p class="count" role="status">{count}</p>'
        f'<div class="scroller" tabindex="0" role="region" aria-label="{words["articles_tab"]}">{table}</div>'
        f"{none}{more if len(found) > len(shown) else ''}"
    )


def _head(view: View, language: Language) -> str:
    cells = "".join(_head_cell(column, view, language) for column in COLUMNS)
    return f'<thead><tr>{cells}<th><span class="visually-hidden">{WORDS[language]["remove"]}</span></th></tr></thead>'


def _head_cell(column: str, view: View, language: Language) -> str:
    state = "none" if column != view.column else "descending" if view.descending else "ascending"
    name = WORDS[language][f"col_{column}"]
    button = f'<button type="button" data-name="sort" data-value="{column}">{name}</button>'
    return f'<th scope="col" aria-sort="{state}">{button}</th>'


def _row_html(row: Row, language: Language) -> str:
    words = WORDS[language]
    article = row.article
    link = escape(f"/article?{urlencode({'id': article.id, 'lang': language})}")
    title = escape(article.title or article.id)
    label = escape(words["remove_label"].format(title=article.title or article.id))
    return (
        f'<tr><td class="title"><a href="{link}">{title}</a>'
        f'<span class="file">{escape(article.path or article.id)}</span></td>'
        f"<td>{escape(article.source or '–')}</td><td>{escape(article.published or '–')}</td>"
        f'<td>{escape(article.language)}</td><td class="number">{row.passages}</td>'
        f'<td class="remarks">{_remarks(row, language)}</td><td><button type="button" class="plain" data-name="remove" '
        f'data-value="{escape(article.id)}" aria-label="{label}">{words["remove"]}</button></td></tr>'
    )


def _remarks(row: Row, language: Language) -> str:
    words = WORDS[language]
    ledger = row.article.ledger
    warnings = "".join(
        f'<span class="warning">{escape(warning_text(warning, language))}</span>'
        for warning in ledger.warnings
    )
    plain = [
        words["reprints"].format(count=row.reprints) if row.reprints else "",
        words["lost"].format(count=ledger.lost) if ledger.lost else "",
        words["removed_share"].format(percent=round(100 * ledger.removed_share))
        if ledger.removed_share > MUCH_REMOVED
        else "",
    ]
    return warnings + escape(" · ".join(filter(None, plain)))


def _refused_html(refused: Sequence[Refused], language: Language) -> str:
    if not refused:
        return ""
    told = WORDS[language]["refused_file"]
    items = "".join(f"<li>{escape(told.format(path=one.path, reason=one.reason))}</li>" for one in refused)
    return f'<ul class="report refused-files">{items}</ul>'
