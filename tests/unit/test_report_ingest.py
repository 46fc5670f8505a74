from __future__ import annotations

import io

from rich.console import Console

from attrib.index.ingest import IngestReport
from attrib.report.terminal import render_ingest
from attrib.sources.item import Skipped


def test_an_ingest_lists_what_was_skipped_with_its_reason() -> None:
    report = IngestReport(
        added=("a.md", "b.md"),
        changed=(),
        unchanged=("c.md",),
        skipped=(Skipped("locked[red].pdf", "is encrypted\x1b[2J"),),
        gone=("old.md", "older.md"),
        removed=("old.md",),
        passages=12,
        embedded=9,
    )
    console = Console(file=io.StringIO(), width=100)
    render_ingest(report, {"documents": 3, "passages": 20}, "indexes/default", console)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    assert "2 added, 1 unchanged, 1 removed, 1 skipped" in shown
    assert "locked[red].pdf: is encrypted␛[2J" in shown
    assert "index indexes/default now holds 3 documents, 20 passages" in shown
    gone = shown[shown.index("Gone from the folder") :]
    assert "older.md" in gone
    assert "old.md" not in gone.split()
