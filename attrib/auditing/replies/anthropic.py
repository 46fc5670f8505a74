"""Anthropic's Messages API.

``content`` is a list of blocks. Those of text have ``citations``, which stand for all words of their block:
of a document by its place in the request (``char_location``, ``page_location``, ``content_block_location``),
of a search result (``search_result_location``), or of a page (``web_search_result_location``).
LangChain keeps the replies of all APIs in such blocks, with OpenAI's ``annotations`` or its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrib.auditing.replies.openai import annotations_of_parts
from attrib.auditing.replies.values import (
    each_once,
    integer,
    is_of_model,
    joined,
    mapping,
    mappings,
    string,
    url,
)

KEYS = ("content",)


def is_own(reply: Mapping[str, Any]) -> bool:
    """A text is a string. Messages of users have texts too."""
    blocks = mappings(reply.get("content"))
    texts = (b.get("type") == "text" and isinstance(b.get("text"), str) for b in blocks)
    return is_of_model(reply) and any(texts)


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A document is the context of that number, where the row has contexts, or its entry in ``citations``.

    Where the row has neither, what the model quoted of its sources (``cited_text``) is the contexts.
    """
    blocks = mappings(reply.get("content"))
    texts = [string(b.get("text")) if b.get("type") == "text" else None for b in blocks]
    answer, starts = joined(texts)
    cited = [
        each
        for block, text, start in zip(blocks, texts, starts, strict=True)
        if text
        for each in _cited(block, start, start + len(text))
    ]
    quoted = not (given.get("contexts") or given.get("citations"))
    results_only = all(_document(citation) is None for *_, citation in cited)
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
    annotations += annotations_of_parts(blocks, starts)
    return {"answer": answer, "annotations": annotations, "contexts": list(each_once(contexts))}


def _cited(
    block: Mapping[str, Any], start: int, end: int
) -> Iterator[tuple[int, int, Mapping[str, Any]]]:
    """The citations of a block, and the words that each stands for. In LangChain's own form they are among
    the annotations, and may have a place.
    """
    yield from ((start, end, citation) for citation in mappings(block.get("citations")))
    for each in mappings(block.get("annotations")):
        if each.get("type") == "citation":
            first, last = (integer(each.get(key)) for key in ("start_index", "end_index"))
            placed = first is not None and last is not None
            place = (start + (first or 0), start + (last or 0)) if placed else (start, end)
            yield *place, {**mapping(each.get("extras")), **each}


def _name(citation: Mapping[str, Any]) -> str:
    """What the source of a citation is called where only the reply tells of it."""
    own = string(citation.get("url")) or string(citation.get("source"))
    number = _document(citation)
    return (
        own
        or (string(citation.get("title")) if number is None else "")
        or f"document {number or 1}"
    )


def _declared(citation: Mapping[str, Any], numbered: bool, results_only: bool) -> dict[str, Any]:
    """What a citation means in a row that has contexts or citations of its own."""
    if (number := _document(citation)) is not None:
        return {"context": number} if numbered else {"target": number}
    # Search results are counted apart from documents, and the contexts may be both.
    index = integer(citation.get("search_result_index"))
    number = None if index is None or not (numbered and results_only) else index + 1
    return {"uri": _name(citation), "context": number}


def _document(citation: Mapping[str, Any]) -> int | None:
    """The number of the cited document in the request, from 1; None where something else is cited."""
    index = integer(citation.get("document_index"))
    return None if index is None else index + 1
