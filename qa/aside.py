"""What is no question about the articles: a greeting, thanks, "what can you do", or an unknown language."""

from __future__ import annotations

import re
import unicodedata

from qa.question import ENGLISH_STOP, question_language
from qa.wording import ASIDE, OTHER_LANGUAGE

_SAID = (
    r"你好|您好|嗨|哈[喽罗啰]|大家好|早上好|上午好|中午好|下午好|晚上好|早安|晚安|在吗|在不在|谢谢(?:你|您|大家)?"
    r"|多谢|感谢|非常感谢|辛苦|再见|拜拜|好的?|知道了|明白了|嗯|你是谁|你是什么|你叫什么(?:名字)?"
    r"|(?:你|您|这里)?(?:能|会|可以)(?:帮我)?(?:做|干|回答|问)(?:些)?(?:什么|啥|哪些(?:问题|事))"
    r"|你有(?:什么|啥|哪些)(?:用|功能|本事)|(?:怎么|如何|怎样)(?:使用|用)(?:这个|本)?(?:系统|工具|网站|程序)?|帮助|测试|请问"
    r"|hi|hello|hey|hallo|good (?:morning|afternoon|evening|day|night)|many thanks|thx|cheers|bye|goodbye"
    r"|thanks?(?: you)?(?: (?:so|very) much| a lot)?|see you|ok(?:ay)?|got it|who are you|what are you|how are you"
    r"|what(?:'s| is) your name|what (?:can|do) you do(?: for me| here)?|how does (?:this|it) work"
    r"|what can (?:i|you) (?:ask|answer)(?: you| me| here)?|how (?:can|do) i use (?:this|it|you)|help(?: me)?|test"
    r"|nice to meet you|there|please"
)
_OPENING = re.compile(
    r"^\W*(?:(?:hi|hello|hey)(?: there)?|[你您]好[啊呀]?|嗨|请问)[\s,，!！。、:：]+(?=\S)", re.I
)
"""A greeting before the question itself."""
_ASIDE = re.compile(rf"(?:(?:{_SAID})[啊呀吗呢吧哈了哦]?\W*)+")
"""One way alone to read a row of greetings: with two for each, a long row would be tried in 2^n ways."""
# Words of asking and grammar that no English question has.
_FOREIGN = {
    word
    for line in (
        "der das und ist wie viele viel wer wo wann warum welche welcher welches ein eine einen einem im dem mit für",
        "auf kostet kosten heißt von zu zur zum nicht haben wurde wurden werden sind gibt sich auch bei nach über vom",
        "le les du un une est et combien quel quelle quels quelles qui où quand pourquoi comment dans pour avec sur",
        "au aux cette sont ont été elle que quoi ses leur",
        "el los las del es cuántos cuántas cuánto cuál cuáles quién dónde cuándo cómo qué para con por se hay",
        "il gli di che è quanti quante quale quali chi dove perché nel nella della delle degli sono",
        "os uma é quantos quantas qual quem onde como com não são ao pela pelo de la",
    )
    for word in line.split()
} - ENGLISH_STOP
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = ("HIRAGANA", "KATAKANA", "HANGUL", "CYRILLIC", "ARABIC", "THAI", "DEVANAGARI", "HEBREW", "GREEK")


def aside(text: str) -> str | None:
    """What to say to a text that asks nothing of the articles, in its language; None for a question.

    >>> aside("你好！")
    '您好！请就库中的文章提问，中文、英文都可以；回答的每一句话都附有原文依据。'
    """
    plain = unicodedata.normalize("NFKC", text).lower().strip()
    if _ASIDE.fullmatch(plain.lstrip("".join(c for c in plain if not c.isalnum()))):
        return ASIDE[question_language(plain)]
    return None


def without_greeting(text: str) -> str:
    """A question without the greeting that opens it.

    >>> without_greeting("Hello, who runs the hospital?")
    'who runs the hospital?'
    """
    return _OPENING.sub("", text)


def other_language(text: str) -> str | None:
    """The line for a question in another language than English or Chinese; None for one of those."""
    return OTHER_LANGUAGE if _is_foreign(unicodedata.normalize("NFKC", text)) else None


def _is_foreign(text: str) -> bool:
    """Whether a text is in another language by its script, or by its small words where they outnumber English ones."""
    letters = [unicodedata.name(c, "").split(" ")[0] for c in text if c.isalpha()]
    others = sum(name in _SCRIPTS for name in letters)
    if others > 1 and 5 * others > len(letters):
        return True
    if "CJK" in letters:
        return False
    words = [word.lower() for i, word in enumerate(_WORD.findall(text)) if i == 0 or word[0].islower()]
    foreign = {word for word in words if word in _FOREIGN}
    return len(foreign) > 1 and len(foreign) > len({word for word in words if word in ENGLISH_STOP})
