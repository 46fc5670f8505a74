"""The loop that trains: batches made beside it, runs that go on, teachers."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from train_scorer import TASK
from training.example import CONTRADICTED, NOT_OR_CONTRADICTED, SUPPORTED, Example
from training.loop import add_arguments, made_batches, starting_network, step_order, train

from attrib.attribution.support.network import SupportNetwork
from attrib.encoding.pair_weights import WEIGHTS, save_network
from attrib.models import CONFIG

WORDS = "[PAD] [CLS] [SEP] [UNK] oak pine ash grows falls here there".split()
SIZES = {
    "vocab_size": len(WORDS), "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2,
    "intermediate_size": 32, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0,
}  # fmt: skip
EXAMPLES = [
    Example("oak grows", "oak grows here", SUPPORTED, "a", ((0, 14),), ()),
    Example("pine grows", "oak grows here", NOT_OR_CONTRADICTED, "b", None, ((0, 4),)),
    Example("ash falls there", "ash grows there", CONTRADICTED, "c"),
] * 8


@pytest.fixture
def start(tmp_path):
    """Untrained weights."""
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    torch.manual_seed(0)
    network = SupportNetwork(BertConfig(**SIZES), frozen=1)
    save_network(network, tmp_path / "tokenizer.json", tmp_path / "start")
    return tmp_path / "start"


@pytest.fixture
def trained(start, tmp_path):
    def run(name, *options):
        parser = argparse.ArgumentParser()
        add_arguments(parser)
        args = parser.parse_args([
            "--out", str(tmp_path / name), "--init", str(start), "--lr", "0.01", "--tokens", "30",
            "--save-every", "5", "--device", "cpu", "--precision", "fp32", *options,
        ])  # fmt: skip
        train(starting_network(SupportNetwork, args), EXAMPLES, TASK, args)
        return load_file(tmp_path / name / "weights" / WEIGHTS)

    yield run
    torch.set_flush_denormal(False)  # a training sets it, for its whole process


def same(some, others):
    return all(torch.equal(some[name], others[name]) for name in some)


def test_batches_that_other_processes_make_teach_the_same(trained, start):
    own = trained("own")
    assert not same(own, load_file(start / WEIGHTS))
    assert same(own, trained("beside", "--workers", "2"))


def test_a_run_that_was_stopped_ends_where_it_would_have_ended(trained, capsys):
    whole = trained("run")
    assert "goes on" not in capsys.readouterr().out
    assert same(whole, trained("run"))  # from its last checkpoint
    assert "goes on after step 5" in capsys.readouterr().out


def test_what_a_teacher_says_is_learnt_too(trained, start):
    assert not same(trained("alone"), trained("taught", "--teacher", str(start)))
    assert not (start / CONFIG).exists()  # weights that were only trained can teach


def test_every_pass_takes_each_batch_once_and_only_the_first_makes_it():
    class Made:
        def __init__(self):
            self.asked = []

        def __getitem__(self, step):
            self.asked.append(step)
            return step, (), f"{step} as the teacher reads it"

        def __len__(self):
            return 4

    steps = Made()
    order = step_order(4, 3, seed=0)
    assert order[:4] == [0, 1, 2, 3]
    assert [sorted(order[n : n + 4]) for n in (4, 8)] == [[0, 1, 2, 3]] * 2
    assert [batch for batch, *_ in made_batches(steps, order, 0, "cpu", None)] == order
    assert sorted(steps.asked) == [0, 1, 2, 3]
    said = []

    def teacher(taught):
        said.append(taught)
        return len(said)

    heard = [(b, answer) for b, _, answer in made_batches(steps, order, 0, "cpu", teacher)]
    assert said == [f"{n} as the teacher reads it" for n in range(4)]  # asked once for each
    assert heard == [(n, n + 1) for n in order]
    steps.asked.clear()
    assert [b for b, *_ in made_batches(steps, order[6:], 0, "cpu", None)] == order[6:]  # goes on
    assert sorted(steps.asked) == sorted(set(order[6:]))


def test_a_run_of_several_passes_that_was_stopped_ends_where_it_would_have_ended(trained, capsys):
    whole = trained("passes", "--passes", "3", "--save-every", "7")
    assert same(whole, trained("passes", "--passes", "3", "--save-every", "7"))
    assert "goes on after step" in capsys.readouterr().out


def test_a_teacher_is_learnt_from_in_several_passes_too(trained, start):
    taught = trained("taught", "--passes", "2", "--teacher", str(start))
    assert not same(taught, trained("once", "--teacher", str(start)))
    assert not same(taught, trained("untaught", "--passes", "2"))
