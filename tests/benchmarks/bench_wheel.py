"""The wheel, installed with all that it depends on into an empty environment, indexes and answers in another folder.

    python -m tests.benchmarks.bench_wheel

Needs what pip needs: a package index, and some minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.record import record

ROOT = Path(__file__).parents[2]
QUESTION = "How does Sangzhi pool insurance funds?"


def main() -> dict[str, Any]:
    """Builds, installs, indexes, asks; writes results/wheel.json."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        wheel = built(place)
        began = time.perf_counter()
        run([sys.executable, "-m", "venv", "environment"], place)
        pip = ["environment/bin/pip", "install", "--quiet", "--constraint", str(ROOT / "constraints.txt")]
        run([*pip[:3], "--upgrade", "pip"], place)
        run([*pip, str(wheel)], place)
        installed = time.perf_counter() - began
        elsewhere = place / "elsewhere"
        shutil.copytree(ROOT / "tests/data/articles", elsewhere / "articles")
        yigai = str(place / "environment/bin/yigai")
        report = run([yigai, "index", "articles"], elsewhere)
        answer = run([yigai, "ask", QUESTION], elsewhere)
        found = {
            "wheel_mb": round(wheel.stat().st_size / 1e6, 1),
            "install_seconds": round(installed),
            "indexed": report.strip().splitlines()[-1],
            "answered": "90%" in answer,
        }
    record("wheel", found)
    return found


def built(folder: Path) -> Path:
    """The wheel of this checkout; setuptools builds inside the source tree, so it gets a copy."""
    unneeded = shutil.ignore_patterns(".*", "tests", "build", "*.egg-info", "__pycache__")
    source = shutil.copytree(ROOT, folder / "source", ignore=unneeded)
    run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", str(source)], folder)
    (wheel,) = folder.glob("yigai-*.whl")
    return wheel


def run(command: list[str], folder: Path) -> str:
    """What a command prints, of both streams; CalledProcessError where it fails."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("YIGAI_", "PYTHON"))
    }
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    return done.stdout + done.stderr


if __name__ == "__main__":
    print(main())
