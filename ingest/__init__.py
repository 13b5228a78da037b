"""Messy files in, clean articles and their passages out."""

from ingest.article import Article, InvalidArticle, Ledger, Refused
from ingest.given import clean_article
from ingest.parallel import read_files
from ingest.passage import Passage
from ingest.reader import FileList, article_from_bytes, find_files, read_articles, read_file
from ingest.split import split_article

__all__ = [
    "Article",
    "FileList",
    "InvalidArticle",
    "Ledger",
    "Passage",
    "Refused",
    "article_from_bytes",
    "clean_article",
    "find_files",
    "read_articles",
    "read_file",
    "read_files",
    "split_article",
]
