"""Distils the encoder: Chinese text learns the teacher's vector of its English translation.

`python -m index.encoder.train PARALLEL --work DIR --start STUDENT --steps N`. A run that was cut goes on
from its last checkpoint when the same command is given again.

Several workers of one thread each step one shared student without locks (Hogwild, Niu et al., 2011): on a
CPU this is twice as fast as one process with as many threads, which wait for one another in every small
product.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import cross_entropy, kl_div

from index.encoder import data, network
from index.encoder.augment import Random
from index.encoder.build import TEACHER

TEMPERATURE = 0.05
LIKENESS = 0.2
RETRIEVAL = 0.15
CYCLE = "spspspe"  # s: sentences, p: passages and questions, e: the same in English
TOKENS = 1024
QUEUE = 4096
SETTLED = 8  # sightings after which a word's steps are shorter by the root of two
TEACHER_WORDS = 30_522

Event = dict[str, float]


class RowOptimiser:
    """Steps for rows of the word table that a batch touched, from row `first` on: those of Chinese.

    A step has the length `rate` a coordinate, whatever the gradient's, for a row first seen, and shrinks as
    the row is seen more often, as Adagrad's do (Duchi et al., 2011): a rare word must learn what it can from
    the few sentences that it occurs in, and 的 must not follow each of thousands. Momentum would go on moving
    it for many steps after. The English rows are the teacher's own and stay.
    """

    def __init__(self, table: torch.nn.Parameter, first: int = 0) -> None:
        self.table, self.first = table, first
        self.square = torch.zeros(len(table))
        self.count = torch.zeros(len(table))

    @torch.no_grad()
    def step(self, rate: float) -> None:
        assert self.table.grad is not None
        gradient = self.table.grad.coalesce()
        met = gradient.values().any(1) & (gradient.indices()[0] >= self.first)  # padding has no gradient
        rows, moved = gradient.indices()[0, met], gradient.values()[met]
        self.count[rows] += 1
        self.square[rows] += moved.square().mean(1)
        mean = self.square[rows] / self.count[rows]
        shrunk = (mean * (1 + (self.count[rows] - 1) / SETTLED)).sqrt()
        self.table[rows] -= rate * moved / shrunk[:, None]
        self.table.grad = None


class Teacher:
    """all-MiniLM-L6-v2's vectors of English; those of lines as they stand are kept in `file` as float16."""

    def __init__(self, file: Path, lines: list[str]) -> None:
        self.number = {line: number for number, line in enumerate(lines)}
        self.encoder = network.from_bert(TEACHER / "model.safetensors").eval()
        self.tokenizer = Tokenizer.from_file(str(TEACHER / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(256)
        self.kept = np.memmap(
            file, np.float16, "r+" if file.exists() else "w+", shape=(len(lines), network.WIDTH)
        )

    def vectors(self, texts: list[str]) -> Tensor:
        """The vectors (texts, 384)."""
        numbers = np.array([self.number.get(text, -1) for text in texts])
        found = np.where(numbers[:, None] >= 0, self.kept[numbers], 0).astype(np.float32)
        missing = np.flatnonzero(~found.any(axis=1))
        if len(missing):
            found[missing] = self._encode([texts[position] for position in missing])
            known = missing[numbers[missing] >= 0]
            self.kept[numbers[known]] = found[known]
        return torch.from_numpy(found)

    @torch.no_grad()
    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        tokens = [found.ids for found in self.tokenizer.encode_batch(texts)]
        order = sorted(range(len(tokens)), key=lambda position: len(tokens[position]))
        vectors = np.empty((len(tokens), network.WIDTH), np.float32)
        for start in range(0, len(order), 16):
            positions = order[start : start + 16]
            vectors[positions] = self.encoder(*pad([tokens[position] for position in positions])).numpy()
        return vectors


def pad(tokens: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask (texts, longest)."""
    length = max(map(len, tokens))
    ids, mask = torch.zeros(2, len(tokens), length, dtype=torch.int64)
    for row, found in enumerate(tokens):
        ids[row, : len(found)] = torch.tensor(found)
        mask[row, : len(found)] = 1
    return ids, mask


def contrast(left: Tensor, right: Tensor) -> Tensor:
    """In-batch contrast, both ways: each vector must find its partner (van den Oord et al., 2018)."""
    return (find(left, right) + find(right, left)) / 2


class Queue:
    """The teacher's newest vectors, which a batch's are set against: many more negatives than it holds itself."""

    def __init__(self, size: int = QUEUE) -> None:
        self.vectors = torch.zeros(0, network.WIDTH)
        self.size = size

    def add(self, vectors: Tensor) -> Tensor:
        """Take the teacher's vectors of a batch in, first; return all there are (texts, 384)."""
        self.vectors = torch.cat([vectors, self.vectors])[: self.size]
        return self.vectors


def likeness(found: Tensor, target: Tensor, others: Tensor) -> Tensor:
    """How far the student's similarities to the texts of `others` are from the teacher's own.

    The divergence (Kullback and Leibler) of their softmax at the temperature, as in Fang et al. (SEED,
    2021): two texts that the teacher finds alike are not pushed apart, which contrast with one right
    answer would do.
    """
    wanted = (target @ others.T / TEMPERATURE).softmax(1)
    return kl_div((found @ others.T / TEMPERATURE).log_softmax(1), wanted, reduction="batchmean")


def find(found: Tensor, others: Tensor) -> Tensor:
    """One-way contrast: each vector must find the one of `others` that stands where it does."""
    return cross_entropy(found @ others.T / TEMPERATURE, torch.arange(len(found)))


class Run:
    """A worker's part of a training run: the shared student, its own optimisers and where it stands."""

    def __init__(
        self, folder: Path, encoder: network.Encoder, arguments: argparse.Namespace, worker: int
    ) -> None:
        self.folder, self.encoder, self.worker = folder, encoder, worker
        self.steps = arguments.steps
        self.body_rate, self.word_rate = arguments.body_rate, arguments.word_rate
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.body = {name: value for name, value in encoder.named_parameters() if name != "words"}
        self.optimiser = torch.optim.AdamW(self.body.values(), lr=1.0, betas=(0.9, 0.98), weight_decay=0.0)
        self.rows = RowOptimiser(encoder.words, TEACHER_WORDS)
        self.sentences, self.passages, self.questions = Queue(), Queue(), Queue()
        self.state = folder / f"state-{worker}.safetensors"
        self.step = 0
        if self.state.exists():
            self._resume(load_file(self.state))

    def _resume(self, state: dict[str, Tensor]) -> None:
        self.step = int(state["step"])
        self.rows.square, self.rows.count = state["rows.square"], state["rows.count"]
        for name, value in self.body.items():
            self.optimiser.state[value] = {
                "step": torch.tensor(float(self.step)),
                "exp_avg": state[f"{name}.mean"],
                "exp_avg_sq": state[f"{name}.square"],
            }

    def save(self) -> None:
        """Write the optimisers to the folder, and the student if this is the first worker."""
        state = {
            "step": torch.tensor(self.step),
            "rows.square": self.rows.square,
            "rows.count": self.rows.count,
        }
        for name, value in self.body.items():
            kept = self.optimiser.state[value]
            state |= {f"{name}.mean": kept["exp_avg"], f"{name}.square": kept["exp_avg_sq"]}
        partial = self.state.with_suffix(".partial")
        save_file(state, partial)
        partial.replace(self.state)
        if self.worker == 0:
            network.save(self.encoder, self.folder / "student.safetensors")

    def encode(self, texts: list[str]) -> Tensor:
        """The student's vectors of texts, with gradients."""
        return torch.as_tensor(
            self.encoder(*pad([found.ids for found in self.tokenizer.encode_batch(texts)]))
        )

    def learn(self, loss: Tensor) -> None:
        """One step, at a rate that warms up for 2 % of the run and then falls to zero."""
        loss.backward()  # type: ignore[no-untyped-call]
        share = min((self.step + 1) / (0.02 * self.steps + 1), 1 - self.step / self.steps)
        torch.nn.utils.clip_grad_norm_(self.body.values(), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = self.body_rate * share
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.rows.step(self.word_rate * share)
        self.step += 1


def sentences(run: Run, teacher: Teacher, sampler: data.Sampler, random: Random) -> tuple[Tensor, Event]:
    """Chinese sentences learn their translations' vectors."""
    drawn = sampler.sentences(random)
    target = teacher.vectors([english for english, _ in drawn])
    found = run.encode([chinese for _, chinese in drawn])
    error = (found - target).square().sum(1).mean()
    unlike = likeness(found, target, run.sentences.add(target))
    return error + LIKENESS * unlike, {
        "sentence": error.item(),
        "sentence_unlike": unlike.item(),
        "texts": len(drawn),
    }


def passages(
    run: Run, teacher: Teacher, sampler: data.Sampler, random: Random, english: bool
) -> tuple[Tensor, Event]:
    """Passages learn their translations' vectors, and a question about one of their lines must find them.

    Passages are Chinese and asked about in either language, or, if `english`, both are English: what the
    teacher knew is kept, and practised. A question in English keeps the teacher's vector.
    """
    drawn = sampler.passages(random)
    target = teacher.vectors([passage.english for passage in drawn])
    found = run.encode([passage.english if english else passage.chinese for passage in drawn])
    in_english = [english or random.random() < 0.5 for _ in drawn]
    asking = run.encode(
        [
            passage.asked_english if as_english else passage.asked_chinese
            for passage, as_english in zip(drawn, in_english, strict=True)
        ]
    )
    asked = teacher.vectors([passage.asked_english for passage in drawn])
    known, questions = run.passages.add(target), run.questions.add(asked)
    error = (found - target).square().sum(1).mean()
    unlike = likeness(found, target, known) + likeness(found, target, questions)
    apart = (contrast(asking, found) + find(asking, known)) / 2
    kept = ((asking - asked).square().sum(1) * torch.tensor(in_english)).mean()
    kind, loss = (
        ("english", 2 * error + kept + 0.05 * apart)
        if english
        else ("passage", error + kept + LIKENESS * unlike + RETRIEVAL * apart)
    )
    return loss, {
        kind: error.item(),
        f"{kind}_unlike": unlike.item(),
        f"{kind}_asked": apart.item(),
        f"{kind}_kept": kept.item(),
        "texts": len(drawn),
    }


def steps(run: Run, teacher: Teacher, sampler: data.Sampler, seed: int) -> Iterator[Event]:
    """The run: sentences, Chinese passages and English passages in turn."""
    while run.step < run.steps:
        random = np.random.default_rng([seed, run.worker, run.step])
        kind = CYCLE[run.step % len(CYCLE)]
        if kind == "s":
            loss, event = sentences(run, teacher, sampler, random)
        else:
            loss, event = passages(run, teacher, sampler, random, english=kind == "e")
        run.learn(loss)
        yield event


def report(run: Run, events: Iterator[Event], every: int, save_minutes: float) -> None:
    """Print the mean of the losses every few steps, and save every few minutes and at the end."""
    started = saved = time.monotonic()
    seen: dict[str, list[float]] = {}
    for event in events:
        for name, value in event.items():
            seen.setdefault(name, []).append(value)
        if run.step % every == 0:
            means = {name: round(float(np.mean(values)), 4) for name, values in seen.items()}
            means["seconds"] = round(time.monotonic() - started)
            print(json.dumps({"worker": run.worker, "step": run.step, "of": run.steps, **means}), flush=True)
            seen = {}
        if time.monotonic() - saved > save_minutes * 60:
            run.save()
            saved = time.monotonic()
    run.save()


def work(folder: Path, encoder: network.Encoder, sampler: data.Sampler, arguments: argparse.Namespace,
         worker: int) -> None:  # fmt: skip
    """What one worker process does."""
    torch.set_num_threads(1)
    run = Run(folder, encoder, arguments, worker)
    teacher = Teacher(arguments.work / "teacher.f16", sampler.pairs.english)
    report(run, steps(run, teacher, sampler, arguments.seed), 20, arguments.save_minutes)


def train(arguments: argparse.Namespace) -> None:
    """Prepare the run's folder, start the workers and wait for them."""
    torch.set_num_threads(1)
    folder = arguments.work / arguments.name
    folder.mkdir(parents=True, exist_ok=True)
    saved = folder / "student.safetensors"
    encoder = network.load(
        saved if saved.exists() else arguments.start / "student.safetensors"
    ).share_memory()
    (folder / "tokenizer.json").write_bytes((arguments.start / "tokenizer.json").read_bytes())
    sampler = data.Sampler(data.read(arguments.parallel), TOKENS)
    Teacher(arguments.work / "teacher.f16", sampler.pairs.english)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=work, args=(folder, encoder, sampler, arguments, worker))
        for worker in range(arguments.workers)
    ]
    for process in workers:
        process.start()
    for process in workers:
        process.join()
    network.save(encoder, saved)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parallel", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--name", default="sentences")
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True, help="of each worker")
    parser.add_argument("--body-rate", type=float, default=8e-5)
    parser.add_argument("--word-rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--save-minutes", type=float, default=3)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
