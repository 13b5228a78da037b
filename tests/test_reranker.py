"""The reranker: order, scores and texts with a plain function; a real cross-encoder, tiny, from a folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index import Hit, Index
from index.hashed import HashedEmbedder
from index.reranker import DEPTH, CrossEncoderReranker, rerank
from ingest import Article, Passage

TEXTS = ("雨天学校停课。", "医院给医保参保人报销。", "医保基金由县里统筹。")


def hits(*texts: str, title: str = "") -> list[Hit]:
    return [
        Hit(
            Passage(f"{n}#1", str(n), text, 0, len(text), "小标题"), Article(str(n), title, ""),
            score=float(-n), similarity=0.1 * n, lexical=0.0, rank=n + 1,
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip


def by_length(question: str, texts: Sequence[str]) -> list[float]:
    return [float(len(text)) for text in texts]


def test_hits_come_in_the_reranker_s_order_and_places_keep_their_scores() -> None:
    found = rerank("?", hits("a", "aaa", "aa"), by_length)
    assert [hit.article.id for hit in found] == ["1", "2", "0"]
    assert [(hit.rank, hit.score) for hit in found] == [(1, 0.0), (2, -1.0), (3, -2.0)]
    assert [hit.similarity for hit in found] == pytest.approx([0.1, 0.2, 0.0])


def test_it_reads_title_heading_and_text_of_the_best_hits_alone() -> None:
    read: list[str] = []

    def backwards(question: str, texts: Sequence[str]) -> list[float]:
        read.extend([question, *texts])
        return [float(number) for number in range(len(texts))]

    many = hits(*(f"第{n}段" for n in range(DEPTH + 2)), title="标题")
    found = rerank("问", many, backwards)
    assert read[:2] == ["问", "标题\n小标题\n第0段"]
    assert len(read) == DEPTH + 1
    assert [int(hit.article.id) for hit in found] == [*reversed(range(DEPTH)), DEPTH, DEPTH + 1]


def test_one_hit_or_none_is_not_read() -> None:
    def fail(question: str, texts: Sequence[str]) -> list[float]:
        raise AssertionError

    assert rerank("?", [], fail) == []
    assert rerank("?", hits("a"), fail) == hits("a")


def test_a_search_reads_more_hits_than_it_gives(tmp_path: Path) -> None:
    def school(question: str, texts: Sequence[str]) -> list[float]:
        return [float("学校" in text) for text in texts]

    articles = [Article(str(number), "", text) for number, text in enumerate(TEXTS)]
    with Index.open(tmp_path, HashedEmbedder(), reranker=school) as index:
        index.add(articles)
        assert [hit.passage.text for hit in index.search("医保基金", k=1)] == [TEXTS[0]]
    with Index.open(tmp_path, HashedEmbedder()) as index:
        assert [hit.passage.text for hit in index.search("医保基金", k=1)] == [TEXTS[2]]


def test_a_cross_encoder_of_a_folder_orders_the_hits(tmp_path: Path) -> None:
    reranker = CrossEncoderReranker(str(_tiny_cross_encoder(tmp_path)))
    scores = reranker("医保", TEXTS)
    assert len(scores) == 3
    assert len(set(scores)) == 3
    best = TEXTS[int(np.argmax(scores))]
    articles = [Article(str(number), "", text) for number, text in enumerate(TEXTS)]
    with Index.open(tmp_path / "index", HashedEmbedder(), reranker=str(tmp_path / "model")) as index:
        index.add(articles)
        assert index.search("医保", k=1)[0].passage.text == best


def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"reranker .*nothing-here' could not be loaded"):
        CrossEncoderReranker(str(tmp_path / "nothing-here"))("?", ["a"])


def test_without_a_search_no_model_is_imported(tmp_path: Path) -> None:
    program = (
        "import sys; from index import Index; from index.hashed import HashedEmbedder;"
        f"Index.open({str(tmp_path)!r}, HashedEmbedder(), reranker='some/model').articles();"
        "assert not {'torch', 'sentence_transformers'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _tiny_cross_encoder(folder: Path) -> Path:
    """A cross-encoder with random weights over single characters, made without any download."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    torch.manual_seed(1)
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set("".join(TEXTS)))]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    config = BertConfig(vocab_size=len(words), num_labels=1, initializer_range=0.5, **sizes)
    BertForSequenceClassification(config).save_pretrained(folder / "model")
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder / "model")
    return folder / "model"
