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
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, log_softmax
from training.example import EXAMPLES, examples_in
from training.loop import UNKNOWN, Losses, Task, add_arguments, log, starting_network, train
from training.reading import QuestionExample, question_examples
from training.stamp import sha256_of, training_of
from training.tables import table_examples

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
    parser.add_argument("--tables", type=int, default=0, help="more of them, on rows of tables")
    parser.add_argument("--examples", type=Path, help="made if not there; default: in --out")
    add_arguments(parser)
    args = parser.parse_args()

    args.out.mkdir(parents=True, exist_ok=True)
    examples = examples_of(args)
    log(json.dumps(Counter(one.source for one in examples)))
    train(reader_network(args), examples, TASK, args)
    weights = args.out / "weights"
    config = {
        "name": "reader", "version": "1", "sha256": sha256_of(weights),
        "training": training_of(args.data),
    }  # fmt: skip
    (weights / CONFIG).write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")


def examples_of(args: argparse.Namespace) -> list[QuestionExample]:
    """Of those that nobody labelled only a teacher speaks."""
    path = args.examples or args.out / EXAMPLES
    examples = examples_in(path, QuestionExample, lambda: made_examples(args))
    if args.teacher:
        return examples
    return [one for one in examples if not (one.relevant is None and one.answerable is None)]


def made_examples(args: argparse.Namespace) -> list[QuestionExample]:
    examples = []
    for epoch in range(args.epochs):  # other neighbours and other changes in each
        rng = random.Random(f"{args.seed} {epoch}")
        made = question_examples(args.data, rng, UNLABELLED if args.teacher else 0)
        mixed = made[: args.limit] + table_examples(args.tables, rng)
        rng.shuffle(mixed)
        examples += mixed
    return examples


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


class Targets(NamedTuple):
    """What is known of a batch, each of shape (pairs,)."""

    relevant: Tensor
    """1, 0, or UNKNOWN."""
    answerable: Tensor
    """1, 0, or UNKNOWN."""
    start: Tensor
    """Position of the answer's first token, or NOWHERE."""
    end: Tensor
    """Position of its last token, or NOWHERE."""


def targets(examples: Sequence[QuestionExample], inputs: Sequence[PairInput]) -> Targets:
    places = [place(example, one) for example, one in zip(examples, inputs, strict=True)]
    return Targets(
        _known([one.relevant for one in examples]),
        _known([one.answerable for one in examples]),
        *(torch.tensor([p[side] if p else NOWHERE for p in places]) for side in (0, 1)),
    )


def losses(output: Output, batch: Batch, known: Targets) -> Losses:
    passage = batch.mask & (batch.segments == 1)
    span = [
        cross_entropy(_inside(logits, passage), where, ignore_index=NOWHERE, reduction="sum")
        for logits, where in ((output.start, known.start), (output.end, known.end))
    ]
    count = (known.start != NOWHERE).sum().clamp(min=1)
    return {
        "relevant": _binary(output.relevant, known.relevant),
        "answerable": _binary(output.answers, known.answerable),
        "span": (span[0] + span[1]) / (2 * count),
    }


def taught_losses(output: Output, batch: Batch, said: Output) -> Losses:
    """How far the network is from what the teacher said; spans count as the teacher thinks that
    there is an answer.
    """
    passage = batch.mask & (batch.segments == 1)
    answers = said.answers.sigmoid()
    span = torch.zeros_like(answers)
    for mine, theirs in ((output.start, said.start), (output.end, said.end)):
        wanted = _inside(theirs, passage).softmax(dim=-1)
        span = span - (wanted * log_softmax(_inside(mine, passage), dim=-1)).sum(dim=-1)
    return {
        "relevant": _binary(output.relevant, said.relevant.sigmoid()),
        "answerable": _binary(output.answers, answers),
        "span": (answers * span).sum() / (2 * answers.sum().clamp(min=1e-6)),
    }


def _inside(logits: Tensor, passage: Tensor) -> Tensor:
    """The logits, with none of what is not in the passage."""
    return logits.masked_fill(~passage, torch.finfo(logits.dtype).min)


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


def _known(values: Sequence[bool | None]) -> Tensor:
    return torch.tensor([UNKNOWN if value is None else float(value) for value in values])


def _binary(logits: Tensor, wanted: Tensor) -> Tensor:
    """Over the rows of which something is known."""
    known = (wanted != UNKNOWN).float()
    every = binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    return (every * known).sum() / known.sum().clamp(min=1.0)


TASK = Task(ReaderNetwork, SHARES, pair, targets, losses, taught_losses)

if __name__ == "__main__":
    main()
