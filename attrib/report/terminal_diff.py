"""Prints what changed between two files of results: counts, then the answers that changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from attrib.report.marks import count
from attrib.report.printer import Printer
from attrib.report.terminal_claim_diff import arrow

if TYPE_CHECKING:
    from attrib.asking.differences import AskDiff
    from attrib.auditing.differences import AuditDiff, ProvenanceDiff

T = TypeVar("T")
_HASH = re.compile(r"[0-9a-f]{64}")
_KINDS = {
    "worse": "worse",
    "better": "better",
    "neither": "neither better nor worse",
    "new": "new",
    "gone": "gone",
    "reworded": "reworded",
    "evidence": "with other evidence",
}


def print_head(diff: AuditDiff | AskDiff, noun: str, printer: Printer) -> None:
    """Prints how many answers or questions (``noun``, in the totals with an s) there are, and changed."""
    totals = diff.totals
    before, after = (totals[side][f"{noun}s"] for side in ("before", "after"))
    changes = [f"{totals['changed']:,} changed"]
    changes += [f"{len(names):,} {where}" for where, names in _alone(diff) if names]
    line = f"{count(before, noun)} before, {after:,} after: {', '.join(changes)}"
    printer.line(printer.text(line, "bold"))


def print_counts(
    name: str, totals: Mapping[str, Any], labels: Mapping[str, str], printer: Printer
) -> None:
    """Prints how much changed in each way that is in ``labels``; nothing where nothing did."""
    if found := [f"{totals[kind]:,} {label}" for kind, label in labels.items() if totals[kind]]:
        printer.line(printer.text(f"{name}: {', '.join(found)}"), indent=2)


def print_claim_counts(totals: Mapping[str, Any], printer: Printer) -> None:
    """Prints how many claims changed in each way, and how many citations."""
    print_counts("claims", totals, _KINDS, printer)
    print_counts("citations", totals, {"citations": "with another status"}, printer)
    # Of both: what can no longer be checked is not fine, whatever it was.
    if totals["unchecked"]:
        printer.line(printer.text(f"became unchecked: {totals['unchecked']:,}"), indent=2)


def print_provenance(diffs: Iterable[ProvenanceDiff] | None, printer: Printer) -> None:
    """Prints what was different when the results were made; None where one of them does not tell."""
    if diffs is None:
        lines = ["made alike or not: a file of --out does not tell, one of --json does"]
    else:
        lines = [f"{one.name}: {arrow(_value(one.before), _value(one.after))}" for one in diffs]
    for line in lines or ["made alike: with the same version, models, settings and index"]:
        printer.line(printer.text(line, "dim"), indent=2)


def print_changes(
    diff: AuditDiff | AskDiff,
    answers: Sequence[T],
    print_answer: Callable[[T, Printer], None],
    printer: Printer,
    most: int,
) -> None:
    """Prints what came or went, and the first ``most`` of the ``answers`` that changed."""
    if not diff.changed:
        printer.blank()
        printer.line(printer.text("Nothing changed."))
    for where, names in _alone(diff):
        if names and most:
            more = f" and {len(names) - most:,} more" if len(names) > most else ""
            printer.line(printer.text(f"{where}: {', '.join(names[:most])}{more}"), indent=2)
    for answer in answers[:most]:
        printer.blank()
        print_answer(answer, printer)
    if len(answers) > most:
        printer.blank()
        more = f"{count(len(answers) - most, 'more answer')} changed"
        printer.line(printer.text(more, "dim"))


def _alone(diff: AuditDiff | AskDiff) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What one side has and the other has not."""
    return ("only before", diff.removed), ("only after", diff.added)


def _value(value: Any) -> str:
    """A value of the provenance; of a hash, the beginning tells it from another."""
    text = "none" if value is None else str(value)
    return text[:12] if _HASH.fullmatch(text) else text
