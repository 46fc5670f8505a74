"""One training example: a claim, a premise, and what is known of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, TypeVar

SUPPORTED, NOT_SUPPORTED, CONTRADICTED, NOT_OR_CONTRADICTED, UNLABELLED = range(5)
"""Labels; the last but one is what two-way sets say: not supported, perhaps contradicted. Of what is
not labelled only a teacher speaks."""

EXAMPLES = "examples.jsonl"
"""In the folder of a run, where no other file is named: those that it learns from."""

SHORT = 4
"""Most sentences of a source that counts as short: as many as a passage of the detail pairs."""


@dataclass(frozen=True, slots=True)
class Example:
    """A claim and a premise, with the label and the words that are known."""

    claim: str
    premise: str
    label: int
    source: str
    evidence: tuple[tuple[int, int], ...] | None = None
    """Offsets into the premise; None where nobody knows."""
    unsupported: tuple[tuple[int, int], ...] | None = None
    """Offsets into the claim; None where nobody knows."""


Kind = TypeVar("Kind")


def examples_in(
    path: Path, kind: Callable[..., Kind], make: Callable[[], Iterable[Kind]]
) -> list[Kind]:
    """Made where ``path`` is not there yet: a run that goes on reads what it made before."""
    if not path.exists():
        write_examples(path, make())
    return read_examples(path, kind)


def write_examples(path: Path, examples: Iterable[Any]) -> None:
    """One a line, whole or not at all: a run may be killed while it writes."""
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join(json.dumps(astuple(one)) for one in examples), encoding="utf-8")
    fresh.replace(path)


def read_examples(path: Path, kind: Callable[..., Kind]) -> list[Kind]:
    with path.open(encoding="utf-8") as lines:
        return [kind(*json.loads(line)) for line in lines]
