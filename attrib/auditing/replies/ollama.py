"""Ollama's own API: ``/api/generate`` has the answer as ``response``, ``/api/chat`` in a ``message``.

What it calls ``context`` are token ids. Its replies tell whether they are ``done``; those of a stream, one
on a line, are pieces of an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import mapping
from attrib.errors import SourceError

KEYS = ("response", "message")
_ALWAYS = frozenset({"model", "created_at", "done"})


def is_own(reply: Mapping[str, Any]) -> bool:
    """A response alone could be of any tool."""
    return reply.keys() >= _ALWAYS and isinstance(_text(reply), str)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """No citations, and no contexts. Raises SourceError where it is a piece of a stream."""
    if reply["done"] is False:
        raise SourceError(
            "it is a piece of an answer that was streamed: join the pieces, or ask with 'stream': false"
        )
    return {"answer": _text(reply), "annotations": []}


def _text(reply: Mapping[str, Any]) -> Any:
    message = mapping(reply.get("message"))
    return message.get("content") if message else reply.get("response")
