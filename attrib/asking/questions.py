"""Rows of a file of questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrib.auditing.synonyms import renamed
from attrib.errors import InputError, SourceError
from attrib.json_rows import (
    NoRowsError,
    check_readable,
    file_name,
    keys_of,
    own_id,
    read_items,
)
from attrib.sources.document import clean
from attrib.sources.formats import NAMES, SUFFIXES, Format

FILE_KIND = "questions"
_JSON = ("json", "jsonl")
"""Formats that are never plain text: in them a line that is cut off is no question."""
_ROWS = (*_JSON, "text", "markdown")
"""Those in which a line may be a question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question to ask."""

    id: str | None
    """The row's own ``id``; None where it has none."""
    line: int
    text: str
    error: str | None = None
    """Why the row cannot be asked."""


def check_questions(path: Path) -> None:
    """Looks at a file of questions before the work. Raises InputError where it is none."""
    check_readable(path, FILE_KIND)
    kind = _format(path)
    if kind not in _ROWS:
        raise InputError(
            f"{file_name(path, FILE_KIND)} is {NAMES[kind]}: write the questions one a line into a .txt "
            "file, or as JSON Lines of objects with 'question'"
        )


def _format(path: Path) -> Format:
    """What the name says; of a name that says nothing, text."""
    return SUFFIXES.get(path.suffix.lower(), "text")


def read_questions(path: str | Path) -> Iterator[Question]:
    """The questions of a file, one at a time: JSON Lines or a JSON array, in which a question is an object
    with ``question`` or a string; or plain text, one a line. ``-`` is standard input.

    A malformed row becomes a Question with an ``error``. Raises InputError when the file itself
    cannot be read, NoRowsError at its end when nothing in it was a question.
    """
    text = _format(Path(path)) not in _JSON
    found, error = False, None
    for number, item in read_items(path, FILE_KIND, text=text):
        row = _question(item, number)
        found |= row.error is None
        error = error or row.error
        yield row
    if not found:
        raise NoRowsError(
            f"{file_name(path, FILE_KIND)} holds no questions ({error or 'it is empty'}): write one a line, "
            "or JSON Lines or a JSON array of objects with 'question'"
        )


def _question(item: Any, number: int) -> Question:
    if isinstance(item, SourceError):
        return Question(None, number, "", str(item))
    if isinstance(item, str):
        item = {"question": item}
    if not isinstance(item, Mapping):
        kind = type(item).__name__
        fault = f"holds a {kind}: an object with 'question', or a string, is needed"
        return Question(None, number, "", f"line {number} {fault}")
    row = renamed(item)
    text = row.get("question")
    if isinstance(text, str) and (text := clean(text)).strip():
        return Question(own_id(row), number, text)
    if isinstance(text, str):
        fault = "'question' is empty: ask something in words"
    elif "question" in row:
        fault = f"'question' is a {type(text).__name__}: a string is needed"
    else:
        fault = f"'question' is missing: a string is needed (the row has {keys_of(item)})"
    return Question(own_id(row), number, "", f"line {number}: {fault}")
