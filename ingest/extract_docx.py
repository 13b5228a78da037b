"""A Word file (DOCX) to lines: paragraphs, headings and table rows in the order of the document."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from ingest.article import InvalidArticle
from ingest.extract import Extract
from ingest.page import MOST_LINES

LARGEST_PART = 40 * 1024 * 1024
"""Bytes that one part of the package may inflate to."""
LARGEST_PACKAGE = 400 * 1024 * 1024
"""Bytes that all parts together may inflate to."""
_PARAGRAPH = re.compile(rb"<w:p[ >]")
_TEXT_PARTS = re.compile(r"\.(?:xml|rels)$")


def extract_docx(data: bytes) -> Extract:
    """Text, title and author of a document. InvalidArticle for a damaged or bloated package."""
    from docx import Document
    from docx.table import Table

    document = Document(io.BytesIO(_checked(data)))
    title = ""
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["", *_rows(block), ""]
            continue
        text = " ".join(block.text.split())
        style = (block.style.name if block.style is not None else "") or ""
        if style == "Title" and text and not title:
            title = text
        elif style.startswith(("Heading", "标题")):
            lines += ["", text, ""]
        else:
            lines += [line.strip() for line in block.text.split("\n")]
    if not any(lines):
        raise InvalidArticle("holds no text, pictures at most; take its text by OCR first")
    author = document.core_properties.author or ""
    return Extract("\n".join(lines), title=title, author="" if author == "python-docx" else author)


def _rows(table: object) -> list[str]:
    """Rows as "a | b | c"; a merged cell stands once."""
    lines = []
    for row in table.rows:  # type: ignore[attr-defined]
        cells: list[str] = []
        previous = None
        for cell in row.cells:
            if cell._tc is not previous:
                cells.append(" ".join(cell.text.split()))
            previous = cell._tc
        if any(cells):
            lines.append(" | ".join(cells))
    return lines


def _checked(data: bytes) -> bytes:
    """Refuse a package that would inflate beyond measure, before any of it is inflated."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _check_parts(parts)
            paragraphs = len(_PARAGRAPH.findall(package.read("word/document.xml")))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InvalidArticle("is a damaged or cut DOCX; save or download it again") from error
    if paragraphs > MOST_LINES:
        raise InvalidArticle(
            f"has more than {MOST_LINES:,} paragraphs, too many for one article; split it up"
        )
    return data


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if not any(part.filename == "word/document.xml" for part in parts):
        raise InvalidArticle("is no Word document; save it as .docx")
    if any(part.flag_bits & 1 for part in parts):
        raise InvalidArticle("is encrypted; save it without a password")
    bloated = any(_TEXT_PARTS.search(part.filename) and part.file_size > LARGEST_PART for part in parts)
    if bloated or sum(part.file_size for part in parts) > LARGEST_PACKAGE or len(parts) > 10_000:
        raise InvalidArticle("inflates beyond measure (a decompression bomb?); save its text as .txt")
