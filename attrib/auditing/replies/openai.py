"""Annotations as the APIs of OpenAI write them: citations, and files that a model wrote (``file_path``,
``container_file_citation``), which are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrib.auditing.replies.values import mapping, mappings, string

_CITATIONS = ("url_citation", "file_citation")
_FILES = ("file_path", "container_file_citation")
_NAMED_FILE = re.compile(r"【[^†】]*†(?!source】)([^†】]+)】")


def are_annotations(value: Any) -> bool:
    """Whether one of OpenAI's is in ``value``, be it a citation or not."""
    return any(each.get("type") in (*_CITATIONS, *_FILES) for each in mappings(value))


def annotations_of_parts(
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
