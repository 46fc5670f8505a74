"""Parsing ahead: what comes out is what reading one source after the other gives."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from attrib.errors import SourceError
from attrib.sources import Content, SourceItem, parsing, read
from attrib.sources.parsing import FIRST, Loaded, Parsed, Parsers


def source(number: int, data: bytes | None = None) -> Loaded:
    """A source with a text of its own, or with ``data``."""
    uri = f"docs/{number:02}.md"
    data = data if data is not None else f"# Mill {number}\n\nIt has {number} sails.\n".encode()
    item = SourceItem(uri, Path("/") / uri)
    return Loaded(item, Content(data, None, uri), hashlib.sha256(data).hexdigest())


def said(parsed: Parsed) -> str:
    """The text of a source, or why there is none."""
    try:
        return parsed.reading().documents[0].text
    except SourceError as error:
        return f"error: {error}"


@pytest.mark.parametrize("jobs", [1, 2])
def test_sources_come_in_their_order_with_what_cannot_be_read_among_them(jobs: int) -> None:
    sources = [source(number) for number in range(FIRST + 6)]
    sources[2] = source(2, b"\x89PNG....")
    sources[FIRST + 1] = source(FIRST + 1, b"")
    sources[FIRST + 3] = Loaded(sources[FIRST + 3].item, SourceError("cannot be opened: no"))
    with Parsers(jobs) as parsers:
        found = [(p.item.uri, p.digest, said(p)) for p in parsers.parse(sources)]

    assert [(uri, digest) for uri, digest, _ in found] == [(s.item.uri, s.digest) for s in sources]
    texts = [text for _, _, text in found]
    assert texts[2].startswith("error: is a PNG image")
    assert texts[FIRST + 1] == "error: is empty"
    assert texts[FIRST + 3] == "error: cannot be opened: no"
    for number in {*range(len(sources))} - {2, FIRST + 1, FIRST + 3}:
        content = sources[number].content
        assert isinstance(content, Content)
        assert texts[number] == read(content, sources[number].item).documents[0].text


def test_later_sources_are_parsed_in_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_and_tell(content: Content, item: SourceItem) -> object:
        return os.getpid()

    monkeypatch.setattr(parsing, "read", read_and_tell)
    with Parsers(2) as parsers:
        processes = [p.reading() for p in parsers.parse(source(n) for n in range(FIRST + 8))]
    assert set(processes[:FIRST]) == {os.getpid()}
    assert os.getpid() not in processes[FIRST:]
    with Parsers(1) as parsers:
        processes = [p.reading() for p in parsers.parse(source(n) for n in range(FIRST + 8))]
    assert set(processes) == {os.getpid()}


def test_a_source_that_ends_its_process_is_one_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_or_die(content: Content, item: SourceItem) -> object:
        if content.data == b"deadly":
            os._exit(9)
        return read(content, item)

    monkeypatch.setattr(parsing, "read", read_or_die)
    sources = [source(number) for number in range(FIRST + 6)]
    sources[FIRST + 2] = source(FIRST + 2, b"deadly")
    with Parsers(2) as parsers:
        texts = [said(p) for p in parsers.parse(sources)]
    assert "the process that parsed it ended" in texts[FIRST + 2]
    assert [text.startswith("error") for text in texts].count(True) == 1
    assert f"It has {FIRST + 5} sails." in texts[-1]


def test_sources_beside_those_that_end_their_processes_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_or_die(content: Content, item: SourceItem) -> object:
        if content.data == b"deadly":
            os._exit(9)
        time.sleep(0.02)
        return read(content, item)

    monkeypatch.setattr(parsing, "read", read_or_die)
    deadly = {FIRST + 3, FIRST + 4, FIRST + 12, FIRST + 39}
    sources = [source(n, b"deadly" if n in deadly else None) for n in range(FIRST + 40)]
    with Parsers(2) as parsers:
        texts = [said(parsed) for parsed in parsers.parse(sources)]
    assert {n for n, text in enumerate(texts) if text.startswith("error")} == deadly
    assert all("the process that parsed it ended" in texts[n] for n in deadly)


@pytest.mark.parametrize(("size", "most"), [(10, parsing.AHEAD * 2 + 1), (30_000_000, 3)])
def test_few_sources_are_held_at_once(
    monkeypatch: pytest.MonkeyPatch, size: int, most: int
) -> None:
    monkeypatch.setattr(Parsers, "_begun", lambda self, one, _: Parsed(one.item, "", lambda: None))
    loaded = 0

    def sources() -> Iterator[Loaded]:
        nonlocal loaded
        for number in range(100):
            loaded += 1
            yield source(number, b"a" * size)

    with Parsers(2) as parsers:
        for count, _ in enumerate(parsers.parse(sources())):
            assert loaded - count <= most
