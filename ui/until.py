"""Takes what a slow iterator gives until it ends or somebody has had enough."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
PATIENCE = 0.1
"""Seconds after which a stop is noticed while nothing comes."""


@dataclass(frozen=True, slots=True)
class _End:
    error: Exception | None = None


def until(stopped: threading.Event, items: Iterator[Item]) -> Iterator[Item]:
    """The items as they come, until `stopped` is set; an error of the iterator is raised here.

    The iterator runs in a thread of its own, so that a stop need not wait for its next item; once that has come,
    the iterator is closed.
    """
    came: queue.SimpleQueue[Item | _End] = queue.SimpleQueue()
    threading.Thread(target=_take, args=(stopped, items, came), daemon=True).start()
    while not stopped.is_set():
        try:
            item = came.get(timeout=PATIENCE)
        except queue.Empty:
            continue
        if isinstance(item, _End):
            if item.error is not None:
                raise item.error
            return
        yield item


def _take(stopped: threading.Event, items: Iterator[Item], came: queue.SimpleQueue[Item | _End]) -> None:
    try:
        for item in items:
            came.put(item)
            if stopped.is_set():
                break
        came.put(_End())
    except Exception as error:  # it belongs to the taker of the items, not to this thread
        came.put(_End(error))
    finally:
        close = getattr(items, "close", None)
        if close is not None:
            close()
