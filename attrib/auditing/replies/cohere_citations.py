"""Citations of Cohere's Chat API, which applications also keep beside the text alone.

In version 2 each has ``sources``, which hold the documents or what a tool gave out, in version 1 the ids of
documents.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrib.auditing.replies.values import (
    each_once,
    elements,
    integer,
    mapping,
    mappings,
    string,
    url,
    written,
)
from attrib.auditing.synonyms import unwrapped

_NAMES = ("id", "title", "url")
# What Cohere calls a document that came without an id.
_NUMBERED = re.compile(r"doc[:_](\d{1,4})")


def are_citations(value: Any) -> bool:
    """Whether ``value`` has one of Cohere's citations: those of a row have no such keys."""
    return any("document_ids" in each or mappings(each.get("sources")) for each in mappings(value))


def read_citations(
    value: Any, starts: Sequence[int] = ()
) -> tuple[list[dict[str, Any]], list[Mapping[str, Any]]]:
    """Annotations, and as contexts the documents that are cited and shown. ``starts`` are where the texts
    of the reply begin in the answer.
    """
    annotations, contexts = [], []
    for citation in mappings(value):
        if string(citation.get("type")) not in ("", "TEXT_CONTENT"):
            continue  # of what the model thought or planned
        index = integer(citation.get("content_index")) or 0
        base = starts[index] if 0 <= index < len(starts) else 0
        for name in filter(None, map(string, elements(citation.get("document_ids")))):
            annotations.append(_annotation(citation, name, base))
        for source in mappings(citation.get("sources")):
            document = source.get("document") or source.get("tool_output")
            name = string(source.get("id")) or string(mapping(document).get("id")) or "source"
            annotations.append(_annotation(citation, name, base))
            contexts.append(context_of(document, name))
    return annotations, list(each_once(context for context in contexts if context["text"]))


def _annotation(citation: Mapping[str, Any], name: str, base: int) -> dict[str, Any]:
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
