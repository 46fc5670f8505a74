"""PPTX to a document: each slide a page; its title, texts, tables and speaker notes."""

from __future__ import annotations

import io
from collections.abc import Iterable

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

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Placeholders that repeat on every slide: date (16), footer (15), header (14), slide number (13).
_FURNITURE = frozenset({13, 14, 15, 16})


def read_pptx(content: Content, item: SourceItem) -> Document:
    """Reads a presentation. Raises SourceError for zip bombs, encrypted and empty files."""
    check_office_zip(content.data)
    import pptx

    presentation = pptx.Presentation(io.BytesIO(content.data))
    builder = DocumentBuilder()
    first_title = ""
    for slide in presentation.slides:
        builder.start_page()
        title = slide.shapes.title
        if title is not None:
            text = fold(_text(title.text_frame))
            first_title = first_title or text
            builder.add(text, "heading", 1)
        skip = None if title is None else title.shape_id
        _add_shapes(builder, slide.shapes, skip)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
                builder.add(fold(_said(paragraph)))
    properties = presentation.core_properties
    named = given_title(properties.title) or first_title or default_title(item.uri)
    document = builder.build(item.uri, named, core_metadata(properties))
    if not document.text:
        raise SourceError(f"has {len(presentation.slides)} slides but no text (pictures only?)")
    return document


def _add_shapes(builder: DocumentBuilder, shapes: Iterable[Untyped], skip: int | None) -> None:
    for shape in shapes:
        if shape.shape_id == skip or _is_furniture(shape):
            continue
        if hasattr(shape, "shapes"):  # a group
            _add_shapes(builder, shape.shapes, skip)
        elif getattr(shape, "has_table", False):
            rows = _rows(shape.table)
            header = rows.pop(0) if shape.table.first_row and len(rows) > 1 else None
            add_rows(builder, rows, header)
        elif shape.has_text_frame:
            paragraphs = [fold(_said(p)) for p in shape.text_frame.paragraphs]
            filled = [text for text in paragraphs if text]
            for text in filled:
                builder.add(text, "list_item" if len(filled) > 1 else "paragraph")


def _rows(table: Untyped) -> list[Row]:
    rows: list[Row] = []
    above: list[str] = []
    for row in table.rows:
        cells = [_text(cell.text_frame) for cell in row.cells]
        spans = {}
        for column, cell in enumerate(row.cells):
            # A cell that spans rows says the same for each of them; one that spans columns, once.
            if above and cell._tc.vMerge and not cell._tc.hMerge:
                cells[column] = above[column]
            if cell._tc.gridSpan > 1:
                spans[column] = cell._tc.gridSpan
        rows.append(row_of(cells, spans))
        above = cells
    return rows


def _text(frame: Untyped) -> str:
    return "\n".join(map(_said, frame.paragraphs))


def _said(paragraph: Untyped) -> str:
    """The text of a paragraph without what is struck out; raised figures are raised characters."""
    pieces = []
    for part in paragraph._p.content_children:  # runs, line breaks, fields
        properties = part.find(f"{_A}rPr")
        looks = {} if properties is None else properties.attrib
        if looks.get("strike", "noStrike") == "noStrike":
            baseline = looks.get("baseline", "0").rstrip("%")
            above = baseline.strip("0.") and not baseline.startswith("-")
            pieces.append(raised(part.text) if above else part.text)
    return "".join(pieces)


def _is_furniture(shape: Untyped) -> bool:
    return bool(shape.is_placeholder and shape.placeholder_format.type in _FURNITURE)
