"""What sources are before they are documents: items to read, their bytes, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from attrib.types import Document

STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class SourceItem:
    """One readable thing."""

    uri: str
    """POSIX path relative to the base folder, or the URL, or ``stdin``."""
    path: Path | None
    """Absolute path of a file; None for URLs and stdin."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """One thing that was not read, and why."""

    uri: str
    reason: str
    """In words, without the uri, with the mend where there is one."""


@dataclass(frozen=True, slots=True)
class Content:
    """The raw bytes of an item, and what is known of them."""

    data: bytes
    media_type: str | None
    """The ``Content-Type`` of an HTTP response, parameters included; None for everything else."""
    uri: str
    """The final URL after redirects, or the item's own uri."""


@dataclass(frozen=True, slots=True)
class WebPolicy:
    """Limits for fetching URLs."""

    allow_private: bool = False
    """Whether addresses that are not on the public internet may be contacted."""
    timeout: float = 20.0
    """Seconds for the whole fetch: name lookup, redirects and body."""
    max_bytes: int = 20_000_000
    """Largest body, counted after decompression."""
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Extracted:
    """The documents of one item (at least one), and the parts of it that could not be read."""

    documents: tuple[Document, ...]
    warnings: tuple[Skipped, ...] = ()
