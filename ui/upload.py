"""What may be uploaded: files of the kinds that are read, of a bearable size."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import BinaryIO

from ingest.article import InvalidArticle
from ingest.kind import SUFFIXES

LIMIT = 50 * 2**20
"""Bytes of one upload; the reader bounds the text of an article by itself."""


def check_upload(file: BinaryIO, name: str) -> bytes:
    """The bytes of an uploaded file; InvalidArticle where its suffix or size is not one that is read."""
    if PurePath(name).suffix.lower() not in SUFFIXES:
        raise InvalidArticle(
            f"{name or 'a file without a name'} is not of a kind that is read: {', '.join(SUFFIXES)}"
        )
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise InvalidArticle(f"{name} is larger than {LIMIT >> 20} MB; split it")
    return data


def content_id(data: bytes) -> str:
    """The id of an article that comes from no file: a hash of its content."""
    return hashlib.sha256(data).hexdigest()[:16]
