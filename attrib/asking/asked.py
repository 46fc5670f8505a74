"""What came of the rows of a file of questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attrib.types import Answer, plain


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One row of a file of questions, with its answer."""

    id: str | None
    """The row's own ``id``; None where it has none."""
    line: int
    """Where the row stood in its file, from 1."""
    answer: Answer | None
    """None where the row could not be asked, or its answer was not written."""
    error: str | None = None
    """Why there is no answer."""
    failed: bool = False
    """Whether it was asked, and a language model did not write the answer."""

    @property
    def question(self) -> str | None:
        return self.answer.question if self.answer else None

    @property
    def name(self) -> str:
        """What tells the row from others: its id, else its question, else its line."""
        return self.id or self.question or f"line {self.line}"

    @property
    def answered(self) -> bool:
        return self.answer is not None and not self.answer.abstained

    @property
    def unanswered(self) -> tuple[str, ...]:
        """What was asked and is not answered: the question, or some of its parts."""
        return self.answer.unanswered if self.answer else ()

    @property
    def in_part(self) -> bool:
        """Whether some of several questions that were asked at once are answered, and not all."""
        return self.answered and bool(self.unanswered)

    @property
    def missing(self) -> bool:
        """Whether it, or a part of it, is not answered."""
        return self.in_part or not self.answered

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.asked_question/1`` of docs/formats.md."""
        return {
            "schema": "attrib.asked_question/1",
            "id": self.id,
            "line": self.line,
            "answer": self.answer.to_dict() if self.answer else None,
            "error": self.error,
            "failed": self.failed,
        }


@dataclass(frozen=True, slots=True)
class AskReport:
    """The result of asking many questions: totals over all, and each question with its answer."""

    questions: tuple[AskedQuestion, ...]
    totals: Mapping[str, Any]
    """``questions``, how many were ``answered`` (of these only ``in_part``), ``abstained`` or ``malformed``,
    the mean ``confidence`` of what was answered, ``claims``, and the ``support_rate`` of these."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.ask/1`` of docs/formats.md."""
        return {
            "schema": "attrib.ask/1",
            "totals": plain(self.totals),
            "questions": [asked.to_dict() for asked in self.questions],
        }
