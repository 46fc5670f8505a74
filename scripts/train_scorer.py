"""Trains the support scorer's model on the development data, one stage over one mixture.

What a stage is, and how it is resumed, is in scripts/training/loop.py.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax
from training.example import EXAMPLES, UNLABELLED, Example, examples_in, read_examples
from training.loop import UNKNOWN, Losses, Task, add_arguments, log, starting_network, train
from training.mixtures import NAMES, mixture

from attrib.attribution.support.network import Output, SupportNetwork
from attrib.encoding.pair_network import Batch
from attrib.encoding.pairs import PairInput

SHARES = {"support": 1.0, "evidence": 0.5, "unsupported": 0.5}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mixture", choices=NAMES, required=True)
    parser.add_argument("--examples", type=Path, help="made if not there; default: in --out")
    parser.add_argument("--without", help="a source whose examples are left out")
    parser.add_argument("--replay", type=Path, help="the examples of an earlier run to mix in")
    parser.add_argument("--replayed", type=int, default=5000, help="how many, from their end")
    parser.add_argument("--limit", type=int, help="examples; default: the whole mixture")
    add_arguments(parser)
    args = parser.parse_args()

    started = time.monotonic()
    args.out.mkdir(parents=True, exist_ok=True)
    examples = examples_of(args)
    log(f"{time.monotonic() - started:.0f} s to read")
    log(json.dumps(Counter(one.source for one in examples)))
    train(starting_network(SupportNetwork, args), examples, TASK, args)


def pair(one: Example) -> tuple[str, str]:
    return one.claim, one.premise


def examples_of(args: argparse.Namespace) -> list[Example]:
    """The mixture, and what is replayed of an earlier one, without what is left out."""
    made = examples_in(
        args.examples or args.out / EXAMPLES,
        Example,
        lambda: mixture(args.mixture, args.data, args.seed),
    )
    examples = without(args.without, made)
    if args.replay:
        earlier = without(args.without, read_examples(args.replay, Example))
        if not args.teacher:  # who alone speaks of them
            earlier = [one for one in earlier if one.label != UNLABELLED]
        examples += earlier[max(0, len(earlier) - args.replayed) :]
        random.Random(args.seed).shuffle(examples)
    return examples[: args.limit]


def without(source: str | None, examples: Sequence[Example]) -> list[Example]:
    return [one for one in examples if one.source != source]


class Targets(NamedTuple):
    """What is known of a batch."""

    labels: Tensor
    """Of training.example, shape (pairs,)."""
    tokens: Tensor
    """1 for a word not carried or one of the evidence, 0, or UNKNOWN: shape (pairs, tokens)."""


def targets(examples: Sequence[Example], inputs: Sequence[PairInput]) -> Targets:
    tokens = torch.full((len(inputs), max(len(one.ids) for one in inputs)), UNKNOWN)
    for row, (example, one) in enumerate(zip(examples, inputs, strict=True)):
        for position, value in token_targets(example, one):
            tokens[row, position] = value
    return Targets(torch.tensor([one.label for one in examples]), tokens)


def losses(output: Output, batch: Batch, known: Targets) -> Losses:
    chances = log_softmax(output.support, dim=-1)
    # Two-way sets say "not supported or contradicted": -log(P(not) + P(contradicted)).
    either = torch.logsumexp(chances[:, 1:], dim=-1, keepdim=True)
    nothing = torch.zeros_like(either)  # is known of what is not labelled
    support = torch.cat([chances, either, nothing], dim=-1).gather(1, known.labels[:, None])
    where = known.tokens != UNKNOWN
    return {"support": -support.mean()} | token_losses(output, batch, where, known.tokens)


def taught_losses(output: Output, batch: Batch, said: Output) -> Losses:
    """How far the network is from what the teacher said."""
    support = said.support.softmax(dim=-1) * log_softmax(output.support, dim=-1)
    tokens = token_losses(output, batch, batch.mask, said.tokens.sigmoid())
    return {"support": -support.sum(dim=-1).mean()} | tokens


def token_losses(output: Output, batch: Batch, where: Tensor, wanted: Tensor) -> Losses:
    """Over the tokens at ``where``."""
    every = binary_cross_entropy_with_logits(output.tokens, wanted, reduction="none")
    found = {}
    for name, segment in {"evidence": 1, "unsupported": 0}.items():
        counted = (where & (batch.segments == segment)).float()
        found[name] = (every * counted).sum() / counted.sum().clamp(min=1.0)
    return found


def token_targets(example: Example, one: PairInput) -> Iterator[tuple[int, float]]:
    for spans, offsets, first in (
        (example.unsupported, one.query, 1),
        (example.evidence, one.passage, one.first_passage),
    ):
        if spans is None:
            continue
        for position, (start, end) in enumerate(offsets, start=first):
            yield position, float(any(s < end and start < e for s, e in spans))


TASK = Task(SupportNetwork, SHARES, pair, targets, losses, taught_losses)

if __name__ == "__main__":
    main()
