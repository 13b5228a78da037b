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
import math
import multiprocessing
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from index.encoder import data, network, translations
from index.encoder.augment import Random
from index.encoder.losses import Queue, contrast, find, likeness
from index.encoder.reading import Reading, Teacher, pool, read
from index.encoder.rows import RowOptimiser
from index.encoder.translations import Translations

LIKENESS = 0.2
RETRIEVAL = 0.15
WORDS = 1.0
CYCLE = "spspspe"  # s: sentences, p: passages and questions, e: the same in English
TOKENS = 1024
TEACHER_WORDS = 30_522

Event = dict[str, float]


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learnt from."""

    sampler: data.Sampler
    teacher: Teacher
    translations: Translations


class Run:
    """A worker's part of a training run: the shared student, its own optimisers and where it stands."""

    def __init__(
        self, folder: Path, encoder: network.Encoder, arguments: argparse.Namespace, worker: int
    ) -> None:
        self.folder, self.encoder, self.worker = folder, encoder, worker
        self.steps, self.minutes = arguments.steps, arguments.minutes
        self.started = time.monotonic()
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
        self.started -= 60 * float(state["minutes"])
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
            "minutes": torch.tensor((time.monotonic() - self.started) / 60),
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

    def read(self, texts: list[str]) -> list[Reading]:
        """The student's readings of texts, with gradients."""
        return read(self.encoder, self.tokenizer, texts)

    def done(self) -> float:
        """The share of the run that is behind it, in steps or in time, whichever is more."""
        minutes = (time.monotonic() - self.started) / 60
        return float(max(self.step / self.steps, minutes / self.minutes))

    def learn(self, loss: Tensor) -> None:
        """One step, at a rate that warms up for 2 % of the run and then falls to zero."""
        loss.backward()  # type: ignore[no-untyped-call]
        done = self.done()
        share = min((done + 1 / self.steps) / 0.02, 1.0) * max(1 - done, 0.0)
        torch.nn.utils.clip_grad_norm_(self.body.values(), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = self.body_rate * share
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.rows.step(self.word_rate * share)
        self.step += 1


def sentences(run: Run, lessons: Lessons, random: Random) -> tuple[Tensor, Event]:
    """Chinese sentences learn their translations' vectors, and their words those of the words."""
    drawn = lessons.sampler.sentences(random)
    theirs = lessons.teacher.read([english for english, _ in drawn])
    ours = run.read([chinese for _, chinese in drawn])
    target, found = pool(theirs), pool(ours)
    error = (found - target).square().sum(1).mean()
    unlike = likeness(found, target, run.sentences.add(target))
    words = lessons.translations.error(ours, theirs)
    return error + LIKENESS * unlike + WORDS * words, {
        "sentence": error.item(),
        "sentence_unlike": unlike.item(),
        "words": words.item(),
        "texts": len(drawn),
    }


def passages(run: Run, lessons: Lessons, random: Random, english: bool) -> tuple[Tensor, Event]:
    """Passages learn their translations' vectors, and a question about one of their lines must find them.

    Passages are Chinese and asked about in either language, or, if `english`, both are English: what the
    teacher knew is kept, and practised. A question in English keeps the teacher's vector.
    """
    drawn = lessons.sampler.passages(random)
    theirs = lessons.teacher.read([passage.english for passage in drawn])
    ours = run.read([passage.english if english else passage.chinese for passage in drawn])
    in_english = [english or random.random() < 0.5 for _ in drawn]
    asking = pool(
        run.read(
            [
                passage.asked_english if as_english else passage.asked_chinese
                for passage, as_english in zip(drawn, in_english, strict=True)
            ]
        )
    )
    target, found = pool(theirs), pool(ours)
    asked = lessons.teacher.vectors([passage.asked_english for passage in drawn])
    known, questions = run.passages.add(target), run.questions.add(asked)
    error = (found - target).square().sum(1).mean()
    unlike = likeness(found, target, known) + likeness(found, target, questions)
    apart = (contrast(asking, found) + find(asking, known)) / 2
    kept = ((asking - asked).square().sum(1) * torch.tensor(in_english)).mean()
    words = torch.zeros(()) if english else lessons.translations.error(ours, theirs)
    kind, loss = (
        ("english", 2 * error + kept + 0.05 * apart)
        if english
        else ("passage", error + kept + LIKENESS * unlike + RETRIEVAL * apart + WORDS * words)
    )
    return loss, {
        kind: error.item(),
        f"{kind}_unlike": unlike.item(),
        f"{kind}_asked": apart.item(),
        f"{kind}_kept": kept.item(),
        f"{kind}_words": words.item(),
        "texts": len(drawn),
    }


def steps(run: Run, lessons: Lessons, seed: int) -> Iterator[Event]:
    """The run: sentences, Chinese passages and English passages in turn."""
    while run.done() < 1:
        random = np.random.default_rng([seed, run.worker, run.step])
        kind = CYCLE[run.step % len(CYCLE)]
        if kind == "s":
            loss, event = sentences(run, lessons, random)
        else:
            loss, event = passages(run, lessons, random, english=kind == "e")
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


def work(folder: Path, encoder: network.Encoder, lessons: Lessons, arguments: argparse.Namespace,
         worker: int) -> None:  # fmt: skip
    """What one worker process does."""
    torch.set_num_threads(1)
    run = Run(folder, encoder, arguments, worker)
    report(run, steps(run, lessons, arguments.seed), 20, arguments.save_minutes)


def prepare(parallel: Path, folder: Path) -> Lessons:
    """What a run learns from; the translations are found once and kept in its folder."""
    pairs, file = data.read(parallel), folder / "translations.safetensors"
    if not file.exists():
        translations.learn(pairs, Tokenizer.from_file(str(folder / "tokenizer.json")), file)
    return Lessons(data.Sampler(pairs, TOKENS), Teacher(), translations.load(file))


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
    lessons = prepare(arguments.parallel, folder)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=work, args=(folder, encoder, lessons, arguments, worker))
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
    parser.add_argument(
        "--minutes", type=float, default=math.inf, help="the run is over then, however many steps were done"
    )
    parser.add_argument("--body-rate", type=float, default=8e-5)
    parser.add_argument("--word-rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--save-minutes", type=float, default=3)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
