"""attrib index: list, info, documents, remove, verify, compact, rebuild."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from attrib.index.schema import DATABASE
from attrib.index.vector_file import FILENAME

PDF = "samples/library/annual-report-2023.pdf"


def test_info(attrib, library_folder):
    info = attrib("index", "info", "--index", library_folder, "--json").json
    assert info["schema"] == "attrib.index/1"
    assert (info["sources"], info["documents"]) == (12, 16)
    assert (info["embedder"], info["dimension"]) == ("all-MiniLM-L6-v2", 384)
    assert info["bytes"] >= sum(file.stat().st_size for file in library_folder.iterdir())
    lines = attrib("index", "info", "--index", library_folder).out.splitlines()
    assert f"folder: {library_folder}" in lines
    assert "passage tokens: 160" in lines


def test_documents(attrib, library_folder):
    rows = attrib("index", "documents", "--index", library_folder, "--json").json["documents"]
    assert len(rows) == 16
    (pdf,) = [row for row in rows if row["uri"] == PDF]
    assert pdf["metadata"]["date"] == "2024-02-20"
    assert f"{PDF}\t{pdf['title']}" in attrib("index", "documents", "--index", library_folder).out


def test_a_title_cannot_play_with_the_terminal(attrib, workspace):
    (workspace / "docs" / "a.md").write_text("# Red \x1b[31m title\n\nThe mill grinds rye.\n")
    attrib("ingest", "docs", "--index", "index")
    shown = attrib("index", "documents", "--index", "index").out
    assert shown == "docs/a.md\tRed ␛[31m title\n"


def test_list(attrib, library_folder, tmp_path):
    shutil.copytree(library_folder, tmp_path / "good")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / DATABASE).write_text("This is no database, but long enough to be one." * 9)
    (tmp_path / "other").mkdir()
    result = attrib("index", "list", tmp_path)
    bad, good = result.out.splitlines()
    assert bad.startswith(f"{tmp_path / 'bad'}: index '{tmp_path / 'bad'}' cannot be read")
    passages = attrib("index", "info", "--index", library_folder, "--json").json["passages"]
    assert good == f"{tmp_path / 'good'}: 16 documents, {passages} passages, all-MiniLM-L6-v2"
    rows = attrib("index", "list", tmp_path, "--json").json["indexes"]
    assert [set(row) >= {"folder", "error"} for row in rows] == [True, False]


def test_list_of_none(attrib, workspace):
    assert attrib("index", "list").complaint.startswith("'indexes' does not exist")
    assert attrib("index", "list", "docs").out == "no index in 'docs': run attrib ingest FILES\n"
    (workspace / "file").touch()
    assert attrib("index", "list", "file").complaint.startswith("'file' is not a folder")


def test_remove_a_source_and_a_single_document(attrib, library_copy):
    at = ("--index", library_copy)
    assert attrib("index", "remove", PDF, *at).out == "removed 1 document\n"
    assert attrib("index", "remove", "samples/library/faq.jsonl#seals", *at).code == 0
    left = attrib("index", "documents", *at).out
    assert PDF not in left
    assert "faq.jsonl#seals" not in left
    assert (
        attrib("index", "remove", "samples/library/faq.jsonl", *at).out == "removed 4 documents\n"
    )
    assert attrib("index", "verify", *at).out == "all is well\n"
    assert "see attrib index documents" in attrib("index", "remove", PDF, *at).complaint
    assert "is not in index" in attrib("index", "remove", "\udcff", *at).complaint


def test_verify_says_what_is_wrong(attrib, library_copy):
    (library_copy / FILENAME).write_bytes(b"torn")
    with closing(sqlite3.connect(library_copy / DATABASE)) as database, database:
        database.execute("UPDATE documents SET text = text || 'x' WHERE uri = ?", (PDF,))
    result = attrib("index", "verify", "--index", library_copy)
    assert result.code == 1
    assert f"document {PDF}: text does not match its hash" in result.out
    assert f"{FILENAME} is missing, torn or stale" in result.out


def test_compact(attrib, library_copy):
    attrib("index", "remove", PDF, "--index", library_copy)
    result = attrib("index", "compact", "--index", library_copy)
    before, now = (int(part.split()[0].replace(",", "")) for part in result.out.split(" before, "))
    assert now < before
    assert attrib("index", "verify", "--index", library_copy).code == 0


def test_rebuild_with_other_passages(attrib, workspace):
    text = "The mill at Norby grinds rye all the year. Its stone weighs nine tonnes and more.\n"
    (workspace / "docs" / "mill.txt").write_text(text)
    attrib("ingest", "docs", "--index", "index")
    small = ("--passage-tokens", 16, "--overlap-sentences", 0)
    result = attrib("index", "rebuild", "--index", "index", "--quiet", *small)
    assert result.out == "1 document, 2 passages\n"
    assert attrib("index", "rebuild", "--index", "index").out == "1 document, 2 passages\n"
    assert attrib("index", "verify", "--index", "index").code == 0


@pytest.mark.parametrize("command", [("index", "rebuild"), ("ingest", "docs", "--rebuild")])
def test_an_index_is_rebuilt_as_the_settings_ask(attrib, workspace, command):
    text = "The mill at Norby grinds rye all the year. Its stone weighs nine tonnes and more.\n"
    (workspace / "docs" / "mill.txt").write_text(text)
    attrib("ingest", "docs", "--index", "index")
    (workspace / "attrib.toml").write_text("passage_tokens = 16\noverlap_sentences = 0\n")
    refused = attrib("index", "info", "--index", "index").complaint
    assert "run attrib index rebuild --passage-tokens 16" in refused
    assert attrib(*command, "--index", "index", "--quiet").code == 0
    assert "passage tokens: 16" in attrib("index", "info", "--index", "index").out


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--passage-tokens", 3, "setting 'passage_tokens' = 3"),
        ("--passage-tokens", 500, "pass --passage-tokens 192 or less"),
        ("--overlap-sentences", -1, "setting 'overlap_sentences' = -1"),
        ("--overlap-sentences", 99, "setting 'overlap_sentences' = 99"),
        ("--embedder", "no-such-model", "model 'no-such-model' is not on this machine"),
    ],
)
def test_a_rebuild_that_cannot_be_leaves_the_index_alone(
    attrib, library_folder, option, value, reason
):
    def fingerprint():
        return attrib("index", "info", "--index", library_folder, "--json").json["fingerprint"]

    before = fingerprint()
    assert reason in attrib("index", "rebuild", "--index", library_folder, option, value).complaint
    assert fingerprint() == before
