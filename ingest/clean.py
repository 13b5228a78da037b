"""Text of a page or file to the article's own lines; furniture goes, with its rule and lines kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.article import Evidence, Removed
from ingest.boxes import mark_after_closing, mark_boxes, take_byline
from ingest.byline import Byline, read_byline, read_outlet
from ingest.furniture import is_teaser
from ingest.headline import make_title, overlap, pick_title
from ingest.inside import keep_inside
from ingest.margins import mark_head, mark_tail
from ingest.page import Page, read_page, tidy
from ingest.paragraphs import is_row, joined
from ingest.script import HAN, destroyed, without_annotations

_MARK = re.compile(
    r"^[\[【](?:转[帖贴载发]?|轉[帖貼載發]?|原创|原創|分享|讨论|討論|灌水|置顶|置頂|精华|精華)[\]】]\s?(?=.{4})"
)
"""What a poster says of a thread before its title."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article's text with all that was found and taken out on the way."""

    text: str
    title: str = ""
    title_evidence: Evidence | None = None
    bylines: tuple[Byline, ...] = ()
    head: tuple[str, ...] = ()  # the lines above the first paragraph, as they stood
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    removed_share: float = 0.0
    annotations: int = 0
    lost_at: tuple[int, ...] = ()


def clean(text: str, title: str = "") -> Cleaned:
    """Keep the article's own lines. `title` is the one the page or file declares, "" where it declares none.

    Rules look at what a line says (`furniture`), where it stands (head, tail, after the closing line, inside
    a box of links), whether it repeats and whether it shares words with the text; `removed` has it.
    """
    text, annotations = without_annotations(tidy(text))
    page = read_page(text)
    total = sum(len(line.text) for line in page.lines)
    mark_boxes(page)
    mark_after_closing(page)
    keep_inside(page)
    _mark_repeats(page)
    _mark_body_bylines(page)
    title, evidence = _settle_title(page, title.strip())
    mark_head(page, title)
    mark_tail(page)
    kept = joined([line.text for line in page.lines if not line.rule])
    if not title:
        title, evidence = make_title(kept, page.topic)
    body = "\n".join(kept)
    removed = _removed(page)
    taken = sum(len(line) for group in removed if group.rule != "title" for line in group.lines)
    return Cleaned(
        text=body,
        title=_MARK.sub("", title),
        title_evidence=evidence,
        bylines=tuple(line.byline for line in page.lines if line.byline),
        head=tuple(line.text for line in page.lines[: page.start]),
        captions=tuple(line.text for line in page.lines if line.rule == "caption"),
        removed=tuple(group for group in removed if group.rule != "caption"),
        removed_share=round(taken / total, 4) if total else 0.0,
        annotations=annotations,
        lost_at=destroyed(body),
    )


def _mark_repeats(page: Page) -> None:
    """A line seen before is taken out, unless it heads another table; so is the beginning of another article."""
    counts = Counter(line.text for line in page.lines)
    seen: set[str] = set()
    for number in page.kept(page.start):
        line = page.lines[number]
        if (len(line.text) >= 8 and line.text in seen and not is_row(line.text)) or (
            len(line.text) < 8 and counts[line.text] > 3 and HAN.match(line.text)
        ):
            line.rule = "repeated"
        elif (
            not line.prose
            and len(line.text) >= 60
            and is_teaser(line.text)
            and overlap(line.text, page.topic) < 0.3
        ):
            line.rule = "teaser"
        seen.add(line.text)


def _mark_body_bylines(page: Page) -> None:
    for number in page.kept(page.start):
        line = page.lines[number]
        byline = read_byline(line.text) if len(line.text) <= 80 and not line.prose else None
        if byline and (byline.source or byline.author or (byline.dated and byline.labelled)):
            take_byline(line, byline)


def _settle_title(page: Page, declared: str) -> tuple[str, Evidence | None]:
    """Read the bylines of the head, then take the declared title or the best line of the head."""
    head = range(page.start)
    for number in head:
        line = page.lines[number]
        if not line.rule:
            line.byline = read_byline(line.text) or read_outlet(line.text)
            line.rule = "byline" if line.byline else ""
    if declared:
        return declared, Evidence(declared, "found")
    bylines = [number for number in head if page.lines[number].byline]
    picked = pick_title(
        [(number, page.lines[number].text) for number in page.kept(0, page.start)],
        bylines,
        lambda: page.topic,
    )
    if picked is None or page.kept() == [picked]:  # a text of one line is a text, no title
        return "", None
    page.lines[picked].rule = "title"
    return page.lines[picked].text, Evidence(page.lines[picked].text, "found")


def _removed(page: Page) -> list[Removed]:
    groups: dict[str, list[str]] = {}
    for line in page.lines:
        if line.rule:
            groups.setdefault(line.rule, []).append(line.text)
    if page.notes:
        groups["inline note"] = page.notes
    return [Removed(rule, tuple(lines)) for rule, lines in groups.items()]
