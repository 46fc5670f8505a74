"""What a larger network teaches a smaller one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import train_reader
import train_scorer
from training.example import UNLABELLED
from training.teaching import Teacher

from attrib.attribution.support import network as support
from attrib.encoding.device import Placement
from attrib.encoding.pair_network import collate, outputs
from attrib.encoding.pair_weights import load_pair
from attrib.reader import network as reading
from attrib.reader.model import FOLDER

PAIRS = [
    ("Who owns the mill?", "The mill belongs to Ada Brun."),
    ("When was it built?", "It was built in 1871, of stone, by two brothers."),
    ("Who rows?", "Nobody."),
]
CPU = Placement("cpu", "fp32")


def test_the_teacher_says_of_a_batch_what_it_says_of_each_pair():
    network, reader = load_pair(reading.ReaderNetwork, FOLDER, CPU)
    alone = dict(outputs(network, reader.read(PAIRS), CPU))
    teacher = Teacher(reading.ReaderNetwork, FOLDER, CPU)
    said = teacher(collate(teacher.reader.read(PAIRS)))
    assert not said.answers.requires_grad
    for row in range(len(PAIRS)):
        assert float(said.answers[row]) == pytest.approx(float(alone[row][1]), abs=1e-3)


@pytest.fixture
def batch():
    return collate(load_pair(reading.ReaderNetwork, FOLDER, CPU)[1].read(PAIRS))


def _said(*shapes):
    torch.manual_seed(0)
    return [torch.randn(shape).requires_grad_() for shape in shapes]


def test_a_reader_that_says_what_its_teacher_says_has_nothing_to_learn(batch):
    size, pairs = batch.ids.shape, len(PAIRS)
    said = _said(pairs, pairs, size, size)
    told = reading.Output(*(t.detach() for t in said))
    _nothing_to_learn(train_reader.taught_losses(reading.Output(*said), batch, told), said)


def test_a_scorer_that_says_what_its_teacher_says_has_nothing_to_learn(batch):
    said = _said((len(PAIRS), 3), batch.ids.shape)
    told = support.Output(*(t.detach() for t in said))
    _nothing_to_learn(train_scorer.taught_losses(support.Output(*said), batch, told), said)


def _nothing_to_learn(losses, said):
    sum(losses.values()).backward()
    assert all(loss > 0 for loss in losses.values())
    assert all(one.grad.abs().max() < 1e-6 for one in said)


def test_what_nobody_knows_of_an_example_counts_nowhere(batch):
    pairs, tokens = batch.ids.shape
    unknown = torch.full((pairs,), train_reader.UNKNOWN)
    nowhere = torch.full((pairs,), train_reader.NOWHERE)
    said = reading.Output(*_said(pairs, pairs, (pairs, tokens), (pairs, tokens)))
    known = train_reader.Targets(unknown, unknown, nowhere, nowhere)
    losses = train_reader.losses(said, batch, known)
    assert [loss.item() for loss in losses.values()] == [0.0, 0.0, 0.0]
    spoken = support.Output(*_said((pairs, 3), (pairs, tokens)))
    tokens_unknown = torch.full((pairs, tokens), train_scorer.UNKNOWN)
    told = train_scorer.Targets(torch.zeros(pairs, dtype=torch.long), tokens_unknown)
    losses = train_scorer.losses(spoken, batch, told)
    assert losses["support"].item() > 0
    assert losses["evidence"].item() == losses["unsupported"].item() == 0.0
    told = told._replace(labels=torch.full((pairs,), UNLABELLED))
    assert train_scorer.losses(spoken, batch, told)["support"].item() == 0.0
