"""Sends a visitor of the front page to the page in the language of the browser, or the one chosen before."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.wording import preferred_language

COOKIE = "yigai_language"
HOMES = {"en": "/", "zh": "/zh/"}


class LanguageChoice:
    """`/?lang=zh` chooses and remembers; `/` alone goes by the choice or the browser; programs get English."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = self._redirect(Request(scope)) if _is_visit(scope) else None
        await (response or self.app)(scope, receive, send)

    def _redirect(self, request: Request) -> RedirectResponse | None:
        asked = request.query_params.get("lang")
        language = preferred_language(
            request.headers.get("accept-language", ""), asked or request.cookies.get(COOKIE)
        )
        if asked is None and language == "en":
            return None
        rest = urlencode(
            [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
        )
        response = RedirectResponse(HOMES[language] + (f"?{rest}" if rest else ""), 307)
        if asked is not None:
            response.set_cookie(COOKIE, language, max_age=31_536_000, httponly=True, samesite="lax")
        response.headers["Vary"] = "Accept-Language, Cookie"
        return response


def _is_visit(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
        return False
    return "text/html" in Request(scope).headers.get("accept", "")
