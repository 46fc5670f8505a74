"""Names of sources: what counts as a URL, the uri of a file, a title made from a uri."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_UNDECODABLE = re.compile("[\ufffd\ud800-\udfff]")


def is_url(target: str) -> bool:
    """Whether ``target`` is an http or https URL."""
    return target[:8].lower().startswith(("http://", "https://"))


def page_of(url: str) -> str:
    """What URLs of one page have in common, however they were copied: https or http, with a fragment, a last
    slash or the marks of a campaign (``utm_source``) or without.
    """
    try:
        parts = urlsplit(url)
    except ValueError:  # https://[
        return url
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query, keep_blank_values=True)
        if not key.startswith("utm_")
    ]
    return f"{parts.netloc.lower()}{unquote(parts.path).rstrip('/')}?{urlencode(query)}"


def file_uri(path: Path, base: Path) -> str:
    """The POSIX path of ``path`` relative to ``base``, always storable as UTF-8."""
    return storable(Path(os.path.relpath(path, base)).as_posix())


def storable(name: str) -> str:
    """``name`` as UTF-8 can store it.

    A byte that the file system's encoding cannot decode (a lone surrogate) becomes U+FFFD and two
    hexadecimal digits, and U+FFFD itself is doubled, so that different names stay different.
    """

    def escape(match: re.Match[str]) -> str:
        code = ord(match[0])
        return "\ufffd\ufffd" if code == 0xFFFD else f"\ufffd{code & 0xFF:02x}"

    return _UNDECODABLE.sub(escape, name)


def suffix_of(uri: str) -> str:
    """The file name suffix in lower case (``.pdf``), or the empty string."""
    path = urlsplit(uri).path if is_url(uri) else uri
    return PurePosixPath(path).suffix.lower()


def default_title(uri: str) -> str:
    """A title where the source itself tells none: the file's stem, or the host of a bare URL."""
    if is_url(uri):
        parts = urlsplit(uri)
        return PurePosixPath(unquote(parts.path)).stem or parts.netloc
    return PurePosixPath(uri).stem


def charset_of(media_type: str | None) -> str:
    """The charset parameter of a Content-Type, or the empty string."""
    match = _CHARSET.search(media_type or "")
    return match[1] if match else ""
