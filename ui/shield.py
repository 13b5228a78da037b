"""The middleware before every route: credentials, own origin only, and a strict Content-Security-Policy."""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
SCRIPT = re.compile(rb"<script\b(?![^>]*\bnonce=)")
# Gradio compiles its templates in the browser, hence 'unsafe-eval'; a script that an article brought in still does not
# run, as it has no nonce. Gradio sets style attributes, hence 'unsafe-inline' for styles alone.
PAGE_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Shield:
    """Wraps an ASGI application; `credentials` are (user, password), `local` means that it listens on loopback."""

    def __init__(self, app: ASGIApp, credentials: tuple[str, str] | None, *, local: bool) -> None:
        self.app = app
        self.credentials = credentials
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        nonce = secrets.token_urlsafe(16)
        guarded = _Guarded(send, nonce)
        refusal = self._refusal(scope["method"], headers)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        if "text/html" in headers.get("accept", ""):
            # The page is rewritten below, so it must come uncompressed.
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            scope = {**scope, "headers": plain}
        await self.app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> JSONResponse | None:
        host = headers.get("host", "")
        if self.local and _name(host) not in LOOPBACK:
            # Another site's name that resolves to this machine must not reach the articles.
            return _problem(403, "this address is not served here; open it as 127.0.0.1 or localhost")
        origin = headers.get("origin")
        if method not in SAFE_METHODS and origin and urlsplit(origin).netloc != host:
            return _problem(403, "requests from other sites are not taken")
        if self.credentials and not _authorised(headers.get("authorization", ""), self.credentials):
            refusal = _problem(401, "user name and password are needed")
            refusal.headers["WWW-Authenticate"] = 'Basic realm="Yigai", charset="UTF-8"'
            return refusal
        return None


class _Guarded:
    """Sends a response on with the security headers; gives the scripts of an HTML page their nonce."""

    def __init__(self, send: Send, nonce: str) -> None:
        self.send = send
        self.nonce = nonce
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", PAGE_POLICY.format(nonce=self.nonce))
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page()
            return
        await self.send(message)

    async def _send_page(self) -> None:
        assert self.start is not None
        body = SCRIPT.sub(b'<script nonce="' + self.nonce.encode() + b'"', self.body)
        MutableHeaders(scope=self.start)["content-length"] = str(len(body))
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


def _name(host: str) -> str:
    return host.rsplit(":", 1)[0] if re.search(r":\d+$", host) else host


def _authorised(header: str, credentials: tuple[str, str]) -> bool:
    scheme, _, token = header.partition(" ")
    try:
        given = base64.b64decode(token, validate=True)
    except ValueError:
        return False
    return scheme.lower() == "basic" and hmac.compare_digest(given, ":".join(credentials).encode())


def _problem(status: int, detail: str) -> JSONResponse:
    title = {401: "not authorised", 403: "forbidden"}[status]
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")
