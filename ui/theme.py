"""The look: a quiet newspaper in paper, ink and one cinnabar, on Gradio's theme API; fonts of the system alone."""

from __future__ import annotations

from pathlib import Path

import gradio as gr
from gradio.themes.utils.colors import Color

STYLE = Path(__file__).with_name("page.css")
SCRIPT = Path(__file__).with_name("page.js")

SANS = ("system-ui", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")
MONO = ("ui-monospace", "SFMono-Regular", "Consolas", "monospace")

CINNABAR = Color(
    name="cinnabar",
    c50="#fbf1ee", c100="#f5ded8", c200="#ebbcb0", c300="#de9484", c400="#cc6a57", c500="#b3452f",
    c600="#9a3323", c700="#7f281b", c800="#672117", c900="#521b13", c950="#2d0d09",
)  # fmt: skip
PAPER = Color(
    name="paper",
    c50="#fbf9f4", c100="#f4f0e7", c200="#e6e0d3", c300="#d0c8b7", c400="#9d9585", c500="#6f6858",
    c600="#565044", c700="#3d3931", c800="#2a2721", c900="#1d1b17", c950="#141310",
)  # fmt: skip


def theme() -> gr.themes.Base:
    """Paper and ink, hairlines instead of shadows, square corners; light and dark."""
    base = gr.themes.Base(
        primary_hue=CINNABAR,
        secondary_hue=CINNABAR,
        neutral_hue=PAPER,
        radius_size=gr.themes.sizes.radius_none,
        font=SANS,
        font_mono=MONO,
    )
    return base.set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        body_text_color="*neutral_900",
        body_text_color_dark="*neutral_100",
        body_text_color_subdued="*neutral_500",
        body_text_color_subdued_dark="*neutral_400",
        background_fill_primary="*neutral_50",
        background_fill_primary_dark="*neutral_950",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_shadow_dark="none",
        block_padding="0px",
        block_label_text_color="*neutral_600",
        block_label_text_color_dark="*neutral_300",
        block_title_text_color="*neutral_600",
        block_title_text_color_dark="*neutral_300",
        block_title_background_fill="transparent",
        block_title_background_fill_dark="transparent",
        block_title_border_width="0px",
        block_title_border_width_dark="0px",
        block_title_padding="0 0 0.25rem",
        block_title_text_size="0.82rem",
        block_title_text_weight="500",
        input_background_fill="#ffffff",
        input_background_fill_dark="*neutral_900",
        input_border_color="*neutral_300",
        input_border_color_dark="*neutral_700",
        input_border_color_focus="*primary_600",
        input_border_color_focus_dark="*primary_400",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        input_shadow_focus="none",
        input_shadow_focus_dark="none",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_600",
        button_primary_background_fill_hover_dark="*primary_500",
        button_primary_text_color="#ffffff",
        button_secondary_background_fill="transparent",
        button_secondary_background_fill_dark="transparent",
        button_secondary_background_fill_hover="*neutral_100",
        button_secondary_background_fill_hover_dark="*neutral_800",
        button_secondary_border_color="*neutral_300",
        button_secondary_border_color_dark="*neutral_700",
        button_border_width="1px",
        button_transition="background-color 120ms",
        link_text_color="*primary_600",
        link_text_color_dark="*primary_300",
        link_text_color_visited="*primary_600",
        link_text_color_visited_dark="*primary_300",
        link_text_color_hover="*primary_700",
        link_text_color_hover_dark="*primary_200",
    )
