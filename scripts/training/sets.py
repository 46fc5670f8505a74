"""The training sets, and which of their rows are held out.

Rows that share a claim or a premise, whatever their set, are on the same side of the split.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.example import CONTRADICTED, NOT_OR_CONTRADICTED, NOT_SUPPORTED, SUPPORTED

HELD_OUT = 0.04
"""Share of the groups that no training sees."""
HELD_OUT_OF = {"fever_symmetric": 0.4, "healthver": 0.2}
"""More of the sets whose held-out rows are measured by themselves."""

TWO_WAY = frozenset(
    "fever_nli fever_rte2 scitail rte mctest_nli multirc covidfact scifact_rte med citint".split()
)
"""Sets whose ``not_supported`` hides contradictions."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of support_train."""

    claim: str
    premise: str
    label: int
    dataset: str
    held_out: bool


def read(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of the development data; ends the script where there is no such file."""
    if not path.is_file():
        raise SystemExit(f"there is no {path}: give the folder that holds {path.name} as --data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def part_of(text: str) -> float:
    """A number from 0 to 1 that only the text decides."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6]) / 2**48


def support_rows(data: Path) -> list[Row]:
    rows = list(read(data / "support_train.jsonl.gz"))
    groups = _groups(rows)
    share: dict[str, float] = defaultdict(lambda: HELD_OUT)
    for row, group in zip(rows, groups, strict=True):
        share[group] = max(share[group], HELD_OUT_OF.get(row["dataset"], HELD_OUT))
    return [
        Row(
            row["claim"], row["premise"], _label(row), row["dataset"],
            part_of(group) < share[group],
        )
        for row, group in zip(rows, groups, strict=True)
    ]  # fmt: skip


def _label(row: dict[str, Any]) -> int:
    if row["label"] == "not_supported" and row["dataset"] in TWO_WAY:
        return NOT_OR_CONTRADICTED
    return {
        "supported": SUPPORTED, "not_supported": NOT_SUPPORTED, "contradicted": CONTRADICTED,
    }[row["label"]]  # fmt: skip


def _groups(rows: list[dict[str, Any]]) -> list[str]:
    """Of each row the name of its group: what a chain of shared claims and premises connects."""
    parent: dict[str, str] = {}

    def find(text: str) -> str:
        root = parent.setdefault(text, text)
        while parent[root] != root:
            parent[root] = parent[parent[root]]
            root = parent[root]
        return root

    keys = [("c:" + _folded(row["claim"]), "p:" + _folded(row["premise"])) for row in rows]
    for claim, premise in keys:
        one, two = sorted((find(claim), find(premise)))
        parent[two] = one
    return [find(claim) for claim, _ in keys]


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
