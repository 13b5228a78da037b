"""The Gradio page: a question, the streamed answer beside its evidence, and the articles behind it."""

from __future__ import annotations

import gradio as gr

from ui.desk import Desk
from ui.web_api import add_endpoints
from ui.web_articles import articles_tab
from ui.web_ask import ask_tab
from ui.wording import WORDS, Language


def build_page(desk: Desk, language: Language) -> gr.Blocks:
    """The page in one language."""
    words = WORDS[language]
    page: gr.Blocks = gr.Blocks(title=words["title"], analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(_masthead(language), elem_id="masthead", apply_default_css=False)
        with gr.Tabs():
            with gr.Tab(words["ask_tab"], id="ask"):
                ask_tab(page, desk, language)
            with gr.Tab(words["articles_tab"], id="articles") as tab:
                articles_tab(page, tab, desk, language)
        if language == "en":  # the page at /, where clients look for them
            add_endpoints(desk)
    page.queue(max_size=64, default_concurrency_limit=8)
    return page


def _masthead(language: Language) -> str:
    words = WORDS[language]
    home, other = ("/zh/", "/?lang=en") if language == "zh" else ("/", "/?lang=zh")
    name = "en" if language == "zh" else "zh-Hans"
    return (
        f'<header class="masthead"><h1><a href="{home}"><span class="seal" lang="zh">医改</span>Yigai</a></h1>'
        f"<p>{words['tagline']}</p>"
        f'<a class="language" lang="{name}" hreflang="{name}" href="{other}">{words["other_language"]}</a></header>'
    )
