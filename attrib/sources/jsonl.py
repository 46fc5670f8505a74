"""JSONL (and a JSON array): one document per row ``{"id", "title", "text", "url", ...}``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from attrib.errors import SourceError
from attrib.sources.decode import decode
from attrib.sources.document import DocumentBuilder, clean
from attrib.sources.item import Content, Extracted, Skipped, SourceItem
from attrib.sources.plain import add_paragraphs
from attrib.sources.uris import default_title, is_url, storable
from attrib.types import Document

_BOMS = (b"\xff\xfe", b"\xfe\xff")
_ARRAY = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\x00\s]*\[")
_FIELDS = frozenset({"id", "title", "text"})


def read_jsonl(content: Content, item: SourceItem) -> Extracted:
    """Reads one row per line, or an array over many. A bad row becomes a warning and costs no other
    row. Raises SourceError when no row is good.
    """
    rows = _array(content.data)
    return _read_rows(_lines(content.data) if rows is None else enumerate(rows, 1), item)


def read_json(content: Content, item: SourceItem) -> Extracted:
    """Reads an array of rows, one row, or one row per line. Raises SourceError when no row is good."""
    try:
        value = json.loads(decode(content.data))
    except RecursionError:
        raise SourceError("is not JSON that attrib reads: nested too deeply") from None
    except ValueError as error:
        _, first = next(_lines(content.data), (0, None))
        if isinstance(first, dict):
            return _read_rows(_lines(content.data), item)
        raise SourceError(f"is not JSON: {error}") from None
    rows = value if isinstance(value, list) else [value]
    return _read_rows(enumerate(rows, 1), item)


def _array(data: bytes) -> list[object] | None:
    """The elements of the array that ``data`` is; None where it is anything else."""
    if not _ARRAY.match(data):
        return None
    try:
        value = json.loads(decode(data))
    except (RecursionError, ValueError, SourceError):
        return None
    return value if isinstance(value, list) else None


def _lines(data: bytes) -> Iterator[tuple[int, object]]:
    """Line number and parsed value of each row, or a SourceError in place of the value."""
    if not data.strip():
        raise SourceError("is empty")
    if data.startswith(_BOMS):
        data = decode(data).encode()
    # Decoded line by line, so that a stray byte costs one row and not the encoding of all.
    # And read line by line, so that the file is not in memory a second time, in pieces.
    for number, line in enumerate(BytesIO(data.removeprefix(b"\xef\xbb\xbf")), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line.removesuffix(b"\n").decode())
        except UnicodeDecodeError as error:
            yield number, SourceError(f"is not UTF-8 at byte {error.start}: save the file as UTF-8")
        except RecursionError:
            yield number, SourceError("is nested too deeply")
        except ValueError as error:
            yield number, SourceError(f"is not JSON: {error}")


def _read_rows(rows: Iterable[tuple[int, object]], item: SourceItem) -> Extracted:
    documents: dict[str, Document] = {}
    warnings = []
    for number, row in rows:
        try:
            if isinstance(row, SourceError):
                raise row
            document = _document(row, number, item, documents)
            documents[document.uri] = document
        except SourceError as error:
            warnings.append(Skipped(f"{item.uri}#{number}", f"row {number} {error}"))
    if not documents:
        first = f": {warnings[0].reason}" if warnings else ""
        raise SourceError(f"has no readable row{first}")
    return Extracted(tuple(documents.values()), tuple(warnings))


def _document(row: object, number: int, item: SourceItem, taken: dict[str, Document]) -> Document:
    if not isinstance(row, dict):
        raise SourceError('is not an object: rows are {"id", "title", "text", "url"}')
    text = row.get("text")
    if not isinstance(text, str):
        raise SourceError('has no "text" that is a string')
    builder = DocumentBuilder()
    add_paragraphs(builder, text.replace("\r\n", "\n").replace("\r", "\n"))
    url = row.get("url")
    name = clean(storable(_scalar(row.get("id")))).strip() or str(number)
    uri = f"{item.uri}#{name}"
    # Rows that share a page keep their own identity in the file.
    if isinstance(url, str) and is_url(url) and clean(url) == url and url not in taken:
        uri = url
    if uri in taken:
        raise SourceError(f"has the id {name!r} of an earlier row: make ids unique")
    title = _scalar(row.get("title")) or f"{default_title(item.uri)} {name}"
    metadata = {clean(key): _scalar(value) for key, value in row.items() if key not in _FIELDS}
    document = builder.build(uri, title, metadata)
    if not document.text:
        raise SourceError('has an empty "text"')
    return document


def _scalar(value: object) -> str:
    """Strings, numbers and booleans as text; anything else as the empty string."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else ""
