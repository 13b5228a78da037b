"""Reprints: one story in several outlets, told by the text and the figures that two articles have in common.

A signature is a MinHash (Broder 1997) of the runs of four characters (in English: words) of a text, and the
smallest hashes of its numbers. Copies that were cut, retitled or given an editor's line are one story; two
reports of one event, or one form filled in for two counties, are not: their sentences or their figures differ.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from functools import cache
from itertools import islice
from typing import Generic, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ingest.script import simplified

RUN = 4
"""Characters or words in a run."""
LEAST_SHARED = 0.15
"""Of all runs of two texts, the least share that they have in common."""
LEAST_CONTAINED = 0.55
"""Of the shorter text's runs, and of its numbers, the least share that the longer one has too."""
_YEAR = re.compile(r"(?:19|20)\d\d|0\d")
_MOST_UNITS = 100_000
_SIZES, _RUNS, _NUMBERS = 4, 128, 32
_FIRST_NUMBER = _SIZES + _RUNS
_UNIT = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|\d+(?:[.,]\d+)*|[^\W\d_\u3400-\u9fff]+")

Key = TypeVar("Key", bound=Hashable)
Signature = NDArray[np.uint16]


def signature(text: str) -> bytes:
    """What a text is compared by: 328 bytes, the same whatever its script, punctuation and white space.

    Of a very long text the first 100,000 characters or words count.
    """
    units = [match.group() for match in islice(_UNIT.finditer(simplified(text).lower()), _MOST_UNITS)]
    runs = {" ".join(units[at : at + RUN]) for at in range(len(units) - RUN + 1)}
    numbers = {unit for unit in units if unit[0].isdigit() and len(unit) > 1 and not _YEAR.fullmatch(unit)}
    sizes = np.array([len(runs), len(numbers)], np.uint32).tobytes()
    return sizes + _minhash(runs, _RUNS) + _smallest(numbers)


def same_story(one: bytes, other: bytes) -> bool:
    """Whether two signatures are of copies of one text; a text of fewer than four words is no copy of any."""
    stories: Stories[int] = Stories()
    stories.add(0, one)
    return bool(stories.copies(other))


class Stories(Generic[Key]):
    """Signatures by key, each compared with all: 100,000 of them take 33 MB and some milliseconds."""

    def __init__(self) -> None:
        self._keys: list[Key] = []
        self._at: dict[Key, int] = {}
        self._rows = np.empty((16, _SIZES + _RUNS + _NUMBERS), np.uint16)

    def add(self, key: Key, signature: bytes) -> None:
        """Adds a signature; a key that is there already gets the new one."""
        row = np.frombuffer(signature, np.uint16)
        if row.size != self._rows.shape[1]:
            raise ValueError("This is no signature of this version; make it anew from the text.")
        if key not in self._at:
            self._at[key] = len(self._keys)
            self._keys.append(key)
        if len(self._keys) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[self._at[key]] = row

    def remove(self, key: Key) -> None:
        """Takes a key out; one that is not there is no error."""
        at = self._at.pop(key, None)
        if at is None:
            return
        last = self._keys.pop()
        if at < len(self._keys):
            self._keys[at] = last
            self._at[last] = at
            self._rows[at] = self._rows[len(self._keys)]

    def copies(self, signature: bytes) -> list[Key]:
        """The keys of the copies of a text, its own included where it was added."""
        rows = self._rows[: len(self._keys)]
        own = np.frombuffer(signature, np.uint16)
        equal = rows[:, _SIZES:_FIRST_NUMBER] == own[_SIZES:_FIRST_NUMBER]
        shared = np.count_nonzero(equal, axis=1) / _RUNS
        alike = np.flatnonzero(shared >= LEAST_SHARED)
        return [self._keys[at] for at in alike if _same(rows[at], own, float(shared[at]))]


def _same(one: Signature, other: Signature, shared: float) -> bool:
    (runs, numbers), (other_runs, other_numbers) = (side[:_SIZES].view(np.uint32) for side in (one, other))
    if not runs or not other_runs or _contained(shared, runs, other_runs) < LEAST_CONTAINED:
        return False
    mine, theirs = (
        set(one[_FIRST_NUMBER:][:numbers].tolist()),
        set(other[_FIRST_NUMBER:][:other_numbers].tolist()),
    )
    # Beyond the last hash of a sketch that is full, nothing is known of its text.
    known = min(max(side) if len(side) == _NUMBERS else 0xFFFF for side in (mine, theirs))
    mine, theirs = ({hashed for hashed in side if hashed <= known} for side in (mine, theirs))
    return len(mine & theirs) >= LEAST_CONTAINED * min(len(mine), len(theirs))


def _contained(shared: float, one: int, other: int) -> float:
    """The share of the smaller set that lies in the other, from |A∩B| / |A∪B| and the sizes of both."""
    return shared / (1 + shared) * (float(one) + float(other)) / float(min(one, other))


def _smallest(items: set[str]) -> bytes:
    """The smallest hashes, in order: of few items all, so that their sets can be compared exactly."""
    hashes = sorted({crc32(item.encode()) & 0xFFFF for item in items})[:_NUMBERS]
    return np.array(hashes + [0] * (_NUMBERS - len(hashes)), np.uint16).tobytes()


def _minhash(items: set[str], size: int) -> bytes:
    from datasketch import MinHash

    sketch = MinHash(size, hashfunc=crc32, permutations=_permutations(size), scheme="affine32")
    # Piece by piece: each item takes a row of `size` numbers while it is hashed.
    encoded = (item.encode("utf-8", "surrogatepass") for item in items)
    while batch := list(islice(encoded, 10_000)):
        sketch.update_batch(batch)
    # Two bytes of each minimum tell as much as four: one in 65,536 is equal by chance.
    return bytes(sketch.hashvalues.astype(np.uint16).tobytes())


@cache
def _permutations(size: int) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """The coefficients for `size` hash functions, the same in every process."""
    from datasketch import MinHash

    first, second = MinHash(size, seed=1, scheme="affine32").permutations
    return first, second
