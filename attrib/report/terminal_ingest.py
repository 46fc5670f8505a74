"""Prints what an ingest did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attrib.report.marks import count
from attrib.report.printer import Printer

if TYPE_CHECKING:
    from attrib.index.ingest import IngestReport

_MOST = 20
"""URIs listed of each kind; a folder of thousands should not fill the screen."""


def print_ingest(
    report: IngestReport, counts: Mapping[str, int], index: str, printer: Printer
) -> None:
    """Prints counts, then what was skipped (all of it, with reasons), gone or removed."""
    changes = {
        "added": len(report.added),
        "changed": len(report.changed),
        "unchanged": len(report.unchanged),
        "removed": len(report.removed),
        "skipped": len(report.skipped),
    }
    words = ", ".join(f"{number:,} {name}" for name, number in changes.items() if number)
    printer.line(printer.text(words or "Nothing to ingest.", "bold"))
    written = f"{count(report.passages, 'passage')} written, {report.embedded:,} embedded"
    printer.line(printer.text(written, "dim"))
    held = f"{count(counts['documents'], 'document')}, {count(counts['passages'], 'passage')}"
    printer.line(printer.text(f"index {index} now holds {held}", "dim"))
    if report.skipped:
        printer.blank()
        printer.line(printer.text("Skipped", "bold"))
        for item in report.skipped:
            printer.line(printer.text(f"{item.uri}: {item.reason}"), indent=2)
    removed = set(report.removed)
    gone = [uri for uri in report.gone if uri not in removed]
    _listing("Removed", report.removed, printer)
    _listing("Gone from the folder, still in the index (remove with --prune)", gone, printer)


def _listing(heading: str, uris: Sequence[str], printer: Printer) -> None:
    if not uris:
        return
    printer.blank()
    printer.line(printer.text(heading, "bold"))
    for uri in uris[:_MOST]:
        printer.line(printer.text(uri), indent=2)
    if len(uris) > _MOST:
        printer.line(printer.text(f"and {len(uris) - _MOST:,} more", "dim"), indent=2)
