"""Core properties of office files as metadata."""

from __future__ import annotations

from datetime import datetime

from attrib.sources.untyped import Untyped

# What python-docx and python-pptx leave in files whose maker set no date: their templates' own.
_TEMPLATE_DATES = frozenset({datetime(2013, 12, 23, 23, 15), datetime(2013, 1, 27, 9, 14, 16)})
_MACHINE_AUTHORS = frozenset({"python-docx", "python-pptx", "openpyxl", "Steve Canny"})


def core_metadata(properties: Untyped) -> dict[str, str]:
    """``author``, ``date`` and ``language`` from the core properties of a DOCX, PPTX or XLSX."""
    author = getattr(properties, "author", None) or getattr(properties, "creator", None) or ""
    created = properties.created
    if isinstance(created, datetime) and created.replace(tzinfo=None) in _TEMPLATE_DATES:
        created = None
    return {
        "author": "" if author in _MACHINE_AUTHORS else author,
        "date": created.date().isoformat() if isinstance(created, datetime) else "",
        "language": properties.language or "",
    }
