"""The units of figures in both languages: what they measure, how they convert, and how English names them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit; two units of one `kind` convert by their `factor`s; kind "count" is told apart by name."""

    name: str
    kind: str
    factor: float = 1.0
    plural: str = ""


def _unit(name: str, kind: str, factor: float = 1.0, plural: str | None = None) -> Unit:
    return Unit(name, kind, factor, name + "s" if plural is None else plural)


UNITS = {
    unit.name: unit
    for unit in (
        Unit("", "bare"),
        Unit("%", "share", 1, "%"),
        Unit("‰", "share", 0.1, "‰"),
        _unit("percentage point", "point"),
        _unit("time", "count"),
        Unit("fold", "multiple", 1, "times"),
        _unit("thing", "count", plural=""),
        _unit("person", "count", plural="people"),
        _unit("person-time", "count"),
        _unit("case", "count"),
        _unit("household", "count"),
        _unit("institution", "count", plural=""),
        _unit("item", "count"),
        _unit("device", "count", plural=""),
        _unit("copy", "count", plural=""),
        _unit("kind", "count", plural=""),
        _unit("calendar year", "calendar", plural=""),
        _unit("ratio", "ratio", plural=""),
        _unit("second", "time", 1 / 60),
        _unit("minute", "time"),
        _unit("hour", "time", 60),
        _unit("day", "time", 1440),
        _unit("week", "time", 7 * 1440),
        _unit("month", "long time"),
        _unit("quarter", "long time", 3),
        _unit("year", "long time", 12),
        _unit("year of age", "age", plural="years of age"),
        _unit("km", "length", 1000, "km"),
        _unit("m", "length", 1, "m"),
        _unit("cm", "length", 0.01, "cm"),
        _unit("mm", "length", 0.001, "mm"),
        _unit("sq km", "area", 1e6, "sq km"),
        _unit("hectare", "area", 1e4),
        _unit("mu", "area", 2000 / 3, "mu"),
        _unit("sq m", "area", 1, "sq m"),
        _unit("t", "mass", 1000, "t"),
        _unit("kg", "mass", 1, "kg"),
        _unit("g", "mass", 0.001, "g"),
        _unit("mg", "mass", 1e-6, "mg"),
        _unit("l", "volume", 1, "l"),
        _unit("ml", "volume", 0.001, "ml"),
        _unit("°C", "temperature", 1, "°C"),
        *(Unit(code, f"money {code}") for code in ("CNY", "USD", "EUR", "HKD", "JPY", "GBP")),
    )
}

# Each unit's written forms; the longest form that stands after a numeral names its unit.
CHINESE = {
    "CNY": re.compile(r"元人民币|人民币元|元|块钱"),
    "USD": re.compile(r"美元|美金"),
    "EUR": re.compile(r"欧元"),
    "HKD": re.compile(r"港元|港币"),
    "JPY": re.compile(r"日元"),
    "GBP": re.compile(r"英镑"),
    "%": re.compile(r"%|个百分比"),
    "‰": re.compile(r"‰"),
    "percentage point": re.compile(r"个百分点|百分点"),
    "fold": re.compile(r"倍"),
    "person-time": re.compile(r"人次|人/次|诊次"),
    "case": re.compile(r"例次|例|病例"),
    "person": re.compile(r"人|名|位|口人|个人(?!账|信|自|缴|负|承|医|所|支|部|电|健|档|看|卡|权|参)"),
    "household": re.compile(r"户"),
    "institution": re.compile(r"家|所|间"),
    "item": re.compile(r"项"),
    "device": re.compile(r"台|套|辆|架|艘|部(?!门|分|委|署|长|队)|台套|台（套）|台\(套\)"),
    "copy": re.compile(r"份(?!额)"),
    "kind": re.compile(r"种|类|款"),
    "time": re.compile(r"次(?!中心|要|日|年|生)|场次|场(?![所地景馆院合面])|趟|遍|回(?=[，。；、]|$)"),
    "year": re.compile(r"周年|年期|年"),
    "month": re.compile(r"个月"),
    "quarter": re.compile(r"个季度"),
    "week": re.compile(
        r"周(?!岁|年|边|末|围|期|一|二|三|四|五|六|日)|个星期|星期(?!一|二|三|四|五|六|日|天)"
    ),
    "day": re.compile(r"天|个工作日|工作日"),
    "hour": re.compile(r"个小时|小时|个钟头"),
    "minute": re.compile(r"分钟"),
    "second": re.compile(r"秒钟|秒"),
    "year of age": re.compile(r"周岁|岁"),
    "km": re.compile(r"公里|千米|km"),
    "m": re.compile(r"米"),
    "cm": re.compile(r"厘米|公分"),
    "mm": re.compile(r"毫米"),
    "sq m": re.compile(r"平方米|平米|㎡"),
    "sq km": re.compile(r"平方公里"),
    "hectare": re.compile(r"公顷"),
    "mu": re.compile(r"亩"),
    "t": re.compile(r"吨"),
    "kg": re.compile(r"公斤|千克|kg"),
    "g": re.compile(r"克"),
    "mg": re.compile(r"毫克"),
    "l": re.compile(r"升(?!级|高|至|到|为|格|任)"),
    "ml": re.compile(r"毫升"),
    "°C": re.compile(r"摄氏度|℃|度(?!假|过)"),
    "thing": re.compile(
        r"个|张|条|件(?!事)|座|处(?!方|理|置)|只|支|批|组|床|篇|幅|本(?!科|级|地|土|人)|册|门(?!诊|急|槛)|期|届|届次|轮|字|道|股|对(?!口|比|应|接)|双|环|步|幢|栋|层|楼|方|圈|里|镇|乡|县|市|村|省|区|州|站|分(?!钟|中|院|级|析|别|布|之|类|管|工|站)"
    ),
}


def _english(forms: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{forms})(?![A-Za-z])", re.IGNORECASE)


ENGLISH = {
    "CNY": _english(r"(?:chinese )?yuan(?: renminbi)?|renminbi|rmb|cny"),
    "USD": _english(r"(?:us |u\.s\. )?dollars?|usd"),
    "EUR": _english(r"euros?|eur"),
    "HKD": _english(r"hong kong dollars?|hkd"),
    "JPY": _english(r"yen|jpy"),
    "GBP": _english(r"pounds?(?: sterling)?|gbp"),
    "percentage point": _english(r"percentage[ -]points?|percent points?|pct points?|ppts?|pp"),
    "%": _english(r"%|percent(?:age)?|per cent|pct"),
    "‰": _english(r"‰|per (?:thousand|mille|1,000)"),
    "fold": _english(r"fold"),
    "person-time": _english(
        r"person[ -]times?|(?:(?:patient|person|outpatient|medical|clinic)[ -])?visits?|"
        r"(?:patient )?consultations?|attendances"
    ),
    "case": _english(r"cases?"),
    "person": _english(
        r"people|persons?|patients|doctors|physicians|residents|villagers|nurses|students|"
        r"specialists|experts|staff|workers|practitioners|professionals|personnel|individuals|"
        r"inhabitants|citizens|children|women|men|graduates|employees|teachers|talents|"
        r"officials"
    ),
    "household": _english(r"households?"),
    "institution": _english(r"hospitals|clinics|institutions?|cent(?:re|er)s"),
    "item": _english(r"items?"),
    "device": _english(r"ambulances|vehicles|devices|machines"),
    "kind": _english(r"kinds?|types?|categories"),
    "time": _english(r"times?"),
    "year of age": _english(r"years? old|years? of age|year[ -]olds?"),
    "year": _english(r"years?|yrs?"),
    "month": _english(r"months?"),
    "week": _english(r"weeks?"),
    "day": _english(r"(?:(?:working|business)[ -])?days?"),
    "hour": _english(r"hours?|hrs?"),
    "minute": _english(r"minutes?|mins?"),
    "second": _english(r"seconds?"),
    "km": _english(r"km|kilomet(?:er|re)s?"),
    "m": _english(r"met(?:er|re)s?"),
    "cm": _english(r"cm|centimet(?:er|re)s?"),
    "mm": _english(r"mm|millimet(?:er|re)s?"),
    "sq m": _english(r"square met(?:er|re)s?|sq\.? ?m|m2"),
    "sq km": _english(r"square kilomet(?:er|re)s?|sq\.? ?km|km2"),
    "hectare": _english(r"hectares?|ha"),
    "mu": _english(r"mu"),
    "t": _english(r"tonnes?|tons?"),
    "kg": _english(r"kg|kilograms?|kilos"),
    "g": _english(r"grams?"),
    "mg": _english(r"mg|milligrams?"),
    "l": _english(r"lit(?:er|re)s?"),
    "ml": _english(r"ml|millilit(?:er|re)s?"),
    "°C": _english(r"°C|degrees? Celsius"),
}

SYMBOLS = {
    "CNY": re.compile(r"(?:CNY|RMB|CN¥|¥|￥)\s?$", re.IGNORECASE),
    "USD": re.compile(r"(?:US\$|USD|(?<![A-Za-z])\$)\s?$", re.IGNORECASE),
    "EUR": re.compile(r"(?:EUR|€)\s?$", re.IGNORECASE),
    "HKD": re.compile(r"(?:HK\$|HKD)\s?$", re.IGNORECASE),
    "GBP": re.compile(r"(?:GBP|£)\s?$", re.IGNORECASE),
    "JPY": re.compile(r"JPY\s?$", re.IGNORECASE),
}


def unit_after(text: str, position: int) -> tuple[str, int]:
    """The name of the unit that stands at `position` and where it ends; ("", position) for none."""
    best, end = "", position
    gap = re.compile(r"\s*").match(text, position)
    chinese = gap.end() if gap else position
    for name, pattern in CHINESE.items():
        if (match := pattern.match(text, chinese)) and match.end() > end:
            best, end = name, match.end()
    gap = re.compile(r"(?:\s|-(?=[A-Za-z]))*").match(text, position)
    english = gap.end() if gap else position
    for name, pattern in ENGLISH.items():
        if (match := pattern.match(text, english)) and match.end() > end:
            best, end = name, match.end()
    return best, end


def symbol_before(text: str, position: int) -> tuple[str, int]:
    """The currency whose sign ends at `position` and where the sign begins; ("", position) for none."""
    before = text[max(0, position - 6) : position]
    for name, pattern in SYMBOLS.items():
        if match := pattern.search(before):
            return name, position - len(match.group())
    return "", position
