"""Results that attrib wrote to a file, read again: one on each line, or one over many lines."""

from __future__ import annotations

import codecs
import reprlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from attrib.errors import InputError, SourceError
from attrib.json_rows import check_file, parse_json

T = TypeVar("T")

START_AGAIN = "start again without --resume"


def read_saved(path: Path, name: str, mend: str) -> list[tuple[int, Any]]:
    """The JSON values in a file, each with the line that it begins in.

    Raises InputError, which begins with ``name`` and ends with ``mend``, when the file is none or
    cannot be read, and SourceError for what is not JSON.
    """
    check_file(path, name, mend)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None
    lines = [(n, line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip()]
    if lines and _is_lone_brace(lines[0][1]):
        return [(lines[0][0], parse_json(data, 1))]
    return [(number, parse_json(line, number)) for number, line in lines]


def unfinished(
    path: Path, name: str, kind: type[T], schema: str, noun: str, mend: str
) -> Iterator[T]:
    """What was written into a file, one ``kind`` a line, until its writer was stopped, one at a time; nothing
    where there is no file. A last line without its end was cut off, and is none.

    ``schema`` and ``noun`` are those of `reader`. Raises InputError, which begins with ``name`` and ends with
    ``mend``, when the file cannot be read or is something else.
    """
    read = reader(kind, schema, noun)
    beginning = f'{{"schema": "{schema}"'.encode()
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield read(number, parse_json(line, number))
                elif not (line.startswith(beginning) or beginning.startswith(line)):
                    what = noun.removeprefix("an ")
                    raise SourceError(f"line {number} is no {what} that was cut off")
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}") from None
    except SourceError as error:
        raise InputError(f"{name}: {error}: {START_AGAIN}, or {mend}") from None


def first_schema(path: Path) -> Any:
    """What the first object in a file says that it is; None where there is none, or it says nothing."""
    with suppress(OSError, SourceError), path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                whole = line + file.read() if _is_lone_brace(line) else line
                return schema_of(parse_json(whole, number))
    return None


def _is_lone_brace(line: bytes) -> bool:
    """Whether an object goes on after its first line, as --json prints it: in JSON Lines a line is whole."""
    return line.removeprefix(codecs.BOM_UTF8).strip() == b"{"


def schema_of(item: Any) -> Any:
    """What an object says that it is; None where it says nothing, or is none."""
    return item.get("schema") if isinstance(item, Mapping) else None


def reader(kind: type[T], schema: str, noun: str) -> Callable[[int, Any], T]:
    """Makes a ``kind`` of the item that begins in a line, or raises SourceError.

    ``schema`` is what the item must say that it is, ``noun`` what a person calls it.
    """
    from pydantic import TypeAdapter, ValidationError

    adapter = TypeAdapter(kind)

    def read(line: int, item: Any) -> T:
        if not isinstance(item, Mapping):
            raise SourceError(f"line {line} holds a {type(item).__name__}, not {noun}")
        if schema_of(item) != schema:
            has = f"schema {reprlib.repr(item['schema'])}" if "schema" in item else "no schema"
            raise SourceError(f"line {line} has {has}, not {schema!r}")
        try:
            return adapter.validate_python(item)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            fault = f"line {line} is not {schema}: {where}: {first['msg']}"
            raise SourceError(fault) from None

    return read
