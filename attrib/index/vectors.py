"""The FAISS file: derived from the vectors in SQLite, and rebuilt whenever it does not match them."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

FILENAME = "vectors.faiss"

# Written behind the FAISS data (which FAISS ignores), so that one rename publishes both: the
# version of the vectors it was built from, its length, and a checksum.
_TRAILER = struct.Struct("<8sQQI")
_MAGIC = b"attribv1"


class Match(NamedTuple):
    """A vector that a search found."""

    vector_id: int
    similarity: float


class VectorIndex:
    """Exact inner-product search over the vectors of an index."""

    def __init__(self, index: Any, version: int) -> None:
        self._index = index
        self.version = version

    @classmethod
    def build(
        cls, ids: NDArray[np.int64], vectors: NDArray[np.float16], version: int
    ) -> VectorIndex:
        """An index over ``vectors``, shape (n, dimension), known by ``ids``, shape (n,)."""
        faiss = _faiss()
        index = faiss.IndexIDMap2(faiss.IndexFlatIP(vectors.shape[1]))
        if len(ids):
            index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), ids)
        return cls(index, version)

    @classmethod
    def load(cls, folder: Path, version: int) -> VectorIndex | None:
        """The index in ``folder``, or None when it is missing, torn, or of another version."""
        path = folder / FILENAME
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        if len(data) < _TRAILER.size:
            return None
        body = memoryview(data)[: -_TRAILER.size]
        magic, built_from, length, checksum = _TRAILER.unpack(data[-_TRAILER.size :])
        sound = magic == _MAGIC and length == len(body) and checksum == zlib.crc32(body)
        if not sound or built_from != version:
            return None
        index = _faiss().deserialize_index(np.frombuffer(body, dtype=np.uint8))
        return cls(index, version)

    def save(self, folder: Path) -> None:
        """Replaces the file in ``folder`` in one step: readers see the old one or the new one."""
        body = _faiss().serialize_index(self._index)
        half = folder / f"{FILENAME}.new"
        with half.open("wb") as stream:
            stream.write(body)
            stream.write(_TRAILER.pack(_MAGIC, self.version, len(body), zlib.crc32(body)))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(half, folder / FILENAME)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(
        self, vector: NDArray[np.float32], k: int, allowed: Iterable[int] | None = None
    ) -> list[Match]:
        """The ``k`` vectors most similar to ``vector``, shape (dimension,), best first."""
        faiss = _faiss()
        k = min(k, len(self))
        if k == 0:
            return []
        parameters = None
        if allowed is not None:
            selector = faiss.IDSelectorBatch(np.fromiter(allowed, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=selector)
        similarities, ids = self._index.search(vector[None, :], k, params=parameters)
        found = [
            Match(int(i), float(s)) for i, s in zip(ids[0], similarities[0], strict=True) if i >= 0
        ]
        return sorted(found, key=lambda match: (-match.similarity, match.vector_id))

    def items(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """All ids, shape (n,), and vectors, shape (n, dimension)."""
        faiss = _faiss()
        ids = faiss.vector_to_array(self._index.id_map)
        flat = faiss.downcast_index(self._index.index)
        return ids, flat.reconstruct_n(0, len(ids))


def _faiss() -> ModuleType:
    # The one place that imports faiss, and torch must come first: both bring an OpenMP runtime,
    # and the one loaded second joins the first only in this order. The other way round some
    # platforms end up with two thread pools (slow, or a crash at the first parallel region).
    import torch  # noqa: F401
    import faiss  # isort: skip

    return faiss
