"""Lines with the words of page furniture that stand inside the text: they are its own.

三、报名方式
联系电话：0578-5121234             a notice says whom to call
下载“国家医保服务平台”APP，完成注册。      a step of a guide
10:15                           a transcript says when
"""

from __future__ import annotations

import re
from collections import Counter

from ingest.furniture import ends_sentence
from ingest.headline import overlap
from ingest.margins import SIGNATURE
from ingest.page import Line, Page

_CLOCK = re.compile(r"\W*\d{1,2}[:：]\d{2}\W*$")
_LABELLED = re.compile(r"\W*[\u4e00-\u9fff]{2,8}\s?[:：]\s?\S")
_STEP = re.compile(r"\W*(?:第[一二三四五六七八九十]步|\d{1,2}[.、．)）]|[①-⑳])")
_MOST = 6  # lines of one place that may look like furniture
_FEWEST_CLOCKS = 3


def keep_inside(page: Page) -> None:
    """Keep such lines where text stands right above and below, and a whole sentence or a signature further on."""
    clocks = Counter(line.text for line in page.lines if _CLOCK.match(line.text))
    last = max((number for number in page.kept(page.start) if _is_end(page.lines[number].text)), default=0)
    first = page.start
    while first < last:
        if page.lines[first].rule:
            end = next(number for number in range(first, last + 1) if not page.lines[number].rule)
            group = page.lines[first:end]
            if len(group) <= _MOST and all(_is_own(line, page, len(clocks)) for line in group):
                for line in group:
                    line.rule = ""
            first = end
        first += 1


def _is_end(line: str) -> bool:
    return ends_sentence(line) or bool(SIGNATURE.search(line))


def _is_own(line: Line, page: Page, clocks: int) -> bool:
    if line.rule == "contact":
        return bool(_LABELLED.match(line.text))
    if line.rule == "promotion":
        own = bool(_STEP.match(line.text)) or overlap(line.text, page.topic) >= 0.2
        return own and ends_sentence(line.text)
    return line.rule == "navigation" and clocks >= _FEWEST_CLOCKS and bool(_CLOCK.match(line.text))
