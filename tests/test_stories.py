"""Reprints in an index, as articles come and go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from index import Index
from index.hashed import HashedEmbedder
from ingest import Article

TEXT = (
    "岚桥县把3家医院和214个村卫生室并成一个集团,由它管人、管钱、管药。\n\n"
    "去年,县里投入3760万元,医保基金结余1580万元。村医的收入从2.6万元涨到5.3万元。\n\n"
    "院长说,最难的是让城里的医生愿意下村,今年又有47人报了名。"
)
WIRE = Article("wire", "一家医院管到村", TEXT, source="岚桥日报")
CUT = Article("cut", "岚桥医改", TEXT.split("\n\n")[0] + "\n\n" + TEXT.split("\n\n")[1], source="某网")
OTHER = Article("other", "岚桥的药", "岚桥县的药房由集团统一采购。全县用药目录有812种,比以前便宜了两成。")


def copies(index: Index, article_id: str) -> list[str]:
    return [article.id for article in index.reprints(article_id)]


def test_reprints_follow_the_articles(tmp_path: Path) -> None:
    with Index.open(tmp_path / "index", HashedEmbedder()) as index:
        index.add([WIRE, OTHER])
        assert copies(index, "wire") == []
        index.add([CUT])
        assert copies(index, "wire") == ["cut"]
        assert copies(index, "cut") == ["wire"]
        assert copies(index, "other") == []
        assert copies(index, "unknown") == []
        assert index.reprints("cut")[0].source == "岚桥日报"
        index.add([replace(CUT, text=OTHER.text)])
        assert copies(index, "wire") == []
        assert copies(index, "other") == ["cut"]
        index.remove("cut")
        assert copies(index, "other") == []


def test_a_reader_sees_the_reprints_that_another_wrote(tmp_path: Path) -> None:
    with (
        Index.open(tmp_path / "index", HashedEmbedder()) as reader,
        Index.open(tmp_path / "index", HashedEmbedder()) as writer,
    ):
        writer.add([WIRE])
        assert copies(reader, "wire") == []
        writer.add([CUT])
        assert copies(reader, "wire") == ["cut"]
