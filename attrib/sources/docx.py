"""DOCX to a document: headings, paragraphs, list items and tables in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from attrib.errors import SourceError
from attrib.sources.document import DocumentBuilder
from attrib.sources.inline import raised
from attrib.sources.item import Content, SourceItem
from attrib.sources.properties import core_metadata, given_title
from attrib.sources.tables import Row, add_rows, fold, row_of
from attrib.sources.untyped import Untyped
from attrib.sources.uris import default_title
from attrib.sources.zips import check_office_zip
from attrib.types import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted text, moved-away text, and the second copy of every text box.
_LEFT_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr", _FALLBACK})
_CHARACTERS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_OFF = ("0", "false", "off")
_PLAIN = re.compile(r"\w*(?:[.,]\w+)*")
_HEADING = re.compile(r"heading (\d)", re.I)
_NOTES = ("footnotes", "endnotes")


def read_docx(content: Content, item: SourceItem) -> Document:
    """Reads a Word file, its text boxes, footnotes and endnotes; headers and footers are left out.

    Raises SourceError for zip bombs, encrypted files and files without text.
    """
    check_office_zip(content.data)
    import docx

    source = docx.Document(io.BytesIO(content.data))
    reader = _Reader(source)
    reader.add_children(source.element.body)
    for note in _notes(source.part):
        reader.add_children(note)
    metadata = core_metadata(source.core_properties)
    title = given_title(source.core_properties.title) or reader.title
    document = reader.builder.build(item.uri, title or default_title(item.uri), metadata)
    if not document.text:
        raise SourceError("holds no text")
    return document


class _Reader:
    """Walks the XML itself, since python-docx leaves out content controls and inserted text."""

    def __init__(self, source: Untyped) -> None:
        self.builder = DocumentBuilder()
        self.title = ""
        self._levels: dict[str, int] = {}
        self._lists: set[str] = set()
        for style in source.styles:
            match = _HEADING.fullmatch(style.name or "")
            if match:
                self._levels[style.style_id] = int(match[1])
            elif (style.name or "") == "Title":
                self._levels[style.style_id] = 1
            elif (style.name or "").startswith("List"):
                self._lists.add(style.style_id)
            if style.element.find(f"{_W}pPr/{_W}numPr") is not None:
                self._lists.add(style.style_id)
            outline = style.element.find(f"{_W}pPr/{_W}outlineLvl")
            if outline is not None and style.style_id not in self._levels:
                self._set_outline(style.style_id, outline)

    def _set_outline(self, style_id: str, outline: Untyped) -> None:
        level = int(outline.get(f"{_W}val", "9"))
        if level < 9:  # 9 means body text
            self._levels[style_id] = level + 1

    def add_children(self, parent: Untyped) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                self._add_paragraph(child)
            elif child.tag == f"{_W}tbl":
                add_rows(self.builder, *_table(child))
                self._add_text_boxes(child)
            elif child.tag not in _LEFT_OUT:  # content controls, insertions, custom XML
                self.add_children(child)

    def _add_paragraph(self, paragraph: Untyped) -> None:
        text = _text(paragraph)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        style_id = "" if style is None else style.get(f"{_W}val", "")
        level = self._levels.get(style_id, 0)
        numbering = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        if level:
            self.title = self.title or fold(text)
            self.builder.add(fold(text), "heading", level)
        elif numbering is not None or style_id in self._lists:
            self.builder.add(text, "list_item")
        else:
            self.builder.add(text)
        self._add_text_boxes(paragraph)

    def _add_text_boxes(self, parent: Untyped) -> None:
        for box in _text_boxes(parent):
            self.add_children(box)


def _text(element: Untyped) -> str:
    """The visible text of a run, paragraph or cell; paragraphs inside end with a line break."""
    pieces = []
    for child in element:
        if child.tag in (f"{_W}t", f"{_M}t"):
            pieces.append(child.text or "")
        elif child.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[child.tag])
        elif child.tag == f"{_W}r":
            pieces.append(_run(child))
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            pieces.append(_equation(child, _text(child)))
            if child.tag == f"{_W}p":
                pieces.append("\n")
    return "".join(pieces)


def _run(run: Untyped) -> str:
    """The text of a run: nothing where it is struck out, its figures raised where it is."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return _text(run)
    for strike in (properties.find(f"{_W}strike"), properties.find(f"{_W}dstrike")):
        if strike is not None and strike.get(f"{_W}val") not in _OFF:
            return ""
    position = properties.find(f"{_W}vertAlign")
    above = position is not None and position.get(f"{_W}val") == "superscript"
    return raised(_text(run)) if above else _text(run)


def _equation(part: Untyped, text: str) -> str:
    """``text``, of a part of an equation or of anything else, with the signs that are only drawn."""
    name = part.tag.removeprefix(_M)
    grouped = text if _PLAIN.fullmatch(text) else f"({text})"
    if name == "sup":
        power = raised(text)
        return power if power != text or not text else f"^{grouped}"
    if name == "d":
        ends = (part.find(f"{_M}dPr/{_M}{end}") for end in ("begChr", "endChr"))
        left, right = (
            usual if end is None else end.get(f"{_M}val", "")
            for usual, end in zip("()", ends, strict=True)
        )
        return f"{left}{text}{right}"
    if name == "e" and part.getparent().tag == f"{_M}mr":  # a cell of a matrix
        return f"{text} "
    drawn = {"num": f"{grouped}/", "den": grouped, "sub": f"_{grouped}", "deg": f"{raised(text)}√"}
    return drawn.get(name, text)


def _text_boxes(parent: Untyped) -> Iterator[Untyped]:
    """The outermost text boxes of a paragraph or table, without their fall-back copies."""
    for child in parent:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif isinstance(child.tag, str) and child.tag != _FALLBACK:
            yield from _text_boxes(child)


def _table(table: Untyped) -> tuple[list[Row], Row | None]:
    """Rows, and the header where the table marks its first row as one."""
    rows: list[Row] = []
    above: dict[int, str] = {}
    for row in table.iter(f"{_W}tr"):
        if _owner(row) is not table:  # a row of a nested table is text of its cell
            continue
        skipped = row.find(f"{_W}trPr/{_W}gridBefore")
        cells = [""] * (_width(skipped) if skipped is not None else 0)
        spans = {}
        for cell in row.iter(f"{_W}tc"):
            if _owner(cell) is not table:
                continue
            column = len(cells)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            # A cell that spans rows says the same for each of them.
            text = above.get(column, "") if continued else _text(cell)
            above[column] = text
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = 1 if span is None else _width(span)
            if width > 1:
                spans[column] = width
            cells += [text] + [""] * (width - 1)
        marked = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        rows.append(row_of(cells, spans, marked=marked))
    if len(rows) > 1 and rows[0].marked:
        return rows[1:], rows[0]
    return rows, None


def _width(columns: Untyped) -> int:
    return min(int(columns.get(f"{_W}val", "1")), 64)


def _owner(element: Untyped) -> Untyped:
    return next(element.iterancestors(f"{_W}tbl"), None)


def _notes(part: Untyped) -> Iterator[Untyped]:
    """Footnotes and endnotes, each a parent of paragraphs."""
    from docx.oxml.parser import parse_xml

    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(_NOTES):
            for note in parse_xml(relation.target_part.blob):
                # Word keeps the drawn separator lines among the notes.
                if note.get(f"{_W}type") in (None, "normal"):
                    yield note
