"""Content to documents: picks the reader, and turns whatever goes wrong into a SourceError."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from attrib.errors import SourceError
from attrib.sources.formats import NAMES, Format, detect
from attrib.sources.item import Content, Extracted, SourceItem
from attrib.sources.uris import is_url
from attrib.types import Document


def read(content: Content, item: SourceItem) -> Extracted:
    """Reads the documents in ``content``: at least one, and none with empty text.

    Raises SourceError, with the reason in words and without the uri, when there is none.
    """
    if not content.data.strip():
        raise SourceError("is empty")
    found = detect(content.data, content.media_type, content.uri)
    try:
        if found in ("jsonl", "json"):
            return _row_reader(found)(content, item)
        document = _reader(found)(content, item)
    except SourceError:
        raise
    # Parsers fail on damaged files in every way there is; one file must not end the run.
    except Exception as error:
        first_line = (str(error).splitlines() or ["no details"])[0]
        raise SourceError(
            f"cannot be read as {NAMES[found]}: {type(error).__name__}: {first_line.rstrip('.')}; "
            "it may be damaged: save or fetch it again"
        ) from error
    if not document.text:
        raise SourceError("holds no text")
    if is_url(content.uri) and "url" not in document.metadata:
        document = replace(document, metadata={**document.metadata, "url": content.uri})
    return Extracted((document,))


def _row_reader(found: Format) -> Callable[[Content, SourceItem], Extracted]:
    from attrib.sources.jsonl import read_json, read_jsonl

    return read_jsonl if found == "jsonl" else read_json


def _reader(found: Format) -> Callable[[Content, SourceItem], Document]:
    """The reader of a format; its module, and the parser behind it, load on first use."""
    if found == "html":
        from attrib.sources.html import read_html

        return read_html
    if found == "pdf":
        from attrib.sources.pdf import read_pdf

        return read_pdf
    if found == "docx":
        from attrib.sources.docx import read_docx

        return read_docx
    if found == "pptx":
        from attrib.sources.pptx import read_pptx

        return read_pptx
    if found in ("xlsx", "csv"):
        from attrib.sources.sheets import read_csv, read_xlsx

        return read_xlsx if found == "xlsx" else read_csv
    if found == "markdown":
        from attrib.sources.markdown import read_markdown

        return read_markdown
    from attrib.sources.plain import read_plain

    return read_plain
