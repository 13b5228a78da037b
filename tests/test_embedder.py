"""The embedded encoder and the door to every other model."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedder import EMBEDDED, OnnxEmbedder, load_embedder

TRANSLATIONS = {
    "How is the medical insurance fund pooled?": "医保基金如何统筹？",
    "The hospital hired forty village doctors last year.": "去年医院聘用了四十名乡村医生。",
    "Heavy rain flooded the railway station.": "暴雨淹没了火车站。",
    "Which team won the football match?": "哪支球队赢得了足球比赛？",
    "The price of wheat fell in spring.": "春天小麦价格下跌。",
    "Students learn mathematics at school.": "学生在学校学习数学。",
}


@pytest.fixture(scope="module")
def embedder() -> OnnxEmbedder:
    found = load_embedder()
    assert isinstance(found, OnnxEmbedder)
    return found


def test_vectors_are_unit_length_and_of_the_stated_dimension(embedder: OnnxEmbedder) -> None:
    vectors = embedder.encode([*TRANSLATIONS, *TRANSLATIONS.values()])
    assert vectors.shape == (12, embedder.dimension) == (12, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_sentence_is_nearest_to_its_translation(embedder: OnnxEmbedder) -> None:
    scores = embedder.encode(list(TRANSLATIONS)) @ embedder.encode(list(TRANSLATIONS.values())).T
    assert scores.argmax(axis=1).tolist() == list(range(6))
    assert scores.argmax(axis=0).tolist() == list(range(6))


def test_traditional_script_means_the_same(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_query("醫療保險基金監督管理") == embedder.embed_query("医疗保险基金监督管理")


def test_full_width_figures_mean_the_same(embedder: OnnxEmbedder) -> None:
    assert embedder.embed_query("２０２５年，９０％") == embedder.embed_query("2025年,90%")


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "\x00", "😀", "𠮷" * 3])
def test_odd_texts_have_a_vector(embedder: OnnxEmbedder, text: str) -> None:
    vector = np.array(embedder.embed_query(text))
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_vectors(embedder: OnnxEmbedder) -> None:
    assert embedder.encode([]).shape == (0, 384)
    assert embedder.embed_documents([]) == []


def test_what_follows_the_last_token_that_fits_is_not_read(embedder: OnnxEmbedder) -> None:
    longest = json.loads((EMBEDDED / "tokenizer.json").read_text(encoding="utf-8"))["truncation"][
        "max_length"
    ]
    long = "火车站" * (longest - 2)
    assert embedder.embed_query(long) == embedder.embed_query(long + "医疗保险")
    assert embedder.embed_query(long[:30]) != embedder.embed_query(long)


def test_a_vector_does_not_depend_on_its_neighbours(embedder: OnnxEmbedder) -> None:
    texts = [f"第{number}条" + "规定" * (number * 7 % 11) for number in range(67)]
    together = embedder.encode(texts)
    for number in (0, 5, 32, 66):
        assert together[number].tolist() == embedder.embed_query(texts[number])
    assert embedder.embed_documents(texts) == together.tolist()


def test_threads_share_it(embedder: OnnxEmbedder) -> None:
    questions = list(TRANSLATIONS.values()) * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(embedder.embed_query, questions))
    assert found == [embedder.embed_query(question) for question in questions]


def test_it_loads_without_torch() -> None:
    program = (
        "import sys; from index.embedder import load_embedder; load_embedder().embed_query('医保');"
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=EMBEDDED.parent.parent
    )
    assert done.returncode == 0, done.stderr


def test_another_version_loads_from_its_folder_under_another_fingerprint(
    embedder: OnnxEmbedder, tmp_path: Path
) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copy(EMBEDDED / name, tmp_path)
    same = load_embedder(str(tmp_path))
    assert same.fingerprint == embedder.fingerprint
    assert same.embed_query("医保") == embedder.embed_query("医保")
    with (tmp_path / "tokenizer.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert load_embedder(str(tmp_path)).fingerprint != embedder.fingerprint


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"model\.onnx is missing: reinstall yigai"):
        OnnxEmbedder(tmp_path)


def test_a_sentence_transformers_folder_is_loaded(tmp_path: Path) -> None:
    made = {seed: _tiny_model(tmp_path / str(seed), seed) for seed in (1, 2)}
    first, second = (load_embedder(str(folder)) for folder in made.values())
    vectors = first.encode(["医保", "rain", ""])
    assert vectors.shape == (3, first.dimension) == (3, 32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(first.embed_query("rain"), vectors[1], atol=1e-5)
    assert first.fingerprint != second.fingerprint
    assert first.fingerprint == load_embedder(str(made[1])).fingerprint


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        ValueError, match=r"nothing-here' could not be loaded .* or none for the embedded encoder"
    ):
        load_embedder(str(tmp_path / "nothing-here"))


def _tiny_model(folder: Path, seed: int) -> Path:
    """A sentence-transformers model of 32 dimensions with random weights, made without any download."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(seed)
    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "医", "保", "rain", "r", "##ain"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    bert, whole = folder / "bert", folder / "whole"
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(words), **sizes)).save_pretrained(bert)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(bert)
    body = Transformer(str(bert))
    SentenceTransformer(modules=[body, Pooling(32)], device="cpu").save(str(whole))
    return whole
