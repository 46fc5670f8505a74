"""Google's Gemini API, and Gemini on Vertex AI.

The first candidate has ``content.parts`` and ``groundingMetadata``: its ``groundingSupports`` are segments
of a part, counted in bytes of UTF-8, with the numbers of ``groundingChunks``, which are pages (``web``) or
texts (``retrievedContext``). ``citationMetadata`` names pages that the words are taken from. The REST API
writes camelCase, the SDK for Python snake_case.
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
)

KEYS = ("candidates",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """Only this API has candidates."""
    return bool(mappings(reply.get("candidates")))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The texts among the chunks are contexts; a page is cited by its URI."""
    candidate = next(iter(mappings(reply.get("candidates"))), {})
    parts = mappings(mapping(candidate.get("content")).get("parts"))
    texts = [None if part.get("thought") else _text(part) for part in parts]
    answer, starts = joined(texts)
    grounding = mapping(_get(candidate, "groundingMetadata"))
    chunks = [
        _chunk(chunk, number)
        for number, chunk in enumerate(mappings(_get(grounding, "groundingChunks")))
    ]
    annotations = []
    for support in mappings(_get(grounding, "groundingSupports")):
        place = _place(mapping(support.get("segment")), texts, starts)
        for index in elements(_get(support, "groundingChunkIndices")):
            if (number := integer(index)) is None or not 0 <= number < len(chunks):
                annotations.append({**place, "target": f"chunk {index}"})
                continue
            named = "target" if chunks[number]["text"] else "uri"
            annotations.append({**place, named: chunks[number]["id"]})
    taken = mapping(_get(candidate, "citationMetadata"))
    for source in mappings(_get(taken, "citationSources")) or mappings(taken.get("citations")):
        if uri := string(source.get("uri")):
            annotations.append({**_place(source, texts, starts), "uri": uri})
    contexts = each_once(chunk for chunk in chunks if chunk["text"])
    return {"answer": answer, "annotations": annotations, "contexts": list(contexts)}


def _place(
    segment: Mapping[str, Any], texts: list[str | None], starts: list[int]
) -> dict[str, Any]:
    """A segment in characters of the answer: the API counts bytes of the segment's part."""
    index = integer(_get(segment, "partIndex"))
    if index is None:
        index = next((number for number, text in enumerate(texts) if text), 0)
    text, base = (texts[index] or "", starts[index]) if 0 <= index < len(texts) else ("", 0)
    data = text.encode("utf-8", "surrogatepass")

    def characters(offset: int | None) -> int | None:
        if offset is None:
            return None
        # What lies behind the part stays there, so that it is told and not cut to fit.
        beyond = max(offset - len(data), 0)
        return base + len(data[:offset].decode("utf-8", "ignore")) + beyond

    start, end = integer(_get(segment, "startIndex")) or 0, integer(_get(segment, "endIndex"))
    return {"start": characters(start), "end": characters(end), "text": segment.get("text")}


def _chunk(chunk: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A chunk as a context, be it without a text."""
    kind = next(iter(mappings([_get(chunk, k) for k in ("retrievedContext", "web", "maps")])), {})
    text = string(kind.get("text")) or string(mapping(_get(kind, "ragChunk")).get("text"))
    uri = string(kind.get("uri")) or string(_get(kind, "documentName"))
    title = string(kind.get("title"))
    return {"id": uri or title or f"chunk {number}", "text": text, "title": title, "url": url(uri)}


def _text(part: Mapping[str, Any]) -> str | None:
    return part["text"] if isinstance(part.get("text"), str) else None


def _get(value: Mapping[str, Any], key: str) -> Any:
    """What ``value`` has as ``someKey`` or as ``some_key``."""
    snake = re.sub(r"[A-Z]", lambda capital: f"_{capital[0].lower()}", key)
    return value[key] if value.get(key) is not None else value.get(snake)
