"""English compounds by their parts: close-knit, haemodialysis (of the blood), cardiologist (doctor of cardiology)."""

from __future__ import annotations

import re
from functools import lru_cache

from index.spelling import american
from index.terms import english_words, stem

_PREFIXES = {
    "tele": "remote",
    "hemo": "blood",
    "cardio": "heart",
    "cerebro": "brain",
    "neuro": "nerve",
    "gastro": "stomach",
    "radio": "radiation",
}
"""Latin and Greek beginnings, and what Chinese says for them."""
_SILENT = frozenset(["level", "wide", "e"])
"""Parts that Chinese does not say: a county-level hospital is 县级 or just 县医院, county-wide is 全县."""
_LITTLE = frozenset(["of", "and", "the", "to", "up", "in", "on", "a", "off", "out", "based"])
"""Parts that leave too little when one other is left: check-up is no check, year-on-year no year."""
_DOCTOR = re.compile(
    r"(cardi|nephr|neur|ur|dermat|ophthalm|gynec|onc|radi|hemat|gastroenter|endocrin|path|anesthesi|pulmon|rheumat)"
    r"olog(?:ist)(s?)"
)
_OTHER_DOCTORS = {
    "pediatrician": "pediatrics",
    "obstetrician": "obstetrics",
    "psychiatrist": "psychiatry",
    "geriatrician": "geriatrics",
    "anesthetist": "anesthesia",
    "orthopedist": "orthopedics",
}


@lru_cache(maxsize=8192)
def stems_of_parts(word: str) -> tuple[str, ...]:
    """The stems of the parts of a compound in lower case; () for a simple word.

    >>> stems_of_parts("county-level"), stems_of_parts("haemodialysis"), stems_of_parts("nephrologists")
    (('counti',), ('blood', 'dialysi'), ('nephrolog', 'doctor'))
    """
    return tuple(stem(part) for part in _parts(american(word)))


def _parts(word: str) -> tuple[str, ...]:
    if "-" in word:
        if word.startswith("non-"):
            return ()  # non-local is not local
        parts = [_PREFIXES.get(part, part) for part in word.split("-")]
        telling = tuple(dict.fromkeys(part for part in parts if part not in _LITTLE and part not in _SILENT))
        return () if len(telling) == 1 and not _LITTLE.isdisjoint(parts) else telling
    if doctor := _DOCTOR.fullmatch(word):
        return f"{doctor[1]}ology", "doctor"
    if department := _OTHER_DOCTORS.get(word.removesuffix("s")):
        return department, "doctor"
    for prefix, meaning in _PREFIXES.items():
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) > 4 and rest in english_words():
            return meaning, rest
    return ()
