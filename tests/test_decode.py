"""Bytes to text: every encoding of the Chinese web, damaged or mislabelled; only damaged characters may be lost."""

from __future__ import annotations

import pytest

from ingest import Article, Refused, article_from_bytes
from ingest.decode import REPLACEMENT, Decoded, decode, repair_mojibake

SIMPLE = (
    "县医院把心电图传到市里，十分钟后就有了结论。村医老周说，过去这样的病人要坐三个小时的车。\n"
    "去年全县有4,200名患者这样看了病，其中九成没有离开本乡。药费比前年少了一成半，医保也省了钱。\n"
)
TRADITIONAL = (
    "縣醫院把心電圖傳到市裡，十分鐘後就有了結論。村醫老周說，過去這樣的病人要坐三個小時的車。\n"
    "去年全縣有4,200名患者這樣看了病，其中九成沒有離開本鄉。藥費比前年少了一成半，醫保也省了錢。\n"
)
CANTONESE = (
    "佢哋話喺呢間診所睇病唔使排隊，嗰度嘅護士好好人。嚟睇症嘅街坊都話醫生有心，藥費又平咗。\n" + TRADITIONAL
)
HEAD = "<html><head><meta charset='{}'><title>a page</title></head><body>"
ASCII = "<!-- a long head without any Chinese in it, as content systems write it -->\n" * 40


@pytest.mark.parametrize(
    ("text", "data", "encoding"),
    [
        (SIMPLE, SIMPLE.encode("utf-8"), "utf-8"),
        (SIMPLE, SIMPLE.encode("utf-8-sig"), "utf-8"),
        (SIMPLE, SIMPLE.encode("gb2312"), "gb18030"),
        (SIMPLE, SIMPLE.encode("gbk"), "gb18030"),
        (SIMPLE + "㐂䶮", (SIMPLE + "㐂䶮").encode("gb18030"), "gb18030"),
        (TRADITIONAL, TRADITIONAL.encode("big5"), "big5"),
        (CANTONESE, CANTONESE.encode("big5hkscs"), "big5hkscs"),
        (SIMPLE, SIMPLE.encode("utf-16"), "utf-16-le"),
        (SIMPLE, SIMPLE.encode("utf-16-le"), "utf-16-le"),
        (SIMPLE, SIMPLE.encode("utf-16-be"), "utf-16-be"),
        (SIMPLE, SIMPLE.encode("utf-32"), "utf-32-le"),
        (ASCII + SIMPLE, (ASCII + SIMPLE).encode("gbk"), "gb18030"),
        (ASCII + TRADITIONAL, (ASCII + TRADITIONAL).encode("big5"), "big5"),
        ("a plain line\n" * 30_000 + SIMPLE, ("a plain line\n" * 30_000 + SIMPLE).encode("gbk"), "gb18030"),
        ("医保基金", "医保基金".encode("gbk"), "gb18030"),
        (
            "Les malades âgés sont passés à l'hôpital.",
            "Les malades âgés sont passés à l'hôpital.".encode("cp1252"),
            "cp1252",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 12 else "",
)
def test_nothing_is_lost(text: str, data: bytes, encoding: str) -> None:
    for declared in (None, "utf-8", "gb2312", "iso-8859-1", "no-such-charset"):
        decoded = decode(data, declared)
        assert decoded.text == text
        assert decoded.encoding == encoding
        assert decoded.reason


@pytest.mark.parametrize("declared", ["utf-8", "gbk", "gb2312", "big5", "iso-8859-1", "x-user-defined"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
def test_a_page_may_lie_about_its_charset(encoding: str, declared: str) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in SIMPLE.splitlines())
    page = (HEAD.format(declared) + paragraphs + "</body></html>").encode(encoding)
    (article,) = article_from_bytes(page, "page.html")
    assert isinstance(article, Article)
    assert article.text == SIMPLE.strip()
    assert article.ledger.lost == 0
    if declared == "big5":
        assert "declared as big5, which does not fit" in article.ledger.encoding_reason or encoding == "utf-8"


def test_one_bad_byte_costs_one_character() -> None:
    data = SIMPLE.encode("utf-8")
    broken = data[:60] + b"\xff" + data[60:]
    assert decode(broken).text == SIMPLE[:20] + REPLACEMENT + SIMPLE[20:]
    damaged = SIMPLE.encode("gb18030")
    damaged = damaged[:40] + b"\xff" + damaged[40:]
    decoded = decode(damaged)
    assert decoded.encoding == "gb18030"
    assert decoded.text.count(REPLACEMENT) == 1
    assert decoded.text.replace(REPLACEMENT, "") == SIMPLE


def test_a_cut_last_character_costs_itself() -> None:
    decoded = decode(SIMPLE.strip().encode("utf-8")[:-1])
    assert decoded.text == SIMPLE.strip()[:-1] + REPLACEMENT
    assert decoded.encoding == "utf-8"


@pytest.mark.parametrize("read_as", ["latin-1", "cp1252"])
@pytest.mark.parametrize("written_in", ["gbk", "utf-8"])
def test_chinese_read_as_latin_is_set_right(written_in: str, read_as: str) -> None:
    text = "县医院把心电图传到市里。"
    wrong = text.encode(written_in).decode(read_as, "replace")
    if REPLACEMENT in wrong:
        pytest.skip("this text has bytes that the code page lacks")
    decoded = decode(wrong.encode("utf-8"))
    assert decoded.text == text
    assert decoded.mojibake == len(text)


def test_utf8_read_as_gbk_is_set_right() -> None:
    text = "基金结余，村医增收"
    wrong = text.encode("utf-8").decode("gb18030", "ignore")
    if wrong.encode("gb18030") != text.encode("utf-8"):
        text = "基金结余，村医增收稳"
        wrong = text.encode("utf-8").decode("gb18030")
    assert decode(wrong.encode("utf-8")) == Decoded(text, "utf-8", "valid UTF-8", len(text))


def test_only_what_reads_better_is_changed() -> None:
    for line in ("鑫淼矗犇骉焱垚", "Zoë à côté de l'Øresund, naïve", "€ 12 – “quoted” … ™", SIMPLE.strip()):
        assert repair_mojibake(line) == (line, 0)
    assert repair_mojibake("It â€œworksâ€\x9d now") == ("It “works” now", 3 - 1)


def test_too_much_damage_is_refused_by_name() -> None:
    data = bytearray(SIMPLE.encode("utf-8") * 3)
    for place in range(10, len(data), 40):
        data[place] = 0xFF
    (refused,) = article_from_bytes(bytes(data), "broken.txt")
    assert isinstance(refused, Refused)
    assert refused.path == "broken.txt"
    assert "damaged characters" in refused.reason
    assert refused.reason.endswith("save it again, as UTF-8")


def test_little_damage_is_counted_and_left() -> None:
    data = (SIMPLE * 3).encode("utf-8")
    (article,) = article_from_bytes(data[:60] + b"\xff" + data[60:], "scratched.txt")
    assert isinstance(article, Article)
    assert article.ledger.lost == 1
    assert article.text[article.ledger.lost_at[0]] == REPLACEMENT
    assert "1 damaged place" in article.ledger.warnings[0]
