"""Rows that users bring: the values of JSON Lines or of one JSON array, from a file or standard input."""

from __future__ import annotations

import json
import re
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any, BinaryIO

from attrib.errors import InputError, SourceError
from attrib.sources.document import clean

STDIN = "-"
_JSON = re.compile(rb'\{|\[\s*(?:[\[{"\]]|$)')
"""What a file of JSON begins with: "[Part 2] Why?" is text."""


class NoRowsError(InputError):
    """A file of which nothing is a row."""


def read_items(path: str | Path, kind: str, *, text: bool = False) -> Iterator[tuple[int, Any]]:
    """Each value of a file with its number: of JSON Lines that of the line, blank ones passed over, of an
    array the place, from 1. ``-`` is standard input.

    What cannot be read is a SourceError in its place. With ``text``, a file that does not begin as JSON
    does holds a string in each line. Raises InputError when the file itself cannot be read; ``kind``
    says there what it holds.
    """
    standard = str(path) == STDIN
    try:
        with nullcontext(sys.stdin.buffer) if standard else Path(path).open("rb") as file:
            yield from _items(file, text)
    except OSError as problem:
        raise InputError(f"{file_name(path, kind)} cannot be read: {problem.strerror}") from None


def file_name(path: str | Path, kind: str) -> str:
    """What messages call a file of ``kind``: ``answers file 'a.jsonl'``."""
    return "standard input" if str(path) == STDIN else f"{kind} file '{path}'"


def check_readable(path: Path, kind: str) -> None:
    """Looks at a file of rows before the work. Raises InputError where it is none."""
    if str(path) != STDIN:
        check_file(path, file_name(path, kind), f"name a JSONL file of {kind}")


def check_file(path: Path, name: str, mend: str) -> None:
    """Raises InputError, which begins with ``name`` and ends with ``mend``, where ``path`` is no file."""
    if path.is_dir() or not path.exists():
        fault = "is a folder" if path.is_dir() else "does not exist"
        raise InputError(f"{name} {fault}: {mend}")


def parse_json(data: bytes, line: int) -> Any:
    """The JSON value that begins in ``line`` of a file. Raises SourceError, which names the line."""
    try:
        return json.loads(_decoded(data, line))
    except json.JSONDecodeError as error:
        # What is cut off is missed behind the end: in the last line, not in one that is not there.
        at = line + min(error.lineno - 1, data.rstrip().count(b"\n"))
        raise SourceError(f"line {at} is not JSON: {error.msg}") from None
    except RecursionError:
        raise SourceError(f"line {line} is not JSON: nested too deeply") from None
    except ValueError:
        raise SourceError(f"line {line} is not JSON: a number is too long") from None


def own_id(item: Mapping[str, Any]) -> str | None:
    """The ``id`` of a row (0 is one); None where it has none."""
    own = item.get("id")
    named = isinstance(own, (str, int)) and not isinstance(own, bool)
    return (clean(str(own)) if named else "") or None


def keys_of(item: Mapping[str, Any]) -> str:
    """The keys of a row, as messages list them."""
    return ", ".join(f"'{key}'" for key in item) or "nothing"


def _items(lines: BinaryIO, text: bool) -> Iterator[tuple[int, Any]]:
    begun = False
    for number, line in enumerate(lines, 1):
        bare = line.removeprefix(BOM_UTF8).strip()
        if bare and not begun:
            text = text and not _JSON.match(bare)
        if number == 1 and not text and (bare.startswith(b"[") or _goes_on(bare)):
            yield from _whole(line + lines.read())
            return
        if bare:
            begun = True
            yield number, _value(line, number, text)


def _goes_on(line: bytes) -> bool:
    """Whether an object begins in ``line`` and does not end there, or holds all rows as its ``data``."""
    if not line.startswith(b"{"):
        return False
    try:
        return _has_rows(parse_json(line, 1))
    except SourceError:
        return True


def _has_rows(value: Any) -> bool:
    """As ALCE's files do: ``{"args": ..., "data": [...]}``."""
    rows = value.get("data") if isinstance(value, Mapping) else None
    return isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows)


def _whole(data: bytes) -> Iterator[tuple[int, Any]]:
    """The rows of a file that is one JSON value: an array, an object with ``data``, or a single row."""
    with suppress(SourceError):
        value = parse_json(data, 1)
        rows = value["data"] if _has_rows(value) else value
        yield from enumerate(rows if isinstance(rows, list) else [rows], 1)
        return
    # Lines after all, the first of which is a list or cut off.
    pieces = enumerate(data.split(b"\n"), 1)
    yield from ((n, _value(piece, n, text=False)) for n, piece in pieces if piece.strip())


def _value(line: bytes, number: int, text: bool) -> Any:
    try:
        return _decoded(line, number).strip() if text else parse_json(line, number)
    except SourceError as error:
        return error


def _decoded(data: bytes, line: int) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = line + data.count(b"\n", 0, error.start)
        raise SourceError(f"line {at} is not UTF-8: save it as UTF-8") from None
