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
    path = url.partition("#")[0] if is_web else file_href(url)
    # The address of a PDF need not end in .pdf; what has pages and is on the web is one.
    if path.lower().partition("?")[0].endswith(".pdf") or (is_web and page):
        return f"{path}#page={page}" if page else path
    if not is_web:
        return None
    words = quoted.split()
    if len(words) <= _WHOLE:
        return f"{path}#:~:text={_fragment(words)}"
    return f"{path}#:~:text={_fragment(words[:_ENDS])},{_fragment(words[-_ENDS:])}"


def file_href(uri: str) -> str:
    """The URI of a file as a link: in its name "#", "?" and "%" are characters like any other. After the
    name of JSON Lines "#" leads to a row.
    """
    name, sign, row = uri.rpartition("#")
    if not name.lower().endswith((".jsonl", ".ndjson")):
        name, sign, row = uri, "", ""
    return name.replace("%", "%25").replace("#", "%23").replace("?", "%3F") + sign + row


def _fragment(words: list[str]) -> str:
    # "-" and "," and "&" have a meaning of their own inside a text fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")
