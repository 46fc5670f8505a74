"""Mistral's Conversations API, which agents answer by.

``outputs`` are messages (``message.output``) and what was done between them. The content of a message is a
string or a list of chunks, of which a ``tool_reference`` (a page, or a document of a library) stands behind
the words that it backs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.mistral import read_chunks
from attrib.auditing.replies.values import each_once, mapping, mappings, string, url

KEYS = ("outputs",)
_MESSAGE = "message.output"
# The search engine marks the words that were searched for.
_MARKED = re.compile(r"</?strong>")


def is_own(reply: Mapping[str, Any]) -> bool:
    """The messages say what they are."""
    return any(entry.get("type") == _MESSAGE for entry in mappings(reply.get("outputs")))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What the search says of a page is a context."""
    chunks: list[Mapping[str, Any] | None] = []
    for entry in mappings(reply.get("outputs")):
        chunks.append(None)
        if entry.get("type") == _MESSAGE:
            content = entry.get("content")
            words = [{"type": "text", "text": content}] if isinstance(content, str) else content
            chunks += mappings(words)
    answer, places = read_chunks(chunks)
    cited = [
        (place, _context(mapping(chunk)))
        for chunk, place in zip(chunks, places, strict=True)
        if mapping(chunk).get("type") == "tool_reference"
    ]
    return {
        "answer": answer,
        "annotations": [{"start": at, "end": at, "uri": source["id"]} for at, source in cited],
        "contexts": list(each_once(source for _, source in cited if source["text"])),
    }


def _context(reference: Mapping[str, Any]) -> dict[str, Any]:
    page, title = string(reference.get("url")), string(reference.get("title"))
    return {
        "id": page or title or "source",
        "text": _MARKED.sub("", string(reference.get("description"))),
        "title": title,
        "url": url(page),
    }
