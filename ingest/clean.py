"""Text of a page or file to the article's own lines; furniture goes, with its rule and lines kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ingest.article import Evidence, Removed
from ingest.byline import Byline, read_byline, read_outlet
from ingest.furniture import (
    ends_sentence,
    is_teaser,
    opens_comments,
    opens_related,
)
from ingest.headline import is_slogan, make_title, overlap, pick_title
from ingest.page import Line, Page, read_page, tidy
from ingest.paragraphs import joined
from ingest.script import HAN, destroyed, without_annotations

_SUBTITLE = re.compile("[—―–]")
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()、\s]{2,30}(?:[局部委厅办院会心府司社队校处]|公室|集团)$|\d{4}\s?年.{0,12}日$|^附件\s?[:：\d]"
)
_SIGNED = re.compile(r"^[（(][^（）()《]{2,60}[）)]$")
_TABLE = re.compile(r" \| ")
_CLOSING = frozenset({"credits", "copyright", "jump"})


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
    _mark_boxes(page)
    _mark_after_closing(page)
    _mark_repeats(page)
    _mark_body_bylines(page)
    title, evidence = _settle_title(page, title.strip())
    _mark_head(page, title)
    _mark_tail(page)
    kept = joined([line.text for line in page.lines if not line.rule])
    if not title:
        title, evidence = make_title(kept, page.topic)
    body = "\n".join(kept)
    removed = _removed(page)
    taken = sum(len(line) for group in removed if group.rule != "title" for line in group.lines)
    return Cleaned(
        text=body,
        title=title,
        title_evidence=evidence,
        bylines=tuple(line.byline for line in page.lines if line.byline),
        head=tuple(line.text for line in page.lines[: page.start]),
        captions=tuple(line.text for line in page.lines if line.rule == "caption"),
        removed=tuple(group for group in removed if group.rule != "caption"),
        removed_share=round(taken / total, 4) if total else 0.0,
        annotations=annotations,
        lost_at=destroyed(body),
    )


def _mark_boxes(page: Page) -> None:
    """Take out what follows "related articles" until the text goes on, and all that follows "comments"."""
    number = page.start + 1
    while number < len(page.lines):
        line = page.lines[number].text
        if opens_comments(line) and not _goes_on(page, number + 1, 0.5):
            page.drop("comments", number, len(page.lines))
            return
        if opens_related(line):
            end = _end_of_box(page, number)
            page.drop("related", number, end)
            number = end
        else:
            number += 1


def _end_of_box(page: Page, box: int) -> int:
    """Number of the line at which the text goes on below a box of links; that behind the last where it does not."""
    inside = page.prose(box) > page.prose(0, box)  # most of the text stands below: the box is in its midst
    own = (number for number in page.kept(box + 1) if _is_own(page, number, 0.0 if inside else 0.06))
    return next(own, len(page.lines))


def _is_own(page: Page, number: int, least: float) -> bool:
    """A whole paragraph that shares its words with the text: at least this share of its bigrams.

    Against the first three paragraphs, nine in ten of an article's later ones share over 0.05, and three in four
    of another article's under 0.06; against all of a text, own ones share far more.
    """
    line = page.lines[number]
    return line.prose and overlap(line.text, page.topic) >= least


def _goes_on(page: Page, first: int, share: float) -> bool:
    """True where at least this share of the page's own paragraphs stands below."""
    own = [len(page.lines[number].text) for number in page.kept(first) if _is_own(page, number, 0.15)]
    return sum(own) > share * max(1, page.prose())


def _mark_after_closing(page: Page) -> None:
    """A source, author, editor or copyright line below the text closes it; what follows is no article."""
    for number in range(page.start + 1, len(page.lines)):
        line = page.lines[number]
        byline = read_byline(line.text) if line.rule in ("", "credits") and not line.prose else None
        signed = byline is not None and bool(byline.source or byline.author)
        if not (signed or line.rule in _CLOSING):
            continue
        if _goes_on(page, number + 1, 0.0) or page.prose(number) > page.prose(0, number):
            continue
        if signed and not line.rule:
            _take_byline(line, byline)
        page.drop("after the end", number + 1, len(page.lines))
        return


def _mark_repeats(page: Page) -> None:
    """A line seen before is taken out; so is a shortened beginning of another article under its title."""
    counts = Counter(line.text for line in page.lines)
    seen: set[str] = set()
    for number in page.kept(page.start):
        line = page.lines[number]
        if (len(line.text) >= 8 and line.text in seen) or (
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
            _take_byline(line, byline)


def _take_byline(line: Line, byline: Byline | None) -> None:
    """A byline is no text, unless its writer signed with it: （记者 张三） in brackets under the last sentence."""
    line.byline = byline
    if not _SIGNED.search(line.text):
        line.rule = "byline"


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
        [(number, page.lines[number].text) for number in page.kept(0, page.start)], bylines, page.topic
    )
    if picked is None or page.kept() == [picked]:  # a text of one line is a text, no title
        return "", None
    page.lines[picked].rule = "title"
    return page.lines[picked].text, Evidence(page.lines[picked].text, "found")


def _mark_head(page: Page, title: str) -> None:
    """Above the first paragraph: copies of the title, and lines that stand among furniture or are foreign."""
    bare = _bare(title)
    for number in page.kept(0, page.start + 3):
        own = _bare(page.lines[number].text[: len(title) + 200])
        if (
            own
            and bare
            and (own == bare or (len(bare) >= 8 and own.startswith(bare) and len(own) < len(bare) + 15))
        ):
            page.lines[number].rule = "title"
    titles = [number for number in range(page.start) if page.lines[number].rule == "title"]
    if not titles:
        return
    furniture = [n for n in range(titles[0]) if page.lines[n].rule not in ("", "title", "caption")]
    for number in page.kept(0, titles[0]):
        line = page.lines[number].text
        above_furniture = bool(furniture) and number < furniture[-1]
        foreign = overlap(line, page.topic) < 0.35 or (is_slogan(line) and bool(furniture))
        if not ends_sentence(line) and (above_furniture or foreign):
            page.lines[number].rule = "head"
    below = [n for n in range(titles[-1], page.start) if page.lines[n].rule not in ("", "title", "caption")]
    for number in page.kept(titles[-1], below[-1] if below else titles[-1]):
        line = page.lines[number].text
        if not ends_sentence(line) and not _SUBTITLE.match(line) and overlap(line, page.topic) < 0.35:
            page.lines[number].rule = "head"


def _mark_tail(page: Page) -> None:
    """Below the last sentence: scraps go, and lines among furniture; signatures, dates and tables stay."""
    ended = [number for number in page.kept(page.start) if ends_sentence(page.lines[number].text)]
    if not ended:
        return
    tail = range(ended[-1] + 1, len(page.lines))
    furniture = next(
        (number for number in tail if page.lines[number].rule not in ("", "caption")), len(page.lines)
    )
    short = sum(len(page.lines[number].text) for number in page.kept(furniture)) < 0.2 * page.prose()
    scrap = 8  # longest line that is one
    for number in reversed(page.kept(ended[-1] + 1)):
        line = page.lines[number].text
        if page.lines[number].byline:
            continue
        if _SIGNATURE.search(line) or _TABLE.search(line):
            scrap = 0  # what stands above a signature is the document's
        elif (number > furniture and short) or len(line) <= scrap:
            page.lines[number].rule = "tail"
        elif number < furniture:
            return


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _removed(page: Page) -> list[Removed]:
    groups: dict[str, list[str]] = {}
    for line in page.lines:
        if line.rule:
            groups.setdefault(line.rule, []).append(line.text)
    if page.notes:
        groups["inline note"] = page.notes
    return [Removed(rule, tuple(lines)) for rule, lines in groups.items()]
