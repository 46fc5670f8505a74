"""Tables as rows that stand on their own: each value with the header it belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from attrib.sources.document import DocumentBuilder

_NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*\s?%?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


class Row(NamedTuple):
    """A row of a table."""

    cells: Mapping[int, str]
    """The filled ones by column, in its order."""
    spans: Mapping[int, int] = MappingProxyType({})
    """How many columns each cell spans that spans several."""
    marked: bool = False
    """Whether the table says that it is a header."""

    def over(self, columns: Iterable[int]) -> dict[int, int]:
        """Where the cell begins that spans each of ``columns``; those that none spans are left out."""
        starts = sorted(start for start in self.spans if start in self.cells)
        found = ((column, bisect_right(starts, column) - 1) for column in columns)
        return {
            column: starts[i]
            for column, i in found
            if i >= 0 and column < starts[i] + self.spans[starts[i]]
        }


def row_of(
    cells: Sequence[str],
    spans: Mapping[int, int] = MappingProxyType({}),
    *,
    marked: bool = False,
) -> Row:
    """The row with the texts of all its cells, empty ones too."""
    filled = {column: text for column, cell in enumerate(cells) if (text := fold(cell))}
    return Row(filled, spans, marked)


def add_table(
    builder: DocumentBuilder,
    rows: Iterable[Sequence[str]],
    header: Sequence[str] | None = None,
) -> None:
    """``add_rows`` of rows in which no cell spans columns."""
    add_rows(builder, map(row_of, rows), None if header is None else row_of(header))


def add_rows(builder: DocumentBuilder, rows: Iterable[Row], header: Row | None = None) -> None:
    """Adds each row as ``Header: value; Header: value``; empty cells are left out.

    Without a ``header`` the first row that is not empty gives it, unless that row is all numbers
    or the only one. Where cells of the header span columns that the row below it names, both give it:
    ``Revenue 2023: value``. Lines of one cell above a wider table (its caption) become paragraphs.
    """
    table = [row for row in rows if row.cells]
    if header is not None and header.spans and len(header.cells) == 1:  # a caption above them all
        table.insert(0, header)
        header = None
    if header is None:
        wide = next(
            (i for i in range(len(table)) if not _is_caption(table[i], table[i + 1 : i + 3])), 0
        )
        for row in table[:wide]:
            builder.add(" ".join(row.cells.values()))
        table = table[wide:]
        has_header = len(table) > 1 and (
            heads(table[0], table[1:3]) or not all(map(_NUMBER.fullmatch, table[0].cells.values()))
        )
        header = table.pop(0) if has_header else Row({})
    elif not table:
        table, header = [header], Row({})
    while heads(header, table):
        header = joined(header, table.pop(0))
    names = {column: name.rstrip(":").rstrip() for column, name in header.cells.items()}
    for row in table:
        builder.add(_row_text(names, row.cells), "table_row")


def _is_caption(row: Row, below: Sequence[Row]) -> bool:
    """Whether a row of one cell is about the whole table, and does not only head some of its columns."""
    if len(row.cells) > 1:
        return False
    return not heads(row, below) or min(row.cells) <= min(below[0].cells)


def heads(upper: Row, below: Sequence[Row]) -> bool:
    """Whether the next row names the columns that cells of ``upper`` span, and holds no values yet."""
    if not upper.spans or len(below) < 2:
        return False
    lower, following = below[:2]
    names = {column: lower.cells[column] for column in upper.over(lower.cells)}
    alone = {column: name for column, name in upper.cells.items() if column not in upper.spans}
    if any(lower.cells.get(column, name) != name for column, name in alone.items()):
        return False  # it has something else where the header has a name: these are values
    return lower.marked or (
        not any(map(_is_value, names.values()))
        and (
            bool(alone and names)
            or len(set(names.values())) < len(names)
            or any(_is_value(following.cells.get(column, "")) for column in names)
        )
    )


def joined(upper: Row, lower: Row) -> Row:
    """One header of two rows: ``Revenue`` above ``2022`` and ``2023`` is ``Revenue 2022; Revenue 2023``."""
    columns = sorted({*upper.cells, *lower.cells})
    over, within = upper.over(columns), lower.over(columns)
    names = {}
    for column in columns:
        above = upper.cells.get(over.get(column, column), "").rstrip(": ")
        below = lower.cells.get(within.get(column, column), "")
        names[column] = above if above == below else f"{above} {below}".strip()
    return Row(names, lower.spans)


def fold(cell: str) -> str:
    """``cell`` on one line."""
    return " ".join(cell.split())


def _is_value(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and not _YEAR.fullmatch(text)


def _row_text(names: Mapping[int, str], row: Mapping[int, str]) -> str:
    cells = []
    for column, value in row.items():
        name = names.get(column, "")
        cells.append(f"{name}: {value}" if name and name != value else value)
    return "; ".join(cells)
