"""The rules of the code base that a machine can see: imports run one way, and nothing unpickles."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ["ingest", "index", "qa", "ui"]
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "joblib", "marshal", "shelve", "langchain_community"}


def _modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def _imports(module: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module, node.lineno


@pytest.mark.parametrize("package", LAYERS)
def test_imports_run_one_way(package: str) -> None:
    above = set(LAYERS[LAYERS.index(package) + 1 :])
    upward = [
        f"{module.relative_to(ROOT)}:{line} imports {name}"
        for module in _modules(package)
        for name, line in _imports(module)
        if name.split(".")[0] in above
    ]
    assert upward == []


@pytest.mark.parametrize("package", LAYERS)
def test_nothing_unpickles(package: str) -> None:
    found = [
        f"{module.relative_to(ROOT)}:{line} imports {name}"
        for module in _modules(package)
        for name, line in _imports(module)
        if name.split(".")[0] in FORBIDDEN_MODULES
    ]
    assert found == []


@pytest.mark.parametrize("package", LAYERS)
def test_every_module_opens_with_a_sentence(package: str) -> None:
    silent = [
        str(m.relative_to(ROOT))
        for m in _modules(package)
        if not ast.get_docstring(ast.parse(m.read_text("utf-8")))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("statement", "heavy"),
    [
        ("import ui.cli", {"torch", "gradio", "langchain", "transformers", "faiss"}),
        ("import index", {"torch", "gradio", "transformers"}),
        ("import qa", {"torch", "gradio", "transformers"}),
    ],
)
def test_light_imports_stay_light(statement: str, heavy: set[str]) -> None:
    code = f"{statement}; import sys; print(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert heavy & set(result.stdout.split()) == set()


def test_the_top_level_is_the_agreed_one() -> None:
    agreed = {
        "README.md", "pyproject.toml", "ingest", "index", "qa", "ui", "tests",
        "Makefile", "LICENSE", "NOTICE", "CHANGELOG.md", "CONTRIBUTING.md", "constraints.txt",
    }  # fmt: skip
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=off", "ls-files"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout, so what belongs to it is not known")
    names = {line.split("/")[0] for line in listed.stdout.splitlines()}
    assert {name for name in names if not name.startswith(".")} - agreed == set()
