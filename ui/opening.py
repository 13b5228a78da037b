"""Opens the index and the assistant that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index import Index
    from qa import Assistant
    from ui.settings import Settings


def open_index(settings: Settings, *, create: bool = False) -> Index:
    """The index of the settings; raises IndexMissing where there is none and `create` is not set."""
    from index import Index

    if not create:
        _must_exist(settings)
    return Index.open(settings.index, embedder=settings.embedder)


def _must_exist(settings: Settings) -> None:
    from index.errors import IndexMissing

    if not (settings.index / "manifest.json").is_file():
        advice = "run `yigai index PATH` first, or name another folder with --index"
        raise IndexMissing(f"there is no index in {settings.index}; {advice}")


def open_assistant(settings: Settings) -> Assistant:
    """The assistant of the settings, with the chat model they name."""
    from qa import Assistant

    return Assistant.open(settings.index, llm=settings.llm)
