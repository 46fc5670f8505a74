"""Text files that list URLs, one a line; blank lines and lines that begin with # do not count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrib.errors import SourceError
from attrib.sources.decode import decode
from attrib.sources.uris import is_url

_MAX_BYTES = 10_000_000


def read_url_list(path: Path) -> Iterator[tuple[int, str]]:
    """Line number (from 1) and text of each line that counts. Raises SourceError."""
    try:
        if not path.is_file():
            raise SourceError("is not a file that lists URLs: check the name after @")
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise SourceError(f"cannot be opened: {error.strerror or error}") from None
    if len(data) > _MAX_BYTES:
        raise SourceError(f"is larger than {_MAX_BYTES:,} bytes, too much for a list of URLs")
    for number, line in enumerate(decode(data).split("\n"), 1):
        if (line := line.strip()) and not line.startswith("#"):
            yield number, line


def is_url_list(path: Path) -> bool:
    """Whether ``path`` ends in ``.urls``, or in ``.txt`` and holds nothing but URLs."""
    suffix = path.suffix.lower()
    if suffix != ".txt":
        return suffix == ".urls"
    try:
        lines = [line for _, line in read_url_list(path)]
    except SourceError:
        return False
    return bool(lines) and all(map(is_url, lines))
