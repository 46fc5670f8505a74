"""What the claims of a row are held against: its own contexts, its cited documents, the index."""

from __future__ import annotations

from dataclasses import dataclass

from attrib.attribution import Ground
from attrib.attribution.grounds import MOST, DocumentGrounds
from attrib.auditing.rows import Context, Row
from attrib.config import Settings
from attrib.index import Filters, Index
from attrib.retrieval import Retriever
from attrib.sources.document import content_hash, context_id
from attrib.sources.plain import paragraphs
from attrib.text.sentences import trim
from attrib.types import Block, Document, Source


@dataclass(frozen=True, slots=True)
class Cited:
    """What a marker points to."""

    source: Source | None
    """None when it points to nothing, or to something that is not here."""
    reason: str | None = None
    """Why it cannot be checked, where that is so."""


class IndexGrounds:
    """Passages of an index, found anew for each claim as ``settings`` say."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self._retriever = Retriever(index, settings.model_copy(update={"top_k": MOST}))
        sources = index.documents()
        self._by_name = {
            name: s for s in sources for name in (s.metadata.get("url"), s.document_id)
        }
        self._by_name.update({s.uri: s for s in sources})

    def find(self, uri: str) -> Source | None:
        """The document called ``uri``: its URI, its URL, or its id."""
        return self._by_name.get(uri) or self._by_name.get(uri.removeprefix("./"))

    def nearest(self, claim: str, source: Source | None = None) -> list[Ground]:
        """The grounds for ``claim``, of one document or of the whole index."""
        filters = Filters(uris=(_literal(source.uri),)) if source else None
        found = self._retriever.retrieve(claim, filters)
        return [Ground(item.passage, item.source) for item in found]


def resolve_targets(
    row: Row, contexts: DocumentGrounds | None, index: IndexGrounds | None
) -> dict[str, Cited]:
    """What each marker target of the row's answer can mean."""
    targets: dict[str, Cited] = {}
    if row.references:
        for number, reference in enumerate(row.references, 1):
            own = contexts and _context_named(contexts, reference.uri)
            source = own or (index.find(reference.uri) if index else None)
            reason = None
            if source is None:
                where = "the index" if index else "the row's contexts (and no --index was given)"
                reason = f"the cited {reference.uri} is not in {where}"
            cited = Cited(source, reason)
            targets.setdefault(str(number), cited)
            targets[reference.id] = cited
            targets.setdefault(reference.uri, cited)
    elif contexts:
        for number, (item, source) in enumerate(
            zip(row.contexts, contexts.sources, strict=True), 1
        ):
            targets.setdefault(str(number), Cited(source))
            targets[item.id] = Cited(source)
    return targets


def _context_named(contexts: DocumentGrounds, name: str) -> Source | None:
    for source in contexts.sources:
        if name in (source.uri, source.metadata.get("url"), source.document_id):
            return source
    return None


def document_of(item: Context) -> Document:
    """A context as a document: its text as it came, so that offsets point into that."""
    spans = [trim(item.text, *span) for span in paragraphs(item.text)]
    return Document(
        id=context_id(item.id),
        uri=item.id,
        title=" ".join(item.title.split()),
        text=item.text,
        content_hash=content_hash(item.text),
        pages=(),
        blocks=tuple(Block("paragraph", *span) for span in spans if span.start < span.end),
        metadata={"url": url} if (url := item.url.strip()) else {},
    )


def _literal(uri: str) -> str:
    """A glob that matches ``uri`` alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in uri)
