"""The REST interface: what each route takes and gives, and that every error is a problem."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from index import Index
from ingest import Article
from qa import Assistant
from ui.desk import Busy, Desk, Gate
from ui.rest import rest_app

HEALTH = "桑植县把医保基金的90%打包给总医院。三年累计结余3657万元。总医院下设23家乡镇卫生院。"
QUESTION = "桑植县医保基金累计结余多少?"
PROBLEM = "application/problem+json"


def article(identity: str = "health", **fields: Any) -> Article:
    given = {"title": "桑植县医改", "text": HEALTH, "source": "湘声报", "published": "2025-04-25", **fields}
    return Article(id=identity, **given)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    index = Index.open(tmp_path / "index")
    index.add(
        [
            article(),
            article("school", title="学校", text="全市新建学校十二所。", source="教育报", published=None),
        ]
    )
    yield Desk(index, Assistant(index))
    index.close()


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(rest_app(desk), raise_server_exceptions=False)


def problem(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    body: dict[str, Any] = response.json()
    assert body["status"] == status
    assert body["detail"]
    assert "\n" not in body["detail"]
    return body


def test_health_counts(client: TestClient) -> None:
    body = client.get("/api/health").json()
    assert (body["status"], body["articles"], body["passages"]) == ("ok", 2, 2)


def test_ask_gives_the_to_dict_form(client: TestClient, desk: Desk) -> None:
    body = client.post("/api/ask", json={"question": QUESTION}).json()
    assert body["refused"] is False
    first = body["citations"][0]
    assert first["article"]["id"] == "health"
    assert desk.index.article("health").text[first["start"] : first["end"]] == first["quote"]
    assert set(body) == set(desk.ask(QUESTION).to_dict())


def test_ask_streams_on_demand(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": QUESTION}, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    assert [lines[0] for lines in events][-2:] == ["event: answer", "event: done"]
    last = json.loads(events[-2][1].removeprefix("data: "))
    assert last["citations"][0]["article"]["id"] == "health"


def test_ask_with_filters(client: TestClient) -> None:
    body = client.post("/api/ask", json={"question": QUESTION, "filters": {"source": "教育报"}}).json()
    shown = [one["article"]["id"] for one in body["citations"] + body["nearest"]]
    assert "health" not in shown


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": ""},
        {"question": "   "},
        {"question": "长" * 2001},
        {"question": "x", "colour": 1},
        {"question": "x", "filters": {"colour": "red"}},
        {"question": "x", "filters": {"published_from": "yesterday"}},
        {"question": ["x"]},
    ],
)
def test_a_wrong_question_is_a_problem(client: TestClient, body: dict[str, Any]) -> None:
    problem(client.post("/api/ask", json=body), 422)
    problem(client.post("/api/ask", json=body, headers={"accept": "text/event-stream"}), 422)


def test_a_body_that_is_not_called_json_is_told_what_it_lacks(client: TestClient) -> None:
    response = client.post("/api/ask", content='{"question": "x"}', headers={"content-type": "text/plain"})
    assert "Content-Type: application/json" in problem(response, 422)["detail"]


def test_search_ranks(client: TestClient) -> None:
    hits = client.get("/api/search", params={"q": "医保基金", "k": 1}).json()
    assert [(hit["rank"], hit["article"]["id"]) for hit in hits] == [(1, "health")]
    assert "医保基金" in hits[0]["passage"]["text"]
    filtered = client.get("/api/search", params={"q": "医保基金", "source": "教育报"}).json()
    assert {hit["article"]["id"] for hit in filtered} == {"school"}


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"q": ""},
        {"q": "x", "k": 0},
        {"q": "x", "k": 101},
        {"q": "x", "published_to": "?"},
        {"q": "x", "published_to": "2025-13"},
        {"q": "x", "places": "桑植县"},
    ],
)
def test_a_wrong_search_is_a_problem(client: TestClient, params: dict[str, Any]) -> None:
    problem(client.get("/api/search", params=params), 422)


def test_articles_are_listed_and_read(client: TestClient) -> None:
    listed = client.get("/api/articles").json()
    assert [one["id"] for one in listed] == ["health", "school"]
    assert "ledger" not in listed[0]
    assert "text" not in listed[0]
    assert "ledger" in client.get("/api/articles", params={"ledger": True}).json()[0]
    assert client.get("/api/articles/health").json()["text"] == HEALTH
    problem(client.get("/api/articles/nowhere"), 404)


def test_an_article_is_added_asked_about_and_removed(client: TestClient) -> None:
    text = "黔江区的流动药房每周三到山里送药,全年送药四千次。"
    added = client.post("/api/articles", json={"title": "流动药房", "text": text})
    assert added.status_code == 201
    assert added.json()["added"] == 1
    identity = added.json()["id"]
    question = {"question": "黔江区的流动药房全年送药多少次?"}
    assert client.post("/api/ask", json=question).json()["citations"][0]["article"]["id"] == identity
    assert client.delete(f"/api/articles/{identity}").status_code == 204
    after = client.post("/api/ask", json=question).json()
    assert identity not in [one["article"]["id"] for one in after["citations"]]
    problem(client.delete(f"/api/articles/{identity}"), 404)


def test_a_file_is_uploaded(client: TestClient) -> None:
    data = "流动药房\n\n黔江区的流动药房每周三到山里送药,全年送药四千次。\n".encode("gb18030")
    response = client.post("/api/files", files={"file": ("pharmacy.txt", data)})
    assert response.status_code == 201
    assert response.json()["added"] == 1
    assert "流动药房" in [one["title"] for one in client.get("/api/articles").json()]


def test_a_file_that_is_no_article_is_in_the_report(client: TestClient) -> None:
    report = client.post("/api/files", files={"file": ("broken.pdf", b"%PDF-1.4 broken")}).json()
    assert report["added"] == 0
    assert report["refused"][0]["path"].startswith("broken.pdf")
    problem(client.post("/api/files", files={"file": ("program.exe", b"MZ")}), 422)
    problem(client.post("/api/files"), 422)


def test_an_id_may_hold_slashes(client: TestClient) -> None:
    client.post("/api/articles", json={"id": "a/b c.txt", "text": "全县建成村卫生室二百家。"})
    assert client.get("/api/articles/a/b%20c.txt").json()["id"] == "a/b c.txt"
    assert client.delete("/api/articles/a/b%20c.txt").status_code == 204


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/api/nowhere", 404, None),
        ("GET", "/api/", 404, None),
        ("PUT", "/api/ask", 405, "POST"),
        ("PATCH", "/api/articles/a/b", 405, "DELETE, GET"),
    ],
)
def test_what_no_route_takes_is_a_problem_and_not_the_page(
    desk: Desk, method: str, path: str, status: int, allow: str | None
) -> None:
    app = rest_app(desk)
    app.mount("/", PlainTextResponse("the page"))
    client = TestClient(app)
    assert client.get("/").text == "the page"
    response = client.request(method, path)
    problem(response, status)
    assert response.headers.get("allow") == allow


def test_a_missing_turn_is_busy_with_a_time_to_come_back(desk: Desk) -> None:
    desk.gate = Gate(running=1, waiting=0)
    client = TestClient(rest_app(desk))
    with desk.gate.entered():
        response = client.post("/api/ask", json={"question": QUESTION})
    assert problem(response, 503)["title"] == "busy"
    assert response.headers["retry-after"] == "3"
    assert client.post("/api/ask", json={"question": QUESTION}).status_code == 200


def test_the_gate_lets_some_in_and_some_wait() -> None:
    gate = Gate(running=1, waiting=1)
    entered, leave, second = threading.Event(), threading.Event(), threading.Event()

    def first_caller() -> None:
        with gate.entered():
            entered.set()
            leave.wait(60)

    def second_caller() -> None:
        with gate.entered():
            second.set()

    callers = [threading.Thread(target=first_caller), threading.Thread(target=second_caller)]
    callers[0].start()
    assert entered.wait(60)
    callers[1].start()
    while gate.inside < 2:
        time.sleep(0.01)
    with pytest.raises(Busy), gate.entered():
        pass
    assert not second.is_set()
    leave.set()
    assert second.wait(60)
    for caller in callers:
        caller.join()
    assert gate.inside == 0


def test_the_description_names_every_route(client: TestClient) -> None:
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {(path, method) for path, methods in paths.items() for method in methods} == {
        ("/api/health", "get"), ("/api/ask", "post"), ("/api/search", "get"), ("/api/articles", "get"),
        ("/api/articles", "post"), ("/api/files", "post"), ("/api/articles/{article_id}", "get"),
        ("/api/articles/{article_id}", "delete"),
    }  # fmt: skip
