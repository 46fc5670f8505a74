"""RetrieveAndGenerateStream of Knowledge Bases for Amazon Bedrock, with the events of ``stream`` as a list.

An event is a piece of the answer (``output``), a ``citation`` of RetrieveAndGenerate, or something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies import bedrock
from attrib.auditing.replies.values import mapping, mappings, string

KEYS = ("stream",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """A piece of the answer is among the events."""
    events = mappings(reply.get("stream"))
    return any("text" in mapping(event.get("output")) for event in events)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """As of RetrieveAndGenerate, with the pieces one behind the other."""
    events = mappings(reply.get("stream"))
    pieces = (string(mapping(event.get("output")).get("text")) for event in events)
    cited = [mapping(event.get("citation")) for event in events]
    # Older events have the citation below another key of that name.
    citations = [mapping(each.get("citation")) or each for each in cited]
    return bedrock.row_of({"output": {"text": "".join(pieces)}, "citations": citations}, given)
