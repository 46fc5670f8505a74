"""OpenAI's Responses API.

``output`` holds messages and what tools did. A ``file_citation`` has no words, only a place behind them
(``index``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.openai import annotations_of_parts
from attrib.auditing.replies.values import is_of_model, joined, mappings, string

KEYS = ("output",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """The messages say what they are."""
    return any(map(_is_message, mappings(reply.get("output"))))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The results of a file search are contexts, where they were asked for."""
    parts: list[Mapping[str, Any] | None] = []
    contexts = []
    for item in mappings(reply.get("output")):
        parts.append(None)
        if _is_message(item):
            parts += mappings(item.get("content"))
        contexts += [
            {"id": string(result.get("file_id")), "text": text, "title": result.get("filename")}
            for result in mappings(item.get("results"))
            if (text := string(result.get("text")))
        ]
    texts = [string(p.get("text")) or string(p.get("refusal")) if p else None for p in parts]
    answer, starts = joined(texts)
    return {
        "answer": answer,
        "annotations": annotations_of_parts(parts, starts),
        "contexts": contexts,
    }


def _is_message(item: Mapping[str, Any]) -> bool:
    return item.get("type") == "message" and is_of_model(item)
