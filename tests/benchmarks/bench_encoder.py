"""The encoder alone against BM25, the English model it comes from and its untrained form; and how fast it is.

`python -m tests.benchmarks.bench_encoder [EVAL] [--untrained DIR] [--encoder DIR] [--rows NAME ...]`. EVAL holds the
development sets (default ../shared/eval; without it the table is skipped); the untrained form is built in
.cache/untrained unless it is named. Figures go to tests/benchmarks/results/encoder.json, or of another encoder's
folder, which is measured in place of the embedded one, to the screen alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from index.embedder import EMBEDDED, OnnxEmbedder, load_embedder
from index.encoder import evaluate

ROOT = Path(__file__).parent.parent.parent
RESULTS = Path(__file__).parent / "results" / "encoder.json"
ROWS = ("BM25", "all-MiniLM-L6-v2", "untrained", "embedded")


def bm25(asked: evaluate.Questions) -> np.ndarray:
    """The rank of each question's paragraph by BM25 over rjieba's words."""
    import bm25s
    import rjieba

    from index.embedder import plain

    def words(text: str) -> list[str]:
        return [word for word in rjieba.cut_for_search(plain(text).lower()) if word.strip()]

    index = bm25s.BM25()
    index.index([words(text) for text in asked.paragraphs], show_progress=False)
    scores = np.stack([index.get_scores(words(question)) for question in asked.questions])
    return evaluate.ranks(scores, asked.answers)


def bm25_figures(folder: Path) -> dict[str, list[float]]:
    """The columns of the table for BM25."""
    found = {name: bm25(asked) for name, asked in evaluate.pairings(folder).items()}
    return {
        name: [evaluate.ndcg(rank)] if name == "xquad_2k" else evaluate.recall(rank)
        for name, rank in found.items()
    }


def build_untrained(folder: Path) -> None:
    """The untrained form, where it is not built yet."""
    from index.encoder import build, export

    if not (folder / "model.onnx").exists():
        build.build(folder / "float")
        export.export(folder / "float", folder)


def quality(
    folder: Path, untrained: Path, encoder: Path, rows: list[str]
) -> dict[str, dict[str, list[float]]]:
    """The rows of the table that are asked for."""
    from index.encoder.build import TEACHER

    models = {"all-MiniLM-L6-v2": str(TEACHER), "untrained": str(untrained), "embedded": str(encoder)}
    found = {}
    for name in rows:
        if name == "BM25":
            found[name] = bm25_figures(folder)
        else:
            if name == "untrained":
                build_untrained(untrained)
            found[name] = evaluate.measure(load_embedder(models[name]).encode, folder)
        print(evaluate.line(name, found[name]), flush=True)
    return found


def least_seconds(
    runs: dict[str, Callable[[], object]], times: int, clock: Callable[[], float]
) -> dict[str, float]:
    """The least time of one call of each, called in turn so that all meet the same conditions."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            started = clock()
            run()
            took[name].append(clock() - started)
    return {name: min(seconds) for name, seconds in took.items()}


def speed(encoder: Path) -> dict[str, float]:
    """One thread on passages of 256 tokens, against torch in float32; a question's latency; loading.

    Throughput is by processor time, so that what else the machine does counts less. The reference is
    all-MiniLM-L6-v2 as transformers runs it, eight passages at once, which suits it better than one by one,
    and our own leaner network in torch.
    """
    import torch
    from transformers import BertModel

    from index.encoder import network
    from index.encoder.build import TEACHER

    torch.set_num_threads(1)
    embedder = OnnxEmbedder(encoder)
    ids = np.random.default_rng(0).integers(1000, 30_000, (8, 256))
    tensors = torch.from_numpy(ids), torch.ones(8, 256, dtype=torch.int64)
    bert, ours = (
        BertModel.from_pretrained(TEACHER).eval(),
        network.from_bert(TEACHER / "model.safetensors").eval(),
    )
    runs = {
        "int8": lambda: [embedder._run(passage) for passage in ids.tolist()],
        "transformers": lambda: bert(*tensors),
        "torch": lambda: ours(*tensors),
    }
    with torch.inference_mode():
        took = least_seconds(runs, 21, time.process_time)
    question = {"question": lambda: embedder.embed_query("医保基金如何统筹？")}
    return {f"{name}_passages_per_second": round(8 / seconds, 1) for name, seconds in took.items()} | {
        "ratio_to_transformers": round(took["transformers"] / took["int8"], 2),
        "ratio_to_torch": round(took["torch"] / took["int8"], 2),
        "question_ms": round(1000 * least_seconds(question, 200, time.perf_counter)["question"], 2),
        "load_ms": round(1000 * load_seconds(encoder)),
    }


def load_seconds(encoder: Path) -> float:
    """The least time to load in a fresh process, imports of onnxruntime and tokenizers included."""
    program = (
        "import sys, time, langchain_core.embeddings, numpy; from index.embedder import load_embedder;"
        "s = time.perf_counter(); load_embedder(sys.argv[1]); print(time.perf_counter() - s);"
        "assert 'torch' not in sys.modules"
    )
    command = [sys.executable, "-c", program, str(encoder)]
    runs = [subprocess.run(command, capture_output=True, check=True, cwd=ROOT) for _ in range(5)]
    return min(float(run.stdout) for run in runs)


def files(encoder: Path) -> dict[str, object]:
    """What was measured."""
    names = ("model.onnx", "tokenizer.json")
    return {
        "megabytes": round(sum((encoder / name).stat().st_size for name in names) / 1e6, 1),
        "sha256": {name: hashlib.sha256((encoder / name).read_bytes()).hexdigest() for name in names},
        "fingerprint": OnnxEmbedder(encoder).fingerprint,
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_average": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--untrained", type=Path, default=ROOT / ".cache" / "untrained")
    parser.add_argument("--encoder", type=Path, default=EMBEDDED)
    parser.add_argument("--rows", nargs="+", choices=ROWS, default=ROWS, help="others are kept as they were")
    arguments = parser.parse_args()
    kept = json.loads(RESULTS.read_text(encoding="utf-8"))["quality"] if RESULTS.exists() else {}
    results: dict[str, object] = {
        "files": files(arguments.encoder),
        "speed": speed(arguments.encoder),
    }
    print(json.dumps(results, indent=2))
    if arguments.folder.is_dir():
        kept |= quality(arguments.folder, arguments.untrained, arguments.encoder, arguments.rows)
    if arguments.encoder != EMBEDDED:
        return
    results["quality"] = {row: kept[row] for row in ROWS if row in kept}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
