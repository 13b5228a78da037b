"""The page in a real browser: asking, reading the evidence, managing articles, by mouse, keyboard and phone.

Needs Chromium (apt install chromium, or YIGAI_TEST_CHROMIUM=path) and is skipped where there is none. With
YIGAI_TEST_PICTURES=1 the pictures of the README are made anew.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from chat_server import Behaviour, chat_server
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

CHROMIUM = (
    os.environ.get("YIGAI_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
PICTURES = Path(__file__).parent / "pictures"
# --no-sandbox: containers forbid what the sandbox needs. The others keep Chromium from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
QUESTION = "How does Sangzhi pool insurance funds?"
FRAGE = "桑植县怎样统筹医保基金?"

PATIENCE = 60  # seconds: the other tests run beside it, and only what has failed is waited for so long
expect.set_options(timeout=PATIENCE * 1000)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt install chromium")


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[str]:
    """`yigai serve` on a free port; its address."""
    command = [sys.executable, "-c", "import ui.cli; ui.cli.main()", "--index", str(folder)]
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", *arguments], stderr=subprocess.PIPE, text=True, cwd=folder.parent
    )
    assert process.stderr is not None
    too_late = threading.Timer(240, process.kill)  # a server that says nothing must not hold up the run
    too_late.start()
    try:
        said = ""
        while (found := re.search(r"^Yigai is at (http://\S+)", said, re.MULTILINE)) is None:
            line = process.stderr.readline()
            assert line, said
            said += line
        too_late.cancel()
        yield found[1]
    finally:
        too_late.cancel()
        process.terminate()
        process.wait(PATIENCE)
        process.stderr.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Iterator[str]:
    """A server over the sample articles."""
    from index import Index

    folder = tmp_path_factory.mktemp("served")
    with Index.open(folder / "collection") as index:
        index.sync(data / "articles")
    with serving(folder / "collection") as found:
        httpx.post(f"{found}/api/ask", json={"question": QUESTION}, timeout=PATIENCE).raise_for_status()
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Opens a page; at the end nothing may have been asked of another host, and nothing may have gone wrong."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def open_page(path: str = "/", *, base: str = address, **options: Any) -> Page:
        context = browser.new_context(
            **{"locale": "en-US", "viewport": {"width": 1280, "height": 900}, **options}
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if _is_error(message) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: None if _is_ours(request.url, base) else wrong.append(request.url))
        page.goto(base + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _is_error(message: ConsoleMessage) -> bool:
    # Gradio's own script complains of its open stream when a page is left; that is no error of the page.
    leaving = "AbortError" in message.text or "Connection errored out" in message.text
    return message.type == "error" and not leaving


def _is_ours(url: str, base: str) -> bool:
    return url.startswith((base, "data:", "blob:"))


def ask(page: Page, question: str) -> None:
    """Type a question, press the button, wait for the whole answer."""
    page.locator("#question textarea").fill(question)
    page.locator("#ask").click()
    _answered(page, question)


def _answered(page: Page, question: str) -> None:
    """Wait for the whole answer: while it grows it is replaced, and what has the focus in it loses it."""
    expect(page.locator("#exchange .asked")).to_have_text(question)
    expect(page.locator("#exchange .imprint")).to_be_visible()
    expect(page.locator("#ask")).to_be_visible()


def test_from_an_english_question_to_the_quote_in_the_article(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    statement = page.locator("#exchange .statement").first
    expect(statement).to_contain_text("90%")
    statement.locator("a.cite").first.click()
    card = page.locator(".card.opened")
    expect(card).to_be_in_viewport()
    expect(card).to_be_focused()
    quote = card.locator("mark").inner_text()
    assert "总额包干" in quote
    card.get_by_role("link", name="In the article").click()
    mark = page.locator("mark#quote")
    expect(mark).to_be_in_viewport()
    assert mark.inner_text() == quote
    expect(page.get_by_text("What was done to this text")).to_be_visible()


def test_what_opens_the_page_does_not_queue(address: str) -> None:
    """Gradio's client may lose a question that queues while the stream of another event is closing."""
    events = httpx.get(f"{address}/config", timeout=PATIENCE).json()["dependencies"]
    opening = [event for event in events if [name for _, name in event["targets"]] == ["load"]]
    assert [event["queue"] for event in opening if event["backend_fn"]] == [False, False]


def test_the_same_in_chinese_by_the_browsers_language_and_back(visit: Visit) -> None:
    page = visit(locale="zh-CN")
    assert urllib.parse.urlsplit(page.url).path == "/zh/"
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    ask(page, FRAGE)
    expect(page.locator("#exchange .statement").first).to_contain_text("总额包干")
    expect(page.locator("#exchange .evidence h3")).to_have_text("原文依据")
    page.locator("#exchange a.cite").first.click()
    expect(page.locator(".card.opened mark")).to_contain_text("总额包干")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("tab", name="Ask")).to_be_visible()
    page.reload()
    expect(page.get_by_role("tab", name="Ask")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_an_example_is_asked_by_one_click(visit: Visit) -> None:
    page = visit()
    example = page.locator("#instances button").first
    question = example.inner_text()
    example.click()
    expect(page.locator("#exchange .asked")).to_have_text(question)
    expect(page.locator("#exchange .statement").first).to_be_visible()
    expect(page.locator("#question textarea")).to_have_value(question)


def test_a_refusal_looks_different_and_shows_the_nearest_passages(visit: Visit) -> None:
    page = visit()
    ask(page, "How many metro stations does Nanjing have?")
    expect(page.locator("#exchange .refusal .verdict")).to_have_text("The articles do not say")
    expect(page.locator("#exchange .statement")).to_have_count(0)
    expect(page.locator("#exchange .evidence h3")).to_have_text("Nearest passages, which are no sources")


def test_earlier_questions_stay_on_the_page(visit: Visit) -> None:
    page = visit()
    ask(page, QUESTION)
    ask(page, "How many metro stations does Nanjing have?")
    expect(page.locator("#earlier summary")).to_have_text([QUESTION])
    page.locator("#earlier summary").click()
    page.locator("#earlier a.cite").first.click()
    expect(page.locator("#earlier .card.opened")).to_be_in_viewport()


def test_a_text_in_gb18030_is_uploaded_asked_about_and_removed(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "黔江流动药房.txt"
    text = "黔江:流动药房开进山里\n\n黔江区的流动药房每周三开进山里送药。\n\n全年共送药4327次,服务村民一万两千人。\n"
    file.write_bytes(text.encode("gb18030"))
    question = "黔江区的流动药房全年送药多少次?"
    page = visit()
    page.get_by_role("tab", name="Articles").click()
    page.get_by_role("button", name="Add articles").click()
    page.locator("#files input[type=file]").set_input_files(file)
    page.locator("#upload").click()
    expect(page.locator("#report")).to_contain_text("1 added")
    row = page.locator("#table tr", has_text="流动药房开进山里")
    expect(row).to_be_visible()

    page.get_by_role("tab", name="Ask").click()
    ask(page, question)
    expect(page.locator("#exchange .card").first).to_contain_text("4327")

    page.get_by_role("tab", name="Articles").click()
    row.get_by_role("button").click()
    expect(page.locator("#confirm")).to_contain_text("流动药房开进山里")
    expect(page.locator("#confirm")).to_be_in_viewport()
    expect(page.locator("#remove-no")).to_be_focused()
    page.locator("#remove-yes").click()
    expect(row).to_have_count(0)
    page.get_by_role("tab", name="Ask").click()
    ask(page, question)
    expect(page.locator("#exchange .refusal")).to_be_visible()


def test_a_broken_file_is_told_with_its_reason(visit: Visit, tmp_path: Path) -> None:
    good, broken = tmp_path / "good.txt", tmp_path / "broken.pdf"
    good.write_text("好文章\n\n这篇好文章讲的是乡镇卫生院的中医馆建设。\n", encoding="utf-8")
    broken.write_bytes(b"%PDF-1.4 and then nothing")
    page = visit()
    page.get_by_role("tab", name="Articles").click()
    page.get_by_role("button", name="Add articles").click()
    page.locator("#files input[type=file]").set_input_files([good, broken])
    page.locator("#upload").click()
    expect(page.locator("#report")).to_contain_text("1 added")
    expect(page.locator("#report li")).to_contain_text("broken.pdf")


def test_a_text_is_pasted(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Articles").click()
    page.get_by_role("button", name="Add articles").click()
    page.locator("#paste-title textarea, #paste-title input").fill("巫溪县的护理站")
    page.locator("#paste-text textarea").fill("巫溪县在十一个乡镇设立了护理站,护士上门换药不收出诊费。")
    page.locator("#paste").click()
    expect(page.locator("#report")).to_contain_text("1 added")
    expect(page.locator("#report")).to_be_in_viewport()
    expect(page.locator("#table")).to_contain_text("巫溪县的护理站")
    expect(page.locator("#paste-text textarea")).to_have_value("")


def test_the_table_is_searched_and_sorted(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Articles").click()
    rows = page.locator("#table tbody tr")
    expect(rows.first).to_be_visible()
    page.get_by_role("button", name="Date", exact=True).click()
    expect(page.locator("#table th").nth(2)).to_have_attribute("aria-sort", "ascending")
    dates = [date for date in page.locator("#table tbody td:nth-child(3)").all_inner_texts() if date != "–"]
    assert dates == sorted(dates)
    page.locator("#search textarea, #search input").fill("sangzhi")
    expect(page.locator("#table .count")).to_contain_text("1 of")
    expect(rows).to_contain_text(["桑植"])


def test_reading_again_ends_with_a_report_and_asking_goes_on(visit: Visit) -> None:
    page = visit()
    page.get_by_role("tab", name="Articles").click()
    page.locator("#reindex").click()
    expect(page.locator("#report")).to_contain_text("unchanged")
    expect(page.locator("#report")).to_be_in_viewport()
    page.get_by_role("tab", name="Ask").click()
    ask(page, QUESTION)


def test_a_filter_by_date_becomes_a_chip_a_link_and_goes_again(visit: Visit) -> None:
    page = visit()
    page.get_by_role("button", name="Narrow the search").click()
    page.locator("#published_to textarea, #published_to input").fill("2001")
    ask(page, QUESTION)
    expect(page.locator("#exchange .refusal")).to_be_visible()
    chip = page.locator("#chips button")
    expect(chip).to_have_text("Published to: 2001")
    expect(page).to_have_url(re.compile(r"\?q=How\+does.*&to=2001"))
    chip.click()
    expect(page.locator("#exchange .statement").first).to_be_visible()
    expect(chip).to_have_count(0)
    expect(page).not_to_have_url(re.compile("to=2001"))


def test_a_shared_link_asks_its_question_with_its_filters(visit: Visit) -> None:
    page = visit(f"/?q={urllib.parse.quote(QUESTION)}&place={urllib.parse.quote('桑植县')}")
    expect(page.locator("#exchange .statement").first).to_contain_text("90%")
    expect(page.locator("#question textarea")).to_have_value(QUESTION)
    expect(page.locator("#chips button")).to_have_text("Place: 桑植县")


def test_everything_works_by_keyboard(visit: Visit) -> None:
    page = visit()
    box = page.locator("#question textarea")
    expect(box).to_be_visible()
    box.focus()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    _answered(page, QUESTION)
    _tab_to(page, "a.cite")
    page.keyboard.press("Enter")
    expect(page.locator(".card.opened")).to_be_focused()
    _tab_to(page, ".aided")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    word = page.locator(".word:focus")
    expect(word).to_have_attribute("data-aid", re.compile(r"\w"))
    shown = word.evaluate("node => getComputedStyle(node, '::after').content")
    assert shown.strip('"') == word.get_attribute("data-aid")
    _tab_to(page, "a.view")
    page.keyboard.press("Enter")
    expect(page.locator("mark#quote")).to_be_in_viewport()


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no {selector} is reached by the Tab key")


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_no_width_makes_the_page_scroll_sideways(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 800})
    ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("#table tbody tr").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_where_the_system_is_dark(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    ask(page, QUESTION)
    red, green, blue = _colour(page, "document.querySelector('.gradio-container')", "backgroundColor")
    assert max(red, green, blue) < 60
    red, green, blue = _colour(page, "document.querySelector('.statement')", "color")
    assert min(red, green, blue) > 180
    page.locator(".card a.view").first.click()
    expect(page.locator("body.reader .text")).to_be_visible()
    assert max(_colour(page, "document.body", "backgroundColor")) < 60


def _colour(page: Page, node: str, name: str) -> tuple[int, ...]:
    value: str = page.evaluate(f"getComputedStyle({node}).{name}")
    return tuple(int(number) for number in re.findall(r"\d+", value)[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Visit, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = visit(color_scheme=scheme)
    ask(page, QUESTION)
    assert _serious(Axe().run(page)) == []
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("#table tbody tr").first).to_be_visible()
    assert _serious(Axe().run(page)) == []


def _serious(results: Any) -> list[str]:
    return [
        f"{violation['id']}: {node['target']} {node['html'][:200]}"
        for violation in results.response["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_an_empty_collection_behind_a_password_says_what_to_do(visit: Visit, tmp_path: Path) -> None:
    with serving(tmp_path / "collection", "--auth", "ann:blue:sky") as base:
        for path in ("/", "/zh/", "/api/health", "/api/openapi.json", "/article?id=x", "/config", "/look/page.css",
                     "/gradio_api/info"):  # fmt: skip
            assert httpx.get(base + path, timeout=PATIENCE).status_code == 401, path
        page = visit(base=base, http_credentials={"username": "ann", "password": "blue:sky"})
        expect(page.locator("#exchange .notice.empty")).to_contain_text("yigai index")
        page.locator("#question textarea").fill("x" * 2001)
        page.locator("#ask").click()
        expect(page.locator("#exchange .notice.error")).to_contain_text("2,000")
        page.context.close()


def test_the_functions_are_named_endpoints_for_programs(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    answer = client.predict(QUESTION, api_name="/ask")
    assert "总额包干" in answer["citations"][0]["quote"]
    assert answer["citations"][0]["article"]["file"] == "sangzhi_general_hospital.html"
    hits = client.predict("医保基金", 2, api_name="/search")
    assert [hit["rank"] for hit in hits] == [1, 2]
    assert len(client.predict(api_name="/articles")) >= 20
    assert client.predict(api_name="/sync")["updated"] == 0


def test_a_chat_models_answer_grows_and_can_be_stopped(
    visit: Visit, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import Index

    with Index.open(tmp_path / "collection") as index:
        index.sync(data / "articles" / "sangzhi_general_hospital.html")
    told = "The county pays 90% of its fund to the general hospital [{0}]. It keeps 40% for itself [{0}]. "
    behaviour = Behaviour(reply=lambda handles, prompt: told.format(handles[0]) * 3, delay=0.4)
    with chat_server(behaviour) as model:
        monkeypatch.setenv("YIGAI_LLM", "openai:small")
        monkeypatch.setenv("YIGAI_LLM_BASE_URL", model)
        monkeypatch.setenv("YIGAI_LLM_API_KEY", "none")
        with serving(tmp_path / "collection") as base:
            page = visit(base=base)
            page.locator("#question textarea").fill(QUESTION)
            page.locator("#ask").click()
            expect(page.locator("#exchange .statement").first).to_contain_text("90%")
            page.locator("#stop").click()
            expect(page.locator("#ask")).to_be_visible()
            said = page.locator("#exchange .statement").all_inner_texts()
            page.wait_for_timeout(1500)
            assert page.locator("#exchange .statement").all_inner_texts() == said
            behaviour.delay = 0
            ask(page, "How large a share of its fund does Sangzhi pass on?")
            expect(page.locator("#exchange .statement.unsupported").first).to_contain_text("40%")
            expect(page.locator("#exchange .problems").first).to_contain_text("40")
            expect(page.locator("#exchange .imprint")).to_contain_text("small")
            page.context.close()


PAYLOADS = [
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=1>",
    '"><img src=x onerror=window.ran=1>',
    "'><svg onload=window.ran=1>",
    "<svg/onload=window.ran=1>",
    "<body onload=window.ran=1>",
    "<iframe srcdoc='<script>parent.ran=1</script>'></iframe>",
    "<iframe src=javascript:parent.ran=1></iframe>",
    "<a href=javascript:window.ran=1 autofocus onfocus=window.ran=1>x</a>",
    "<input autofocus onfocus=window.ran=1>",
    "<details open ontoggle=window.ran=1>",
    "<video><source onerror=window.ran=1></video>",
    "<audio src=x onerror=window.ran=1>",
    "<marquee onstart=window.ran=1>",
    "<math><mi xlink:href=javascript:window.ran=1>x</mi></math>",
    "<object data=javascript:window.ran=1></object>",
    "<embed src=javascript:window.ran=1>",
    "<link rel=stylesheet href=javascript:window.ran=1>",
    "<meta http-equiv=refresh content='0;url=javascript:window.ran=1'>",
    "<base href=//evil.example/>",
    "<form><button formaction=javascript:window.ran=1>x</button></form>",
    "<style>@import 'http://evil.example/x.css'</style>",
    "</mark></blockquote><script>window.ran=1</script>",
    "</textarea><script>window.ran=1</script>",
    "<!--><script>window.ran=1</script>-->",
    "${window.ran=1}",
    "`${window.ran=1}`",
    "{{constructor.constructor('window.ran=1')()}}",
    "{{#with this}}{{lookup window 'ran'}}{{/with}}",
    "&lt;script&gt;window.ran=1&lt;/script&gt;<scr<script>ipt>window.ran=1</script>",
    "![x](http://evil.example/x.png) [y](javascript:window.ran=1)",
    "javascript:window.ran=1//",
]


@pytest.fixture
def hostile(address: str) -> Iterator[str]:
    """The server while its collection holds an article for each payload."""
    identities = [f"{number}-{payload}" for number, payload in enumerate(PAYLOADS)]
    with httpx.Client(base_url=address, timeout=PATIENCE) as client:
        for number, (identity, payload) in enumerate(zip(identities, PAYLOADS, strict=True)):
            article = {
                "id": identity, "title": f"疑园药房{number} {payload}", "source": payload, "author": payload,
                "url": payload, "text": f"疑园第{number}号药房的编号是{number + 7000}。{payload} 药房每天营业。",
            }  # fmt: skip
            client.post("/api/articles", json=article).raise_for_status()
        yield address
        for identity in identities:
            client.delete(f"/api/articles/{urllib.parse.quote(identity)}").raise_for_status()


def test_nothing_that_an_article_brings_runs(visit: Visit, hostile: str) -> None:
    page = visit()
    page.get_by_role("tab", name="Articles").click()
    page.locator("#search textarea, #search input").fill("疑园药房")
    expect(page.locator("#table tbody tr")).to_have_count(len(PAYLOADS))
    page.get_by_role("tab", name="Ask").click()
    views: set[str] = set()
    for number in range(0, len(PAYLOADS), 4):
        ask(page, f"疑园第{number}号药房的编号是多少?")
        views |= {str(link.get_attribute("href")) for link in page.locator("a.view").all()}
    assert page.evaluate("window.ran") is None
    assert not page.locator(
        "#exchange :is(script, img, iframe, object, embed, svg, form, base, meta)"
    ).count()
    assert len(views) > 5
    for view in views:
        page.goto(hostile + view)
        assert page.evaluate("window.ran") is None
        assert page.locator(".text").count() == 1


@pytest.mark.skipif(
    not os.environ.get("YIGAI_TEST_PICTURES"), reason="YIGAI_TEST_PICTURES=1 makes the pictures"
)
def test_pictures_of_the_readme(visit: Visit) -> None:
    PICTURES.mkdir(exist_ok=True)
    page = visit(viewport={"width": 1200, "height": 860})
    ask(page, QUESTION)
    page.locator("#question textarea").blur()
    page.mouse.move(600, 0)
    page.screenshot(path=PICTURES / "page.png")
    page.locator("a.cite").first.click()
    card = page.locator(".card.opened")
    page.wait_for_timeout(1000)  # the scrolling to the card is smooth
    card.evaluate("node => node.scrollIntoView({ block: 'center', behavior: 'instant' })")
    card.locator(".word").nth(3).hover()
    box = card.bounding_box()
    assert box is not None
    clip = {"x": box["x"] - 24, "y": box["y"] - 40, "width": box["width"] + 48, "height": box["height"] + 56}
    page.screenshot(path=PICTURES / "card.png", clip=clip)  # type: ignore[arg-type]
    page.get_by_role("tab", name="Articles").click()
    expect(page.locator("#table tbody tr").first).to_be_visible()
    page.screenshot(path=PICTURES / "articles.png")
    for picture in PICTURES.glob("*.png"):
        assert picture.stat().st_size < 300_000, picture
