"""What a file holds, by its content first and its name second."""

from __future__ import annotations

import re
from pathlib import PurePath

from ingest.article import InvalidArticle

SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
}
TEXTUAL = frozenset({"html", "txt", "md", "jsonl", "csv"})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM\x00", "a picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (save it as .docx)"),
    (b"\x1f\x8b", "a gzip archive (unpack it first)"),
    (b"Rar!", "a RAR archive (unpack it first)"),
    (b"7z\xbc\xaf", "a 7z archive (unpack it first)"),
    (b"BZh", "a bzip2 archive (unpack it first)"),
    (b"\xfd7zXZ", "an xz archive (unpack it first)"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive (unpack it first)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"OggS", "a sound or film file"),
    (b"ID3", "a sound file"),
    (b"{\\rtf", "an RTF file (save it as .docx)"),
)
_MARKUP = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(
    rb"<(?:p|div|br|span|table|a|h[1-6]|article|section|meta|title|td|li|font)[\s/>]", re.IGNORECASE
)


def suffix_kind(name: str) -> str | None:
    """The kind that a name promises ("html", "txt", ...), None for kinds that are not read."""
    return SUFFIXES.get(PurePath(name).suffix.lower())


def kind_of(data: bytes, name: str) -> tuple[str, str]:
    """(kind, a warning or ""): what the bytes are, which may differ from what the name says.

    InvalidArticle where they are no text and none of the kinds that are read.
    """
    promised = suffix_kind(name)
    head = data[:1024]
    found = _by_magic(head, data)
    if found is None:
        if b"\0" in head and not _is_wide(data):
            raise InvalidArticle("is a binary file, not text; save the article as .txt, .html, .pdf or .docx")
        found = _textual(data, promised)
    if promised in ("pdf", "docx") and found != promised:
        raise InvalidArticle(
            f"is no {promised.upper()} in spite of its name; give it the suffix of what it is"
        )
    if promised is None:
        raise InvalidArticle(f"is of a kind that is not read; use one of {' '.join(sorted(SUFFIXES))}")
    if found != promised:
        return found, f"named .{promised} but holds {found}; read as {found}"
    return found, ""


def _by_magic(head: bytes, data: bytes) -> str | None:
    if b"%PDF-" in head and not _ANY_TAG.search(head[: head.index(b"%PDF-")]):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if b"word/" in data[:8192] or b"word/document.xml" in data[-65536:]:
            return "docx"
        raise InvalidArticle("is a ZIP archive, not an article; unpack it and index the folder")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise InvalidArticle("is a WebP picture, not an article; take its text by OCR first")
    if head[4:8] == b"ftyp":
        raise InvalidArticle("is a film or picture, not an article; remove it or index its text")
    for magic, what in _MAGIC:
        if head.startswith(magic):
            raise InvalidArticle(
                f"is {what}, not the article its name promises; replace it by the article's text"
            )
    return None


def _textual(data: bytes, promised: str | None) -> str:
    if promised in ("jsonl", "csv"):
        return promised
    plain = (
        data[:4096]
        .replace(b"\0", b"")
        .removeprefix(b"\xef\xbb\xbf")
        .removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
    )
    if _MARKUP.match(plain):
        return "html"
    if promised == "html":
        return "html" if _ANY_TAG.search(data.replace(b"\0", b"") if b"\0" in data[:200] else data) else "txt"
    return promised if promised in TEXTUAL else "txt"


def _is_wide(data: bytes) -> bool:
    """UTF-16 or UTF-32: a byte order mark, or zero bytes at every second place only."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return True
    sample = data[:4096]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    controls = sum(1 for byte in sample if 0 < byte < 9 or 13 < byte < 27)
    return min(even, odd) <= 0.02 * len(sample) and controls < 0.05 * len(sample)
