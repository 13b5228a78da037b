"""Text of a page or file to the article's own lines; furniture goes, with its rule and lines kept."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest.article import Evidence, InvalidArticle, Removed
from ingest.byline import Byline, read_byline, read_outlet
from ingest.furniture import (
    ends_sentence,
    furniture_rule,
    is_caption,
    is_prose,
    is_teaser,
    opens_comments,
    opens_related,
    without_inline,
)
from ingest.headline import bigrams, is_slogan, make_title, overlap, pick_title
from ingest.paragraphs import joined, unwrapped
from ingest.script import HAN, destroyed, without_annotations

MOST_LINES = 100_000
"""Lines that one article may have."""

_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LOST_SPACES = re.compile(r"^\s*\?{2,}\s+")
_SUBTITLE = re.compile("[—―–]")
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）()、\s]{2,30}(?:[局部委厅办院会心府司社队校处]|公室|集团)$|\d{4}\s?年.{0,12}日$|^附件\s?[:：\d]"
)
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


@dataclass(slots=True)
class _Line:
    text: str
    gap: bool  # a blank line or an indent stood before it
    prose: bool
    rule: str = ""  # the rule that takes it out; "" while it stays
    byline: Byline | None = None


@dataclass(slots=True)
class _Page:
    """The lines of one page while they are judged."""

    lines: list[_Line]
    topic: Counter[str]  # what the page is about: the bigrams of its paragraphs
    start: int  # number of the first paragraph
    notes: list[str] = field(default_factory=list)  # parts of lines taken out

    def kept(self, first: int = 0, last: int | None = None) -> list[int]:
        end = len(self.lines) if last is None else min(last, len(self.lines))
        return [number for number in range(first, min(end, len(self.lines))) if not self.lines[number].rule]

    def prose(self, first: int = 0, last: int | None = None) -> int:
        """Characters of the paragraphs that stay among these lines."""
        return sum(
            len(self.lines[number].text) for number in self.kept(first, last) if self.lines[number].prose
        )

    def drop(self, rule: str, first: int, last: int) -> None:
        for number in self.kept(first, last):
            self.lines[number].rule = rule


def tidy(text: str) -> str:
    """Line ends, spaces and invisible characters made uniform; lone surrogates become U+FFFD."""
    text = _INVISIBLE.sub("", _BREAKS.sub("\n", text))
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def plain_lines(text: str) -> list[str]:
    """The lines of a text that hold something, spaces made uniform."""
    return [line for raw in tidy(text).split("\n") if (line := _SPACES.sub(" ", raw).strip())]


def clean(text: str, title: str = "") -> Cleaned:
    """Keep the article's own lines. `title` is the one the page or file declares, "" where it declares none.

    Rules look at what a line says (`furniture`), where it stands (head, tail, after the closing line, inside
    a box of links), whether it repeats and whether it shares words with the text; `removed` has it.
    """
    text, annotations = without_annotations(tidy(text))
    page = _read(text)
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


def _read(text: str) -> _Page:
    """Split into lines, join those that were wrapped at a width, and judge each by itself."""
    lines: list[_Line] = []
    notes: list[str] = []
    for line, gap in unwrapped(_physical(text)):
        line, note = without_inline(line)
        notes += [note] if note else []
        if line:
            rule = "caption" if is_caption(line) else furniture_rule(line) or ""
            lines.append(_Line(line, gap, is_prose(line), rule))
    _keep_picture_story(lines)
    paragraphs = _paragraphs(lines)
    topic = bigrams("\n".join(lines[number].text for number in _before_boxes(lines, paragraphs)))
    return _Page(lines, topic, paragraphs[0] if paragraphs else len(lines), notes)


def _keep_picture_story(lines: list[_Line]) -> None:
    """Where captions are most of a page, they are its text."""
    captions = [line for line in lines if line.rule == "caption"]
    if sum(len(line.text) for line in captions) > sum(len(line.text) for line in lines if not line.rule):
        for line in captions:
            line.rule = ""


def _paragraphs(lines: list[_Line]) -> list[int]:
    """Numbers of the paragraphs; of the whole sentences where none is long; of all but a first line, the title."""
    kept = [number for number, line in enumerate(lines) if not line.rule]
    long = [number for number in kept if lines[number].prose]
    if sum(len(lines[number].text) for number in long) > 0.2 * sum(
        len(lines[number].text) for number in kept
    ):
        return long
    return [number for number in kept if ends_sentence(lines[number].text)] or kept[1:] or kept


def _physical(text: str) -> list[tuple[str, bool]]:
    """The lines that hold something, each with whether a blank line or an indent stood before it."""
    found: list[tuple[str, bool]] = []
    gap = True
    if text.count("\n") > MOST_LINES:
        raise InvalidArticle(
            f"has more than {MOST_LINES:,} lines, too many for one article; split it into files"
        )
    for raw in text.split("\n"):
        line = _SPACES.sub(" ", _LOST_SPACES.sub("", raw)).strip()
        if line:
            found.append((line, gap or raw[:1] in ("\u3000", "\t") or bool(_LOST_SPACES.match(raw))))
        gap = not line
    return found


def _before_boxes(lines: list[_Line], paragraphs: list[int]) -> list[int]:
    """The paragraphs above the first box of links or comments that follows one."""
    for number in range(paragraphs[0] + 1 if paragraphs else 0, len(lines)):
        if opens_related(lines[number].text) or opens_comments(lines[number].text):
            return [paragraph for paragraph in paragraphs if paragraph < number] or paragraphs
    return paragraphs


def _mark_boxes(page: _Page) -> None:
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


def _end_of_box(page: _Page, box: int) -> int:
    """Number of the line at which the text goes on below a box of links; that behind the last where it does not."""
    inside = page.prose(box) > page.prose(0, box)  # most of the text stands below: the box is in its midst
    own = (number for number in page.kept(box + 1) if _is_own(page, number, 0.0 if inside else 0.06))
    return next(own, len(page.lines))


def _is_own(page: _Page, number: int, least: float) -> bool:
    """A whole paragraph that shares its words with the text: at least this share of its bigrams.

    Against the first three paragraphs, nine in ten of an article's later ones share over 0.05, and three in four
    of another article's under 0.06; against all of a text, own ones share far more.
    """
    line = page.lines[number]
    return line.prose and overlap(line.text, page.topic) >= least


def _goes_on(page: _Page, first: int, share: float) -> bool:
    """True where at least this share of the page's own paragraphs stands below."""
    own = [len(page.lines[number].text) for number in page.kept(first) if _is_own(page, number, 0.15)]
    return sum(own) > share * max(1, page.prose())


def _mark_after_closing(page: _Page) -> None:
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
            line.byline, line.rule = byline, "byline"
        page.drop("after the end", number + 1, len(page.lines))
        return


def _mark_repeats(page: _Page) -> None:
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


def _mark_body_bylines(page: _Page) -> None:
    for number in page.kept(page.start):
        line = page.lines[number]
        byline = read_byline(line.text) if len(line.text) <= 80 and not line.prose else None
        if byline and (byline.source or byline.author or (byline.dated and byline.labelled)):
            line.byline, line.rule = byline, "byline"


def _settle_title(page: _Page, declared: str) -> tuple[str, Evidence | None]:
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


def _mark_head(page: _Page, title: str) -> None:
    """Above the first paragraph: copies of the title, and lines that stand among furniture or are foreign."""
    bare = _bare(title)
    for number in page.kept(0, page.start + 3):
        own = _bare(page.lines[number].text)
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


def _mark_tail(page: _Page) -> None:
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
        if _SIGNATURE.search(line) or _TABLE.search(line):
            scrap = 0  # what stands above a signature is the document's
        elif (number > furniture and short) or len(line) <= scrap:
            page.lines[number].rule = "tail"
        elif number < furniture:
            return


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _removed(page: _Page) -> list[Removed]:
    groups: dict[str, list[str]] = {}
    for line in page.lines:
        if line.rule:
            groups.setdefault(line.rule, []).append(line.text)
    if page.notes:
        groups["inline note"] = page.notes
    return [Removed(rule, tuple(lines)) for rule, lines in groups.items()]
