"""The cross-encoders' network on each body that it can have, with and without an adapter."""

from __future__ import annotations

import json

import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, MPNetConfig, RobertaConfig

from attrib.attribution.support.network import SupportNetwork
from attrib.encoding.adapter import Adapter
from attrib.encoding.device import Placement
from attrib.encoding.pair_network import PairNetwork, outputs
from attrib.encoding.pair_weights import load_network, save_network
from attrib.encoding.pairs import PairReader
from attrib.errors import ModelError
from attrib.models import resolve
from attrib.reader.network import ReaderNetwork

WORDS = "<s> <pad> </s> [CLS] [SEP] [UNK] oak pine ash grows here there".split()
SIZES = {
    "vocab_size": len(WORDS), "hidden_size": 16, "num_hidden_layers": 3, "num_attention_heads": 2,
    "intermediate_size": 32, "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2,
}  # fmt: skip
CONFIGS = {"bert": BertConfig(**SIZES), "mpnet": MPNetConfig(**SIZES)}
PAIRS = [("oak grows", "oak grows here"), ("ash", "pine grows there"), ("ash here", "ash")]
ADAPTER = Adapter(model="tiny", sha256="0" * 64, rank=4, alpha=8)


@pytest.fixture
def reader():
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, "[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return PairReader(tokenizer)


@pytest.fixture(params=sorted(CONFIGS))
def network(request):
    torch.manual_seed(0)
    return SupportNetwork(CONFIGS[request.param], frozen=1).eval()


def said(network: PairNetwork, reader: PairReader, pairs=PAIRS) -> list[list[float]]:
    """What the network says of the support of each pair."""
    found = dict(outputs(network, reader.read(pairs), Placement("cpu", "fp32")))
    return [found[n][0].tolist() for n in range(len(pairs))]


def learn_something(network: PairNetwork) -> None:
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.endswith(".up"):
                parameter.normal_()


def test_distances_between_tokens_are_those_of_the_encoder():
    body = SupportNetwork(CONFIGS["mpnet"]).body
    ids = torch.zeros((2, 300), dtype=torch.long)
    theirs = body.encoder.compute_position_bias(ids)
    assert torch.equal(body._distances(ids).expand(2, -1, -1, -1), theirs)


def flat(rows: list[list[float]]) -> list[float]:
    return [value for row in rows for value in row]


@pytest.mark.parametrize("spelt", ["[SEP]", "[CLS]", "</s>", "<s>", "[UNK]"])
def test_a_text_that_spells_a_special_token_is_read_as_a_text(spelt):
    files = resolve("all-MiniLM-L6-v2").path
    reader = PairReader(Tokenizer.from_file(str(files / "tokenizer.json")))
    claim, passage = f"Oak {spelt} grows", f"Oak {spelt} does not grow."
    plain, spelling = reader.read([("Oak grows", "Oak does not grow."), (claim, passage)])
    special = {*plain.ids[:1], plain.ids[-1], 100}
    assert [i for i in spelling.ids if i in special] == [i for i in plain.ids if i in special]
    assert passage[spelling.passage[0].start : spelling.passage[-1].end] == passage


def test_a_pair_is_read_the_same_beside_longer_ones(network, reader):
    long = ("oak " * 20, "pine " * 60)
    together = said(network, reader, [PAIRS[0], long])[0]
    assert together == pytest.approx(said(network, reader, [PAIRS[0]])[0], abs=1e-5)


def test_the_order_of_query_and_passage_matters(network, reader):
    turned = [(passage, query) for query, passage in PAIRS]
    assert flat(said(network, reader)) != pytest.approx(
        flat(said(network, reader, turned)), abs=1e-5
    )


def test_an_adapter_changes_nothing_before_it_has_learnt(network, reader):
    before = said(network, reader)
    network.adapt(ADAPTER)
    assert flat(said(network, reader)) == pytest.approx(flat(before), abs=1e-6)


def test_what_an_adapter_has_learnt_stays_when_it_is_merged(network, reader):
    before = flat(said(network, reader))
    network.adapt(ADAPTER)
    learn_something(network)
    adapted = flat(said(network, reader))
    assert adapted != pytest.approx(before, abs=1e-3)
    network.arrange(Placement("cpu", "fp32"))
    assert flat(said(network, reader)) == pytest.approx(adapted, abs=1e-5)
    assert not any(name.endswith(".up") for name, _ in network.named_parameters())


def test_only_the_adapter_and_the_heads_learn(network):
    network.adapt(ADAPTER)
    network.freeze()
    learning = {name for name, p in network.named_parameters() if p.requires_grad}
    body = {name for name in learning if name.startswith("body.")}
    assert body and all(name.endswith((".up", ".down")) for name in body)
    assert not any(".layer.0." in name for name in body)
    assert {"levels.weight", "token_head.weight"} <= learning


@pytest.fixture
def saved(network, tmp_path):
    """The folder of an adapted network that has learnt something."""
    network.body.save_pretrained(tmp_path / "base")
    base = resolve(str(tmp_path / "base"))
    network.adapt(Adapter(model=base.name, sha256=base.sha256, rank=4, alpha=8))
    learn_something(network)
    (tmp_path / "tokenizer.json").write_text("{}")
    save_network(network, tmp_path / "tokenizer.json", tmp_path / "saved")
    return tmp_path / "saved"


def describe_anew(folder, **changes) -> None:
    described = json.loads((folder / "network.json").read_text())
    described["adapter"] |= changes.pop("adapter", {})
    (folder / "network.json").write_text(json.dumps(described | changes))


def test_an_adapted_network_is_saved_without_its_body(network, reader, saved):
    whole = saved.parent / "base" / "model.safetensors"
    assert (saved / "model.safetensors").stat().st_size < whole.stat().st_size
    again = load_network(SupportNetwork, saved)
    assert flat(said(again, reader)) == pytest.approx(flat(said(network, reader)), abs=1e-2)


def test_an_adapter_of_other_layers_is_refused(saved):
    describe_anew(saved, frozen=0)
    with pytest.raises(ModelError, match="does not hold the weights of a SupportNetwork"):
        load_network(SupportNetwork, saved)


def test_a_network_of_another_kind_is_refused(network, saved):
    with pytest.raises(ModelError, match="does not hold the weights of a ReaderNetwork: name"):
        load_network(ReaderNetwork, saved)
    network.arrange(Placement("cpu", "fp32"))
    save_network(network, saved / "tokenizer.json", saved.parent / "whole")
    with pytest.raises(ModelError, match="does not hold the weights of a ReaderNetwork: name"):
        load_network(ReaderNetwork, saved.parent / "whole")


def test_an_adapter_does_not_go_with_other_weights(saved):
    describe_anew(saved, adapter={"sha256": "0" * 64})
    with pytest.raises(ModelError, match=r"was trained on .* with sha256 000000000000\.\.\., not"):
        load_network(SupportNetwork, saved)


def test_a_body_of_an_unknown_kind_is_refused():
    with pytest.raises(
        ModelError, match="built on roberta: give a model of the kind bert or mpnet"
    ):
        SupportNetwork(RobertaConfig())
