"""How well statements are told apart: the cases, changed figures, figures given to another thing, and the time taken.

    python -m tests.benchmarks.bench_support

Changed and swapped statements are counted where they are seen; on real articles only where they are at hand.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from statistics import median

from ingest import Article, read_articles, split_article
from qa.checks.agreement import units_agree
from qa.figures import find_figures
from qa.support import check_statement
from tests.benchmarks.record import record
from tests.changed_statements import Case, Pair, from_articles, from_templates, read_cases

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
REAL = HERE.parents[2] / "shared" / "articles"


def main() -> None:
    """Writes and prints results/support.json."""
    ours = _articles(DATA / "articles")
    results: dict[str, object] = {
        "cases": _cases(),
        "paraphrases": _told_apart(ours, "support_paraphrases.jsonl"),
        "blind": _told_apart(ours, "support_blind.jsonl"),
        "blind_held": _told_apart(ours, "support_blind_held.jsonl"),
        "reform": _told_apart(ours, "support_reform.jsonl"),
        "templates": _pairs(from_templates(1000, seed=20250425)),
        "sample_articles": _pairs(from_articles(ours, 1000, seed=7)),
        "swapped_sample_articles": _swaps(ours),
    }
    if REAL.is_dir():
        real = _articles(REAL)
        results["real_articles"] = _pairs(from_articles(real, 1000, seed=7))
        results["swapped_real_articles"] = _swaps(real)
        results["adversarial"] = _told_apart([*ours, *real], "support_adversarial.jsonl")
        results["adversarial_held"] = _told_apart([*ours, *real], "support_adversarial_held.jsonl")
    record("support", results)
    print(json.dumps(results, indent=2))


def _articles(folder: Path) -> list[Article]:
    return [found for found in read_articles(folder) if isinstance(found, Article)]


def _cases() -> dict[str, float]:
    cases = [json.loads(line) for line in (DATA / "support_cases.jsonl").read_text("utf-8").splitlines()]
    right = sum(_is_right(case) for case in cases)
    return {"cases": len(cases), "right": right, "share": round(right / len(cases), 4)}


def _told_apart(articles: list[Article], name: str) -> dict[str, object]:
    """How many true statements are flagged and how many false ones pass, with "passed/all" of each kind."""
    cases = read_cases(articles, (DATA / name).read_text("utf-8").splitlines())
    true, false = ([case for case in cases if case.supported is value] for value in (True, False))
    passed = [case for case in false if not case.is_flagged]
    kinds = sorted({case.kind for case in false if case.kind})
    return {
        "true": len(true),
        "true_ones_flagged": sum(case.is_flagged for case in true),
        "false": len(false),
        "false_ones_passed": len(passed),
        "passed_by_kind": {kind: f"{_of(kind, passed)}/{_of(kind, false)}" for kind in kinds},
    }


def _of(kind: str, cases: list[Case]) -> int:
    return sum(case.kind == kind for case in cases)


def _is_right(case: dict[str, object]) -> bool:
    support, problems = check_statement(
        str(case["statement"]),
        str(case["passage"]),
        None,
        case.get("published"),
        tuple(case.get("places", ())),
    )
    if case["supported"]:
        return support != "unsupported"
    return any(str(case["figure"]) in problem for problem in problems)


def _pairs(pairs: list[Pair]) -> dict[str, float]:
    times: list[float] = []
    flagged = passed = 0
    for pair in pairs:
        for statement in (pair.statement, pair.changed):
            begun = time.perf_counter()
            support, _ = check_statement(statement, pair.passage, None, None, pair.places)
            times.append(1000 * (time.perf_counter() - begun))
            flagged += statement is pair.statement and support == "unsupported"
            passed += statement is pair.changed and support != "unsupported"
    return {
        "pairs": len(pairs),
        "true_ones_flagged": flagged,
        "changed_ones_passed": passed,
        "ms_median": round(median(times), 2),
        "ms_99": round(sorted(times)[len(times) * 99 // 100], 2),
    }


def _swaps(articles: list[Article]) -> dict[str, float]:
    """Clauses of a passage with their figure exchanged for another figure of the same passage."""
    swapped = seen = 0
    for article in articles:
        for passage in split_article(article):
            figures = [one for one in find_figures(passage.text) if one.unit != "calendar year"]
            for one in figures:
                start = max(
                    (m.end() for m in re.finditer(r"[，。；、\n]", passage.text[: one.start])), default=0
                )
                end = re.compile(r"[，。；、\n]|$").search(passage.text, one.end)
                clause = passage.text[start : end.start() if end else None]
                for other in figures:
                    statement = clause.replace(one.text, other.text, 1)
                    if not units_agree(one.unit, other.unit, False) or statement in passage.text:
                        continue
                    swapped += 1
                    seen += (
                        check_statement(statement, passage.text, None, None, article.places)[0]
                        == "unsupported"
                    )
    return {"swapped": swapped, "seen": seen, "share": round(seen / swapped, 4)}


if __name__ == "__main__":
    main()
