"""Tables as rows that stand on their own: each value with the header it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from attrib.sources.document import DocumentBuilder

_NUMBER = re.compile(r"[-+]?[\d.,]*\d[\d.,]*\s?%?")


def add_table(
    builder: DocumentBuilder,
    rows: Iterable[Sequence[str]],
    header: Sequence[str] | None = None,
) -> None:
    """Adds each row as ``Header: value; Header: value``; empty cells are left out.

    Without a ``header`` the first row that is not empty gives it, unless that row is all numbers
    or the only one. Lines of one cell above a wider table (its caption) become paragraphs.
    """
    add_cells(builder, map(_filled, rows), None if header is None else _filled(header))


def add_cells(
    builder: DocumentBuilder,
    rows: Iterable[Mapping[int, str]],
    header: Mapping[int, str] | None = None,
) -> None:
    """``add_table`` of rows that hold their filled cells only, by column and in its order."""
    table = [row for row in rows if row]
    if header is None:
        wide = next((i for i, row in enumerate(table) if len(row) > 1), 0)
        for row in table[:wide]:
            builder.add(" ".join(row.values()))
        table = table[wide:]
        has_header = len(table) > 1 and not all(map(_NUMBER.fullmatch, table[0].values()))
        header = table.pop(0) if has_header else {}
    elif not table:
        table, header = [header], {}
    names = {column: name.rstrip(":").rstrip() for column, name in header.items()}
    for row in table:
        builder.add(_row_text(names, row), "table_row")


def fold(cell: str) -> str:
    """``cell`` on one line."""
    return " ".join(cell.split())


def _filled(row: Sequence[str]) -> dict[int, str]:
    return {column: text for column, cell in enumerate(row) if (text := fold(cell))}


def _row_text(names: Mapping[int, str], row: Mapping[int, str]) -> str:
    cells = []
    for column, value in row.items():
        name = names.get(column, "")
        cells.append(f"{name}: {value}" if name and name != value else value)
    return "; ".join(cells)
