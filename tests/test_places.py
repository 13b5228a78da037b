"""Places: which ones a text names, and how they are called."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.article import Article
from ingest.gazetteer import by_latin_name, gazetteer, latin_name
from ingest.places import find_mentions, find_places, match_place, place_names, with_parents
from ingest.split import split_article


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("桑植县整合三家医院，桑植的做法", ("桑植县",)),
        ("湖南江永：江永入选", ("江永县", "湖南省")),
        ("江永：村医有了靠山\n当地的做法", ("江永县",)),
        ("洪水退去：英德一个镇的日记\n街上都是人。", ("英德市",)),
        ("近年来，在全国各地的医院里，许多医生都这样说：秭归的做法好。秭归人满意。", ("秭归县",)),
        ("江永縣持續深化改革", ("江永县",)),
        ("如皋是长寿之乡。全市有46家养老院。", ("如皋市",)),
        ("昨日，医生下乡。\n磐安出药材，我县有药农万余人。", ("磐安县",)),
        ("赴张家界、邵阳、怀化等地", ("张家界市", "邵阳市", "怀化市")),
        ("长阳县和恩施州", ("长阳土家族自治县", "恩施土家族苗族自治州")),
        ("海南省和吉林市", ("海南省", "吉林市")),
        ("北京市朝阳区的社区", ("北京市", "北京市朝阳区")),
        ("辽宁朝阳的医院", ("辽宁省", "朝阳市")),
        ("河北石家庄桥西区", ("河北省", "石家庄市", "石家庄市桥西区")),
        ("陕西乾县", ("陕西省", "乾县")),
        ("安徽省马鞍山市和县", ("安徽省", "马鞍山市", "和县")),
    ],
)
def test_places_in_chinese(text: str, places: tuple[str, ...]) -> None:
    assert find_places(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "江永入选全省试点，江永医生",  # nothing tells that this is the county
        "英德两国的医院",
        "如皋是长寿之乡。全县有46家养老院。",  # it is a city
        "如皋来了医生。桐城也来了。全市都在学。",  # which of them?
        "老人去过如皋，全市都知道。",
        "古城里的医院，古城外的医院",
        "朝阳产业，阿里健康，安康与来宾",
        "乡镇卫生院和县级医院形成县域医共体",
        "新建区域医疗中心，医疗资源县域共享",
        "鼓楼区的医院",  # there are four
        "三明治，湖南日报，南京路，新湖南大厦",
        "He went home in May.",
        "",
    ],
)
def test_words_that_are_no_places(text: str) -> None:
    assert find_places(text) == ()


def test_places_in_english() -> None:
    text = "Sangzhi County in Hunan Province copied Xi'an, Shaanxi. Zigui, near Yichang in Hubei, did not."
    assert set(find_places(text)) == {"桑植县", "湖南省", "西安市", "陕西省", "秭归县", "宜昌市", "湖北省"}


def test_a_river_is_no_district() -> None:
    assert find_places("The Jialing River runs through Sichuan, Jialing Health Review says.") == ("四川省",)


def test_known_places_are_evidence_but_no_result() -> None:
    assert find_places("江永入选，资源丰富", ["江永县"]) == ("江永县",)
    assert find_places("朝阳社区", ["北京市朝阳区"]) == ()
    assert find_places("没有地名", ["江永县"]) == ()


def test_the_most_prominent_place_comes_first() -> None:
    text = (
        "会议在北京召开。"
        + "会上有人发言，" * 6
        + "宜昌介绍经验，宜昌的做法好，宜昌领先，宜昌还要努力，学习三明。"
    )
    assert find_places(text) == ("宜昌市", "北京市", "三明市")


def test_offsets_are_those_of_the_text() -> None:
    text = "在湖北省秭歸縣，秭歸人說"
    assert [(text[m.start : m.end], m.name) for m in find_mentions(text)] == [
        ("湖北省", "湖北省"),
        ("秭歸縣", "秭归县"),
        ("秭歸", "秭归县"),
    ]


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("桑植", "桑植县"),
        ("桑植县", "桑植县"),
        ("桑植縣", "桑植县"),
        ("Sangzhi", "桑植县"),
        ("sang zhi", "桑植县"),
        ("Sangzhi County", "桑植县"),
        ("Sangzhi, Hunan", "桑植县"),
        ("Hubei Province", "湖北省"),
        ("Xi'an", "西安市"),
        ("Shaanxi", "陕西省"),
        ("Inner Mongolia Autonomous Region", "内蒙古自治区"),
        ("湘潭", "湘潭市"),
        ("吉林", "吉林省"),
        ("恩施州", "恩施土家族苗族自治州"),
        ("北京市朝阳区", "北京市朝阳区"),
        ("鼓楼", None),
        ("Atlantis", None),
        ("County", None),
        ("", None),
    ],
)
def test_match_place(asked: str, place: str | None) -> None:
    assert match_place(asked) == place


def test_names_and_parents() -> None:
    assert place_names("桑植县") == ("桑植县", "Sangzhi")
    assert place_names("六安市") == ("六安市", "Lu'an")
    assert place_names("长阳土家族自治县") == ("长阳土家族自治县", "Changyang")
    assert place_names("某地") == ("某地", "")
    assert with_parents(["桑植县", "湖南省"]) == ("桑植县", "张家界市", "湖南省")
    assert with_parents(["北京市朝阳区"]) == ("北京市朝阳区", "北京市")


def test_every_place_is_found_by_its_name_and_has_a_latin_one() -> None:
    places = gazetteer().places
    assert len(places) > 3100
    assert all(match_place(name) == name for name in places)
    assert all(latin_name(place).isascii() and latin_name(place)[0].isupper() for place in places.values())
    assert all(parent in places for place in places.values() for parent in place.parents)


def test_the_place_of_a_heading_reaches_its_passages() -> None:
    text = "湖北宜昌：建成72个科室\n市里投入18亿元。\n湖北十堰：组建8个医共体\n有四家集团，还向北京学习。\n"
    passages = split_article(Article("a", "湖北医改", text, published="2025-04-25"))
    assert [p.places for p in passages] == [("湖北省", "宜昌市"), ("湖北省", "十堰市", "北京市")]


def test_a_passage_without_a_place_is_about_its_articles() -> None:
    article = Article(
        "a", "", "全县有173名村医。去年新增12人。", published="2025-08-11", places=("江永县", "湖南省")
    )
    (passage,) = split_article(article)
    assert passage.places == ("江永县",)
    assert passage.dates == ("2024",)


def test_a_passage_that_says_the_whole_province() -> None:
    article = Article(
        id="a",
        title="湖南桑植县的做法",
        text="桑植县把医保基金打包。\n\n省财政厅说，今年全省拿出三亿元。",
        places=("桑植县", "湖南省"),
    )
    first, second = split_article(article, size=20)
    assert (first.places, second.places) == (("桑植县",), ("湖南省",))


@pytest.mark.parametrize(
    "question",
    [
        "What did Yichang's hospital cost?",
        "Yichang’s hospital",
        "宜昌村医的收入",
        "宜昌乡镇卫生院",
        "宜昌村卫生室归谁管",
    ],
)
def test_a_name_that_runs_into_the_next_word(question: str) -> None:
    assert find_places(question) == ("宜昌市",)


def test_the_title_tells_where_a_passage_that_names_another_place_is() -> None:
    article = Article("a", "昭觉的待产之家", "血送到西昌要四小时。昭觉县建了血库。", places=("昭觉县",))
    assert [p.places for p in split_article(article, size=10)] == [("西昌市", "昭觉县"), ("昭觉县",)]


def test_the_real_articles(real_articles: Path) -> None:
    found = [find_places(path.read_text("utf-8")) for path in sorted(real_articles.glob("*.txt"))]
    assert [places[0] for places in found] == ["湖北省", "湖北省", "桑植县", "江永县", "湘潭市"]
    assert {"宜昌市", "十堰市", "秭归县"} <= set(found[0])
    assert {"湘潭县", "湘乡市", "韶山市"} <= set(found[4])


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from(list("湖南江永县桑植北京市朝阳区和縣省 aSangzhi'County\ud83d\n")), max_size=60)
    | st.text(max_size=60)
)
def test_any_text(text: str) -> None:
    mentions = find_mentions(text)
    assert all(0 <= m.start < m.end <= len(text) and m.name in gazetteer().places for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    match_place(text)


def test_a_county_of_one_character_is_known_with_its_division_too() -> None:
    assert [place.official for place in by_latin_name()["daoxian"]] == ["道县"]
    assert [place.official for place in by_latin_name()["sangzhi"]] == ["桑植县"]
    assert "sangzhixian" not in by_latin_name()
