"""Haystack's ``GeneratedAnswer``: ``data`` is the answer. Its ``to_dict()`` has all of it below
``init_parameters``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import mapping, mappings
from attrib.auditing.synonyms import unwrapped

KEYS = ("data", "init_parameters", "query", "documents")


def is_own(reply: Mapping[str, Any]) -> bool:
    """Some data alone could be anything."""
    answer = _answer(reply)
    return isinstance(answer.get("data"), str) and answer.keys() >= {"query", "documents"}


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The documents are contexts."""
    answer = _answer(reply)
    return {
        "answer": answer["data"],
        "question": answer["query"],
        "annotations": [],
        "contexts": [unwrapped(document) for document in mappings(answer["documents"])],
    }


def _answer(reply: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(reply.get("init_parameters")) or reply
