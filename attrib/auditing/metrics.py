"""Citation recall and precision, totals, and the gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from typing import Any

from attrib.types import RATES, SUPPORT_RATE, AnswerAudit, CitationStatus, Verdict


@dataclass(frozen=True, slots=True)
class CitationScore:
    """ALCE's judgement of one claim's citations."""

    recalled: bool
    """Whether the cited sources together support the claim."""
    precise: tuple[bool | None, ...]
    """Of each citation: whether it is needed, or supports the claim alone; None where it could not
    be checked.
    """


def citation_recall(scores: Sequence[CitationScore]) -> float | None:
    """Share of claims that their cited sources together support; a claim without citations
    counts as not recalled. None without claims.

    Gao et al., "Enabling Large Language Models to Generate Text with Citations", EMNLP 2023.
    Questions, refusals and lead-ins are left out here, where ALCE counts every sentence.
    """
    return sum(s.recalled for s in scores) / len(scores) if scores else None


def citation_precision(scores: Sequence[CitationScore]) -> float | None:
    """Share of citations that are precise, of those that could be checked; 0 when the claims cite
    nothing, None without claims, or when none of their citations could be checked.

    Gao et al., EMNLP 2023, as ``citation_recall``.
    """
    cited = [precise for score in scores for precise in score.precise]
    judged = [precise for precise in cited if precise is not None]
    if judged:
        return sum(judged) / len(judged)
    return None if cited or not scores else 0.0


@dataclass
class Mean:
    """A mean that forgets its terms; None as long as there was none.

    Its terms are shares of ``most`` parts at most, and their sum is exact: 0.4, 1 and 1 have the mean 0.8,
    and a gate of 0.8 is reached. The six digits that a file has of a share are those of no other up to 1000.
    """

    total: Fraction = Fraction()
    count: int = 0
    most: int = 1000

    def add(self, value: float | None) -> None:
        if value is not None:
            # The share that was meant: 0.4 is two claims of five.
            self.total += Fraction(value).limit_denominator(self.most)
            self.count += 1

    @property
    def value(self) -> float | None:
        return float(self.total / self.count) if self.count else None


@dataclass
class Totals:
    """Sums over answers, as they come in."""

    answers: int = 0
    errors: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    citations: Counter[CitationStatus] = field(default_factory=Counter)
    uncited: int = 0
    recall: Mean = field(default_factory=Mean)
    precision: Mean = field(default_factory=Mean)

    def add(self, answer: AnswerAudit) -> None:
        self.answers += 1
        self.errors += answer.error is not None
        for attribution in answer.attributions:
            self.verdicts[attribution.verdict] += 1
            self.uncited += attribution.uncited
            # What asserts nothing has nothing to cite: a marker there is neither good nor bad.
            if attribution.verdict is not Verdict.NOT_A_CLAIM:
                self.citations.update(citation.status for citation in attribution.citations)
        self.recall.add(answer.citation_recall)
        self.precision.add(answer.citation_precision)

    def to_dict(self) -> dict[str, Any]:
        claims = sum(
            n for verdict, n in self.verdicts.items() if verdict is not Verdict.NOT_A_CLAIM
        )
        return {
            "answers": self.answers,
            "malformed": self.errors,
            "claims": claims,
            "verdicts": {verdict.value: self.verdicts[verdict] for verdict in Verdict},
            "citations": {status.value: self.citations[status] for status in CitationStatus},
            "uncited": self.uncited,
            "unchecked": self.verdicts[Verdict.UNCHECKED],
            "scored_answers": self.recall.count,
            "precision_answers": self.precision.count,
            "support_rate": self.verdicts[Verdict.SUPPORTED] / claims if claims else None,
            "citation_recall": self.recall.value,
            "citation_precision": self.precision.value,
        }


def gate_failures(
    totals: Mapping[str, Any],
    least: float | Mapping[str, float],
    allow_unchecked: bool,
    most_contradicted: int | None = None,
) -> list[str]:
    """Why an audit does not pass, in words; empty when it passes.

    ``least`` is what each of ``RATES`` must reach, or what those must that it names: so an answer
    without citations is no pass where recall or precision counts. What was not checked fails unless
    ``allow_unchecked``; citations only where one of these two counts.
    """
    wanted = least if isinstance(least, Mapping) else dict.fromkeys(RATES, least)
    failures = [
        failure
        for rate in RATES
        if rate in wanted and (failure := _below(rate, totals[rate], wanted[rate]))
    ]
    if most_contradicted is not None:
        failures += _contradicted(totals, most_contradicted)
    unchecked = {"claim": totals["unchecked"]}
    if wanted.keys() - {SUPPORT_RATE}:
        unchecked["citation"] = totals["citations"]["unchecked"]
    for kind, number in unchecked.items():
        if number and not allow_unchecked:
            failures.append(
                f"{number} {kind}(s) could not be checked: see their reasons, "
                "or pass --allow-unchecked"
            )
    return failures


def _below(rate: str, value: float | None, least: float) -> str | None:
    label = rate.replace("_", " ")
    if value is None:
        return f"{label} could not be measured: there was nothing to check"
    if value >= least:
        return None
    shown = (f"{value:.{digits}f}" for digits in count(3))
    return f"{label} {next(text for text in shown if float(text) < least)} is below {least:.15g}"


def _contradicted(totals: Mapping[str, Any], most: int) -> list[str]:
    if not totals["claims"]:
        return ["contradicted claims could not be counted: there was nothing to check"]
    number = totals["verdicts"][Verdict.CONTRADICTED.value]
    return [f"{number} claim(s) are contradicted, more than {most}"] if number > most else []
