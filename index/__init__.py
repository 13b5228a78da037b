"""Storage and retrieval: articles in, ranked passages out."""

from index.errors import IncompatibleIndex, IndexBusy, IndexMissing, InvalidQuestion
from index.hit import Hit, Report
from index.index import Index

__all__ = ["Hit", "IncompatibleIndex", "Index", "IndexBusy", "IndexMissing", "InvalidQuestion", "Report"]
