"""The errors of an index; every message ends with what to do.

InvalidQuestion(ValueError)        empty, or longer than a question can be
IncompatibleIndex(RuntimeError)    written by another encoder or another format
IndexBusy(RuntimeError)            another process is writing
IndexMissing(FileNotFoundError)    no index in that folder
"""


class InvalidQuestion(ValueError):  # noqa: N818  the names are the contract's
    """An empty question, or one of more than 2,000 characters."""


class IncompatibleIndex(RuntimeError):  # noqa: N818
    """The index was written with another encoder, dimension or format than the one it is opened with."""


class IndexBusy(RuntimeError):  # noqa: N818
    """Another process holds the write lock."""


class IndexMissing(FileNotFoundError):  # noqa: N818
    """There is no index in the folder given."""
