"""Encoding: what an index's vectors are made by: its manifest, and its encoder, loaded at the first use."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from index.errors import IncompatibleIndex, IndexMissing
from index.manifest import Manifest, read_manifest
from index.vectors import Floats, normalise

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

PASSAGE_SIZE = 320  # Han characters
EMBEDDED = "yigai"  # the manifest's name of the encoder that comes with us


class Encoding:
    """May be used from many threads; vectors of another encoder than the manifest's are never made."""

    def __init__(self, folder: Path, manifest: Manifest, embedder: Embeddings | None = None) -> None:
        self.manifest = manifest
        self._folder = folder
        self._embedder = embedder
        self._lock = threading.Lock()

    @classmethod
    def open(
        cls, folder: Path, embedder: Embeddings | str | None, passage_size: int | None, *, create: bool
    ) -> Self:
        """That of the index in a folder; where there is none a new one, or IndexMissing.

        Raises IncompatibleIndex for another encoder, passage size or format than the index has.
        """
        manifest = read_manifest(folder)
        if manifest is None:
            if not create:
                raise IndexMissing(
                    f"there is no index in {folder}; make one: yigai --index {folder} index ARTICLES"
                )
            return cls._create(folder, embedder, passage_size or PASSAGE_SIZE)
        if passage_size not in (None, manifest.passage_size):
            raise IncompatibleIndex(
                f"{folder} has passages of {manifest.passage_size} characters; leave the size out, or delete "
                "the folder and index the articles again"
            )
        if embedder is None or embedder == manifest.encoder:
            return cls(folder, manifest)
        loaded = _load(embedder) if isinstance(embedder, str) else embedder
        manifest.check(loaded, folder)
        return cls(folder, manifest, loaded)

    @classmethod
    def _create(cls, folder: Path, embedder: Embeddings | str | None, passage_size: int) -> Self:
        """That of a new index in a folder, which is made."""
        if embedder is None or isinstance(embedder, str):
            name: str | None = embedder or EMBEDDED
            embedder = _load(embedder or EMBEDDED)
        else:
            name = None
        manifest = Manifest.of(embedder, name, passage_size)
        folder.mkdir(parents=True, exist_ok=True)
        manifest.write(folder)
        return cls(folder, manifest, embedder)

    @property
    def embedder(self) -> Embeddings:
        """The encoder itself."""
        with self._lock:
            if self._embedder is None:
                embedder = _load(self.manifest.encoder)
                self.manifest.check(embedder, self._folder)
                self._embedder = embedder
            return self._embedder

    def of_passages(self, texts: list[str]) -> Floats:
        """Unit vectors (texts, dimension)."""
        return normalise(np.array(self.embedder.embed_documents(texts), np.float32))

    def of_question(self, question: str) -> Floats:
        """A unit vector (dimension,)."""
        (vector,) = normalise(np.array(self.embedder.embed_query(question), np.float32))
        return np.asarray(vector)


def _load(name: str) -> Embeddings:
    from index.embedder import load_embedder

    return load_embedder(None if name == EMBEDDED else name)
