"""What a larger network says of the examples of a smaller one: soft targets beside the labels.

Hinton, Vinyals, Dean, "Distilling the Knowledge in a Neural Network", 2015. The tokenizers of both
must cut words alike, as those of BERT and MPNet do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from attrib.encoding.device import Placement
from attrib.encoding.pair_network import PairNetwork, outputs
from attrib.encoding.pair_weights import load_pair

Example = TypeVar("Example", bound=Any)
"""A dataclass with a field ``taught``."""
PART = 2000
"""Pairs that are read and kept together: a run that is stopped loses no more."""


def taught(
    kind: type[PairNetwork],
    output: Callable[..., Any],
    examples: Sequence[Example],
    pair: Callable[[Example], tuple[str, str]],
    args: argparse.Namespace,
) -> list[Example]:
    """The examples with the ``output`` of the network in ``--teacher`` for each, kept in ``--out``."""
    pairs = [pair(one) for one in examples]
    placement = Placement(args.device, args.precision)
    told = outputs_of(kind, pairs, args.teacher, args.out / "taught", placement)
    return [replace(one, taught=output(*row)) for one, row in zip(examples, told, strict=True)]


def outputs_of(
    kind: type[PairNetwork],
    pairs: Sequence[tuple[str, str]],
    teacher: Path,
    folder: Path,
    placement: Placement,
) -> Iterator[tuple[Tensor, ...]]:
    """What the network in ``teacher`` puts out for each pair, without padding; kept in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for first in range(0, len(pairs), PART):
        path = folder / f"{first}.pt"
        if not path.exists():
            fresh = path.with_suffix(".new")
            torch.save(_read(kind, pairs[first : first + PART], teacher, placement), fresh)
            fresh.replace(path)
        yield from torch.load(path, weights_only=True)


def _read(
    kind: type[PairNetwork],
    pairs: Sequence[tuple[str, str]],
    teacher: Path,
    placement: Placement,
) -> list[tuple[Tensor, ...]]:
    network, reader = load_pair(kind, teacher, placement)
    inputs = reader.read(pairs)
    found = {}
    for item, row in outputs(network, inputs, placement):
        length = len(inputs[item].ids)
        found[item] = tuple(t[:length].half() if t.dim() else t.half() for t in row)
    return [found[item] for item in range(len(pairs))]
