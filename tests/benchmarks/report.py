"""Writes the figures of the README from the committed results; a test holds that the two agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
README = HERE.parents[1] / "README.md"
BEGIN = "<!-- figures: written by tests/benchmarks/report.py -->\n"
END = "<!-- end of figures -->\n"
SETS = {
    "en -> zh": ("XQuAD, English question, Chinese paragraph", "en_zh"),
    "zh -> zh": ("XQuAD, Chinese question and paragraph", "zh_zh"),
    "en -> en": ("XQuAD, English question and paragraph", "en_en"),
    "cmrc_dev": ("CMRC 2018", "cmrc_dev"),
    "drcd_dev": ("DRCD, traditional script", "drcd_dev"),
}
ENCODERS = ("embedded", "untrained")
METHODS = ("embedded", "BM25", "all-MiniLM-L6-v2")
LANGUAGES = {"en": "English", "zh": "Chinese"}


def figures(name: str) -> dict[str, Any]:
    """The figures that `tests/benchmarks/bench_NAME.py` recorded last."""
    text = (HERE / "results" / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return dict(found.get("figures", found))


def rendered() -> str:
    """The README's section of figures, in Markdown."""
    return "\n".join([*_retrieval(), *_answers(), *_reading(), *_speed()]) + "\n"


def _retrieval() -> Iterator[str]:
    found, alone = figures("retrieval"), figures("encoder")["quality"]
    yield "Retrieval, the right paragraph first / among five (`python -m tests.benchmarks.bench_retrieval`, which"
    yield "is Yigai's search, with our encoder and its untrained form, and `make bench-encoder`, for single methods):\n"
    yield "| development set | questions | Yigai | encoder untrained | our encoder alone | BM25 | all-MiniLM-L6-v2 |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for key, (label, short) in SETS.items():
        fused = [found[encoder][key] for encoder in ENCODERS]
        cells = [(row["R@1"], row["R@5"]) for row in fused] + [alone[name][short] for name in METHODS]
        shown = " | ".join(f"{first:.3f} / {five:.3f}" for first, five in cells)
        yield f"| {label} | {fused[0]['questions']:,} | {shown} |"
    wide, bare, back = (
        found["embedded"]["xquad-2k"],
        found["untrained"]["xquad-2k"],
        found["embedded"]["zh -> en"],
    )
    yield (
        f"\nOne of XQuAD's English questions among all their Chinese paragraphs together: nDCG@10"
        f" {wide['nDCG@10']:.3f} (encoder untrained {bare['nDCG@10']:.3f}; our encoder alone"
        f" {alone['embedded']['xquad_2k'][0]:.3f}). XQuAD's Chinese questions and English paragraphs:"
        f" {back['R@1']:.3f} / {back['R@5']:.3f}.\n"
    )


UNTRAINED = {
    "real articles": "first hand",
    "real articles, held": "second",
    "real articles, third hand": "third",
    "real articles, fourth hand": "fourth",
    "real articles, fifth hand": "fifth",
    "real articles, sixth hand": "sixth",
    "real articles, seventh hand": "seventh",
    "real articles, tenth hand": "tenth",
    "real articles, eleventh hand": "eleventh",
    "real articles, twelfth hand": "twelfth",
    "real articles, thirteenth hand": "thirteenth",
    "real articles, fourteenth hand": "fourteenth",
}


def _answers() -> Iterator[str]:
    found = figures("answers")
    yield "Answers without a chat model (`python -m tests.benchmarks.bench_answers --untrained DIR`). The hands"
    yield "after the first are of people who had seen neither the others' questions nor the program. Ranking"
    yield "was fitted to the first hand's questions and the samples', refusal to the third and the fourth"
    yield "hand's, too; which further sentences are quoted was set by all up to the fourth hand's, and where"
    yield "refusal begins, and what a concrete word left unsaid counts, by those up to the fifteenth's. How"
    yield "questions are read was mended where the first to the eighth hand's, and the fifteenth's, went wrong."
    yield "The unanswerable questions of the twelfth and thirteenth are the answerable ones word for word, with the"
    yield "place or the thing exchanged; those of the fourteenth and fifteenth are exchanged places, exchanged"
    yield "things and what a reader would like to know next, a third each (`tests/data/README.md`). About"
    yield "one in thirty of the second to fourth hands' asks what stands in a picture's caption or a byline,"
    yield "which no passage holds:\n"
    yield "| collection | asked in | evidence cited | cited first | quoted | nothing there: refused | there: refused |"
    yield "|---|---|---:|---:|---:|---:|---:|"
    collections = {
        "real articles": "five real articles",
        "real articles, further": "the same, questions on what the articles leave out",
        "real articles, held": "the same, questions of a second hand",
        "real articles, third hand": "the same, of a third hand",
        "real articles, fourth hand": "the same, of a fourth hand",
        "real articles, fifth hand": "the same, of a fifth hand",
        "real articles, sixth hand": "the same, of a sixth hand",
        "real articles, seventh hand": "the same, of a seventh hand",
        "real articles, tenth hand": "the same, of a tenth hand",
        "real articles, eleventh hand": "the same, of an eleventh hand",
        "real articles, twelfth hand": "the same, of a twelfth hand",
        "real articles, thirteenth hand": "the same, of a thirteenth hand",
        "real articles, fourteenth hand": "the same, of a fourteenth hand",
        "fourth hand's articles": "articles of the fourth hand's own",
        "eighth hand's articles": "articles of the eighth hand's own",
        "fifteenth hand's articles": "articles of the fifteenth hand's own",
        "samples": "the sample articles",
    }
    for name, label in collections.items():
        for language, spoken in LANGUAGES.items():
            row = found[name][language]
            shares = ("cited", "hit_at_1", "quoted", "refusal_recall", "wrongly_refused")
            yield f"| {label} | {spoken} | " + " | ".join(f"{row[share]:.0%}" for share in shares) + " |"
    bare = found["untrained"]
    shares = "; ".join(
        f"{hand}: {bare[name]['zh']['cited']:.0%} / {bare[name]['zh']['hit_at_1']:.0%} in Chinese,"
        f" {bare[name]['en']['cited']:.0%} / {bare[name]['en']['hit_at_1']:.0%} in English"
        for name, hand in UNTRAINED.items()
    )
    yield f"\nWith the untrained form of the encoder the evidence is cited / cited first: {shares}."
    support = figures("support")["templates"]
    yield (
        f"\nChecking (`python -m tests.benchmarks.bench_support`): of {support['pairs']:,} statements with one figure,"
        f" unit or place changed, {support['changed_ones_passed']} pass; of as many true ones,"
        f" {support['true_ones_flagged']} are flagged.\n"
    )


def _reading() -> Iterator[str]:
    kept = figures("ingest")["kept lines"]
    yield (
        f"Cleaning (`python -m tests.benchmarks.bench_ingest`): on our {kept['lines']} labelled lines of noisy pages,"
        f" by which it was tuned, precision {kept['precision']:.3f} and recall {kept['recall']:.3f} of the lines"
        " kept.\n"
    )


def _speed() -> Iterator[str]:
    encoder, page, command = figures("encoder")["speed"], figures("page"), figures("commands")
    yield "Speed on 4 cores (`make bench`), on the sample articles:\n"
    yield "| what | seconds |"
    yield "|---|---:|"
    rows = {
        "`yigai --help`": command["help_s"],
        "`yigai index` for the first time": command["index_first_s"],
        "`yigai index` of an unchanged folder": command["index_unchanged_s"],
        "`yigai ask` from cold": command["ask_cold_s"],
        "a question to an open Assistant, median": command["ask_warm_median_ms"] / 1000,
        "until a reader sees what another process wrote, slowest": command["reader_sees_change_slowest_s"],
        "first paint of the page": page["first_paint_ms"] / 1000,
        "from asking in the page to the first citation": page["first_citation_ms"] / 1000,
        f"{page['askers']} askers at once, 95th percentile": page["ask_p95_ms"] / 1000,
    }
    for label, seconds in rows.items():
        yield f"| {label} | {seconds:.2f} |"
    wheel = figures("wheel")
    yield (
        f"\nOur encoder runs {encoder['ratio_to_torch']} times as fast as torch in float32 on one thread and loads in"
        f" {encoder['load_ms']} ms. The wheel has {wheel['wheel_mb']} MB; installed in an empty environment, it indexes"
        " and answers from another folder (`python -m tests.benchmarks.bench_wheel`)."
    )


def main() -> None:
    """Writes the section between the two marks of the README."""
    text = README.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    README.write_text(before + BEGIN + rendered() + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
