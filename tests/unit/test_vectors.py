"""FAISS as the index keeps it: its layouts, its file, and how it follows the database."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from attrib.config import load_settings
from attrib.errors import InputError
from attrib.index.publish import current_vectors, publish_vectors
from attrib.index.schema import DATABASE, create
from attrib.index.store import Store
from attrib.index.vector_file import FILENAME, stamp_of
from attrib.index.vectors import EXACT_MOST, VectorIndex, lists_for

DIMENSION = 16


@pytest.fixture
def store(tmp_path):
    create(tmp_path / DATABASE, {"dimension": str(DIMENSION), "vector_index": "ivf"})
    store = Store(tmp_path, write=True)
    yield store
    store.close()


def add(store: Store, count: int, seed: int) -> np.ndarray:
    """Adds vectors that lie around a few centres; returns them as they are stored."""
    draw = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(12, DIMENSION))
    vectors = centres[draw.integers(0, 12, count)] + 0.5 * draw.normal(size=(count, DIMENSION))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    with store.transaction():
        store.vectors.add([f"{seed} {i}".encode() for i in range(count)], vectors)
    return vectors.astype(np.float16).astype(np.float32)


def loaded(store: Store) -> VectorIndex:
    found = VectorIndex.load(store.folder, mapped=True)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("count", "kind", "lists"),
    [
        (EXACT_MOST, "auto", 0),
        (EXACT_MOST + 1, "auto", 1024),
        (1_000_000, "auto", 4096),
        (1_000_000, "exact", 0),
        (1_000, "ivf", 16),
        (38, "ivf", 0),
        (0, "ivf", 0),
    ],
)
def test_the_layout_follows_from_the_number_of_vectors(count, kind, lists):
    assert lists_for(count, kind) == lists


def test_lists_find_what_exact_search_finds(store, monkeypatch):
    vectors = add(store, 3000, seed=1)
    ids = store.vectors.ids()
    recall = {}
    for scanned in (3000, 60):
        monkeypatch.setattr("attrib.index.vectors.SCANNED", scanned)
        (store.folder / FILENAME).unlink(missing_ok=True)
        publish_vectors(store)
        index = loaded(store)
        assert index.stamp.lists == 64
        hits = 0
        for query in vectors[::100]:
            best = set(ids[np.argsort(-(vectors @ query))[:10]].tolist())
            hits += len(best & {match.vector_id for match in index.search(query, 20)})
        recall[scanned] = hits / 300
    # Where all lists are searched nothing is missed; else what lies beyond their borders.
    assert recall[3000] == 1.0
    assert 0.5 <= recall[60] < 1.0


@pytest.mark.parametrize("share", [2, 50, 300])
def test_a_filter_costs_no_recall(store, share, monkeypatch):
    monkeypatch.setattr("attrib.index.vectors.SCANNED", 60)
    vectors = add(store, 3000, seed=1)
    publish_vectors(store)
    index = loaded(store)
    ids = store.vectors.ids()
    allowed = ids % share == 0
    for query in vectors[::500]:
        order = np.argsort(-(vectors @ query))
        best = ids[order[allowed[order]]][:10].tolist()
        found = [match.vector_id for match in index.search(query, 20, ids[allowed].tolist())]
        assert set(found) <= set(ids[allowed].tolist())
        if share > 2:
            assert set(best) <= set(found)


def test_what_comes_and_goes_is_brought_into_the_lists_that_are_there(store):
    add(store, 2000, seed=1)
    publish_vectors(store)
    before = stamp_of(store.folder, thorough=True)
    add(store, 500, seed=2)
    with store.transaction():
        store.vectors.sweep(range(1, 101))
    publish_vectors(store)
    after = stamp_of(store.folder, thorough=True)
    assert after.trained == before.trained == 2000
    assert after.version > before.version
    assert loaded(store).ids().tolist() == store.vectors.ids().tolist() == [*range(101, 2501)]


def test_lists_are_laid_out_anew_when_the_vectors_have_doubled(store):
    add(store, 2000, seed=1)
    publish_vectors(store)
    add(store, 2001, seed=2)
    publish_vectors(store)
    assert stamp_of(store.folder, thorough=True).trained == 4001


def test_lists_are_laid_out_anew_when_the_distribution_has_moved(store):
    add(store, 2000, seed=1)
    publish_vectors(store)
    one = np.zeros((900, DIMENSION), dtype=np.float32)
    one[:, 0] = 1.0
    with store.transaction():
        store.vectors.add([f"one {i}".encode() for i in range(900)], one)
    publish_vectors(store)
    assert stamp_of(store.folder, thorough=True).trained == 2900


def test_a_change_of_the_kind_is_followed_without_a_change_of_the_vectors(store):
    vectors = add(store, 500, seed=1)
    publish_vectors(store)
    assert not loaded(store).is_exact
    with store.transaction():
        store.vectors.set_kind("exact")
    publish_vectors(store)
    index = loaded(store)
    assert index.is_exact
    assert [match.vector_id for match in index.search(vectors[7], 1)] == [8]


def test_a_reader_has_what_the_file_has_not(store):
    add(store, 500, seed=1)
    publish_vectors(store)
    before = (store.folder / FILENAME).read_bytes()
    late = add(store, 3, seed=2)
    index = current_vectors(store)
    assert index.search(late[2], 1)[0].vector_id == 503
    assert current_vectors(store, index) is index
    assert (store.folder / FILENAME).read_bytes() == before


def test_the_file_of_another_history_is_not_believed(tmp_path, store):
    """A copy of the database put back beside a later file: the same ids mean other vectors."""
    add(store, 400, seed=1)
    publish_vectors(store)
    store.close()
    copy = (tmp_path / DATABASE).read_bytes()
    with_future = Store(tmp_path, write=True)
    add(with_future, 50, seed=2)
    publish_vectors(with_future)
    add(with_future, 50, seed=3)
    publish_vectors(with_future)
    with_future.close()
    for name in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / DATABASE).write_bytes(copy)
    put_back = Store(tmp_path, write=True)
    other = add(put_back, 60, seed=4)
    assert current_vectors(put_back).search(other[5], 1)[0].similarity == pytest.approx(1, abs=0.02)
    publish_vectors(put_back)
    assert loaded(put_back).search(other[5], 1)[0].similarity == pytest.approx(1, abs=0.02)
    put_back.close()


def test_the_kind_is_one_of_three():
    with pytest.raises(InputError, match="vector_index"):
        load_settings(vector_index="hnsw")


@pytest.mark.parametrize("count", [1, 7, 100, 149, 150, 151, 400])
def test_a_sample_is_as_large_as_was_asked_whatever_ids_are_gone(store, count):
    added = add(store, 300, seed=1)
    kept = store.vectors.ids()[np.random.default_rng(count).permutation(300)[:150]]
    with store.transaction():
        store._db.execute(f"DELETE FROM vectors WHERE id NOT IN ({','.join(map(str, kept))})")
    sample = store.vectors.sample(count, size=16)
    assert sample.shape == (min(count, 150), DIMENSION)
    assert len(np.unique(sample, axis=0)) == len(sample)
    assert all((added == row).all(axis=1).any() for row in sample)
    np.testing.assert_array_equal(sample, store.vectors.sample(count))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("count", [10, 3000])
def test_a_full_disk_is_named_and_costs_no_earlier_file(store, count):
    add(store, 5, seed=1)
    publish_vectors(store)
    before = stamp_of(store.folder, thorough=True)
    add(store, count, seed=2)
    half = store.folder / f"{FILENAME}.new"
    half.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left on device") as raised:
        publish_vectors(store)
    assert count < 1000 or raised.value.filename == str(half)
    assert not half.is_symlink()
    assert stamp_of(store.folder, thorough=True) == before
    publish_vectors(store)
    assert stamp_of(store.folder, thorough=True) != before
