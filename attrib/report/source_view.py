"""What a page shows of one source: its passages with the evidence marked, and loose quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from attrib.report.links import Links
from attrib.report.segments import segments
from attrib.types import Attribution, Evidence, Passage, RetrievedPassage, Source, Span


@dataclass(frozen=True, slots=True)
class Lit:
    """Evidence as a page needs it: whose words, for which claim (its number), for or against."""

    evidence: Evidence
    claim: int
    against: bool

    @property
    def span(self) -> Span:
        return self.evidence.span


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that the same evidence covers; plain text when ``claims`` is empty."""

    text: str
    claims: str = ""
    """Numbers of the claims, separated by spaces."""
    kind: str = ""
    """``for``, ``against`` or ``both``."""
    title: str = ""
    """The same in words."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document: one passage, or several that overlap, as one text."""

    pieces: tuple[Piece, ...]
    page: int | None
    headings: tuple[str, ...]
    similarity: float | None
    """None for words that no retrieved passage holds."""
    against: bool
    """Some of it speaks against a sentence."""
    links: tuple[str, ...]
    """Deep links to the evidence in it."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source on a page."""

    anchor: str
    number: int | None
    """The ``n`` of its marker ``[n]``; None when the answer does not cite it."""
    title: str
    uri: str
    href: str | None
    details: tuple[str, ...]
    also_in: tuple[tuple[str, str | None], ...]
    """Addresses of the same text elsewhere, each with its link target."""
    excerpts: tuple[Excerpt, ...]
    has_evidence: bool


def lit(attributions: Iterable[Attribution]) -> dict[str, list[Lit]]:
    """The evidence of all claims, by document."""
    found: dict[str, list[Lit]] = defaultdict(list)
    for claim, attribution in enumerate(attributions):
        for against, spans in ((False, attribution.evidence), (True, attribution.contradicting)):
            for evidence in spans:
                found[evidence.document_id].append(Lit(evidence, claim, against))
    return dict(found)


def source_views(
    cited: Sequence[Source],
    passages: Sequence[RetrievedPassage],
    marked: Mapping[str, list[Lit]],
    links: Links,
) -> list[SourceView]:
    """The cited sources in the order of their markers, then the others as they were retrieved."""
    known = {source.document_id: source for source in cited}
    for found in passages:
        known.setdefault(found.source.document_id, found.source)
    for document in marked:
        known.setdefault(document, Source(document, uri="", title=document))
    retrieved: dict[str, list[RetrievedPassage]] = defaultdict(list)
    for found in passages:
        retrieved[found.passage.document_id].append(found)
    return [
        _view(
            number,
            number if number <= len(cited) else None,
            source,
            retrieved.get(source.document_id, []),
            marked.get(source.document_id, []),
            links,
        )
        for number, source in enumerate(known.values(), 1)
    ]


def details_of(source: Source) -> tuple[str, ...]:
    """What a reader may want to know of a source beside title and address."""
    return tuple(
        source.metadata[key] for key in ("author", "site", "date") if source.metadata.get(key)
    )


def _view(
    position: int,
    number: int | None,
    source: Source,
    retrieved: Sequence[RetrievedPassage],
    marked: Sequence[Lit],
    links: Links,
) -> SourceView:
    stretches = _merge(retrieved)
    inside: set[int] = set()
    excerpts = []
    for passage, similarity in stretches:
        here = [index for index, item in enumerate(marked) if passage.span.holds(item.span)]
        inside.update(here)
        excerpts.append(_excerpt(passage, similarity, [marked[i] for i in here], links))
    loose: dict[Span, list[Lit]] = defaultdict(list)
    for index, item in enumerate(marked):
        if index not in inside:
            loose[item.span].append(item)
    for span in sorted(loose):
        words = loose[span][0].evidence
        passage = Passage(words.document_id, *span, words.quote, (), words.page)
        excerpts.append(_excerpt(passage, None, loose[span], links))
    also_in = sorted({uri for found in retrieved for uri in found.also_in})
    return SourceView(
        anchor=f"source-{position}",
        number=number,
        title=source.title or source.uri,
        uri=source.uri,
        href=links.to_source(source),
        details=details_of(source),
        also_in=tuple((uri, links.to_document(uri)) for uri in also_in),
        excerpts=tuple(excerpts),
        has_evidence=bool(marked),
    )


def _merge(retrieved: Sequence[RetrievedPassage]) -> list[tuple[Passage, float]]:
    """Passages in reading order; those that overlap become one, so that no text shows twice."""
    merged: list[tuple[Passage, float]] = []
    for found in sorted(retrieved, key=lambda item: (item.passage.start, item.passage.end)):
        passage = found.passage
        if not merged or passage.start >= merged[-1][0].end:
            merged.append((passage, found.similarity))
            continue
        first, similarity = merged[-1]
        text = first.text + passage.text[first.end - passage.start :]
        whole = Passage(
            first.document_id,
            first.start,
            first.start + len(text),
            text,
            (),
            first.page,
            first.headings,
        )
        merged[-1] = (whole, max(similarity, found.similarity))
    return merged


def _excerpt(
    passage: Passage, similarity: float | None, marked: Sequence[Lit], links: Links
) -> Excerpt:
    pieces = tuple(
        _piece(passage.quote(Span(start, end)), [marked[number] for number in covers])
        for start, end, covers in segments(passage.span, [item.span for item in marked])
    )
    deep = dict.fromkeys(links.to(item.evidence.link) for item in marked)
    return Excerpt(
        pieces,
        passage.page,
        passage.headings,
        similarity,
        any(item.against for item in marked),
        tuple(href for href in deep if href),
    )


def _piece(words: str, items: Sequence[Lit]) -> Piece:
    if not items:
        return Piece(words)
    claims = {
        side: sorted({item.claim for item in items if item.against == side})
        for side in (False, True)
    }
    kind = "both" if claims[False] and claims[True] else "against" if claims[True] else "for"
    title = "; ".join(
        f"{verb} sentence {', '.join(str(claim + 1) for claim in claims[side])}"
        for side, verb in ((False, "supports"), (True, "speaks against"))
        if claims[side]
    )
    return Piece(words, " ".join(map(str, sorted({i.claim for i in items}))), kind, title)
