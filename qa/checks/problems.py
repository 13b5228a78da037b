"""What is wrong with a figure, in a line for its reader, in Chinese or English."""

from __future__ import annotations

from qa.figures.quantity import Quantity, english


def absent(text: str, chinese: bool) -> str:
    """Something is not in the passage."""
    return f"原文没有“{text}”" if chinese else f"{text} is not in the passage"


def differs(claim: Quantity, told: Quantity, chinese: bool) -> str:
    """The passage has another figure where the statement has this one."""
    if chinese:
        return f"这里说“{claim.text}”，原文是“{told.text}”"
    return f"says {claim.text}, the passage says {shown(told)}"


def elsewhere(claim: Quantity, told: Quantity, chinese: bool) -> str:
    """The passage has the figure, of another thing; of this one it has another."""
    if chinese:
        return f"这里说“{claim.text}”，原文是“{told.text}”；“{claim.text}”说的是另一件事"
    return f"says {claim.text}, the passage says {shown(told)}; {claim.text} is of something else"


def of_another(text: str, told: str, said: str, chinese: bool) -> str:
    """The passage says something of another place or body than the statement does."""
    if chinese:
        return f"“{text}”在原文中说的是“{told}”，不是“{said}”"
    return f"{text}: the passage says it of {told}, not of {said}"


def planned(text: str, chinese: bool) -> str:
    """The passage only plans what the statement tells as done."""
    return f"“{text}”在原文中只是计划" if chinese else f"{text}: the passage only plans it"


def shown(quantity: Quantity) -> str:
    """A figure for a reader of English: 23家 (23)."""
    return quantity.text if quantity.text.isascii() else f"{quantity.text} ({english(quantity)})"
