"""Checks every promise that SQLite, the full-text table and the FAISS file make to each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from attrib.index.rows import embedding_input, input_hash, searchable
from attrib.index.store import Store
from attrib.index.vector_file import FILENAME, stamp_of
from attrib.index.vectors import VectorIndex
from attrib.sources.document import content_hash
from attrib.types import Document


def find_problems(store: Store) -> list[str]:
    """What is wrong with the index, each with its mend; empty when all is well.

    The caller holds the writer lock, so that nothing changes meanwhile.
    """
    damage = [f"SQLite: {line}: restore the index from a copy" for line in store.integrity()]
    if damage:
        return damage
    problems = list(_documents(store))
    problems += _full_text(store)
    problems += _vectors(store)
    problems += _faiss(store)
    return problems


def _documents(store: Store) -> Iterator[str]:
    mend = "run attrib index remove {uri} and ingest it again"
    for row in store.documents():
        document = store.document(row.document_id)
        if document is None:
            continue
        if content_hash(document.text) != document.content_hash:
            yield f"document {row.uri}: text does not match its hash: {mend.format(uri=row.uri)}"
        for problem in _passages(store, document):
            yield f"document {row.uri}: {problem}: run attrib index rebuild"


def _passages(store: Store, document: Document) -> Iterator[str]:
    stored = store.passages_of(document.id)
    if not stored:
        yield "has no passages"
    hashes = store.vectors.inputs(item.vector_id for item in stored)
    for item in stored:
        passage = item.passage
        where = f"passage {passage.start}-{passage.end}"
        if not 0 <= passage.start < passage.end <= len(document.text):
            yield f"{where} lies outside the text (0-{len(document.text)})"
        elif document.text[passage.start : passage.end] != passage.text:
            yield f"{where} is not a view of the text"
        if any(not passage.start <= s.start < s.end <= passage.end for s in passage.sentences):
            yield f"{where} has a sentence outside itself"
        if hashes.get(item.vector_id) != input_hash(embedding_input(passage)):
            yield f"{where} has the vector of another text"


def _full_text(store: Store) -> Iterator[str]:
    mend = "run attrib index rebuild"
    for row in store.documents():
        passages = store.passages_of(row.document_id)
        stored = store.full_text(item.id for item in passages)
        for item in passages:
            text = stored.get(item.id)
            if text is None:
                yield f"full text: passage {item.id} of {row.uri} is missing: {mend}"
            elif text != searchable(row.title, item.passage):
                yield f"full text: passage {item.id} of {row.uri} holds another text: {mend}"
    for i in store.unused_full_text():
        yield f"full text: entry {i} belongs to no passage: {mend}"
    try:
        store.check_full_text()
    except sqlite3.DatabaseError as error:
        yield f"full text: the word index does not match its texts ({error}): {mend}"


def _vectors(store: Store) -> Iterator[str]:
    mend = "run attrib index rebuild"
    dimension = int(store.meta()["dimension"])
    bad = store.vectors.of_other_size(dimension)
    for i in bad:
        yield f"vector {i} does not have {dimension} dimensions: {mend}"
    if bad:
        return
    for i in store.vectors.not_of_unit_length():
        yield f"vector {i} is not of unit length: {mend}"
    for i in store.vectors.unused():
        yield f"vector {i} belongs to no passage: {mend}"


def _faiss(store: Store) -> Iterator[str]:
    mend = "run attrib ingest or attrib index rebuild"
    stale = f"{FILENAME} is missing, torn or stale (answers do not suffer): {mend}"
    stamp = stamp_of(store.folder, thorough=True)
    if stamp is None or stamp.lineage not in store.vectors.lineages():
        yield stale
        return
    loaded = VectorIndex.load(store.folder, mapped=True)
    if loaded is None or loaded.stamp.version != store.vectors.version():
        yield stale
        return
    held, ids = loaded.ids(), store.vectors.ids()
    if not np.array_equal(held, ids):
        yield f"{FILENAME} holds {len(held)} vectors, the database {len(ids)}: {mend}"
    elif loaded.is_exact and not _equal(loaded.values(), store):
        yield f"{FILENAME} holds other values than the database: {mend}"


def _equal(values: NDArray[np.float32], store: Store) -> bool:
    first = 0
    for ids, vectors in store.vectors.batches():
        if not np.array_equal(values[first : first + len(ids)], vectors.astype(np.float32)):
            return False
        first += len(ids)
    return True
