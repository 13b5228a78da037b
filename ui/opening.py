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

    size = settings.passage_size if create else None
    return Index.open(
        settings.index,
        embedder=settings.embedder,
        passage_size=size,
        reranker=settings.reranker,
        create=create,
    )


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the index of the settings, with the chat model they name; IndexMissing: there is none."""
    return assistant_over(open_index(settings), settings)


def assistant_over(index: Index, settings: Settings) -> Assistant:
    """An assistant over an index that is open already; closing it closes the index."""
    from qa.assistant import PASSAGES, Assistant

    llm = None
    if settings.llm:
        from qa.chat import load_chat_model

        key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
        llm = load_chat_model(settings.llm, settings.llm_base_url, key, settings.llm_timeout)
    return Assistant(index, llm, k=settings.k or PASSAGES, timeout=settings.llm_timeout)
