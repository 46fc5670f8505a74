"""Builds a Document piece by piece, so that every reader keeps the same promises about offsets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from attrib.sources.dates import iso_date
from attrib.types import Block, BlockKind, Document, Source

_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """``text`` without NUL characters, with lone surrogates replaced: what can be stored."""
    return encodable(text.replace("\x00", ""))


def encodable(text: str) -> str:
    """``text``, as long as it was, with lone surrogates replaced: what UTF-8 can hold."""
    return _SURROGATES.sub("\ufffd", text)


def document_id(uri: str) -> str:
    """The stable id of the document at ``uri``: 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def content_hash(text: str) -> str:
    """SHA-256 of a document's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def context_id(name: str) -> str:
    """The stable id of the context called ``name`` of an audited answer. No document of an index
    has it: no URI holds a NUL.
    """
    return document_id("\x00" + name)


def is_context(source: Source) -> bool:
    """Whether ``source`` came with an answer, so that its URI is a mere name."""
    return source.document_id == context_id(source.uri)


class DocumentBuilder:
    """Collects blocks of text in reading order and keeps their offsets.

    Blocks are separated by a blank line (table rows and list items by a line end), which belongs
    to no block. Readers call ``add`` and ``start_page``; nobody counts characters by hand.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._pages: list[int] = []
        self._pending_pages = 0

    def add(self, text: str, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """Appends one block; white space around it is dropped, empty text adds nothing."""
        text = clean(text).strip()
        if not text:
            return
        if self._blocks:
            tight = kind == self._blocks[-1].kind and kind in ("table_row", "list_item")
            self._append("\n" if tight else "\n\n")
        self._pages.extend([self._length] * self._pending_pages)
        self._pending_pages = 0
        self._blocks.append(Block(kind, self._length, self._length + len(text), level))
        self._append(text)

    def start_page(self) -> None:
        """The next block begins a new page; a page without text shares the next page's start."""
        self._pending_pages += 1

    def build(self, uri: str, title: str, metadata: Mapping[str, str] | None = None) -> Document:
        """The finished document. Its text is empty when no block was added: callers report that.

        Its ``date`` is ISO 8601 where it can be told.
        """
        self._pages.extend([self._length] * self._pending_pages)
        self._pending_pages = 0
        text = "".join(self._parts)
        return Document(
            id=document_id(uri),
            uri=uri,
            title=" ".join(clean(title).split()),
            text=text,
            content_hash=content_hash(text),
            pages=tuple(self._pages),
            blocks=tuple(self._blocks),
            metadata={
                key: iso_date(kept) if key == "date" else kept
                for key, value in (metadata or {}).items()
                if (kept := clean(value).strip())
            },
        )

    def _append(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)
