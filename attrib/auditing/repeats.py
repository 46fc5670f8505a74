"""Answers of one audit that share an id."""

from __future__ import annotations

from dataclasses import dataclass, field

from attrib.types import AnswerAudit


@dataclass
class Repeats:
    """Counts the answers that have the id of an earlier one: a diff cannot tell them apart."""

    count: int = 0
    first: AnswerAudit | None = None
    _seen: set[int] = field(default_factory=set)  # hashes, which are smaller than ids

    def add(self, answer: AnswerAudit) -> None:
        name = hash(answer.id)
        if name in self._seen:
            self.count += 1
            self.first = self.first or answer
        self._seen.add(name)

    def __str__(self) -> str:
        """What to tell of them; empty where there are none."""
        if self.first is None:
            return ""
        return (
            f"{self.count} row(s) have the id of an earlier one, first {self.first.id!r} on line "
            f"{self.first.line}: give each its own id, or attrib diff cannot tell them apart"
        )
