"""Which Chinese words become tokens, what they start from, and the tokenizer that knows them."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("jieba", reason="the train extra is not installed")

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from index.encoder import vocabulary


@pytest.mark.parametrize(
    ("definition", "gloss"),
    [
        ("to insure", "insure"),
        ("(bound form) mulberry tree", "mulberry tree"),
        ("to be bound to", "bound to"),
        ("a county in Hunan, China", "county in Hunan"),
        ("abbr. for 中國|中国[Zhong1 guo2] China", "abbr. for China"),
    ],
)
def test_clean_gloss(definition: str, gloss: str) -> None:
    assert vocabulary.clean_gloss(definition) == gloss


def test_glosses_keep_meanings_in_order_and_leave_out_what_says_nothing() -> None:
    assert vocabulary.glosses()["保险"][:3] == ["insurance", "insure", "safe"]
    assert "CL:份[fen4]" not in vocabulary.glosses()["保险"]
    # A surname comes after every real meaning.
    assert vocabulary.glosses()["桑"] == ["mulberry tree", "Sang"]


def test_words_are_frequent_known_to_both_lists_and_of_two_to_six_characters() -> None:
    words = vocabulary.words(500)
    assert len(set(words)) == 500
    assert {"我们", "中国", "政府"} <= set(words)
    counts = [vocabulary.frequencies()[word] for word in words]
    assert counts == sorted(counts, reverse=True)
    assert {len(word) for word in vocabulary.words()} == {2, 3, 4, 5, 6}


def test_characters_are_those_of_simplified_script_in_use() -> None:
    characters = vocabulary.characters()
    assert 6763 <= len(characters) < 8000  # GB 2312 has 6763
    assert {"医", "保", "桑", "镕"} <= set(characters)


def test_the_extended_tokenizer_takes_the_longest_word_and_keeps_english_as_it_was() -> None:
    build = pytest.importorskip("index.encoder.build")
    from tokenizers import Tokenizer

    base = json.loads((build.TEACHER / "tokenizer.json").read_text(encoding="utf-8"))
    english = Tokenizer.from_str(json.dumps(base))
    english.no_padding()
    extended = build.extend_tokenizer(base, ["医疗", "医疗保险", "基金"], ["桑", "植", "县"])
    tokenizer = Tokenizer.from_str(json.dumps(extended))
    assert tokenizer.encode("桑植县医疗保险基金2025年").tokens == (
        ["[CLS]", "桑", "植", "县", "医疗保险", "基金", "202", "##5", "年", "[SEP]"]
    )
    sentence = "How does Sangzhi pool its insurance funds?"
    assert tokenizer.encode(sentence).ids == english.encode(sentence).ids
    assert tokenizer.encode("９０％").tokens == tokenizer.encode("90%").tokens
    assert len(tokenizer.encode("桑" * 1000)) == build.LONGEST_TEXT


def test_a_word_starts_as_the_mean_of_its_first_glosses() -> None:
    build = pytest.importorskip("index.encoder.build")
    import torch

    table = build.network.from_bert(build.TEACHER / "model.safetensors").words.detach()
    ids = {"医院": len(table), "齉": len(table) + 1} | dict.fromkeys(vocabulary.MARKS, 1000)
    pieces = json.loads((build.TEACHER / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    ids |= {twin: pieces[twin] for twin in vocabulary.MARKS.values()}
    extended = build.extend_words(table, ids, ["医院"])
    assert vocabulary.glosses()["医院"] == ["hospital"]
    torch.testing.assert_close(extended[ids["医院"]], vocabulary.SCALE * table[pieces["hospital"]])
    torch.testing.assert_close(extended[pieces["hospital"]], table[pieces["hospital"]])
