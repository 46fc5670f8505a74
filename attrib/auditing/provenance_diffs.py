"""What differs in how two results were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrib.auditing.differences import ProvenanceDiff
from attrib.types import Provenance, plain


def provenance_diffs(
    before: Provenance | None, after: Provenance | None
) -> tuple[ProvenanceDiff, ...] | None:
    """What differs in how two results were made; None where one of them does not tell."""
    if before is None or after is None:
        return None
    old, new = dict(_leaves(plain(before))), dict(_leaves(plain(after)))
    return tuple(
        ProvenanceDiff(name, old.get(name), new.get(name))
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    )


def _leaves(value: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for key, item in value.items():
        if isinstance(item, Mapping):
            yield from _leaves(item, f"{above}{key}.")
        else:
            yield above + key, item
