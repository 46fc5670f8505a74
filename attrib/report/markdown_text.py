"""Makes text that others wrote plain text in GitHub-flavoured Markdown.

Escaping alone is not enough: mentions, references to issues, bare addresses, names of emoji and
mathematics are looked for in the text that is left when the Markdown has been read, where nothing
tells an escaped character from another. There a zero-width space parts what would be recognised.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrib.report.safety import visible

if TYPE_CHECKING:
    from markupsafe import Markup

_RECOGNISED = re.compile(
    r"""
      (?<=@)                                # @somebody, and the addresses of mail
    | (?<=\#)(?=\d)                         # #123
    | (?<=\bgh-)(?=\d)                      # GH-123
    | (?<=:)(?=//)                          # https://example.org
    | (?<=www)(?=\.)                        # www.example.org
    | (?<=:)(?=[\w+-]+:)                    # :tada:
    | (?=\$)                                # $x$
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""The places between characters at which a zero-width space goes in."""
_ESCAPES = str.maketrans({
    **{mark: f"\\{mark}" for mark in "\\`*_[]#~"},
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",  # not "\|": before a backslash, parsers differ on where a cell ends
    "\u200b": "&#8203;",
    # HTML has <bdi> to keep these in; here they would turn the report's own words round.
    **dict.fromkeys("\u202a\u202b\u202c\u2066\u2067\u2068\u2069", "\ufffd"),
})  # fmt: skip
_OPENS_A_BLOCK = re.compile(r"^(\d+(?=[.)](?: |$))|(?=[-+=]))")
"""What makes a list or an underlined heading of a line; the other such marks are escaped anywhere."""

_IN_ADDRESS = str.maketrans({"&": "&amp;", "$": "%24", "<": "%3C", ">": "%3E", "\\": "%5C"})
"""Marks that an address may hold and that would mean something between ``<`` and ``>``."""


def plain_markdown(text: str) -> Markup:
    """``text`` on one line, as Markdown that shows exactly its characters and does nothing."""
    from markupsafe import Markup

    line = _RECOGNISED.sub("\u200b", " ".join(visible(text).split()))
    return Markup(_OPENS_A_BLOCK.sub(r"\1\\", line.translate(_ESCAPES)))  # noqa: S704


def markdown_link(text: str, href: str | None, uri: str = "") -> Markup:
    """``text`` as a link to ``href``, an address that is safe to follow.

    Where that is no page of the web, plain text and ``uri``: a path leads nowhere from where
    Markdown is pasted.
    """
    from markupsafe import Markup

    shown = plain_markdown(text)
    if href is not None and re.match(r"https?://", href, re.IGNORECASE):
        return Markup(f"[{shown}](<{href.translate(_IN_ADDRESS)}>)")  # noqa: S704
    return shown if uri in ("", text) else Markup(f"{shown} ({plain_markdown(uri)})")  # noqa: S704
