"""Trains the reader on the development data: relevance, answerability and the answer's span.

What a stage is, and how it is resumed, is in scripts/training/loop.py. ``--init`` may name the
support model's weights: body and word levels are taken from there, the heads start fresh.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy
from training.loop import add_arguments, log, starting_network, train
from training.reading import QuestionExample, question_examples
from training.stamp import sha256_of, training_of

from attrib.attribution.support.network import SupportNetwork
from attrib.encoding.pair_network import Batch
from attrib.encoding.pairs import PairInput
from attrib.models import CONFIG
from attrib.reader.network import Output, ReaderNetwork

SHARES = {"relevant": 0.5, "answerable": 1.0, "span": 0.5}
NOWHERE = -100
"""cross_entropy's target of a row that does not count."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--limit", type=int, help="examples of an epoch; default: all")
    add_arguments(parser)
    args = parser.parse_args()

    examples = []
    for epoch in range(args.epochs):  # other neighbours and other changes in each
        made = question_examples(args.data, random.Random(f"{args.seed} {epoch}"))
        examples += made[: args.limit]
    log(json.dumps(Counter(one.source for one in examples)))
    network = reader_network(args)
    train(network, examples, lambda one: (one.question, one.passage), losses, SHARES, args)
    weights = args.out / "weights"
    config = {
        "name": "reader", "version": "1", "sha256": sha256_of(weights),
        "training": training_of(args.data),
    }  # fmt: skip
    (weights / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def reader_network(args: argparse.Namespace) -> ReaderNetwork:
    """A reader on the body that ``--init`` holds, which may be the support model's."""
    torch.manual_seed(args.seed)
    start = starting_network(SupportNetwork, args)
    network = ReaderNetwork(start.body.config, start.frozen)
    network.body, network.levels = start.body, start.levels
    return network


def losses(
    output: Output, batch: Batch, examples: Sequence[QuestionExample], inputs: Sequence[PairInput]
) -> dict[str, Tensor]:
    device = output.start.device
    places = [place(example, one) for example, one in zip(examples, inputs, strict=True)]
    passage = batch.mask & (batch.segments == 1)
    span = []
    for logits, side in ((output.start, 0), (output.end, 1)):
        inside = logits.masked_fill(~passage, torch.finfo(logits.dtype).min)
        targets = torch.tensor([p[side] if p else NOWHERE for p in places], device=device)
        known = any(places)
        span.append(cross_entropy(inside, targets) if known else logits.sum() * 0.0)
    return {
        "relevant": _binary(output.relevant, [one.relevant for one in examples]),
        "answerable": _binary(output.answers, [one.answerable for one in examples]),
        "span": (span[0] + span[1]) / 2,
    }


def place(example: QuestionExample, one: PairInput) -> tuple[int, int] | None:
    """Positions of the answer's first and last token; None where it is not known or cut off."""
    if example.answer is None:
        return None
    start, end = example.answer
    inside = [
        position
        for position, (first, last) in enumerate(one.passage, start=one.first_passage)
        if first < end and start < last
    ]
    cut = not inside or one.passage[-1].end < end
    return None if cut else (inside[0], inside[-1])


def _binary(logits: Tensor, values: Sequence[bool | None]) -> Tensor:
    known = torch.tensor([value is not None for value in values], device=logits.device)
    targets = torch.tensor([float(bool(value)) for value in values], device=logits.device)
    if not known.any():
        return logits.sum() * 0.0
    return binary_cross_entropy_with_logits(logits[known], targets[known])


if __name__ == "__main__":
    main()
