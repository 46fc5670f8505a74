"""Trains the reader on the development data: relevance, answerability and the answer's span.

What a stage is, and how it is resumed, is in scripts/training/loop.py. ``--init`` may name a
reader's weights, or the support model's, of which body and word levels are taken. With
``--teacher`` the examples are also learnt as a larger reader judges them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, log_softmax
from training.loop import add_arguments, log, starting_network, train
from training.reading import QuestionExample, question_examples
from training.stamp import sha256_of, training_of
from training.teaching import taught

from attrib.attribution.support.network import SupportNetwork
from attrib.encoding.pair_network import Batch
from attrib.encoding.pair_weights import load_network
from attrib.encoding.pairs import PairInput
from attrib.models import CONFIG
from attrib.reader.network import Output, ReaderNetwork

SHARES = {"relevant": 0.5, "answerable": 1.0, "span": 0.5}
NOWHERE = -100
"""cross_entropy's target of a row that does not count."""
UNLABELLED = 2
"""Passages beside a question's own that only the teacher judges."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--limit", type=int, help="examples of an epoch; default: all")
    add_arguments(parser)
    args = parser.parse_args()

    examples = []
    for epoch in range(args.epochs):  # other neighbours and other changes in each
        rng = random.Random(f"{args.seed} {epoch}")
        made = question_examples(args.data, rng, UNLABELLED if args.teacher else 0)
        examples += made[: args.limit]
    log(json.dumps(Counter(one.source for one in examples)))
    if args.teacher:
        examples = taught(ReaderNetwork, Output, examples, pair, args)
        log("read by the teacher")
    network = reader_network(args)
    train(network, examples, pair, losses, SHARES, args)
    weights = args.out / "weights"
    config = {
        "name": "reader", "version": "1", "sha256": sha256_of(weights),
        "training": training_of(args.data),
    }  # fmt: skip
    (weights / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def pair(one: QuestionExample) -> tuple[str, str]:
    return one.question, one.passage


def reader_network(args: argparse.Namespace) -> ReaderNetwork:
    """A reader that starts from ``--init``: from a reader, or from the body of the support model."""
    torch.manual_seed(args.seed)
    if args.init and is_reader(args.init):
        return load_network(ReaderNetwork, args.init)
    start = starting_network(SupportNetwork, args)
    network = ReaderNetwork(start.body.config, start.frozen)
    network.body, network.levels, network.adapter = start.body, start.levels, start.adapter
    return network


def is_reader(weights: Path) -> bool:
    """The support model's weights have no config.json before they are fitted."""
    config = weights / CONFIG
    if not config.exists():
        return False
    return bool(json.loads(config.read_text(encoding="utf-8"))["name"].startswith("reader"))


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
    found = {
        "relevant": _binary(output.relevant, [one.relevant for one in examples]),
        "answerable": _binary(output.answers, [one.answerable for one in examples]),
        "span": (span[0] + span[1]) / 2,
    }
    told = [one.taught for one in examples]
    if not all(told):
        return found
    soft = taught_losses(output, [one for one in told if one], inputs)
    return {name: loss + soft[name] for name, loss in found.items()}


def taught_losses(
    output: Output, told: Sequence[Output], inputs: Sequence[PairInput]
) -> dict[str, Tensor]:
    """How far the network is from what the teacher said; spans count as the teacher thinks that
    there is an answer.
    """
    device = output.start.device
    relevant, answers = (
        torch.stack(side).to(device).float().sigmoid()
        for side in ([one.relevant for one in told], [one.answers for one in told])
    )
    span = output.start.sum() * 0.0
    for row, (one, its) in enumerate(zip(told, inputs, strict=True)):
        inside = slice(its.first_passage, its.first_passage + len(its.passage))
        for mine, theirs in ((output.start[row], one.start), (output.end[row], one.end)):
            wanted = theirs[inside].to(device).float().softmax(dim=0)
            span = span - answers[row] * (wanted * log_softmax(mine[inside], dim=0)).sum()
    return {
        "relevant": binary_cross_entropy_with_logits(output.relevant, relevant),
        "answerable": binary_cross_entropy_with_logits(output.answers, answers),
        "span": span / (2 * answers.sum().clamp(min=1e-6)),
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
