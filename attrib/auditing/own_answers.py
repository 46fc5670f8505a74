"""Answers that attrib ask wrote, as rows to audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrib.errors import SourceError

ANSWER = "attrib.answer/1"
ASKED = "attrib.asked_question/1"


def as_row(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """``item`` with the keys of a row, if attrib ask wrote it; else as it is.

    Raises SourceError where it holds a question that could not be asked.
    """
    schema, answer = item.get("schema"), item
    if schema == ASKED:
        found = item.get("answer")
        if not isinstance(found, Mapping):
            raise SourceError(f"there is no answer to audit: {item.get('error')}")
        answer = found
    elif schema != ANSWER:
        return item
    return {
        "id": item.get("id"),
        "question": answer.get("question"),
        "answer": answer.get("text"),
        "citations": answer.get("sources"),  # marker [n] is the n-th of them
    }
