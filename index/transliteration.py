"""Foreign names across scripts: Denver and 丹佛 share the consonant skeleton TNF.

Vowels differ too much between an English name and its Chinese transliteration, consonants far less. They fall into
classes (P: b p, T: d t, K: g k q j ch, F: f v w, S: s z x sh, L: l r, M, N, H); English l and r that no vowel follows
may or may not be written (查尔斯 Charles, 丹佛 Denver). Skeletons of fewer than three classes say too little.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.terms import pinyin, simplify

LEAST, LONGEST = 3, 7  # classes of a skeleton, characters of a Chinese name
_CLASSES = dict(zip("bpdtkqgjclrmnfvwszh", "PPTTKKKKKLLMNFFFSSH", strict=True))
_VOWELS = "aeiouy"
_SPELLINGS = (
    *(
        ("sch", "s"),
        ("tch", "k"),
        ("ch", "k"),
        ("sh", "s"),
        ("th", "t"),
        ("ph", "f"),
        ("wh", "w"),
        ("ck", "k"),
    ),
    *(("qu", "k"), ("dg", "k"), ("tz", "s"), ("x", "ks"), ("gh", "g"), ("kn", "n"), ("wr", "r")),
)
# The characters that foreign names are usually written with.
_CHARACTERS = (
    "斯尔拉克特德亚里利罗马尼布西巴卡阿加达维纳多格伯塔哈瓦林兰洛夫普比萨顿迪莱托雷伦基勒科米曼贝波法塞吉索坦哥文诺帕鲁"
    "安摩江森弗姆金蒙蒂沃伊兹杰玛奥门福根威班龙古那莫海提苏赫士乔什图丹佛逊库霍桑内恩菲赛沙博奇丁美埃凯撒喀麦卢温得佩"
    "欧都登梅东朗通贾艾劳汀泰史茨潘列万隆敦努本朝坎查皮爱杜道穆切台底墨因力拿明密培太丽费宾开亨思迈戈狄莉武可治耳娜康迦"
    "新柯临三甘丘代岗第俄毕雅默满勃滨瑞黎定顺荷辛富耶廷彼盖峰芬昆肯柏汉莎鲍连洪伽保佳冈浦支芭孜肋果各百北希华厄坡田陀"
    "察尤琼生惠扎朱韦汤玻纽庞氏罕伍豪禄依儿芙塘川义珊印度立施嘉其钦伐更所斐拜扬旺庇宁渭乌慕突谢邦忒舍让胡贡热汗芒魏"
)
_RUN = re.compile(f"[{_CHARACTERS}]{{2,}}")
_NAME = re.compile(r"[A-Z][A-Za-z-]{3,}")


def skeletons_of_text(text: str) -> list[str]:
    """The skeletons of everything in a Chinese text that may be a foreign name.

    >>> skeletons_of_text("他住在丹佛。")
    ['TNF']
    """
    found: list[str] = []
    for run in _RUN.findall(simplify(text)):
        for start in range(len(run) - 1):
            ends = range(start + 2, min(len(run), start + LONGEST) + 1)
            skeletons = ("".join(map(_class_of_character, run[start:end])) for end in ends)
            found += dict.fromkeys(skeleton for skeleton in skeletons if len(skeleton) >= LEAST)
    return found


def skeletons_of_question(question: str) -> dict[str, float]:
    """The skeletons of the names in an English question with their weights; a last consonant may be missing.

    >>> skeletons_of_question("Who were the Huguenot settlers?")
    {'HKNT': 1.0, 'HKN': 0.5}
    """
    found: dict[str, float] = {}
    for name in _NAME.findall(question):
        for skeleton in _skeletons_of_name(name):
            found[skeleton] = 1.0
            if len(skeleton) > LEAST:
                found.setdefault(skeleton[:-1], 0.5)
    return found


def _skeletons_of_name(name: str) -> list[str]:
    spelled = re.sub("[^a-z]", "", name.lower())
    for written, spoken in _SPELLINGS:
        spelled = spelled.replace(written, spoken)
    spelled = re.sub("c(?=[eiy])", "s", spelled)
    spelled = re.sub("m(?=[bp])", "n", spelled)
    spelled = re.sub("ng(?![aeiouylr])", "n", spelled)
    spelled = re.sub(r"(.)\1", r"\1", spelled)
    found = dict.fromkeys(_skeleton(spelled, silent) for silent in ("", "r", "rl"))
    return [skeleton for skeleton in found if len(skeleton) >= LEAST]


def _skeleton(spelled: str, silent: str) -> str:
    """The classes of the consonants; h, w and the `silent` ones count only before a vowel."""
    following = [*spelled[1:], ""]
    return "".join(
        _CLASSES[letter]
        for letter, then in zip(spelled, following, strict=True)
        if letter in _CLASSES and ((then and then in _VOWELS) or letter not in f"hw{silent}")
    )


@lru_cache(maxsize=1024)
def _class_of_character(character: str) -> str:
    """The class of the initial, and N for a final n or ng; 尔 is an L."""
    syllable = pinyin(character)
    if syllable == "er":
        return "L"
    initial = re.match("zh|ch|sh|[bpmfdtnlgkhjqxrzcsw]?", syllable)
    assert initial is not None
    first = {"zh": "K", "ch": "K", "sh": "S", "x": "S", "c": "S", "": ""}.get(initial.group())
    if first is None:
        first = _CLASSES[initial.group()]
    return first + ("N" if syllable[initial.end() :].endswith(("n", "ng")) else "")
