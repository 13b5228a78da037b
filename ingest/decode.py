"""Bytes to text: which encoding, why, and what could not be decoded."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"

# The characters that make up about half of any Chinese text, in both scripts. Bytes read in a wrong encoding
# give rare characters, so the reading with the largest share of these is the right one.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所"
    "然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把"
    "机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加"
    "西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更"
    "医疗院县市省区基层卫健康保障改革患者服务建设构社会报记农村乡镇万亿元费药病诊据闻网编辑责任转载请注明来源"
    "这個們來為國說時會對過發後裡種經現當沒動還進學樣實軍無長機業將兩間問戰頭體見產與話點關給東聲員論處義條氣題爾"
    "醫療縣區層衛務構報記農鄉鎮萬億費藥診據聞網編輯責轉載請註來開點應從並電視鐵台灣"
    "，。、；：？！“”（）《》「」『』—…·０１２３４５６７８９"
)
# Pages that say Latin-1 mean Windows-1252, as browsers read them.
_ALIASES = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
}
_CHARSET_NAME = re.compile(r"(?:utf|gb|big5|cp|windows|iso|koi8|euc|shift|sjis|mac|hz|ks|johab|tis)[\w.:-]*$")
_CANDIDATES = ("gb18030", "big5hkscs", "cp950", "shift_jis", "euc_kr")
_WIDE = ("utf-16-le", "utf-16-be")
_SAMPLE = 200_000
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its encoding and why that one; U+FFFD stands for each damaged character.

    `mojibake` counts characters that an earlier program had decoded wrongly and that were set right.
    """

    text: str
    encoding: str
    reason: str
    mojibake: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Decode bytes, losing damaged characters only.

    Order: byte order mark, strict UTF-8, UTF-8 with single damaged bytes, then the declared encoding and the
    likely ones, of which the reading with the most common Chinese characters wins.
    """
    found = _by_bom(data) or _by_utf8(data) or _by_reading(data, declared)
    text, repaired = repair_mojibake(found.text)
    return Decoded(text, found.encoding, found.reason, repaired) if repaired else found


def _by_bom(data: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, "replace")
            if text.count(REPLACEMENT) <= 0.02 * len(text) + 1:
                return Decoded(text, encoding, "byte order mark")
    return None


def _by_utf8(data: bytes) -> Decoded | None:
    if b"\0" in data[:_SAMPLE]:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    else:
        return Decoded(text, "utf-8", "plain ASCII" if text.isascii() else "valid UTF-8")
    lost = text.count(REPLACEMENT)
    intact = sum(1 for char in text if char > "\x7f") - lost
    if lost == 1 and data[-1:] > b"\x7f" and intact and text.endswith(REPLACEMENT):
        return Decoded(text, "utf-8", "valid UTF-8 but for a cut last character")
    if intact > 8 * lost:
        return Decoded(text, "utf-8", "UTF-8 with single damaged bytes")
    return None


def _by_reading(data: bytes, declared: str | None) -> Decoded:
    readings: list[tuple[float, Decoded]] = []
    codec = _codec(declared)
    sample = data[:_SAMPLE]
    start = _first_high_byte(data)
    if start > _SAMPLE // 2:  # an ASCII head says nothing about what follows
        sample = data[start : start + _SAMPLE]
    wide = _WIDE if b"\0" in sample else ()
    for encoding in dict.fromkeys((codec, *wide, *_CANDIDATES)):
        if encoding is None or (encoding == "utf-8" and wide):
            continue
        likely = _likelihood(sample.decode(encoding, "replace"))
        if encoding == codec:
            likely += 0.02  # between equals, what the page says of itself
        readings.append(
            (likely, Decoded("", encoding, "declared" if encoding == codec else "most common characters"))
        )
    likely, best = max(readings, key=lambda reading: reading[0])
    encoding, reason = best.encoding, best.reason
    if likely < 0.15:
        encoding, reason = _not_chinese(sample, codec) or ("gb18030", "nothing else fits")
    if declared and codec and encoding != codec:
        reason += f"; declared as {declared}, which does not fit"
    text = data.decode(encoding, "replace")
    if encoding in ("big5hkscs", "cp950"):
        encoding = _plain_big5(text, encoding)
    return Decoded(text, encoding, reason)


def _likelihood(text: str) -> float:
    """Share (0..1) of common characters among the non-ASCII ones, less what was lost or never occurs."""
    other = [char for char in text if char > "\x7f"]
    if not other:
        return 0.1 if text.isprintable() or "\n" in text else -1.0
    common = sum(map(_COMMON.__contains__, other))
    odd = sum(1 for char in other if char == REPLACEMENT or "\ue000" <= char <= "\uf8ff" or char < "\xa0")
    kana = sum(1 for char in other if "\u3040" <= char <= "\u30ff")
    hangul = sum(1 for char in other if "\uac00" <= char <= "\ud7a3")
    own = kana if kana > 0.3 * len(other) else 0
    own += hangul if hangul > 0.6 * len(other) else 0
    controls = sum(1 for char in text if char < " " and char not in "\n\r\t\f")
    return (common + 0.6 * own - 3 * odd) / len(other) - 3 * controls / len(text)


def _not_chinese(sample: bytes, codec: str | None) -> tuple[str, str] | None:
    high = sum(1 for byte in sample if byte > 0x7F)
    for encoding, reason in ((codec, "declared"), ("cp1252", "few accented letters")):
        if encoding and encoding not in _CANDIDATES and high < 0.35 * len(sample):
            text = sample.decode(encoding, "replace")
            if REPLACEMENT not in text and not re.search("[\x80-\x9f]", text):
                return encoding, reason
    return _detected(sample)


def _detected(sample: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    match = from_bytes(sample[:20_000]).best()
    if match is None or match.encoding in ("utf_7", "ascii", "utf_8"):
        return None
    return str(match.encoding).replace("_", "-"), "detector"


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    lowered = name.strip().lower().replace(" ", "")
    lowered = _ALIASES.get(lowered, lowered)
    if lowered in ("big5", "big5-hkscs", "x-x-big5"):
        return "big5hkscs"
    if not _CHARSET_NAME.match(lowered):  # Python also has codecs that are no charsets (punycode, hex)
        return None
    try:
        return codecs.lookup(lowered).name
    except (LookupError, ValueError):
        return None


def _plain_big5(text: str, encoding: str) -> str:
    try:
        text.replace(REPLACEMENT, "").encode("big5")
    except UnicodeEncodeError:
        return encoding
    return "big5"


def _first_high_byte(data: bytes) -> int:
    match = re.search(rb"[\x80-\xff]", data)
    return match.start() if match else 0


_LATIN_READ = re.compile(
    "[\u0080-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_MARKS = re.compile("[ÂÃâÐÑ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_HAN = re.compile("[\u3400-\u9fff]")


def repair_mojibake(text: str) -> tuple[str, int]:
    """Set right lines that were decoded wrongly before they were stored; (text, characters repaired).

    Three kinds: Chinese bytes read as Latin-1, UTF-8 read as GBK, and UTF-8 punctuation read as Windows-1252.
    A line is changed only when all of it comes back whole and reads better than before.
    """
    repaired = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        better = _repaired_line(line)
        if better is not None:
            repaired += sum(1 for char in better if char > "\x7f")
            lines[number] = better
    return ("\n".join(lines), repaired) if repaired else (text, 0)


def _repaired_line(line: str) -> str | None:
    if line.isascii():
        return None
    if _HAN.search(line):
        return _from_gbk(line)
    latin = len(_LATIN_READ.findall(line))
    if latin >= 4 and latin >= 0.4 * len(line.replace(" ", "")):
        return _from_latin(line)
    if _MARKS.search(line):
        import ftfy

        better = ftfy.fix_encoding(line)
        return better if better != line else None
    return None


def _from_latin(line: str) -> str | None:
    import ftfy.bad_codecs  # noqa: F401  registers sloppy-windows-1252

    best: tuple[float, str] | None = None
    for outer in ("latin-1", "sloppy-windows-1252"):
        for inner in ("utf-8", "gb18030", "big5hkscs"):
            try:
                candidate = line.encode(outer).decode(inner)
            except (UnicodeDecodeError, UnicodeEncodeError):
                continue
            likely = _likelihood(candidate)
            if likely > 0.2 and (best is None or likely > best[0]):
                best = (likely, candidate)
    return best[1] if best else None


def _from_gbk(line: str) -> str | None:
    """UTF-8 read as GBK: such a line holds rare characters only, and its GBK bytes are valid UTF-8."""
    if len(line) < 6 or sum(map(_COMMON.__contains__, line[:80])) > 0.2 * min(80, len(line)):
        return None
    try:
        candidate = line.encode("gb18030").decode("utf-8")
    except (UnicodeDecodeError, UnicodeEncodeError):
        return None
    return candidate if _likelihood(candidate) > _likelihood(line) + 0.1 else None
