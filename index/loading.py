"""Models that the user names: what goes wrong while one is loaded becomes one line that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

HUB_SECONDS = 5.0
"""How long the hub may take to answer before a model that is not on this machine is given up."""
Model = TypeVar("Model")


def from_disk_or_hub(name: str, load: Callable[[bool], Model]) -> Model:
    """`load(local_files_only)` from this machine, else from the hub, which must be there: its clients wait for long.

    Raises what `load` raises, and OSError where the hub cannot be reached.
    """
    if Path(name).exists():
        return load(True)
    try:
        return load(True)
    except Exception:  # of many kinds: it is not among the files that were fetched before
        _reach_hub(name)
    return load(False)


def _reach_hub(name: str) -> None:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import HfHubHTTPError

    try:
        HfApi().model_info(name, timeout=HUB_SECONDS)
    except HfHubHTTPError:
        pass  # the hub is there; whether it has the model under another name is for the loader to say
    except Exception as error:  # of the client's own kinds
        raise OSError(f"it is not on this machine, and the hub cannot be reached: {error}") from error


@contextmanager
def loading(kind: str, name: str, advice: str) -> Iterator[None]:
    """Raises ValueError, with the reason and `advice`, for whatever error the loaders beneath raise."""
    try:
        yield
    except Exception as error:  # of many kinds
        reason = next(iter(str(error).strip().splitlines()), type(error).__name__)
        raise ValueError(f"the {kind} {name!r} could not be loaded ({reason}): {advice}") from error
