"""Writes the binary documents of samples/library; ``--check`` only tells whether they are current.

The same versions of the libraries give the same bytes: dates are fixed, and the office files are
packed again with fixed time stamps. The check compares what the office files hold, for another
build of zlib packs the same content into other bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from samples import budget_pptx, report_pdf, sheets_xlsx, wildlife_docx

LIBRARY = Path(__file__).resolve().parent.parent / "samples" / "library"

BUILDERS: dict[str, tuple[Callable[[Path], None], datetime]] = {
    "annual-report-2023.pdf": (report_pdf.build, report_pdf.DATE),
    "budget-2024.pptx": (budget_pptx.build, budget_pptx.DATE),
    "output-and-tariffs.xlsx": (sheets_xlsx.build, sheets_xlsx.DATE),
    "wildlife-monitoring.docx": (wildlife_docx.build, wildlife_docx.DATE),
}

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def main() -> int:
    """Builds or checks; returns the exit code: 0 fine, 1 a file is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument("--out", type=Path, default=LIBRARY, help="folder to write to")
    arguments = parser.parse_args()
    if not arguments.check:
        arguments.out.mkdir(parents=True, exist_ok=True)
        build_all(arguments.out)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        build_all(Path(folder))
        stale = [name for name in BUILDERS if not _same(Path(folder, name), arguments.out / name)]
    for name in stale:
        print(
            f"{name} is not what scripts/samples builds: run python scripts/build_samples.py",
            file=sys.stderr,
        )
    return 1 if stale else 0


def build_all(folder: Path) -> None:
    """Writes every binary sample into ``folder``."""
    for name, (build, date) in BUILDERS.items():
        path = folder / name
        build(path)
        if zipfile.is_zipfile(path):
            _repack(path, date)


def _repack(path: Path, date: datetime) -> None:
    """Rewrites an office file so that its bytes depend on its content alone."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    stamp = date.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            if name == "docProps/core.xml":  # openpyxl writes the time of saving
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            info = zipfile.ZipInfo(name, date_time=date.timetuple()[:6])
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def _same(built: Path, committed: Path) -> bool:
    if not committed.is_file():
        return False
    if zipfile.is_zipfile(built) and zipfile.is_zipfile(committed):
        return _members(built) == _members(committed)
    return built.read_bytes() == committed.read_bytes()


def _members(path: Path) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(path) as archive:
        return [(info.filename, info.date_time, archive.read(info)) for info in archive.infolist()]


if __name__ == "__main__":
    raise SystemExit(main())
