"""Deep links: to the words of a web page, to the page of a PDF."""

from __future__ import annotations

from urllib.parse import quote

from attrib.sources.document import is_context
from attrib.sources.uris import is_url
from attrib.text.cells import cells
from attrib.types import Source

_WHOLE = 12
"""A quote of up to this many words goes into the link whole, if a page can have it in one block; of others
the ends."""
_ENDS = 5


def deep_link(source: Source, quoted: str, page: int | None) -> str | None:
    """A link to ``quoted`` inside ``source``; None where the format cannot be linked into, and for
    contexts that are not on the web.

    Web pages get a text fragment, PDFs a page.
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
    return f"{path}#:~:text={_fragment(quoted)}"


def file_href(uri: str) -> str:
    """The URI of a file as a link: in its name "#", "?" and "%" are characters like any other. After the
    name of JSON Lines "#" leads to a row.
    """
    name, sign, row = uri.rpartition("#")
    if not name.lower().endswith((".jsonl", ".ndjson")):
        name, sign, row = uri, "", ""
    return name.replace("%", "%25").replace("#", "%23").replace("?", "%3F") + sign + row


def _fragment(quoted: str) -> str:
    """The text fragment that finds ``quoted`` (https://wicg.github.io/scroll-to-text-fragment/).

    What it names is searched for within one block of the page, be it the whole quote or an end of it; only
    what lies between two ends may go on in another block: the next line, the next cell of a row.
    """
    pieces = [piece for line in quoted.splitlines() for piece in _pieces(line)]
    if len(pieces) == 1 and len(pieces[0]) <= _WHOLE:
        return _escaped(pieces[0])
    return f"{_escaped(pieces[0][:_ENDS])},{_escaped(pieces[-1][-_ENDS:])}"


def _pieces(line: str) -> list[list[str]]:
    """The words of each cell of a line that is the row of a table, or else of the line. The page does not
    have the header in front of a cell.
    """
    texts = [cell.value for cell in cells(line)] or [line]
    return [words for text in texts if (words := text.split())]


def _escaped(words: list[str]) -> str:
    # "-" and "," and "&" have a meaning of their own inside a text fragment.
    return quote(" ".join(words), safe="").replace("-", "%2D")
