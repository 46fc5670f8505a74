"""OpenAI's APIs: Responses, Chat Completions, and messages of Assistants; Azure OpenAI On Your Data.

All three annotate what the model wrote. What a ``url_citation`` stands around is often the link itself, and
what an Assistants ``file_citation`` stands around the marker, as in ``【4:0†source】``; that of Responses has
no words, only a place behind them (``index``). Files that a model wrote (``file_path``,
``container_file_citation``) are no citations. On Azure, ``[doc1]`` is the first of ``context.citations``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrib.auditing.replies.values import joined, mapping, mappings, string, url

RESPONSE_KEYS = ("output",)
CHAT_KEYS = ("choices", "search_results")
ASSISTANT_KEYS = ("content",)
_CITATIONS = ("url_citation", "file_citation")
_NAMED_FILE = re.compile(r"【[^†】]*†(?!source】)([^†】]+)】")
_NAMES = ("filepath", "url", "title")
"""What a document that Azure or Perplexity found is called, the first that it has."""


def row_of_response(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Responses: ``output`` holds messages, and the results of a file search where they were asked for."""
    parts: list[Mapping[str, Any] | None] = []
    contexts = []
    for item in mappings(reply.get("output")):
        parts.append(None)
        if item.get("type") == "message":
            parts += mappings(item.get("content"))
        contexts += [
            {"id": string(result.get("file_id")), "text": text, "title": result.get("filename")}
            for result in mappings(item.get("results"))
            if (text := string(result.get("text")))
        ]
    texts = [string(p.get("text")) or string(p.get("refusal")) if p else None for p in parts]
    answer, starts = joined(texts)
    return {"answer": answer, "annotations": _of_parts(parts, starts), "contexts": contexts}


def row_of_chat(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Chat Completions: the message of the first choice. Perplexity's have ``search_results`` beside it,
    which the markers in the text count.
    """
    choice = next(iter(mappings(reply.get("choices"))), {})
    message = mapping(choice.get("message"))
    content = message.get("content")
    pieces = [string(part.get("text")) for part in mappings(content)]
    answer = string(content) or "".join(pieces) or string(message.get("refusal"))
    cited = mappings(mapping(message.get("context")).get("citations"))
    found = cited or mappings(reply.get("search_results"))
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


def row_of_assistant(reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Assistants: a message of a thread, whose texts have a ``value`` and ``annotations``."""
    parts = [mapping(part.get("text")) for part in mappings(reply.get("content"))]
    answer, starts = joined([string(part.get("value")) or None for part in parts])
    return {"answer": answer, "annotations": _of_parts(parts, starts)}


def _of_parts(
    parts: Sequence[Mapping[str, Any] | None], starts: Sequence[int]
) -> list[dict[str, Any]]:
    """The citations of all parts of an answer, each of which begins at one of ``starts``."""
    return [
        annotation
        for part, start in zip(parts, starts, strict=True)
        for annotation in annotations_of(mapping(part).get("annotations"), start)
    ]


def annotations_of(value: Any, base: int = 0) -> list[dict[str, Any]]:
    """The citations among annotations of a text that begins at ``base`` of the answer."""
    found = []
    for each in mappings(value):
        kind = string(each.get("type"))
        if kind not in _CITATIONS:
            continue
        # Responses tells all of a citation on one level, the other APIs under the name of its kind.
        known = {**each, **mapping(each.get(kind))}
        place = {
            "start": known.get("start_index", known.get("index")),
            "end": known.get("end_index", known.get("index")),
        }
        found.append(
            {key: at + base if isinstance(at, int) else at for key, at in place.items()}
            | {
                "text": each.get("text"),
                "target": known.get("file_id"),
                "uri": _uri(each, known) or kind,
            }
        )
    return found


def _uri(annotation: Mapping[str, Any], known: Mapping[str, Any]) -> str:
    """Where a cited page or file is, or what it is called: some markers tell the name of the file."""
    marker = _NAMED_FILE.fullmatch(string(annotation.get("text")))
    names = (*(string(known.get(key)) for key in ("url", "filename")), marker[1] if marker else "")
    return next(
        filter(None, (*names, string(known.get("file_id")), string(known.get("title")))), ""
    )
