"""Where the links of a page lead: to the web, or to files as they are seen from the page."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from attrib.attribution.links import file_href
from attrib.report.safety import safe_href
from attrib.sources.document import is_context
from attrib.sources.uris import is_url
from attrib.types import Source

_ABSOLUTE = re.compile(r"/|[A-Za-z][A-Za-z0-9+.\-]*:")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes link targets of addresses. URIs of files are relative to a folder of the index."""

    files: str | None = None
    """That folder as a link from the page; None: nobody knows, so files are no links."""

    @classmethod
    def between(cls, page: Path, base: Path) -> Links:
        """Links of a file ``page`` on which the URIs are relative to ``base``."""
        way = Path(os.path.relpath(base, page.absolute().parent))
        return cls(quote(os.fsencode(way.as_posix())))

    def to(self, address: str | None) -> str | None:
        """``address`` as a link; None where it leads nowhere, or is not safe to follow."""
        href = safe_href(address)
        if href is None or _ABSOLUTE.match(href):
            return href
        return None if self.files is None else f"{self.files}/{href}"

    def to_source(self, source: Source) -> str | None:
        """Where ``source`` can be opened: its own URL where it has one, else its URI."""
        url = safe_href(source.metadata.get("url"))
        if url and _ABSOLUTE.match(url):
            return url
        return None if is_context(source) else self.to_document(source.uri)

    def to_document(self, uri: str) -> str | None:
        """Where the document called ``uri`` can be opened: a page of the web, or a file."""
        return self.to(uri if is_url(uri) else file_href(uri))
