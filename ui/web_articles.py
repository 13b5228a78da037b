"""The Articles tab: what the collection holds, adding to it, removing from it, reading it again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from index.hit import Report
from ingest import Article
from ingest.kind import SUFFIXES
from ui.desk import Desk, joined
from ui.reread import Step, reread
from ui.stops import Stops
from ui.upload import check_upload, content_id
from ui.views import Views
from ui.web_answer import notice_html
from ui.web_ask import ON_CLICK
from ui.web_problem import told
from ui.web_table import PAGE, Row, table_html
from ui.wording import WORDS, Language

HIDDEN: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
QUICK = {**HIDDEN, "queue": False}  # as in ui.web_ask

# The report and the question whether to remove stand above the table, the buttons beneath and in it.
SHOW_REPORT = "() => document.getElementById('report').scrollIntoView({ block: 'center' })"
SHOW_CONFIRM = """
() => {
  let frames = 60;  // Gradio lays it out some frames later, and after a click on a column's head not at all
  const look = () => {
    const asked = document.getElementById('confirm');
    if (asked?.offsetParent) {
      asked.scrollIntoView({ block: 'center' });
      document.getElementById('remove-no').focus({ preventScroll: true });
    } else if (frames--) requestAnimationFrame(look);
  };
  look();
}
"""


def articles_tab(page: gr.Blocks, tab: gr.Tab, desk: Desk, language: Language) -> None:
    """Lay the tab out and connect it."""
    words = WORDS[language]
    shelf = Shelf(desk, language)
    chosen = gr.State("")
    search = gr.Textbox(
        label=words["search_articles"], placeholder=words["search_hint"], elem_id="search", max_lines=1
    )
    with gr.Column(visible=False, elem_id="confirm") as confirm:
        asked = gr.HTML("", apply_default_css=False)
        with gr.Row():
            yes = gr.Button(words["remove_yes"], variant="primary", elem_id="remove-yes")
            no = gr.Button(words["remove_no"], elem_id="remove-no")
    report = gr.HTML("", elem_id="report", apply_default_css=False)
    table = gr.HTML("", js_on_load=ON_CLICK, elem_id="table", apply_default_css=False)
    with gr.Accordion(words["add"], open=False, elem_id="add"):
        _adding(shelf, language, report, table)
    _rereading(shelf, language, report, table)

    tab.select(shelf.show, None, table, **QUICK)
    search.change(shelf.find, search, table, **QUICK)
    pressed = table.click(shelf.press, None, [table, chosen, asked, confirm], **QUICK)
    pressed.then(None, js=SHOW_CONFIRM, **QUICK)
    yes.click(shelf.remove, chosen, [report, table, confirm], **HIDDEN)
    no.click(lambda: gr.Column(visible=False), None, confirm, **QUICK)


def _adding(shelf: Shelf, language: Language, report: gr.HTML, table: gr.HTML) -> None:
    words = WORDS[language]
    files = gr.File(label=words["upload"], file_count="multiple", file_types=list(SUFFIXES), elem_id="files")
    upload = gr.Button(words["upload_button"], elem_id="upload")
    gr.HTML(f"<h3>{words['paste']}</h3>", apply_default_css=False)
    with gr.Row():
        title = gr.Textbox(label=words["paste_title"], max_lines=1, elem_id="paste-title")
        source = gr.Textbox(label=words["paste_source"], max_lines=1, elem_id="paste-source")
        published = gr.Textbox(
            label=words["paste_published"], placeholder=words["date_hint"], max_lines=1, elem_id="paste-date"
        )
    text = gr.Textbox(label=words["paste_text"], lines=6, max_lines=20, elem_id="paste-text")
    add = gr.Button(words["paste_button"], elem_id="paste")
    gr.on([upload.click, add.click], None, js=SHOW_REPORT, **QUICK)
    upload.click(shelf.upload, files, [report, table, files], **HIDDEN)
    add.click(shelf.paste, [title, source, published, text], [report, table, text], **HIDDEN)


def _rereading(shelf: Shelf, language: Language, report: gr.HTML, table: gr.HTML) -> None:
    words = WORDS[language]
    with gr.Row():
        start = gr.Button(words["reindex"], elem_id="reindex")
        stop = gr.Button(words["cancel"], visible=False, elem_id="cancel")
    gr.HTML(f'<p class="count">{words["reindex_hint"]}</p>', apply_default_css=False)
    start.click(None, js=SHOW_REPORT, **QUICK)
    start.click(shelf.reread, None, [report, table, start, stop], **HIDDEN)
    stop.click(shelf.stops.stop, None, None, **QUICK)


class Shelf:
    """What the tab's buttons do; each answers with the HTML that the page then shows."""

    def __init__(self, desk: Desk, language: Language) -> None:
        self.desk = desk
        self.language = language
        self.words = WORDS[language]
        self.stops = Stops()
        self.views = Views()
        self._drawing = threading.Lock()

    def show(self, request: gr.Request) -> str:
        """The table as the collection is now, in the view asked for last: two answers on their way cannot cross."""
        index = self.desk.index
        rows = [
            Row(article, len(index.passages(article.id)), len(self.desk.reprints(article.id)))
            for article in self.desk.articles()
        ]
        refused = index.refused()
        with self._drawing:
            return table_html(rows, refused, self.views.latest(request), self.language)

    def find(self, request: gr.Request, words: str) -> str:
        """Show what holds the words."""
        self.views.change(request, lambda view: replace(view, words=words, shown=PAGE))
        return self.show(request)

    def press(self, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        """A button in the table: sort, more, or ask whether to remove."""
        value = str(event.value)
        if event.name == "remove":
            question = self.words["remove_ask"].format(title=self._title(value))
            asked = f'<p class="report" role="alertdialog">{escape(question)}</p>'
            return gr.skip(), value, asked, gr.Column(visible=True)
        if event.name == "sort":
            self.views.change(request, lambda view: view.sorted_by(value))
        else:
            self.views.change(request, lambda view: replace(view, shown=view.shown + PAGE))
        return self.show(request), gr.skip(), gr.skip(), gr.skip()

    def _title(self, article_id: str) -> str:
        return next((one.title for one in self.desk.articles() if one.id == article_id), "") or article_id

    def remove(self, request: gr.Request, article_id: str) -> tuple[Any, ...]:
        """Remove the article that was asked about."""
        title = self._title(article_id)
        try:
            self.desk.remove(article_id)
        except Exception as error:
            return self._failed(error), gr.skip(), gr.Column(visible=False)
        told = f'<p class="report" role="status">{escape(self.words["removed"].format(title=title))}</p>'
        return told, self.show(request), gr.Column(visible=False)

    def upload(self, request: gr.Request, files: list[str] | None) -> tuple[Any, ...]:
        """Read the uploaded files; one that cannot be read is told and the others go on."""
        if not files:
            return (
                notice_html(self.words["error_title"], self.words["nothing_given"], "error"),
                gr.skip(),
                gr.skip(),
            )
        report, failures = Report(), ""
        for path in map(Path, files):
            try:
                with path.open("rb") as file:
                    data = check_upload(file, path.name)
                report = joined(report, self.desk.add_file(data, path.name))
            except Exception as error:
                failures += self._failed(error)
            finally:
                path.unlink(missing_ok=True)
        return self._told(report) + failures, self.show(request), None

    def paste(
        self, request: gr.Request, title: str, source: str, published: str, text: str
    ) -> tuple[Any, ...]:
        """Add a pasted text."""
        article = Article(
            id=content_id(text.strip().encode()),
            title=title.strip(),
            text=text.strip(),
            source=source.strip() or None,
            published=published.strip() or None,
        )
        try:
            report = self.desk.add(article)
        except Exception as error:
            return self._failed(error), gr.skip(), gr.skip()
        return self._told(report), self.show(request), "" if not report.refused else gr.skip()

    def reread(self, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Read the folders again with a bar; a stop lets it end after the file at hand."""
        if not self.desk.index.files():
            told = notice_html(self.words["error_title"], self.words["no_folders"], "error")
            yield told, gr.skip(), gr.skip(), gr.skip()
            return
        running = (gr.Button(visible=False), gr.Button(visible=True))
        rest = (gr.Button(visible=True), gr.Button(visible=False))
        yield self._bar(Step(0, 0, "", 0.0)), gr.skip(), *running
        with self.stops.begun(request) as stopped:
            try:
                for step in reread(self.desk.index, stopped.is_set):
                    if isinstance(step, Step):
                        yield self._bar(step), gr.skip(), gr.skip(), gr.skip()
                    else:
                        note = f'<p class="report">{self.words["cancelled"]}</p>' if stopped.is_set() else ""
                        yield note + self._told(step), self.show(request), *rest
            except Exception as error:
                yield self._failed(error), gr.skip(), *rest

    def _bar(self, step: Step) -> str:
        percent = round(100 * step.done / step.total) if step.total else 0
        return (
            f'<p class="report" role="status">{self.words["reading"]} {escape(step.label)} '
            f"{step.done} / {step.total} · {step.rate:.1f}/s</p>"
            f'<div class="bar" role="progressbar" aria-valuenow="{percent}" aria-valuemin="0" aria-valuemax="100" '
            f'aria-label="{self.words["reading"]}"><span style="width:{percent}%"></span></div>'
        )

    def _told(self, report: Report) -> str:
        counts = self.words["report"].format(
            added=report.added, updated=report.updated, removed=report.removed, unchanged=report.unchanged
        )
        refused = "".join(
            f"<li>{escape(self.words['refused_file'].format(path=one.path, reason=one.reason))}</li>"
            for one in report.refused
        )
        return f'<div class="report" role="status"><p>{counts}</p><ul>{refused}</ul></div>'

    def _failed(self, error: Exception) -> str:
        return notice_html(self.words["error_title"], told(error, self.language), "error")
