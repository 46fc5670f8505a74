"""Annotations of a row: citations that came beside the answer, each with its place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from reprlib import repr as shortened
from typing import Any

from attrib.errors import SourceError
from attrib.sources.document import clean
from attrib.types import Span


@dataclass(frozen=True, slots=True)
class Annotation:
    """A citation of the words ``answer[start:end]``; of the sentence before where there are none.

    What it cites is the first of ``target``, ``uri`` and ``context`` that the row declares.
    """

    start: int
    end: int
    target: str = ""
    """What a marker in the text would name."""
    uri: str = ""
    context: int = 0
    """The number of a context of the row, from 1; 0 for none."""


def read_annotations(value: Any, answer: str) -> Iterator[Annotation]:
    """The row's ``annotations``. Their offsets count code points of ``answer`` as the row has it; those
    that come back count those of the cleaned one.

    Raises SourceError where they are malformed, or lie outside of the answer.
    """
    if value is None:
        return
    if not isinstance(value, list):
        raise SourceError(f"'annotations' is a {type(value).__name__}: a list is needed")
    if all(isinstance(item, Mapping) and not _KEYS & item.keys() for item in value):
        return  # ASQA's, in the files of ALCE, are other answers
    for number, item in enumerate(value, 1):
        if not isinstance(item, Mapping):
            raise SourceError(
                f"annotation {number} is a {type(item).__name__}: an object is needed"
            )
        start, end = (_cleaned(answer, at) for at in _placed(item, number, answer))
        named = list(_named(item, number))
        if not named:
            raise SourceError(
                f"annotation {number} cites nothing: give it a 'target', 'targets', 'uri' or 'context'"
            )
        for target, uri, context in named:
            yield Annotation(start, end, target, uri, context)


_KEYS = {
    "start", "end", "start_index", "end_index", "text",
    "target", "targets", "uri", "url", "source", "context",
}  # fmt: skip


def _named(item: Mapping[str, Any], number: int) -> Iterator[tuple[str, str, int]]:
    uri = next((v for key in ("uri", "url", "source") if (v := _name(item.get(key)))), "")
    context = _integer(item, number, "context") or 0
    targets = item.get("targets") or []
    if not isinstance(targets, list):
        raise SourceError(
            f"'targets' of annotation {number} is a {type(targets).__name__}: a list is needed"
        )
    target = _name(item.get("target"))
    if target or uri or context:
        yield target, uri, context
    yield from ((name, "", 0) for each in targets if (name := _name(each)))


def _name(value: Any) -> str:
    """A name, which may be a number; empty where ``value`` is none."""
    named = isinstance(value, (str, int)) and not isinstance(value, bool)
    return clean(str(value)).strip() if named else ""


def _placed(item: Mapping[str, Any], number: int, answer: str) -> Span:
    """Where an annotation stands in ``answer``. Its words count more than its offsets: some APIs count
    bytes, some give the place of the last character instead of the end.
    """
    start = _integer(item, number, "start", "start_index") or 0
    end = _integer(item, number, "end", "end_index")
    words = item.get("text")
    if isinstance(words, str) and words.strip():
        return _found(answer, words, start, number)
    if end is None:
        raise SourceError(
            f"annotation {number} has no end: give it an 'end', or its words as 'text'"
        )
    if not 0 <= start <= end <= len(answer):
        raise SourceError(
            f"annotation {number} goes from {start} to {end}, but 'answer' has {len(answer)} characters: "
            "count its code points from 0, or give the annotated words as 'text'"
        )
    return Span(start, end)


def _found(answer: str, words: str, start: int, number: int) -> Span:
    """The place of ``words`` that ``start`` means, in code points or in bytes, or else the nearest."""
    if start >= 0:
        if answer.startswith(words, start):
            return Span(start, start + len(words))
        data = answer.encode("utf-8", "surrogatepass")
        if data.startswith(words.encode("utf-8", "surrogatepass"), start):
            start = len(data[:start].decode("utf-8", "surrogatepass"))
            return Span(start, start + len(words))
    for each in dict.fromkeys((words, words.strip())):
        before = answer.rfind(each, 0, max(start, 0) + len(each))
        after = answer.find(each, max(start, 0))
        if places := [at for at in (before, after) if at >= 0]:
            at = min(places, key=lambda place: abs(place - start))
            return Span(at, at + len(each))
    raise SourceError(
        f"annotation {number} stands around {shortened(words)}, which is not in 'answer': copy its words "
        "from there"
    )


def _integer(item: Mapping[str, Any], number: int, *keys: str) -> int | None:
    key = next((key for key in keys if item.get(key) is not None), None)
    if key is None:
        return None
    value = item[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise SourceError(
            f"'{key}' of annotation {number} is a {type(value).__name__}: an integer is needed"
        )
    return value


def _cleaned(answer: str, offset: int) -> int:
    """The same place in the cleaned answer, which has no NUL characters."""
    return offset - answer.count("\x00", 0, offset)
