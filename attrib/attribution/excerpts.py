"""The sentences of a source that a model reads with a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from attrib.attribution.baseline import WINDOW, Overlap, best_window
from attrib.attribution.details.wording import Reworded, reworded
from attrib.attribution.scorer import Pair
from attrib.attribution.table_rows import find_in_rows
from attrib.encoding.embedder import Embedder, Vectors
from attrib.types import Span

NEAREST = 2
"""Sentences read for their similarity, besides the window that holds most of the claim's words."""
MOST = WINDOW + NEAREST


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What a model is given of a pair, and what is known of it besides."""

    claim: Reworded
    """The claim as it is read: what both say in other words is said in the source's."""
    passage: str
    positions: tuple[int, ...]
    """Which sentences of the pair were read."""
    spans: tuple[Span, ...]
    """Where they stand in ``passage``."""
    overlap: Overlap
    similarity: float
    """Cosine of the claim and its nearest sentence, -1 to 1."""


def excerpts(pairs: Sequence[Pair], embedder: Embedder) -> list[Excerpt]:
    """Of each pair the sentences that share most words with the claim and those nearest to it, in
    their order, below title and headings: a whole page is read for the few that matter. Where one row
    of a table has all that the claim says of any, the other rows are not read.
    """
    claims = [reworded(p.claim, p.source(), p.lead) for p in pairs]
    read = [pair._replace(claim=claim.text) for pair, claim in zip(pairs, claims, strict=True)]
    texts = dict.fromkeys(t for pair in read for t in (pair.claim, *pair.sentences))
    vectors = embedder.encode(list(texts))
    rows = {text: row for row, text in enumerate(texts)}
    return [_excerpt(p, claim, vectors, rows) for p, claim in zip(read, claims, strict=True)]


def _excerpt(pair: Pair, claim: Reworded, vectors: Vectors, rows: dict[str, int]) -> Excerpt:
    overlap = best_window(pair)
    if not pair.sentences:
        return Excerpt(claim, "", (), (), overlap, 0.0)
    similarities = vectors[[rows[s] for s in pair.sentences]] @ vectors[rows[pair.claim]]
    nearest = np.argsort(-similarities, kind="stable")[:NEAREST].tolist()
    beside = find_in_rows(pair.claim, pair.sentences).beside
    chosen = {*overlap.window, *nearest} - beside or set(range(len(pair.sentences))) - beside
    positions = tuple(sorted(chosen)[:MOST])
    passage, spans = pair.context, []
    for position in positions:
        passage += " " if passage else ""
        spans.append(Span(len(passage), len(passage) + len(pair.sentences[position])))
        passage += pair.sentences[position]
    return Excerpt(claim, passage, positions, tuple(spans), overlap, float(similarities.max()))
