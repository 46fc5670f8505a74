"""Renders answers, checks, audit reports and their differences for a person at a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike, fspath
from typing import TYPE_CHECKING

from attrib.report.printer import Printer
from attrib.report.terminal_answer import print_answer
from attrib.report.terminal_ask_diff import print_ask_diff
from attrib.report.terminal_audit import print_findings, print_totals
from attrib.report.terminal_audit_diff import print_audit_diff
from attrib.report.terminal_evidence import print_evidence
from attrib.report.terminal_ingest import print_ingest
from attrib.report.terminal_questions import print_questions
from attrib.report.terminal_sentence import print_sentence
from attrib.types import Answer, AuditReport, ClaimCheck, Verdict

if TYPE_CHECKING:
    from rich.console import Console

    from attrib.asking import AskDiff, AskReport
    from attrib.auditing.differences import AuditDiff
    from attrib.index.ingest import IngestReport


MOST = 20
"""Questions without an answer that are printed; the file has them all."""


def render_answer(answer: Answer, console: Console) -> None:
    """Prints ``answer``: sentences with verdicts, then the sources with the words they lend.

    An answer that abstains is followed by the closest passages instead.
    """
    print_answer(answer, Printer(console))


def render_questions(
    report: AskReport, console: Console, *, full: str | PathLike[str] | None = None
) -> None:
    """Prints the totals of ``report``, then the questions that are not answered, MOST at most.

    ``full`` is the path of all answers, if they were written. The report may hold only the first
    questions that are not answered.
    """
    printer = Printer(console)
    print_questions(report, printer, MOST)
    _print_full("Answers", full, printer)


def render_check(check: ClaimCheck, console: Console) -> None:
    """Prints the claim of ``check`` with its verdict, then the words that speak for or against it."""
    printer = Printer(console)
    attribution = check.attribution
    sure = attribution.verdict is Verdict.SUPPORTED and attribution.probability is not None
    notes = [f"supported (probability {attribution.probability:.2f})"] if sure else []
    print_sentence(check.claim, attribution, notes, printer)
    known = {source.document_id: source for source in check.sources}
    print_evidence([check.attribution], known, {}, printer)


def render_audit(
    report: AuditReport,
    console: Console,
    *,
    most: int = 20,
    full: str | PathLike[str] | None = None,
) -> None:
    """Prints the totals of ``report``, then the sentences that are not fine, in file order.

    At most ``most`` answers are shown, with a note of how many more have findings; ``full`` is
    the path of the full results, if they were written. The report may hold only some of the
    answers that its totals count.
    """
    printer = Printer(console)
    print_totals(report, printer)
    print_findings(report, printer, most)
    _print_full("Full results", full, printer)


def render_diff(diff: AuditDiff | AskDiff, console: Console, *, most: int = 20) -> None:
    """Prints counts, rates and provenance, then the answers and claims that changed, worst first.

    At most ``most`` answers are shown, with a note of how many more changed.
    """
    from attrib.asking.differences import AskDiff

    if isinstance(diff, AskDiff):
        print_ask_diff(diff, Printer(console), most)
    else:
        print_audit_diff(diff, Printer(console), most)


def render_ingest(
    report: IngestReport, counts: Mapping[str, int], index: str | PathLike[str], console: Console
) -> None:
    """Prints what an ingest did, what it skipped and why, and what ``index`` now holds.

    ``counts`` has the numbers of ``documents`` and ``passages`` in the index.
    """
    print_ingest(report, counts, fspath(index), Printer(console))


def _print_full(what: str, path: str | PathLike[str] | None, printer: Printer) -> None:
    if path is not None:
        printer.blank()
        printer.line(printer.text(f"{what}: {fspath(path)}"))
