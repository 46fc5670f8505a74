"""One writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from attrib.errors import IndexStateError

LOCK = "writer.lock"


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Holds the right to write to the index in ``folder``; the system frees it if we are killed.

    Raises IndexStateError at once when another process holds it.
    """
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise IndexStateError(
            f"index '{folder}' is being written by another process: "
            "wait until it has finished, or use another --index"
        ) from None
    try:
        yield
    finally:
        lock.release()
