"""A module of ours run as a program, in a process of its own that may be ended without harm."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_ROOT = str(Path(__file__).parent.parent)


def command(module: str) -> list[str]:
    """The command that runs the `main` of a module; -P: never one of the same name in the folder the user is in."""
    return [sys.executable, "-P", "-c", f"from {module} import main; main()"]


def environment() -> dict[str, str]:
    """This process's environment, in which the child finds the modules that this one has."""
    path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
    return {**os.environ, "PYTHONPATH": path}
