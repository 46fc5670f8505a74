"""Audits as ``attrib audit`` wrote them, read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from attrib.errors import InputError, SourceError
from attrib.saved_results import read_saved, reader, schema_of, unfinished
from attrib.types import AnswerAudit, AuditReport, Provenance

SCHEMAS: dict[type, str] = {
    AnswerAudit: "attrib.answer_audit/1",
    AuditReport: "attrib.audit/1",
}
NOUN = "an audit"
MEND = "name a file that attrib audit --out or attrib audit --json wrote"


class SavedAudit(NamedTuple):
    """The answers of an audit by their id; its provenance where the file tells it."""

    answers: Mapping[str, AnswerAudit]
    provenance: Provenance | None


def read_audit(audit: str | Path | AuditReport) -> SavedAudit:
    """What is in a file of ``attrib audit --out`` or ``--json``, or in a report.

    Raises InputError when it cannot be read, is something else, or has an id twice.
    """
    if isinstance(audit, AuditReport):
        return SavedAudit(_by_id("the audit", "answer", audit.answers), audit.provenance)
    name = f"audit file '{audit}'"
    try:
        return _audit(name, read_saved(Path(audit), name, MEND))
    except SourceError as error:
        raise InputError(f"{name}: {error}: {MEND}") from None


def read_unfinished(path: str | Path) -> Iterator[AnswerAudit]:
    """The audits that ``attrib audit --out`` wrote until it was stopped, one at a time; none where there
    is no file. A last line without its end was cut off, and is none.

    Raises InputError when the file cannot be read, or is something else.
    """
    schema = SCHEMAS[AnswerAudit]
    return unfinished(Path(path), f"audit file '{path}'", AnswerAudit, schema, NOUN, MEND)


def _audit(name: str, items: Sequence[tuple[int, Any]]) -> SavedAudit:
    if len(items) == 1 and schema_of(items[0][1]) == SCHEMAS[AuditReport]:
        report = reader(AuditReport, SCHEMAS[AuditReport], NOUN)(*items[0])
        return SavedAudit(_by_id(name, "answer", report.answers), report.provenance)
    read = reader(AnswerAudit, SCHEMAS[AnswerAudit], NOUN)
    answers = [read(number, item) for number, item in items]
    return SavedAudit(_by_id(name, "line", answers, [number for number, _ in items]), None)


def _by_id(
    name: str, unit: str, answers: Sequence[AnswerAudit], places: Iterable[int] | None = None
) -> dict[str, AnswerAudit]:
    """The answers by id. Raises InputError when two have the same: no one could tell them apart."""
    found: dict[str, AnswerAudit] = {}
    first: dict[str, int] = {}
    for place, answer in zip(places or count(1), answers, strict=False):
        if answer.id in found:
            raise InputError(
                f"{name}: {unit}s {first[answer.id]} and {place} have the same id {answer.id!r}: "
                "give each answer its own, and audit them again"
            )
        found[answer.id], first[answer.id] = answer, place
    return found
