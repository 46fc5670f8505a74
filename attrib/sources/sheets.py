"""XLSX, CSV and TSV to a document: each row with the headers its values belong to."""

from __future__ import annotations

import csv
import datetime
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from attrib.errors import SourceError
from attrib.sources.decode import decode
from attrib.sources.document import DocumentBuilder
from attrib.sources.item import Content, SourceItem
from attrib.sources.loading import MAX_FILE_BYTES
from attrib.sources.properties import core_metadata, given_title
from attrib.sources.tables import Row, add_rows, add_table, fold
from attrib.sources.untyped import Untyped
from attrib.sources.uris import charset_of, default_title
from attrib.sources.zips import check_office_zip
from attrib.types import Document

_LONG_CELL = csv.field_size_limit(MAX_FILE_BYTES)
"""Characters: the limit that Python sets, which articles and mails exceed."""
_DELIMITERS = "\t;|,"
"""Of those that cut equally many rows, the first: commas stand in prices and sentences too."""
_SAMPLE_ROWS = 50
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s+ref=[\"']([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})[\"']"
)
_LONGEST_MERGED = 100
"""Bytes of such an element."""
_CHUNK = 1 << 20
_HEADER_ROWS = 100
"""Rows in which merged cells may head a table."""
_MAX_PERCENT = 1e12
_PERCENT = re.compile(r"0(?:\.(0+))?%")


def read_xlsx(content: Content, item: SourceItem) -> Document:
    """Reads a workbook; each sheet is a heading and its rows.

    Formulas give the value the program that saved the file stored with them, if it stored one.
    Raises SourceError for zip bombs, encrypted files and workbooks without text.
    """
    check_office_zip(content.data)
    import openpyxl

    builder = DocumentBuilder()
    opened = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
    with warnings.catch_warnings():
        # It warns of styles and extensions it drops; values are all that is read here.
        warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
        workbook = openpyxl.load_workbook(
            io.BytesIO(content.data), read_only=True, data_only=True, keep_links=False
        )
        try:
            for sheet in workbook.worksheets:
                rows = list(_rows(sheet))
                if rows:
                    builder.add(sheet.title, "heading", 1)
                    add_rows(builder, rows)
            properties = workbook.properties
        finally:
            workbook.close()
    if properties.created and properties.created >= opened:
        properties.created = None  # openpyxl's own, of a file that states none
    title = given_title(properties.title) or default_title(item.uri)
    document = builder.build(item.uri, title, core_metadata(properties))
    if not document.text:
        raise SourceError("holds no values")
    return document


def read_csv(content: Content, item: SourceItem) -> Document:
    """Reads CSV or TSV in any of the usual delimiters. Raises SourceError when it is empty."""
    text = decode(content.data, charset_of(content.media_type))
    hint = re.match(r"sep=(.)\n", text, re.I)  # written by spreadsheet programs
    if hint:
        text = text[hint.end() :]
    delimiter = hint[1] if hint else _delimiter(text)
    builder = DocumentBuilder()
    # A quote that is never closed makes one cell of the rest: where cells are long, none may be.
    long = len(text) > _LONG_CELL and any(
        len(cell) > _LONG_CELL for row in _reader(text, delimiter) for cell in row
    )
    add_table(builder, _reader(text, delimiter, strict=long))
    document = builder.build(item.uri, default_title(item.uri))
    if not document.text:
        raise SourceError("holds no values")
    return document


def _reader(text: str, delimiter: str, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _delimiter(text: str) -> str:
    """The delimiter that cuts the most rows into the same number (over one) of fields, or else the most."""

    def agreement(delimiter: str) -> tuple[int, int]:
        widths: Counter[int] = Counter()
        try:
            for row, _ in zip(_reader(text, delimiter), range(_SAMPLE_ROWS), strict=False):
                if len(row) > 1:
                    widths[len(row)] += 1
        except csv.Error:
            return (0, 0)
        return max(widths.values(), default=0), widths.total()

    return max(_DELIMITERS, key=agreement)


def _rows(sheet: Untyped) -> Iterator[Row]:
    """The rows with values, each its cells by column: one cell at the far right of a row makes it
    16,384 cells wide.
    """
    from openpyxl.cell.read_only import EMPTY_CELL

    spans = _spans(sheet)
    sheet.reset_dimensions()  # files state wrong ones, which would hide rows
    for row in sheet.iter_rows():
        cells = [cell for cell in row if cell is not EMPTY_CELL]
        if filled := {cell.column: text for cell in cells if (text := fold(_shown(cell)))}:
            yield Row(filled, spans.get(cells[0].row, {}))


def _spans(sheet: Untyped) -> dict[int, dict[int, int]]:
    """By row: how many columns its merged cells span. What reads row by row does not tell it."""
    from openpyxl.utils.cell import coordinate_to_tuple

    spans: dict[int, dict[int, int]] = {}
    rest = b""
    with sheet._get_source() as source:
        while chunk := source.read(_CHUNK):
            rest += chunk
            for match in _MERGED.finditer(rest):
                row, first = coordinate_to_tuple(match[1].decode("ascii"))
                _, last = coordinate_to_tuple(match[2].decode("ascii"))
                if first < last and row <= _HEADER_ROWS:
                    spans.setdefault(row, {})[first] = last - first + 1
            rest = rest[-_LONGEST_MERGED:]
    return spans


def _shown(cell: Untyped) -> str:
    """A cell's value as a person sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        percent = _PERCENT.search(getattr(cell, "number_format", None) or "")
        if percent and abs(value) < _MAX_PERCENT:
            places = Decimal(1).scaleb(-len(percent[1] or ""))
            return f"{Decimal(str(value)).scaleb(2).quantize(places, ROUND_HALF_UP)}%"
        # 15 digits are what spreadsheets keep: 0.1 + 0.2 shows as 0.3.
        return str(value) if isinstance(value, int) else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value)
