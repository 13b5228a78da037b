"""The parts of the page that need no browser: language, filters, table, article view, examples, endpoints."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gradio as gr
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from index import Index
from index.hit import Report
from ingest import Article, Ledger, Refused
from ingest.article import Removed
from ingest.phrases import PHRASES
from qa import Assistant
from ui import wording
from ui.desk import Desk, Gate, joined
from ui.instances import instances
from ui.language_choice import LanguageChoice
from ui.remarks import rule_text, warning_text
from ui.reread import Step, reread
from ui.until import until
from ui.web_answering import Answering
from ui.web_articles import Shelf
from ui.web_filters import chips_html, filters_of, without
from ui.web_reader import reader_html
from ui.web_table import COLUMNS, Row, View, table_html
from ui.wording import WORDS, preferred_language

TEXT = "桑植县把医保基金的90%打包给总医院。\n三年累计结余3657万元。\n总医院下设23家乡镇卫生院。"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    index = Index.open(tmp_path / "index")
    ledger = Ledger(
        format="html", removed=(Removed("masthead", ("首页 <b>新闻</b>",)),), warnings=("odd & old",)
    )
    index.add([Article("a/1.html", "桑植县<医改>", TEXT, source="湘声报", url="javascript:x", ledger=ledger)])
    yield Desk(index, Assistant(index))
    index.close()


@pytest.mark.parametrize(
    ("accepted", "chosen", "language"),
    [
        ("", None, "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", None, "zh"),
        ("en-US,en;q=0.9,zh;q=0.8", None, "en"),
        ("de, zh-TW;q=0.8, en;q=0.5", None, "zh"),
        ("fr", None, "en"),
        ("zh", "en", "en"),
        ("en", "zh", "zh"),
        ("en", "klingon", "en"),
        ("en;q=abc, zh", None, "zh"),
    ],
)
def test_the_language_is_the_chosen_or_the_preferred_one(
    accepted: str, chosen: str | None, language: str
) -> None:
    assert preferred_language(accepted, chosen) == language


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    slots = {
        name: [set(re.findall(r"{(\w+)}", words[name])) for words in WORDS.values()] for name in WORDS["en"]
    }
    assert [name for name, (english, chinese) in slots.items() if english != chinese] == []


def test_every_wording_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(wording.__file__).parent.glob("*.py"))
    code = code.replace(Path(wording.__file__).read_text("utf-8"), "")
    composed = {f"col_{column}" for column in COLUMNS}
    composed |= {
        f"{prefix}{kind}" for prefix in ("", "mark_") for kind in ("quoted", "checked", "unsupported")
    }
    assert {name for name in WORDS["en"] if f'"{name}"' not in code and f"'{name}'" not in code} <= composed


def test_chinese_is_punctuated_as_chinese() -> None:
    for text in (*WORDS["zh"].values(), *wording.CHINESE_PROBLEMS.values()):
        assert not re.search(r"[\u4e00-\u9fff}][,:;?()]|[,;?()][\u4e00-\u9fff]", text), text


def _visit(path: str, **headers: str) -> Response:
    async def here(request: Request) -> Response:
        return PlainTextResponse(f"{request.url.path}")

    app = LanguageChoice(Starlette(routes=[Route("/{rest:path}", here)]))
    given = {"accept": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return TestClient(app).get(path, headers=given, follow_redirects=False)  # type: ignore[return-value]


def test_a_chinese_browser_is_sent_to_the_chinese_page_with_its_question() -> None:
    response = _visit("/?q=%E5%8C%BB&to=2025", accept_language="zh-CN")
    assert (response.status_code, response.headers["location"]) == (307, "/zh/?q=%E5%8C%BB&to=2025")
    assert _visit("/", accept_language="en").status_code == 200
    assert _visit("/zh/", accept_language="en").status_code == 200
    assert _visit("/", accept="application/json", accept_language="zh").status_code == 200


def test_a_choice_is_remembered() -> None:
    response = _visit("/?lang=en&q=x", accept_language="zh")
    assert response.headers["location"] == "/?q=x"
    assert "yigai_language=en" in response.headers["set-cookie"]
    assert _visit("/", accept_language="zh", cookie="yigai_language=en").status_code == 200


VALUES = [" 2024 ", "", ["湘声报", "健康报"], [], []]


def test_filters_leave_out_what_is_empty() -> None:
    assert filters_of(VALUES) == {"published_from": "2024", "source": ["湘声报", "健康报"]}
    assert filters_of(["", "", [], None, []]) is None


def test_each_filter_is_a_chip_that_takes_itself_away() -> None:
    html = chips_html(VALUES, "en")
    assert html.count("<li>") == 3
    assert 'data-name="source" data-value="健康报"' in html
    assert chips_html(["", "", [], [], []], "en") == ""
    assert without(VALUES, "source", "健康报") == [" 2024 ", "", ["湘声报"], [], []]
    assert without(VALUES, "published_from", "2024")[0] == ""
    assert "<script>" not in chips_html(["<script>", "", [], [], []], "zh")


def _row(title: str, published: str | None = None, passages: int = 1) -> Row:
    return Row(Article(f"{title}.txt", title, "x", published=published), passages, 0)


def test_the_table_is_searched_by_all_words_and_sorted_with_the_undated_last() -> None:
    rows = [_row("Beta one", "2024"), _row("alpha one", None), _row("Gamma", "2025-01")]
    assert [row.article.title for row in View("ONE").select(rows)] == ["alpha one", "Beta one"]
    assert [row.article.title for row in View("one beta").select(rows)] == ["Beta one"]
    by_date = View(column="published")
    assert [row.article.title for row in by_date.select(rows)] == ["Beta one", "Gamma", "alpha one"]
    newest = by_date.sorted_by("published")
    assert newest.descending
    assert [row.article.title for row in newest.select(rows)] == ["Gamma", "Beta one", "alpha one"]
    assert not newest.sorted_by("title").descending


def test_the_table_shows_a_page_and_says_of_how_many() -> None:
    rows = [_row(f"{number:03}") for number in range(120)]
    html = table_html(rows, [], View(shown=50), "en")
    assert html.count("<tr>") == 51
    assert "50 of 120 articles" in html
    assert 'data-name="more"' in html
    assert 'data-name="more"' not in table_html(rows, [], View(shown=120), "en")
    assert WORDS["en"]["no_match"] in table_html(rows, [], View("nothing"), "en")


def test_the_table_escapes_and_tells_what_was_refused() -> None:
    html = table_html([_row("<img src=x onerror=1>")], [Refused("<b>.pdf", "no <text>")], View(), "en")
    assert "<img" not in html
    assert "Not read: &lt;b&gt;.pdf: no &lt;text&gt;" in html


def test_a_table_that_comes_late_is_in_the_view_asked_for_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf, articles = Shelf(desk, "en"), desk.articles
    found: list[str] = []

    def typing_at_once() -> list[Article]:
        monkeypatch.setattr(desk, "articles", articles)
        found.append(shelf.find(ASKER, "no such words"))
        return articles()

    monkeypatch.setattr(desk, "articles", typing_at_once)
    shown = shelf.show(ASKER)
    assert "No article matches" in found[0]
    assert shown == found[0]
    assert "桑植县" in shelf.show(gr.Request(session_hash="another visitor"))


def test_the_article_view_shows_headings_as_headings(desk: Desk) -> None:
    money = "钱从哪里来\n县里每年拿出2300万元，一半用于岗位补助，一半用于社会保险。"
    text = f"{money}\n人从哪里来\n每年定向招60人，学费全免。"
    desk.index.add([Article("b", "沅陵", text)])
    start = text.index("人从")
    _, html = reader_html(desk, "b", (start, start + 5), "zh")
    assert "<h2>钱从哪里来</h2><p>县里每年" in html
    assert '<h2><mark id="quote">人从哪里来</mark></h2><p>每年定向' in html


def test_the_ledger_speaks_the_language_of_the_page(desk: Desk) -> None:
    warning = "12 damaged places in the text, left as they are; compare with the original"
    ledger = Ledger(removed=(Removed("masthead", ("首页",)),), warnings=(warning, "odd"))
    desk.index.add([Article("c", "旧报", TEXT, ledger=ledger)])
    chinese, english = (reader_html(desk, "c", (0, 0), language)[1] for language in ("zh", "en"))
    assert "正文有12处损坏，已原样保留，请与原文对照" in chinese
    assert "清除：报头（1行）" in chinese
    assert "odd" in chinese
    assert warning in english
    assert "Taken out: masthead (1)" in english


def test_every_rule_of_cleaning_has_a_chinese_name() -> None:
    assert [
        rule for rule in (*PHRASES, "teaser", "repeated", "inline note") if rule_text(rule, "zh") == rule
    ] == []
    assert rule_text("masthead", "en") == "masthead"


@pytest.mark.parametrize(
    ("warning", "chinese"),
    [
        ("only the first 500 pages were read", "只读取了前500页"),
        (
            "published is no date (yesterday); write it as 2025-04-25",
            "发布日期无法识别（yesterday），请写成 2025-04-25 的形式",
        ),
        ("named .pdf but holds html; read as html", "文件名是 .pdf，内容却是 html，已按 html 读取"),
        (
            "its file can no longer be read (is empty); this is the last good version",
            "文件已无法读取（is empty），这是最后一个完好的版本",
        ),
        (
            "taken from the data in the page's scripts or its linked data: the page itself shows less",
            "正文取自网页脚本中的数据，网页本身显示的较少",
        ),
        (
            "looks like two columns saved line by line, so that sentences are torn; save each column by itself",
            "似乎是两栏文字逐行相混，句子被切断，请把每一栏分开保存",
        ),
        ("something new", "something new"),
    ],
)
def test_warnings_are_said_in_chinese(warning: str, chinese: str) -> None:
    assert warning_text(warning, "zh") == chinese
    assert warning_text(warning, "en") == warning


def test_the_article_view_marks_the_quote_across_paragraphs(desk: Desk) -> None:
    start = TEXT.index("90%")
    end = TEXT.index("累计结余")
    status, html = reader_html(desk, "a/1.html", (start, end), "en")
    assert status == 200
    assert html.count('id="quote"') == 1
    assert '<mark id="quote">90%打包给总医院。</mark></p><p><mark>三年</mark>累计结余' in html
    assert "<title>桑植县&lt;医改&gt; · Yigai</title>" in html
    assert "首页 &lt;b&gt;新闻&lt;/b&gt;" in html
    assert "odd &amp; old" in html
    assert "javascript:" not in html
    assert "<script" not in html


@pytest.mark.parametrize("quote", [(0, 0), (5, 2), (-3, 4000), (4000, 5000)])
def test_offsets_that_are_no_quote_mark_no_more_than_there_is(desk: Desk, quote: tuple[int, int]) -> None:
    import re

    status, html = reader_html(desk, "a/1.html", quote, "zh")
    assert status == 200
    text = re.sub(r"<[^>]+>", "", html.split('<div class="text">')[1].split("</div>")[0])
    assert text == TEXT.replace("\n", "")


def test_an_unknown_article_is_not_found(desk: Desk) -> None:
    status, html = reader_html(desk, "<b>", (0, 0), "en")
    assert status == 404
    assert "There is no such article" in html


def test_examples_come_from_the_collection_and_are_answered(desk: Desk) -> None:
    chinese = instances(desk, "zh")
    assert chinese
    assert all("桑植县" in question for question in chinese)
    assert not any(desk.ask(question).refused for question in chinese)
    assert all("Sangzhi" in question for question in instances(desk, "en"))
    assert len(instances(desk, "en")) == 1, "a second place is not there to be asked about"
    desk.remove("a/1.html")
    assert instances(desk, "zh") == []


ASKER = gr.Request(session_hash="ann")


def _last(steps: Iterator[tuple[object, ...]]) -> list[object]:
    """What the page shows in the end: of each output the last value that was not skipped."""
    skipped = gr.skip()
    return [[value for value in values if value != skipped][-1] for values in zip(*steps, strict=True)]


def test_an_answer_leaves_the_page_ready_for_the_next_question(desk: Desk) -> None:
    answering = Answering(desk, "zh")
    shown, earlier, chips, turns, ask, stop = _last(
        answering.answer(ASKER, "桑植县医保基金累计结余多少?", "", "", ["湘声报"], [], [], [])
    )
    assert "3657万元" in str(shown)
    assert earlier == ""
    assert "湘声报" in str(chips)
    assert [turn.question for turn in turns] == ["桑植县医保基金累计结余多少?"]  # type: ignore[attr-defined]
    assert (ask.visible, stop.visible) == (True, False)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "kind", "words"),
    [("", "error", "question"), ("长" * 2001, "error", "2,000"), ("桑植县", "busy", "请过几秒再试")],
)
def test_what_cannot_be_answered_is_told_and_leaves_the_page_ready(
    desk: Desk, question: str, kind: str, words: str
) -> None:
    if kind == "busy":
        desk.gate = Gate(running=0, waiting=0)
    shown, *_, ask, stop = _last(Answering(desk, "zh").answer(ASKER, question, "", "", [], [], [], []))
    assert f'class="notice {kind}"' in str(shown)
    assert words in str(shown)
    assert (ask.visible, stop.visible) == (True, False)  # type: ignore[attr-defined]


def test_a_fault_of_our_own_is_logged_and_told_without_its_inside(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*arguments: object, **named: object) -> None:
        raise AttributeError("secret inside")

    monkeypatch.setattr(desk.assistant, "stream", broken)
    shown, *_, ask, _stop = _last(Answering(desk, "en").answer(ASKER, "x?", "", "", [], [], [], []))
    assert "the log of the server says more" in str(shown)
    assert "secret inside" not in str(shown)
    assert "secret inside" in caplog.text
    assert ask.visible is True  # type: ignore[attr-defined]


def test_a_stopped_answer_stays_as_it_is_and_frees_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = desk.ask("桑植县医保基金累计结余多少?")
    waiting = threading.Event()

    def slow(*arguments: object, **named: object) -> Iterator[object]:
        yield whole
        waiting.wait(20)
        yield whole

    monkeypatch.setattr(desk.assistant, "stream", slow)
    answering = Answering(desk, "zh")
    steps = answering.answer(ASKER, "?", "", "", [], [], [], [])
    assert "正在查阅" in next(steps)[0]
    assert "3657万元" in next(steps)[0]
    answering.stops.stop(gr.Request(session_hash="another visitor"))
    answering.stops.stop(ASKER)
    (*_, turns, ask, stop) = next(steps)
    assert (turns, ask.visible, stop.visible) == ([whole], True, False)
    assert list(steps) == []
    waiting.set()
    for _ in range(200):
        if desk.gate.inside == 0:
            break
        time.sleep(0.05)
    assert desk.gate.inside == 0


def test_reading_again_is_stopped_by_its_own_visitor_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(index: Index, cancelled: Callable[[], bool]) -> Iterator[Step | Report]:
        while not cancelled():
            yield Step(1, 2, "a.html", 1.0)
        yield Report(unchanged=1)

    monkeypatch.setattr("ui.web_articles.reread", endless)
    monkeypatch.setattr(Index, "files", lambda self: {"articles": ["a.html", "b.html"]})
    shelf = Shelf(desk, "en")
    steps = shelf.reread(ASKER)
    next(steps)
    shelf.stops.stop(gr.Request(session_hash="another visitor"))
    assert "1 / 2" in next(steps)[0]
    assert "1 / 2" in next(steps)[0]
    shelf.stops.stop(ASKER)
    (told, *_, start, stop) = next(steps)
    assert "Stopped" in told
    assert "1 unchanged" in told
    assert (start.visible, stop.visible) == (True, False)
    assert list(steps) == []


def test_where_nothing_came_from_a_folder_reading_again_says_so(desk: Desk) -> None:
    ((told, *_),) = Shelf(desk, "en").reread(ASKER)
    assert "add articles by file or text" in told


def test_until_gives_all_and_raises_what_the_iterator_raises() -> None:
    def failing() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    assert list(until(threading.Event(), iter([1, 2, 3]))) == [1, 2, 3]
    taken = until(threading.Event(), failing())
    assert next(taken) == 1
    with pytest.raises(ValueError, match="broken"):
        next(taken)


def test_reading_again_tells_each_step_and_takes_in_what_is_new(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(
            f"第{number}篇\n\n这是第{number}篇文章的正文,讲村卫生室。\n", encoding="utf-8"
        )
    with Index.open(tmp_path / "index") as index:
        index.sync(folder)
        (folder / "3.txt").write_text("第三篇\n\n新来的文章讲中医馆的建设。\n", encoding="utf-8")
        *steps, report = reread(index, lambda: False)
        assert [(step.done, step.total) for step in steps if isinstance(step, Step)][-1] == (4, 4)
        assert isinstance(report, Report)
        assert (report.added, report.unchanged) == (1, 3)


def test_reading_again_leaves_the_neighbours_of_a_single_file_alone(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(
            f"第{number}篇\n\n这是第{number}篇文章的正文,讲村卫生室。\n", encoding="utf-8"
        )
    with Index.open(tmp_path / "index") as index:
        index.sync(folder / "2.txt")
        *_, report = reread(index, lambda: False)
        assert isinstance(report, Report)
        assert (report.added, report.unchanged) == (0, 1)
        assert [article.id for article in index.articles()] == ["2.txt"]


def test_reading_again_can_be_cancelled_and_tells_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "1.txt").write_text("一篇\n\n这是一篇文章的正文,讲村卫生室。\n", encoding="utf-8")
    with Index.open(tmp_path / "index") as index:
        index.sync(folder)
        stopping = threading.Event()
        stopping.set()
        *_, report = reread(index, stopping.is_set)
        assert isinstance(report, Report)
        assert (report.added, report.updated, report.unchanged) == (0, 0, 0)
        (folder / "1.txt").unlink()
        folder.rmdir()
        with pytest.raises((OSError, ValueError)):
            list(reread(index, lambda: False))


def test_reports_are_joined() -> None:
    one = Report(added=1, refused=(Refused("a", "b"),), seconds=1.0)
    both = joined(one, Report(added=2, updated=3, skipped=4, seconds=0.5))
    assert both == Report(added=3, updated=3, refused=(Refused("a", "b"),), skipped=4, seconds=1.5)
