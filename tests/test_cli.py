"""The command line: what each command prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ui import cli

HEALTH = "桑植县把医保基金的90%打包给总医院。三年累计结余3657万元。总医院下设23家乡镇卫生院。"
SCHOOL = "The city opened twelve schools in 2024. Each school has a library. Parents welcomed the change."


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Yigai = Callable[..., Result]


@pytest.fixture
def yigai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Yigai:
    """Runs the command line in this process, in an empty folder and without the user's own settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("YIGAI_")]:
        monkeypatch.delenv(name)

    def run(*arguments: str) -> Result:
        monkeypatch.setattr(sys, "argv", ["yigai", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        captured = capfd.readouterr()
        return Result(int(stopped.value.code or 0), captured.out, captured.err)

    return run


def _write_articles(parent: Path) -> Path:
    folder = parent / "articles"
    folder.mkdir()
    (folder / "health.txt").write_text(f"桑植县医改\n\n{HEALTH}\n", encoding="utf-8")
    (folder / "school.txt").write_text(f"Twelve new schools\n\n{SCHOOL}\n", encoding="utf-8")
    return folder


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    return _write_articles(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the two articles, made once and copied for each test."""
    from index import Index

    folder = tmp_path_factory.mktemp("made")
    with Index.open(folder / "index") as index:
        index.sync(_write_articles(folder))
    return folder / "index"


@pytest.fixture
def indexed(yigai: Yigai, made: Path, tmp_path: Path) -> Yigai:
    """The command line in a folder that holds an index of the two articles."""
    shutil.copytree(made, tmp_path / "yigai-index")
    return yigai


def test_index_counts_what_it_did(yigai: Yigai, articles: Path) -> None:
    first = yigai("index", str(articles))
    assert first.code == 0
    assert first.out.startswith("2 added, 0 updated, 0 removed, 0 unchanged, 0 refused")
    assert first.err == ""
    again = yigai("index", str(articles))
    assert again.out.startswith("0 added, 0 updated, 0 removed, 2 unchanged")


def test_a_refused_file_is_named_and_the_others_are_read(yigai: Yigai, articles: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    result = yigai("index", str(articles))
    assert result.code == 1
    assert result.out.startswith("2 added")
    assert result.err.startswith("refused empty.txt: ")
    assert result.err.count("\n") == 1


def test_index_as_json(yigai: Yigai, articles: Path) -> None:
    (articles / "empty.txt").write_bytes(b"")
    result = yigai("index", str(articles), "--json")
    report = json.loads(result.out)
    assert (report["added"], report["refused"][0]["path"]) == (2, "empty.txt")
    assert result.code == 1


def test_ask_prints_the_answer_then_its_citations(indexed: Yigai) -> None:
    result = indexed("ask", "桑植县医保基金累计结余多少?")
    assert result.code == 0
    answer, _, citations = result.out.partition("\n\n")
    assert "3657万元" in answer
    assert "[1]" in answer
    assert "[1] 桑植县医改" in citations
    assert "三年累计结余3657万元。" in citations
    assert result.err == ""


def test_an_english_asker_gets_english_figures(indexed: Yigai) -> None:
    result = indexed("ask", "How much did Sangzhi's insurance fund have left over?")
    assert "3657万元 = CNY 36.57 million" in result.out
    assert "90% = 90 %" not in result.out


def test_a_filter_by_an_article_that_is_not_there_is_told(indexed: Yigai) -> None:
    for command in ("ask", "search"):
        result = indexed(command, "医保基金", "--article", "nope.txt")
        assert result.code == 2
        assert result.err == "yigai: there is no article 'nope.txt'; `yigai articles` lists the ids\n"


def test_ask_as_json_is_the_to_dict_form(indexed: Yigai) -> None:
    answer = json.loads(indexed("ask", "桑植县医保基金累计结余多少?", "--json").out)
    assert answer["question"] == "桑植县医保基金累计结余多少?"
    assert answer["refused"] is False
    assert answer["citations"][0]["article"]["id"] == "health.txt"
    assert answer["citations"][0]["quote"] in HEALTH


def test_a_refusal_is_an_answer(indexed: Yigai) -> None:
    result = indexed("ask", "南京市地铁三号线有多少座车站?")
    assert result.code == 0
    assert "文章中没有说明" in result.out


def test_search_ranks_passages(indexed: Yigai) -> None:
    result = indexed("search", "library in each school", "-k", "1")
    assert result.code == 0
    assert result.out.startswith("1. Twelve new schools")
    hits = json.loads(indexed("search", "library in each school", "-k", "1", "--json").out)
    assert len(hits) == 1
    assert hits[0]["article"]["id"] == "school.txt"
    assert "Each school has a library." in hits[0]["passage"]["text"]
    assert hits[0]["rank"] == 1


def test_filters_narrow_a_search(indexed: Yigai) -> None:
    hits = json.loads(indexed("search", "library", "--article", "health.txt", "--json").out)
    assert {hit["article"]["id"] for hit in hits} == {"health.txt"}


def test_articles_lists_and_remove_removes(indexed: Yigai) -> None:
    assert {one["id"] for one in json.loads(indexed("articles", "--json").out)} == {
        "health.txt",
        "school.txt",
    }
    assert "Twelve new schools" in indexed("articles").out
    assert indexed("remove", "school.txt").out == "removed school.txt\n"
    assert [one["id"] for one in json.loads(indexed("articles", "--json").out)] == ["health.txt"]


def test_the_ledger_tells_how_an_article_was_read(indexed: Yigai) -> None:
    (article,) = json.loads(indexed("articles", "health.txt", "--ledger", "--json").out)
    assert article["ledger"]["format"] == "txt"
    assert article["ledger"]["size"] > 0
    assert "ledger" not in json.loads(indexed("articles", "--json").out)[0]
    assert "bytes, txt" in indexed("articles", "--ledger").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--index", "elsewhere", "articles"),
        ("articles", "--index", "elsewhere"),
        ("search", "x", "--index", "elsewhere"),
        ("ask", "x", "--index", "elsewhere"),
        ("remove", "x", "--index", "elsewhere"),
    ],
)
def test_a_missing_index_is_told_and_not_made(yigai: Yigai, arguments: tuple[str, ...]) -> None:
    result = yigai(*arguments)
    assert result.code == 3
    assert result.out == ""
    assert result.err.startswith("yigai: ")
    assert result.err.count("\n") == 1
    assert "elsewhere" in result.err
    assert not Path("elsewhere").exists()


def test_index_option_before_and_after_the_command(yigai: Yigai, articles: Path) -> None:
    assert yigai("--index", "one", "index", str(articles)).code == 0
    assert json.loads(yigai("articles", "--json", "--index", "one").out)
    assert yigai("--index", "two", "articles", "--index", "one").code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ask", ""), "question"),
        (("ask", "长" * 10_000), "question"),
        (("search", "x", "--from", "yesterday"), "yesterday"),
        (("articles", "nowhere.txt"), "nowhere.txt"),
        (("remove", "nowhere.txt"), "nowhere.txt"),
        (("index", "nowhere"), "nowhere"),
        (("eval", "nowhere.jsonl"), "nowhere.jsonl"),
        (("asks", "x"), "asks"),
        (("ask",), "question"),
        (("ask", "x", "--colour"), "--colour"),
        (("ask", "x", "-k", "zero"), "-k"),
        (("search", "x", "-k", "0"), "k"),
        (("serve", "--port", "99999"), "port"),
        (("serve", "--auth", "ann"), "auth"),
    ],
)
def test_wrong_use_is_one_line_and_code_2(indexed: Yigai, arguments: tuple[str, ...], words: str) -> None:
    result = indexed(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("yigai: ")
    assert result.err.count("\n") == 1
    assert words in result.err


def test_a_damaged_index_is_code_3(indexed: Yigai) -> None:
    Path("yigai-index", "yigai.db").write_bytes(b"no database" * 1000)
    for leftover in Path("yigai-index").glob("yigai.db-*"):
        leftover.unlink()
    result = indexed("articles")
    assert result.code == 3
    assert result.err.count("\n") == 1


def test_no_command_prints_help_and_is_wrong_use(yigai: Yigai) -> None:
    result = yigai()
    assert result.code == 2
    assert "Commands:" in result.out


def test_help_names_every_command_and_setting(yigai: Yigai) -> None:
    from ui.settings import Settings

    result = yigai("--help")
    assert result.code == 0
    missing = [name for name in Settings.model_fields if f"YIGAI_{name.upper()}" not in result.out]
    assert missing == []
    assert [command for command in ("index", "ask", "search", "articles", "remove", "eval", "serve")
            if f"  {command} " not in result.out] == []  # fmt: skip


def test_debug_shows_where(yigai: Yigai, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import IndexMissing

    monkeypatch.setenv("YIGAI_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["yigai", "articles"])
    with pytest.raises(IndexMissing):
        cli.main()


def _program(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "import ui.cli; ui.cli.main()", *arguments]


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, ui.cli\nsys.argv = ['yigai', '--help']\n"
        "try:\n    ui.cli.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'gradio', 'langchain', 'langchain_core', 'numpy', 'pydantic_settings', 'index'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in result.stdout


def test_a_closed_pipe_is_quiet(indexed: Yigai, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as closed:
        result = subprocess.run(
            _program("articles"), cwd=tmp_path, stdout=closed, stderr=subprocess.PIPE, text=True, check=False
        )
    assert result.stderr == ""
    assert result.returncode == 0


def test_standard_input_as_question(indexed: Yigai, tmp_path: Path) -> None:
    result = subprocess.run(
        _program("ask", "-"),
        cwd=tmp_path,
        input="桑植县医保基金累计结余多少?\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "3657万元" in result.stdout


def test_watching_follows_the_folder_and_ctrl_c_is_quiet(tmp_path: Path, articles: Path) -> None:
    log = tmp_path / "log"
    with log.open("wb") as output:
        watching = subprocess.Popen(
            _program("index", str(articles), "--watch"), cwd=tmp_path, stdout=output, stderr=output
        )
        try:
            _until(lambda: "following" in log.read_text("utf-8"))
            (articles / "third.txt").write_text(
                "第三篇\n\n第三篇文章说的是村卫生室的药品。\n", encoding="utf-8"
            )
            _until(lambda: "1 added" in log.read_text("utf-8"))
            watching.send_signal(signal.SIGINT)
            assert watching.wait(60) == 130
        finally:
            watching.kill()
            watching.wait()
    assert "Traceback" not in log.read_text("utf-8")


def _until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def test_eval_prints_the_figures_of_each_language(indexed: Yigai, tmp_path: Path) -> None:
    lines = [
        {"question": "桑植县医保基金累计结余多少?", "language": "zh", "article": "health.txt",
         "evidence": ["3657万元"]},
        {"question": "How many schools did the city open?", "language": "en", "article": "school.txt",
         "evidence": ["twelve schools"]},
    ]  # fmt: skip
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    figures = json.loads(indexed("eval", str(file), "--json").out)
    assert figures["all"]["questions"] == 2
    assert figures["languages"]["zh"]["cited"] == 1.0
    table = indexed("eval", str(file))
    assert table.code == 0
    assert table.out.split()[:3] == ["all", "en", "zh"]
