"""attrib ingest: what is read, what is reported, and how it ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

MILL = "The mill at Norby grinds rye. Its stone weighs nine tonnes, and two horses draw it.\n"
QUAY = "The north quay is 120 metres long. It was built in 1954, after the great flood.\n"


@pytest.fixture
def files(workspace):
    """docs/mill.txt, docs/deep/quay.md and docs/empty.txt, the last of which holds nothing."""
    (workspace / "docs" / "deep").mkdir()
    for name, text in (
        ("mill.txt", MILL),
        ("deep/quay.md", f"# Quay\n\n{QUAY}"),
        ("empty.txt", ""),
    ):
        (workspace / "docs" / name).write_text(text, encoding="utf-8")
    return workspace


def uris(attrib, index: object = "index") -> list[str]:
    return [
        d["uri"] for d in attrib("index", "documents", "--index", index, "--json").json["documents"]
    ]


def test_a_folder_is_read_and_what_cannot_be_read_is_reported(attrib, files):
    result = attrib("ingest", "docs", "--index", "index")
    assert result.code == 0
    assert result.err == ""
    assert "2 added, 1 skipped" in result.out
    assert "docs/empty.txt: is empty" in result.out
    assert "index index now holds 2 documents, 2 passages" in result.out
    assert uris(attrib) == ["docs/deep/quay.md", "docs/mill.txt"]

    again = attrib("ingest", "docs", "--index", "index")
    assert "2 unchanged, 1 skipped" in again.out
    assert "0 passages written, 0 embedded" in again.out


def test_without_a_name_the_index_is_the_default_one(attrib, files):
    attrib("ingest", "docs/mill.txt")
    assert (files / "indexes" / "default" / "attrib.sqlite").is_file()
    assert uris(attrib, "indexes/default") == ["docs/mill.txt"]


@pytest.mark.parametrize(
    ("targets", "found"),
    [
        (["docs/mill.txt"], ["docs/mill.txt"]),
        (["docs/**/*.md"], ["docs/deep/quay.md"]),
        (["docs/deep", "docs/mill.txt", "./docs/mill.txt"], ["docs/deep/quay.md", "docs/mill.txt"]),
        (["docs", "--exclude", "deep/"], ["docs/mill.txt"]),
        (["docs", "--exclude", "*.txt", "--exclude", "*.csv"], ["docs/deep/quay.md"]),
    ],
    ids=["file", "glob", "folder and file", "a folder excluded", "two patterns excluded"],
)
def test_targets(attrib, files, targets, found):
    assert attrib("ingest", *targets, "--index", "index").code == 0
    assert uris(attrib) == found


def test_the_index_does_not_depend_on_the_number_of_processes(attrib, workspace):
    (workspace / "docs").mkdir(exist_ok=True)
    for number in range(14):
        (workspace / "docs" / f"{number:02}.txt").write_text(f"{MILL}Mill {number} is red.\n")
    indexes = []
    for jobs in (1, 2):
        assert attrib("ingest", "docs", "--index", f"index{jobs}", "--jobs", jobs).code == 0
        info = attrib("index", "info", "--index", f"index{jobs}", "--json").json
        indexes.append((info["documents"], info["passages"], info["fingerprint"]))
    assert indexes[0] == indexes[1]
    assert indexes[0][0] == 14
    assert "setting 'jobs' = 0" in attrib("ingest", "docs", "--jobs", 0).err


def test_standard_input(attrib, files):
    result = attrib("ingest", "-", "docs/mill.txt", "--index", "index", stdin=QUAY.encode())
    assert "2 added" in result.out
    assert uris(attrib) == ["docs/mill.txt", "stdin"]
    empty = attrib("ingest", "-", "--index", "index", "--json", stdin=b"").json
    reason = "is empty; the version ingested before stays in the index"
    assert empty["skipped"] == [{"uri": "stdin", "reason": reason}]


def test_json(attrib, files):
    assert attrib("ingest", "docs", "--index", "index", "--json").json == {
        "schema": "attrib.ingest/1",
        "added": ["docs/mill.txt", "docs/deep/quay.md"],
        "changed": [], "unchanged": [],
        "skipped": [{"uri": "docs/empty.txt", "reason": "is empty"}],
        "gone": [], "removed": [],
        "passages": 2, "embedded": 2,
        "index": {"sources": 2, "documents": 2, "passages": 2, "vectors": 2},
    }  # fmt: skip


def test_strict_exits_with_2_when_anything_was_skipped(attrib, files):
    result = attrib("ingest", "docs", "--index", "index", "--strict")
    assert result.code == 2
    assert "docs/empty.txt: is empty" in result.out
    assert len(uris(attrib)) == 2
    assert attrib("ingest", "docs/mill.txt", "--index", "index", "--strict").code == 0


def test_rows_that_were_skipped_are_told_again_of_an_unchanged_file(attrib, workspace):
    path = workspace / "docs" / "rows.jsonl"
    path.write_text('{"text": "Moss grows on stones."}\n{"text": 3}\n', encoding="utf-8")
    first = attrib("ingest", "docs", "--index", "index", "--strict", "--json")
    assert (first.code, first.json["added"], first.json["embedded"]) == (2, ["docs/rows.jsonl"], 1)
    for _ in range(2):
        again = attrib("ingest", "docs", "--index", "index", "--strict", "--json")
        assert again.code == 2
        assert again.json["skipped"] == first.json["skipped"]
        assert again.json["unchanged"] == ["docs/rows.jsonl"]
        assert (again.json["passages"], again.json["embedded"]) == (0, 0)
    path.write_text('{"text": "Moss grows on stones."}\n', encoding="utf-8")
    mended = attrib("ingest", "docs", "--index", "index", "--strict", "--json")
    assert (mended.code, mended.json["changed"]) == (0, ["docs/rows.jsonl"])
    assert attrib("ingest", "docs", "--index", "index", "--json").json["unchanged"] == [
        "docs/rows.jsonl"
    ]


def test_what_is_gone_stays_until_pruned(attrib, files):
    attrib("ingest", "docs", "--index", "index")
    (files / "docs" / "mill.txt").unlink()
    gone = attrib("ingest", "docs", "--index", "index").out
    assert "Gone from the folder, still in the index (remove with --prune)" in gone
    assert "docs/mill.txt" in uris(attrib)
    pruned = attrib("ingest", "docs", "--index", "index", "--prune").out
    assert "1 removed" in pruned
    assert uris(attrib) == ["docs/deep/quay.md"]


def test_a_changed_file_is_read_again(attrib, files):
    attrib("ingest", "docs", "--index", "index")
    (files / "docs" / "mill.txt").write_text(QUAY)
    assert attrib("ingest", "docs", "--index", "index", "--json").json["changed"] == [
        "docs/mill.txt"
    ]


def test_rebuild_cuts_anew(attrib, files):
    attrib("ingest", "docs", "--index", "index")
    other = ("--passage-tokens", 16, "--overlap-sentences", 0)
    complaint = attrib("ingest", "docs", "--index", "index", *other).complaint
    assert "was built with --passage-tokens 160, not 16" in complaint
    result = attrib("ingest", "docs", "--index", "index", "--rebuild", *other)
    assert "2 unchanged" in result.out
    info = attrib("index", "info", "--index", "index", "--json").json
    assert (info["passage_tokens"], info["overlap_sentences"]) == (16, 0)
    assert info["passages"] == 4


def test_targets_that_are_not_there_do_not_stop_the_others(attrib, files):
    result = attrib("ingest", "nowhere.txt", "*.pdf", "ftp://example.org/a", "docs/mill.txt",
                    "--index", "index", "--json")  # fmt: skip
    reasons = {item["uri"]: item["reason"] for item in result.json["skipped"]}
    assert reasons["nowhere.txt"].startswith("does not exist in ")
    assert reasons["*.pdf"] == "matches no file: check the pattern and quote it"
    assert reasons["ftp://example.org/a"] == "is not http or https, which is all attrib fetches"
    assert result.json["added"] == ["docs/mill.txt"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/x", "http://[::1]:9/", "http://2130706433:9/"])
def test_private_addresses_are_refused(attrib, files, url):
    (skipped,) = attrib("ingest", url, "--index", "index", "--json").json["skipped"]
    assert skipped["uri"] == url
    assert "is not a public address: pass --allow-private if you trust it" in skipped["reason"]


def test_with_allow_private_they_are_tried(attrib, files):
    (skipped,) = attrib(
        "ingest", "http://127.0.0.1:9/x", "--index", "index", "--allow-private", "--json"
    ).json["skipped"]
    assert skipped["reason"].startswith("cannot be fetched: ")


def test_an_index_is_never_ingested(attrib, files):
    attrib("ingest", "docs", "--index", "docs/index")
    again = attrib("ingest", ".", "--index", "docs/index", "--strict", "--exclude", "empty.txt")
    assert again.code == 0
    assert uris(attrib, "docs/index") == ["docs/deep/quay.md", "docs/mill.txt"]
    named = attrib("ingest", "docs/index", "--index", "docs/index", "--json").json
    (skipped,) = named["skipped"]
    assert skipped["reason"].startswith("is an index, not documents")


def test_names_with_spaces_and_letters_of_all_kinds(attrib, files, monkeypatch):
    folder = files / "my docs" / "ünï 文"
    folder.mkdir(parents=True)
    (folder / "größe.txt").write_text(MILL)
    (files / "else where").mkdir()
    monkeypatch.chdir(files / "else where")
    attrib("ingest", "../my docs", "--index", "../my index")
    assert uris(attrib, "../my index") == ["../my docs/ünï 文/größe.txt"]
    monkeypatch.chdir(folder)
    assert "1 unchanged" in attrib("ingest", ".", "--index", files / "my index").out


def test_crlf_and_endless_lines(attrib, files):
    (files / "docs" / "mill.txt").write_bytes(MILL.encode().replace(b"\n", b"\r\n") * 2)
    (files / "docs" / "long.txt").write_text("wide " * 4000 + "end.")
    (files / "docs" / "solid.txt").write_text("x" * 20_000)
    counts = attrib("ingest", "docs", "--index", "index", "--json").json
    assert set(counts["added"]) >= {"docs/mill.txt", "docs/long.txt", "docs/solid.txt"}
    assert attrib("index", "verify", "--index", "index").code == 0


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs Linux file names")
def test_a_name_that_is_not_utf8(attrib, files):
    raw = os.fsencode(files / "docs") + b"/caf\xe9.txt"
    with open(raw, "w") as file:  # noqa: PTH123 - pathlib has no bytes
        file.write(MILL)
    report = attrib("ingest", "docs", "--index", "index", "--json").json
    assert "docs/caf\ufffde9.txt" in report["added"]
    shown = attrib("index", "documents", "--index", "index")
    assert "docs/caf\ufffde9.txt" in shown.out
    name = os.fsdecode(raw).removeprefix(f"{files}/")
    assert attrib("index", "remove", name, "--index", "index").out == "removed 1 document\n"
