"""A message of a model whose content is a string, as logs keep it; LangChain's has a ``type``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import is_of_model

KEYS = ("content",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """It has to tell whose it is: a content alone could be a document."""
    told = isinstance(reply.get("role"), str) or reply.get("type") in ("ai", "AIMessage")
    return told and is_of_model(reply) and isinstance(reply.get("content"), str)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What cites stands beside it, as it may in any row."""
    return {"answer": reply["content"], "annotations": []}
