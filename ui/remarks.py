"""What the ledger of an article remarks, in the reader's language; stored it is English, as ingest wrote it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ui.wording import Language

_WARNINGS = [
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"only the first (\d+) pages were read", r"只读取了前\1页"),
        (r"taken from the data in the page's scripts .*", "正文取自网页脚本中的数据，网页本身显示的较少"),
        (r"published is no date \((.*)\); write it as 2025-04-25", r"发布日期无法识别（\1），请写成 2025-04-25 的形式"),
        (r"(\d+) damaged places in the text, left as they are; .*", r"正文有\1处损坏，已原样保留，请与原文对照"),
        (r"its file can no longer be read \((.*)\); .*", r"文件已无法读取（\1），这是最后一个完好的版本"),
        (r"looks like two columns saved .*", "似乎是两栏文字逐行相混，句子被切断，请把每一栏分开保存"),
        (r"named \.(\w+) but holds (\w+); read as \w+", r"文件名是 .\1，内容却是 \2，已按 \2 读取"),
    )
]  # fmt: skip
_RULES: Mapping[str, str] = {
    "after the end": "文末以后",
    "byline": "署名",
    "caption": "图片说明",
    "comment": "评论",
    "comments": "评论",
    "contact": "联系方式",
    "cookies": "Cookie 提示",
    "copyright": "版权声明",
    "credits": "编辑署名",
    "english": "英文版",
    "head": "页首",
    "inline note": "文中注音",
    "jump": "转版提示",
    "licence": "许可信息",
    "masthead": "报头",
    "navigation": "导航",
    "newspaper note": "报纸附注",
    "outside the article": "正文以外",
    "pagination": "页码",
    "promotion": "推广",
    "related": "相关阅读",
    "repeated": "重复内容",
    "spam": "垃圾信息",
    "tail": "页尾",
    "teaser": "导读",
    "title": "标题",
}


def warning_text(warning: str, language: Language) -> str:
    """A warning of the ledger; one that is not known stays as it is."""
    if language == "zh":
        for pattern, chinese in _WARNINGS:
            if found := pattern.fullmatch(warning):
                return found.expand(chinese)
    return warning


def rule_text(rule: str, language: Language) -> str:
    """What was taken out of an article, by the name of its rule."""
    return _RULES.get(rule, rule) if language == "zh" else rule
