"""The blocks of a web page in reading order: paragraphs, headings, table rows, captions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lxml import etree, html

from ingest.furniture import is_teaser
from ingest.phrases import words
from ingest.script import HAN

Kind = Literal["text", "heading", "title", "row", "caption", "item"]

_SKIPPED = words(
    "script style noscript template svg math iframe object embed select button textarea input "
    "canvas audio video head map dialog"
)
_BLOCKS = words(
    "address article aside blockquote body caption center dd details div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section "
    "table tbody td tfoot th thead tr ul"
)
_SHOWN_LATER = 400  # characters
_ASIDE_TAGS = frozenset({"nav", "aside", "footer"})
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|menu|sidebar|side|aside|footer|foot|breadcrumbs?|crumbs?|share\w*|social|related\w*|relate"
    r"|recommend\w*|comments?|reply|replies|pager|pagination|page-?nav|copyright|adv?s?|advert\w*|sponsor\w*|toolbar"
    r"|tools|login|popup|modal|hotnews|hot|rank\w*|qrcode|ewm|cookie\w*|newsletter|subscribe|tags?|statement|disclaimer"
    r"|editor|bianji|tuijian|xiangguan|pinglun|declare|app-?download|like-?list|more-?news|promo\w*|pls|sign|signature)(?:$|[\s_-])",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(
    r"caption|(?:pic|img|image|photo)[_-]?(?:descr?|txt|note|tit|intro)|tushuo",
    re.IGNORECASE,
)
# Containers that portals and content systems of the Chinese web use for the body of an article.
_KNOWN_IDS = words(
    "js_content artibody article_content articlecontent article-content article_body "
    "articlebody articletext endtext content_area main_content content_main text_content "
    "p-detail detail-content zoom zoomcon ucap-content ozoom rwb_zw chan_newsdetail contenttext "
    "article_txt cont_1_1_2 news_content newscontent newstext vsb_content con_con arttext "
    "contentarea mainnewscontent article_inbox newsdetail-content printcontent artical_real"
)
_KNOWN_CLASSES = words(
    "article-content article_content article-body article__body article_body articlebody "
    "post_body post-body post-content entry-content rich_media_content rm_txt_con trs_editor "
    "trs_view trs_ueditor article-text content-article main-content-article article-main story- "
    "body article__content news-content newscontent news_content txtcont artical-content "
    "artcontent detail-content detail_content pages_content left_zw cententwrap syl-article- "
    "base art_content article-con article-holder richtext caas-body cont_detail contdetail "
    "wp_articlecontent v_news_content art_con_left main-text index_cententwrap__jv8jk article- "
    "contentwrap text_area box_con show_text"
)


_KINDS: dict[str, Kind] = {
    "h1": "title", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading", "h6": "heading",
    "caption": "heading", "figcaption": "caption", "li": "item", "dd": "item",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text; `containers` are the numbers of the elements around it, outermost first.

    `han` counts its Han characters; `prose` weighs its text: characters outside links, those of lines that are
    no sentences at a quarter; `known` is true inside a container known to hold articles, `aside` inside
    navigation, sharing, comments and so on.
    """

    text: str
    kind: Kind
    han: int
    link_share: float
    prose: int
    known: bool
    aside: bool
    containers: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    """An element that the walk has entered and not left."""

    element: etree._Element | None
    number: int
    known: bool = False
    aside: bool = False
    caption: bool = False


class _Walk:
    """Collects text until a block ends; iterative, so that no nesting overflows the stack."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.path: list[_Open] = []
        self.pieces: list[str] = []
        self.linked = 0
        self.links = 0  # how many <a> are open
        self.kind: Kind = "text"

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.links:
                self.linked += len(text.strip())

    def flush(self) -> None:
        text = " ".join("".join(self.pieces).split())
        linked, self.linked = self.linked, 0
        self.pieces.clear()
        if not text:
            return
        here = self.path[-1] if self.path else _Open(None, 0)
        free = max(0, len(text) - linked)
        punctuated = bool(re.search(r"[，。！？；,.;!?]", text))
        self.blocks.append(
            Block(
                text=text,
                kind="caption" if here.caption else self.kind,
                han=len(text) - len(HAN.sub("", text)),
                link_share=min(1.0, linked / len(text)),
                prose=free if punctuated and not is_teaser(text) else free // 4,
                known=here.known,
                aside=here.aside,
                containers=tuple(entry.number for entry in self.path),
            )
        )


def read_blocks(root: html.HtmlElement) -> list[Block]:
    """All visible blocks of a page, in order."""
    walk = _Walk()
    skipping: etree._Element | None = None
    for number, (event, element) in enumerate(etree.iterwalk(root, events=("start", "end"))):
        if skipping is not None:
            if element is skipping and event == "end":
                skipping = None
                walk.add(element.tail)
        elif event == "end":
            _leave(walk, element)
            walk.add(element.tail)
        elif not isinstance(element.tag, str) or element.tag in _SKIPPED or _is_hidden(element):
            skipping = element
        elif element.tag == "tr" and (row := _data_row(element)):
            _add_row(walk, row)
            skipping = element
        else:
            _enter(walk, element, number)
            walk.add(element.text)
    walk.flush()
    return walk.blocks


def _enter(walk: _Walk, element: etree._Element, number: int) -> None:
    tag = element.tag
    if tag == "br":
        walk.flush()
    elif tag == "a":
        walk.links += 1
    names = [value for value in (element.get("id"), element.get("class")) if value]
    caption = tag == "figcaption" or any(map(_CAPTION_CLASS.search, names)) or _is_picture_line(element)
    if tag not in _BLOCKS and not caption:
        return
    walk.flush()
    walk.kind = _KINDS.get(tag, "text")
    outer = walk.path[-1] if walk.path else _Open(None, 0)
    own = _is_known(element)
    aside = (outer.aside and not own) or tag in _ASIDE_TAGS
    if not aside and not own and tag not in ("body", "article", "main", "p"):
        aside = any(map(_ASIDE.search, names))
    walk.path.append(_Open(element, number, outer.known or own, aside, outer.caption or caption))


def _leave(walk: _Walk, element: etree._Element) -> None:
    if element.tag == "a":
        walk.links = max(0, walk.links - 1)
    if walk.path and walk.path[-1].element is element:
        walk.flush()
        walk.path.pop()
        walk.kind = "text"


def _is_picture_line(element: etree._Element) -> bool:
    """A paragraph that holds a picture and a few words under it."""
    if element.tag not in ("p", "center") or next(element.iter("img"), None) is None:
        return False
    text = "".join(element.itertext()).strip()
    return 0 < len(text) <= 80 and not text.endswith(("。", "！", "？", "：", ":"))


def _add_row(walk: _Walk, row: str) -> None:
    walk.flush()
    walk.kind = "row"
    walk.add(row)
    walk.flush()
    walk.kind = "text"


def _data_row(row: etree._Element) -> str:
    """The cells of a row of data, "a | b | c"; "" for a row that only lays out the page."""
    cells = [child for child in row if child.tag in ("td", "th")]
    blocks = sum(1 for _ in row.iter("p", "div", "br", "li"))
    if len(cells) < 2 or blocks > len(cells) or any(True for _ in row.iter("table", "script", "form", "h1")):
        return ""
    texts = [" ".join("".join(cell.itertext()).split()) for cell in cells]
    linked = sum(len("".join(link.itertext())) for link in row.iter("a"))
    total = sum(map(len, texts))
    if max(map(len, texts)) > 200 or sum(map(bool, texts)) < 2 or total > 1000 or linked > 0.5 * total:
        return ""
    return " | ".join(texts)


def _is_known(element: etree._Element) -> bool:
    if element.get("itemprop") == "articleBody" or (element.get("id") or "").lower() in _KNOWN_IDS:
        return True
    return not _KNOWN_CLASSES.isdisjoint((element.get("class") or "").lower().split())


def _is_hidden(element: etree._Element) -> bool:
    """Not shown, unless it holds so much text that a script will show it."""
    if element.get("hidden") is not None or (element.get("aria-hidden") == "true" and element.tag != "div"):
        return True
    if "display:none" not in (element.get("style") or "").replace(" ", "").lower():
        return False
    return len("".join(element.itertext())) < _SHOWN_LATER
