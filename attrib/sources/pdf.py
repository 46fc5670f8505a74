"""PDF to a document, with the exact offset of every page."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from statistics import median

from attrib.errors import SourceError
from attrib.sources.document import DocumentBuilder, clean
from attrib.sources.item import Content, SourceItem
from attrib.sources.layout import Line, Piece, paragraphs
from attrib.sources.properties import given_title
from attrib.sources.untyped import Untyped
from attrib.sources.uris import default_title
from attrib.types import Document

_LOCK = threading.Lock()  # PDFium may run in one thread at a time
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""


def read_pdf(content: Content, item: SourceItem) -> Document:
    """Reads the text layer of a PDF.

    Raises SourceError for encrypted files, files without pages, and files without a text layer.
    """
    with _LOCK:
        pages, metadata = _extract(content.data)
    pieces = paragraphs(pages)
    title = given_title(metadata.get("Title"))
    title = title or next((p.text for p in pieces if p.level == 1 and p.page == 0), "")
    document = _build(pieces, len(pages), item.uri, title or default_title(content.uri))
    if not document.text:
        plural = "page" if len(pages) == 1 else "pages"
        raise SourceError(
            f"has {len(pages)} {plural} but no text layer (scanned?): run OCR first, e.g. ocrmypdf"
        )
    kept = {
        "author": metadata.get("Author", ""),
        "date": _iso_date(metadata.get("CreationDate", "")),
    }
    return replace(
        document, metadata={k: clean(v).strip() for k, v in kept.items() if v and v.strip()}
    )


def _build(pieces: list[Piece], pages: int, uri: str, title: str) -> Document:
    """The document, with pages that begin inside a paragraph at their exact offset."""
    builder = DocumentBuilder()
    for piece in pieces:
        builder.add(piece.text, piece.kind, piece.level)
    document = builder.build(uri, title)
    starts: dict[int, int] = {}
    # Lines are clean and folded, so each piece is one block, unchanged.
    for piece, block in zip(pieces, document.blocks, strict=True):
        starts.setdefault(piece.page, block.start)
        for page, offset in piece.later_pages:
            starts.setdefault(page, block.start + offset)
    # A page without text shares the start of the next page, the last ones the end of the text.
    offsets = [len(document.text)] * pages
    following = len(document.text)
    for page in reversed(range(pages)):
        following = starts.get(page, following)
        offsets[page] = following
    return replace(document, pages=tuple(offsets))


def _extract(data: bytes) -> tuple[list[list[Line]], dict[str, str]]:
    import pypdfium2 as pdfium

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        _check_openable(data)
        raise
    try:
        pages = []
        for number in range(len(pdf)):
            page = pdf[number]
            text_page = page.get_textpage()
            try:
                pages.append(_lines(text_page))
            finally:
                text_page.close()
                page.close()
        return pages, pdf.get_metadata_dict()
    finally:
        pdf.close()


def _check_openable(data: bytes) -> None:
    """Says why a PDF does not open, where pypdfium2 does not.

    It has one error for files without pages and files that fail, with the code of whatever
    failed last.
    """
    import pypdfium2.raw as raw

    handle = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if handle:
        raw.FPDF_CloseDocument(handle)
        raise SourceError("has no pages")
    if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD:
        raise SourceError("is encrypted: save it without a password")


def _lines(text_page: Untyped) -> list[Line]:
    """The lines of a page, in the order of the file, with where they stand."""
    import pypdfium2.raw as raw

    lines: list[Line] = []
    characters: list[tuple[str, int]] = []
    box = raw.FS_RECTF()

    def flush() -> None:
        line = _line(text_page, characters, box, raw)
        if line is not None:
            lines.append(line)
        characters.clear()

    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        character = chr(code) if 0 < code < 0x110000 else ""
        if character in ("\n", "\r"):
            flush()
        elif character:
            characters.append((character, index))
            if character == _HYPHEN:
                flush()  # the next character stands on the next line, without a line break
    flush()
    return lines


def _line(
    text_page: Untyped, characters: list[tuple[str, int]], box: Untyped, raw: Untyped
) -> Line | None:
    # Characters beyond the basic plane may come as two surrogates.
    text = "".join(character for character, _ in characters)
    text = clean(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    text = " ".join(text.replace(_HYPHEN, "-").split())
    inked = [(c, index) for c, index in characters if not c.isspace()]
    if not inked or not text:
        return None

    def measure(index: int) -> tuple[float, float, float, float]:
        raw.FPDFText_GetLooseCharBox(text_page, index, box)
        return box.left, box.right, box.bottom, box.top

    left = measure(inked[0][1])[0]
    right = measure(inked[-1][1])[1]
    # Bullets and note marks are set in other sizes than the words around them.
    middle = [measure(index) for _, index in inked[:: max(len(inked) // 5, 1)]]
    bottom = median(bottom for _, _, bottom, _ in middle)
    size = median(top - bottom for _, _, bottom, top in middle)
    word_end = next(
        (i for i, (c, _) in enumerate(characters) if c.isspace() and i > 0), len(characters)
    )
    word = [index for c, index in characters[:word_end] if not c.isspace()] or [inked[0][1]]
    return Line(
        text=text,
        left=left,
        right=right,
        bottom=bottom,
        size=max(size, 0.1),
        first_word=measure(word[-1])[1] - left,
    )


def _iso_date(value: str) -> str:
    match = _DATE.match(value)
    return "-".join(part for part in match.groups() if part) if match else ""
