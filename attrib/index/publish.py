"""Keeps FAISS and the vectors in SQLite together: what is found in the file, what is brought up to date."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from attrib.index.store import Store
from attrib.index.vector_file import Stamp, stamp_of
from attrib.index.vectors import SAMPLE_PER_LIST, VectorIndex, lists_for


def current_vectors(store: Store, loaded: VectorIndex | None = None) -> VectorIndex:
    """The vectors as they are now: ``loaded`` or the file where they are current, else made so in memory.

    The caller holds a snapshot. Nothing is written.
    """
    if loaded is not None and loaded.stamp.version == store.vectors.version():
        return loaded
    mapped = VectorIndex.load(store.folder, mapped=True)
    if mapped is not None and _is_current(mapped.stamp, store):
        return mapped
    return _brought_up_to_date(store, store.vectors.kind())


def publish_vectors(store: Store) -> None:
    """Brings the FAISS file up to date where it is not. The caller holds the writer lock."""
    kind = store.vectors.kind()
    with store.snapshot():
        stamp = stamp_of(store.folder, thorough=True)
        wanted = lists_for(store.vectors.count(), kind)
        if stamp and _is_current(stamp, store) and bool(stamp.lists) == bool(wanted):
            return
        index = _brought_up_to_date(store, kind)
    index.stamp = replace(index.stamp, lineage=int.from_bytes(os.urandom(8), "little"))
    # Before the file, beside the old one: whichever file a reader meets is known.
    with store.transaction():
        store.vectors.add_lineage(index.stamp.lineage)
    index.save(store.folder)


def _is_current(stamp: Stamp, store: Store) -> bool:
    return stamp.version == store.vectors.version() and stamp.lineage in store.vectors.lineages()


def _brought_up_to_date(store: Store, kind: str) -> VectorIndex:
    """The file's index with what has come and without what has gone since, or a new one."""
    index = VectorIndex.load(store.folder, mapped=False)
    ids = store.vectors.ids()
    if (
        index is None
        or index.stamp.lineage not in store.vectors.lineages()
        or index.outgrown(len(ids), kind)
    ):
        index = _new(store, len(ids), kind)
    else:
        held = index.ids()
        index.remove(np.setdiff1d(held, ids, assume_unique=True))
        for batch in store.vectors.of(np.setdiff1d(ids, held, assume_unique=True)):
            index.add(*batch)
        if index.outgrown(len(ids), kind):
            index = _new(store, len(ids), kind)
    index.stamp = replace(index.stamp, version=store.vectors.version())
    return index


def _new(store: Store, count: int, kind: str) -> VectorIndex:
    lists = lists_for(count, kind)
    sample = store.vectors.sample(lists * SAMPLE_PER_LIST) if lists else None
    index = VectorIndex.empty(store.vectors.dimension(), lists, sample)
    for batch in store.vectors.batches():
        index.add(*batch)
    index.laid_out()
    return index
