"""Fetches URLs within limits: size, time, redirects, content types, and where it connects to."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrib.errors import SourceError
from attrib.sources.formats import MEDIA_TYPES, SUFFIXES
from attrib.sources.item import Content, WebPolicy
from attrib.sources.uris import is_url, suffix_of
from attrib.version import __version__

if TYPE_CHECKING:
    import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_GZIP = zlib.MAX_WBITS | 16
_STEP = 1 << 16


def fetch(url: str, policy: WebPolicy) -> Content:
    """The body behind ``url``, decompressed, after redirects.

    Proxies and credentials of the environment are not used: a proxy resolves names itself, so
    the promise not to contact private addresses could not be kept. Raises SourceError.
    """
    import httpx

    from attrib.sources.network import Transport

    # A UnicodeError is what idna raises for a host that is no name: http://xn--a/
    failures = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError)

    deadline = time.monotonic() + policy.timeout
    client = httpx.Client(
        transport=Transport(policy.allow_private, deadline),
        timeout=policy.timeout,
        trust_env=False,
        follow_redirects=False,  # each hop is checked here
        headers={
            "User-Agent": f"attrib/{__version__}",
            "Accept": "text/html, application/pdf, text/*, application/*;q=0.9",
            "Accept-Encoding": "gzip",
        },
    )
    with client:
        for _ in range(policy.max_redirects + 1):
            try:
                with client.stream("GET", url) as response:
                    if response.status_code not in _REDIRECTS:
                        return _content(response, url, policy)
                    url = _next(response)
            except httpx.TimeoutException:
                raise SourceError(
                    f"did not answer in full within {policy.timeout:g} seconds"
                ) from None
            except failures as error:
                first_line = (str(error).splitlines() or ["no details"])[0]
                raise SourceError(
                    f"cannot be fetched: {type(error).__name__}: {first_line}"
                ) from None
    raise SourceError(f"redirects more than {policy.max_redirects} times")


def _next(response: httpx.Response) -> str:
    location = response.headers.get("location", "")
    if not location:
        raise SourceError(f"answers HTTP {response.status_code} without saying where to go")
    following = str(response.url.join(location).copy_with(fragment=None))
    if not is_url(following):
        raise SourceError(f"redirects to {location[:200]}, which is not http or https")
    return following


def _content(response: httpx.Response, url: str, policy: WebPolicy) -> Content:
    if not response.is_success:
        phrase = f" {response.reason_phrase}" if response.reason_phrase else ""
        raise SourceError(f"answers HTTP {response.status_code}{phrase}")
    media_type = response.headers.get("content-type", "")
    essence = media_type.partition(";")[0].strip().lower()
    if not _is_readable(essence, url):
        raise SourceError(
            f"is {essence or 'of no stated type'}, which is not a format attrib reads"
        )
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > policy.max_bytes:
        raise _too_large(policy)
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    chunks: Iterable[bytes] = response.iter_raw(_STEP)
    if encoding in ("gzip", "x-gzip"):
        chunks = _gunzip(chunks)
    elif encoding not in ("identity", ""):
        raise SourceError(f"is encoded as {encoding}, which attrib did not ask for")
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > policy.max_bytes:
            raise _too_large(policy)
    return Content(bytes(data), media_type or None, url)


def _is_readable(essence: str, url: str) -> bool:
    if essence in _UNTOLD:
        return suffix_of(url) in SUFFIXES or essence == ""
    return essence in MEDIA_TYPES or essence.startswith("text/") or essence.endswith("+json")


def _too_large(policy: WebPolicy) -> SourceError:
    return SourceError(f"is larger than {policy.max_bytes:,} bytes: download it and name the file")


def _gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Decompresses in small steps, so that a bomb meets the size limit before it fills memory."""
    member = zlib.decompressobj(_GZIP)
    try:
        for chunk in chunks:
            while chunk:
                if member.eof:  # one more member follows
                    member = zlib.decompressobj(_GZIP)
                yield member.decompress(chunk, _STEP)
                chunk = member.unconsumed_tail or member.unused_data
    except zlib.error as error:
        raise SourceError(f"is not valid gzip: {error}") from None
    if not member.eof:
        raise SourceError("ended before its gzip data did")
