"""Deep links: to the words of a web page, to the page of a PDF."""

from __future__ import annotations

from urllib.parse import quote

from attrib.sources.document import is_context
from attrib.sources.uris import is_url
from attrib.types import Source

_WHOLE = 12
"""Quotes of up to this many words go into the link whole; of longer ones the ends."""
_ENDS = 5


def deep_link(source: Source, quoted: str, page: int | None) -> str | None:
    """A link to ``quoted`` inside ``source``; None where the format cannot be linked into, and for
    contexts that are not on the web.

    Web pages get a text fragment (https://wicg.github.io/scroll-to-text-fragment/), PDFs a page.
    """
    url = source.metadata.get("url") or source.uri
    is_web = is_url(url)
    if is_context(source) and not is_web:
        return None
    # In the name of a file "#" is a character like any other.
    path = url.partition("#")[0] if is_web else url.replace("#", "%23")
    if path.lower().partition("?")[0].endswith(".pdf"):
        return f"{path}#page={page}" if page else path
    if not is_web:
        return None
    words = quoted.split()
    if len(words) <= _WHOLE:
        return f"{path}#:~:text={_fragment(words)}"
    return f"{path}#:~:text={_fragment(words[:_ENDS])},{_fragment(words[-_ENDS:])}"


def _fragment(words: list[str]) -> str:
    # "-" and "," and "&" have a meaning of their own inside a text fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")
