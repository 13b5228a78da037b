"""Models that the user names: what goes wrong while one is loaded becomes one line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading(kind: str, name: str, advice: str) -> Iterator[None]:
    """Raises ValueError, with the reason and `advice`, for whatever error the loaders beneath raise."""
    try:
        yield
    except Exception as error:  # of many kinds
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise ValueError(f"the {kind} {name!r} could not be loaded ({reason}): {advice}") from error
