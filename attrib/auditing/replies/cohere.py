"""Cohere's Chat API, version 2.

``message`` has ``content`` and ``citations`` of its texts, whose ``sources`` hold the documents or
what a tool gave out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.cohere_citations import read_citations
from attrib.auditing.replies.values import is_of_model, joined, mapping, mappings, string

KEYS = ("message",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """A message of the model with texts."""
    message = mapping(reply.get("message"))
    texts = (part.get("type") == "text" for part in mappings(message.get("content")))
    # In the results of a batch, Anthropic's messages are below this key too.
    return message.get("type") != "message" and is_of_model(message) and any(texts)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The documents that are cited are contexts."""
    message = mapping(reply.get("message"))
    content = mappings(message.get("content"))
    texts = [string(part.get("text")) if part.get("type") == "text" else None for part in content]
    answer, starts = joined(texts)
    annotations, contexts = read_citations(message.get("citations"), starts)
    return {"answer": answer, "annotations": annotations, "contexts": contexts}
