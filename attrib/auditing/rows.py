"""Rows of an audit file: one answer each, with what it cites."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrib.errors import InputError, SourceError
from attrib.sources.document import clean


@dataclass(frozen=True, slots=True)
class Context:
    """A text that came with an answer."""

    id: str
    text: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What an answer's marker stands for, in an index."""

    id: str
    uri: str


@dataclass(frozen=True, slots=True)
class Row:
    """One answer to audit."""

    id: str
    line: int
    answer: str
    question: str | None = None
    contexts: tuple[Context, ...] = ()
    references: tuple[Reference, ...] = ()
    """The row's ``citations``: which document each marker means."""
    error: str | None = None
    """Why the row cannot be audited; its other fields then hold what could be read."""


KEYS = ("id", "question", "answer", "contexts", "citations")


def read_rows(path: str | Path) -> Iterator[Row]:
    """The rows of a JSONL file, one at a time; blank lines are passed over.

    A malformed line becomes a Row with an ``error``. Raises InputError when the file itself
    cannot be read.
    """
    try:
        with Path(path).open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _parse(line, number)
    except OSError as error:
        raise InputError(f"answers file '{path}' cannot be read: {error.strerror}") from None


def rows_of(items: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Rows from mappings with the keys of the JSONL format; ``line`` counts from 1."""
    for number, item in enumerate(items, 1):
        yield _row(item, number)


def parse_json(data: bytes, line: int) -> Any:
    """The JSON value that begins in ``line`` of a file. Raises SourceError, which names the line."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        at = line + data.count(b"\n", 0, error.start)
        raise SourceError(f"line {at} is not UTF-8: save it as UTF-8") from None
    except json.JSONDecodeError as error:
        # What is cut off is missed behind the end: in the last line, not in one that is not there.
        at = line + min(error.lineno - 1, data.rstrip().count(b"\n"))
        raise SourceError(f"line {at} is not JSON: {error.msg}") from None
    except RecursionError:
        raise SourceError(f"line {line} is not JSON: nested too deeply") from None
    except ValueError:
        raise SourceError(f"line {line} is not JSON: a number is too long") from None


def _parse(line: bytes, number: int) -> Row:
    try:
        return _row(parse_json(line, number), number)
    except SourceError as error:
        return Row(str(number), number, "", error=str(error))


def _row(item: Any, number: int) -> Row:
    if not isinstance(item, Mapping):
        kind = type(item).__name__
        return Row(
            str(number), number, "", error=f"line {number} holds a {kind}: an object is needed"
        )
    identity = _id(item, number) if isinstance(item.get("id"), (str, int)) else str(number)
    answer = item.get("answer")
    question = item.get("question")
    text = clean(answer) if isinstance(answer, str) else ""
    asked = clean(question) if isinstance(question, str) else None
    try:
        if not isinstance(answer, str):
            found = "is missing" if "answer" not in item else f"is a {type(answer).__name__}"
            raise SourceError(f"'answer' {found}: a string is needed")
        if not text.strip():
            raise SourceError("'answer' is empty: there is nothing to audit")
        if question is not None and not isinstance(question, str):
            raise SourceError(f"'question' is a {type(question).__name__}: a string is needed")
        contexts = _told_apart(_contexts(item.get("contexts")))
        references = tuple(_references(item.get("citations")))
    except SourceError as error:
        return Row(identity, number, text, asked, error=f"line {number}: {error}")
    return Row(identity, number, text, asked, contexts, references)


def _contexts(value: Any) -> Iterator[Context]:
    if value is None:
        return
    if not isinstance(value, list):
        raise SourceError(f"'contexts' is a {type(value).__name__}: a list is needed")
    for number, item in enumerate(value, 1):
        if isinstance(item, str):
            yield Context(str(number), clean(item))
        elif isinstance(item, Mapping) and isinstance(item.get("text"), str):
            yield Context(
                id=_id(item, number),
                text=clean(item["text"]),
                title=clean(str(item.get("title") or "")),
                url=clean(str(item.get("url") or "")),
            )
        else:
            raise SourceError(f"context {number} has no text: a string or an object with 'text'")


def _references(value: Any) -> Iterator[Reference]:
    if value is None:
        return
    if isinstance(value, Mapping):
        value = [{"id": key, "uri": uri} for key, uri in value.items()]
    if not isinstance(value, list):
        raise SourceError(f"'citations' is a {type(value).__name__}: a list is needed")
    for number, item in enumerate(value, 1):
        if isinstance(item, str):
            yield Reference(str(number), clean(item))
            continue
        uri = (item.get("uri") or item.get("url")) if isinstance(item, Mapping) else None
        if not isinstance(uri, str):
            raise SourceError(
                f"citation {number} has no uri: a string, or an object with 'id' and 'uri'"
            )
        yield Reference(_id(item, number), clean(uri))


def _id(item: Mapping[str, Any], number: int) -> str:
    """The item's own id (0 is one), or its number."""
    own = item.get("id")
    return (clean(str(own)) if own is not None else "") or str(number)


def _told_apart(contexts: Iterable[Context]) -> tuple[Context, ...]:
    """``contexts``, if each has an id of its own: evidence names its document by it."""
    first: dict[str, int] = {}
    found = tuple(contexts)
    for number, item in enumerate(found, 1):
        if first.setdefault(item.id, number) != number:
            raise SourceError(
                f"contexts {first[item.id]} and {number} have the same id {item.id!r}: "
                "give each its own, or join their texts"
            )
    return found
