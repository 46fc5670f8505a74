"""Mistral's Chat Completions, where the model was asked to cite.

``content`` of the message is a list of chunks. Those of type ``reference`` stand behind the words that they
back, and have no words of their own, only ``reference_ids``: what the result of a tool, which was part of the
request, calls its sources.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrib.auditing.replies.values import elements, joined, mapping, mappings, string
from attrib.auditing.synonyms import unwrapped
from attrib.json_rows import own_id

KEYS = ("choices", "content")
_NUMBER = re.compile(r"\d{1,4}")
_REFERENCES = ("reference", "tool_reference")


def is_own(reply: Mapping[str, Any]) -> bool:
    """Without references, a reply is as those of other Chat Completions."""
    return any(chunk.get("type") == "reference" for chunk in _chunks(reply))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """No context: the request had them."""
    chunks = _chunks(reply)
    answer, places = read_chunks(chunks)
    named = _names_sources(given)
    annotations = [
        {"start": place, "end": place, "target": name if named else _position(name)}
        for chunk, place in zip(chunks, places, strict=True)
        for name in elements(chunk.get("reference_ids"))
        if _is_name(name)
    ]
    return {"answer": answer, "annotations": annotations}


def read_chunks(chunks: Sequence[Mapping[str, Any] | None]) -> tuple[str, list[int]]:
    """The text of chunks, and where the words before each end. None stands between messages."""
    answer, starts = joined([_text(chunk) if chunk else None for chunk in chunks])
    return answer, [len(answer[:start].rstrip()) for start in starts]


def _text(chunk: Mapping[str, Any]) -> str | None:
    """Thoughts and files keep texts apart, references do not."""
    if chunk.get("type") == "text":
        return string(chunk.get("text"))
    return "" if chunk.get("type") in _REFERENCES else None


def _chunks(reply: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    choice = next(iter(mappings(reply.get("choices"))), {})
    message = mapping(choice.get("message")) or reply  # or the message alone
    return mappings(message.get("content"))


def _is_name(value: Any) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _names_sources(given: Mapping[str, Any]) -> bool:
    """Whether the row has names for its sources, as the result of the tool had."""
    sources = given.get("citations") or given.get("contexts") or {}
    return isinstance(sources, Mapping) or any(own_id(unwrapped(s)) for s in mappings(sources))


def _position(name: Any) -> Any:
    """Where a source stands that the row has no name for: Mistral's own examples count from 0."""
    return int(name) + 1 if _NUMBER.fullmatch(str(name)) else name
