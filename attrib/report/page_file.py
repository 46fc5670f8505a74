"""Writes a result to a file that people read, as what the name of the file asks for."""

from __future__ import annotations

from pathlib import Path

from attrib.report.html import answer_html, audit_html
from attrib.report.links import Links
from attrib.report.markdown import answer_markdown, audit_markdown
from attrib.report.output import write_page
from attrib.types import Answer, AuditReport

MARKDOWN = (".md", ".markdown")
"""Suffixes of files that hold Markdown; any other file holds a page."""


def write_answer(file: Path, answer: Answer, base: Path) -> None:
    """Writes ``answer``, whose URIs of files are relative to ``base``. Raises InputError."""
    if file.suffix.lower() in MARKDOWN:
        write_page(file, answer_markdown(answer))
    else:
        write_page(file, answer_html(answer, Links.between(file, base)))


def write_audit(file: Path, report: AuditReport, base: Path | None) -> None:
    """Writes ``report``; ``base`` is None where there was no index. Raises InputError."""
    if file.suffix.lower() in MARKDOWN:
        write_page(file, audit_markdown(report))
    else:
        write_page(file, audit_html(report, Links.between(file, base) if base else Links()))
