from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile

import pytest
from source_files import docx_bytes, pdf_bytes, pptx_bytes, read_bytes, xlsx_bytes

from attrib.errors import SourceError
from attrib.sources.formats import detect

HTML = b"<!-- saved --> <!DOCTYPE html><html><body><p>Words on a page.</p></body></html>"


def zipped(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def tarred() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "uri", "expected"),
    [
        # content before name
        (HTML, None, "a.pdf", "html"),
        (HTML, "application/pdf", "https://x.org/a.pdf", "html"),
        (b"\xff\xfe" + HTML.decode().encode("utf-16-le"), None, "a", "html"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'>", None, "a.xml", "html"),
        (b"junk\n%PDF-1.7 ...", None, "a.txt", "pdf"),
        (b"\xef\xbb\xbf\n%PDF-1.7 ...", None, "a", "pdf"),
        (b"junk %PDF-1.7 ...", None, "a.pdf", "pdf"),
        (b"junk %PDF-1.7 ..." + bytes(range(32)) * 9, None, "a", "pdf"),
        # a text that speaks of PDF
        (b"A PDF begins with %PDF-1.4.", None, "a.txt", "text"),
        (b"# PDF\n\nIt begins with `%PDF-1.7`.", None, "a.md", "markdown"),
        (b"# PDF\n\n```\n%PDF-1.7\n```\n", None, "a.md", "markdown"),
        # media type before name
        (b"a,b", "text/csv; charset=utf-8", "https://x.org/a.txt", "csv"),
        (b"# x", "text/markdown", "https://x.org/a", "markdown"),
        (b"<p>x", "text/html", "https://x.org/a.txt", "html"),
        # media types that say nothing
        (b"a,b", "text/plain", "https://x.org/a.csv?x=1", "csv"),
        (b"# x", "application/octet-stream", "https://x.org/README.MD", "markdown"),
        # name alone
        (b"a\tb", None, "a.TSV", "csv"),
        (b"{}", None, "a.ndjson", "jsonl"),
        (b"[]", None, "a.json", "json"),
        (b"<div>not a page</div>", None, "notes.md", "markdown"),
        (b"x", None, "stdin", "text"),
    ],
)
def test_content_then_media_type_then_suffix_decide(data, media_type, uri, expected):
    assert detect(data, media_type, uri) == expected


def test_office_files_are_told_by_their_parts():
    assert detect(docx_bytes(), None, "a.zip") == "docx"
    assert detect(pptx_bytes(), None, "a.docx") == "pptx"
    assert detect(xlsx_bytes(), "application/octet-stream", "https://x.org/get") == "xlsx"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.rtf", b"{\\rtf1 hello}", "is RTF: convert it to DOCX"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "convert it to DOCX$"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "convert it to XLSX$"),
        ("a.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "convert it to PPTX$"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is encrypted",
        ),
        (
            "a.odt",
            zipped(mimetype="application/vnd.oasis.opendocument.text"),
            "is an OpenDocument file: convert it to DOCX",
        ),
        ("a.epub", zipped(mimetype="application/epub+zip"), "is EPUB: convert it to HTML"),
        ("a.zip", zipped(a="x"), "is a zip archive: unpack it"),
        ("a.bin", b"PK\x03\x04" + b"x" * 50, "is a broken zip archive"),
        ("a.gz", gzip.compress(b"x", mtime=0), "is a gzip archive: unpack it"),
        ("a.tar", tarred(), "is a tar archive: unpack it"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\x00", "is a 7-Zip archive"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "is a PNG image: make it text by OCR"),
        ("a.txt", b"\xff\xd8\xff\xe0", "is a JPEG image"),
        ("a.gif", b"GIF89a", "is a GIF image"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "is a WebP image"),
        ("a.tif", b"II*\x00abc", "is a TIFF image"),
        ("a.txt", random.Random(1).randbytes(3000), "binary data, not text"),
        ("a.md", b" \n", "is empty"),
        ("a.pdf", b"", "is empty"),
    ],
)
def test_what_cannot_be_read_names_the_format_and_the_mend(name, data, reason):
    with pytest.raises(SourceError, match=reason):
        read_bytes(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", pdf_bytes("Some words.", "More words.")),
        ("a.docx", docx_bytes()),
        ("a.pptx", pptx_bytes()),
        ("a.xlsx", xlsx_bytes()),
        ("a.html", HTML),
        ("a.jsonl", b'{"text": "one"}\n{"text": "two"}\n'),
        ("a.json", b'[{"text": "one"}]'),
        ("a.csv", b'"a";b\n1;"2\n3"\n'),
        ("a.md", b"---\ntitle: x\n---\n# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ],
)
def test_damaged_files_give_a_reason_and_never_another_error(name, data):
    dice = random.Random(name)
    damaged = [data[: len(data) * part // 12] for part in range(12)]
    for _ in range(30):
        copy = bytearray(data)
        for _ in range(dice.randrange(1, 12)):
            copy[dice.randrange(len(copy))] = dice.randrange(256)
        damaged.append(bytes(copy))
    for case in damaged:
        try:
            reading = read_bytes(name, case)
        except SourceError as error:
            assert str(error)
            assert "\n" not in str(error)
            assert name not in str(error)
        else:
            assert all(doc.text.strip() for doc in reading.documents)
