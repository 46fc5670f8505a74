"""What Open WebUI found for an answer: ``sources`` beside its message, or beside the choices of its API.

Each has its texts as ``document``, with ``metadata`` of each. Markers count what the metadata call their
``source``, in the order in which they come.
"""

from __future__ import annotations

from typing import Any

from attrib.auditing.replies.values import elements, mapping, mappings, string, url


def are_sources(value: Any) -> bool:
    """Whether one of them is in ``value``: other tools have other sources."""
    return any(elements(s.get("document")) and "metadata" in s for s in mappings(value))


def read_sources(value: Any) -> dict[str, Any]:
    """The ``contexts`` and ``citations`` of a row."""
    contexts = []
    for source in mappings(value):
        of = mapping(source.get("source"))
        texts, known = elements(source.get("document")), elements(source.get("metadata"))
        for text, metadata in zip(texts, map(mapping, [*known, *[{}] * len(texts)]), strict=False):
            name = _first(metadata.get("source"), of.get("id"), of.get("name")) or "source"
            title = _first(metadata.get("name"), metadata.get("title"), of.get("name"))
            contexts.append({"id": name, "text": string(text), "title": title, "url": url(name)})
    names = dict.fromkeys(context["id"] for context in contexts)
    return {
        "contexts": [context for context in contexts if context["text"]],
        "citations": [{"id": number, "uri": name} for number, name in enumerate(names, 1)],
    }


def _first(*values: Any) -> str:
    return next(filter(None, map(string, values)), "")
