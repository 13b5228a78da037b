"""Figures in text, in both languages: what they say, of what, in which unit, and how exactly."""

from qa.figures.find import find_figures, find_idioms, plain
from qa.figures.quantity import Quantity, to_figure

__all__ = ["Quantity", "find_figures", "find_idioms", "plain", "to_figure"]
