"""How each visitor looks at the table of articles: the view asked for last, whichever request is answered first."""

from __future__ import annotations

import threading
from collections.abc import Callable

import gradio as gr

from ui.web_table import View

VISITORS = 10_000
"""Views that are kept; beyond it those asked for longest ago are forgotten."""


class Views:
    """The latest view by the visitor's session; a visitor who asked for none has the plain one."""

    def __init__(self) -> None:
        self._views: dict[str, View] = {}
        self._lock = threading.Lock()

    def latest(self, request: gr.Request) -> View:
        """The view that the visitor asked for last."""
        with self._lock:
            return self._views.get(str(request.session_hash), View())

    def change(self, request: gr.Request, how: Callable[[View], View]) -> None:
        """Another view for the visitor from now on."""
        session = str(request.session_hash)
        with self._lock:
            self._views[session] = how(self._views.pop(session, View()))
            if len(self._views) > VISITORS:
                del self._views[next(iter(self._views))]
