"""Which API a reply is of, and where in a row it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from attrib.auditing.replies import (
    anthropic,
    assistants,
    bedrock,
    bedrock_agent,
    bedrock_stream,
    chat,
    cohere,
    cohere_1,
    cohere_citations,
    converse,
    gemini,
    haystack,
    message,
    mistral,
    mistral_conversation,
    ollama,
    open_webui,
    openai,
    responses,
)
from attrib.auditing.replies.values import is_of_model, mapping, role_of
from attrib.auditing.synonyms import (
    SYNONYMS,
    WRITTEN,
    is_same,
    renamed,
    unwrapped,
    with_one_answer,
)
from attrib.errors import SourceError
from attrib.json_rows import own_id


class _Api(Protocol):
    """A module that reads the replies of one API."""

    @property
    def KEYS(self) -> tuple[str, ...]:  # noqa: N802
        """What of the reply it reads: no key of a row, whatever they are called."""
        ...

    def is_own(self, reply: Mapping[str, Any]) -> bool:
        """Whether a reply is one of this API."""
        ...

    def row_of(self, reply: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        """``answer``, ``annotations``, ``contexts`` and ``citations`` of a reply, as a row has them.

        ``given`` are the row's other keys.
        """
        ...


_APIS: tuple[_Api, ...] = (
    gemini, mistral, mistral_conversation, chat, responses, bedrock, bedrock_agent, bedrock_stream, converse,
    assistants, anthropic, cohere, cohere_1, ollama, haystack, message,
)  # fmt: skip
"""In this order: a reply is of the first that calls it its own."""

_LISTS = ("content", "output", "completion", "stream", "outputs")
"""Where APIs have the list that is left of a reply when all around it is gone."""


def as_row(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """``item`` with the keys of a row, if it is the reply of an API or has one as its answer; else as it
    is. What stands beside the reply counts as in any row; its contexts come before those of the reply.
    OpenAI's annotations, Cohere's citations and Open WebUI's sources are also read beside an answer.

    Raises SourceError where the row has another answer beside the reply, or is the message of a user.
    """
    if api := _api_of_row(item):
        key = next((key for key in api.KEYS if key in item), "")
        row = _row(api, item, {k: v for k, v in item.items() if k not in api.KEYS})
        return _compared(row, item, key)
    for key in ("answer", *SYNONYMS["answer"]):
        reply = _unpacked(item.get(key))
        if api := _api(reply):
            beside = {k: v for k, v in item.items() if k != key}
            left = {k: v for k, v in reply.items() if k not in api.KEYS}
            named = item.get("custom_id") or item.get("key")  # in the results of a batch
            row = _row(api, reply, {**left, **beside, **({"id": named} if named else {})})
            return _compared(row, item, key)
    if not _has_answer(item) and "content" in item and not is_of_model(item):
        raise SourceError(
            f"it is a message of the role {role_of(item)!r}: leave it out, a model's is needed"
        )
    return _beside(item)


def _has_answer(item: Mapping[str, Any]) -> bool:
    return any(isinstance(item.get(key), str) for key in ("answer", *WRITTEN))


def _api_of_row(item: Mapping[str, Any]) -> _Api | None:
    """Of which API a row itself is the reply. Beside a string as the answer, only what stands under one of
    the names of an answer is one: ``choices`` may be those of a quiz, ``content`` that of a document.
    """
    api = _api(item)
    return api if api and not (_has_answer(item) and set(WRITTEN).isdisjoint(api.KEYS)) else None


def _compared(row: Mapping[str, Any], item: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """``row``, which was read of the reply that ``item`` has as ``key``, with the answer to audit."""
    given, text = item.get("answer"), row["answer"]
    if not isinstance(given, str) or is_same(given, text):
        return row
    return with_one_answer({**row, "answer": given, key: text}, (key,))


def _row(api: _Api, reply: Mapping[str, Any], beside: Mapping[str, Any]) -> Mapping[str, Any]:
    beside = _beside({**beside, "answer": None})
    given = {k: v for k, v in renamed(beside).items() if v is not None}
    row = api.row_of(reply, given)
    return {**_together(row, given), "answer": row["answer"]}


def _beside(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """``item`` with the citations that came beside its answer, if they are known."""
    if openai.are_annotations(item.get("annotations")):
        item = {**item, "annotations": openai.annotations_of(item["annotations"])}
    if open_webui.are_sources(item.get("sources")):
        given = {k: v for k, v in renamed(item).items() if v is not None}
        item = _together({"annotations": [], **open_webui.read_sources(item["sources"])}, given)
    if cohere_citations.are_citations(item.get("citations")):
        annotations, contexts = cohere_citations.read_citations(item["citations"])
        given = {k: v for k, v in renamed(item).items() if k != "citations" and v is not None}
        return _together({"annotations": annotations, "contexts": contexts}, given)
    return item


def _together(row: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was read of a reply, and what its row has of its own."""
    contexts, annotations = given.get("contexts", []), given.get("annotations", [])
    if isinstance(contexts, list):
        known = {_id(context, number) for number, context in enumerate(contexts, 1)}
        contexts = [*contexts, *(c for c in row.get("contexts", ()) if c["id"] not in known)]
    if isinstance(annotations, list):
        annotations = [*annotations, *row["annotations"]]
    return {**row, **given, "contexts": contexts, "annotations": annotations}


def _id(context: Any, number: int) -> str:
    """What a context of the row is called."""
    return own_id(unwrapped(mapping(context))) or str(number)


def _api(reply: Mapping[str, Any]) -> _Api | None:
    return next((api for api in _APIS if api.is_own(reply)), None)


def _unpacked(value: Any) -> Mapping[str, Any]:
    """The reply that a row has as its answer: in the results of a batch and what LangChain dumps below
    another key, elsewhere without what is around its list of blocks, messages or events.
    """
    if isinstance(value, list):
        return dict.fromkeys(_LISTS, value)
    reply = mapping(value)
    batched = next(
        (b for k in ("body", "message", "kwargs") if _api(b := mapping(reply.get(k)))), None
    )
    return reply if batched is None or _api(reply) else batched
