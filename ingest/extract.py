"""A file's content to the text on it, with the title, source, author and date that it declares."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extract:
    """Text as it stands on a page or in a file, one line for each block, before any furniture is taken out.

    The other fields hold what the file itself declares ("" where it declares nothing); `head` are lines near
    the text and no part of it (where bylines are found), `captions` those of pictures, `dropped` what the
    extraction left out.
    """

    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    head: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n(?:---|\.\.\.)\s*\n", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_]{2,20})\s*:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$")
_RULE = re.compile(
    r"^ {0,3}(?:[-*_=]\s*){3,}$|^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$|^\s*(?:```|~~~)\S*\s*$"
)
_IMAGE = re.compile(r"!\[([^\[\]]{0,1000})\]\([^()]{0,2000}\)")
_LINK = re.compile(
    r"\[([^\[\]]+)\]\([^()]*(?:\([^()]*\)[^()]*)*\)|\[([^\[\]]+)\]\[[^\]]*\]|<(https?://[^<>\s]{1,2000})>"
)
_STRONG = re.compile(r"(\*\*|__|~~|`)(?=\S)(.{1,500}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![A-Za-z0-9*])\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?![A-Za-z0-9*])")
_FIELD_NAMES = {
    "title": "title",
    "source": "source",
    "site": "source",
    "author": "author",
    "authors": "author",
    "date": "published",
    "published": "published",
    "url": "url",
    "link": "url",
}


def extract_markdown(text: str) -> Extract:
    """Markdown to plain lines: marks go, headings, items and table rows stay; front matter is read."""
    fields: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        for name, value in _FIELD.findall(front[1]):
            if name.lower() in _FIELD_NAMES and value:
                fields.setdefault(_FIELD_NAMES[name.lower()], value)
        text = text[front.end() :]
    captions: list[str] = []
    lines: list[str] = []
    for written in text.split("\n"):
        raw = " ".join(written.split())  # no pattern meets a run of spaces: some would take its square
        if _RULE.match(raw):
            lines.append("")
            continue
        heading = _HEADING.match(raw)
        captions += [alt for alt in _IMAGE.findall(raw) if len(alt) > 3]
        line = _plain(heading[1] if heading else raw)
        if heading and raw.lstrip().startswith("# ") and not fields.get("title"):
            fields["title"] = line
            continue
        lines += ["", line, ""] if heading else [line]
    return Extract(
        "\n".join(lines),
        captions=tuple(captions),
        title=fields.get("title", ""),
        source=fields.get("source", ""),
        author=fields.get("author", ""),
        published=fields.get("published", ""),
        url=fields.get("url", ""),
    )


def _plain(line: str) -> str:
    line = _IMAGE.sub("", line)
    line = _LINK.sub(lambda match: match[1] or match[2] or match[3], line)
    line = _STRONG.sub(r"\2", line)
    line = _EMPHASIS.sub(r"\1", line)
    line = re.sub(r"^\s*(?:>\s?)+", "", line)
    if line.strip().startswith("|"):
        return " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    return re.sub(r"^\s*[*+-]\s+", "", line)
