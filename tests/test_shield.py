"""The shield: who may ask at all, and what the browser is told to forbid."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from ui.shield import Shield


def _page(request: Request) -> Response:
    return HTMLResponse('<script>1</script><script src="a.js"></script><script nonce="x">2</script>')


def _text(request: Request) -> Response:
    return PlainTextResponse("<script>")


APP = Starlette(routes=[Route("/", _page), Route("/text", _text, methods=["GET", "POST"])])


def client(
    credentials: tuple[str, str] | None = None, *, local: bool = True, host: str = "127.0.0.1:7860"
) -> TestClient:
    return TestClient(Shield(APP, credentials, local=local), base_url=f"http://{host}")


def test_scripts_of_a_page_get_the_nonce_of_its_policy() -> None:
    response = client().get("/", headers={"accept": "text/html"})
    (nonce,) = re.findall(r"'nonce-([^']+)'", response.headers["content-security-policy"])
    assert response.text == (
        f'<script nonce="{nonce}">1</script><script nonce="{nonce}" src="a.js"></script><script nonce="x">2</script>'
    )
    assert int(response.headers["content-length"]) == len(response.content)
    again = client().get("/", headers={"accept": "text/html"})
    assert nonce not in again.text


def test_other_responses_stay_as_they_are_and_bear_the_headers() -> None:
    response = client().get("/text")
    assert response.text == "<script>"
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:7860", "[::1]:7860"])
def test_loopback_names_are_served(host: str) -> None:
    assert client(host=host).get("/text").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:7860", "10.0.0.1"])
def test_another_name_for_this_machine_is_not(host: str) -> None:
    assert client(host=host).get("/text").status_code == 403
    assert client(host=host, local=False).get("/text").status_code == 200


def test_a_request_from_another_site_changes_nothing() -> None:
    assert client().post("/text", headers={"origin": "http://evil.example"}).status_code == 403
    assert client().post("/text", headers={"origin": "null"}).status_code == 403
    assert client().post("/text", headers={"origin": "http://127.0.0.1:7860"}).status_code == 200
    assert client().get("/text", headers={"origin": "http://evil.example"}).status_code == 200


def test_credentials_are_needed_everywhere() -> None:
    guarded = client(("ann", "blue:sky"))
    refused = guarded.get("/")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic")
    assert guarded.get("/text", auth=("ann", "wrong")).status_code == 401
    assert guarded.get("/text", headers={"authorization": "Basic !!!"}).status_code == 401
    assert guarded.get("/text", auth=("ann", "blue:sky")).status_code == 200
