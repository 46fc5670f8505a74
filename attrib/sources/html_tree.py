"""An HTML tree made ready for trafilatura, which leaves out what stands in elements it does not expect."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from attrib.sources.html_paragraphs import set_paragraphs
from attrib.sources.inline import settle
from attrib.sources.untyped import Untyped

# Times in running text are words of it, and not the date of the page, as one marked so may be.
_TIMES = (
    "//time[ancestor::p or ancestor::li or ancestor::td or ancestor::th or ancestor::dd"
    " or ancestor::blockquote]"
    "[not(@pubdate or @itemprop or contains(@class, 'entry-') or contains(@class, 'publish'))]"
)
# Where one of these is, trafilatura knows the main content, or a part of the page that is likely it.
_FRAMES = (
    "//main | //article | //*[self::div or self::section]"
    "[starts-with(@class, 'main') or starts-with(@id, 'main') or starts-with(@role, 'main')]"
)
_NUMBER = re.compile(r"\s*([0-9]{1,4})\s*")
_MOST_REPEATED = 200_000
"""Characters and elements of cells that span rows, in the rows below the first: real pages have fewer,
and a page of a few megabytes could ask for any number.
"""


def prepare(tree: Untyped) -> None:
    """Makes an lxml HTML tree say in plain elements what it shows, so that trafilatura finds it."""
    from lxml import etree

    etree.strip_tags(tree, etree.Comment, etree.ProcessingInstruction)
    settle(tree)
    for element in tree.iter("q", "label", "output", "legend"):
        element.tag = "span"
    for element in tree.xpath(_TIMES):
        element.tag = "span"
    for element in tree.iter("figure", "address", "center", "figcaption"):
        element.tag = "div"
    _repeat_spanning_cells(tree)
    _frame(tree)
    set_paragraphs(tree)


def _frame(tree: Untyped) -> None:
    """Calls the whole body the main content where nothing in it is called so: trafilatura takes only
    paragraphs and tables from a page that has none.
    """
    body = tree.find(".//body")
    if body is None or tree.xpath(_FRAMES):
        return
    main = body.makeelement("main")
    main.text, body.text = body.text, None
    main.extend(list(body))
    body.append(main)


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
