"""What the claims of a row are held against: its own contexts, its cited documents, the index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from attrib.answers.markers import Marker
from attrib.answers.targets import Known
from attrib.attribution import Ground
from attrib.attribution.grounds import MOST, DocumentGrounds
from attrib.auditing.annotations import Annotation
from attrib.auditing.rows import Context, Row
from attrib.config import Settings
from attrib.index import Filters, Index
from attrib.retrieval import Retriever
from attrib.sources.document import content_hash, context_id
from attrib.sources.plain import paragraphs
from attrib.sources.uris import is_url, page_of
from attrib.text.sentences import trim
from attrib.types import Block, Document, Source


@dataclass(frozen=True, slots=True)
class Cited:
    """What a marker points to."""

    sources: tuple[Source, ...]
    """The documents, of which a page has several where it was ingested in pieces; empty when it points to
    something that is not here."""
    reason: str | None = None
    """Why it cannot be checked, where that is so."""


class IndexGrounds:
    """Passages of an index, found anew for each claim as ``settings`` say."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self._retriever = Retriever(index, settings.model_copy(update={"top_k": MOST}))
        self._named = _Named(index.documents())

    def find(self, name: str) -> tuple[Source, ...]:
        """The document of this URI or id, or all those of this URL."""
        return self._named.find(name) or self._named.find(name.removeprefix("./"))

    def nearest(self, claim: str, sources: Sequence[Source] = ()) -> list[Ground]:
        """The grounds for ``claim``, of these documents or of the whole index."""
        filters = Filters(uris=tuple(_literal(s.uri) for s in sources)) if sources else None
        found = self._retriever.retrieve(claim, filters)
        return [Ground(item.passage, item.source) for item in found]


class _Named:
    """Documents by what a citation may call them."""

    def __init__(self, sources: Sequence[Source], names: Iterable[str] = ()) -> None:
        """``names``: what the row calls each; several may have one."""
        self._own: dict[str, tuple[Source, ...]] = {s.document_id: (s,) for s in sources}
        self._own.update({source.uri: (source,) for source in sources})
        shared: dict[str, list[Source]] = defaultdict(list)
        for source, name in zip(sources, names, strict=False):
            shared[name].append(source)
        self._own.update({name: tuple(own) for name, own in shared.items()})
        self._pages: dict[str, list[Source]] = defaultdict(list)
        for source in sources:
            for url in {source.uri, source.metadata.get("url", "")}:
                if is_url(url):
                    self._pages[page_of(url)].append(source)

    def find(self, name: str) -> tuple[Source, ...]:
        if is_url(name) and (found := self._pages.get(page_of(name))):
            return tuple(found)
        return self._own.get(name, ())


def resolve_targets(
    row: Row, contexts: DocumentGrounds | None, index: IndexGrounds | None
) -> dict[str, Cited]:
    """What each marker target of the row's answer can mean."""
    targets: dict[str, Cited] = {}
    named = _Named(contexts.sources if contexts else (), [c.name or c.id for c in row.contexts])

    def found(uri: str) -> Cited:
        sources = named.find(uri) or (index.find(uri) if index else ())
        where = "the index" if index else "the row's contexts (and no --index was given)"
        return Cited(sources, None if sources else f"the cited {uri} is not in {where}")

    if row.references:
        for number, reference in enumerate(row.references, 1):
            cited = found(reference.uri)
            targets.setdefault(str(number), cited)
            targets[reference.id] = cited
            targets.setdefault(reference.uri, cited)
    elif contexts:
        for number, (item, source) in enumerate(
            zip(row.contexts, contexts.sources, strict=True), 1
        ):
            targets.setdefault(str(number), Cited((source,)))
            targets[item.name or item.id] = Cited(named.find(item.name or item.id))
    known = Known(targets)
    for annotation in row.annotations:
        for name in (annotation.target, _context_name(row, annotation)):
            if name not in targets and (sources := named.find(name)):
                targets[name] = Cited(sources)
        if annotation.uri and not known.find(annotation.uri):
            targets[annotation.uri] = found(annotation.uri)
    return targets


def annotation_markers(row: Row, targets: Mapping[str, Cited]) -> list[Marker]:
    """The row's annotations as markers, each with the first of its targets that is one of ``targets``."""
    known = Known(targets)
    markers = []
    for annotation in row.annotations:
        names = (annotation.target, annotation.uri, _context_name(row, annotation))
        written = [name for name in names if name]
        declared = [name for each in written if (name := known.find(each))]
        here = (name for name in declared if targets[name].sources)
        target = next(here, (declared or written)[0])
        start, end = annotation.start, annotation.end
        markers.append(Marker(row.answer[start:end], start, end, (target,), written=False))
    return markers


def _context_name(row: Row, annotation: Annotation) -> str:
    """What the row calls the context of this number; where it has none, the number."""
    if not annotation.context:
        return ""
    if not 0 < annotation.context <= len(row.contexts):
        return str(annotation.context)
    context = row.contexts[annotation.context - 1]
    return context.name or context.id


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
