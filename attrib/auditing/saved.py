"""Audits as ``attrib audit`` wrote them, read again."""

from __future__ import annotations

import codecs
import reprlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from attrib.errors import InputError, SourceError
from attrib.json_rows import parse_json
from attrib.types import AnswerAudit, AuditReport, Provenance

SCHEMAS: dict[type, str] = {
    AnswerAudit: "attrib.answer_audit/1",
    AuditReport: "attrib.audit/1",
}
_BEGINNING = f'{{"schema": "{SCHEMAS[AnswerAudit]}"'.encode()
MEND = "name a file that attrib audit --out or attrib audit --json wrote"

T = TypeVar("T", AnswerAudit, AuditReport)


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
    name, path = f"audit file '{audit}'", Path(audit)
    if path.is_dir() or not path.exists():
        fault = "is a folder" if path.is_dir() else "does not exist"
        raise InputError(f"{name} {fault}: {MEND}")
    try:
        return _parsed(name, path.read_bytes())
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None
    except SourceError as error:
        raise InputError(f"{name}: {error}: {MEND}") from None


def read_unfinished(path: str | Path) -> Iterator[AnswerAudit]:
    """The audits that ``attrib audit --out`` wrote until it was stopped, one at a time; none where there
    is no file. A last line without its end was cut off, and is none.

    Raises InputError when the file cannot be read, or is something else.
    """
    name, path = f"audit file '{path}'", Path(path)
    read = _reader(AnswerAudit)
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield read(number, parse_json(line, number))
                elif not (line.startswith(_BEGINNING) or _BEGINNING.startswith(line)):
                    raise SourceError(f"line {number} is no audit that was cut off")
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None
    except SourceError as error:
        raise InputError(f"{name}: {error}: start again without --resume, or {MEND}") from None


def _parsed(name: str, data: bytes) -> SavedAudit:
    lines = [(n, line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if lines and lines[0][1].removeprefix(codecs.BOM_UTF8).strip() == b"{":
        # In JSON Lines a line is whole: this is one object over many, as --json prints it.
        items = [(lines[0][0], parse_json(data, 1))]
    else:
        items = [(number, parse_json(line, number)) for number, line in lines]
    if len(items) == 1 and _schema(items[0][1]) == SCHEMAS[AuditReport]:
        report = _reader(AuditReport)(*items[0])
        return SavedAudit(_by_id(name, "answer", report.answers), report.provenance)
    read = _reader(AnswerAudit)
    answers = [read(number, item) for number, item in items]
    return SavedAudit(_by_id(name, "line", answers, [number for number, _ in items]), None)


def _schema(item: Any) -> Any:
    return item.get("schema") if isinstance(item, Mapping) else None


def _reader(kind: type[T]) -> Callable[[int, Any], T]:
    """Makes a ``kind`` of the item that begins in a line, or raises SourceError."""
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(kind)

    def read(line: int, item: Any) -> T:
        if not isinstance(item, Mapping):
            raise SourceError(f"line {line} holds a {type(item).__name__}, not an audit")
        if _schema(item) != SCHEMAS[kind]:
            has = f"schema {reprlib.repr(item['schema'])}" if "schema" in item else "no schema"
            raise SourceError(f"line {line} has {has}, not {SCHEMAS[kind]!r}")
        try:
            return adapter.validate_python(item)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            fault = f"line {line} is not {SCHEMAS[kind]}: {where}: {first['msg']}"
            raise SourceError(fault) from None

    return read


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
