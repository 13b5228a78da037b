"""The wheel carries all that the product needs, and works from another folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ARTICLE = "桑植县把九成医保基金打包交给县总医院管理。结余归医院所有,超支由医院承担。\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network and unpacked into an empty folder."""
    folder = tmp_path_factory.mktemp("wheel")
    # setuptools builds inside the source tree, so it gets a copy.
    unneeded = shutil.ignore_patterns(".*", "tests", "build", "*.egg-info", "__pycache__")
    source = shutil.copytree(ROOT, folder / "source", ignore=unneeded)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", str(folder), str(source)], check=True, capture_output=True)
    (wheel,) = folder.glob("yigai-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_the_wheel_holds_encoder_and_lexicon_and_no_tests(installed: Path) -> None:
    encoder = {path.name for path in (installed / "index" / "encoder").iterdir()}
    assert {"model.onnx", "tokenizer.json", "LICENSE", "README.md"} <= encoder
    lexicon = {path.name for path in (installed / "index" / "lexicon").iterdir()}
    assert {"lexicon.tsv", "LICENSE"} <= lexicon
    assert not (installed / "tests").exists()


def test_the_wheel_indexes_and_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "sangzhi.txt").write_text(ARTICLE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(installed), "YIGAI_INDEX": str(tmp_path / "index")}
    where = "import ui.cli, sys; print(ui.cli.__file__, file=sys.stderr); ui.cli.main()"

    def yigai(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", where, *arguments],
            cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    indexed = yigai("index", "articles")
    assert indexed.returncode == 0, indexed.stderr
    assert indexed.stderr.startswith(str(installed))
    asked = yigai("ask", "桑植县怎样管理医保基金?")
    assert asked.returncode == 0, asked.stderr
    assert "九成医保基金打包" in asked.stdout
