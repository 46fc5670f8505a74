"""Reads and writes the vectors in SQLite, which are the truth that the FAISS file is made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray


class VectorTable:
    """The table ``vectors`` of one index, and what the table ``meta`` says of it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def version(self) -> int:
        """Counts the changes of the table; the FAISS file carries the same number."""
        return int(self._meta("vectors_version") or 0)

    def changed(self) -> None:
        """To be called after each change, in its transaction."""
        self._set_meta("vectors_version", str(self.version() + 1))

    def dimension(self) -> int:
        return int(self._meta("dimension") or 0)

    # -- reading ----------------------------------------------------------------------------

    def all(self) -> tuple[NDArray[np.int64], NDArray[np.float16]]:
        """All ids, shape (n,), and vectors, shape (n, dimension)."""
        count = self._db.execute("SELECT count(*) FROM vectors").fetchone()[0]
        ids = np.empty(count, dtype=np.int64)
        matrix = np.empty((count, self.dimension()), dtype=np.float16)
        rows = self._db.execute("SELECT id, vector FROM vectors ORDER BY id")
        for position, (vector_id, blob) in enumerate(rows):
            ids[position] = vector_id
            matrix[position] = np.frombuffer(blob, dtype=np.float16)
        return ids, matrix

    def values(self, ids: Iterable[int]) -> dict[int, NDArray[np.float32]]:
        """The vectors of ``ids``, as far as there are any."""
        found = {}
        for i in ids:
            row = self._db.execute("SELECT vector FROM vectors WHERE id = ?", (i,)).fetchone()
            if row:
                found[i] = np.frombuffer(row[0], dtype=np.float16).astype(np.float32)
        return found

    def known(self, hashes: Iterable[bytes]) -> set[bytes]:
        """Those of ``hashes`` that have a vector already."""
        query = "SELECT 1 FROM vectors WHERE input_hash = ?"
        return {h for h in hashes if self._db.execute(query, (h,)).fetchone()}

    # -- checking (for verify) --------------------------------------------------------------

    def inputs(self, ids: Iterable[int]) -> dict[int, bytes]:
        """The hash of what was embedded, by id."""
        query = "SELECT id, input_hash FROM vectors WHERE id = ?"
        return dict(row for i in ids for row in self._db.execute(query, (i,)))

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

    def sweep(self, ids: Iterable[int]) -> None:
        """Removes those of ``ids`` that no passage refers to any more."""
        gone = 0
        for vector_id in ids:
            gone += self._db.execute(
                "DELETE FROM vectors WHERE id = ? AND NOT EXISTS "
                "(SELECT 1 FROM passages WHERE passages.vector_id = vectors.id)",
                (vector_id,),
            ).rowcount
        if gone:
            self.changed()

    def _meta(self, key: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _set_meta(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
