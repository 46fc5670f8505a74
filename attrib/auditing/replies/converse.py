"""The Converse API of Amazon Bedrock.

``output.message.content`` is a list of blocks. Those of text cite nothing; a ``citationsContent`` has the
words that the model wrote (``content``) and what they rest on (``citations``): a document of the request by
its number, a search result, or a page. It tells what Anthropic's Messages tell, in other words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies import anthropic
from attrib.auditing.replies.values import mapping, mappings, string

KEYS = ("output",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """A message with blocks."""
    return bool(_blocks(reply))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """As of Anthropic's blocks."""
    return anthropic.row_of({"content": [_block(each) for each in _blocks(reply)]}, given)


def _blocks(reply: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those of the message; a block is named by its key, where other APIs write a ``type``."""
    found = mappings(mapping(mapping(reply.get("output")).get("message")).get("content"))
    return [block for block in found if "type" not in block]


def _block(block: Mapping[str, Any]) -> dict[str, Any]:
    if "citationsContent" in block:
        cited = mapping(block["citationsContent"])
        citations = [_citation(each) for each in mappings(cited.get("citations"))]
        return {"type": "text", "text": _joined(cited.get("content")), "citations": citations}
    kind = "text" if isinstance(block.get("text"), str) else "other"
    return {"type": kind, "text": block.get("text")}


def _citation(citation: Mapping[str, Any]) -> dict[str, Any]:
    # A key for each kind of place, one of which is there.
    place = next((mapping(value) for value in mapping(citation.get("location")).values()), {})
    return {
        "cited_text": _joined(citation.get("sourceContent")),
        "document_title": citation.get("title"),
        "document_index": place.get("documentIndex"),
        "search_result_index": place.get("searchResultIndex"),
        "url": place.get("url"),
        "source": citation.get("source"),
    }


def _joined(texts: Any) -> str:
    return "".join(string(each.get("text")) for each in mappings(texts))
