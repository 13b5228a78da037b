from __future__ import annotations

from index.stopwords import STOP_WORDS
from index.wording import passage_terms, question_terms
from ingest import Passage


def terms(text: str, title: str = "", heading: str = "") -> dict[str, list[str]]:
    return passage_terms(title, Passage("p", "a", text, 0, len(text), heading))


def met(question: str, text: str) -> set[tuple[str, str]]:
    """The terms of a question that a passage has."""
    found = terms(text)
    return {(field, term) for field, term in question_terms(question) if term in found[field]}


def test_an_english_word_meets_the_gloss_of_a_chinese_one() -> None:
    assert ("glosses", "insur") in met("How are insurance funds pooled?", "县里统筹医保基金。")


def test_a_county_is_met_by_its_pinyin_with_and_without_its_suffix_in_one_word_or_two() -> None:
    for question in ("sangzhi", "Sang Zhi", "Sangzhi County"):
        assert ("names", "sangzhi") in met(question, "湖南省桑植县的做法")
    assert ("names", "zigui") in met("What did Zigui do?", "秭归县医院")


def test_traditional_questions_meet_simplified_passages() -> None:
    assert {("words", "医疗"), ("bigrams", "医疗")} <= met("醫療保險", "医疗保险")


def test_a_chinese_question_meets_english_passages_by_gloss_and_reading() -> None:
    english = "Nurses in Huanren visit patients at home."
    assert {("words", "nurs"), ("words", "huanren")} <= met("桓仁的护士怎么上门？", english)


def test_title_and_heading_count_as_words() -> None:
    found = terms("正文在此。", title="桑植县医改", heading="总额包干")
    assert {"桑植", "包干"} <= set(found["words"])


def test_the_places_of_a_passage_count_as_words() -> None:
    found = passage_terms("", Passage("p", "a", "县里组建了总医院。", 0, 9, places=("桑植县", "湖南省")))
    assert {"桑植", "湖南省"} <= set(found["words"])
    assert {"sangzhi", "hunan"} <= set(found["names"])


def test_words_of_asking_are_left_out() -> None:
    assert {"什么", "多少", "which", "how"} <= STOP_WORDS
    assert [term for field, term in question_terms("DRG是什么？") if field == "words"] == ["drg"]
    assert question_terms("What is it?") == {
        ("names", term): 1.5 for term in ("what", "is", "it", "whatis", "isit", "whatisit")
    }


def test_numbers_meet_however_they_are_grouped() -> None:
    assert ("words", "3657") in met("Who got 3,657 yuan?", "拨付3657万元")


def test_an_english_word_meets_what_a_chinese_one_is_translated_by() -> None:
    assert ("glosses", "discoveri") in met("Whose discovery was it?", "他发现了镭。")
    assert ("words", "discoveri") in met("是谁发现的？", "The discovery was made in Paris.")


def test_a_word_meets_its_relatives_by_their_common_root() -> None:
    assert met("He was hospitalised.", "他住进医院。") >= {("roots", "hospi")}
    assert not {field for field, _ in met("Was it the host?", "他住进医院。")} & {"roots", "glosses"}


def test_names_weigh_more_than_roots() -> None:
    weights = question_terms("How does Sangzhi fund hospitals?")
    assert weights["names", "sangzhi"] > weights["glosses", "hospit"] > weights["roots", "hospi"] > 0


def test_a_term_counts_three_times_at_most() -> None:
    found = terms("医院，医院，医院，医院，医院，护士，护士。")
    assert (found["words"].count("医院"), found["words"].count("护士")) == (3, 2)
    assert (found["bigrams"].count("医院"), found["glosses"].count("hospit")) == (3, 3)
