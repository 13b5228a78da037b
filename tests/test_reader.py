"""Files and folders to articles; what cannot be read is refused by name with what to do, and the rest goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ingest import (
    Article,
    InvalidArticle,
    Refused,
    article_from_bytes,
    clean_article,
    find_files,
    read_articles,
    read_file,
)
from ingest.compose import LARGEST_TEXT

BODY = "县里把三家医院合成一家，由一个院长管人管钱管药。村医每月的补助涨到三千元，今年又招了四十名大学生。"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def only(found: object) -> Article | Refused:
    (item,) = found  # type: ignore[misc]
    assert isinstance(item, (Article, Refused))
    return item


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.md").write_text(f"# 第二篇\n\n{BODY}", "utf-8")
    (tmp_path / "a.txt").write_text(f"第一篇的标题\n\n{BODY}", "utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "photo.png").write_bytes(PNG)
    (tmp_path / ".hidden.txt").write_text(BODY, "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text(BODY, "utf-8")
    found = find_files(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["a.txt", "b/two.md", "c.txt"]
    assert found.skipped == 3
    first, second, third = read_articles(tmp_path)
    assert isinstance(first, Article)
    assert (first.id, first.path, first.title, first.text) == ("a.txt", "a.txt", "第一篇的标题", BODY)
    assert isinstance(second, Article)
    assert (second.id, second.title, second.text, second.ledger.format) == ("b/two.md", "第二篇", BODY, "md")
    assert third == Refused("c.txt", "is empty; remove it or save the article again")


def test_one_file_is_read_by_itself(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(BODY, "utf-8")
    article = only(read_articles(file))
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("a.txt", BODY)
    assert article.ledger.evidence["title"].confidence == "made"


def test_wrong_paths_are_errors_that_say_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(PNG)
    with pytest.raises(InvalidArticle, match="no such file or folder; check the path") as missing:
        find_files(tmp_path / "nowhere")
    assert isinstance(missing.value, FileNotFoundError)
    with pytest.raises(InvalidArticle, match=r"not read; use one of .*\.docx"):
        find_files(tmp_path / "photo.png")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.html", PNG, "is a PNG picture"),
        ("a.txt", b"\xff\xd8\xff\xe0" + bytes(3000), "is a JPEG picture"),
        ("a.txt", b"\x7fELF" + bytes(500), "is a program"),
        ("a.txt", bytes(range(256)) * 20, "is a binary file"),
        ("a.txt", b" \n\t\n", "is empty"),
        ("a.pdf", BODY.encode(), "is no PDF in spite of its name"),
        ("a.docx", b"<html><body>x</body></html>", "is no DOCX in spite of its name"),
        ("a.docx", b"PK\x03\x04" + b"word/" + bytes(100), "damaged or cut DOCX"),
        ("a.txt", b"PK\x03\x04" + bytes(100), "is a ZIP archive"),
        ("a.doc", BODY.encode(), "of a kind that is not read"),
        ("a.html", b"<html><body><script>render()</script></body></html>", "holds no text"),
        ("a.csv", b"name,size\n1,2\n", "has no field text among name, size; rename"),
        ("a.jsonl", b'[{"text": "x"}]', "write one JSON object in each line"),
        ("a.txt", "版权所有 未经授权禁止转载\n".encode(), "only page furniture"),
    ],
)
def test_what_is_no_article_is_refused_with_what_to_do(name: str, data: bytes, says: str) -> None:
    refused = only(article_from_bytes(data, name))
    assert isinstance(refused, Refused)
    assert refused.path == name
    assert says in refused.reason
    assert "\n" not in refused.reason
    assert ";" in refused.reason


def test_content_goes_before_the_name() -> None:
    page = f"<!DOCTYPE html><html><body><h1>合成一家医院的县</h1><p>{BODY}</p></body></html>"
    article = only(article_from_bytes(page.encode(), "saved.txt"))
    assert isinstance(article, Article)
    assert article.text == BODY
    assert article.ledger.format == "html"
    assert article.ledger.warnings == ("named .txt but holds html; read as html",)
    plain = only(article_from_bytes(f"合成一家医院的县\n\n{BODY}".encode(), "saved.html"))
    assert isinstance(plain, Article)
    assert (plain.text, plain.ledger.format) == (BODY, "txt")


def test_too_large_an_article_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(LARGEST_TEXT + 1)
    refused = only(read_file(file, tmp_path))
    assert refused == Refused(
        "large.txt", "is larger than the 20 MB that one article may have; split it into several files"
    )


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "folder.html" / "in.txt").write_text(BODY, "utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = {item.path: item for item in read_articles(tmp_path)}
    assert set(found) == {"folder.html/in.txt", "gone.txt", "pipe.txt", "self.txt"}
    assert isinstance(found["folder.html/in.txt"], Article)
    for name, says in (
        ("pipe.txt", "no ordinary file"),
        ("gone.txt", "No such file"),
        ("self.txt", "symbolic links"),
    ):
        refused = found[name]
        assert isinstance(refused, Refused)
        assert says in refused.reason
    folder = only(read_file(tmp_path / "folder.html", tmp_path))
    assert isinstance(folder, Refused)
    assert "is a folder" in folder.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(BODY, "utf-8")
    file.chmod(0)
    refused = only(read_file(file, tmp_path))
    assert isinstance(refused, Refused)
    assert "permission" in refused.reason.lower()


def test_strange_names(tmp_path: Path) -> None:
    names = ["\u202egnp.txt", "长" * 80 + ".txt", "a b'\"&.txt", "换\n行.txt"]
    for name in names:
        (tmp_path / name).write_text(BODY, "utf-8")
    (tmp_path / os.fsdecode(b"gbk-\xce\xc4.txt")).write_text(BODY, "utf-8")
    found = list(read_articles(tmp_path))
    assert {item.id for item in found if isinstance(item, Article)} >= set(names)
    for item in found:
        item.path.encode("utf-8")  # type: ignore[union-attr]
    article = only(article_from_bytes(BODY.encode(), "../../" + "x" * 300 + ".txt"))
    assert isinstance(article, Article)
    assert article.path is not None
    assert "/" not in article.path
    assert article.id.startswith("upload-")


def test_the_same_upload_is_the_same_article() -> None:
    first, second = (only(article_from_bytes(BODY.encode(), name)) for name in ("a.txt", "b.txt"))
    other = only(article_from_bytes(BODY[1:].encode(), "a.txt"))
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(other, Article)
    assert first.id == second.id != other.id


def rows(*fields: dict[str, object]) -> bytes:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in fields).encode()


def test_rows_of_jsonl(tmp_path: Path) -> None:
    file = tmp_path / "sub" / "list.jsonl"
    file.parent.mkdir()
    file.write_bytes(
        rows(
            {
                "id": 7,
                "title": "合成一家",
                "text": f"合成一家\n{BODY}",
                "source": "县报",
                "published": "2025/4/25",
            }
        )
        + b"\n\nnot json\n"
        + rows({"text": BODY, "published": "someday"}, {"title": "no text"}, {"text": 5}, {"text": " "})
    )
    given, broken, made, missing, number, blank = read_file(file, tmp_path)
    assert isinstance(given, Article)
    assert (given.id, given.title, given.text, given.source) == ("7", "合成一家", BODY, "县报")
    assert given.published == "2025-04-25"
    assert given.path == "sub/list.jsonl"
    assert {given.ledger.evidence[name].confidence for name in ("title", "source", "published")} == {"given"}
    assert isinstance(made, Article)
    assert made.id == "sub/list.jsonl:4"
    assert made.published is None
    assert "write it as 2025-04-25" in made.ledger.warnings[0]
    assert made.ledger.evidence["title"].confidence == "made"
    reasons = {
        item.path: item.reason for item in (broken, missing, number, blank) if isinstance(item, Refused)
    }
    assert list(reasons) == [f"sub/list.jsonl:{line}" for line in (3, 5, 6, 7)]
    assert "is no JSON object" in reasons["sub/list.jsonl:3"]
    assert "give it as text" in reasons["sub/list.jsonl:6"]


def test_rows_are_cleaned_as_files_are() -> None:
    text = f"合成一家医院的县\n来源：山县日报 2025-04-25 10:46 作者：周明\n{BODY}\n"
    text += "责任编辑：李红\n相关阅读\n邻县把药送到家门口"
    given = {"text": text, "source": "县报", "title": "合成一家"}
    bare, kept = article_from_bytes(rows({"text": text}, given), "list.jsonl")
    assert isinstance(bare, Article)
    assert isinstance(kept, Article)
    assert bare.text == BODY
    assert (bare.title, bare.source, bare.author) == ("合成一家医院的县", "山县日报", "周明")
    assert bare.published == kept.published == "2025-04-25"
    removed = {group.rule: group.lines for group in bare.ledger.removed}
    assert removed["related"] == ("相关阅读", "邻县把药送到家门口")
    assert removed["credits"] == ("责任编辑：李红",)
    assert 0.3 < bare.ledger.removed_share < 0.6
    assert bare.ledger.evidence["source"].confidence == "found"
    assert (kept.title, kept.source, kept.author) == ("合成一家", "县报", "周明")
    assert kept.ledger.evidence["source"].confidence == "given"
    (refused,) = article_from_bytes(rows({"text": "版权所有 未经授权禁止转载"}), "list.jsonl")
    assert isinstance(refused, Refused)
    assert "only page furniture" in refused.reason


@pytest.mark.parametrize(
    ("row", "published"),
    [
        ({"标题": "合成一家", "内容": BODY, "来源": "县报", "日期": "2025年4月25日"}, "2025-04-25"),
        ({"Headline": "合成一家", "content": BODY, "publisher": "县报", "pub_date": "2025-04"}, "2025-04"),
        ({"title": "合成一家", "body": BODY, "text": "", "media": "县报", "time": "10:46"}, None),
    ],
)
def test_rows_with_other_usual_names(row: dict[str, str], published: str | None) -> None:
    article = only(article_from_bytes(rows(row), "list.jsonl"))
    assert isinstance(article, Article)
    assert (article.title, article.text, article.source) == ("合成一家", BODY, "县报")
    assert article.published == published
    assert article.ledger.warnings == ()


def test_rows_of_two_uploads_of_one_name_are_two_articles() -> None:
    first, second = (
        only(article_from_bytes(rows({"text": text}), "list.jsonl")) for text in (BODY, BODY[1:])
    )
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert first.path == second.path == "list.jsonl"
    assert first.id != second.id
    assert first.id.startswith("upload-")
    assert first.id.endswith(":1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_of_csv(encoding: str, delimiter: str) -> None:
    table = delimiter.join(("ID", "Title", " text "))
    table += "\r\n" + delimiter.join(("a-1", "合成一家", f'"{BODY}\r\n第二段说：""好""。"'))
    table += "\r\n" + delimiter.join(("a-2", "没有正文", "")) + "\r\n"
    first, second = article_from_bytes(table.encode(encoding), "table.csv")
    assert isinstance(first, Article)
    assert (first.id, first.title, first.text) == ("a-1", "合成一家", f'{BODY}\n第二段说："好"。')
    assert second == Refused("table.csv:3", "has no text; give it in the field text")


def test_an_article_given_by_hand_is_cleaned_lightly() -> None:
    given = Article("x", "", f"　{BODY}\r\n\r\n醫(yī)生说，声明：本网观点。", published="2025")
    article = clean_article(given)
    assert article.text == f"{BODY}\n醫生说，声明：本网观点。"
    assert (article.language, article.published) == ("zh", "2025")
    assert article.ledger.annotations == 1
    assert article.title
    assert clean_article(article).text == article.text
    assert clean_article(Article("y", "T", "Nurses visit every week.")).language == "en"
    with pytest.raises(InvalidArticle, match="give it in the field text"):
        clean_article(Article("z", "T", " "))
