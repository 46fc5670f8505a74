"""What is written in batches: how much of it is held, what others see meanwhile, what is embedded anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hash_embedder import HashEmbedder, make_hash_index, open_hash_index

from attrib.index.ingest import IngestReport
from attrib.index.writer import Writer
from attrib.text.passages import PassageRules

BATCH = 4
SENTENCES = 3
"""Of a row, each of which is a passage: no two fit into the budget."""


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(Writer, "BATCH_PASSAGES", BATCH)


@pytest.fixture(autouse=True)
def empty_index(workspace):
    make_hash_index(Path("index"), workspace, PassageRules(tokens=8, overlap=0))


def ingest(embedder: HashEmbedder | None = None, **options: Any) -> IngestReport:
    with open_hash_index("index", embedder) as index:
        return index.ingest(["docs"], **options)


def texts(version: str, count: int) -> list[str]:
    return [
        " ".join(f"Part {part} of row {row} is {version}." for part in range(SENTENCES))
        for row in range(count)
    ]


def write_rows(texts: list[str], name: str = "rows.jsonl") -> None:
    Path("docs", name).write_text("\n".join(json.dumps({"text": text}) for text in texts))


def stored() -> list[str]:
    with open_hash_index("index") as index:
        assert index.verify() == []
        return [index.document(row.document_id).text for row in index.documents()]


def test_no_more_is_held_than_a_batch_and_one_document():
    written = 0
    held = []

    def before(batch):
        nonlocal written
        held.append(embedder.measured - written)
        written += len(batch)

    embedder = HashEmbedder(before)
    write_rows(texts("new", 20))
    report = ingest(embedder)
    assert report.embedded == written == 20 * SENTENCES
    assert len(held) == 10
    assert max(held) < BATCH + SENTENCES


def test_a_reader_sees_whole_rows_while_a_file_is_replaced():
    old, new = texts("old", 9), texts("new", 7)
    write_rows(old)
    ingest()
    mixed = []

    def before(_):
        with open_hash_index("index") as reader, reader.reading():
            seen = {}
            for row in reader.documents():
                document = reader.document(row.document_id)
                passages = reader.store.passages_of(row.document_id)
                assert " ".join(item.passage.text for item in passages) == document.text
                seen[int(row.uri.partition("#")[2])] = document.text
        assert seen.keys() == set(range(1, 10)), "what goes, goes last"
        assert all(text in (old[row - 1], *new[row - 1 : row]) for row, text in seen.items())
        mixed.append(len({text in old for text in seen.values()}) == 2)

    write_rows(new)
    report = ingest(HashEmbedder(before))
    assert report.changed == ("docs/rows.jsonl",)
    assert any(mixed)
    assert stored() == new


def test_a_text_that_moves_to_a_file_of_a_later_batch_is_not_embedded_again():
    old = texts("old", 9)
    for number, text in enumerate(old):
        Path(f"docs/{number}.txt").write_text(text)
    ingest()
    for number, text in enumerate(texts("new", 5) + old[:4]):
        Path(f"docs/{number}.txt").write_text(text)
    assert ingest().embedded == 5 * SENTENCES
    assert stored() == texts("new", 5) + old[:4]


def test_rows_that_move_down_in_a_file_are_not_embedded_again():
    old = texts("old", 9)
    write_rows(old)
    ingest()
    write_rows(texts("new", 5) + old)
    assert ingest().embedded == 5 * SENTENCES
    assert sorted(stored()) == sorted(texts("new", 5) + old)


def test_what_cannot_be_remembered_is_embedded_again(monkeypatch):
    monkeypatch.setattr("attrib.index.vector_table.REMEMBERED", 1)
    old = texts("old", 9)
    write_rows(old)
    ingest()
    write_rows(texts("new", 5) + old)
    assert ingest().embedded > 5 * SENTENCES
    assert sorted(stored()) == sorted(texts("new", 5) + old)


def test_a_file_that_was_written_in_part_and_cannot_be_read_now_keeps_its_rows():
    batches = []

    def before(batch):
        batches.append(batch)
        if len(batches) == 3:
            raise KeyboardInterrupt

    write_rows(texts("new", 9))
    with pytest.raises(KeyboardInterrupt):
        ingest(HashEmbedder(before))
    Path("docs/rows.jsonl").write_text("{")
    (skipped,) = ingest().skipped
    assert "stays in the index" in skipped.reason
    assert stored() == texts("new", 4)
    write_rows(texts("new", 9))
    assert ingest().embedded == 5 * SENTENCES
    assert stored() == texts("new", 9)


def test_pages_are_found_again_in_a_file_that_was_renamed_and_is_back():
    row = {"text": "Part 1 of the page.", "url": "https://example.org/page"}
    path = Path("docs/old.jsonl")
    path.write_text(json.dumps(row))
    ingest()
    path = path.rename("docs/new.jsonl")
    ingest()
    path.rename("docs/old.jsonl")
    ingest(prune=True)
    assert stored() == [row["text"]]


def test_skipped_rows_of_a_file_of_several_batches_are_told_each_time():
    write_rows([*texts("new", 5), "", *texts("newer", 5)])
    for embedded in (10 * SENTENCES, 0):
        report = ingest()
        assert [skipped.uri for skipped in report.skipped] == ["docs/rows.jsonl#6"]
        assert report.embedded == embedded
    assert report.unchanged == ("docs/rows.jsonl",)
    assert len(stored()) == 10


class Watching:
    """Keeps how far each stage is: (done, total)."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[int, int | None]] = {}

    def start(self, stage, total, unit):
        self.stages[stage] = (0, total)

    def advance(self, stage, amount=1, total=None):
        done, before = self.stages[stage]
        self.stages[stage] = (done + amount, before if total is None else total)
        assert self.stages[stage][0] <= (self.stages[stage][1] or 0)

    def finish(self, stage): ...


def test_progress_within_a_file_is_told_by_its_documents():
    write_rows(texts("new", 7), "a.jsonl")
    write_rows(texts("newer", 9), "b.jsonl")
    Path("docs/c.txt").write_text("One document needs no stage of its own.")
    at_batches = []
    progress = Watching()
    report = ingest(
        HashEmbedder(lambda _: at_batches.append(progress.stages["documents"])), progress=progress
    )
    assert progress.stages == {
        "files": (3, 3),
        "documents": (9, 9),
        "embed": (report.embedded, report.embedded),
    }
    assert (4, 7) in at_batches
