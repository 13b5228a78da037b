"""A quantity: a number of a text with its unit, and how English writes it (3657万元 -> CNY 36.57 million)."""

from __future__ import annotations

from dataclasses import dataclass

from qa.answer import Figure
from qa.figures.approximations import Approximation
from qa.figures.units import UNITS

_SUFFIXES = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at text[start:end]: `value` in `unit`, or a range from `low` to `high` (`value` is `low`).

    Shares are per cent (三成 -> 30 "%"). `step` is the worth of the last written digit (3657万 -> 10000);
    rounding goes by it; 0 where there is none (三分之一). "about" with low < high is vague (数百).
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    value: float
    unit: str
    approximation: Approximation = ""
    ordinal: bool = False
    step: float = 1.0

    def __hash__(self) -> int:
        return hash(
            (self.start, self.end, self.value)
        )  # the rest seldom differs, and figures are looked up often


def to_figure(quantity: Quantity) -> Figure:
    """The quantity for a reader of English: 14多万人次 -> "over 140,000 person-times", 三成 -> "30 %"."""
    unit = "" if quantity.unit == "thing" else quantity.unit
    return Figure(quantity.text, quantity.value, unit, english(quantity))


def english(quantity: Quantity) -> str:
    """How English writes the quantity."""
    if quantity.ordinal:
        return _ordinal(int(quantity.value))
    if quantity.unit == "calendar year":
        return f"{quantity.value:.0f}"
    if quantity.unit == "ratio":
        return f"1:{_plain(quantity.value)}"
    prefix = f"{quantity.approximation} " if quantity.approximation else ""
    if quantity.unit in ("CNY", "USD", "EUR", "HKD", "JPY", "GBP"):
        prefix += f"{quantity.unit} "
        suffix = ""
    else:
        unit = UNITS[quantity.unit]
        one = quantity.high == 1 and unit.name != "fold" and unit.plural != ""
        word = unit.name if one else unit.plural
        suffix = f" {word}" if word else ""
    return prefix + _amounts(quantity.low, quantity.high) + suffix


def _amounts(low: float, high: float) -> str:
    if low == high:
        return _amount(low)
    first, second = _amount(low), _amount(high)
    number, _, scale = second.partition(" ")
    if scale and first.endswith(f" {scale}"):
        first, second = first.removesuffix(f" {scale}"), f"{number} {scale}"
    return f"{first} to {second}" if scale or low < 0 else f"{first}-{second}"


def _amount(value: float) -> str:
    """36570000 -> "36.57 million", 140000 -> "140,000", 91.4 -> "91.4"."""
    for scale, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{_plain(value / scale)} {word}"
    return _plain(value)


def _plain(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return (
        f"{round(value, 2):,}" if abs(value) >= 1 and round(value, 4) != value else f"{round(value, 8):,.10g}"
    )


def _ordinal(value: int) -> str:
    suffix = "th" if value % 100 in (11, 12, 13) else _SUFFIXES.get(value % 10, "th")
    return f"{value:,}{suffix}"
