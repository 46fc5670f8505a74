"""Finds the passages that may answer a question: dense and BM25 candidates, fused."""

from __future__ import annotations

from attrib.config import Settings
from attrib.index import Filters, Index
from attrib.index.rows import StoredPassage
from attrib.retrieval.fusion import convex_fusion, near_duplicates
from attrib.types import Passage, RetrievedPassage


class Retriever:
    """Searches an index in two ways and fuses their scores."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self._settings = settings

    def retrieve(
        self,
        question: str,
        filters: Filters | None = None,
        most: int | None = None,
        search: str = "",
    ) -> list[RetrievedPassage]:
        """Up to ``most`` passages (None: ``settings.top_k``), best first, near-duplicates collapsed.

        They are looked for with ``search`` where that is given; their similarity is to ``question``.
        """
        index, settings = self._index, self._settings
        search = search or question
        vector, asking = index.embedder.encode([search, question], role="query")  # each text once
        with index.reading():
            bm25 = index.search_bm25(search, settings.candidates, filters)
            by_words = [i for i, _ in bm25]
            dense = index.search_dense(vector, settings.candidates, filters, wanted=by_words)
            weight = settings.dense_weight
            scores = convex_fusion([(weight, dense), (1 - weight, bm25)])
            order = sorted(scores, key=lambda i: (-scores[i], i))
            kept = self._collapse(index.passages(order), order, most or settings.top_k)
            similarities = index.similarities(asking, [item for item, _ in kept])
        dense_ranks = {i: rank for rank, (i, _) in enumerate(dense, 1)}
        bm25_ranks = {i: rank for rank, (i, _) in enumerate(bm25, 1)}
        return [
            RetrievedPassage(
                passage=item.passage,
                source=item.source,
                score=scores[item.id],
                similarity=similarity,
                dense_rank=dense_ranks.get(item.id),
                bm25_rank=bm25_ranks.get(item.id),
                also_in=tuple(also_in),
            )
            for (item, also_in), similarity in zip(kept, similarities, strict=True)
        ]

    @staticmethod
    def _collapse(
        found: dict[int, StoredPassage], order: list[int], top_k: int
    ) -> list[tuple[StoredPassage, dict[str, None]]]:
        """The first ``top_k`` distinct passages of ``order``, each with the URIs of its doubles."""
        kept: list[tuple[StoredPassage, dict[str, None]]] = []
        for i in order:
            item = found[i]
            for first, also_in in kept:
                if _same(first.passage, item.passage):
                    if item.source.uri != first.source.uri:
                        also_in[item.source.uri] = None
                    break
            else:
                if len(kept) < top_k:
                    kept.append((item, {}))
        return kept


def _same(one: Passage, other: Passage) -> bool:
    """Whether two passages say the same of the same: headings may tell alone what a text is about."""
    return one.headings == other.headings and near_duplicates(one.text, other.text)
