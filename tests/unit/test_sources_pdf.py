from __future__ import annotations

import warnings

import pytest
from source_files import blocks, document, pdf_bytes

from attrib.errors import SourceError

LONG = (
    "The dam was built in 1931 by the town of Aldbourne, and it was rebuilt in 1954 after the "
    "flood, which had washed away the road. It holds three million cubic metres of water."
)


def test_wrapped_lines_become_paragraphs_again():
    doc = document("a.pdf", pdf_bytes(f"# River works\n\n{LONG}\n\nIts height is 12 m."))
    assert blocks(doc) == [
        ("heading1", "River works"),
        ("paragraph", LONG),
        ("paragraph", "Its height is 12 m."),
    ]


def test_pages_have_exact_offsets_even_inside_a_paragraph():
    head, tail = LONG.split("after the ")
    doc = document("a.pdf", pdf_bytes(f"First page.\n\n{head}after the", f"{tail}\n\nLast."))
    assert LONG in doc.text
    assert len(doc.pages) == 2
    assert doc.text[doc.pages[1] :].startswith("flood, which")
    assert doc.page_at(doc.text.index("Aldbourne")) == 1
    assert doc.page_at(doc.text.index("three million")) == 2
    assert doc.page_at(doc.text.index("Last.")) == 2


def test_a_page_without_text_shares_the_next_start():
    doc = document("a.pdf", pdf_bytes("One.", "", "Three.", ""))
    three = doc.text.index("Three.")
    assert doc.pages == (0, three, three, len(doc.text))
    assert doc.page_at(three) == 3


def test_metadata():
    doc = document("a.pdf", pdf_bytes("Words.", title="Annual report", author="Ann Lee"))
    assert doc.title == "Annual report"
    assert doc.metadata["author"] == "Ann Lee"
    assert len(doc.metadata["date"]) == len("2024-01-31")


def test_the_title_falls_back_to_the_first_heading_then_to_the_name():
    assert document("a.pdf", pdf_bytes(f"# River works\n\n{LONG}")).title == "River works"
    assert document("x/river.pdf", pdf_bytes(LONG)).title == "river"


def test_a_title_that_a_program_put_in_is_none():
    for title in ("PowerPoint Presentation", "Document1", "untitled", "Microsoft Word - Dokument2"):
        assert document("x/river.pdf", pdf_bytes(LONG, title=title)).title == "river"
    assert document("a.pdf", pdf_bytes(LONG, title="Microsoft Word - River")).title == "River"


def test_a_pdf_from_the_web_keeps_its_url():
    doc = document("https://x.org/a.pdf", pdf_bytes("Words."), "application/pdf")
    assert doc.metadata["url"] == "https://x.org/a.pdf"


def test_encrypted():
    with pytest.raises(SourceError, match="is encrypted: save it without a password"):
        document("a.pdf", pdf_bytes("Secret.", password="sesame"))  # noqa: S106


def test_scanned():
    with pytest.raises(SourceError, match=r"has 2 pages but no text layer.*ocrmypdf"):
        document("a.pdf", pdf_bytes("", ""))


def test_no_pages():
    import io

    import pypdfium2

    buffer = io.BytesIO()
    empty = pypdfium2.PdfDocument.new()
    empty.save(buffer)
    empty.close()
    with pytest.raises(SourceError, match=r"^has no pages$"):
        document("a.pdf", buffer.getvalue())


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 nothing %%EOF", pdf_bytes("x")[:400]])
def test_broken(data):
    with pytest.raises(SourceError, match="cannot be read as PDF: PdfiumError: "):
        document("a.pdf", data)


def test_reading_leaves_nothing_open():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(3):
            document("a.pdf", pdf_bytes("Words."))
