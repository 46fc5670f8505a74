"""A classifier of the user's own as scorer: its labels, its limits, its answers."""

from __future__ import annotations

import json

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from attrib.attribution import Pair, scorer_for
from attrib.attribution.cross_encoder import CrossEncoderModel
from attrib.config import Settings
from attrib.errors import ModelError
from attrib.types import Span

WORDS = "oak pine ash yes no . [CLS] [SEP] [PAD] [UNK]".split()


def folder_with(path, labels):
    """A tiny classifier with random weights and these labels."""
    (path / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    tokenizer = BertTokenizerFast(str(path / "vocab.txt"), model_max_length=64)
    tokenizer.save_pretrained(path)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64, num_labels=len(labels),
        pad_token_id=WORDS.index("[PAD]"),
        id2label=dict(enumerate(labels)), label2id={name: n for n, name in enumerate(labels)},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(path)
    return path


@pytest.mark.parametrize(
    ("labels", "supported"),
    [
        (["entailment", "neutral", "contradiction"], 0),
        (["CONTRADICTION", "ENTAILMENT", "NEUTRAL"], 1),
        (["not_entailment", "entailment"], 1),
        (["Supported", "Not Supported"], 0),
        (["contradiction", "entailment"], 1),
    ],
)
def test_what_a_label_means_is_read_from_the_config(tmp_path, labels, supported):
    folder = folder_with(tmp_path, labels)
    model = CrossEncoderModel(folder)
    (judgement,) = model.judge([("oak pine", "yes oak pine")], [()])
    tokenizer = BertTokenizerFast.from_pretrained(folder)
    classifier = BertForSequenceClassification.from_pretrained(folder).eval()
    with torch.inference_mode():
        logits = classifier(**tokenizer("yes oak pine", "oak pine", return_tensors="pt")).logits[0]
    expected = torch.log_softmax(logits, dim=-1)
    assert judgement.support[0] == pytest.approx(expected[supported].item(), abs=1e-4)
    assert sum(map(float, torch.tensor(judgement.support).exp())) == pytest.approx(1.0, abs=1e-4)


def test_a_text_that_spells_a_special_token_is_read_as_a_text(tmp_path):
    model = CrossEncoderModel(folder_with(tmp_path, ["not_entailment", "entailment"]))
    (spelt,) = model.judge([("oak", "yes [SEP] oak .")], [()])
    (unknown,) = model.judge([("oak", "yes q q q oak .")], [()])  # "[", "SEP", "]"
    assert spelt.support == pytest.approx(unknown.support)


@pytest.mark.parametrize(
    "labels", [["LABEL_0", "LABEL_1"], ["positive", "negative"], ["entailment", "other"]]
)
def test_labels_that_do_not_say_entailment_are_refused(tmp_path, labels):
    with pytest.raises(ModelError, match=r"set id2label in its config\.json") as error:
        CrossEncoderModel(folder_with(tmp_path, labels))
    assert ", ".join(labels) in str(error.value)


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ModelError, match="holds no model"):
        CrossEncoderModel(tmp_path)


def test_neighbours_change_nothing_and_long_texts_are_cut(tmp_path):
    model = CrossEncoderModel(folder_with(tmp_path, ["entailment", "not_entailment"]))
    pairs = [("oak", "yes pine"), ("ash " * 90, "no ash " * 90), ("pine .", "oak " * 40), ("", "")]
    alone = [model.judge([pair], [()])[0] for pair in pairs]
    for one, together in zip(alone, model.judge(pairs, [()] * 4), strict=True):
        assert one.support == pytest.approx(together.support, abs=1e-5)


def test_a_folder_can_be_named_as_the_scorer(tmp_path, embedder):
    folder = folder_with(tmp_path, ["entailment", "neutral", "contradiction"])
    scorer = scorer_for(Settings(scorer=str(folder)), embedder)
    described = scorer.describe()
    assert described["name"] == folder.name
    assert len(described["sha256"]) == 64
    (support,) = scorer.score([Pair("Oak and pine grow.", ("Oak trees grow.", "Moss."))])
    assert 0 <= support.probability <= 1
    assert support.evidence == (0,)
    assert Span(8, 12) in support.unsupported


def test_a_name_that_is_no_folder_is_refused(embedder):
    with pytest.raises(
        ModelError, match="'suport' is none of support, large, baseline, and no folder"
    ):
        scorer_for(Settings(scorer="suport"), embedder)


def test_a_config_that_is_none_is_refused(tmp_path):
    folder = folder_with(tmp_path, ["entailment", "not_entailment"])
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8")) | {"model_type": "no such type"}
    path.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match=r"config\.json cannot be used"):
        CrossEncoderModel(folder)
