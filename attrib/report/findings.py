"""What in an answer asks for a reader's eye, and how to say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from attrib.types import (
    Answer,
    AnswerAudit,
    Attribution,
    Citation,
    CitationStatus,
    Provenance,
    RepairStep,
    ShortAnswer,
    Source,
    Verdict,
)

SURE = 0.5
"""Probability from which a short answer is shown."""


def has_problem(audit: AnswerAudit) -> bool:
    """Whether anything in an audited answer is not fine."""
    return audit.error is not None or not all(map(is_fine, audit.attributions))


def is_fine(attribution: Attribution) -> bool:
    """Whether a sentence is supported (or asserts nothing), and its citations hold."""
    fine = attribution.verdict in (Verdict.SUPPORTED, Verdict.NOT_A_CLAIM)
    return fine and not attribution.uncited and not problem_citations(attribution)


def is_disputed(attribution: Attribution) -> bool:
    """Whether a source speaks against a sentence whose verdict is another."""
    return bool(attribution.contradicting) and attribution.verdict is not Verdict.CONTRADICTED


def problem_citations(attribution: Attribution) -> list[Citation]:
    """The citations that do not hold, or could not be checked.

    On a sentence that asserts nothing, a citation has nothing to be checked against.
    """
    accepted = {CitationStatus.VALID}
    if attribution.verdict is Verdict.NOT_A_CLAIM:
        accepted.add(CitationStatus.UNCHECKED)
    return [item for item in attribution.citations if item.status not in accepted]


def source_name(document_id: str, sources: Mapping[str, Source]) -> str:
    """The shortest name that lets a reader find the document: its URI, title or id."""
    source = sources.get(document_id)
    return (source.uri or source.title or document_id) if source else document_id


def citation_name(citation: Citation) -> str:
    """One citation as readers know it: a marker such as ``[1, 2]`` holds two of them."""
    return f"[{citation.target}]"


def markers_of(attributions: Iterable[Attribution]) -> dict[str, str]:
    """For each document that the answer cites: the name of the citation that points to it."""
    markers: dict[str, str] = {}
    for attribution in attributions:
        for citation in attribution.citations:
            if citation.document_id is not None:
                markers.setdefault(citation.document_id, citation_name(citation))
    return markers


def citation_notes(
    attribution: Attribution, sources: Mapping[str, Source], markers: Mapping[str, str]
) -> list[str]:
    """Everything that is wrong with the citations of one sentence, in words."""
    notes = []
    for citation in problem_citations(attribution):
        note = f"{citation_name(citation)} {_WRONGS[citation.status]}"
        if citation.better is not None:
            name = source_name(citation.better, sources)
            marker = markers.get(citation.better)
            note += f"; {f'{marker} {name}' if marker else name} {_BETTER[citation.status]}"
        notes.append(note)
    return [*notes, "no citation"] if attribution.uncited else notes


_WRONGS = {
    CitationStatus.WRONG: "does not support this",
    CitationStatus.DANGLING: "points to no source",
    CitationStatus.UNCHECKED: "could not be checked",
}
_BETTER = {
    CitationStatus.WRONG: "does",
    CitationStatus.DANGLING: "supports this",
    CitationStatus.UNCHECKED: "supports this",
}


def repair_notes(provenance: Provenance) -> list[str]:
    """What was mended in an answer or left out, in words, one line for each sentence or marker."""
    notes = [
        f"“{repair.sentence}” {_REPAIRS[repair.step]}"
        for repair in provenance.repairs
        if repair.kept
    ]
    return (
        notes
        + [
            f"the model's marker {removed.marker} behind “{removed.sentence}” "
            + ("points to nothing" if removed.document_id is None else "does not hold")
            for removed in provenance.removed_markers
        ]
        + [
            f"“{sentence}” is beyond the most sentences of an answer: left out (--max-sentences)"
            for sentence in provenance.left_out
        ]
    )


NOT_ANSWERED = "not answered by these documents"


class ShortLine(NamedTuple):
    """What stands first of an answer."""

    question: str
    """Which of several that were asked at once; empty where one was."""
    words: str
    """Those that answer it, on one line, or NOT_ANSWERED."""


def short_lines(answer: Answer) -> tuple[ShortLine, ...]:
    """The words that answer, without those that are likelier wrong; and what is not answered of a
    question that asks several things.
    """
    lines = [
        ShortLine(part.question, _words(part.short_answer) if part.answered else NOT_ANSWERED)
        for part in answer.parts
    ] or [ShortLine("", _words(answer.short_answer))]
    return tuple(line for line in lines if line.words)


def _words(short: ShortAnswer | None) -> str:
    return " ".join(short.text.split()) if short and short.probability >= SURE else ""


def explanation(answer: Answer) -> tuple[str, ...]:
    """What each sentence rests on, line by line; empty where nobody asked for it."""
    asked = any(attribution.contributions for attribution in answer.attributions)
    return tuple(answer.explain().split("\n")) if asked else ()


_REPAIRS = {
    RepairStep.REATTRIBUTED: "is supported by a passage found later",
    RepairStep.REGENERATED: "was not supported: written anew",
    RepairStep.EXTRACTED: "was not supported: the sources' own words stand in its place",
    RepairStep.DROPPED: "was not supported: left out",
}
