"""Anthropic's Messages API.

``content`` is a list of blocks. Those of text have ``citations``, which stand for all words of their block:
of a document by its place in the request (``char_location``, ``page_location``, ``content_block_location``),
of a search result (``search_result_location``), or of a page (``web_search_result_location``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.values import each_once, integer, joined, mappings, string, url

KEYS = ("content",)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A document is the context of that number, where the row has contexts, or its entry in ``citations``.

    Where the row has neither, what the model quoted of its sources (``cited_text``) is the contexts.
    """
    blocks = mappings(reply.get("content"))
    texts = [string(b.get("text")) if b.get("type") == "text" else None for b in blocks]
    answer, starts = joined(texts)
    cited = [
        (start, start + len(text), citation)
        for block, text, start in zip(blocks, texts, starts, strict=True)
        for citation in mappings(block.get("citations"))
        if text
    ]
    quoted = not (given.get("contexts") or given.get("citations"))
    results_only = not any("document_index" in citation for *_, citation in cited)
    annotations = [
        {"start": start, "end": end}
        | (
            {"target": _name(citation)}
            if quoted
            else _declared(citation, bool(given.get("contexts")), results_only)
        )
        for start, end, citation in cited
    ]
    contexts = [
        {
            "id": _name(citation),
            "text": citation["cited_text"],
            "title": citation.get("document_title") or citation.get("title"),
            "url": url(citation.get("url")) or url(citation.get("source")),
        }
        for *_, citation in cited
        if quoted and string(citation.get("cited_text")).strip()
    ]
    return {"answer": answer, "annotations": annotations, "contexts": list(each_once(contexts))}


def _name(citation: Mapping[str, Any]) -> str:
    """What the source of a citation is called where only the reply tells of it."""
    own = string(citation.get("url")) or string(citation.get("source"))
    return own or f"document {_number(citation.get('document_index'))}"


def _declared(citation: Mapping[str, Any], numbered: bool, results_only: bool) -> dict[str, Any]:
    """What a citation means in a row that has contexts or citations of its own."""
    if "document_index" in citation:
        number = _number(citation["document_index"])
        return {"context": number} if numbered else {"target": number}
    # Search results are counted apart from documents, and the contexts may be both.
    index = integer(citation.get("search_result_index"))
    counts = numbered and results_only and index is not None
    return {"uri": _name(citation), "context": _number(index) if counts else None}


def _number(index: Any) -> int:
    return (integer(index) or 0) + 1
