"""Rows of an audit file: one answer each, with what it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from attrib.auditing import own_answers, records, replies
from attrib.auditing.annotations import Annotation, read_annotations
from attrib.auditing.synonyms import renamed, unwrapped, with_one_answer
from attrib.errors import SourceError
from attrib.json_rows import NoRowsError, file_name, keys_of, own_id, read_items
from attrib.sources.document import clean


@dataclass(frozen=True, slots=True)
class Context:
    """A text that came with an answer."""

    id: str
    text: str
    title: str = ""
    url: str = ""
    name: str = ""
    """What the row calls it, where that is the id of an earlier one: both are of one document."""


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
    annotations: tuple[Annotation, ...] = ()
    """Citations that came beside the answer."""
    error: str | None = None
    """Why the row cannot be audited; its other fields then hold what could be read."""


FILE_KIND = "answers"

_SINGULARS = {"context": "contexts", "citation": "citations"}


def read_rows(path: str | Path) -> Iterator[Row]:
    """The rows of a file: JSON Lines, one at a time, blank lines passed over; or one JSON array. ``-`` is
    standard input.

    A malformed line becomes a Row with an ``error``. Raises InputError when the file itself
    cannot be read, NoRowsError at its end when nothing in it was an object.
    """
    found, error = False, None
    for number, item in read_items(path, FILE_KIND):
        found |= isinstance(item, Mapping)
        row = _row(item, number)
        error = error or row.error
        yield row
    if error and not found:
        raise NoRowsError(
            f"{file_name(path, FILE_KIND)} holds no answers ({error}): write JSON Lines, an object with "
            "'answer' on each line, or one JSON array of such objects"
        )


def rows_of(items: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    """Rows from mappings with the keys of the JSONL format; ``line`` counts from 1."""
    for number, item in enumerate(items, 1):
        yield _row(item, number)


def _row(item: Any, number: int) -> Row:
    if isinstance(item, SourceError):
        return Row(str(number), number, "", error=str(item))
    if not isinstance(item, Mapping):
        kind = type(item).__name__
        return Row(
            str(number), number, "", error=f"line {number} holds a {kind}: an object is needed"
        )
    identity = _id(item, number)
    try:
        item = renamed(with_one_answer(replies.as_row(records.as_row(own_answers.as_row(item)))))
        identity = _id(item, number)
    except SourceError as error:
        return Row(identity, number, "", error=f"line {number}: {error}")
    answer = item.get("answer")
    question = item.get("question")
    text = clean(answer) if isinstance(answer, str) else ""
    asked = clean(question) if isinstance(question, str) and question.strip() else None
    try:
        if not isinstance(answer, str):
            if "answer" in item:
                reply = " or the reply of an API (see docs/formats.md)" * isinstance(
                    answer, (dict, list)
                )
                raise SourceError(
                    f"'answer' is a {type(answer).__name__}: a string{reply} is needed"
                )
            raise SourceError(
                f"'answer' is missing: a string is needed (the row has {keys_of(item)})"
            )
        for wrong, right in _SINGULARS.items():
            if item.get(wrong) is not None and right not in item:
                raise SourceError(f"'{wrong}' is not read: call it '{right}'")
        if not text.strip():
            raise SourceError("'answer' is empty: there is nothing to audit")
        if question is not None and not isinstance(question, str):
            raise SourceError(f"'question' is a {type(question).__name__}: a string is needed")
        contexts = _told_apart(_contexts(item.get("contexts")))
        references = tuple(_references(item.get("citations")))
        annotations = tuple(read_annotations(item.get("annotations"), answer))
    except SourceError as error:
        return Row(identity, number, text, asked, error=f"line {number}: {error}")
    return Row(identity, number, text, asked, contexts, references, annotations)


def _contexts(value: Any) -> Iterator[tuple[bool, Context]]:
    """The contexts, and whether the row names them."""
    if value is None:
        return
    if not isinstance(value, list):
        raise SourceError(f"'contexts' is a {type(value).__name__}: a list is needed")
    for number, item in enumerate(value, 1):
        if isinstance(item, str):
            item = {"text": item}
        known = unwrapped(item) if isinstance(item, Mapping) else {}
        if not isinstance(known.get("text"), str):
            keys = f" (it has {keys_of(item)})" if isinstance(item, Mapping) else ""
            raise SourceError(
                f"context {number} has no text: a string or an object with 'text'{keys}"
            )
        own = own_id(known)
        yield (
            own is not None,
            Context(
                id=own or str(number),
                text=clean(known["text"]),
                title=clean(str(known.get("title") or "")),
                url=clean(str(known.get("url") or "")),
            ),
        )


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
        if isinstance(item, int) and not isinstance(item, bool):  # the number of a context
            item = {"uri": str(item)}
        known = item if isinstance(item, Mapping) else {}
        uri = next((known[key] for key in ("uri", "url", "source") if known.get(key)), None)
        if not isinstance(uri, str):
            raise SourceError(
                f"citation {number} has no uri: a string, or an object with 'id' and 'uri'"
            )
        yield Reference(_id(item, number), clean(uri))


def _id(item: Mapping[str, Any], number: int) -> str:
    """The item's own id, or its number."""
    return own_id(item) or str(number)


def _told_apart(contexts: Iterable[tuple[bool, Context]]) -> tuple[Context, ...]:
    """``contexts``, each with an id of its own: evidence names its document by it. Those that the row gives
    one id are pieces of one document.
    """
    first: dict[str, tuple[int, bool]] = {}
    found = []
    for number, (named, item) in enumerate(contexts, 1):
        before, both = first.setdefault(item.id, (number, named))
        if before != number:
            if not (named and both):
                raise SourceError(
                    f"contexts {before} and {number} have the same id {item.id!r}: "
                    "give each its own, or join their texts"
                )
            item = replace(item, id=f"{item.id}#{number}", name=item.id)
            first[item.id] = number, named
        found.append(item)
    return tuple(found)
