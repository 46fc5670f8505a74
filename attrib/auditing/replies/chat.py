"""Chat Completions: OpenAI's, Azure OpenAI On Your Data, and Perplexity's.

What a ``url_citation`` stands around is often the link itself. Completions that are no chat
(``/v1/completions`` of many servers) have a ``text``. On Azure, ``[doc1]`` is the first of what was
found. Perplexity has ``search_results`` beside the choices, which the markers in the text count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.auditing.replies.on_your_data import citations_of, message_of
from attrib.auditing.replies.openai import annotations_of
from attrib.auditing.replies.values import mappings, string, url

KEYS = ("choices", "search_results")
_NAMES = ("filepath", "url", "title")
"""What a document that Azure or Perplexity found is called, the first that it has."""


def is_own(reply: Mapping[str, Any]) -> bool:
    """Only this API has choices."""
    return bool(mappings(reply.get("choices")))


def row_of(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The message of the first choice."""
    choice = next(iter(mappings(reply.get("choices"))), {})
    message = message_of(choice)
    content = message.get("content")
    pieces = [string(part.get("text")) for part in mappings(content)]
    answer = (
        string(content) or "".join(pieces) or string(message.get("refusal")) or _completed(choice)
    )
    found = citations_of(choice) or mappings(reply.get("search_results"))
    names = [
        next(filter(None, (string(each.get(key)) for key in _NAMES)), f"citation {number}")
        for number, each in enumerate(found, 1)
    ]
    row: dict[str, Any] = {
        "answer": answer,
        "annotations": annotations_of(message.get("annotations")),
        "contexts": [
            {"id": name, "text": text, "title": each.get("title"), "url": url(each.get("url"))}
            for each, name in zip(found, names, strict=True)
            if (text := string(each.get("content")) or string(each.get("snippet")))
        ],
    }
    if found:
        row["citations"] = [{"id": n, "uri": name} for n, name in enumerate(names, 1)]
    return row


def _completed(choice: Mapping[str, Any]) -> str:
    """Choices that nobody finished may be those of a quiz."""
    return string(choice.get("text")) if "finish_reason" in choice else ""
