"""What replies are made of: values that may be missing, or of another kind than expected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrib.sources.uris import is_url

APART = "\n\n"
"""Stands between texts of a reply that something else came between: no sentence crosses it."""


_MODEL = ("assistant", "model")
_OTHERS = ("human", "system", "tool")


def is_of_model(message: Mapping[str, Any]) -> bool:
    """Whether a message is what a model wrote, as one is that does not tell whose it is."""
    return role_of(message) in ("", *_MODEL)


def role_of(message: Mapping[str, Any]) -> str:
    """Whose a message is, in LangChain by its ``type``; empty where it does not tell."""
    kind = string(message.get("type"))
    return string(message.get("role")) or (kind if kind in _OTHERS else "")


def mapping(value: Any) -> Mapping[str, Any]:
    """``value``, or an empty mapping where it is none."""
    return value if isinstance(value, Mapping) else {}


def elements(value: Any) -> list[Any]:
    """``value``, or an empty list where it is none."""
    return value if isinstance(value, list) else []


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """The mappings in a list; none where ``value`` is no list."""
    return [each for each in elements(value) if isinstance(each, Mapping)]


def string(value: Any) -> str:
    """``value``, or an empty string where it is none."""
    return value if isinstance(value, str) else ""


def integer(value: Any) -> int | None:
    """``value``, or None where it is no whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def url(value: Any) -> str:
    """``value``, or an empty string where it is no http(s) URL."""
    return value if isinstance(value, str) and is_url(value) else ""


def written(value: Any) -> str:
    """What a document or the output of a tool says, whatever it is."""
    if isinstance(value, Mapping):
        return "\n".join(filter(None, map(written, value.values())))
    return string(value) or ("" if value in (None, "") else json.dumps(value, ensure_ascii=False))


def joined(texts: Iterable[str | None]) -> tuple[str, list[int]]:
    """Texts one behind the other, and where each begins. None stands for what is no text: the texts on
    both sides of it are kept apart.
    """
    answer, starts, apart = "", [], False
    for text in texts:
        if text:
            answer += APART if apart and answer else ""
            apart = False
        starts.append(len(answer))
        answer += text or ""
        apart = apart or text is None
    return answer, starts


def each_once(contexts: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """``contexts`` without those of which the same text of the same document came before."""
    seen: set[tuple[Any, Any]] = set()
    for context in contexts:
        key = context.get("id"), context["text"]
        if key not in seen:
            seen.add(key)
            yield context
