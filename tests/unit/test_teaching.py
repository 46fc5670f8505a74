"""What a larger network teaches a smaller one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import train_reader
import train_scorer
from training import teaching

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


def test_what_the_teacher_says_is_read_once_and_without_padding(tmp_path, monkeypatch):
    network, reader = load_pair(reading.ReaderNetwork, FOLDER, CPU)
    inputs = reader.read(PAIRS)
    direct = dict(outputs(network, inputs, CPU))
    monkeypatch.setattr(teaching, "PART", 2)

    def told():
        return list(teaching.outputs_of(reading.ReaderNetwork, PAIRS, FOLDER, tmp_path, CPU))

    first = told()
    for number, (row, one) in enumerate(zip(first, inputs, strict=True)):
        said = reading.Output(*row)
        assert len(said.start) == len(one.ids)
        assert float(said.answers) == pytest.approx(float(direct[number][1]), abs=0.01)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.pt", "2.pt"]
    monkeypatch.setattr(teaching, "load_pair", None)  # nothing is read again
    assert all(torch.equal(a[2], b[2]) for a, b in zip(first, told(), strict=True))


@pytest.fixture
def inputs():
    return load_pair(reading.ReaderNetwork, FOLDER, CPU)[1].read(PAIRS)


def test_a_reader_that_says_what_its_teacher_says_has_nothing_to_learn(inputs):
    size = (len(inputs), max(len(one.ids) for one in inputs))
    torch.manual_seed(0)
    said = [torch.randn(shape).requires_grad_() for shape in (size[0], size[0], size, size)]
    told = [
        reading.Output(*(t.detach()[row, : len(one.ids)] if t.dim() > 1 else t.detach()[row]
                         for t in said))
        for row, one in enumerate(inputs)
    ]  # fmt: skip
    _nothing_to_learn(train_reader.taught_losses(reading.Output(*said), told, inputs), said)


def test_a_scorer_that_says_what_its_teacher_says_has_nothing_to_learn(inputs):
    batch = collate(inputs)
    torch.manual_seed(0)
    said = [torch.randn(shape).requires_grad_() for shape in ((len(inputs), 3), batch.ids.shape)]
    told = [
        support.Output(said[0].detach()[row], said[1].detach()[row, : len(one.ids)])
        for row, one in enumerate(inputs)
    ]
    _nothing_to_learn(train_scorer.taught_losses(support.Output(*said), told, batch), said)


def _nothing_to_learn(losses, said):
    sum(losses.values()).backward()
    assert all(loss > 0 for loss in losses.values())
    assert all(one.grad.abs().max() < 1e-6 for one in said)
