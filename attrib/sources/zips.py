"""Guards for zip containers (DOCX, PPTX, XLSX), and what a zip file is."""

from __future__ import annotations

import io
import zipfile

from attrib.errors import SourceError

MAX_TOTAL_BYTES = 500_000_000
MAX_RATIO = 200
_RATIO_MATTERS_FROM = 20_000_000
_PROLOGUE_BYTES = 4096


def check_office_zip(data: bytes) -> None:
    """Refuses what would exhaust memory or deceive an XML parser.

    Raises SourceError for encrypted entries, zip bombs and parts that declare a document type
    (the way of entity bombs and external entities; the office formats forbid it). The declared
    sizes can be trusted as limits: ``zipfile`` never yields more than they say.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise SourceError("is encrypted: save it without a password")
        total = sum(entry.file_size for entry in entries)
        if total > MAX_TOTAL_BYTES:
            raise SourceError(
                f"unpacks to {total:,} bytes, more than the {MAX_TOTAL_BYTES:,} allowed: split it"
            )
        if total > _RATIO_MATTERS_FROM and total > MAX_RATIO * len(data):
            raise SourceError(
                f"unpacks to {total // len(data)} times its size, as only zip bombs do"
            )
        for entry in entries:
            if entry.filename.lower().endswith((".xml", ".rels")):
                with archive.open(entry) as part:
                    prologue = part.read(_PROLOGUE_BYTES).replace(b"\x00", b"")
                if b"<!DOCTYPE" in prologue or b"<!ENTITY" in prologue:
                    raise SourceError(
                        f"its part {entry.filename} declares a document type, "
                        "which office files never do"
                    )


def office_format(data: bytes) -> str | None:
    """``docx``, ``pptx`` or ``xlsx`` by the parts inside; None for any other (or a broken) zip."""
    names = _names(data)
    if "[Content_Types].xml" not in names:
        return None
    for folder, name in (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx")):
        if any(entry.startswith(folder) for entry in names):
            return name
    return None


def zip_kind(data: bytes) -> str:
    """What a zip that is no office file is: ``odf``, ``epub``, ``zip``, or ``broken``."""
    names = _names(data)
    if not names:
        return "zip" if zipfile.is_zipfile(io.BytesIO(data)) else "broken"
    if "mimetype" in names:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as entry:
                mimetype = entry.read(100)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
            return "broken"
        if b"epub" in mimetype:
            return "epub"
        if b"opendocument" in mimetype:
            return "odf"
    return "zip"


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []
