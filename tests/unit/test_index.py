"""The index keeps its promises while files come, change and go."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hash_embedder import make_hash_index, open_hash_index

from attrib.config import load_settings
from attrib.errors import IndexStateError, InputError
from attrib.index import Filters, Index
from attrib.index.lock import writer_lock
from attrib.index.vector_file import FILENAME
from attrib.text.passages import PassageRules

TIDE = "The tide turns twice a day. Fishermen watch the harbour clock."
KILN = "The kiln reaches 1,240 degrees. Potters load it on Fridays."
MOSS = "Moss grows on the north wall. It needs no soil at all."


def write(name: str, text: str) -> Path:
    path = Path("docs") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def found_by_words(index: Index, question: str) -> list[str]:
    hits = index.search_bm25(question, 10)
    return [item.source.uri for item in index.passages([i for i, _ in hits]).values()]


def found_by_meaning(index: Index, question: str, filters: Filters | None = None) -> list[str]:
    (vector,) = index.embedder.encode([question])
    hits = index.search_dense(vector, 3, filters)
    return [item.source.uri for item in index.passages([i for i, _ in hits]).values()]


def test_ingest_finds_what_was_written(make_index):
    write("tide.txt", TIDE)
    write("deep/kiln.md", f"# Kiln\n\n{KILN}\n")
    index = make_index()
    report = index.ingest(["docs"])
    assert set(report.added) == {"docs/deep/kiln.md", "docs/tide.txt"}
    assert found_by_words(index, "potters")[0] == "docs/deep/kiln.md"
    assert found_by_meaning(index, "When does the sea rise and fall?")[0] == "docs/tide.txt"
    assert index.verify() == []


def test_unchanged_files_touch_no_model(make_index, monkeypatch):
    write("tide.txt", TIDE)
    index = make_index()
    assert index.ingest(["docs"]).embedded > 0

    def refuse(*_):
        raise AssertionError("the model was used")

    monkeypatch.setattr(index.embedder, "encode", refuse)
    monkeypatch.setattr(index.embedder, "token_spans", refuse)
    embedder = index.embedder
    index = make_index()
    index.embedder = embedder
    report = index.ingest(["docs"])
    assert report.unchanged == ("docs/tide.txt",)
    assert (report.passages, report.embedded) == (0, 0)


def test_changed_file_replaces_its_passages(make_index):
    write("notes.txt", TIDE)
    index = make_index()
    index.ingest(["docs"])
    write("notes.txt", KILN)
    report = index.ingest(["docs"])
    assert report.changed == ("docs/notes.txt",)
    assert found_by_words(index, "fishermen harbour tide") == []
    assert found_by_words(index, "kiln") == ["docs/notes.txt"]
    assert index.store.counts()["vectors"] == index.store.counts()["passages"]
    assert index.verify() == []


def test_changed_file_embeds_only_what_is_new(make_index):
    paragraphs = [f"Chapter {i} tells of the {w} of the mill." for i, w in enumerate("abcdefgh")]
    write("book.md", "\n".join(f"# Part {i}\n\n{p}\n" for i, p in enumerate(paragraphs)))
    index = make_index()
    first = index.ingest(["docs"])
    paragraphs[3] = "Chapter 3 was rewritten after the flood."
    write("book.md", "\n".join(f"# Part {i}\n\n{p}\n" for i, p in enumerate(paragraphs)))
    second = index.ingest(["docs"])
    assert (first.embedded, second.embedded) == (8, 1)


def test_a_text_that_moves_to_another_file_keeps_its_vector(make_index):
    write("a.txt", TIDE)
    write("b.txt", KILN)
    index = make_index()
    index.ingest(["docs"])
    write("a.txt", MOSS)
    write("b.txt", TIDE)
    report = index.ingest(["docs"])
    assert report.changed == ("docs/a.txt", "docs/b.txt")
    assert report.embedded == 1
    assert found_by_meaning(index, "When does the sea rise and fall?")[0] == "docs/b.txt"
    assert index.store.counts()["vectors"] == 2
    assert index.verify() == []


def test_gone_files_are_reported_and_pruned(make_index):
    write("tide.txt", TIDE)
    gone = write("kiln.txt", KILN)
    other = Path("elsewhere.txt")
    other.write_text(MOSS)
    index = make_index()
    index.ingest(["docs", "elsewhere.txt"])
    gone.unlink()
    other.unlink()
    report = index.ingest(["docs"])
    assert (report.gone, report.removed) == (("docs/kiln.txt",), ())
    assert found_by_words(index, "kiln") == ["docs/kiln.txt"]
    report = index.ingest(["docs"], prune=True)
    assert report.removed == ("docs/kiln.txt",)
    assert found_by_words(index, "kiln") == []
    assert found_by_words(index, "moss") == ["elsewhere.txt"], "was not in the ingested folder"
    assert index.verify() == []


def test_only_what_lies_in_the_named_folders_is_gone(tmp_path, monkeypatch):
    """Whatever ``..`` there is in the names of folders and files."""
    base = tmp_path / "home" / "me" / "proj"
    base.mkdir(parents=True)
    files = {
        "own": base / "own.md",
        "paper": base.parent / "papers" / "p.md",
        "share": tmp_path / "mnt" / "share" / "s.md",
        "other": base.parent.parent / "me-too" / "o.md",
    }
    for name, file in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"The {name} has a text.")
    monkeypatch.chdir(base)
    make_hash_index(base / "index", base, PassageRules())

    def ingest(*targets, prune=False):
        with open_hash_index("index") as index:
            return index.ingest([str(target) for target in targets], prune=prune)

    everything = ingest(*files.values()).added
    assert everything == (
        "own.md",
        "../papers/p.md",
        "../../../mnt/share/s.md",
        "../../me-too/o.md",
    )
    report = ingest(base.parent, prune=True)
    assert (report.unchanged, report.gone) == (("../papers/p.md", "own.md"), ())
    files["own"].unlink()
    files["share"].unlink()
    assert ingest(base.parent).gone == ("own.md",)
    assert ingest("..", prune=True).removed == ("own.md",)
    assert ingest(tmp_path / "mnt").gone == ("../../../mnt/share/s.md",)
    assert ingest(tmp_path, "").gone == ("../../../mnt/share/s.md",), "an empty name is no folder"


def test_equal_texts_are_embedded_once_and_keep_both_uris(make_index):
    write("a/tide.txt", TIDE)
    write("b/copy-of-tide.txt", TIDE)
    index = make_index()
    report = index.ingest(["docs"])
    assert (report.passages, report.embedded) == (2, 1)
    assert index.store.counts()["vectors"] == 1
    both = {"docs/a/tide.txt", "docs/b/copy-of-tide.txt"}
    assert set(found_by_meaning(index, "tide")) == both
    index.remove("docs/a/tide.txt")
    assert found_by_meaning(index, "tide") == ["docs/b/copy-of-tide.txt"]
    assert index.verify() == []


def test_file_that_cannot_be_read_any_more_keeps_its_old_version(make_index):
    path = write("tide.txt", TIDE)
    index = make_index()
    index.ingest(["docs"])
    path.write_bytes(b"")
    report = index.ingest(["docs"])
    (skipped,) = report.skipped
    assert "is empty" in skipped.reason and "stays in the index" in skipped.reason
    assert report.gone == ()
    assert found_by_words(index, "tide") == ["docs/tide.txt"]


def write_rows(name: str, **texts: str) -> Path:
    """A JSONL file of pages at ``https://example.org/``, by name."""
    rows = [{"url": f"https://example.org/{page}", "text": text} for page, text in texts.items()]
    return write(name, "\n".join(map(json.dumps, rows)))


def pages(index: Index) -> dict[str, str | None]:
    """Which source each page is from."""
    return {
        document.uri.removeprefix("https://example.org/"): index.store.owner(document.uri)
        for document in index.documents()
    }


def test_two_sources_with_one_document_uri_are_told_apart(make_index):
    write_rows("one.jsonl", a=TIDE)
    write_rows("two.jsonl", a=KILN)
    index = make_index()
    for _ in range(2):
        report = index.ingest(["docs"])
        (skipped,) = report.skipped
        assert skipped.uri == "https://example.org/a"
        assert "docs/one.jsonl" in skipped.reason
    assert report.embedded == 0
    assert found_by_words(index, "tide") and not found_by_words(index, "kiln")
    assert index.verify() == []


@pytest.mark.parametrize(("old", "new", "ingests"), [("one", "two", 1), ("two", "one", 2)])
def test_a_row_that_moves_to_another_file_is_found_there(make_index, old, new, ingests):
    write_rows(f"{old}.jsonl", a=TIDE, b=KILN)
    write_rows(f"{new}.jsonl", c=MOSS)
    index = make_index()
    index.ingest(["docs"])
    write_rows(f"{old}.jsonl", a=TIDE)
    write_rows(f"{new}.jsonl", c=MOSS, b=f"{KILN} They rest on Sundays.")
    for _ in range(ingests):
        report = index.ingest(["docs"])
    assert report.skipped == ()
    one, two = f"docs/{old}.jsonl", f"docs/{new}.jsonl"
    assert pages(index) == {"a": one, "b": two, "c": two}
    assert found_by_words(index, "sundays") == ["https://example.org/b"]
    assert index.ingest(["docs"]).unchanged == ("docs/one.jsonl", "docs/two.jsonl")
    assert index.verify() == []


@pytest.mark.parametrize("prune", [False, True])
def test_the_rows_of_a_file_that_was_renamed_are_the_new_files(make_index, prune):
    old = write_rows("old.jsonl", a=TIDE, b=KILN)
    index = make_index()
    index.ingest(["docs"])
    old.rename("docs/new.jsonl")
    report = index.ingest(["docs"], prune=prune)
    assert (report.embedded, report.skipped, report.gone) == (0, (), ("docs/old.jsonl",))
    index.ingest(["docs"], prune=True)
    assert pages(index) == {"a": "docs/new.jsonl", "b": "docs/new.jsonl"}
    assert index.verify() == []


def test_what_one_source_loses_is_found_in_another_that_had_it_too(make_index):
    first = write_rows("one.jsonl", a=TIDE)
    write_rows("two.jsonl", a=KILN)
    index = make_index()
    index.ingest(["docs"])
    first.unlink()
    index.ingest(["docs"], prune=True)
    assert pages(index) == {"a": "docs/two.jsonl"}
    assert index.ingest(["docs"]).unchanged == ("docs/two.jsonl",)


def test_remove_one_document_of_a_source_brings_it_back_on_the_next_ingest(make_index):
    rows = [f'{{"id": "{i}", "text": "{text}"}}' for i, text in (("t", TIDE), ("k", KILN))]
    write("rows.jsonl", "\n".join(rows))
    index = make_index()
    index.ingest(["docs"])
    assert index.remove("docs/rows.jsonl#k") == 1
    assert found_by_words(index, "kiln") == []
    assert index.ingest(["docs"]).changed == ("docs/rows.jsonl",)
    assert found_by_words(index, "kiln") == ["docs/rows.jsonl#k"]
    with pytest.raises(InputError, match="'nothing' is not in index"):
        index.remove("nothing")


@pytest.mark.parametrize("damage", ["missing", "torn", "garbled", "stale", "empty"])
def test_faiss_file_is_rebuilt_from_the_truth(make_index, damage):
    write("tide.txt", TIDE)
    index = make_index()
    index.ingest(["docs"])
    path = index.folder / FILENAME
    sound = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "torn":
        path.write_bytes(sound[: len(sound) // 2])
    elif damage == "garbled":
        path.write_bytes(sound[:200] + bytes([sound[200] ^ 255]) + sound[201:])
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        write("kiln.txt", KILN)
        index.ingest(["docs"])
        path.write_bytes(sound)
    other = make_index()
    assert any(FILENAME in problem for problem in other.verify())
    before = path.read_bytes() if path.exists() else None
    assert "docs/tide.txt" in found_by_meaning(other, "tide")
    assert (path.read_bytes() if path.exists() else None) == before, "a reader wrote"
    other.ingest(["docs"])
    assert other.verify() == []


def test_verify_says_what_is_wrong(make_index):
    write("tide.txt", TIDE)
    write("kiln.txt", KILN)
    index = make_index()
    index.ingest(["docs"])
    database = sqlite3.connect(index.folder / "attrib.sqlite")
    database.execute("UPDATE documents SET text = 'x' || text WHERE uri = 'docs/tide.txt'")
    database.execute("DELETE FROM passages_fts WHERE rowid = (SELECT min(id) FROM passages)")
    database.execute("INSERT INTO passages_fts (rowid, text) VALUES (99, 'of nobody')")
    database.execute(
        "INSERT INTO vectors (input_hash, vector) VALUES (x'00', (SELECT vector FROM vectors))"
    )
    database.execute("UPDATE vectors SET vector = zeroblob(768) WHERE input_hash = x'00'")
    database.commit()
    database.close()
    problems = "\n".join(index.verify())
    for expected in (
        "docs/tide.txt: text does not match its hash",
        "has the vector of another text",
        "is missing",
        "full text: entry 99 belongs to no passage",
        "is not of unit length",
        "vector 3 belongs to no passage",
    ):
        assert expected in problems


def test_rebuild_recuts_stored_documents(make_index, workspace):
    write("long.txt", " ".join(f"Sentence number {i} speaks of the mill." for i in range(60)))
    index = make_index()
    index.ingest(["docs"])
    before = index.store.counts()["passages"]
    shutil.rmtree("docs")
    index.rebuild(passage_tokens=32, overlap_sentences=0)
    index.embedder  # noqa: B018  (loads again: the recipe changed)
    assert index.recipe.rules.tokens == 32
    assert index.store.counts()["passages"] > 2 * before
    assert index.verify() == []


@pytest.mark.parametrize(
    "use",
    [
        lambda index: found_by_meaning(index, "tide"),
        lambda index: index.ingest(["docs"]),
        lambda index: index.rebuild(passage_tokens=64),
        lambda index: index.fingerprint,
    ],
    ids=["search", "ingest", "rebuild", "fingerprint"],
)
def test_an_index_that_another_process_rebuilt_is_to_be_opened_anew(make_index, use):
    write("tide.txt", TIDE)
    make_index().ingest(["docs"])
    opened, other = make_index(), make_index()
    assert opened.fingerprint == other.fingerprint
    other.rebuild(passage_tokens=32)
    assert other.recipe.rules.tokens == 32, "who rebuilt it goes on"
    now = r"'index' was rebuilt by another process \(now all-MiniLM-L6-v2, --passage-tokens 32"
    with pytest.raises(IndexStateError, match=now):
        use(opened)
    assert use(make_index()) != []


def test_opening_with_other_settings_is_refused_with_the_mend(make_index):
    write("tide.txt", TIDE)
    make_index().ingest(["docs"])
    with pytest.raises(
        IndexStateError,
        match=r"index 'index' was built with all-MiniLM-L6-v2 \(384 dims\), not bge-small: run "
        r"attrib index rebuild --embedder bge-small --index index, or pass --embedder",
    ):
        Index.open("index", load_settings(embedder="bge-small"))
    with pytest.raises(IndexStateError, match="--passage-tokens 160, not 99"):
        Index.open("index", load_settings(passage_tokens=99))
    database = sqlite3.connect("index/attrib.sqlite")
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(IndexStateError, match="has schema 99, this attrib reads schema 1"):
        Index.open("index")


def test_what_is_not_an_index_is_said(workspace):
    with pytest.raises(IndexStateError, match="there is no index in 'nowhere': run attrib ingest"):
        Index.open("nowhere")
    write("tide.txt", TIDE)
    with pytest.raises(IndexStateError, match="'docs' exists and is not an index"):
        Index.create("docs")
    Path("index").mkdir()
    Path("index/attrib.sqlite").write_bytes(b"this is not a database, but it is long enough" * 20)
    with pytest.raises(IndexStateError, match=r"cannot be read .*not a database"):
        Index.open("index")
    with pytest.raises(InputError, match="--passage-tokens 240 is too long"):
        Index.create("other", load_settings(passage_tokens=240))


@pytest.mark.parametrize("last", ["BEGIN; CREATE TABLE t (i)", "PRAGMA journal_mode = WAL"])
def test_a_kill_while_the_database_is_made_is_no_hindrance(make_index, last):
    Path("index").mkdir()
    made = "sqlite3.connect('index/attrib.sqlite.new').executescript('CREATE TABLE s (i);"
    script = f"import os, sqlite3; {made} {last}; CREATE TABLE u (i)'); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", script], check=False)
    assert len(list(Path("index").iterdir())) > 1, "SQLite left nothing beside the database"
    write("tide.txt", TIDE)
    index = make_index()
    index.ingest(["docs"])
    assert index.verify() == []
    assert not list(Path("index").glob("attrib.sqlite.new*"))


def test_one_writer_at_a_time(make_index):
    write("tide.txt", TIDE)
    index = make_index()
    with (
        writer_lock(index.folder),
        pytest.raises(IndexStateError, match="index 'index' is being written by another process"),
    ):
        index.ingest(["docs"])
    assert index.ingest(["docs"]).added


def test_a_reader_sees_one_moment_while_another_writes(make_index):
    write("tide.txt", TIDE)
    writer = make_index()
    writer.ingest(["docs"])
    reader = make_index()
    with reader.reading():
        before = reader.fingerprint
        write("kiln.txt", KILN)
        writer.ingest(["docs"])
        assert reader.fingerprint == before
        assert found_by_words(reader, "kiln") == []
        assert found_by_meaning(reader, "kiln") == ["docs/tide.txt"]
    assert reader.fingerprint != before
    assert found_by_words(reader, "kiln") == ["docs/kiln.txt"]


def test_a_reader_that_may_not_write_sees_what_has_changed(make_index, monkeypatch):
    write("tide.txt", TIDE)
    write("kiln.txt", KILN)
    make_index().ingest(["docs"])
    idle = make_index()  # as long as it is open, the write-ahead log stays
    assert found_by_words(idle, "kiln") == ["docs/kiln.txt"]
    make_index().remove("docs/kiln.txt")
    monkeypatch.setattr("attrib.index.schema.os.access", lambda *_: False)
    assert found_by_words(make_index(), "kiln") == []
    shutil.copytree("index", "copy")
    Path("copy/attrib.sqlite-shm").unlink()
    with pytest.raises(IndexStateError, match=r"'copy' has changes in attrib.sqlite-wal that"):
        Index.open("copy")
    Path("copy/attrib.sqlite-wal").write_bytes(b"")
    with Index.open("copy") as index:
        assert found_by_words(index, "kiln") == ["docs/kiln.txt"]


def test_an_index_moves_with_its_files(make_index, workspace, monkeypatch, embedder):
    write("tide.txt", TIDE)
    make_index().ingest(["docs"])
    moved = workspace / "moved"
    moved.mkdir()
    shutil.move("docs", moved / "docs")
    shutil.move("index", moved / "index")
    monkeypatch.chdir("/")
    assert str(workspace).encode() not in (moved / "index" / "attrib.sqlite").read_bytes()
    with Index.open(moved / "index") as index:
        index.embedder = embedder
        assert found_by_words(index, "tide") == ["docs/tide.txt"]
        report = index.ingest([str(moved / "docs")])
        assert report.unchanged == ("docs/tide.txt",)


def test_filters_choose_documents(make_index):
    for number, (year, language) in enumerate([("2021-03-01", "en"), ("2022-07-09", "de")]):
        row = f'{{"id": "{number}", "text": "{TIDE}{number}", "date": "{year}", "language": "{language}"}}'
        write(f"{language}/rows[{number}].jsonl", row)
    index = make_index()
    index.ingest(["docs"])

    def uris(**conditions):
        filters = Filters(**conditions)
        dense = found_by_meaning(index, "tide", filters)
        hits = index.search_bm25("tide", 9, filters)
        assert set(dense) == {p.source.uri for p in index.passages([i for i, _ in hits]).values()}
        return sorted(dense)

    old, new = "docs/en/rows[0].jsonl#0", "docs/de/rows[1].jsonl#1"
    assert uris() == sorted([old, new])
    assert uris(uris=("docs/en/*",)) == [old]
    assert uris(metadata={"language": "de"}) == [new]
    assert uris(since="2022") == [new]
    assert uris(until="2021-03") == [old]
    assert uris(since="2021-03-01", until="2021-03-01") == [old]
    assert uris(metadata={"language": "fr"}) == []
    assert uris(metadata={"no such key": "x"}) == []


def test_compact_gives_space_back(make_index):
    write("big.txt", " ".join(f"Sentence {i} speaks of mill {i * 7919}." for i in range(400)))
    write("tide.txt", TIDE)
    index = make_index()
    index.ingest(["docs"])
    index.remove("docs/big.txt")
    before = index.info()["bytes"]
    index.compact()
    assert index.info()["bytes"] < before / 2
    assert index.verify() == []


def test_stored_vectors_are_half_precision_of_the_embedding(make_index):
    write("tide.txt", TIDE)
    index = make_index()
    index.ingest(["docs"])
    (vector,) = index.embedder.encode([TIDE])
    ((_, stored),) = index.store.vectors.batches()
    assert stored.dtype == np.float16
    np.testing.assert_array_equal(stored[0], vector.astype(np.float16))


def test_inverted_lists_give_exact_similarities(make_index):
    for number in range(60):
        write(f"{number}.txt", f"{TIDE} Gauge {number} stands at pier {number * 7 % 60}.")
    exact = make_index()
    exact.ingest(["docs"])
    (query,) = exact.embedder.encode(["Which gauge stands at pier 14?"])
    expected = dict(exact.search_dense(query, 60))
    report = make_index(vector_index="ivf").ingest(["docs"])
    assert report.embedded == 0
    by_lists = make_index()
    assert by_lists.info()["vector_index"] == "ivf"
    assert by_lists.info()["vector_lists"] == 1
    assert dict(by_lists.search_dense(query, 60)) == pytest.approx(expected, abs=1e-6)
    assert by_lists.verify() == []
