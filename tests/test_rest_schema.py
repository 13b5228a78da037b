"""The REST interface keeps its own description: generated requests never meet a 500 nor an undescribed answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from index import Index
from ingest import Article
from qa import Assistant
from ui.desk import Desk
from ui.rest import rest_app

OPERATIONS = [
    ("/api/health", "GET"),
    ("/api/ask", "POST"),
    ("/api/search", "GET"),
    ("/api/articles", "GET"),
    ("/api/articles", "POST"),
    ("/api/files", "POST"),
    ("/api/articles/{article_id}", "GET"),
    ("/api/articles/{article_id}", "DELETE"),
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    index = Index.open(tmp_path_factory.mktemp("described") / "collection")
    index.add([Article("health", "桑植县医改", "桑植县把医保基金的90%打包给总医院。三年累计结余3657万元。")])
    yield schemathesis.openapi.from_asgi("/api/openapi.json", rest_app(Desk(index, Assistant(index))))
    index.close()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_no_generated_request_meets_a_fault(described: Any, path: str, method: str) -> None:
    @given(case=described[path][method].as_strategy())
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def keeps_to_the_description(case: Any) -> None:
        # A schema cannot say that a day exists, that a text holds more than controls, or that a file is an article:
        # what it allows may still be refused (422), and that alone is not checked here.
        case.call_and_validate(excluded_checks=[schemathesis.checks.positive_data_acceptance])

    keeps_to_the_description()
