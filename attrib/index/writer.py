"""Changes an index: documents in, documents out, everything cut and embedded anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from attrib.encoding.embedder import Embedder
from attrib.index.publish import publish_vectors
from attrib.index.rows import CutDocument, embedding_input, input_hash
from attrib.index.store import Store
from attrib.progress import Progress
from attrib.text.passages import PassageRules, cut
from attrib.types import Document


class Writer:
    """Puts documents into a store, a batch at a time. The caller holds the writer lock.

    A batch is one transaction, so that whoever kills us loses at most the batch in flight; it is
    closed when it holds ``BATCH_PASSAGES`` passages, in the middle of a source if need be, so that no
    more passages are held than these and those of one document.
    """

    BATCH_PASSAGES = 512

    def __init__(
        self, store: Store, embedder: Embedder, rules: PassageRules, progress: Progress
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._rules = rules
        self._progress = progress
        self._pending: list[tuple[str, CutDocument]] = []
        self._complete: list[tuple[str, str, set[str]]] = []
        self._passages = 0
        self._promised = 0
        self.embedded = 0
        """Passages that went through the model."""
        self.written = 0
        """Passages written."""

    def put(self, uri: str, source_hash: str, documents: Iterable[Document]) -> None:
        """Takes the new content of a source, which may fill several batches. With the last of them the
        source gets ``source_hash`` and loses what is not among ``documents``; until then it is one to
        be read again.
        """
        kept = set()
        for document in documents:
            self._flush_full()
            cut_document = self._cut(document)
            self._pending.append((uri, cut_document))
            self._passages += len(cut_document.passages)
            kept.add(document.id)
        self._complete.append((uri, source_hash, kept))
        self._flush_full()

    def flush(self) -> None:
        """Writes what is pending."""
        if not self._pending and not self._complete:
            return
        hashes, vectors = self._embed([cut_document for _, cut_document in self._pending])
        with self._store.transaction():
            self._store.vectors.add(hashes, vectors)
            for uri, cut_document in self._pending:
                self._store.put_document(uri, cut_document)
            for uri, source_hash, documents in self._complete:
                self._store.complete_source(uri, source_hash, documents)
        self.written += self._passages
        self._pending, self._complete, self._passages = [], [], 0

    def recut(self, documents: Sequence[str], meta: dict[str, str]) -> None:
        """Cuts and embeds the stored ``documents`` (ids) anew under ``meta``, all in one step."""
        with self._store.transaction():
            self._store.drop_all_passages()
            self._store.set_meta(meta)
            batch: list[CutDocument] = []
            for position, document_id in enumerate(documents, 1):
                document = self._store.document(document_id)
                if document is not None:
                    batch.append(self._cut(document))
                full = sum(len(c.passages) for c in batch) >= self.BATCH_PASSAGES
                if full or position == len(documents):
                    self._store.vectors.add(*self._embed(batch))
                    for cut_document in batch:
                        self._store.replace_passages(cut_document)
                        self.written += len(cut_document.passages)
                    batch = []

    def finish(self) -> None:
        """Writes what is pending and the FAISS file; the write-ahead log is folded in."""
        self.flush()
        publish_vectors(self._store)
        self._store.checkpoint()

    def _flush_full(self) -> None:
        if self._passages >= self.BATCH_PASSAGES:
            self.flush()

    def _cut(self, document: Document) -> CutDocument:
        passages = cut(document, self._embedder.token_spans, self._rules)
        return CutDocument(document, tuple(passages))

    def _embed(self, cuts: Sequence[CutDocument]) -> tuple[list[bytes], np.ndarray]:
        """Hashes and vectors of those inputs that have no vector yet."""
        inputs = {}
        for c in cuts:
            for passage in c.passages:
                text = embedding_input(passage)
                inputs[input_hash(text)] = text
        known = self._store.vectors.known(inputs)
        missing = [key for key in inputs if key not in known]
        self._promised += len(missing)
        self._progress.advance("embed", 0, total=self._promised)
        vectors = self._embedder.encode(
            [inputs[key] for key in missing],
            lambda done: self._progress.advance("embed", done),
            role="document",
        )
        self.embedded += len(missing)
        return missing, vectors
