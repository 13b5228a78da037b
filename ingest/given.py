"""Articles that come as fields: a caller's are checked and lightly cleaned, rows of a file cleaned as files are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ingest.article import Article, Evidence, InvalidArticle, Ledger
from ingest.clean import clean
from ingest.compose import check_size
from ingest.dates import find_published, parse_date
from ingest.decode import repair_mojibake
from ingest.fields import no_text, standard_fields
from ingest.headline import bigrams, make_title
from ingest.page import plain_lines, tidy
from ingest.places import find_places
from ingest.script import destroyed, language_in, script_of, without_annotations

_FIELDS = ("title", "source", "author", "url", "published")


def clean_article(article: Article) -> Article:
    """The article with its characters set right, its language and places found.

    Mojibake is repaired, white space made uniform, pronunciation annotations go; a missing title is made. No
    line is taken for page furniture: the sentences are the caller's. InvalidArticle for no text or too much.
    """
    if not isinstance(article.text, str) or not article.text.strip():
        raise InvalidArticle("has no text; give it in the field text")
    # JSON's escapes may give half a character, which could not be stored.
    whole: dict[str, Any] = {name: tidy(value) for name, value in [("id", article.id), *_given(article)]}
    article = replace(article, **whole)
    check_size(len(article.text.encode("utf-8", "replace")), "txt")
    repaired, mojibake = repair_mojibake(article.text)
    bare, annotations = without_annotations(repaired)
    lines = plain_lines(bare)
    title = " ".join(plain_lines(article.title or ""))
    if title and len(lines) > 1 and lines[0] == title:
        lines = lines[1:]
    text = "\n".join(lines)
    if not text:
        raise InvalidArticle("has no text but white space; give it in the field text")
    evidence = {name: Evidence(value, "given") for name, value in _given(article)}
    if not title:
        title, evidence["title"] = make_title(lines, bigrams(text))
    published = parse_date(article.published) if article.published else None
    warnings = list(article.ledger.warnings)
    if article.published and not published:
        del evidence["published"]
        warnings.append(f"published is no date ({article.published[:40]}); write it as 2025-04-25")
    lost, script = destroyed(text), script_of(text)
    ledger = replace(
        article.ledger,
        size=article.ledger.size or len(article.text.encode("utf-8", "replace")),
        format=article.ledger.format or "given",
        lost=len(lost),
        lost_at=lost[:20],
        script=script,
        annotations=article.ledger.annotations + annotations,
        mojibake=article.ledger.mojibake + mojibake,
        evidence={**evidence, **article.ledger.evidence},
        warnings=tuple(warnings),
    )
    return replace(
        article,
        title=title,
        text=text,
        published=published,
        language=language_in(script),
        places=article.places or tuple(find_places(f"{title}\n{text}")),
        ledger=ledger,
    )


def _given(article: Article) -> list[tuple[str, str]]:
    return [(name, str(value)) for name in _FIELDS if (value := getattr(article, name))]


def article_of_fields(fields: Mapping[str, object], identity: str, path: str, form: str) -> Article:
    """The article of one row; `identity` serves where it gives no id. InvalidArticle for wrong fields.

    What the row gives goes before what its text shows.
    """
    known = standard_fields(fields)
    if "text" not in known:
        raise InvalidArticle(no_text(map(str, fields)))
    values = {name: _string(known.get(name), name) for name in ("id", "text", *_FIELDS)}
    article = Article(
        id=values["id"][:500] or identity,
        title=values["title"],
        text=values["text"],
        source=values["source"] or None,
        author=values["author"] or None,
        url=values["url"] or None,
        published=values["published"] or None,
        path=path,
        ledger=Ledger(format=form),
    )
    return clean_article(_without_furniture(article) if article.text.strip() else article)


def _without_furniture(article: Article) -> Article:
    """The text's own lines; title, source, author and date from its bylines where they were not given."""
    check_size(len(article.text.encode("utf-8", "replace")), "txt")
    text, mojibake = repair_mojibake(article.text)
    cleaned = clean(text, " ".join(plain_lines(article.title)))
    if not cleaned.text:
        raise InvalidArticle("holds no article text, only page furniture; give the article's own text")
    found: dict[str, Any] = {}
    evidence: dict[str, Evidence] = {}
    for line in cleaned.bylines:
        for name in ("source", "author"):
            if (value := getattr(line, name)) and not (getattr(article, name) or name in found):
                found[name], evidence[name] = value, Evidence(line.line[:200], "found")
    if not article.title and cleaned.title_evidence:
        found["title"], evidence["title"] = cleaned.title, cleaned.title_evidence
    parts = [part for line in cleaned.bylines for part in line.parts]
    published, dated = find_published("\n".join([*parts, *cleaned.head, cleaned.text]))
    if published and dated and not article.published:
        found["published"], evidence["published"] = published, dated
    ledger = replace(
        article.ledger,
        size=len(article.text.encode("utf-8", "replace")),
        annotations=cleaned.annotations,
        mojibake=mojibake,
        removed=cleaned.removed,
        removed_share=cleaned.removed_share,
        captions=tuple(dict.fromkeys(cleaned.captions)),
        evidence=evidence,
    )
    return replace(article, text=cleaned.text, ledger=ledger, **found)


def _string(value: object, name: str) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value if name == "text" else tidy(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool) and name in ("id", "published"):
        return str(value)
    raise InvalidArticle(f"gives {name} as {type(value).__name__}; give it as text")
