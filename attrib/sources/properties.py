"""What office files and PDFs say of themselves: title and metadata."""

from __future__ import annotations

import re
from datetime import datetime

from attrib.sources.untyped import Untyped

# What python-docx and python-pptx leave in files whose maker set no date: their templates' own.
_TEMPLATE_DATES = frozenset({datetime(2013, 12, 23, 23, 15), datetime(2013, 1, 27, 9, 14, 16)})
_MACHINE_AUTHORS = frozenset({"python-docx", "python-pptx", "openpyxl", "Steve Canny"})

_PRINTED_BY = re.compile(r"Microsoft (?:Office )?\w+ - ", re.I)
# What programs write in the language of their user where nobody has set a title.
_NO_TITLE = re.compile(
    r"""word[ ]document | (?:document|dokument)[ ]?\d+ | (?:book|mappe|classeur)[ ]?\d+
      | (?:presentation|präsentation|présentation)[ ]?\d+ | untitled(?:[ ]document)? | unbenannt
      | \(anonymous\) | no[ ]slide[ ]title
      | powerpoint[ -](?:presentation|präsentation|presentatie|præsentation|presentasjon)
      | présentation[ ]powerpoint | presentación[ ]de[ ]powerpoint | apresentação[ ]do[ ]powerpoint
      | presentazione[ ](?:standard[ ])?di[ ]powerpoint | prezentacja[ ]programu[ ]powerpoint
      | презентация[ ]powerpoint | powerpoint[ ](?:プレゼンテーション|演示文稿|簡報)""",
    re.I | re.X,
)


def given_title(title: str | None) -> str:
    """``title`` as somebody gave it; empty where only a program did."""
    title = _PRINTED_BY.sub("", (title or "").strip(), count=1).strip()
    return "" if _NO_TITLE.fullmatch(title) else title


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
