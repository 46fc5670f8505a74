"""The file ``vectors.faiss``: what FAISS writes, and behind it what the file was made of."""

from __future__ import annotations

import errno
import os
import re
import struct
import zlib
from dataclasses import astuple, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO

FILENAME = "vectors.faiss"

_MAGIC = b"attribv2"
# Written behind the FAISS data (which FAISS ignores), so that one rename publishes both: magic,
# stamp, length and checksum of what stands before.
_TRAILER = struct.Struct("<8sQQQQdQI")
_CHUNK = 1 << 22
_REASON = re.compile(r"(?:\(|: )([^():]+)\)?\s*\Z")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was made of."""

    version: int
    """Which version of the vectors it holds."""
    lineage: int
    """Drawn when the file was published; the database keeps it. A file that another history of the
    database left behind (a copy put back) is known by it."""
    lists: int
    """Inverted lists; 0: none, the search is exact."""
    trained: int
    """How many vectors there were when the lists were laid out."""
    imbalance: float
    """How unevenly the vectors lay in the lists then: 1 is even."""


def write(folder: Path, index: Any, stamp: Stamp) -> None:
    """Replaces the file in ``folder`` in one step: readers see the old one or the new one.

    Raises OSError where it cannot be written; nothing is left of it then.
    """
    half = folder / f"{FILENAME}.new"
    try:
        _write_faiss(half, index)
        with half.open("r+b") as stream:
            length = stream.seek(0, os.SEEK_END)
            checksum = _checksum(stream, length)
            stream.write(_TRAILER.pack(_MAGIC, *astuple(stamp), length, checksum))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(half, folder / FILENAME)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def _write_faiss(path: Path, index: Any) -> None:
    try:
        faiss_module().write_index(index, str(path))
    except RuntimeError as error:  # FAISS has no other, and says the reason at the end
        reason = _REASON.search(str(error))
        raise OSError(
            errno.EIO, reason[1] if reason else "FAISS cannot write it", str(path)
        ) from error


def read(folder: Path, *, mapped: bool) -> tuple[Any, Stamp] | None:
    """The FAISS index in ``folder`` with its stamp, or None when it is missing or torn.

    ``mapped``: it stays in the file and must not be changed; and when it has lists, and so is large,
    its checksum is left to those who write.
    """
    path = folder / FILENAME
    while True:
        try:
            with path.open("rb") as stream:
                stamp = _stamp(stream, thorough=not mapped)
                if stamp is None:
                    return None
                faiss = faiss_module()
                index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if mapped else 0)
                # A writer may have put another file in its place meanwhile.
                if os.path.samestat(os.fstat(stream.fileno()), path.stat()):
                    return index, stamp
        except FileNotFoundError:
            return None


def stamp_of(folder: Path, *, thorough: bool) -> Stamp | None:
    """The stamp of the file in ``folder``, None when it is missing or torn.

    ``thorough``: its checksum is compared, however large it is.
    """
    try:
        with (folder / FILENAME).open("rb") as stream:
            return _stamp(stream, thorough=thorough)
    except FileNotFoundError:
        return None


def _stamp(stream: BinaryIO, *, thorough: bool) -> Stamp | None:
    end = stream.seek(0, os.SEEK_END) - _TRAILER.size
    if end < 0:
        return None
    stream.seek(end)
    magic, *values, length, checksum = _TRAILER.unpack(stream.read())
    if magic != _MAGIC or length != end:
        return None
    stamp = Stamp(*values)
    if (thorough or not stamp.lists) and _checksum(stream, length) != checksum:
        return None
    return stamp


def _checksum(stream: BinaryIO, length: int) -> int:
    """CRC of the first ``length`` bytes; leaves the stream behind them."""
    stream.seek(0)
    value = 0
    for first in range(0, length, _CHUNK):
        value = zlib.crc32(stream.read(min(_CHUNK, length - first)), value)
    return value


def faiss_module() -> ModuleType:
    """FAISS; this is the one place that imports it."""
    # torch must come first: both bring an OpenMP runtime, and the one loaded second joins the first
    # only in this order. The other way round some platforms end up with two thread pools (slow, or
    # a crash at the first parallel region).
    import torch  # noqa: F401
    import faiss  # isort: skip

    return faiss
