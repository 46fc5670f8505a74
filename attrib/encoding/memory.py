"""Memory of tensors on CPUs: what one batch frees, the next one uses.

glibc returns freed memory to the system as soon as a few tensors' worth of it lies together, and the tensors
of the next batch then cost a page fault for each 4 KiB: some hundreds for each passage that is embedded,
fewer than ten where it is kept. Training a network on two cores spent a third of its time on them.
"""

from __future__ import annotations

import ctypes
import os
from functools import cache

KEPT = 512 << 20
"""Bytes of freed memory that are kept at most."""
LARGEST = 32 << 20
"""Bytes of a block that is taken from this memory, and not from the system apart: glibc's own limit."""
_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # of mallopt, in malloc.h


@cache
def keep_freed() -> None:
    """Has this process keep what it frees, up to KEPT; what the environment sets for it stays. Does
    nothing where the C library is not glibc.
    """
    if any(name in os.environ for name in ("MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_")):
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_MMAP_THRESHOLD, LARGEST)
    mallopt(_TRIM_THRESHOLD, KEPT)
