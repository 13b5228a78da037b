"""Texts to vectors: the embedded bilingual encoder, or any model that sentence-transformers can load."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from index.loading import from_disk_or_hub, loading

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.word_vectors import WordVectors

EMBEDDED = Path(__file__).parent / "encoder"
BATCH = 32  # texts that another model is given at once


def load_embedder(name: str | None = None) -> OnnxEmbedder | SentenceTransformerEmbedder:
    """The embedder called `name`.

    None is the embedded encoder; a folder that holds model.onnx and tokenizer.json is another version of it;
    neither imports torch. Any other folder or hub name is loaded by sentence-transformers (a hub name is
    downloaded once). Raises FileNotFoundError when the embedded encoder's files are missing, ValueError when
    the named model cannot be loaded.
    """
    if name is None:
        return OnnxEmbedder(EMBEDDED)
    folder = Path(name)
    if (
        (folder / "model.onnx").is_file()
        and (folder / "tokenizer.json").is_file()
        and not (folder / "modules.json").exists()
    ):
        return OnnxEmbedder(folder)
    return SentenceTransformerEmbedder(name)


class OnnxEmbedder(Embeddings):
    """The encoder of `index/encoder`: unit vectors of English and Chinese, as far as its tokenizer reads.

    Texts go through the network one by one, each on a thread of its own: a vector does not depend on what it
    was computed beside, nothing is padded, and what a passage needs stays in a core's cache.
    `fingerprint` changes whenever the vectors do. May be used from many threads at once.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        network, words = folder / "model.onnx", folder / "tokenizer.json"
        for path in (network, words):
            if not path.is_file():
                raise FileNotFoundError(
                    f"{path} is missing: reinstall yigai, or build it as index/encoder/README.md says"
                )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            network,
            options,
            providers=["CPUExecutionProvider"],
            # The two operators that it joins are several times faster apart.
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self._network = network
        self._inputs = [wanted.name for wanted in self._session.get_inputs()]
        self._tokenizer = Tokenizer.from_file(str(words))
        self.dimension: int = self._session.get_outputs()[0].shape[1]
        self.fingerprint = f"yigai-{_sha256(network, words)[:16]}"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (texts, dimension), in the order of `texts`; an empty text has a vector too."""
        tokens = [found.ids for found in self._tokenizer.encode_batch_fast([plain(text) for text in texts])]
        if len(tokens) < 2:
            vectors = [self._run(found) for found in tokens]
        else:
            with ThreadPoolExecutor(min(len(tokens), os.cpu_count() or 1)) as threads:
                vectors = list(threads.map(self._run, tokens))
        return np.array(vectors, dtype=np.float32).reshape(len(tokens), self.dimension)

    @cached_property
    def words(self) -> WordVectors:
        """The vectors of single words; ValueError where the network holds them in another way."""
        from index.word_vectors import WordVectors

        return WordVectors(self._network, self._tokenizer)

    def _run(self, tokens: list[int]) -> NDArray[np.float32]:
        ids = np.array([tokens], dtype=np.int64)
        known = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        found = self._session.run(None, {name: known[name] for name in self._inputs})[0]
        return np.asarray(found[0], dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A unit vector for each text."""
        return list(self.encode(texts).tolist())

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        return list(self.encode([text])[0].tolist())


class SentenceTransformerEmbedder(Embeddings):
    """A model of the user's choice, with the prompts that it names for questions and for documents."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        advice = "name a sentence-transformers model or its folder, or none for the embedded encoder"
        with loading("embedder", name, advice):
            self._model = from_disk_or_hub(
                name, lambda local: SentenceTransformer(name, local_files_only=local)
            )
        self.dimension = len(self.encode(["1"])[0])
        self.fingerprint = _fingerprint(name, self._model)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors (texts, dimension) of documents."""
        vectors = self._model.encode_document(
            [_whole(text) for text in texts],
            batch_size=BATCH,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A unit vector for each text."""
        return self.encode(texts).tolist() if texts else []

    def embed_query(self, text: str) -> list[float]:
        """The unit vector of a question."""
        vector = self._model.encode_query(_whole(text), normalize_embeddings=True, show_progress_bar=False)
        return list(np.asarray(vector, dtype=np.float32).tolist())


@cache
def _simplifier() -> Callable[[str], str]:
    import opencc

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


def plain(text: str) -> str:
    """The text in simplified script, which alone the encoder's words are written in."""
    return _simplifier()(_whole(text))


def _whole(text: str) -> str:
    """The text with lone surrogates replaced, which no tokenizer accepts."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _sha256(*paths: Path) -> str:
    total = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


def _fingerprint(name: str, model: SentenceTransformer) -> str:
    """A folder's weights decide; of a hub name, the commit that was loaded."""
    folder = Path(name)
    if folder.is_dir():
        weights = sorted([*folder.rglob("*.safetensors"), *folder.rglob("*.bin")])
        return f"sentence-transformers-{_sha256(*weights)[:16]}"
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return f"{name}@{getattr(config, '_commit_hash', None) or 'unknown'}"
