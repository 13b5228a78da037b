"""What the command line prints: answers, hits, articles and reports, for people or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from ui.forms import telling_figures
from ui.problem import printable

if TYPE_CHECKING:
    from index.hit import Hit, Report
    from ingest.article import Article
    from qa.answer import Answer, Citation

MARK = "bold yellow"


class _Output(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError  # rich would exit with 1; a reader who has seen enough is no failure


def console() -> Console:
    """Standard output; colours only on a terminal, and lines that are never broken or cut when piped."""
    return _Output(soft_wrap=not sys.stdout.isatty(), highlight=False, emoji=False, markup=False)


def print_json(value: Any) -> None:
    """A value as indented JSON, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_answer(answer: Answer) -> None:
    """The answer with [n], its citations, and what is not borne out; the nearest passages of a refusal."""
    out = console()
    out.print(Text(printable(answer.text), style="" if not answer.refused else "italic"))
    for statement in answer.statements:
        for problem in statement.problems:
            out.print(Text(f"! {printable(statement.text)}: {printable(problem)}", style="red"))
    if answer.refused and answer.nearest:
        out.print(Text("\n最接近的段落:" if answer.language == "zh" else "\nNearest passages:", style="bold"))
    for citation in answer.citations or answer.nearest:
        _print_citation(out, citation, answer.language)


def _print_citation(out: Console, citation: Citation, language: str) -> None:
    article = citation.article
    head = " · ".join(part for part in (article.title, article.source, article.published) if part)
    out.print()
    out.print(Text(f"[{citation.number}] ", style="bold cyan") + Text(printable(head), style="bold"))
    out.print(_marked(citation, coloured=out.is_terminal))
    if citation.also_in:
        also = "也见于" if language == "zh" else "also in"
        out.print(Text(printable(f"    {also}: {'; '.join(citation.also_in)}"), style="dim"))
    if language == "en":
        for figure in telling_figures(citation):
            out.print(Text(printable(f"    {figure.text} = {figure.english}"), style="green"))


def _marked(citation: Citation, *, coloured: bool) -> Text:
    """The quote marked within its passage where colours can mark it, else the quote alone."""
    before, quote, after = citation.passage.partition(citation.quote)
    if not (coloured and quote):
        return Text(f"    {printable(citation.quote)}")
    return (
        Text("    ")
        .append(printable(before), "dim")
        .append(printable(quote), MARK)
        .append(printable(after), "dim")
    )


def print_hits(hits: Sequence[Hit]) -> None:
    """The ranked passages of a search."""
    out = console()
    for hit in hits:
        head = " · ".join(
            part for part in (hit.article.title, hit.article.source, hit.article.published) if part
        )
        similarity = Text(f"  {hit.similarity:.2f}", style="dim")
        out.print(Text(f"{hit.rank}. ", style="bold cyan") + Text(printable(head), style="bold") + similarity)
        out.print(Text(f"   {printable(hit.passage.text)}"))


def print_articles(articles: Iterable[Article], *, ledger: bool) -> None:
    """One line per article (date, title, source, id); with `ledger` also what was done to it."""
    out = console()
    for article in articles:
        date = Text(f"{article.published or '-':<10}  ", style="cyan")
        about = "  ".join(part for part in (article.source, article.id) if part)
        out.print(
            date + Text(printable(article.title), style="bold") + Text(f"  {printable(about)}", style="dim")
        )
        if ledger:
            _print_ledger(out, article)


def _print_ledger(out: Console, article: Article) -> None:
    entry = article.ledger
    decoded = f"{entry.encoding} ({entry.encoding_reason})" if entry.encoding_reason else entry.encoding
    out.print(
        Text(printable(f"    {entry.size:,} bytes, {entry.format}, {decoded}, {entry.lost} characters lost"))
    )
    for name, evidence in entry.evidence.items():
        out.print(Text(printable(f"    {name}: {evidence.confidence}, from {evidence.text!r}")))
    for removed in entry.removed:
        out.print(
            Text(printable(f"    taken out as {removed.rule}: {len(removed.lines)} lines"), style="dim")
        )
        for line in removed.lines:
            out.print(Text(printable(f"      - {line}"), style="dim"))
    for warning in entry.warnings:
        out.print(Text(printable(f"    ! {warning}"), style="red"))


def print_report(report: Report) -> None:
    """The counts of a sync in one line; each refused file with its reason on standard error."""
    from ingest.kind import SUFFIXES

    counts = f"{report.added} added, {report.updated} updated, {report.removed} removed"
    rest = f"{report.unchanged} unchanged, {len(report.refused)} refused, {report.skipped} skipped"
    for refused in report.refused:
        sys.stderr.write(printable(f"refused {refused.path}: {refused.reason}") + "\n")
    kinds = ", ".join(dict.fromkeys(SUFFIXES.values()))
    note = f"; skipped is what is hidden or of another kind than {kinds}" if report.skipped else ""
    console().print(Text(f"{counts}, {rest} ({report.seconds:.1f} s){note}"))


def print_figures(figures: dict[str, Any]) -> None:
    """The figures of an evaluation as a table of languages; below it the questions that were missed."""
    columns = {"all": figures["all"], **figures["languages"]}
    out = console()
    out.print(Text(f"{'':<20}" + "".join(f"{name:>10}" for name in columns), style="bold"))
    for name in figures["all"]:
        out.print(Text(f"{name:<20}" + "".join(f"{_shown(column[name]):>10}" for column in columns.values())))
    if figures["missed"]:
        out.print(Text("\nmissed:", style="bold"))
    for question in figures["missed"]:
        out.print(Text(printable(f"  {question}")))


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
