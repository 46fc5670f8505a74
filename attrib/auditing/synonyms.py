"""What other tools call the keys of a row and of a context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrib.errors import SourceError
from attrib.json_rows import own_id

SYNONYMS = {
    "answer": ("response", "output", "actual_output", "result"),
    "question": ("user_input", "query", "input"),
    "contexts": (
        "retrieved_contexts", "retrieval_context", "docs", "documents", "source_documents", "source_nodes",
        "search_results", "context",
    ),
}  # fmt: skip
"""In RAGAS, ALCE, DeepEval, LangChain, LlamaIndex, Haystack and Perplexity. They count where the row has no
key of attrib's name, or null there."""
WRITTEN = SYNONYMS["answer"][:3]
"""Those that are never anything else than what a model wrote."""
TEXTS = ("text", "page_content", "content", "snippet")
"""What the text of a context is called; LangChain's is ``page_content``, Haystack's ``content``."""
WRAPPED = ("node", "data", "kwargs")
"""Where LlamaIndex, Cohere and LangChain's own files have what is known of a context."""
NAMES = ("id", "id_", "doc_id")
"""What the id of a context is called."""
FILES = ("source", "file_name", "file_path")
"""What the metadata of a context call the file that it is from."""


def renamed(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """``item`` with attrib's names for what other tools call otherwise.

    LangChain's ``context`` is a list. One that is none is no synonym: a string may be several texts joined,
    and each marker means one. Ollama's, which are token ids, are left out.
    """
    if _are_token_ids(item.get("context")):
        item = {key: value for key, value in item.items() if key != "context"}
    named = {
        name: item[other]
        for name, others in SYNONYMS.items()
        for other in reversed(others)
        if item.get(name) is None and item.get(other) is not None
        if other != "context" or isinstance(item[other], list)
    }
    return {**item, **named}


def _are_token_ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, int) for each in value)


def with_one_answer(item: Mapping[str, Any], written: Sequence[str] = WRITTEN) -> Mapping[str, Any]:
    """``item``, but for ALCE's rows: there ``answer`` is the gold answer, and ``output`` what was written.

    Raises SourceError where anything else has two answers: its ``answer``, and another under one of the
    keys ``written``.
    """
    answer = item.get("answer")
    others = [
        key
        for key in written
        if isinstance(other := item.get(key), str)
        if not (isinstance(answer, str) and is_same(answer, other))
    ]
    if answer is None or not others:
        return item
    if "output" in others and "docs" in item:
        return {**item, "answer": item["output"]}
    raise SourceError(
        f"'answer' and '{others[0]}' are two answers: leave out the one that is not to be audited"
    )


def is_same(answer: str, other: str) -> bool:
    """Whether two answers are one: the text of a reply is often kept without the white space around it, or
    around its parts.
    """
    return "".join(answer.split()) == "".join(other.split())


def unwrapped(context: Mapping[str, Any]) -> Mapping[str, Any]:
    """``context`` with attrib's names: ``text``, and ``id``, ``title`` and ``url`` if it has them, be it in
    its metadata. What has no text stays as it is.
    """
    inner = next((v for key in WRAPPED if isinstance(v := context.get(key), Mapping)), {})
    metadata = context.get("metadata") or inner.get("metadata") or context.get("meta")
    metadata = metadata if isinstance(metadata, Mapping) else {}
    known = {**metadata, **inner, **context}
    text = next((known[key] for key in TEXTS if isinstance(known.get(key), str)), None)
    if text is None:
        return context
    # Around a context of LangChain, ``id`` is a list: the name of its class.
    places = [{"id": of.get(k)} for k in (*NAMES, *FILES) for of in (context, inner, metadata)]
    own = next(filter(None, map(own_id, places)), None)
    return {"text": text, "id": own, "title": known.get("title"), "url": known.get("url")}
