"""Batches whose padding does not depend on who else is in them.

Each item is padded to its own bucket (the next multiple of 16 tokens) and a batch holds one
bucket only, so an item meets the same shapes alone, in a crowd, and in any order: its result is
the same to the last bits. Padding to the longest of a mixed batch moves bf16 results by 1e-2.

CUDA's matrix products are other ones for other numbers of rows; there a batch is filled up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BUCKET = 16
TOKEN_BUDGET = 4096


class Batch(NamedTuple):
    """Positions of items that go through the model together, each padded to ``length`` tokens."""

    length: int
    items: tuple[int, ...]
    rows: tuple[int, ...]
    """What the model is given: ``items``, and the last one again until the batch is full."""


def batches(
    lengths: Sequence[int], *, longest: int, device: str, token_budget: int = TOKEN_BUDGET
) -> Iterator[Batch]:
    """Groups items of ``lengths`` tokens by bucket, at most ``token_budget`` tokens a batch.

    ``longest`` caps the bucket (the model's own limit). Long buckets come first, so that the
    largest memory need shows at once.
    """
    buckets: dict[int, list[int]] = defaultdict(list)
    for position, length in enumerate(lengths):
        buckets[min(-(-max(length, 1) // BUCKET) * BUCKET, longest)].append(position)
    for length in sorted(buckets, reverse=True):
        size = max(1, token_budget // length)
        members = buckets[length]
        for first in range(0, len(members), size):
            items = tuple(members[first : first + size])
            missing = size - len(items) if device.startswith("cuda") else 0
            yield Batch(length, items, items + items[-1:] * missing)
