"""The trained scorer: a model reads claim and source together, and the detail guard checks it.

Which sentences it reads, shared words and similarity choose; how sure its log odds are, the
model's calibration says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import cache, partial
from typing import Any, NamedTuple

from attrib.attribution.baseline import SAME_SUBJECT, best_window, merged
from attrib.attribution.clauses import split_clauses
from attrib.attribution.details.wording import Reworded, reworded
from attrib.attribution.entailment import Calibration, EntailmentModel, Judgement
from attrib.attribution.excerpts import Excerpt, excerpts
from attrib.attribution.guard import Guarded, check
from attrib.attribution.scorer import Pair, Support, Thresholds
from attrib.attribution.table_rows import with_units
from attrib.encoding.embedder import Embedder
from attrib.text.cells import cells
from attrib.text.lead import folded
from attrib.types import Span

HOPELESS = 0.05
"""Probability of a claim below which its clauses are not looked at one by one."""

VERBATIM = 0.999
"""Probability of a claim that is a sentence of the source: of 1,579 such development rows the one that was
labelled otherwise says the same too."""

SAME_SUBJECT_SIMILARITY = 0.5
"""From here on a sentence speaks of the claim's subject, however few of its words it has."""


class Asked(NamedTuple):
    """A pair, and what a model is given of its source."""

    pair: Pair
    claim: Reworded
    passage: str
    spans: tuple[Span, ...] = ()
    """The sentences of the passage that evidence is told of."""


class TrainedScorer:
    """A SupportScorer that asks ``model``, whose calibration has the thresholds."""

    def __init__(self, embedder: Embedder, model: EntailmentModel) -> None:
        self.embedder = embedder
        self.model = model

    @property
    def thresholds(self) -> Thresholds:
        return self.model.calibration.thresholds

    def describe(self) -> dict[str, Any]:
        return {**self.model.describe(), "thresholds": asdict(self.thresholds)}

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        read = self.excerpts(pairs)
        judgements = self.judge(pairs, read)
        # Asked for few pairs, of some of these twice, and slow.
        guard = cache(lambda n: check(pairs[n], read[n].positions))
        supports = [
            self._support(pair, excerpt, judgement, partial(guard, n))
            for n, (pair, excerpt, judgement) in enumerate(
                zip(pairs, read, judgements, strict=True)
            )
        ]
        return self._with_clauses(pairs, read, supports, guard)

    def excerpts(self, pairs: Sequence[Pair]) -> list[Excerpt]:
        """Of each pair the part that the model is given."""
        return excerpts(pairs, self.embedder)

    def judge(self, pairs: Sequence[Pair], read: Sequence[Excerpt]) -> list[Judgement | None]:
        """What the model says of each; None where there is nothing to read or to check."""
        asked = [n for n, r in enumerate(read) if r.positions and pairs[n].claim.strip()]
        said = self._said(
            [Asked(pairs[n], read[n].claim, read[n].passage, read[n].spans) for n in asked]
        )
        known = dict(zip(asked, said, strict=True))
        return [known.get(n) for n in range(len(pairs))]

    def _said(self, asked: Sequence[Asked]) -> list[Judgement]:
        """What the model says of each, in order; a model that is asked nothing is not loaded."""
        if not asked:
            return []
        judgements = self.model.judge(
            [(one.claim.text, one.passage) for one in asked], [one.spans for one in asked]
        )
        return [
            judgement.of_claim(one.claim) for one, judgement in zip(asked, judgements, strict=True)
        ]

    def _support(
        self,
        pair: Pair,
        excerpt: Excerpt,
        judgement: Judgement | None,
        guard: Callable[[], Guarded],
    ) -> Support:
        if judgement is None:
            return Support(0.0, 0.0, (), (Span(0, len(pair.claim)),) if pair.claim else ())
        calibration = self.model.calibration
        evidence = _evidence(excerpt, judgement, calibration)
        uncarried = _uncarried(excerpt, judgement, calibration)
        probability = calibration.combiner_for(pair).probability(
            judgement.log_odds, excerpt.similarity, excerpt.overlap.words
        )
        contradiction = 0.0
        if excerpt.overlap.words >= SAME_SUBJECT or excerpt.similarity >= SAME_SUBJECT_SIMILARITY:
            contradiction = calibration.contradiction(judgement)
        verbatim = _verbatim(pair)
        if verbatim is not None and (
            contradiction < self.thresholds.contradicted or cells(pair.claim)
        ):  # a sentence may be denied by its neighbours, the row of a table is not
            return Support(VERBATIM, 0.0, (verbatim,))
        if probability < self.thresholds.partial and contradiction == 0.0:
            return Support(probability, 0.0, evidence, merged(pair.claim, uncarried))
        found = guard()
        if found.overrules or judgement.least_carried >= calibration.overruling_token:
            probability = min(probability, self.thresholds.partial / 2)
        elif found.overstated:
            probability = min(
                probability, (self.thresholds.partial + self.thresholds.supported) / 2
            )
        guarded = found.strength >= self.thresholds.contradicted
        return Support(
            probability=probability,
            contradiction=max(contradiction, found.strength),
            evidence=found.sentence if guarded else evidence,
            unsupported=merged(pair.claim, sorted({*uncarried, *found.spans})),
            reasons=found.reasons,
        )

    def _with_clauses(
        self,
        pairs: Sequence[Pair],
        read: Sequence[Excerpt],
        supports: list[Support],
        guard: Callable[[int], Guarded],
    ) -> list[Support]:
        """Tells of claims that are not supported which of their clauses are."""
        limits = self.thresholds
        clauses = {
            n: spans
            for n, support in enumerate(supports)
            if HOPELESS <= support.probability < limits.supported
            and support.contradiction < limits.contradicted
            and len(spans := split_clauses(pairs[n].claim)) > 1
        }
        asked = [
            (n, span)
            for n, spans in clauses.items()
            for span in spans
            if span.start >= pairs[n].lead and not guard(n).denies(span)
        ]
        of_clauses = [_of_clause(pairs[n], span, read[n].passage) for n, span in asked]
        said = self._said(of_clauses)
        for (n, span), (clause, claim, *_), judgement in zip(asked, of_clauses, said, strict=True):
            held = best_window(clause._replace(claim=claim.text)).words
            combiner = self.model.calibration.combiner_for(clause)
            chance = combiner.probability(judgement.log_odds, read[n].similarity, held)
            if chance >= limits.supported:
                supports[n] = replace(
                    supports[n],
                    carried=(*supports[n].carried, span),
                    reasons=(
                        *supports[n].reasons,
                        f"of the claim the source carries “{clause.claim}”",
                    ),
                )
        return supports


def _verbatim(pair: Pair) -> int | None:
    """The sentence that the claim is, word for word; what says little without its question is none."""
    if pair.lead or not folded(pair.claim):
        return None
    claim = {folded(pair.claim), folded(with_units(pair.claim))}
    return next((n for n, text in enumerate(pair.sentences) if folded(text) in claim), None)


def _of_clause(pair: Pair, span: Span, passage: str) -> Asked:
    """What is asked of the clause at ``span`` of the claim, beside what was read for the whole."""
    clause = pair.claim[span.start : span.end]
    return Asked(pair._replace(claim=clause), reworded(clause, passage), passage)


def _evidence(excerpt: Excerpt, judgement: Judgement, calibration: Calibration) -> tuple[int, ...]:
    if judgement.evidence is None:
        return excerpt.overlap.window or excerpt.positions
    scores = dict(zip(excerpt.positions, judgement.evidence, strict=True))
    window = set(excerpt.overlap.window)

    def least(position: int) -> float:
        if position in window:
            return calibration.evidence_token_in_window
        return calibration.evidence_token

    chosen = tuple(i for i in excerpt.positions if scores[i] >= least(i))
    return chosen or (max(excerpt.positions, key=scores.__getitem__),)


def _uncarried(excerpt: Excerpt, judgement: Judgement, calibration: Calibration) -> list[Span]:
    if judgement.uncarried is None:
        return [excerpt.claim.original(term.span) for term in excerpt.overlap.missing]
    least = calibration.unsupported_token
    return [span for span, p in judgement.uncarried if p >= least]
