"""Models by name: those at hand load at once, and a hub that cannot be reached is told soon."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.loading import from_disk_or_hub, loading


def test_a_folder_and_a_model_fetched_before_need_no_hub(tmp_path: Path) -> None:
    asked: list[bool] = []
    assert from_disk_or_hub(str(tmp_path), lambda local: asked.append(local) or "model") == "model"
    assert from_disk_or_hub("some/model", lambda local: asked.append(local) or "model") == "model"
    assert asked == [True, True]


def test_a_hub_that_cannot_be_reached_is_one_line_and_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import HfApi

    def unreachable(_: object, name: str, timeout: float) -> None:
        raise ConnectionError(f"no route for {timeout:.0f} s")

    monkeypatch.setattr(HfApi, "model_info", unreachable)
    tried: list[bool] = []

    def load(local: bool) -> str:
        tried.append(local)
        raise OSError("not among the files")

    with (
        pytest.raises(ValueError, match="could not be loaded") as raised,
        loading("embedder", "no/pe", "do this"),
    ):
        from_disk_or_hub("no/pe", load)
    assert tried == [True]
    assert str(raised.value) == (
        "the embedder 'no/pe' could not be loaded (it is not on this machine, and the hub cannot be reached: "
        "no route for 5 s): do this"
    )


def test_a_model_that_the_hub_does_not_name_is_left_to_the_loader(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import HfApi

    monkeypatch.setattr(HfApi, "model_info", lambda *_, **__: None)

    def load(local: bool) -> str:
        if local:
            raise OSError("not among the files")
        return "fetched"

    assert from_disk_or_hub("some/model", load) == "fetched"
