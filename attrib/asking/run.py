"""Asks many questions, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from attrib.asking.asked import AskedQuestion
from attrib.asking.questions import Question
from attrib.auditing.metrics import Mean
from attrib.engine import Engine
from attrib.errors import GenerationError, InputError, UnansweredError
from attrib.index import Filters
from attrib.provenance import as_made
from attrib.saved_results import START_AGAIN
from attrib.types import Verdict, plain

FAILING = 3
"""Questions without an answer, one after the other, that say that the language model is gone."""


class AskRun:
    """Many questions being asked: iterate over it to get each with its answer, as it comes."""

    def __init__(
        self,
        engine: Engine,
        questions: Iterable[Question],
        filters: Filters | None = None,
        why: bool = False,
        done: Iterable[AskedQuestion] = (),
    ) -> None:
        """``done`` holds what came of the first rows in another run, before it was stopped: it is taken over,
        up to the first question that a language model did not answer, or that was asked without ``why`` and
        is to be now. Iterating raises InputError where one is of another row, or was answered with other
        models, settings or another index.
        """
        self._engine = engine
        self._questions = questions
        self._filters = filters
        self._why = why
        self._done = done
        self.taken = 0
        """How many of ``done`` came so far."""

    def __iter__(self) -> Iterator[AskedQuestion]:
        rows = iter(self._questions)
        yield from self._taken_over(rows)
        yield from self._asked(rows)

    def _taken_over(self, rows: Iterator[Question]) -> Iterator[AskedQuestion]:
        made = plain(self._engine.provenance(self._filters)) if self._done else None
        for asked in self._done:
            if asked.failed:
                return
            row = next(rows, None)
            if row is None:
                raise InputError(f"there is no row for the answer {asked.name!r}: {START_AGAIN}")
            answer = asked.answer
            if (asked.id, asked.line, asked.error, asked.question) != (
                row.id, row.line, row.error, None if row.error else row.text.strip(),
            ):  # fmt: skip
                raise InputError(
                    f"the answer {asked.name!r} is not of the row in line {row.line} as it is now: "
                    f"{START_AGAIN}"
                )
            saved = plain(as_made(answer.provenance)) if answer else None
            tells_why = saved is None or saved["settings"].pop("why", False)
            if saved is not None and saved != made:
                raise InputError(
                    f"the answer {asked.name!r} was made with other models, settings or another index: "
                    f"{START_AGAIN}"
                )
            if self._why and not tells_why:
                yield from self._asked([row])
                return
            self.taken += 1
            yield asked

    def _asked(self, rows: Iterable[Question]) -> Iterator[AskedQuestion]:
        failed = 0
        for row in rows:
            if row.error:
                yield AskedQuestion(row.id, row.line, None, row.error)
                continue
            try:
                answer = self._engine.ask(row.text, self._filters, why=self._why)
            except GenerationError as failure:
                failed = 0 if isinstance(failure, UnansweredError) else failed + 1
                if failed == FAILING:
                    raise
                error = f"line {row.line}: {failure}"
                yield AskedQuestion(row.id, row.line, None, error, failed=True)
            else:
                failed = 0
                yield AskedQuestion(row.id, row.line, answer)


def ask_all(
    engine: Engine,
    questions: Iterable[Question],
    filters: Filters | None = None,
    why: bool = False,
) -> Iterator[AskedQuestion]:
    """Each question with the answer that ``engine.ask`` gives to it alone, as it comes.

    A row with an ``error`` keeps its place and its error, and so does one whose answer a language model
    did not write; of FAILING in a row that were no UnansweredError the last raises. Raises what else
    ``Engine.ask`` raises.
    """
    return iter(AskRun(engine, questions, filters, why))


@dataclass
class AskTotals:
    """Sums over the questions that were asked, as they come in."""

    questions: int = 0
    answered: int = 0
    in_part: int = 0
    malformed: int = 0
    claims: int = 0
    supported: int = 0
    confidence: Mean = field(default_factory=lambda: Mean(most=1_000_000))

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
