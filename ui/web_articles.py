"""The Articles tab: what the collection holds, adding to it, removing from it, reading it again."""

from __future__ import annotations

import gradio as gr

from ui.desk import Desk
from ui.wording import Language


def articles_tab(page: gr.Blocks, tab: gr.Tab, desk: Desk, language: Language) -> None:
    """Lay the tab out and connect it."""
    gr.HTML("")
