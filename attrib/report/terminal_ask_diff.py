"""Prints what changed between two files of answers: counts and rates, then the answers that changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrib.report.marks import percent
from attrib.report.printer import Printer
from attrib.report.terminal_claim_diff import arrow, print_claim_diff
from attrib.report.terminal_diff import (
    print_changes,
    print_claim_counts,
    print_counts,
    print_head,
    print_provenance,
)
from attrib.report.terminal_sentence import GUTTER

if TYPE_CHECKING:
    from attrib.asking.differences import AskDiff, AskedDiff, GivenAnswer

_KINDS = {
    "no_longer_answered": "no longer answered",
    "newly_answered": "newly answered",
    "other_short_answer": "with another short answer",
    "other_text": "with another text",
    "other_sources": "with other sources",
}


def print_ask_diff(diff: AskDiff, printer: Printer, most: int) -> None:
    """Prints how much changed, the shares, what made it so, and the first ``most`` answers that changed."""
    before, after = diff.totals["before"], diff.totals["after"]
    print_head(diff, "question", printer)
    print_counts("answers", diff.totals, _KINDS, printer)
    print_claim_counts(diff.totals, printer)
    answered = (
        percent(t["answered"] / t["questions"] if t["questions"] else None) for t in (before, after)
    )
    shares = [f"answered {arrow(*answered)}"]
    shares.append(
        f"mean confidence {arrow(_sure(before['confidence']), _sure(after['confidence']))}"
    )
    rates = (percent(totals["support_rate"]) for totals in (before, after))
    shares.append(f"support rate {arrow(*rates)}")
    printer.line(printer.text(", ".join(shares)), indent=2)
    if diff.totals["changed"] or diff.totals["unchanged"]:  # each answer tells how it was made
        print_provenance(diff.provenance, printer)
    print_changes(diff, diff.answers, _print_answer, printer, most)


def _print_answer(answer: AskedDiff, printer: Printer) -> None:
    place = f"line {answer.line}"
    printer.line(printer.text(f"{answer.id} ({place})" if answer.id else place, "bold"))
    if question := answer.after.question or answer.before.question:
        printer.line(printer.text(question, "italic"), indent=2)
    for note in _notes(answer):
        printer.line(printer.text(note), indent=GUTTER)
    for claim in answer.claims:
        print_claim_diff(claim, printer)


def _notes(answer: AskedDiff) -> Iterator[str]:
    """What changed in an answer besides its claims, in words."""
    before, after = answer.before, answer.after
    if before.question and after.question and before.question != after.question:
        yield f"asked before: “{before.question}”"
    if before.outcome is not after.outcome:
        yield arrow(_came_of(before), _came_of(after))
    else:
        lost, found = (
            [question for question in one.unanswered if question not in other.unanswered]
            for one, other in ((after, before), (before, after))
        )
        yield from (f"not answered any more: {question}" for question in lost)
        yield from (f"newly answered: {question}" for question in found)
    if answer.other_short_answer:
        yield f"short answer: {arrow(_words(before.short_answer), _words(after.short_answer))}"
    claims = answer.claims
    if answer.other_text and not any(c.reworded or None in (c.before, c.after) for c in claims):
        yield f"text: {arrow(_words(before.text), _words(after.text))}"
    if answer.other_sources:
        yield from (f"no longer cites {uri}" for uri in answer.sources_gone)
        yield from (f"now cites {uri}" for uri in answer.sources_new)


def _came_of(answer: GivenAnswer) -> str:
    chance = "" if answer.confidence is None else f" ({_sure(answer.confidence)})"
    return answer.outcome.value + chance


def _words(text: str | None) -> str:
    return f"“{text}”" if text else "none"


def _sure(confidence: float | None) -> str:
    return "–" if confidence is None else f"{confidence:.2f}"
