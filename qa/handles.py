"""Handles: the names under which a model cites the passages of a request, and how its text is read back.

    "The county pools 90 % of the fund [k3f-1]. It saved money [k3f-7]."  with handles k3f-1 .. k3f-4
    ->  ("The county pools 90 % of the fund.", (0,)), ("It saved money.", ())

A handle is new for each request, so no passage can hold one; unknown ones are dropped. Nothing that the
model wrote is shown as an image, a link or markup.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from ingest.sentences import split_sentences

_MARK = 0xE000  # private use: stands for a handle while sentences are split
_MARKS = re.compile("[\ue000-\ue0ff]")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)?|!\[[^\]]*$")
_LINK = re.compile(r"\[([^\]]*)\]\((?:[^)]*)\)?")
_ADDRESS = re.compile(r"(?:https?|ftp|data|javascript):[^\s,。,;;)]+|www\.[^\s,。,;;)]+", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*(?:>|$)")
_REFERENCE = re.compile(
    r"[\[【](?:来源|段落|文献|参考|出处|注)?[^\[\]【】\n%一-龥]{0,40}?\d[^\[\]【】\n%一-龥]{0,20}[\]】]|[\[【][^\]】]*$"
)
"""[3], 【来源3】 or what is left of a handle; 【2024年】 and [90%] are words of the text."""
_FOOTNOTE_MARK = re.compile(
    r"\^\d{1,2}(?!\d)|[①-⑳]|[(（]\d{1,2}[)）](?=\s*(?:[。.!?！？;；]|$))", re.MULTILINE
)
"""What other habits of citing leave: ^1, ①, and (1) where a sentence ends."""
_THOUGHT = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL | re.IGNORECASE)
_FOOTNOTES = re.compile(
    r"^[^\S\n]*\[\^?\w+\]:.*$"
    r"|^[^\w\n]*(?:参考(?:资料|文献|来源)|(?:资料)?来源|出处|references|sources|citations)[^\w\n]*$",
    re.MULTILINE | re.IGNORECASE,
)
"""A footnote's own line, and the heading of a list of sources."""
_TABLE_HEAD = re.compile(r"^[^\S\n]*\|.*\|[^\S\n]*\n[^\S\n]*\|[ \t:|-]+\|[^\S\n]*$", re.MULTILINE)
_DECORATION = re.compile(
    r"\*\*|__|`+|^[^\S\n]*(?:(?:[-*•]|\d+[.、)]|#+)\s+|(?:[>|]|\d{1,2}、|[(（]\d{1,2}[)）])[^\S\n]*)+|\|[^\S\n]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Handles:
    """The handles of one request: `prefix`-1 to `prefix`-`count`."""

    prefix: str
    count: int

    @classmethod
    def fresh(cls, count: int) -> Handles:
        """Handles that nobody could have foreseen."""
        return cls(f"k{secrets.token_hex(2)}", count)

    def __getitem__(self, number: int) -> str:
        return f"{self.prefix}-{number + 1}"

    def read(self, text: str, *, complete: bool = True) -> list[tuple[str, tuple[int, ...]]]:
        """The sentences of a model's text, each with the passages (from 0) that it cites.

        Not `complete`: what may still grow, the last sentence with its handles, is left out.
        """
        marked = self._marked(text)
        sentences: list[tuple[str, tuple[int, ...]]] = []
        for start, end in split_sentences(marked):
            piece = marked[start:end]
            own = _MARKS.match(piece)
            while own and sentences:  # a handle behind a full stop belongs to the sentence before
                before, numbers = sentences[-1]
                sentences[-1] = before, _with(numbers, ord(own.group()) - _MARK)
                piece = piece[1:].lstrip()
                own = _MARKS.match(piece)
            cited: tuple[int, ...] = ()
            for mark in _MARKS.findall(piece):
                cited = _with(cited, ord(mark) - _MARK)
            plain = re.sub(r"\s+([。,.;;,!?])", r"\1", " ".join(_MARKS.sub("", piece).split()))
            if re.search(r"\w", plain):
                sentences.append((plain, cited))
        return sentences if complete else sentences[:-1]

    def _marked(self, text: str) -> str:
        """The text in plain words, each known handle as one private character, anything like one gone."""
        text = _MARKS.sub("", text)
        for pattern in (_THOUGHT, _FOOTNOTES, _TABLE_HEAD, _IMAGE, _TAG, _ADDRESS):
            text = pattern.sub("", text)
        text = _LINK.sub(r"\1", text)
        known = rf"{self.prefix}-(\d+)"
        text = re.sub(rf"[\[【((]\s*((?:{known}[\s,;、,;]*)+)[\]】))]", lambda found: found.group(1), text)
        text = re.sub(rf"{known}(?!\d)[\s,;、,;]*(?={self.prefix})|{known}(?!\d)", self._mark, text)
        text = re.sub(rf"{self.prefix}-?", "", text)
        return _DECORATION.sub("", _FOOTNOTE_MARK.sub("", _REFERENCE.sub("", text)))

    def _mark(self, found: re.Match[str]) -> str:
        number = int((found.group(1) or found.group(2))[:6]) - 1
        return chr(_MARK + number) if 0 <= number < self.count else ""


def _with(numbers: tuple[int, ...], number: int) -> tuple[int, ...]:
    return numbers if number in numbers else (*numbers, number)
