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


def shown(quantity: Quantity) -> str:
    """A figure for a reader of English: 23家 (23)."""
    return quantity.text if quantity.text.isascii() else f"{quantity.text} ({english(quantity)})"
