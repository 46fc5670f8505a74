"""An embedder that remembers: the same sentence meets many claims."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from attrib.encoding.embedder import Embedder, Role, Vectors
from attrib.types import Span

CAPACITY = 20_000
"""Texts remembered; at 384 dimensions some 30 MB."""


class MemoEmbedder:
    """Wraps an Embedder and keeps the vectors of the texts it saw last. Results are the same: a
    text's vector does not depend on its neighbours. Several threads may use it.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._changing = Lock()

    @property
    def name(self) -> str:
        return self._embedder.name

    @property
    def sha256(self) -> str:
        return self._embedder.sha256

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    @property
    def max_tokens(self) -> int:
        return self._embedder.max_tokens

    def encode(
        self,
        texts: Sequence[str],
        on_batch: Callable[[int], None] | None = None,
        role: Role | None = None,
    ) -> Vectors:
        prompt = self.prompt(role)
        with self._changing:
            found = {t: self._known[prompt, t] for t in texts if (prompt, t) in self._known}
        missing = list(dict.fromkeys(text for text in texts if text not in found))
        vectors = self._embedder.encode(missing, on_batch, role)
        if not texts:
            return vectors
        # Copies: a row that is a view would keep the whole batch in memory.
        found |= {text: vector.copy() for text, vector in zip(missing, vectors, strict=True)}
        with self._changing:
            for text in texts:
                self._known[prompt, text] = found[text]
                self._known.move_to_end((prompt, text))
            while len(self._known) > CAPACITY:
                self._known.popitem(last=False)
        return np.stack([found[text] for text in texts])

    def prompt(self, role: Role | None) -> str:
        return self._embedder.prompt(role)

    def token_spans(self, texts: Sequence[str]) -> list[list[Span]]:
        return self._embedder.token_spans(texts)

    def describe(self) -> dict[str, str]:
        return self._embedder.describe()
