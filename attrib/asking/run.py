"""Asks many questions, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from attrib.asking.asked import AskedQuestion
from attrib.asking.questions import Question
from attrib.auditing.metrics import Mean
from attrib.engine import Engine
from attrib.errors import GenerationError
from attrib.index import Filters
from attrib.types import Verdict

FAILING = 3
"""Questions without an answer, one after the other, that say that the language model is gone."""


def ask_all(
    engine: Engine,
    questions: Iterable[Question],
    filters: Filters | None = None,
    why: bool = False,
) -> Iterator[AskedQuestion]:
    """Each question with the answer that ``engine.ask`` gives to it alone, as it comes.

    A row with an ``error`` keeps its place and its error, and so does one whose answer a language model
    did not write; of FAILING such in a row the last raises. Raises what else ``Engine.ask`` raises.
    """
    failed = 0
    for row in questions:
        if row.error:
            yield AskedQuestion(row.id, row.line, None, row.error)
            continue
        try:
            answer = engine.ask(row.text, filters, why=why)
        except GenerationError as failure:
            failed += 1
            if failed == FAILING:
                raise
            error = f"line {row.line}: {failure}"
            yield AskedQuestion(row.id, row.line, None, error, failed=True)
        else:
            failed = 0
            yield AskedQuestion(row.id, row.line, answer)


@dataclass
class AskTotals:
    """Sums over the questions that were asked, as they come in."""

    questions: int = 0
    answered: int = 0
    in_part: int = 0
    malformed: int = 0
    claims: int = 0
    supported: int = 0
    confidence: Mean = field(default_factory=Mean)

    def add(self, asked: AskedQuestion) -> None:
        self.questions += 1
        self.answered += asked.answered
        self.in_part += asked.in_part
        self.malformed += asked.answer is None
        if asked.answer and asked.answered:
            self.confidence.add(asked.answer.confidence)
            verdicts = [attribution.verdict for attribution in asked.answer.attributions]
            self.claims += len(verdicts) - verdicts.count(Verdict.NOT_A_CLAIM)
            self.supported += verdicts.count(Verdict.SUPPORTED)

    @property
    def missing(self) -> int:
        """Questions that are not answered, or only in part."""
        return self.questions - self.answered + self.in_part

    def to_dict(self) -> dict[str, Any]:
        return {
            "questions": self.questions,
            "answered": self.answered,
            "in_part": self.in_part,
            "abstained": self.questions - self.answered - self.malformed,
            "malformed": self.malformed,
            "confidence": self.confidence.value,
            "claims": self.claims,
            "support_rate": self.supported / self.claims if self.claims else None,
        }
