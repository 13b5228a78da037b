"""Talking to a chat model: load it by name, stream its text, and give up in time."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessageChunk
from langchain_core.runnables import Runnable

LONGEST = 6000
"""Characters after which an answer is taken for a loop."""
_LOOP = re.compile(r"(.{6,200}?)\1{3,}$", re.DOTALL)
_ENDED = re.compile(r"[。!?！？.;；…\]】)）”\"'’]\s*$")
_CUT_REASONS = frozenset({"length", "max_tokens", "content_filter"})


class ModelFailed(RuntimeError):  # noqa: N818  as its neighbours
    """The chat model gave no usable answer; the message says why in a few words."""


def load_chat_model(
    name: str, base_url: str | None = None, api_key: str | None = None, timeout: float = 60.0
) -> BaseChatModel:
    """The chat model `name`: one of LangChain's providers ("openai:gpt-5"), or one that `base_url` serves.

    Behind `base_url` stands anything OpenAI-compatible: Ollama, vLLM, llama.cpp. ValueError: the provider
    is unknown or its package is missing.
    """
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"timeout": timeout, "max_retries": 0}
    if base_url:
        options |= {"model_provider": "openai", "base_url": base_url, "api_key": api_key or "none"}
        name = name.removeprefix("openai:")
    elif api_key:
        options["api_key"] = api_key
    try:
        model: BaseChatModel = init_chat_model(name, **options)
        return model
    except ImportError as error:
        raise ValueError(f"the chat model {name!r} needs a package: {error}") from error
    except Exception as error:  # each provider has errors of its own for a missing key
        advice = "set YIGAI_LLM_API_KEY, or YIGAI_LLM_BASE_URL where it is a server of your own"
        raise ValueError(f"the chat model {name!r} cannot be used ({_one_line(error)}); {advice}") from error


def model_name(llm: BaseChatModel) -> str:
    """What to call a model in an answer."""
    return str(getattr(llm, "model_name", None) or getattr(llm, "model", None) or type(llm).__name__)


def stream_text(
    chain: Runnable[dict[str, str], Any], values: dict[str, str], deadline: float
) -> Iterator[str]:
    """The text of a chain's answer as it grows, whole at each step.

    `deadline` is a time of time.monotonic(). ModelFailed: nothing came, it was cut off, it repeats itself, or
    time ran out; a call that hangs is left to its thread, which ends with the client's own timeout.
    """
    text, reason = "", ""
    for message in _until(deadline, _in_thread(chain, values)):
        text += _text_of(message)
        reason = str(message.response_metadata.get("finish_reason") or reason)
        if len(text) > LONGEST or _LOOP.search(text[-1000:]):
            raise ModelFailed("it repeats itself")
        yield text
    if not text.strip():
        raise ModelFailed("it said nothing")
    if reason in _CUT_REASONS or (not reason and not _ENDED.search(text)):
        raise ModelFailed("it was cut off")


_Event = BaseMessageChunk | Exception | None


def _in_thread(chain: Runnable[dict[str, str], Any], values: dict[str, str]) -> queue.Queue[_Event]:
    events: queue.Queue[_Event] = queue.Queue()

    def work() -> None:
        try:
            for chunk in chain.stream(values):
                events.put(chunk)
            events.put(None)
        except Exception as error:
            events.put(error)

    threading.Thread(target=work, daemon=True, name="yigai-chat").start()
    return events


def _until(deadline: float, events: queue.Queue[_Event]) -> Iterator[BaseMessageChunk]:
    while True:
        try:
            event = events.get(timeout=max(deadline - time.monotonic(), 0.001))
        except queue.Empty:
            raise ModelFailed("it took too long") from None
        if event is None:
            return
        if isinstance(event, Exception):
            raise ModelFailed(_one_line(event)) from event
        yield event


def _text_of(message: BaseMessageChunk) -> str:
    return message.text if isinstance(message, AIMessageChunk) else str(message.content)


def _one_line(error: Exception) -> str:
    """An error in one line without addresses: "APIConnectionError: Connection error."."""
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {re.sub(r'https?://[^ ]+', '…', first)[:160]}".rstrip(": ")
