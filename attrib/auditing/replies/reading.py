"""Which API a reply is of, and where in a row it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from attrib.auditing.replies import anthropic, bedrock, cohere, converse, gemini, openai
from attrib.auditing.replies.values import mapping, mappings
from attrib.auditing.synonyms import SYNONYMS, WRITTEN, renamed, unwrapped
from attrib.json_rows import own_id


class _Api(NamedTuple):
    row_of: Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]
    """Makes of a reply ``answer``, ``annotations``, ``contexts`` and ``citations``, as a row has them; it is
    given the row's other keys too."""
    keys: tuple[str, ...]
    """What of the reply it reads: no key of a row, whatever they are called."""


ANTHROPIC = _Api(anthropic.row_of, anthropic.KEYS)
GEMINI = _Api(gemini.row_of, gemini.KEYS)
RESPONSES = _Api(openai.row_of_response, openai.RESPONSE_KEYS)
CHAT = _Api(openai.row_of_chat, openai.CHAT_KEYS)
ASSISTANTS = _Api(openai.row_of_assistant, openai.ASSISTANT_KEYS)
COHERE = _Api(cohere.row_of, cohere.KEYS)
COHERE_1 = _Api(cohere.row_of_1, cohere.KEYS_OF_1)
BEDROCK = _Api(bedrock.row_of, bedrock.KEYS)
CONVERSE = _Api(converse.row_of, converse.KEYS)

_ANSWERS = ("answer", *SYNONYMS["answer"])


def as_row(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """``item`` with the keys of a row, if it is the reply of an API or has one as its answer; else as it
    is. What stands beside the reply counts as in any row; its contexts come before those of the reply.
    OpenAI's annotations are also read where they stand beside an answer.
    """
    if any(isinstance(item.get(key), str) for key in ("answer", *WRITTEN)):
        known = openai.annotations_of(item.get("annotations"))
        return {**item, "annotations": known} if known else item
    if api := _api(item):
        return _row(api, item, {k: v for k, v in item.items() if k not in api.keys})
    for key in _ANSWERS:
        reply = _unpacked(item.get(key))
        if api := _api(reply):
            beside = {k: v for k, v in item.items() if k != key}
            left = {k: v for k, v in reply.items() if k not in api.keys}
            named = item.get("custom_id") or item.get("key")  # in the results of a batch
            return _row(api, reply, {**left, **beside, **({"id": named} if named else {})})
    return item


def _row(api: _Api, reply: Mapping[str, Any], beside: Mapping[str, Any]) -> Mapping[str, Any]:
    given = {k: v for k, v in renamed({**beside, "answer": None}).items() if v is not None}
    row = api.row_of(reply, given)
    contexts, annotations = given.get("contexts", []), given.get("annotations", [])
    if isinstance(contexts, list):
        known = {_id(context, number) for number, context in enumerate(contexts, 1)}
        contexts = [*contexts, *(c for c in row.get("contexts", ()) if c["id"] not in known)]
    if isinstance(annotations, list):
        annotations = [*annotations, *row["annotations"]]
    return {
        **row,
        **given,
        "answer": row["answer"],
        "contexts": contexts,
        "annotations": annotations,
    }


def _id(context: Any, number: int) -> str:
    """What a context of the row is called."""
    return own_id(unwrapped(mapping(context))) or str(number)


def _api(reply: Mapping[str, Any]) -> _Api | None:
    content = mappings(reply.get("content"))
    output, message = reply.get("output"), mapping(reply.get("message"))
    if mappings(reply.get("candidates")):
        return GEMINI
    if mappings(reply.get("choices")):
        return CHAT
    if any(item.get("type") == "message" for item in mappings(output)):
        return RESPONSES
    if isinstance(mapping(output).get("text"), str) and (
        "citations" in reply or "sessionId" in reply
    ):
        return BEDROCK
    if converse.blocks(reply):
        return CONVERSE
    if any(mapping(part.get("text")).get("value") is not None for part in content):
        return ASSISTANTS
    if any(part.get("type") == "text" and isinstance(part.get("text"), str) for part in content):
        return ANTHROPIC
    # In the results of a batch, Anthropic's messages are below this key too.
    if message.get("type") != "message" and any(
        part.get("type") == "text" for part in mappings(message.get("content"))
    ):
        return COHERE
    cites = any("document_ids" in each for each in mappings(reply.get("citations")))
    if isinstance(reply.get("text"), str) and (
        cites or {"generation_id", "response_id"} & reply.keys()
    ):
        return COHERE_1
    return None


def _unpacked(value: Any) -> Mapping[str, Any]:
    """The reply that a row has as its answer: in the results of a batch below another key, elsewhere
    without what is around its list of blocks or of messages.
    """
    if isinstance(value, list):
        return {"content": value, "output": value}
    reply = mapping(value)
    batched = next((b for k in ("body", "message") if _api(b := mapping(reply.get(k)))), None)
    return reply if batched is None or _api(reply) else batched
