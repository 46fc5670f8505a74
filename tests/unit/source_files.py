"""Makes source files for the tests of ``attrib.sources``, and reads them."""

from __future__ import annotations

import io

from attrib.sources import Content, Extracted, SourceItem, read
from attrib.types import Document


def read_bytes(name: str, data: bytes, media_type: str | None = None) -> Extracted:
    return read(Content(data, media_type, name), SourceItem(name, None))


def document(name: str, data: bytes | str, media_type: str | None = None) -> Document:
    """The only document in ``data``; text is taken as UTF-8."""
    data = data.encode() if isinstance(data, str) else data
    reading = read_bytes(name, data, media_type)
    assert len(reading.documents) == 1
    assert reading.warnings == ()
    return reading.documents[0]


def blocks(doc: Document) -> list[tuple[str, str]]:
    """Kind (headings with their level) and text of every block."""
    return [
        (f"{b.kind}{b.level}" if b.kind == "heading" else b.kind, doc.text[b.start : b.end])
        for b in doc.blocks
    ]


def pdf_bytes(*pages: str, **options: str) -> bytes:
    """A PDF with one page per text. Lines that begin with # are set large."""
    from fpdf import FPDF

    pdf = FPDF()
    if "title" in options:
        pdf.set_title(options["title"])
    if "author" in options:
        pdf.set_author(options["author"])
    if "password" in options:
        pdf.set_encryption(owner_password="owner", user_password=options["password"])  # noqa: S106
    for text in pages:
        pdf.add_page()
        for paragraph in text.split("\n\n"):
            pdf.set_font("Helvetica", size=20 if paragraph.startswith("# ") else 11)
            pdf.multi_cell(0, 6, paragraph.removeprefix("# "), new_x="LMARGIN", new_y="NEXT")
            pdf.ln(5)
    return bytes(pdf.output())


def docx_bytes() -> bytes:
    import docx

    source = docx.Document()
    source.add_heading("Harbour works", 1)
    source.add_paragraph("The quay was rebuilt in 1954.")
    return saved(source)


def pptx_bytes() -> bytes:
    import pptx

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Harbour works"
    slide.placeholders[1].text = "The quay was rebuilt in 1954."
    return saved(presentation)


def xlsx_bytes(*rows: list[object], sheet: str = "Quays") -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows or (["Quay", "Length"], ["North", 120]):
        book.active.append(row)
    return saved(book)


def saved(file: object) -> bytes:
    buffer = io.BytesIO()
    file.save(buffer)
    return buffer.getvalue()
