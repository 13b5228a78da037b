"""The REST interface: ask, search, articles; bodies are the to_dict() forms, errors are problem JSON (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request, UploadFile
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.exceptions import HTTPException
from starlette.routing import Match

from ingest.article import Article
from ui import forms
from ui.desk import Busy, Desk
from ui.problem import NoSuchArticle, explain
from ui.upload import check_upload, content_id

LONGEST_QUESTION = 2000
MOST_HITS = 100
LONGEST_TEXT = 20_000_000
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

Question = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_QUESTION)]
Values = str | list[str]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Filters(BaseModel):
    """What narrows a search; dates are ISO (2025, 2025-04 or 2025-04-25) and inclusive."""

    model_config = ConfigDict(extra="forbid")
    published_from: Date | None = None
    published_to: Date | None = None
    source: Values | None = None
    article: Values | None = None
    place: Values | None = None


class Search(BaseModel):
    """What `GET /api/search` understands; a name that it does not know is an error, not ignored."""

    model_config = ConfigDict(extra="forbid")
    q: Annotated[Question, Field(description="what to find")]
    k: Annotated[int, Field(ge=1, le=MOST_HITS)] = 10
    published_from: Date | None = None
    published_to: Date | None = None
    source: list[str] | None = None
    article: list[str] | None = None
    place: list[str] | None = None


class Ask(BaseModel):
    """A question; `history` holds earlier (question, answer) pairs, oldest first."""

    model_config = ConfigDict(extra="forbid")
    question: Question
    filters: Filters | None = None
    history: list[tuple[str, str]] = Field(default_factory=list, max_length=50)


class NewArticle(BaseModel):
    """An article that comes from no file; one with the id of another takes its place."""

    model_config = ConfigDict(extra="forbid")
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
    title: str = ""
    id: Annotated[str, StringConstraints(min_length=1, max_length=500)] | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None


class Problem(BaseModel):
    """An error: its kind, its HTTP status, and one line that says what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class ProblemResponse(JSONResponse):
    """A problem under its own media type."""

    media_type = "application/problem+json"


ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": "a problem"}
    for status in (400, 401, 403, 404, 409, 413, 415, 422, 503)
}


def rest_app(desk: Desk) -> FastAPI:
    """The application with the REST routes alone."""
    # FastAPI's own page of documentation loads its script from another host, so only the description is served.
    app = FastAPI(title="Yigai", openapi_url="/api/openapi.json", docs_url=None, redoc_url=None)
    _install_problems(app)
    app.include_router(_routes(desk))
    return app


def _routes(desk: Desk) -> APIRouter:
    """The routes under /api over one desk."""
    router = APIRouter(prefix="/api", responses=ERRORS)

    @router.get("/health")
    def health() -> dict[str, Any]:
        """Whether the index can be read, and what it holds."""
        return {"status": "ok", **desk.index.stats()}

    @router.post("/ask", response_model=None)
    def ask(body: Ask, request: Request) -> Response | dict[str, Any]:
        """Answer a question; with `Accept: text/event-stream` the growing answer, one event each."""
        filters = body.filters.model_dump(exclude_none=True) if body.filters else None
        if "text/event-stream" in request.headers.get("accept", ""):
            answers = desk.stream(body.question, filters, body.history)
            first = next(
                answers
            )  # an error before the first event is an answer of its own, not a broken stream
            return StreamingResponse(_events(first, answers), media_type="text/event-stream")
        return desk.ask(body.question, filters, body.history).to_dict()

    @router.get("/search")
    def search(asked: Annotated[Search, Query()]) -> list[dict[str, Any]]:
        """The passages that match best, best first."""
        filters = asked.model_dump(exclude={"q", "k"}, exclude_none=True)
        return [forms.hit_to_dict(hit) for hit in desk.search(asked.q, asked.k, filters or None)]

    _article_routes(router, desk)
    _refuse_others(router)
    return router


def _events(first: Any, rest: Iterator[Any]) -> Iterator[str]:
    yield _event("answer", first.to_dict())
    try:
        for answer in rest:
            yield _event("answer", answer.to_dict())
    except Exception as error:
        yield _event("problem", _problem(error))
        return
    yield _event("done", {})


def _event(name: str, value: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=False)}\n\n"


def _article_routes(router: APIRouter, desk: Desk) -> None:
    @router.get("/articles")
    def articles(ledger: bool = False) -> list[dict[str, Any]]:
        """All articles, without their texts."""
        return [forms.article_to_dict(article, ledger=ledger) for article in desk.articles()]

    @router.get("/articles/{article_id:path}")
    def article(article_id: str) -> dict[str, Any]:
        """One article with its text and its ledger."""
        return forms.article_to_dict(desk.article(article_id), ledger=True)

    @router.post("/articles", status_code=201)
    def add(body: NewArticle) -> dict[str, Any]:
        """Add one article given as JSON; the report says whether it was new."""
        fields = body.model_dump(exclude={"id"})
        identity = body.id or content_id(body.text.encode())
        return forms.report_to_dict(desk.add(Article(id=identity, **fields))) | {"id": identity}

    @router.post("/files", status_code=201)
    def upload(file: UploadFile) -> dict[str, Any]:
        """Add the articles of one uploaded file of a kind that is read; refused ones are in the report."""
        name = file.filename or ""
        data = check_upload(file.file, name)
        return forms.report_to_dict(desk.add_file(data, name))

    @router.delete("/articles/{article_id:path}", status_code=204)
    def remove(article_id: str) -> None:
        """Remove one article; if it came from a file it stays away until that file changes."""
        desk.remove(article_id)


def _refuse_others(router: APIRouter) -> None:
    """Answer what no route takes, which would else go on to the page that is mounted at /."""
    routes = list(router.routes)

    @router.api_route("/{path:path}", methods=METHODS, include_in_schema=False)
    def nowhere(request: Request) -> None:
        near = [route for route in routes if route.matches(request.scope)[0] is Match.PARTIAL]
        allowed = sorted({method for route in near for method in getattr(route, "methods", ())})
        if allowed:
            raise HTTPException(405, headers={"Allow": ", ".join(allowed)})
        raise HTTPException(404)


def _problem(error: Exception) -> dict[str, Any]:
    if isinstance(error, Busy):
        return Problem(title="busy", status=503, detail=str(error)).model_dump()
    known = explain(error)
    if known is None:
        detail = "a fault of this server; its log says more"
        return Problem(title="internal error", status=500, detail=detail).model_dump()
    return Problem(title=known.title, status=known.status, detail=known.detail).model_dump()


def _respond(error: Exception) -> ProblemResponse:
    body = _problem(error)
    if body["status"] == 500:
        raise error
    headers = {"Retry-After": "3"} if isinstance(error, Busy) else None
    return ProblemResponse(body, body["status"], headers)


def _install_problems(app: FastAPI) -> None:
    """Let every error of the interface be problem JSON."""

    def validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        detail = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        if any(one["type"] == "model_attributes_type" for one in error.errors()):
            detail += "; send it as JSON, with the header Content-Type: application/json"
        return ProblemResponse(Problem(title="wrong use", status=422, detail=detail).model_dump(), 422)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        body = Problem(title="HTTP", status=error.status_code, detail=str(error.detail)).model_dump()
        return ProblemResponse(body, error.status_code, error.headers)

    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(HTTPException, http)
    for kind in (ValueError, NoSuchArticle, OSError, RuntimeError):
        app.add_exception_handler(kind, lambda request, error: _respond(error))
