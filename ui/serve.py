"""One server for the page in both languages, the article view and the REST interface."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from importlib.util import find_spec

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported: it asks at import
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.types import ASGIApp

from ui import rest
from ui.desk import Desk
from ui.instances import instances
from ui.language_choice import LanguageChoice
from ui.settings import InvalidSettings, Settings
from ui.shield import LOOPBACK, Shield
from ui.theme import SCRIPT, STYLE, theme
from ui.web import build_page
from ui.web_reader import READER_POLICY, reader_html
from ui.wording import WORDS, Language

HEAD = '<link rel="stylesheet" href="/look/page.css"><script src="/look/page.js" defer></script>'
UPLOAD_LIMIT = "50mb"


def create_app(desk: Desk, settings: Settings) -> ASGIApp:
    """The whole application: REST under /api, the article view, the English page at / and the Chinese one at /zh."""

    app = rest.rest_app(desk)
    _add_views(app, desk)
    _mount(app, desk, "/zh", "zh")
    _mount(app, desk, "/", "en")
    return Shield(LanguageChoice(app), settings.credentials, local=settings.host in LOOPBACK)


def _add_views(app: FastAPI, desk: Desk) -> None:
    @app.get("/article", include_in_schema=False)
    def article(id: str, start: int = 0, end: int = 0, lang: Language = "en") -> Response:
        status, html = reader_html(desk, id, (start, end), lang)
        return HTMLResponse(html, status, {"Content-Security-Policy": READER_POLICY})

    @app.get("/look/page.css", include_in_schema=False)
    def style() -> Response:
        return FileResponse(STYLE, media_type="text/css")

    @app.get("/look/page.js", include_in_schema=False)
    def script() -> Response:
        return FileResponse(SCRIPT, media_type="text/javascript")


def _mount(app: FastAPI, desk: Desk, path: str, language: Language) -> None:
    gr.mount_gradio_app(
        app,
        build_page(desk, language),
        path=path,
        theme=theme(),
        head=HEAD,
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        enable_monitoring=False,
        max_file_size=UPLOAD_LIMIT,
        mcp_server=language == "en" and find_spec("mcp") is not None,
        show_error=True,
    )


def serve(settings: Settings) -> None:
    """Serve until Ctrl-C; InvalidSettings where the address cannot be listened on."""
    listening = _listen(settings)
    if sys.stderr.isatty():
        sys.stderr.write("Opening the collection ...\n")
    desk = Desk.open(settings)
    app = create_app(desk, settings)
    # Only now: while two threads import, filters of warnings set by one are undone by the other.
    threading.Thread(target=_warm, args=(desk,), daemon=True).start()
    host, port = listening.getsockname()[:2]
    sys.stderr.write(f"Yigai is at http://{f'[{host}]' if ':' in host else host}:{port} (Ctrl-C ends it)\n")
    if settings.host not in LOOPBACK and settings.credentials is None:
        sys.stderr.write(
            "anyone who reaches this address can read and change the articles: set --auth user:password\n"
        )
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        desk.close()


def _warm(desk: Desk) -> None:
    """Load the encoder and find the example questions before the first visitor waits for them."""
    try:
        for language in WORDS:
            instances(desk, language)
    except Exception as error:  # the visitor's own question will tell
        logging.getLogger(__name__).warning("could not warm up: %s", error)


def _listen(settings: Settings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        listening = socket.socket(family)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
        listening.listen(128)  # who comes while the page is being built waits, and is not turned away
    except OSError as error:
        reason = error.strerror or str(error)
        advice = "choose another with --host or --port (0: any free port)"
        raise InvalidSettings(
            f"cannot listen on {settings.host}:{settings.port} ({reason}); {advice}"
        ) from error
    return listening
