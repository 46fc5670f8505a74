"""InvokeAgent and InvokeInlineAgent of Amazon Bedrock, with the events of ``completion`` as a list.

Each event is a ``chunk`` or something else (a ``trace``, ``files``). A chunk has ``bytes`` of the answer,
and in ``attribution`` the citations of RetrieveAndGenerate.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from typing import Any

from attrib.auditing.replies import bedrock
from attrib.auditing.replies.values import mapping, mappings, string

KEYS = ("completion",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """An agent may send nothing but traces; then there is no answer."""
    return any("bytes" in chunk for chunk in _chunks(reply))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """As of RetrieveAndGenerate, with the chunks one behind the other."""
    chunks = _chunks(reply)
    citations = [
        citation
        for chunk in chunks
        for citation in mappings(mapping(chunk.get("attribution")).get("citations"))
    ]
    text = _text(chunk.get("bytes") for chunk in chunks)
    return bedrock.row_of({"output": {"text": text}, "citations": citations}, given)


def _chunks(reply: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [mapping(event.get("chunk")) for event in mappings(reply.get("completion"))]


def _text(parts: Iterable[Any]) -> str:
    """boto3 gives bytes; in JSON they are Base64, or the text that somebody made of them."""
    parts = list(parts)
    try:
        return b"".join(map(_bytes, parts)).decode()  # a character may lie in two chunks
    except ValueError:
        return "".join(map(string, parts))


def _bytes(part: Any) -> bytes:
    return part if isinstance(part, bytes) else base64.b64decode(string(part), validate=True)
