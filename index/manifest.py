"""The manifest of an index: its format, the encoder of its vectors, and how its passages were split."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import IncompatibleIndex

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

FORMAT = 2
NAME = "manifest.json"
_PROBE = "The county pays its hospitals a fixed sum in advance. 县里把医保基金总额包干给医院。"


@dataclass(frozen=True, slots=True)
class Manifest:
    """`encoder` is the model's name, "" for the embedded one; `fingerprint` tells its vectors from another's.

    `probe` is the vector of one fixed text, for an encoder without a fingerprint of its own; `passage_size`
    is the limit in Han characters.
    """

    encoder: str
    fingerprint: str
    dimension: int
    probe: tuple[float, ...]
    passage_size: int
    format: int = FORMAT

    @classmethod
    def of(cls, embedder: Embeddings, name: str | None, passage_size: int) -> Manifest:
        """The manifest of a new index."""
        vector = embedder.embed_query(_PROBE)
        own = getattr(embedder, "fingerprint", None)
        kind = type(embedder)
        return cls(
            encoder=f"{kind.__module__}.{kind.__qualname__}" if name is None else name,
            fingerprint=str(own or f"{kind.__module__}.{kind.__qualname__}"),
            dimension=len(vector),
            probe=() if own else tuple(round(value, 5) for value in vector),
            passage_size=passage_size,
        )

    def check(self, embedder: Embeddings, folder: Path) -> None:
        """Raises IncompatibleIndex when the embedder's vectors are not those of this index."""
        other = Manifest.of(embedder, None, self.passage_size)
        if (other.fingerprint, other.dimension) == (self.fingerprint, self.dimension) and _alike(
            self.probe, other.probe
        ):
            return
        raise IncompatibleIndex(
            f"{folder} was indexed with the encoder {self.fingerprint} ({self.dimension} numbers), not "
            f"with {other.fingerprint} ({other.dimension}); {_mend(folder)}, or open it with its own encoder"
        )

    def write(self, folder: Path) -> None:
        """Writes the manifest in one step."""
        draft = folder / f"{NAME}.new"
        draft.write_text(json.dumps(asdict(self), ensure_ascii=False) + "\n", encoding="utf-8")
        draft.replace(folder / NAME)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an index; None where there is none. Raises IncompatibleIndex for another format."""
    try:
        values = json.loads((folder / NAME).read_text(encoding="utf-8"))
        manifest = Manifest(**{**values, "probe": tuple(values["probe"])})
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, TypeError, KeyError) as error:
        raise IncompatibleIndex(
            f"{folder / NAME} is damaged or of another version; {_mend(folder)}"
        ) from error
    if manifest.format != FORMAT:
        raise IncompatibleIndex(
            f"{folder} has format {manifest.format}, this version reads {FORMAT}; {_mend(folder)}"
        )
    return manifest


def _mend(folder: Path) -> str:
    # Not to delete it: it may hold articles that were uploaded and lie in no folder.
    return f"index the articles again into another folder (yigai --index {folder}-new index ARTICLES)"


def _alike(first: Sequence[float], second: Sequence[float]) -> bool:
    if len(first) != len(second):
        return False
    if not first:
        return True
    a, b = np.array(first), np.array(second)
    return float(a @ b) >= 0.99 * float(np.linalg.norm(a) * np.linalg.norm(b))
