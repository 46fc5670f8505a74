"""What claims are held against: passages of documents, the nearest of long ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from attrib.attribution.attributor import Ground
from attrib.encoding.embedder import Embedder
from attrib.text.passages import PassageRules, context, cut
from attrib.types import Document, Source

MOST = 12
"""Passages of one document that a claim is held against: all of a short one, the nearest of a
long one."""

MOST_OF_ALL = 48
"""Passages of all documents together, the nearest: a folder of thousands is a question of minutes."""


class DocumentGrounds:
    """Documents that lie in no index, cut into passages."""

    def __init__(self, documents: Sequence[Document], embedder: Embedder) -> None:
        self._embedder = embedder
        self.sources = [Source(d.id, d.uri, d.title, d.metadata) for d in documents]
        rules = PassageRules()
        self._grounds = [
            [Ground(p, source) for p in cut(document, embedder.token_spans, rules)]
            for document, source in zip(documents, self.sources, strict=True)
        ]

    def nearest(self, claim: str, sources: Sequence[Source] = ()) -> list[Ground]:
        """The grounds for ``claim``, of these documents or of all."""
        chosen = []
        for grounds, own in zip(self._grounds, self.sources, strict=True):
            if not sources or own in sources:
                chosen.extend(self._closest(claim, grounds, MOST))
        return self._closest(claim, chosen, MOST_OF_ALL)

    def _closest(self, claim: str, grounds: list[Ground], most: int) -> list[Ground]:
        """The ``most`` of ``grounds`` that are nearest to the claim, in their order."""
        if len(grounds) <= most:
            return grounds
        texts = [context("", g.passage.headings, g.passage.text) for g in grounds]
        vectors = self._embedder.encode([claim, *texts])
        order = np.argsort(-(vectors[1:] @ vectors[0]), kind="stable")[:most]
        return [grounds[i] for i in sorted(order)]
