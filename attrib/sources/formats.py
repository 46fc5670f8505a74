"""Which format a source is in: by its first bytes, then its media type, then its suffix."""

from __future__ import annotations

import re
from typing import Literal

from attrib.errors import SourceError
from attrib.sources.decode import is_binary
from attrib.sources.uris import suffix_of
from attrib.sources.zips import office_format, zip_kind

Format = Literal["html", "pdf", "docx", "pptx", "xlsx", "csv", "markdown", "jsonl", "json", "text"]

SUFFIXES: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".txt": "text",
    ".text": "text",
    ".rst": "text",
    ".log": "text",
}
NAMES: dict[Format, str] = {
    "html": "HTML",
    "pdf": "PDF",
    "docx": "DOCX",
    "pptx": "PPTX",
    "xlsx": "XLSX",
    "csv": "CSV",
    "markdown": "Markdown",
    "jsonl": "JSONL",
    "json": "JSON",
    "text": "text",
}
_OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}presentationml.presentation": "pptx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "text/markdown": "markdown",
    "application/json": "json",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "is RTF: convert it to DOCX"),
    (b"\x89PNG", "is a PNG image: make it text by OCR first"),
    (b"\xff\xd8\xff", "is a JPEG image: make it text by OCR first"),
    (b"GIF8", "is a GIF image: make it text by OCR first"),
    (b"II*\x00", "is a TIFF image: make it a searchable PDF by OCR first"),
    (b"MM\x00*", "is a TIFF image: make it a searchable PDF by OCR first"),
    (b"\x1f\x8b", "is a gzip archive: unpack it"),
    (b"BZh", "is a bzip2 archive: unpack it"),
    (b"\xfd7zXZ\x00", "is an xz archive: unpack it"),
    (b"(\xb5/\xfd", "is a Zstandard archive: unpack it"),
    (b"7z\xbc\xaf\x27\x1c", "is a 7-Zip archive: unpack it"),
    (b"Rar!\x1a", "is a RAR archive: unpack it"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OOXML = "EncryptedPackage".encode("utf-16-le")
_LEGACY = {".doc": "DOCX", ".dot": "DOCX", ".xls": "XLSX", ".ppt": "PPTX", ".pps": "PPTX"}
_ZIPS = {
    "odf": "is an OpenDocument file: convert it to DOCX, XLSX or PPTX",
    "epub": "is EPUB: convert it to HTML",
    "zip": "is a zip archive: unpack it",
    "broken": "is a broken zip archive: fetch or save it again",
}
_HTML = re.compile(
    rb"(?:\s|<\?xml[^>]*\?>|<!--.*?-->)*(?:<!doctype\s+html|<html[\s>])", re.I | re.DOTALL
)
_PDF_WITHIN = 1024
"""Readers accept a PDF header anywhere in the first 1024 bytes (ISO 32000-1, annex H)."""

_BLANK = b"\xef\xbb\xbf\t\n\r "
"""White space, and the byte order mark of UTF-8."""


def detect(data: bytes, media_type: str | None, uri: str) -> Format:
    """The format of ``data``. Raises SourceError, with the mend, for formats attrib cannot read."""
    found = _by_content(data, uri)
    if found:
        return found
    by_suffix = SUFFIXES.get(suffix_of(uri))
    essence = (media_type or "").partition(";")[0].strip().lower()
    # Servers call everything they do not know text/plain or octet-stream: the suffix knows more.
    return MEDIA_TYPES.get(essence) or by_suffix or "text"


def check_readable(head: bytes, whole: bool, uri: str) -> None:
    """Raises SourceError when a file that begins with ``head`` is in no format attrib reads.

    For files of unknown suffix: ``whole`` tells whether ``head`` is all of the file.
    """
    if head.startswith(b"PK\x03\x04") and not whole:
        return  # the table of contents is at the end: the reader will see
    if not _by_content(head, uri) and is_binary(head):
        raise SourceError("is not a format attrib reads: binary data, not text")


def _is_pdf(data: bytes, suffix: str) -> bool:
    """Whether ``data`` has the header of a PDF, not in a text that only speaks of it."""
    at = data.find(b"%PDF-", 0, _PDF_WITHIN)
    if at < 0:
        return False
    before = data[:at]
    on_its_line = before.endswith((b"\n", b"\r")) and SUFFIXES.get(suffix) != "markdown"
    return not before.strip(_BLANK) or on_its_line or suffix == ".pdf" or is_binary(data)


def _by_content(data: bytes, uri: str) -> Format | None:
    suffix = suffix_of(uri)
    if _is_pdf(data, suffix):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        inside = office_format(data)
        if inside in ("docx", "pptx", "xlsx"):
            return inside  # type: ignore[return-value]
        kind = zip_kind(data)
        by_suffix = SUFFIXES.get(suffix)
        if kind == "broken" and by_suffix in ("docx", "pptx", "xlsx"):
            return by_suffix  # its reader says what is broken
        raise SourceError(_ZIPS[kind])
    if data.startswith(_OLE):
        if _ENCRYPTED_OOXML in data:
            raise SourceError("is encrypted: save it without a password")
        target = _LEGACY.get(suffix, "DOCX, XLSX or PPTX")
        raise SourceError(f"is in a legacy Office format: convert it to {target}")
    for magic, reason in _MAGIC:
        if data.startswith(magic):
            raise SourceError(reason)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise SourceError("is a WebP image: make it text by OCR first")
    if data[257:262] == b"ustar":
        raise SourceError("is a tar archive: unpack it")
    # A byte order mark or UTF-16 must not hide the first tag.
    head = data[:2048].replace(b"\x00", b"")
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return "html" if _HTML.match(head) else None
