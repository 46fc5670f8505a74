"""An embedder without a model, and indexes that use it: for tests of how an index is written."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from attrib.index import Index
from attrib.index.recipe import Recipe
from attrib.index.schema import DATABASE, create
from attrib.text.passages import PassageRules
from attrib.types import Span


class HashEmbedder:
    """Equal texts have equal vectors, words are tokens. ``before`` is told the texts of each batch first."""

    name, sha256, dimension, max_tokens = "hash", "0" * 64, 8, 256

    def __init__(self, before: Callable[[Sequence[str]], None] = lambda texts: None) -> None:
        self._before = before
        self.measured = 0
        """Sentences whose tokens were counted so far."""

    def encode(self, texts, on_batch=None, role=None):
        self._before(texts)
        digests = b"".join(
            hashlib.sha256(text.encode()).digest()[: self.dimension] for text in texts
        )
        vectors = np.frombuffer(digests, np.uint8).reshape(-1, self.dimension) + np.float32(1)
        if on_batch and len(texts):
            on_batch(len(texts))
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def token_spans(self, texts):
        self.measured += len(texts)
        return [[Span(*word.span()) for word in re.finditer(r"\S+", text)] for text in texts]

    def prompt(self, role):
        return ""

    def describe(self):
        return {"name": self.name}


def make_hash_index(folder: Path, base: Path, rules: PassageRules) -> None:
    """An empty index in ``folder`` whose files are named from ``base``."""
    folder.mkdir()
    recipe = Recipe.new(folder, base, HashEmbedder(), rules)
    create(folder / DATABASE, recipe.to_meta())


def open_hash_index(folder: str | Path, embedder: HashEmbedder | None = None) -> Index:
    """Opens such an index, to be written to once: then an index lets go of its embedder."""
    index = Index.open(folder)
    index.embedder = embedder or HashEmbedder()
    return index
