"""Cohere's Chat API.

In version 2, ``message`` has ``content`` and ``citations`` of its texts, whose ``sources`` hold the documents
or what a tool gave out. In version 1, ``text`` is the answer, and its ``citations`` have the ids of
``documents``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import (
    each_once,
    elements,
    integer,
    joined,
    mapping,
    mappings,
    string,
    url,
    written,
)
from attrib.auditing.synonyms import unwrapped

KEYS = ("message",)
KEYS_OF_1 = ("text", "citations", "documents", "search_results", "message")
_NAMES = ("id", "title", "url")
# What Cohere calls a document that came without an id.
_NUMBERED = re.compile(r"doc[:_](\d{1,4})")


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Version 2. The documents that are cited are contexts."""
    message = mapping(reply.get("message"))
    content = mappings(message.get("content"))
    texts = [string(part.get("text")) if part.get("type") == "text" else None for part in content]
    answer, starts = joined(texts)
    annotations, contexts = [], []
    for citation in mappings(message.get("citations")):
        if string(citation.get("type")) not in ("", "TEXT_CONTENT"):
            continue  # of what the model thought or planned
        index = integer(citation.get("content_index")) or 0
        base = starts[index] if 0 <= index < len(starts) else 0
        for source in mappings(citation.get("sources")):
            document = source.get("document") or source.get("tool_output")
            name = string(source.get("id")) or string(mapping(document).get("id")) or "source"
            annotations.append(_annotation(citation, name, base))
            contexts.append(_context(document, name))
    found = [context for context in contexts if context["text"]]
    return {"answer": answer, "annotations": annotations, "contexts": list(each_once(found))}


def row_of_1(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Version 1. All documents are contexts, be they cited or not."""
    annotations = [
        _annotation(citation, name, 0)
        for citation in mappings(reply.get("citations"))
        for name in filter(None, map(string, elements(citation.get("document_ids"))))
    ]
    documents = [
        _context(each, string(each.get("id")) or f"doc_{number}")
        for number, each in enumerate(mappings(reply.get("documents")))
    ]
    found = [context for context in documents if context["text"]]
    return {
        "answer": string(reply.get("text")),
        "annotations": annotations,
        "contexts": list(each_once(found)),
    }


def _annotation(citation: Mapping[str, Any], name: str, base: int) -> dict[str, Any]:
    offsets = {key: integer(citation.get(key)) for key in ("start", "end")}
    numbered = _NUMBERED.fullmatch(name)
    return {
        **{key: None if at is None else at + base for key, at in offsets.items()},
        "text": citation.get("text"),
        "target": name,
        "context": int(numbered[1]) + 1 if numbered else None,
    }


def _context(document: Any, name: str) -> dict[str, Any]:
    """A document as a context. It may have any keys, and the model is shown all of them."""
    known = mapping(document)
    text = unwrapped(known).get("text") if known else document
    if not isinstance(text, str):
        text = written({key: value for key, value in known.items() if key not in _NAMES})
    return {"id": name, "text": text, "title": known.get("title"), "url": url(known.get("url"))}
