"""The README is true: its commands run, its snippet runs, its figures are those of the committed results."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SAMPLES = ROOT / "tests" / "data" / "articles"
QUESTIONS = ROOT / "tests" / "data" / "questions.jsonl"


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def _commands(program: str) -> list[str]:
    lines = [line.split("  #")[0].strip() for block in _blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line.split(" ")[0] == program]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README supposes it: `articles/`, and an index of them."""
    folder = tmp_path_factory.mktemp("readme")
    (folder / "articles").symlink_to(SAMPLES, target_is_directory=True)
    some = QUESTIONS.read_text(encoding="utf-8").splitlines(keepends=True)[:12]
    (folder / "questions.jsonl").write_text("".join(some), encoding="utf-8")
    _yigai(folder, ["index", "articles/"])
    return folder


def _yigai(folder: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-c", "import ui.cli; ui.cli.main()", *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("YIGAI_")}
    return subprocess.run(program, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", _commands("make"))
def test_the_make_targets_exist(command: str) -> None:
    result = subprocess.run(
        [*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr


# `serve` and `--watch` run until they are stopped (test_cli and test_browser start them); what sets a variable names a
# model of the user's.
@pytest.mark.parametrize(
    "command", [c for c in _commands("yigai") if not {"serve", "--watch"} & set(c.split())]
)
def test_the_yigai_commands_run(command: str, workplace: Path) -> None:
    result = _yigai(workplace, shlex.split(command)[1:])
    assert result.returncode == 0, result.stderr
    assert result.stdout


def test_the_python_snippet_runs(workplace: Path) -> None:
    (snippet,) = _blocks("python")
    result = subprocess.run(
        [sys.executable, "-c", snippet], cwd=workplace, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "总额包干" in result.stdout


def test_links_and_pictures_are_there() -> None:
    targets = [t for t in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in t]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_figures_are_those_of_the_committed_results() -> None:
    from tests.benchmarks import report

    assert report.rendered() == README.split(report.BEGIN)[1].split(report.END)[0]
