"""Compares two audits, answer by answer and claim by claim."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeVar

from attrib.auditing.differences import (
    AnswerDiff,
    AuditDiff,
    CitationDiff,
    ClaimDiff,
    ClaimVerdict,
    Direction,
    ProvenanceDiff,
    QuotedEvidence,
    direction,
)
from attrib.auditing.metrics import Totals
from attrib.auditing.saved import read_audit
from attrib.text.words import words
from attrib.types import (
    AnswerAudit,
    Attribution,
    AuditReport,
    Citation,
    CitationStatus,
    Provenance,
    Verdict,
    plain,
)

LIKE = 0.6
"""From this ratio of difflib on, two sentences are one that was reworded."""
SHARED = 0.25
"""Sentences with a lower share of common words are not compared letter by letter, which is slow:
hardly any of them are that similar."""
LONGEST = 500
"""Characters of a sentence that are compared: the time grows with their square."""

T = TypeVar("T")
Pairing = Callable[[Sequence[T], Sequence[T]], Iterable[tuple[int, int]]]
"""Which items of two lists belong together, each in one pair at most, by their positions."""


def compare_audits(before: str | Path | AuditReport, after: str | Path | AuditReport) -> AuditDiff:
    """What changed from one audit to another, whatever the order of their answers.

    Each is a file that ``attrib audit`` wrote, with ``--out`` or with ``--json``, or a report.
    Answers are the same that have the same id; claims, that have the same text, or else the nearest
    wording. Raises InputError when a file cannot be read or is something else.
    """
    old, new = read_audit(before), read_audit(after)
    both = [(old.answers[i], answer) for i, answer in new.answers.items() if i in old.answers]
    changed = [diff for pair in both if (diff := _answer_diff(*pair)).claims]
    removed = [answer for i, answer in old.answers.items() if i not in new.answers]
    added = [answer for i, answer in new.answers.items() if i not in old.answers]
    return AuditDiff(
        totals={
            "before": _totals(old.answers.values()),
            "after": _totals(new.answers.values()),
            "removed": len(removed),
            "added": len(added),
            "changed": len(changed),
            "unchanged": len(both) - len(changed),
            **_counts(claim for answer in changed for claim in answer.claims),
        },
        provenance=_provenance_diffs(old.provenance, new.provenance),
        removed=tuple(answer.id for answer in sorted(removed, key=_place)),
        added=tuple(answer.id for answer in sorted(added, key=_place)),
        answers=tuple(sorted(changed, key=lambda diff: (diff.claims[0].gravity, *_place(diff)))),
    )


def _place(answer: AnswerAudit | AnswerDiff) -> tuple[int, str]:
    return answer.line, answer.id


def _totals(answers: Iterable[AnswerAudit]) -> dict[str, Any]:
    totals = Totals()
    for answer in answers:
        totals.add(answer)
    return totals.to_dict()


def _counts(claims: Iterable[ClaimDiff]) -> dict[str, int]:
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


def _answer_diff(before: AnswerAudit, after: AnswerAudit) -> AnswerDiff:
    uris = {s.document_id: s.uri for s in (*before.sources, *after.sources)}
    pairs = _joined(
        before.attributions, after.attributions, _equal(lambda a: a.claim.text), _nearest
    )
    pairs.sort(key=lambda pair: next(a.claim.start for a in reversed(pair) if a))
    found = [_claim_diff(*pair, uris) for pair in pairs]
    return AnswerDiff(
        id=after.id, line=after.line, question=after.question,
        claims=tuple(sorted((claim for claim in found if claim), key=lambda claim: claim.gravity)),
    )  # fmt: skip


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
    pairs = _joined(
        before.citations,
        after.citations,
        _equal(lambda c: c.document_id),
        _equal(lambda c: c.target),
    )
    diffs = (
        CitationDiff(next(c.target for c in (new, old) if c), _status(old), _status(new))
        for old, new in pairs
    )
    return tuple(diff for diff in diffs if diff.before is not diff.after)


def _status(citation: Citation | None) -> CitationStatus | None:
    return citation.status if citation else None


def _provenance_diffs(
    before: Provenance | None, after: Provenance | None
) -> tuple[ProvenanceDiff, ...] | None:
    if before is None or after is None:
        return None
    old, new = dict(_leaves(plain(before))), dict(_leaves(plain(after)))
    return tuple(
        ProvenanceDiff(name, old.get(name), new.get(name))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    )


def _leaves(value: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from _leaves(item, f"{above}{key}.")
        else:
            yield above + key, item


# -- which belong together --------------------------------------------------------------------


def _joined(
    before: Sequence[T], after: Sequence[T], *pairings: Pairing[T]
) -> list[tuple[T | None, T | None]]:
    """All items, in pairs or beside None; each pairing sees what the ones before it left over."""
    joined: list[tuple[T | None, T | None]] = []
    for pairing in pairings:
        found = dict(pairing(before, after))
        taken = set(found.values())
        joined += [(before[i], after[j]) for i, j in found.items()]
        before = [item for i, item in enumerate(before) if i not in found]
        after = [item for j, item in enumerate(after) if j not in taken]
    return [*joined, *((item, None) for item in before), *((None, item) for item in after)]


def _equal(key: Callable[[T], str | None]) -> Pairing[T]:
    """Pairs items of the same key, in order; what has none stays alone."""

    def pairing(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[int, int]]:
        places: defaultdict[str | None, deque[int]] = defaultdict(deque)
        for i, item in enumerate(before):
            places[key(item)].append(i)
        for j, item in enumerate(after):
            if key(item) is not None and places[key(item)]:
                yield places[key(item)].popleft(), j

    return pairing


def _nearest(
    before: Sequence[Attribution], after: Sequence[Attribution]
) -> Iterator[tuple[int, int]]:
    """Pairs sentences that are alike, the most similar first."""
    old, new = ([_worded(a.claim.text) for a in side] for side in (before, after))
    likeness = {(i, j): _likeness(b, a) for i, b in enumerate(old) for j, a in enumerate(new)}
    free_old, free_new = set(range(len(old))), set(range(len(new)))
    for i, j in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if likeness[i, j] >= LIKE and i in free_old and j in free_new:
            free_old.remove(i)
            free_new.remove(j)
            yield i, j


def _worded(text: str) -> tuple[str, Counter[str]]:
    return text[:LONGEST], Counter(word.text.casefold() for word in words(text[:LONGEST]))


def _likeness(one: tuple[str, Counter[str]], other: tuple[str, Counter[str]]) -> float:
    """How alike two sentences are worded, from 0 to 1; 0 where that is surely below ``LIKE``."""
    shared, both = (one[1] & other[1]).total(), one[1].total() + other[1].total()
    if 2 * shared < SHARED * both:
        return 0.0
    # The ratio depends on which of the two comes first.
    first, second = sorted((one[0], other[0]))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    return matcher.ratio()
