"""Dates as they are written, and when an article was published, with the evidence.

A date is ISO text, as exact as it is known: "2025-04-25", "2025-04", "2025". Nothing here knows today's date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from ingest.article import Evidence

_DIGITS = str.maketrans("〇零○Ｏ一二三四五六七八九０１２３４５６７８９", "00001234567890123456789")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
YEAR = r"(?P<{0}>(?:19|20)\d\d|[一二][九〇零○Ｏ][〇零○Ｏ一二三四五六七八九]{{2}})"
HAN_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
MONTH_NAME = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
FULL = re.compile(
    rf"{YEAR.format('y1')}\s?年\s?(?P<m1>{HAN_NUMBER})\s?月(?:\s?(?P<d1>{HAN_NUMBER})\s?[日号號])?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d\d)\s?(?P<sep>[-/.])\s?(?P<m2>\d{1,2})\s?(?P=sep)\s?(?P<d2>\d{1,2})(?!\d)"
    rf"|\b(?P<m3>{MONTH_NAME})\s(?:(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s)?(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m4>{MONTH_NAME}),?\s(?P<y4>(?:19|20)\d\d)\b"
)
_FULL_STARTS = re.compile(r"[\d一二JFMASOND]")
_COMPACT = re.compile(
    r"^\s*((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?\s*$|^\s*((?:19|20)\d\d)(?:[-/.](\d{1,2}))?\s*$"
)

# Where a page states its date. Keys of page metadata are compared without case, colons, dots and dashes.
_META_KEYS = re.compile(
    r"published(?:time|date|at)?$|datepublished|publish(?:time|date|ed)?$|pubdate|pubtime|firstpublishtime"
    r"|ptime|(?:og|article)?releasedate|datecreated|createtime|^date$|dcdate|dctermscreated|issued|timestamp"
)
_MODIFIED_KEYS = re.compile(r"modified|updated")
_LABEL = re.compile(
    r"发[布表佈]\s?(?:时间|日期|于|於)|發[布佈表]\s?(?:時間|日期|於)|(?:刊发|刊發|刊登|出版|成文|印发|见报|发稿)(?:时间|日期)"
    r"|(?<![议動动会會办辦名止开開试])(?:时|時)\s?[间間]|日\s?期|来\s?源|來\s?源|稿源|Published|Posted|Date|Release|Updated|更新(?:时间|時間|日期|于|於)",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"更新|Updated|modified", re.IGNORECASE)
_NOT_PUBLISHED = re.compile(
    r"今天是|现在是|當前|当前时间|系统时间|版权|版權|©|Copyright|备案|備案|ICP|许可证|許可證|截至|截止|有效期|生日|注册",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"召开|举行|舉行|会议|會議|发布会|發布會|关于|關於|施行|实施|實施|以来|实录|纪要|年度|周年"
    r"|成立|建成|启动|开业|投入|生效|出生|获批|揭牌|开工|竣工|签署"
)
_DATELINE = re.compile(
    rf"^(?:[A-Z][A-Za-z' .]{{2,30}},\s(?P<english>{MONTH_NAME}\s\d{{1,2}},?\s(?:19|20)\d\d)\s?(?:\(|--|—|–)"
    rf"|.{{0,12}}(?:社|网|網|报|報)[\u4e00-\u9fff]{{0,6}}(?P<chinese>{YEAR.format('dateline_year')}年\d{{1,2}}月\d{{1,2}}日)[电電讯訊])"
)
_ANNOTATION = re.compile(r"[(（⌒]\s?[a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿ]{1,6}\s?[)）]")
_URL = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)(?:[-/_](?P<m>\d{1,2})[-/_](?P<d>\d{1,2})|[-/_]?(?P<m2>[01]\d)/?(?P<d2>[0-3]\d))(?!\d)"
    r"|(?<!\d)(?P<y3>(?:19|20)\d\d)[-/]?(?P<m3>0[1-9]|1[0-2])/"
)
_THIS_YEAR = re.compile(
    r"(?:本次|此次|这次|這次|本届|本屆|今年|今天|近日|日前)[^。！？!?\n]{0,20}?((?:19|20)\d\d)年(?!底前|前|[至到])"
    r"|((?:19|20)\d\d)年[^。！？!?\n]{0,6}(?:举办的首|舉辦的首|召开的首|以来，?今年)"
)
_MAYBE_THIS_YEAR = re.compile("[本此这這今近日12](?=[次届屆年天日前90])")
_AIMED = re.compile(
    r"(?:到|至|力争|预计|預計|计划|計劃|规划|規劃|未来|by|until|before|towards?)\s?$", re.IGNORECASE
)
_MAYBE_YEAR = re.compile("[12一二][90九〇零○Ｏ]")  # in every date: found fast
_YEAR_NAMED = re.compile(r"[12][90]\d\d年")
_LEDE = 400
_SAMPLE = 200_000  # characters in which a text says what year it is
_TOP, _BOTTOM = 25, 4
_LINE_WIDTH = 140


def parse_date(text: str) -> str | None:
    """The first complete date of a value: "2025/4/25 10:46", "April 25, 2025", "20250425", "2025"."""
    if match := _COMPACT.match(text):
        year, month, day, other_year, other_month = match.groups()
        return iso_date(year or other_year, month or other_month, day)
    return next((iso for match in _full_dates(text) if (iso := iso_of(match))), None)


def find_published(
    text: str, meta: Mapping[str, str] | None = None, url: str | None = None
) -> tuple[str | None, Evidence | None]:
    """When a page was published, and what says so; (None, None) where nothing does.

    `text` is the page's text with its bylines, `meta` the page's own metadata by name. In this order:
    metadata, a line with a label (发布时间), a line that is a date, the address, and the year that the
    text says it is.
    """
    for found in (_from_meta(meta or {}), _from_lines(text), _from_url(url or ""), _from_text(text)):
        if found:
            return found
    return None, None


def _from_meta(meta: Mapping[str, str]) -> tuple[str, Evidence] | None:
    names = {re.sub(r"[\W_]", "", name).lower(): (name, value) for name, value in meta.items()}
    for pattern in (_META_KEYS, _MODIFIED_KEYS):
        for key, (name, value) in names.items():
            if pattern.search(key) and value and (iso := parse_date(value)):
                return iso, Evidence(f"{name}: {value.strip()[:80]}", "found")
    return None


def _from_lines(text: str) -> tuple[str, Evidence] | None:
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines):
        top, bottom = number < _TOP, number >= len(lines) - _BOTTOM
        if not (top or bottom) or not _MAYBE_YEAR.search(line):
            continue
        if dateline := _DATELINE.match(line) if top else None:
            iso = parse_date(dateline["english"] or dateline["chinese"])
            found += [(2, iso, dateline.group())] if iso else []
        plain = _ANNOTATION.sub("", line) if len(line) <= _LINE_WIDTH else ""
        if not _MAYBE_YEAR.search(plain) or _NOT_PUBLISHED.search(line):
            continue
        for match in _full_dates(plain):
            iso, rank = iso_of(match), _rank(plain, match, top)
            if iso and rank is not None:
                # A month alone is the date only where no day is found.
                found.append((rank if len(iso) == 10 else rank + 10, iso, line))
    if not found:
        return None
    _, iso, line = min(found, key=lambda item: item[0])
    return iso, Evidence(line[:80], "found")


def _rank(line: str, match: re.Match[str], top: bool) -> int | None:
    """How surely a date in a line is the date of publication (smaller: surer), None where it is not."""
    before, rest = line[: match.start()], line[: match.start()] + line[match.end() :]
    if re.search(r"[。！？]|[a-z]{3}\.\s", rest):
        return None
    labels = list(_LABEL.finditer(before))
    if labels and match.start() - labels[-1].end() <= 40:
        return 1 if _UPDATED.search(labels[-1].group()) else 0
    if not top:
        # The date under a document's signature: 2024年3月5日, alone on its line.
        return 4 if "年" in match.group() and len(rest) <= 6 else None
    clauses = not rest.isascii() and re.search("[，,、；]", rest)
    return None if len(rest) > 40 or clauses or _EVENT.search(rest) else 3


def _from_url(url: str) -> tuple[str, Evidence] | None:
    found = []
    for match in _URL.finditer(url):
        part = match.groupdict()
        month = part["m"] or part["m2"] or part["m3"]
        if iso := iso_date(part["y"] or part["y3"], month, part["d"] or part["d2"]):
            found.append(iso)
    return (max(found, key=len), Evidence(url[:160], "found")) if found else None


def _from_text(text: str) -> tuple[str, Evidence] | None:
    """The year that a text calls its own (本次…2025年), or that of a full date at its head."""
    text = text[:_SAMPLE]
    if _YEAR_NAMED.search(text) and (match := next(matches(_MAYBE_THIS_YEAR, _THIS_YEAR, text), None)):
        return match.group(1) or match.group(2), Evidence(match.group()[:80], "inferred")
    for match in _full_dates(text[:_LEDE]):
        iso = iso_of(match)
        if iso and len(iso) == 10 and not _AIMED.search(text[: match.start()]):
            later = re.findall(r"(?<!\d)((?:19|20)\d\d)年", text)
            if iso[:4] >= max(later, default="0"):
                return iso[:4], Evidence(match.group(), "inferred")
            return None
    return None


def matches(starts: re.Pattern[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern, tried only where one can start: a set of characters is found far faster."""
    end = 0
    for start in starts.finditer(text):
        if start.start() >= end and (match := pattern.match(text, start.start())):
            end = match.end()
            yield match


def _full_dates(text: str) -> Iterator[re.Match[str]]:
    return matches(_FULL_STARTS, FULL, text) if _MAYBE_YEAR.search(text) else iter(())


def iso_of(match: re.Match[str]) -> str | None:
    for kind in "1234":
        if year := match.group(f"y{kind}"):
            return iso_date(year, match.group(f"m{kind}"), match.group(f"d{kind}"))
    return None


def iso_date(year: str, month: str | None = None, day: str | None = None) -> str | None:
    """ISO text of the parts, None where there is no such date."""
    numbers = [number_of(part) for part in (year, month, day) if part]
    try:
        date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])


def number_of(text: str) -> int:
    """25, 二十五, 二〇二五, "Apr." (as a month) to a number; 0 where it is none."""
    if text.isdecimal():
        return int(text)
    if text[:3].lower() in _MONTHS:
        return _MONTHS.index(text[:3].lower()) + 1
    if "十" in text:
        tens, _, ones = text.partition("十")
        text = (tens or "一") + (ones or "〇")
    digits = text.translate(_DIGITS)
    return int(digits) if digits.isdecimal() else 0
