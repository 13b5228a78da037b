"""What all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of our own sample articles and questions."""
    return DATA


@pytest.fixture(scope="session")
def real_articles() -> Path:
    """The folder of a user's real articles; the test is skipped where it is not at hand."""
    folder = SHARED / "articles"
    if not folder.is_dir():
        pytest.skip("the real articles are not at hand (../shared/articles)")
    return folder
