"""Rows of the tables as dataclasses, and the texts that are derived from a passage."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from attrib.index.fts import index_text
from attrib.text.passages import context
from attrib.types import Document, Passage, Source, Span


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A file or URL that was ingested."""

    uri: str
    hash: str
    ingested_at: str
    documents: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with what is needed to show it and to compare it with others."""

    id: int
    vector_id: int
    passage: Passage
    source: Source


@dataclass(frozen=True, slots=True)
class CutDocument:
    """A document on its way into the store, with its passages."""

    document: Document
    passages: tuple[Passage, ...]


def embedding_input(passage: Passage) -> str:
    """What is embedded for a passage. Nothing of the URI or title: equal texts embed once."""
    return context("", passage.headings, passage.text)


def input_hash(text: str) -> bytes:
    """The key under which the vector of ``text`` is stored."""
    return hashlib.sha256(text.encode()).digest()


def searchable(title: str, passage: Passage) -> str:
    """What the full-text table holds for a passage."""
    return index_text(context(title, passage.headings, passage.text))


def stored_passage(row: tuple[Any, ...]) -> StoredPassage:
    """A passage from a row of the query in ``Store``."""
    i, vector_id, document_id, start, end, page, headings, sentences, text, uri, title, meta = row
    passage = Passage(
        document_id=document_id, start=start, end=end, text=text,
        sentences=tuple(Span(*span) for span in json.loads(sentences)), page=page,
        headings=tuple(json.loads(headings)),
    )  # fmt: skip
    return StoredPassage(i, vector_id, passage, Source(document_id, uri, title, json.loads(meta)))
