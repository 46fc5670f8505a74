"""Records of tools that watch or evaluate applications: what went in and what came out, each an object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrib.auditing.replies.values import mappings, string
from attrib.auditing.synonyms import SYNONYMS

_IN = ("inputs", "input", "vars")
"""In LangSmith; in Langfuse and Phoenix; in promptfoo."""
_OUT = ("outputs", "output", "response")
_ANSWERS = ("answer", *SYNONYMS["answer"])
_QUESTIONS = ("question", *SYNONYMS["question"])


def as_row(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """``item`` with what it keeps in its inputs and outputs as keys of its own; those that it has count more.
    Where messages went in, the last of a user is the question.
    """
    return _with_inputs(_with_outputs(_nested(item)))


def _nested(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """LangSmith's tables have ``outputs.answer`` for the ``answer`` of the outputs."""
    found: dict[str, dict[str, Any]] = {}
    for key, value in item.items():
        of, _, name = key.partition(".")
        if name and of in ("inputs", "outputs"):
            found.setdefault(of, {})[name] = value
    return {**found, **item}


def _with_outputs(item: Mapping[str, Any]) -> Mapping[str, Any]:
    for key in _OUT:
        said = item.get(key)
        if not isinstance(said, Mapping):
            continue
        answer = next((said[name] for name in _ANSWERS if said.get(name) is not None), None)
        # Replies of APIs have an ``output`` too; as outputs alone none comes.
        if isinstance(answer, str) or (key == "outputs" and answer is not None):
            beside = {name: value for name, value in said.items() if name not in _ANSWERS}
            return {**beside, **item, "output" if key == "outputs" else key: answer}
    return item


def _with_inputs(item: Mapping[str, Any]) -> Mapping[str, Any]:
    if any(isinstance(item.get(key), str) for key in _QUESTIONS):
        return item
    for key in _IN:
        asked = item.get(key)
        if isinstance(asked, list) and (question := _last_question(asked)):
            return {**item, "input": question}
        if isinstance(asked, Mapping):
            question = _last_question(asked.get("messages"))
            # An answer that went in is the one that was expected.
            known = {name: value for name, value in asked.items() if name not in _ANSWERS}
            rest = {name: value for name, value in item.items() if name != key}
            return {**({"input": question} if question else {}), **known, **rest}
    return item


def _last_question(messages: Any) -> str:
    """What the user asked last; empty where ``messages`` are none."""
    asked = (
        "".join(_texts(message.get("content")))
        for message in reversed(mappings(messages))
        if message.get("role") == "user" or message.get("type") == "human"
    )
    return next(asked, "")


def _texts(content: Any) -> Iterator[str]:
    yield string(content)
    yield from (string(part.get("text")) for part in mappings(content))
