"""A question on its way through the chain: what was asked, found and picked so far."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.hit import Hit
from qa.question import Language, Question, question_language
from qa.ranking import Sentence

Filters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """`asked` is the user's own wording, `question` the standalone form that is searched for.

    `sentences` are those of the passages found, best first; `notes` are remarks for the asker.
    """

    asked: str
    question: Question
    filters: Filters | None = None
    hits: tuple[Hit, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    notes: tuple[str, ...] = ()
    began: float = field(default_factory=time.perf_counter)

    @property
    def language(self) -> Language:
        """The language of the answer: that of the asker's own words."""
        return question_language(self.asked)

    @property
    def elapsed_ms(self) -> float:
        """Milliseconds since the question was asked."""
        return round((time.perf_counter() - self.began) * 1000, 1)
