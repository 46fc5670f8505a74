"""Plain text to a document: paragraphs between blank lines, word for word."""

from __future__ import annotations

import re

from attrib.sources.decode import decode
from attrib.sources.document import DocumentBuilder
from attrib.sources.item import Content, SourceItem
from attrib.sources.uris import charset_of, default_title
from attrib.types import Document

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def read_plain(content: Content, item: SourceItem) -> Document:
    """Reads text in any encoding. Raises SourceError when it is empty or binary."""
    builder = DocumentBuilder()
    add_paragraphs(builder, decode(content.data, charset_of(content.media_type)))
    return builder.build(item.uri, default_title(item.uri))


def add_paragraphs(builder: DocumentBuilder, text: str) -> None:
    """Adds ``text`` as paragraphs, cut at blank lines; line breaks inside them stay."""
    for paragraph in _BLANK_LINES.split(text):
        builder.add(paragraph)
