"""One line of a page: does it show by its own words to be no part of the article?"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ingest import phrases
from ingest.script import simplified

_FLAGS = re.IGNORECASE

_PHRASES = {
    rule: (longest, re.compile(pattern, _FLAGS)) for rule, (longest, pattern) in phrases.PHRASES.items()
}
_PROSE = {rule: (400, re.compile(pattern, _FLAGS)) for rule, pattern in phrases.PROSE.items()}
_RELATED = re.compile(phrases.RELATED, _FLAGS)
_COMMENTS = re.compile(phrases.COMMENTS, _FLAGS)
_COMMENT_HEAD = re.compile(phrases.COMMENT_HEAD, _FLAGS)
_CAPTION = re.compile(phrases.CAPTION, _FLAGS)
_INLINE = re.compile(phrases.INLINE)
_PROSE_WORDS = re.compile(phrases.PROSE_WORDS)
_LATIN = re.compile("[A-Za-z]")
_BRACKETS = tuple("）)】]")
_ENDS = tuple("。！？!?；;…")
CLOSERS, _LATIN_CLOSERS = "”’」』）)]】\"'", "”’)]\"'"
_TEASER = re.compile(r"\w\s?(?:\.{3,}|。{2,}|(?<!…)…)$")  # two … are an ellipsis that an author wrote
_DOTS = ("...", "。。", "…")
_SPOKEN = re.compile(
    r"[“「『][^”」』]{4,}[。！？!?，,…][”」』]"
)  # the page itself says nothing in quotation marks
POINTS = ("▲", "△", "▼", "▽", "↑", "↓")
_END = 100  # characters in which what closes a line stands: a line may be a whole article


@lru_cache(maxsize=4096)  # the pages of one site share most of their furniture
def furniture_rule(line: str) -> str | None:
    """The rule by which this line alone shows to be furniture, or None."""
    plain = simplified(line)
    if _SPOKEN.match(plain):
        return None
    if is_prose(plain):
        told = _PROSE_WORDS.search(plain) or _LATIN.search(plain)
        return _first_match(plain, _PROSE) if told else None
    rule = _first_match(plain, _PHRASES)
    if rule == "pagination" and _is_row_of_figures(plain):
        return None
    return rule or ("navigation" if _is_menu(plain) else None)


def _is_row_of_figures(line: str) -> bool:
    """2024 | 85: of a table, whose figures do not count on as those of pages do."""
    figures = [int(figure) for figure in re.findall(r"\d{1,9}", line)] if " | " in line else []
    return any(second != first + 1 for first, second in pairwise(figures))


def _first_match(plain: str, rules: dict[str, tuple[int, re.Pattern[str]]]) -> str | None:
    size, latin = len(plain), _LATIN.search(plain)
    for rule, (most, phrase) in rules.items():
        if size <= most and (latin or rule not in phrases.LATIN) and phrase.search(plain):
            return rule
    return None


def is_prose(line: str) -> bool:
    """A line of at least thirty characters (or eight words) that ends as a sentence, or as one that opens a list."""
    long = len(line) >= 30 if not line.isascii() else line.count(" ") >= 8
    return long and (ends_sentence(line) or _opens_list(line)) and not is_teaser(line)


def _opens_list(line: str) -> bool:
    """现将有关事项公告如下："""
    return line.endswith(("：", ":")) and ("，" in line or "。" in line)


def ends_sentence(line: str) -> bool:
    """True where the line closes with sentence punctuation, brackets and quotes aside."""
    closing = line[-_END:]
    return closing.rstrip(CLOSERS).endswith(_ENDS) or closing.rstrip(_LATIN_CLOSERS).endswith(".")


def is_teaser(line: str) -> bool:
    """The shortened beginning of another article: it breaks off in dots."""
    return line.endswith(_DOTS) and bool(_TEASER.search(line[-_END:]))


def opens_related(line: str) -> bool:
    """The title of a box of links to other articles (相关阅读)."""
    return len(line) <= 40 and bool(_RELATED.search(simplified(line)))


def opens_comments(line: str) -> bool:
    """The title of the readers' comments, or the head of one comment (3楼, 某网友 发表于 ...)."""
    if len(line) > 60 or line.endswith("。"):
        return False
    plain = simplified(line)
    return bool(_COMMENTS.search(plain) or _COMMENT_HEAD.search(plain))


def is_caption(line: str) -> bool:
    """A picture's caption: it names the photographer or points to the picture; ▲ may mark a point of a list."""
    if len(line) > 200 or line.count("。") > 2 or (line[:1] in POINTS and is_prose(line)):
        return False
    return bool(_CAPTION.search(simplified(line)))


def without_inline(line: str) -> tuple[str, str]:
    """(the line without a closing editor's note such as "(责任编辑:…)", the note or "")."""
    match = _INLINE.search(line, max(0, len(line) - _END)) if line.endswith(_BRACKETS) else None
    return (line[: match.start()].rstrip(), match[0].strip()) if match else (line, "")


def _is_menu(line: str) -> bool:
    """Three or more words of a site's menu side by side."""
    words = [word.lower() for word in re.split(r"[\s|丨·/>»,、-]+", line) if word]
    return len(words) >= 3 and sum(word in phrases.MENU for word in words) >= 0.6 * len(words)
