"""Cohere's Chat API, version 1.

``text`` is the answer, and its ``citations`` have the ids of ``documents``. Those of version 2 may
stand there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.cohere_citations import are_citations, context_of, read_citations
from attrib.auditing.replies.values import each_once, mappings, string

KEYS = ("text", "citations", "documents", "search_results", "message")
_IDS = frozenset({"generation_id", "response_id"})


def is_own(reply: Mapping[str, Any]) -> bool:
    """A text alone could be anything."""
    cites = are_citations(reply.get("citations"))
    return isinstance(reply.get("text"), str) and (cites or not _IDS.isdisjoint(reply))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """All documents are contexts, be they cited or not."""
    annotations, cited = read_citations(reply.get("citations"))
    documents = [
        context_of(each, string(each.get("id")) or f"doc_{number}")
        for number, each in enumerate(mappings(reply.get("documents")))
    ]
    found = [context for context in documents if context["text"]]
    return {
        "answer": string(reply.get("text")),
        "annotations": annotations,
        "contexts": list(each_once([*found, *cited])),
    }
