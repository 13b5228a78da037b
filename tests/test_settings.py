"""Settings: which source wins, and what a wrong one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ui.settings import InvalidSettings, Settings, debugging, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without yigai.toml, and none of the user's own settings."""
    monkeypatch.chdir(tmp_path)
    for name in [*Settings.model_fields, "debug"]:
        monkeypatch.delenv(f"YIGAI_{name.upper()}", raising=False)


def test_defaults() -> None:
    settings = load_settings()
    assert settings.index == Path("yigai-index")
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert (settings.embedder, settings.llm, settings.auth, settings.credentials) == (None, None, None, None)
    assert (settings.k, settings.passage_size) == (None, None)


def test_arguments_over_environment_over_file_over_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("yigai.toml").write_text('port = 1001\nk = 3\nhost = "localhost"\n', encoding="utf-8")
    monkeypatch.setenv("YIGAI_PORT", "1002")
    monkeypatch.setenv("YIGAI_K", "4")
    settings = load_settings(port=1003, k=None)
    assert (settings.port, settings.k, settings.host) == (1003, 4, "localhost")


def test_an_empty_variable_sets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIGAI_LLM", "")
    assert load_settings().llm is None


def test_credentials_are_split_at_the_first_colon_and_never_shown() -> None:
    settings = load_settings(auth="ann:blue:sky", llm_api_key="key-1")
    assert settings.credentials == ("ann", "blue:sky")
    assert "sky" not in repr(settings)
    assert "key-1" not in repr(settings)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"port": "eighty"}, ["port", "--port", "YIGAI_PORT", "yigai.toml"]),
        ({"port": 70000}, ["port", "65535"]),
        ({"k": 0}, ["k cannot be used", "mend -k, YIGAI_K"]),
        ({"auth": "ann"}, ["auth", "user:password"]),
        ({"auth": ":x"}, ["auth", "user:password"]),
        ({"llm_timeout": -1}, ["--llm-timeout"]),
    ],
)
def test_a_wrong_setting_says_where_it_may_stand(arguments: dict[str, object], words: list[str]) -> None:
    with pytest.raises(InvalidSettings) as caught:
        load_settings(**arguments)
    message = str(caught.value)
    assert "\n" not in message
    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize(("text", "word"), [("colour = 1\n", "colour"), ("port = \n", "cannot be read")])
def test_a_wrong_file_says_so(text: str, word: str) -> None:
    Path("yigai.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidSettings, match=word) as caught:
        load_settings()
    assert "yigai.toml" in str(caught.value)


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("true", True), ("0", False), ("", False)])
def test_debugging(value: str, expected: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YIGAI_DEBUG", value)
    assert debugging() is expected
