"""Tables of an HTML page made ready for trafilatura: cells that span rows or columns, and lists in cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise

from attrib.sources.html_paragraphs import speaks
from attrib.sources.tables import Row, fold, heads, joined
from attrib.sources.untyped import Untyped

_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*")
_MOST_REPEATED = 200_000
"""Characters and elements of cells that span rows, in the rows below the first: real pages have fewer,
and a page of a few megabytes could ask for any number.
"""
_LISTS = ("ul", "ol", "dl")
_IN_CELLS = "[ancestor::td or ancestor::th]"


def prepare_tables(tree: Untyped) -> None:
    """Makes each row of the tables in an lxml HTML tree say all that it shows."""
    _repeat_spanning_cells(tree)
    _set_cells_on_one_line(tree)
    for table in tree.iter("table"):
        _set_header(table)


def _set_cells_on_one_line(tree: Untyped) -> None:
    """Makes lists and boxes in cells a part of their text: trafilatura leaves out the former, and the
    latter where they hold little but links.
    """
    headed = {_owner(head, "table") for head in tree.iter("th")}
    chosen: dict[Untyped, bool] = {}
    for inner in tree.xpath(f"(//ul | //ol | //dl | //div){_IN_CELLS}"):
        # Where a table without heads lays out a page, a list of links in it is a menu.
        outer = chosen.get(_owner(inner, *_LISTS))
        if outer is None:
            outer = inner.tag != "div" and speaks(inner)
        chosen[inner] = outer or _owner(inner, "table") in headed
    for item in tree.xpath(f"(//li | //dt | //dd){_IN_CELLS}"):
        if chosen.get(_owner(item, *_LISTS)):
            _set_apart(item)
            item.tag = "span"
    for inner in (inner for inner, is_chosen in chosen.items() if is_chosen):
        inner.text = f" {inner.text or ''}"
        inner.tail = f" {inner.tail or ''}"
        inner.tag = "span"


def _set_apart(item: Untyped) -> None:
    """Parts an item of a list from what follows on the same line."""
    item.tail = f" {item.tail or ''}"
    last = item
    while len(last) and not (last[-1].tail or "").strip():
        last = last[-1]
    said = ((last[-1].tail if len(last) else last.text) or "").rstrip()
    if item.getnext() is not None and said and said[-1] not in ".,;:!?":
        said += ":" if item.tag == "dt" else ","
        if len(last):
            last[-1].tail = said
        else:
            last.text = said


def _owner(inner: Untyped, *tags: str) -> Untyped:
    return next(inner.iterancestors(*tags), None)


def _set_header(table: Untyped) -> None:
    """Leaves a table one row of heads: a row of a single cell only titles it, or a part of it, and a row
    with cells that span columns is joined with the row that names these.
    """
    rows = [row.xpath("td | th") for row in table.xpath("tr | thead/tr | tbody/tr | tfoot/tr")]
    wide = [cells for cells in rows if len(cells) > 1]
    if any(cell.tag == "th" for cells in wide for cell in cells):
        for cells in rows:
            if len(cells) == 1:
                cells[0].tag = "td"
    if not wide or not _is_head(wide[0]):
        return
    first = wide[0][0].getparent()
    header = _row(wide[0])
    for lower, following in pairwise(wide[1:]):
        if not header.spans or not heads(header, [_row(lower), _row(following)]):
            break
        header = joined(header, _row(lower))
        _write(header, first)
        row = lower[0].getparent()
        row.getparent().remove(row)


def _is_head(cells: list[Untyped]) -> bool:
    return all(cell.tag == "th" or not cell.text_content().strip() for cell in cells)


def _row(cells: list[Untyped]) -> Row:
    filled, spans = {}, {}
    column = 0
    for cell in cells:
        if text := fold(_text(cell)):
            filled[column] = text
        width = max(_number(cell, "colspan"), 1)
        if width > 1:
            spans[column] = width
        column += width
    return Row(filled, spans, marked=_is_head(cells))


def _text(cell: Untyped) -> str:
    for inner in cell.iter("br", "p"):
        inner.tail = f" {inner.tail or ''}"
    return str(cell.text_content())


def _write(header: Row, row: Untyped) -> None:
    del row[:]
    end = 0
    for column, name in header.cells.items():
        if column > end:
            row.append(row.makeelement("th", colspan=str(column - end)))
        head = row.makeelement("th")
        head.text = name
        row.append(head)
        end = column + 1


def _repeat_spanning_cells(tree: Untyped) -> None:
    """Puts a cell that spans rows into each of them, as it says the same there."""
    room = _MOST_REPEATED
    for group in tree.iter("table", "thead", "tbody", "tfoot"):  # no cell spans head and body
        below: dict[int, tuple[Untyped, int]] = {}  # by column: a cell, and the rows it still spans
        for row in group.findall("tr"):
            placed = _placed(row, below)
            below = {}
            for column, cell, rows in placed:
                if rows > 0:
                    room -= len(cell.text_content()) + sum(1 for _ in cell.iter())
                if rows > 0 and room > 0:
                    below[column] = (cell, rows)


def _placed(row: Untyped, above: dict[int, tuple[Untyped, int]]) -> list[tuple[int, Untyped, int]]:
    """The cells of ``row`` with their columns, and how many rows below it each spans; those that reach
    into it from ``above`` are put where they stand.
    """
    placed: list[tuple[int, Untyped, int]] = []
    column = 0

    def place(cell: Untyped, rows: int) -> None:
        nonlocal column
        placed.append((column, cell, rows))
        column += max(_number(cell, "colspan"), 1)

    def repeat(put: Callable[[Untyped], None]) -> None:
        cell, rows = above.pop(column)
        copy = deepcopy(cell)
        copy.tail = None
        put(copy)
        place(copy, rows - 1)

    for cell in row.xpath("td | th"):
        while column in above:
            repeat(cell.addprevious)
        rows = _number(cell, "rowspan")
        cell.attrib.pop("rowspan", None)
        place(cell, rows - 1)
    for further in sorted(above):
        if further > column:  # the row is shorter than the one above
            gap = row.makeelement("td", colspan=str(further - column))
            row.append(gap)
            place(gap, 0)
        if further == column:
            repeat(row.append)
    return placed


def _number(cell: Untyped, attribute: str) -> int:
    match = _NUMBER.fullmatch(cell.get(attribute, "1"))
    return int(match[1]) if match else 1
