"""Prints one line of a table of totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.report.printer import Printer

if TYPE_CHECKING:
    from rich.text import Text

_VALUE_END = 28
"""Column at which numbers end, so that they line up."""


def print_total(label: str | Text, value: str, printer: Printer, note: str = "") -> None:
    """Prints ``value`` behind its label; ``note`` says what it was measured on."""
    lead = f"  {label}" if isinstance(label, str) else label
    body = printer.text(value)
    if note:
        body.append_text(printer.text(f" {note}", "dim"))
    printer.line(body, lead, _VALUE_END - len(printer.fit(value)))
