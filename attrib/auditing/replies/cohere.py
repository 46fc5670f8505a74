"""Cohere's Chat API, version 2.

``message`` has ``content`` and ``citations`` of its texts, whose ``sources`` hold the documents or
what a tool gave out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import (
    each_once,
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
_NAMES = ("id", "title", "url")
# What Cohere calls a document that came without an id.
_NUMBERED = re.compile(r"doc[:_](\d{1,4})")


def is_own(reply: Mapping[str, Any]) -> bool:
    """A message with texts."""
    message = mapping(reply.get("message"))
    texts = (part.get("type") == "text" for part in mappings(message.get("content")))
    # In the results of a batch, Anthropic's messages are below this key too.
    return message.get("type") != "message" and any(texts)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The documents that are cited are contexts."""
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
            annotations.append(annotation_of(citation, name, base))
            contexts.append(context_of(document, name))
    found = [context for context in contexts if context["text"]]
    return {"answer": answer, "annotations": annotations, "contexts": list(each_once(found))}


def annotation_of(citation: Mapping[str, Any], name: str, base: int) -> dict[str, Any]:
    """A citation of one source, of a text that begins at ``base`` of the answer."""
    offsets = {key: integer(citation.get(key)) for key in ("start", "end")}
    numbered = _NUMBERED.fullmatch(name)
    return {
        **{key: None if at is None else at + base for key, at in offsets.items()},
        "text": citation.get("text"),
        "target": name,
        "context": int(numbered[1]) + 1 if numbered else None,
    }


def context_of(document: Any, name: str) -> dict[str, Any]:
    """A document as a context. It may have any keys, and the model is shown all of them."""
    known = mapping(document)
    text = unwrapped(known).get("text") if known else document
    if not isinstance(text, str):
        text = written({key: value for key, value in known.items() if key not in _NAMES})
    return {"id": name, "text": text, "title": known.get("title"), "url": url(known.get("url"))}
