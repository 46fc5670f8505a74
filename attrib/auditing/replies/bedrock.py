"""RetrieveAndGenerate of Knowledge Bases for Amazon Bedrock.

``output.text`` is the answer. Each of ``citations`` is a part of it (``generatedResponsePart``) with the
texts that it rests on (``retrievedReferences``), whose ``location`` says where they are from. The end of a
part's span is its last character or the place behind it, depending on the version: its text tells which.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import each_once, mapping, mappings, string, url

KEYS = ("output", "citations")
_LOCATIONS = ("uri", "url", "id")
_SOURCE = "x-amz-bedrock-kb-source-uri"


def is_own(reply: Mapping[str, Any]) -> bool:
    """A text alone could be anything."""
    answers = isinstance(mapping(reply.get("output")).get("text"), str)
    return answers and ("citations" in reply or "sessionId" in reply)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The references are contexts; those of one location are pieces of one document."""
    annotations: list[dict[str, Any]] = []
    contexts: list[dict[str, Any]] = []
    for citation in mappings(reply.get("citations")):
        part = mapping(mapping(citation.get("generatedResponsePart")).get("textResponsePart"))
        span = mapping(part.get("span"))
        for reference in mappings(citation.get("retrievedReferences")):
            text = string(mapping(reference.get("content")).get("text"))
            uri = _uri(reference) or f"reference {len(contexts) + 1}"
            contexts.append({"id": uri, "text": text, "url": url(uri)})
            place = {"start": span.get("start"), "end": span.get("end"), "text": part.get("text")}
            annotations.append({**place, "target" if text else "uri": uri})
    return {
        "answer": string(mapping(reply.get("output")).get("text")),
        "annotations": annotations,
        "contexts": list(each_once(context for context in contexts if context["text"])),
    }


def _uri(reference: Mapping[str, Any]) -> str:
    """Where a reference is from: ``location`` has a key for each kind, and below it the place."""
    kinds = [mapping(value) for value in mapping(reference.get("location")).values()]
    places = (string(kind.get(key)) for kind in kinds for key in _LOCATIONS)
    return next(filter(None, places), "") or string(mapping(reference.get("metadata")).get(_SOURCE))
