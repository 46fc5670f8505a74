"""OpenAI's Assistants API: a message of a thread.

The texts of ``content`` have a ``value`` and ``annotations``. What a ``file_citation`` stands around is the
marker, as in ``【4:0†source】``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.openai import annotations_of_parts
from attrib.auditing.replies.values import is_of_model, joined, mapping, mappings, string

KEYS = ("content",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """A text is an object with a ``value``. Messages of users have texts too."""
    parts = mappings(reply.get("content"))
    texts = (mapping(part.get("text")).get("value") is not None for part in parts)
    return is_of_model(reply) and any(texts)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """No context: an annotation has the id of a file."""
    parts = [mapping(part.get("text")) for part in mappings(reply.get("content"))]
    answer, starts = joined([string(part.get("value")) or None for part in parts])
    return {"answer": answer, "annotations": annotations_of_parts(parts, starts)}
