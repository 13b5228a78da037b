"""Sentences that point back to the one before them: 他的《医学宝鉴》… tells whose book it is only together with it."""

from __future__ import annotations

import re

_CHINESE = re.compile(
    r"^[“「\"]?(?:同时|因此|此外|但是?|而|然后|后来|随后|不过|然而|例如|首先|接着|另外)?[,,]?"
    r"(?:在?(?:他|她|它|这|该|此(?!外)|其(?!实)|那(?![曲坡]))|上述|前者|后者|两者|双方)"
)
_ENGLISH = re.compile(
    r"^[\"“]?(?:(?:but|and|however|then|also|therefore|in addition),? )?"
    r"(?:he|she|it|they|this|these|that|those|his|her|its|their|such)\b",
    re.IGNORECASE,
)


def points_back(text: str) -> bool:
    """Whether a sentence begins with a word for somebody or something named before it.

    >>> points_back("它是该县最大的医院。"), points_back("县医院有床位300张。")
    (True, False)
    """
    return _CHINESE.search(text) is not None or _ENGLISH.search(text) is not None
