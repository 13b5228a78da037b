"""An error as the page tells it."""

from __future__ import annotations

import logging

from ui.problem import explain
from ui.wording import CHINESE_PROBLEMS, WORDS, Language

log = logging.getLogger(__name__)


def told(error: Exception, language: Language) -> str:
    """The line a reader sees; a fault of our own goes to the log with all that is known of it."""
    problem = explain(error)
    if problem is not None:
        return (
            f"{CHINESE_PROBLEMS[problem.title]}（{problem.detail}）" if language == "zh" else problem.detail
        )
    log.error("the page could not do what it was asked", exc_info=error)
    return WORDS[language]["fault"]
