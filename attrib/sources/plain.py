"""Plain text to a document: paragraphs between blank lines, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrib.sources.decode import decode
from attrib.sources.document import DocumentBuilder
from attrib.sources.item import Content, SourceItem
from attrib.sources.uris import charset_of, default_title
from attrib.types import Document, Span

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def read_plain(content: Content, item: SourceItem) -> Document:
    """Reads text in any encoding. Raises SourceError when it is empty or binary."""
    builder = DocumentBuilder()
    add_paragraphs(builder, decode(content.data, charset_of(content.media_type)))
    return builder.build(item.uri, default_title(item.uri))


def add_paragraphs(builder: DocumentBuilder, text: str) -> None:
    """Adds ``text`` as paragraphs, cut at blank lines; line breaks inside them stay."""
    for start, end in paragraphs(text):
        builder.add(text[start:end])


def paragraphs(text: str) -> Iterator[Span]:
    """What stands between blank lines, with the white space around it; it may be nothing else."""
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))
