from __future__ import annotations

import datetime
import io
import re
import zipfile

import pytest
from source_files import blocks, document, docx_bytes, pptx_bytes, saved, xlsx_bytes

from attrib.errors import SourceError
from attrib.sources import zips


def repacked(data: bytes, part: str, change) -> bytes:
    """The zip ``data`` with the bytes of one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                content = change(content)
            new.writestr(entry.filename, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def without(data: bytes, part: str) -> bytes:
    """The zip ``data`` without one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            if entry.filename != part:
                new.writestr(entry.filename, old.read(entry))
    return buffer.getvalue()


def test_docx_structure_in_document_order():
    import docx

    source = docx.Document()
    source.add_heading("The river works", 0)
    source.add_heading("History", 1)
    paragraph = source.add_paragraph("The dam was ")
    paragraph.add_run("built").bold = True
    paragraph.add_run(" in 1931.")
    source.add_heading("Details", 2)
    source.add_paragraph("A first point", style="List Bullet")
    source.add_paragraph("A second point", style="List Number")
    table = source.add_table(3, 3)
    for row, cells in zip(
        table.rows, [("Name", "Height", ""), ("Alpha", "12 m", "x"), ("Beta", "", "y")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    source.add_paragraph("The end.")
    doc = document("works.docx", saved(source))
    assert blocks(doc) == [
        ("heading1", "The river works"),
        ("heading1", "History"),
        ("paragraph", "The dam was built in 1931."),
        ("heading2", "Details"),
        ("list_item", "A first point"),
        ("list_item", "A second point"),
        ("table_row", "Name: Alpha; Height: 12 m; x"),
        ("table_row", "Name: Beta; y"),
        ("paragraph", "The end."),
    ]
    assert doc.title == "The river works"
    assert doc.metadata == {}


def test_docx_properties():
    import docx

    source = docx.Document()
    source.add_paragraph("Words.")
    source.core_properties.title = "Report"
    source.core_properties.author = "Ann Lee"
    source.core_properties.created = datetime.datetime(2023, 5, 4, 10, 0)
    source.core_properties.language = "en"
    doc = document("works.docx", saved(source))
    assert doc.title == "Report"
    assert doc.metadata == {"author": "Ann Lee", "date": "2023-05-04", "language": "en"}


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Word Document", "Harbour works"),
        ("Document1", "Harbour works"),
        ("Dokument 12", "Harbour works"),
        ("PowerPoint-Präsentation", "Harbour works"),
        ("Présentation PowerPoint", "Harbour works"),
        ("Untitled", "Harbour works"),
        ("Microsoft Word - Document1", "Harbour works"),
        ("Microsoft Office Word - works.doc", "works.doc"),
        ("Document 2019-12", "Document 2019-12"),
        ("Presenting with PowerPoint", "Presenting with PowerPoint"),
    ],
)
@pytest.mark.parametrize("name", ["a.docx", "a.pptx"])
def test_a_title_that_a_program_put_in_is_none(name, stated, title):
    import docx
    import pptx

    read, data = {
        "a.docx": (docx.Document, docx_bytes()),
        "a.pptx": (pptx.Presentation, pptx_bytes()),
    }[name]
    file = read(io.BytesIO(data))
    file.core_properties.title = stated
    assert document(name, saved(file)).title == title


@pytest.mark.parametrize(
    "change", [lambda xml: re.sub(b"<dcterms:created.*?</dcterms:created>", b"", xml), None]
)
def test_an_xlsx_that_states_no_date_has_none(change):
    data = xlsx_bytes()
    assert "date" in document("a.xlsx", data).metadata
    data = (
        repacked(data, "docProps/core.xml", change)
        if change
        else without(data, "docProps/core.xml")
    )
    assert document("a.xlsx", data).metadata == {}


def test_docx_merged_cells_say_the_same_for_each_row_they_span():
    import docx

    source = docx.Document()
    table = source.add_table(3, 2)
    for row, texts in enumerate([("Region", "Town"), ("North", "Aldbourne"), ("", "Bexley")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert blocks(document("a.docx", saved(source))) == [
        ("table_row", "Region: North; Town: Aldbourne"),
        ("table_row", "Region: North; Town: Bexley"),
    ]


def test_docx_heads_that_span_columns_are_read_with_those_below_them():
    import docx

    source = docx.Document()
    table = source.add_table(3, 3)
    for row, texts in enumerate(
        [("Region", "Sales", ""), ("", "2022", "2023"), ("North", "5", "6")]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    assert blocks(document("a.docx", saved(source))) == [
        ("table_row", "Region: North; Sales 2022: 5; Sales 2023: 6")
    ]


def test_docx_text_boxes_are_read_also_in_cells():
    import docx
    from docx.oxml import parse_xml

    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent><w:p>'
        "<w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    source = docx.Document()
    paragraph = source.add_paragraph("Seals were counted.")
    paragraph._p.append(parse_xml(box.format("By boat.")))
    table = source.add_table(2, 2)
    for row, texts in enumerate([("Name", "Number"), ("Seal", "3")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(box.format("In August.")))
    assert blocks(document("a.docx", saved(source))) == [
        ("paragraph", "Seals were counted."),
        ("paragraph", "By boat."),
        ("table_row", "Name: Seal; Number: 3"),
        ("paragraph", "In August."),
    ]


def test_docx_keeps_inserted_text_and_leaves_deleted_text_out():
    data = repacked(
        docx_bytes(),
        "word/document.xml",
        lambda xml: xml.replace(
            b"<w:r><w:t>The quay was rebuilt in 1954.</w:t></w:r>",
            b"<w:r><w:t>The quay was </w:t></w:r>"
            b"<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            b"<w:ins><w:r><w:t>newly</w:t></w:r></w:ins>"
            b"<w:sdt><w:sdtContent><w:r><w:t> built.</w:t></w:r></w:sdtContent></w:sdt>",
        ),
    )
    assert document("a.docx", data).text.endswith("The quay was newly built.")


def test_docx_figures_are_those_that_are_seen():
    import docx

    source = docx.Document()
    paragraph = source.add_paragraph("It holds 10")
    paragraph.add_run("-").font.superscript = True
    paragraph.add_run("6").font.superscript = True
    paragraph.add_run(" litres, costs ")
    paragraph.add_run("10").font.strike = True
    paragraph.add_run("12").font.strike = False
    paragraph.add_run(" euros since the 1")
    paragraph.add_run("st").font.superscript = True
    assert (
        document("a.docx", saved(source)).text
        == "It holds 10⁻⁶ litres, costs 12 euros since the 1st"
    )


def m(name: str, inner: str) -> str:
    """A part of an equation; a text is its run."""
    inner = inner if inner.startswith("<") or not inner else f"<m:r><m:t>{inner}</m:t></m:r>"
    return f"<m:{name}>{inner}</m:{name}>"


BARS = '<m:dPr><m:begChr m:val="|"/><m:endChr m:val="|"/></m:dPr>'


@pytest.mark.parametrize(
    ("equation", "seen"),
    [
        ("<m:r><m:t>E=5</m:t></m:r>", "E=5"),
        (m("sSup", m("e", "10") + m("sup", "6")), "10⁶"),
        (m("sSup", m("e", m("d", m("e", "1+x"))) + m("sup", "n-1")), "(1+x)^(n-1)"),
        (m("f", m("num", "1") + m("den", "2+x")), "1/(2+x)"),
        (m("sSub", m("e", "x") + m("sub", "10")), "x_10"),
        (m("rad", m("deg", "3") + m("e", "8")), "³√8"),
        (m("rad", m("deg", "") + m("e", "9")), "√9"),
        (m("d", BARS + m("e", "-5")), "|-5|"),
        (
            m("m", m("mr", m("e", "1") + m("e", "2")) + m("mr", m("e", "3") + m("e", "4"))),
            "1 2 3 4 ",
        ),
    ],
)
def test_docx_equations_are_text(equation, seen):
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    data = repacked(
        docx_bytes(),
        "word/document.xml",
        lambda xml: xml.replace(
            b"<w:r><w:t>The quay was rebuilt in 1954.</w:t></w:r>",
            b'<w:r><w:t xml:space="preserve">It is </w:t></w:r>'
            + f"<m:oMath {math}>{equation}</m:oMath>".encode()
            + b'<w:r><w:t xml:space="preserve"> here.</w:t></w:r>',
        ),
    )
    assert document("a.docx", data).text.endswith(f"It is {seen} here.")


def test_docx_rows_that_begin_further_right_stay_under_their_headers():
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    source = docx.Document()
    table = source.add_table(2, 3)
    for row, texts in enumerate([("Region", "Year", "Sales"), ("", "2024", "60")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    second = table.rows[1]._tr
    second.remove(second.tc_lst[0])
    before = OxmlElement("w:gridBefore")
    before.set(qn("w:val"), "1")
    second.get_or_add_trPr().append(before)
    assert blocks(document("a.docx", saved(source))) == [("table_row", "Year: 2024; Sales: 60")]


def test_pptx_slides_are_pages():
    import pptx
    from pptx.util import Inches

    presentation = pptx.Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[0])
    first.shapes.title.text = "The river\vworks"
    first.placeholders[1].text = "Coast Trust"
    presentation.slides.add_slide(presentation.slide_layouts[6])
    third = presentation.slides.add_slide(presentation.slide_layouts[1])
    third.shapes.title.text = "Heights"
    third.placeholders[1].text = "Alpha is high\nBeta is higher"
    frame = third.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1))
    for row, texts in enumerate([("Name", "Height"), ("Alpha", "12 m")]):
        for column, text in enumerate(texts):
            frame.table.cell(row, column).text = text
    third.notes_slide.notes_text_frame.text = "Mention the flood."
    doc = document("talk.pptx", saved(presentation))
    assert blocks(doc) == [
        ("heading1", "The river works"),
        ("paragraph", "Coast Trust"),
        ("heading1", "Heights"),
        ("list_item", "Alpha is high"),
        ("list_item", "Beta is higher"),
        ("table_row", "Name: Alpha; Height: 12 m"),
        ("paragraph", "Mention the flood."),
    ]
    assert doc.title == "The river works"
    heights = doc.text.index("Heights")
    assert doc.pages == (0, heights, heights)
    assert doc.page_at(doc.text.index("flood")) == 3


def test_pptx_merged_cells_say_the_same_for_each_row_they_span():
    import pptx
    from pptx.util import Inches

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(4, 3, Inches(1), Inches(1), Inches(4), Inches(2)).table
    texts = [
        ("Region", "Part", "Town"),
        ("North", "", "Aldbourne"),
        ("", "", "Bexley"),
        ("South", "East", ""),
    ]
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 1))
    table.cell(2, 2).merge(table.cell(3, 2))
    assert blocks(document("a.pptx", saved(presentation))) == [
        ("table_row", "Region: North; Town: Aldbourne"),
        ("table_row", "Region: North; Town: Bexley"),
        ("table_row", "Region: South; Part: East; Town: Bexley"),
    ]


def test_pptx_heads_that_span_columns_are_read_with_those_below_them():
    import pptx
    from pptx.util import Inches

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(4, 3, Inches(1), Inches(1), Inches(4), Inches(2)).table
    texts = [("Growth", "", ""), ("", "Sales", ""), ("Region", "Q1", "Q2"), ("North", "5", "6")]
    for row, cells in enumerate(texts):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(0, 2))
    table.cell(1, 1).merge(table.cell(1, 2))
    assert blocks(document("a.pptx", saved(presentation))) == [
        ("paragraph", "Growth"),
        ("table_row", "Region: North; Sales Q1: 5; Sales Q2: 6"),
    ]


def test_pptx_figures_are_those_that_are_seen():
    import pptx
    from pptx.util import Inches

    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Volume"
    table = slide.shapes.add_table(1, 1, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for frame in (slide.placeholders[1].text_frame, table.cell(0, 0).text_frame):
        for text, looks in [
            ("It holds 10", {}),
            ("6", {"baseline": "30000"}),
            (" litres of CO", {"baseline": "0"}),
            ("2", {"baseline": "-25000"}),
            (" and costs ", {}),
            ("10", {"strike": "sngStrike"}),
            ("12 euros.", {"strike": "noStrike"}),
        ]:
            run = frame.paragraphs[0].add_run()
            run.text = text
            run.font._rPr.attrib.update(looks)
    seen = "It holds 10⁶ litres of CO2 and costs 12 euros."
    assert document("a.pptx", saved(presentation)).text == f"Volume\n\n{seen}\n\n{seen}"


def test_files_without_text():
    import docx
    import openpyxl
    import pptx

    slides = pptx.Presentation()
    slides.slides.add_slide(slides.slide_layouts[6])
    for name, file, reason in [
        ("a.docx", docx.Document(), "holds no text"),
        ("a.pptx", slides, "has 1 slides but no text"),
        ("a.xlsx", openpyxl.Workbook(), "holds no values"),
    ]:
        with pytest.raises(SourceError, match=reason):
            document(name, saved(file))


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.docx", docx_bytes(), "word/document.xml"),
        ("a.pptx", pptx_bytes(), "ppt/presentation.xml"),
        ("a.xlsx", xlsx_bytes(), "xl/worksheets/sheet1.xml"),
    ],
)
class TestHostileOfficeFiles:
    def test_broken_zip(self, name, data, part):
        with pytest.raises(SourceError, match=r"cannot be read as \w+: BadZipFile: "):
            document(name, data[: len(data) // 2])

    def test_broken_xml(self, name, data, part):
        with pytest.raises(SourceError, match=r"cannot be read as \w+: \w+: "):
            document(name, repacked(data, part, lambda xml: xml[: len(xml) // 2]))

    def test_missing_part(self, name, data, part):
        with pytest.raises(SourceError, match=r"cannot be read as|holds no"):
            document(name, without(data, part))

    def test_entity_bomb(self, name, data, part):
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
        with pytest.raises(SourceError, match=f"its part {part} declares a document type"):
            document(
                name,
                repacked(data, part, lambda xml: bomb + xml[xml.find(b"?>") + 1 :].lstrip(b">")),
            )

    def test_entity_bomb_in_utf_16(self, name, data, part):
        bomb = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "lol">]><x>&a;</x>'
        with pytest.raises(SourceError, match="declares a document type"):
            document(name, repacked(data, part, lambda _: bomb.encode("utf-16")))

    def test_zip_bomb(self, name, data, part):
        with pytest.raises(SourceError, match=r"unpacks to \d+ times its size"):
            document(name, repacked(data, part, lambda xml: xml + b" " * 40_000_000))

    def test_too_large(self, name, data, part, monkeypatch):
        monkeypatch.setattr(zips, "MAX_TOTAL_BYTES", 1000)
        with pytest.raises(SourceError, match="more than the 1,000 allowed: split it"):
            document(name, data)

    def test_encrypted_entries(self, name, data, part):
        locked = bytearray(data)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            directory = archive.start_dir
        locked[directory + 8] |= 1  # the flag of the first entry
        with pytest.raises(SourceError, match="is encrypted"):
            document(name, bytes(locked))
