"""Stop buttons: a visitor stops what was begun for that visitor, and nobody else's work."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import gradio as gr


class Stops:
    """The work under way, by the visitor's session."""

    def __init__(self) -> None:
        self._events: dict[str, threading.Event] = {}

    @contextmanager
    def begun(self, request: gr.Request) -> Iterator[threading.Event]:
        """An event that is set when the visitor has had enough."""
        session, stopped = str(request.session_hash), threading.Event()
        self._events[session] = stopped
        try:
            yield stopped
        finally:
            if self._events.get(session) is stopped:
                del self._events[session]

    def stop(self, request: gr.Request) -> None:
        """Let the visitor's work end as it is."""
        stopped = self._events.get(str(request.session_hash))
        if stopped is not None:
            stopped.set()
