"""Reads and writes the vectors in SQLite, which are the truth that the FAISS file is made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float16]

REMEMBERED = 20_000
"""Vectors that are kept in memory when no passage needs them any more: some 20 MB at 384 dimensions."""


class VectorTable:
    """The table ``vectors`` of one index, and what the table ``meta`` says of it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        # Where rows move down in a file, what one batch drops is in the next one again.
        self._swept: dict[bytes, bytes] = {}

    def version(self) -> int:
        """Counts the changes of the table; the FAISS file carries the same number."""
        return int(self._meta("vectors_version") or 0)

    def changed(self) -> None:
        """To be called after each change, in its transaction."""
        self._set_meta("vectors_version", str(self.version() + 1))

    def dimension(self) -> int:
        return int(self._meta("dimension") or 0)

    def kind(self) -> str:
        """How FAISS is to search them: ``auto``, ``exact`` or ``ivf``."""
        return self._meta("vector_index") or "auto"

    def set_kind(self, kind: str) -> None:
        self._set_meta("vector_index", kind)

    def lineages(self) -> set[int]:
        """Those of the FAISS files that were made from this table: the last one, and the one before."""
        return {int(lineage) for lineage in (self._meta("lineages") or "").split()}

    def add_lineage(self, lineage: int) -> None:
        last = (self._meta("lineages") or "").split()[-1:]
        self._set_meta("lineages", " ".join([*last, str(lineage)]))

    # -- reading ----------------------------------------------------------------------------

    def count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM vectors").fetchone()[0])

    def ids(self) -> Ids:
        """The ids of all vectors, ascending, shape (n,)."""
        rows = self._db.execute("SELECT id FROM vectors ORDER BY id")
        return np.fromiter((i for (i,) in rows), dtype=np.int64)

    def batches(self, size: int = 8192) -> Iterator[tuple[Ids, Vectors]]:
        """All ids, ascending, and vectors, ``size`` at a time: shapes (n,) and (n, dimension)."""
        rows = self._db.execute("SELECT id, vector FROM vectors ORDER BY id")
        while some := rows.fetchmany(size):
            yield np.array([i for i, _ in some], dtype=np.int64), self._matrix(v for _, v in some)

    def of(self, ids: Ids, size: int = 8192) -> Iterator[tuple[Ids, Vectors]]:
        """The vectors of ``ids``, in the same way."""
        query = "SELECT vector FROM vectors WHERE id = ?"
        for first in range(0, len(ids), size):
            some = ids[first : first + size]
            rows = (self._db.execute(query, (int(i),)).fetchone() for i in some)
            yield some, self._matrix(vector for (vector,) in rows)

    def sample(self, count: int, size: int = 8192) -> NDArray[np.float32]:
        """``count`` vectors from all over the table (all where it has fewer), always the same, shape
        (n, dimension).
        """
        ids = self.ids()
        chosen = ids[:: max(1, len(ids) // count)][:count]
        # Filled piece by piece: this is the largest array of an ingest.
        found = np.empty((len(chosen), self.dimension()), dtype=np.float32)
        filled = 0
        for some, vectors in self.of(chosen, size):
            found[filled : filled + len(some)] = vectors
            filled += len(some)
        return found

    def _matrix(self, blobs: Iterable[bytes]) -> Vectors:
        return np.frombuffer(b"".join(blobs), dtype=np.float16).reshape(-1, self.dimension())

    def values(self, ids: Iterable[int]) -> dict[int, NDArray[np.float32]]:
        """The vectors of ``ids``, as far as there are any."""
        found = {}
        for i in ids:
            row = self._db.execute("SELECT vector FROM vectors WHERE id = ?", (i,)).fetchone()
            if row:
                found[i] = np.frombuffer(row[0], dtype=np.float16).astype(np.float32)
        return found

    def known(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Those of ``hashes`` that have a vector already, or had one until lately."""
        # Here and not where they are swept: a batch needs all that it was told are known.
        for key in list(self._swept)[:-REMEMBERED]:
            del self._swept[key]
        return {h for h in hashes if h in self._swept or self._id_of(h) is not None}

    # -- checking (for verify) --------------------------------------------------------------

    def inputs(self, ids: Iterable[int]) -> dict[int, bytes]:
        """The hash of what was embedded, by id."""
        query = "SELECT id, input_hash FROM vectors WHERE id = ?"
        return dict(row for i in ids for row in self._db.execute(query, (i,)))

    def not_of_unit_length(self) -> list[int]:
        return [
            int(i)
            for ids, vectors in self.batches()
            for i in ids[~(np.abs(np.linalg.norm(vectors.astype(np.float32), axis=1) - 1) < 1e-2)]
        ]

    def of_other_size(self, dimension: int) -> list[int]:
        query = "SELECT id FROM vectors WHERE length(vector) != ?"
        return [i for (i,) in self._db.execute(query, (2 * dimension,))]

    def unused(self) -> list[int]:
        query = (
            "SELECT id FROM vectors WHERE NOT EXISTS "
            "(SELECT 1 FROM passages WHERE passages.vector_id = vectors.id)"
        )
        return [i for (i,) in self._db.execute(query)]

    # -- writing (inside a transaction) -----------------------------------------------------

    def add(self, hashes: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Stores ``vectors``, shape (n, dimension), under the hashes of their inputs."""
        rows = [
            (key, vector.tobytes())
            for key, vector in zip(hashes, vectors.astype(np.float16), strict=True)
        ]
        self._db.executemany("INSERT INTO vectors (input_hash, vector) VALUES (?, ?)", rows)
        if rows:
            self.changed()

    def id_for(self, key: bytes) -> int:
        """The id of the vector under the hash ``key``, which is known; stored again if it was swept."""
        if (found := self._id_of(key)) is not None:
            return found
        values = (key, self._swept[key])
        row = self._db.execute("INSERT INTO vectors (input_hash, vector) VALUES (?, ?)", values)
        self.changed()
        return int(row.lastrowid or 0)

    def sweep(self, ids: Iterable[int]) -> None:
        """Removes those of ``ids`` that no passage refers to any more, and remembers them for the next."""
        gone = 0
        for vector_id in ids:
            row = self._db.execute(
                "SELECT input_hash, vector FROM vectors WHERE id = ? AND NOT EXISTS "
                "(SELECT 1 FROM passages WHERE passages.vector_id = vectors.id)",
                (vector_id,),
            ).fetchone()
            if row:
                self._db.execute("DELETE FROM vectors WHERE id = ?", (vector_id,))
                self._swept[row[0]] = row[1]
                gone += 1
        if gone:
            self.changed()

    def _id_of(self, key: bytes) -> int | None:
        row = self._db.execute("SELECT id FROM vectors WHERE input_hash = ?", (key,)).fetchone()
        return int(row[0]) if row else None

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
