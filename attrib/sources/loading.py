"""An item to its bytes: from disk, from stdin, or from the web."""

from __future__ import annotations

import stat
import sys

from attrib.errors import SourceError
from attrib.sources.item import Content, SourceItem, WebPolicy

MAX_FILE_BYTES = 1_000_000_000


def load(item: SourceItem, policy: WebPolicy) -> Content:
    """The bytes of ``item``. Raises SourceError when they cannot be had, or are too many."""
    if item.path is None and item.uri == "stdin":
        return Content(_read_stdin(), None, item.uri)
    if item.path is None:
        from attrib.sources.web import fetch

        return fetch(item.uri, policy)
    try:
        status = item.path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise SourceError("is not a regular file")
        _check_size(status.st_size)
        with item.path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)  # it may have grown
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror or error}") from None
    _check_size(len(data))
    return Content(data, None, item.uri)


def _read_stdin() -> bytes:
    if sys.stdin is None:
        raise SourceError("cannot be read: standard input is closed")
    try:
        data = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot be read: {error}") from None
    _check_size(len(data))
    return data


def _check_size(size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise SourceError(f"is larger than {MAX_FILE_BYTES:,} bytes: split it")
