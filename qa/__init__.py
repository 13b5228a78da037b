"""From a question to an answer that is proven sentence by sentence."""

from index.errors import InvalidQuestion
from qa.answer import Answer, Citation, CitedArticle, Figure, Statement
from qa.assistant import Assistant

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "CitedArticle",
    "Figure",
    "InvalidQuestion",
    "Statement",
]
