"""What changed in the claims of an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrib.auditing.differences import (
    CitationDiff,
    ClaimDiff,
    ClaimVerdict,
    Direction,
    QuotedEvidence,
    direction,
)
from attrib.auditing.pairing import equal, joined, nearest
from attrib.types import Attribution, Citation, CitationStatus, Source, Verdict


def claim_diffs(
    before: Sequence[Attribution], after: Sequence[Attribution], sources: Iterable[Source]
) -> tuple[ClaimDiff, ...]:
    """What changed from the claims of one answer to those of another, worst first.

    Claims are the same that have the same text, or else the nearest wording. ``sources`` has the
    documents of both, by whose URIs the evidence is named.
    """
    uris = {source.document_id: source.uri for source in sources}

    def text(attribution: Attribution) -> str:
        return attribution.claim.text

    pairs = joined(before, after, equal(text), nearest(text))
    pairs.sort(key=lambda pair: next(a.claim.start for a in reversed(pair) if a))
    found = [_claim_diff(*pair, uris) for pair in pairs]
    return tuple(sorted((claim for claim in found if claim), key=lambda claim: claim.gravity))


def claim_counts(claims: Iterable[ClaimDiff]) -> dict[str, int]:
    """How many claims, or citations of claims, changed in each way."""
    found: Counter[str] = Counter()
    for claim in claims:
        found[claim.direction.value if claim.direction else ""] += 1
        found["new"] += claim.before is None
        found["gone"] += claim.after is None
        found["reworded"] += claim.reworded
        found["citations"] += len(claim.citations)
        moved = claim.evidence_gone or claim.evidence_new
        found["evidence"] += bool(moved) and claim.direction is None
        found["unchecked"] += claim.became_unchecked + sum(
            citation.after is CitationStatus.UNCHECKED for citation in claim.citations
        )
    kinds = ("new", "gone", "reworded", "citations", "evidence", "unchecked")
    return {kind: found[kind] for kind in (*(d.value for d in Direction), *kinds)}


def _claim_diff(
    before: Attribution | None, after: Attribution | None, uris: Mapping[str, str]
) -> ClaimDiff | None:
    """What changed in a claim; None where nothing did, or where no claim is or was."""
    if not any(a and a.verdict is not Verdict.NOT_A_CLAIM for a in (before, after)):
        return None
    if before is None or after is None:
        return ClaimDiff(_verdict(before), _verdict(after), None)
    old, new = _quotes(before, uris), _quotes(after, uris)
    diff = ClaimDiff(
        _verdict(before),
        _verdict(after),
        None if before.verdict is after.verdict else direction(before.verdict, after.verdict),
        _citation_diffs(before, after),
        tuple(quote for quote in old if quote not in new),
        tuple(quote for quote in new if quote not in old),
    )
    changes = (diff.direction, diff.reworded, diff.citations, diff.evidence_gone, diff.evidence_new)
    return diff if any(changes) else None


def _verdict(attribution: Attribution | None) -> ClaimVerdict | None:
    if attribution is None:
        return None
    return ClaimVerdict(
        attribution.claim.text, attribution.verdict, attribution.probability, attribution.reasons
    )


def _quotes(attribution: Attribution, uris: Mapping[str, str]) -> dict[QuotedEvidence, None]:
    """What speaks for and against a claim, in order, each once."""
    sides = ((attribution.evidence, False), (attribution.contradicting, True))
    return {
        QuotedEvidence(
            e.document_id, uris.get(e.document_id, e.document_id), e.quote, against
        ): None
        for evidence, against in sides
        for e in evidence
    }


def _citation_diffs(before: Attribution, after: Attribution) -> tuple[CitationDiff, ...]:
    if Verdict.NOT_A_CLAIM in (before.verdict, after.verdict):
        return ()  # what asserts nothing has nothing to cite
    # By document first: when sources are numbered anew, a citation has another marker.
    pairs = joined(
        before.citations,
        after.citations,
        equal(lambda c: c.document_id),
        equal(lambda c: c.target),
    )
    diffs = (
        CitationDiff(next(c.target for c in (new, old) if c), _status(old), _status(new))
        for old, new in pairs
    )
    return tuple(diff for diff in diffs if diff.before is not diff.after)


def _status(citation: Citation | None) -> CitationStatus | None:
    return citation.status if citation else None
