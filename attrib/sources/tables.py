"""Tables as rows that stand on their own: each value with the header it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
    table = [cells for row in rows if any(cells := [fold(cell) for cell in row])]
    if header is None:
        wide = next((i for i, row in enumerate(table) if _filled(row) > 1), 0)
        for row in table[:wide]:
            builder.add(" ".join(filter(None, row)))
        table = table[wide:]
        has_header = len(table) > 1 and not all(map(_NUMBER.fullmatch, filter(None, table[0])))
        header = table.pop(0) if has_header else ()
    elif not table:
        table, header = [list(header)], ()
    names = [fold(name).rstrip(":").rstrip() for name in header]
    for row in table:
        builder.add(_row_text(names, row), "table_row")


def fold(cell: str) -> str:
    """``cell`` on one line."""
    return " ".join(cell.split())


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell)


def _row_text(names: Sequence[str], row: Sequence[str]) -> str:
    cells = []
    for column, value in enumerate(row):
        name = names[column] if column < len(names) else ""
        if value:
            cells.append(f"{name}: {value}" if name and name != value else value)
    return "; ".join(cells)
