"""Filters: which documents a search may look at."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hash_embedder import make_hash_index, open_hash_index

from attrib.cli.filters import filters_from
from attrib.errors import InputError
from attrib.index import Filters
from attrib.text.passages import PassageRules


@pytest.fixture
def passing(workspace):
    """Ingests rows of rows.jsonl and texts by name; then tells the URIs that pass filters."""
    opened = []

    def ingest(rows=(), **files):
        Path("docs/rows.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
        for name, text in files.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        make_hash_index(workspace / "index", workspace, PassageRules())
        index = open_hash_index("index")
        opened.append(index)
        index.ingest(["docs"])

        def uris(filters=None, **conditions):
            filters = filters or Filters(**conditions)
            hits = [i for i, _ in index.search_bm25("mill", 50, filters)]
            return sorted(p.source.uri.split("#")[-1] for p in index.passages(hits).values())

        return uris

    yield ingest
    for index in opened:
        index.close()


def test_what_is_no_iso_date_counts_as_none(passing):
    dates = ["2024-05-31T10:00", "2024/05/31", "2023", "05/04/2024", "unknown", "TBD", "0", "99999"]
    uris = passing([{"id": date, "text": "A mill.", "date": date} for date in dates])
    assert uris(since="2024") == ["2024-05-31T10:00", "2024/05/31"]
    assert uris(since="2024-06") == []
    assert uris(until="2023") == ["2023"]
    assert uris(since="1900", until="2100") == ["2023", "2024-05-31T10:00", "2024/05/31"]
    assert len(uris()) == len(dates)


def test_values_of_one_key_are_alternatives_and_numbers_their_text(passing):
    uris = passing(
        [
            {"id": "a", "text": "A mill.", "lang": "de", "year": 2024, "new": True},
            {"id": "b", "text": "A mill.", "lang": "en", "year": 2023, "new": False},
            {"id": "c", "text": "A mill.", "lang": "fr", "year": 2023, "score": 1.5},
        ]
    )
    assert uris(metadata={"lang": ["de", "en"]}) == ["a", "b"]
    assert uris(metadata={"lang": ("de", "en"), "year": 2023}) == ["b"]
    assert uris(metadata={"year": [2024, 2025]}) == ["a"]
    assert uris(metadata={"new": True}) == ["a"]
    assert uris(metadata={"score": 1.5}) == ["c"]
    assert uris(filters_from(None, ["lang=de", "year=2023", "lang=fr"], None, None)) == ["c"]


def test_filters_are_told_as_options():
    filters = filters_from(None, ["lang=de", "lang=en", "year=2023", "lang=de"], None, None)
    assert filters.metadata == {"lang": ("de", "en"), "year": "2023"}
    assert str(filters) == "--where 'lang=de' --where 'lang=en' --where 'year=2023'"


@pytest.mark.parametrize("value", [None, [], [None], {"a": "b"}, [["de"]], b"de", {"de"}])
def test_what_no_metadata_can_be_is_refused(value):
    with pytest.raises(InputError, match=r"metadata of Filters has .* for 'lang': write a string"):
        Filters(metadata={"lang": value})


def test_patterns_of_uris(passing):
    uris = passing(
        [{"id": "a", "text": "A mill."}],
        **{
            "docs/top.md": "A mill.",
            "docs/sub/deep.md": "A mill.",
            "docs/sub/deeper/low.md": "A mill.",
            "docs/[draft] plan.md": "A mill.",
            "docs/note.txt": "A mill.",
        },
    )
    names = ["docs/[draft] plan.md", "docs/sub/deep.md", "docs/sub/deeper/low.md", "docs/top.md"]
    for pattern in ("docs/**/*.md", "**/*.md", "docs/**/**/*.md", "*.md"):
        assert uris(uris=(pattern,)) == names, pattern
    assert uris(uris=("docs/sub/**/low.md", "**/top.md")) == [names[2], names[3]]
    assert uris(uris=("docs/**/sub/**/low.md",)) == [names[2]]
    assert uris(uris=("docs/[draft] plan.md",)) == [names[0]]
    assert uris(uris=("docs/[[]draft] plan.md",)) == [names[0]]
    assert uris(uris=("docs/[tx]op.md", "docs/note.txt")) == ["docs/note.txt", names[3]]
    assert uris(uris=("docs/rows.jsonl#a",)) == ["a"]
    assert uris(uris=("docs",)) == []
