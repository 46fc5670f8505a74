"""Azure OpenAI On Your Data: what was found for a choice of Chat Completions, and where its answer is.

``message.context`` has ``citations``. In versions before 2024-02 they are JSON, the content of a message of
the role ``tool``: below ``context.messages``, or in ``messages`` of the choice, with the answer behind it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import mapping, mappings, string


def message_of(choice: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message that is the answer."""
    answers = _of_role(choice.get("messages"), "assistant")
    return mapping(choice.get("message")) or (answers[-1] if answers else {})


def citations_of(choice: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What the markers of the answer count, from ``[doc1]``."""
    context = mapping(message_of(choice).get("context"))
    said = _of_role(context.get("messages"), "tool") or _of_role(choice.get("messages"), "tool")
    written = _read(said[-1].get("content")) if said else {}
    return mappings(context.get("citations")) or mappings(written.get("citations"))


def _of_role(messages: Any, role: str) -> list[Mapping[str, Any]]:
    return [message for message in mappings(messages) if message.get("role") == role]


def _read(content: Any) -> Mapping[str, Any]:
    try:
        return mapping(json.loads(string(content)))
    except (ValueError, RecursionError):
        return {}
