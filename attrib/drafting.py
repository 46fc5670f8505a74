"""A draft's sentences, each held against passages; and the text of an answer, with its citations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from attrib.answers.claims import asserts, without_markers
from attrib.answers.markers import find_markers
from attrib.attribution import Attributor, Ground, Task
from attrib.generation import Draft
from attrib.types import (
    Attribution,
    Citation,
    CitationStatus,
    Claim,
    RemovedMarker,
    RetrievedPassage,
    Source,
    Verdict,
)

_TERMINAL = (".", "!", "?", "…", "。", "！", "？", "؟", "।", '."', ".”", ".)", '!"', '?"')


class Checked(NamedTuple):
    """A sentence without a writer's markers, and what the sources say of it, with offsets from its
    start.
    """

    sentence: str
    found: Attribution


def unmarked(draft: Draft) -> list[str]:
    """The sentences of ``draft`` as they are checked, in order: without the markers of who wrote
    them. A quotation stays as it is, ``the interval [0, 1]`` and all.
    """
    if draft.quoted:
        return list(draft.sentences)
    return [without_markers(sentence).strip() for sentence in draft.sentences]


def check(
    question: str,
    sentences: Iterable[str],
    passages: Sequence[RetrievedPassage],
    attributor: Attributor,
) -> list[Checked]:
    """Holds every sentence that asserts something against ``passages``, as an answer to ``question``:
    some say nothing without it ("The answer is 12.").
    """
    texts = [text for sentence in sentences if (text := sentence.strip())]
    grounds = [Ground(item.passage, item.source) for item in passages]
    claims = {text: Claim(" ".join(text.split()), 0, len(text)) for text in texts}
    tasks = [
        Task(claims[text], text, grounds, question) for text in claims if asserts(claims[text].text)
    ]
    found = {task.scored: one for task, one in zip(tasks, attributor.attribute(tasks), strict=True)}
    return [
        Checked(text, found.get(text) or Attribution(claims[text], Verdict.NOT_A_CLAIM, None))
        for text in texts
    ]


def removed_markers(draft: Draft, checked: Sequence[Checked]) -> list[RemovedMarker]:
    """The markers of ``draft`` that do not hold: they point to nothing, or to a document that
    is not among the evidence of their sentence. Those that hold are not kept either: the engine
    numbers citations anew. A quotation has none.
    """
    if draft.quoted:
        return []
    numbered = draft.numbered
    evidence = {
        one.sentence: {evidence.document_id for evidence in one.found.evidence} for one in checked
    }
    removed = []
    for sentence, bare in zip(draft.sentences, unmarked(draft), strict=True):
        if bare not in evidence:
            continue
        for marker in find_markers(sentence):
            for target in marker.targets:
                number = int(target) if target.isdecimal() else 0
                document = numbered[number - 1] if 0 < number <= len(numbered) else None
                if document is None or document not in evidence[bare]:
                    removed.append(RemovedMarker(f"[{target}]", bare, document))
    return removed


def cite(
    checked: Sequence[Checked], passages: Sequence[RetrievedPassage]
) -> tuple[str, tuple[Attribution, ...], tuple[Source, ...]]:
    """The answer's text with ``[n]`` after each sentence that has evidence, the attributions as they
    stand in it, and the documents that are cited, in the order of their numbers.
    """
    known = {item.source.document_id: item.source for item in passages}
    text, before = "", ""
    numbers: dict[str, int] = {}
    attributions = []
    for sentence, found in checked:
        if text:
            text += " " if _is_prose(before) and _is_prose(sentence) else "\n"
        start, before = len(text), sentence
        text += sentence
        citations: list[Citation] = []
        for document_id in dict.fromkeys(e.document_id for e in found.evidence):
            number = numbers.setdefault(document_id, len(numbers) + 1)
            marker = f"[{number}]"
            text += " " if not citations else ""
            citations.append(
                Citation(
                    marker, len(text), len(text) + len(marker), str(number),
                    CitationStatus.VALID, document_id,
                )
            )  # fmt: skip
            text += marker
        attributions.append(_moved(found, start, tuple(citations)))
    return text, tuple(attributions), tuple(known[i] for i in numbers)


def _moved(found: Attribution, by: int, citations: tuple[Citation, ...]) -> Attribution:
    """``found``, made at offset 0, as it stands at offset ``by`` of the answer."""
    claim = found.claim
    return replace(
        found,
        claim=Claim(claim.text, claim.start + by, claim.end + by),
        unsupported_spans=tuple(span.moved(by) for span in found.unsupported_spans),
        citations=citations,
    )


def _is_prose(sentence: str) -> bool:
    return sentence.endswith(_TERMINAL)
