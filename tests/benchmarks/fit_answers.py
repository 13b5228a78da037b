"""Fits the weights of the ranking of sentences and of the certainty of an answer, and prints them.

    python -m tests.benchmarks.fit_answers [questions of each set] [folder of another encoder ...]

Data: `tests.benchmarks.examples`. The certainty is fitted on what each encoder named finds, so that it does not hang on
the scale of one's cosines; the ranking on what the embedded one finds. Five parts of the articles judge in turn the
weights that the others fit; the weights printed are of all. The constants follow: UNPLACED of the answerable questions
that ask about no place of the articles are refused, and PLACED of our own that do. The certainty looks at sentences as
`qa.ranking` ranks them: where the weights of the ranking are changed, run it again.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from index.embedder import load_embedder
from qa.certainty import BEST, is_ruled_out, signals
from qa.filling import ASKED_APART
from tests.benchmarks.examples import PARTS, Example, collected

Floats = NDArray[np.float64]
OWN = 4.0
"""How much more one of our own questions counts: they name places, which the development sets hardly do."""
OWN_WEIGHT, UNANSWERABLE_WEIGHT = 10.0, 3.0
"""The same for the certainty, and how much more one counts that people asked in vain: no twin is quite like it."""
TWIN_WEIGHTS = {"without article": 0.2, "silenced": 0.1}
"""What a twin counts, of which each answerable question has two."""
SCALE = 0.3
"""Of all weights against the ridge."""
RIDGE, RIDGE_CERTAINTY = 3.0, 30.0
UNPLACED, PLACED = 0.06, {False: 0.0315, True: 0.045}
"""Shares of answerable questions that may be refused: the latter within a language and across."""
SPEAKS_FOR = ("focus", "similarity", "passage_similarity", "kind_", "number", "unit", "likeness")
"""What begins so may only speak for a sentence."""
AGAINST = frozenset({"holes_first", "lost", "unsaid", "absent", "apart", "narrowing", "undated", "nobody"})
"""Signals that may only speak against an answer."""
RULED = frozenset({"placed", "place_other", "holes"})
"""Signals that rules of `qa.certainty` look at, or the constants."""
EITHER = frozenset({"weight", *(f"asks_{slot}" for slot in ASKED_APART)})
"""Signals of the question alone; the others may only speak for an answer."""


def main(count: int, encoders: Sequence[str | None]) -> None:
    """Collects, fits and prints."""
    examples = [one for name in encoders for one in collected(count, load_embedder(name), name)]
    for across in (False, True):
        some = [one for one in examples if one.across == across]
        embedded = [one for one in some if one.encoder is None]
        print("across" if across else "same", len(some))
        rights = [judge_ranking(embedded, part) for part in range(PARTS)]
        print("  first sentence right, of parts left out:", round(float(np.mean(rights)), 3))
        print("  ranking", fit_ranking(embedded))
        some = [measured(one) for one in some]
        pairs = [pair for part in range(PARTS) for pair in judge_certainty(some, part)]
        print("  refused, of parts left out:", refusals(pairs))
        print("  certainty", fit_certainty(some))


def judge_ranking(examples: Sequence[Example], part: int) -> float:
    """The share of first sentences right in one part by the weights of the others."""
    weights = fit_ranking([one for one in examples if one.part != part])
    return first_right([one for one in examples if one.part == part], weights)


def measured(one: Example) -> Example:
    """The example with its signals, its sentences ranked as they are in `qa.ranking`."""
    assert one.similarity is not None
    return replace(one, signals=signals(one.similarity, one.inquiry))


def judge_certainty(examples: Sequence[Example], part: int) -> list[tuple[Example, float]]:
    """The certainty of each question of one part by the weights of the others."""
    weights = fit_certainty([one for one in examples if one.part != part])
    rest = [one for one in examples if one.part == part and one.judged]
    return [(one, weights["constant"] + weigh(one.signals, weights)) for one in rest]


def refusals(pairs: Sequence[tuple[Example, float]]) -> dict[str, float]:
    """Shares refused of our own questions and of the development sets', answerable, unanswerable and twins."""
    found: dict[str, list[bool]] = {}
    for one, value in pairs:
        kind = "answerable" if one.answerable else "twins" if one.twin else "unanswerable"
        refused = value < 0 or is_ruled_out(one.signals)
        found.setdefault(f"{'own' if one.own else 'development'} {kind}", []).append(refused)
    return {name: round(float(np.mean(refused)), 3) for name, refused in found.items()}


def weigh(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of values."""
    return sum(weights.get(name, 0.0) * value for name, value in values.items())


def fit_ranking(examples: Sequence[Example]) -> dict[str, float]:
    """Softmax over the sentences of a question: log of the share that those with the answer have."""
    known = [one for one in examples if one.gold.any()]
    names = sorted({name for one in known for sentence in one.sentences for name in sentence.features})
    tables = [_table([sentence.features for sentence in one.sentences], names) for one in known]
    scale = np.concatenate(tables).std(axis=0) + 1e-9

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = RIDGE * float(weights @ weights) / 2, RIDGE * weights
        for one, table in zip(known, tables, strict=True):
            scores = table / scale @ weights
            shares = np.exp(scores - scores.max())
            right = shares * one.gold / (shares * one.gold).sum()
            total -= (OWN if one.own else 1.0) * float(np.log((shares * one.gold).sum() / shares.sum()))
            slope = slope + (OWN if one.own else 1.0) * (table / scale).T @ (shares / shares.sum() - right)
        return total, slope

    bounds = [(0.0, None) if name.startswith(SPEAKS_FOR) else (None, None) for name in names]
    found = minimize(
        loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200}
    )
    return {name: round(float(value), 1) for name, value in zip(names, found.x / scale, strict=True) if value}


def first_right(examples: Sequence[Example], weights: dict[str, float]) -> float:
    """Share of answerable questions whose best sentence holds the answer."""
    known = [one for one in examples if one.gold.any()]
    best = [
        int(np.argmax([sum(weights.get(k, 0.0) * v for k, v in s.features.items()) for s in one.sentences]))
        for one in known
    ]
    return round(float(np.mean([one.gold[at] for one, at in zip(known, best, strict=True)])), 3)


def fit_certainty(examples: Sequence[Example]) -> dict[str, float]:
    """Logistic regression of whether a question can be answered, the sign of each weight bound.

    Answerable are those whose answer is among the sentences looked at; those whose answer was not found are left out.
    """
    known = [
        one
        for one in examples
        if one.judged and not is_ruled_out(one.signals) and one.answerable == one.gold[:BEST].any()
    ]
    names = sorted(set().union(*(one.signals for one in known)) - RULED)
    table = _table([one.signals for one in known], names)
    scale = table.std(axis=0) + 1e-6
    inputs = np.column_stack([table / scale, np.ones(len(known))])
    sign = np.array([1.0 if one.answerable else -1.0 for one in known])
    weight = np.array([weight_of(one) for one in known])

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = sign * (inputs @ weights)
        slope = inputs.T @ (-weight * sign / (1 + np.exp(np.minimum(margin, 500.0))))
        slope[:-1] += RIDGE_CERTAINTY * weights[:-1]
        ridge = RIDGE_CERTAINTY * float(weights[:-1] @ weights[:-1]) / 2
        return float(weight @ np.logaddexp(0, -margin)) + ridge, slope

    bounds = [_bounds(name) for name in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    weights = {
        name: round(float(value), 2) for name, value in zip(names, found.x[:-1] / scale, strict=True) if value
    }
    return _constants(known, weights) | {name: value for name, value in weights.items() if value}


def weight_of(one: Example) -> float:
    """How much an example counts in the certainty."""
    kind = TWIN_WEIGHTS[one.twin] if one.twin else 1.0 if one.answerable else UNANSWERABLE_WEIGHT
    return kind * (OWN_WEIGHT if one.own else 1.0) * SCALE


def _bounds(name: str) -> tuple[float | None, float | None]:
    if name in EITHER:
        return None, None
    return (None, 0.0) if name in AGAINST else (0.0, None)


def _constants(known: Sequence[Example], weights: Mapping[str, float]) -> dict[str, float]:
    """The constant with which UNPLACED of the answerable questions come under 0, and what is added for a place asked
    about so that PLACED of our own do."""
    values = [(one, weigh(one.signals, weights)) for one in known if one.answerable]
    across = known[0].across
    unplaced = np.quantile([value for one, value in values if not one.signals["placed"]], UNPLACED)
    placed = np.quantile(
        [value for one, value in values if one.own and one.signals["placed"]], PLACED[across]
    )
    return {"constant": round(-float(unplaced), 2), "placed": round(float(unplaced - placed), 2)}


def _table(rows: Sequence[dict[str, float]], names: Sequence[str]) -> Floats:
    return np.array([[row.get(name, 0.0) for name in names] for row in rows])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300, [None, *sys.argv[2:]])
