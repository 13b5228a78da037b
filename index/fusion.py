"""Dense and lexical scores to one ranking: a weighted sum of standardised scores.

A sum of standardised scores beat reciprocal rank fusion in trials (R@1 .796 against .768, English
questions to Chinese paragraphs).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
WEIGHT = 2.0  # of meaning against words: best on the development sets, the same for both languages
# The least deviations of cosines and of BM25 scores: where one leg hardly tells the candidates apart, because
# all passages are of one matter or only common words meet, its noise must not be blown up to a difference.
CLOSENESS_FLOOR, LEXICAL_FLOOR = 0.08, 3.0


def standardise(scores: Floats, floor: float) -> Floats:
    """(scores - mean) / deviation, where the deviation is at least `floor`; shape as given."""
    if len(scores) == 0:
        return scores
    return np.asarray((scores - scores.mean()) / max(float(scores.std()), floor), np.float32)


def fuse(closeness: Floats, lexical: Floats) -> Floats:
    """One score for each candidate from how near it is and its BM25 score (0 where no word met)."""
    return WEIGHT * standardise(closeness, CLOSENESS_FLOOR) + standardise(lexical, LEXICAL_FLOOR)
