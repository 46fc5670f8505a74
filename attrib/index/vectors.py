"""The vectors of an index in FAISS: searched exactly while they are few, by lists when they are many."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from attrib.index import vector_file
from attrib.index.vector_file import Stamp, faiss_module

EXACT_MOST = 100_000
"""Up to so many vectors ``auto`` searches exactly."""
LEAST_PER_LIST = 39
"""Vectors that FAISS wants for each list that it lays out."""
SAMPLE_PER_LIST = 40
"""Vectors that the lists are laid out on, each."""
SCANNED = 32_768
"""Vectors that a search by lists looks at, about: a millisecond's work (docs/scale.md tells the recall)."""
UNEVEN = 1.5
"""The lists are laid out anew when they have become so much more uneven, or half of the vectors or
more came later."""

Ids = NDArray[np.int64]


class Match(NamedTuple):
    """A vector that a search found."""

    vector_id: int
    similarity: float


def lists_for(count: int, kind: str) -> int:
    """How many inverted lists ``count`` vectors get, 0 for exact search.

    ``kind`` is ``auto``, ``exact`` or ``ivf``. The power of two next to four times the square root,
    as FAISS advises, as far as there are vectors to lay them out on.
    """
    if kind == "exact" or (kind == "auto" and count <= EXACT_MOST):
        return 0
    most = count // LEAST_PER_LIST
    return 0 if most < 1 else min(2 ** round(math.log2(4 * math.sqrt(count))), _power_below(most))


def _power_below(number: int) -> int:
    return 1 << (number.bit_length() - 1)


class VectorIndex:
    """Inner-product search over vectors that are known by ids."""

    def __init__(self, index: Any, stamp: Stamp) -> None:
        self._index = index
        self.stamp = stamp
        if stamp.lists:  # the lists of one query, not several queries, side by side
            index.parallel_mode = 1

    @classmethod
    def empty(
        cls, dimension: int, lists: int = 0, sample: NDArray[np.float32] | None = None
    ) -> VectorIndex:
        """Nothing yet. ``sample``, shape (n, dimension), is what ``lists`` are laid out on."""
        faiss = faiss_module()
        if lists:
            index = faiss.index_factory(dimension, f"IVF{lists},SQ8", faiss.METRIC_INNER_PRODUCT)
            index.train(sample)
        else:
            # Half precision is what is stored: nothing is lost, and it is searched faster than fp32.
            index = faiss.index_factory(dimension, "IDMap2,SQfp16", faiss.METRIC_INNER_PRODUCT)
        return cls(index, Stamp(version=0, lineage=0, lists=lists, trained=0, imbalance=1.0))

    @classmethod
    def load(cls, folder: Path, *, mapped: bool) -> VectorIndex | None:
        """The file in ``folder``; None when it is missing or torn.

        A ``mapped`` one stays in the file, and must not be changed.
        """
        found = vector_file.read(folder, mapped=mapped)
        return cls(*found) if found else None

    def save(self, folder: Path) -> None:
        """Replaces the file in ``folder`` in one step."""
        vector_file.write(folder, self._index, self.stamp)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def is_exact(self) -> bool:
        """Whether its similarities and its choice are those of the vectors themselves."""
        return not self.stamp.lists

    def add(self, ids: Ids, vectors: NDArray[np.float16]) -> None:
        """Takes ``vectors``, shape (n, dimension), known by ``ids``, shape (n,)."""
        self._index.add_with_ids(_float32(vectors), ids)

    def remove(self, ids: Ids) -> None:
        """Forgets the vectors of ``ids``."""
        if len(ids):
            self._index.remove_ids(faiss_module().IDSelectorBatch(ids))

    def laid_out(self) -> None:
        """Remembers that its lists were laid out for what it holds now, and how many to search."""
        uneven = self._index.invlists.imbalance_factor() if self.stamp.lists else 1.0
        self.stamp = replace(self.stamp, trained=len(self), imbalance=uneven)
        if self.stamp.lists:
            share = min(1.0, SCANNED / len(self))
            self._index.nprobe = math.ceil(self.stamp.lists * share)

    def outgrown(self, count: int, kind: str) -> bool:
        """Whether ``count`` vectors are better put into an index of another layout."""
        if bool(lists_for(count, kind)) == self.is_exact:
            return True
        if self.is_exact:
            return False
        uneven = self._index.invlists.imbalance_factor()
        moved = uneven > UNEVEN * self.stamp.imbalance
        return moved or not self.stamp.trained / 2 <= count <= self.stamp.trained * 2

    def search(
        self,
        vector: NDArray[np.float32],
        k: int,
        allowed: Iterable[int] | None = None,
        *,
        width: int = 1,
    ) -> list[Match]:
        """The ``k`` vectors most similar to ``vector``, shape (dimension,), best first.

        With ``allowed``, none but those. The fewer they are, the more lists are searched for them, so
        that a filter costs no recall; who filters what comes back asks for so many times the lists by
        ``width``.
        """
        k = min(k, len(self))
        if k == 0:
            return []
        parameters = self._parameters(allowed, width)
        similarities, ids = self._index.search(vector[None, :], k, params=parameters)
        found = [
            Match(int(i), float(s)) for i, s in zip(ids[0], similarities[0], strict=True) if i >= 0
        ]
        return sorted(found, key=lambda match: (-match.similarity, match.vector_id))

    def _parameters(self, allowed: Iterable[int] | None, width: float) -> Any:
        faiss = faiss_module()
        selector = None
        if allowed is not None:
            ids = np.fromiter(allowed, dtype=np.int64)
            selector = faiss.IDSelectorBatch(ids)
            width *= len(self) / max(1, len(ids))
        if self.is_exact:
            return faiss.SearchParameters(sel=selector)
        lists = min(self.stamp.lists, math.ceil(self._index.nprobe * width))
        return faiss.SearchParametersIVF(sel=selector, nprobe=lists)

    def ids(self) -> Ids:
        """The ids of all its vectors, ascending, shape (n,)."""
        faiss = faiss_module()
        if self.is_exact:
            return np.sort(faiss.vector_to_array(self._index.id_map))
        lists = self._index.invlists
        sizes = [(number, lists.list_size(number)) for number in range(self.stamp.lists)]
        parts = [faiss.rev_swig_ptr(lists.get_ids(n), size) for n, size in sizes if size]
        return np.sort(np.concatenate([np.empty(0, dtype=np.int64), *parts]))

    def values(self) -> NDArray[np.float32]:
        """The vectors of an exact index in the order of their ids, shape (n, dimension)."""
        faiss = faiss_module()
        order = np.argsort(faiss.vector_to_array(self._index.id_map))
        return np.asarray(self._index.index.reconstruct_n(0, len(self))[order])


def _float32(vectors: NDArray[np.float16]) -> NDArray[np.float32]:
    return np.ascontiguousarray(vectors, dtype=np.float32)
