"""One file's bytes to one article: kind, encoding, extraction, cleaning, and the ledger of all of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.article import Article, Evidence, InvalidArticle, Ledger, Removed
from ingest.byline import read_byline
from ingest.clean import Cleaned, clean
from ingest.columns import in_columns
from ingest.dates import find_published
from ingest.decode import Decoded, decode
from ingest.extract import Extract, extract_markdown
from ingest.kind import TEXTUAL, kind_of
from ingest.page import tidy
from ingest.places import find_places, own_division
from ingest.script import language_in, script_of

LARGEST_TEXT = 20 * 1024 * 1024
"""Bytes (UTF-8) of text that one article may hold."""
LARGEST_FILE = 200 * 1024 * 1024
"""Bytes of a PDF or DOCX."""
MOST_LOST = 0.02
"""Share of characters that may be damaged."""

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_OF_SITE = re.compile("政府|主办|承办|版权|首页|网站|日报|融媒体")
"""Lines in which a site speaks of itself, and not of other news."""
_COLUMNS = "looks like two columns saved line by line, so that sentences are torn; save each column by itself"
_SAMPLE = 200_000  # characters that say which places an article is about
_LEDGERED = 20  # offsets of lost characters that the ledger keeps


def compose(data: bytes, name: str, identity: str) -> Article:
    """The article that a file of this name holds. InvalidArticle, with what to do, where it holds none."""
    if not data.strip():
        raise InvalidArticle("is empty; remove it or save the article again")
    kind, warning = kind_of(data, name)
    check_size(len(data), kind)
    decoded = _decoded(data, kind)
    extract = _extracted(data, decoded, kind)
    check_size(len(extract.text), "txt")
    cleaned = clean(extract.text, extract.title)
    if not cleaned.text:
        raise InvalidArticle("holds no article text, only page furniture; save the article's own text")
    _check_lost(cleaned, decoded)
    warnings = (warning, _COLUMNS if kind == "txt" and in_columns(decoded.text) else "")
    return _article(identity, name, kind, len(data), decoded, extract, cleaned, tuple(filter(None, warnings)))


def check_size(size: int, kind: str) -> None:
    """InvalidArticle for more bytes than one article of this kind may have."""
    limit = LARGEST_TEXT if kind in TEXTUAL else LARGEST_FILE
    if size > limit:
        megabytes = limit // (1024 * 1024)
        raise InvalidArticle(
            f"is larger than the {megabytes} MB that one article may have; split it into several files"
        )


def _decoded(data: bytes, kind: str) -> Decoded:
    if kind not in TEXTUAL:
        return Decoded("", "", "")
    declared = _CHARSET.search(data[:8192]) if kind == "html" else None
    name = next(filter(None, declared.groups()), b"").decode("ascii", "replace") if declared else None
    return decode(data, name)


def _extracted(data: bytes, decoded: Decoded, kind: str) -> Extract:
    if kind == "txt":
        return Extract(decoded.text)
    if kind == "md":
        return extract_markdown(tidy(decoded.text))
    return _guarded(kind, _extractor(kind), decoded.text if kind == "html" else data)


def _extractor(kind: str) -> Callable[..., Extract]:
    """Extractors are imported when first needed: their libraries are slow to load."""
    if kind == "html":
        from ingest.extract_html import extract_html

        return extract_html
    if kind == "pdf":
        from ingest.extract_pdf import extract_pdf

        return extract_pdf
    from ingest.extract_docx import extract_docx

    return extract_docx


def _guarded(kind: str, extract: Callable[..., Extract], content: str | bytes) -> Extract:
    """Whatever a library says of damaged content is a reason to refuse the file, never an end of the run."""
    try:
        return extract(content)
    except InvalidArticle:
        raise
    except (Exception, RecursionError) as error:
        reason = str(error).split("\n")[0][:80] or type(error).__name__
        raise InvalidArticle(
            f"could not be read as {kind.upper()} ({reason}); save it again or as .txt"
        ) from error


def _check_lost(cleaned: Cleaned, decoded: Decoded) -> None:
    """Refuse what lost too much, and what is no text in any language."""
    size = len(cleaned.text)
    lost = len(cleaned.lost_at)
    if lost > MOST_LOST * size and lost > 1:
        raise InvalidArticle(
            f"has {lost} damaged characters among {size} (read as {decoded.encoding or 'text'}); "
            "save it again, as UTF-8"
        )
    sample = cleaned.text[:1000].replace("\n", "")
    if sum(map(str.isprintable, sample)) < 0.9 * len(sample):
        raise InvalidArticle("is not text in any known encoding; save it again, as UTF-8")


def _article(
    identity: str,
    name: str,
    kind: str,
    size: int,
    decoded: Decoded,
    extract: Extract,
    cleaned: Cleaned,
    warnings: tuple[str, ...],
) -> Article:
    evidence = {"title": cleaned.title_evidence} if cleaned.title_evidence else {}
    bylines = [*filter(None, map(read_byline, extract.head)), *cleaned.bylines]
    source = _found(evidence, "source", [(line.source, line.line) for line in bylines], extract.source)
    author = _found(evidence, "author", [(line.author, line.line) for line in bylines], extract.author)
    parts = [part for line in bylines for part in line.parts]
    lines = "\n".join([*parts, *extract.head, *cleaned.head, cleaned.text])
    meta = {"published": extract.published} if extract.published else {}
    published, dated = find_published(lines, meta, extract.url or None)
    if dated:
        evidence["published"] = dated
    script = script_of(cleaned.text)
    ledger = Ledger(
        size=size,
        format=kind,
        encoding=decoded.encoding,
        encoding_reason=decoded.reason,
        lost=len(cleaned.lost_at),
        lost_at=cleaned.lost_at[:_LEDGERED],
        script=script,
        annotations=cleaned.annotations,
        mojibake=decoded.mojibake,
        removed=(*cleaned.removed, *_dropped(extract)),
        removed_share=_share(cleaned, extract),
        captions=tuple(dict.fromkeys((*extract.captions, *cleaned.captions))),
        evidence=evidence,
        warnings=(*warnings, *extract.warnings, *_lost_warning(cleaned)),
    )
    return Article(
        id=identity,
        title=cleaned.title,
        text=cleaned.text,
        source=source,
        author=author,
        url=extract.url or None,
        published=published,
        language=language_in(script),
        path=name,
        places=_places(cleaned, extract),
        ledger=ledger,
    )


def _places(cleaned: Cleaned, extract: Extract) -> tuple[str, ...]:
    """The places that the article names; where it says 我县 and names no county, that of the site stands first."""
    text = f"{cleaned.title}\n{cleaned.text[:_SAMPLE]}"
    named = find_places(text)
    division = own_division(text)
    if division is None or any(name.endswith(division) for name in named):
        return named
    around = [*extract.dropped, *(line for removed in cleaned.removed for line in removed.lines)]
    of_site = find_places("\n".join(line for line in [extract.source, *around] if _OF_SITE.search(line)))
    return (*[name for name in of_site if name.endswith(division)][:1], *named)


def _found(
    evidence: dict[str, Evidence], field: str, lines: list[tuple[str, str]], declared: str
) -> str | None:
    """What the page shows goes before what its head declares: there the site often names itself."""
    value, line = next(((value, line) for value, line in lines if value), (declared, declared))
    if value:
        evidence[field] = Evidence(line[:200], "found")
    return value or None


def _dropped(extract: Extract) -> tuple[Removed, ...]:
    return (Removed("outside the article", extract.dropped),) if extract.dropped else ()


def _share(cleaned: Cleaned, extract: Extract) -> float:
    """Share (0..1) of the page's characters that are not in the article."""
    outside = sum(map(len, extract.dropped))
    whole = outside + len(extract.text)
    return round((outside + cleaned.removed_share * len(extract.text)) / whole, 4) if whole else 0.0


def _lost_warning(cleaned: Cleaned) -> tuple[str, ...]:
    count = len(cleaned.lost_at)
    return (
        (f"{count} damaged places in the text, left as they are; compare with the original",) if count else ()
    )
