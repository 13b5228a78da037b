"""What sites call the containers of their pages: the article's own, what stands beside it, captions."""

from __future__ import annotations

import re

from lxml import etree

from ingest.phrases import words

_ASIDE_TAGS = frozenset({"nav", "aside", "footer"})
_NEVER_ASIDE = frozenset({"body", "article", "main", "p"})
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|menu|sidebar|side|aside|footer|foot|ft|breadcrumbs?|crumbs?|share\w*|social|related\w*|relate"
    r"|recommend\w*|comments?|reply|replies|pager|pagination|page-?nav|copyright|adv?s?|advert\w*|sponsor\w*|toolbar"
    r"|tools|login|popup|modal|hotnews|hot|rank\w*|qrcode|ewm|cookie\w*|newsletter|subscribe|tags?|statement|disclaimer"
    r"|editor|bianji|tuijian|xiangguan|pinglun|declare|app-?download|like-?list|more-?news|promo\w*|pls|sign|signature)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"comment|repl|pinglun|relat|recommend|tuijian|xiangguan|cookie|modal|popup", re.IGNORECASE
)
_CAPTION = re.compile(
    r"caption|(?:pic|img|image|photo)[_-]?(?:descr?|txt|note|tit|intro)|tushuo",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:sub-?(?:heads?|titles?)|abstract|summary|digest|standfirst|deck|dek|lede?|lead|zhaiyao|daodu)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Containers that portals and content systems of the Chinese web use for the body of an article.
_KNOWN_IDS = words(
    "js_content artibody article_content articlecontent article-content article_body articlebody articletext "
    "endtext content_area main_content content_main text_content p-detail detail-content detailcontent zoom "
    "zoomcon ucap-content ozoom rwb_zw chan_newsdetail contenttext article_txt cont_1_1_2 news_content newscontent "
    "newstext vsb_content con_con arttext contentarea mainnewscontent article_inbox newsdetail-content printcontent "
    "artical_real mp-editor contentbody qmt_content_div main_content_val content_views sina_keyword_ad_area2"
)
_KNOWN_CLASSES = words(
    "article-content article_content article-body article__body article_body articlebody post_body post-body "
    "post-content entry-content rich_media_content rm_txt_con trs_editor trs_view trs_ueditor article-text "
    "content-article main-content-article article-main story-body article__content news-content newscontent "
    "news_content txtcont artical-content artcontent detail-content detail_content pages_content left_zw cententwrap "
    "syl-article-base art_content article-con article-holder richtext caas-body cont_detail contdetail "
    "wp_articlecontent v_news_content art_con_left main-text article-contentwrap text_area box_con show_text "
    "u-maintext articalcontent art_contextbox tt-article-content article-content__editor"
)
# Names that end in letters of a build: index_cententWrap__Jv8jK
_KNOWN_STARTS = ("index_cententwrap", "index_main_content", "articlecontent_", "article-content_")


def is_known(element: etree._Element) -> bool:
    """A container known to hold articles."""
    if element.get("itemprop") == "articleBody" or (element.get("id") or "").lower() in _KNOWN_IDS:
        return True
    classes = (element.get("class") or "").lower().split()
    return not _KNOWN_CLASSES.isdisjoint(classes) or any(name.startswith(_KNOWN_STARTS) for name in classes)


def is_aside(element: etree._Element) -> bool:
    """Named like navigation, sharing, comments, advertising and so on."""
    return element.tag in _ASIDE_TAGS or (
        element.tag not in _NEVER_ASIDE and any(map(_ASIDE.search, _names(element)))
    )


def may_be_layout(element: etree._Element) -> bool:
    """Of an aside: its name is also given to what holds all of a page."""
    return element.tag not in _ASIDE_TAGS and not any(map(_OTHERS.search, _names(element)))


def is_caption(element: etree._Element) -> bool:
    """Named like the caption of a picture."""
    return element.tag == "figcaption" or any(map(_CAPTION.search, _names(element)))


def is_lead(element: etree._Element) -> bool:
    """Named like a subtitle or a standfirst."""
    return any(map(_LEAD.search, _names(element)))


def _names(element: etree._Element) -> list[str]:
    return [value for value in (element.get("id"), element.get("class")) if value]
