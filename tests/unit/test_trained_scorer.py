"""The trained scorer: what it reads, what it says, and that neighbours change nothing."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest
from tokenizers import Tokenizer

from attrib.attribution import Pair
from attrib.attribution.support.model import FOLDER, SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.encoding.device import Placement
from attrib.encoding.pairs import MAX_PASSAGE, MAX_QUERY, PairReader
from attrib.errors import ModelError
from attrib.types import Span

SENTENCES = (
    "The harbour of Ostmark was dredged for the first time in 1931.",
    "Its lighthouse stands 42 metres high and was designed by Ilse Brandt.",
    "Two ferries a day connect the town with the island of Sand.",
    "In winter the harbour is closed to sailing boats.",
    "A museum in the old customs house shows models of ships.",
)


@pytest.fixture(scope="module")
def scorer(embedder):
    return TrainedScorer(embedder, SupportModel(FOLDER, Placement("cpu", "fp32")))


@pytest.fixture(scope="module")
def reader():
    return PairReader(Tokenizer.from_file(str(FOLDER / "tokenizer.json")))


def levels(reader, claim, passage):
    (one,) = reader.read([(claim, passage)])
    words = [claim[span.start : span.end] for span in one.query]
    return dict(zip(words, one.levels[1 : one.first_passage], strict=False))


def test_each_word_knows_whether_it_stands_on_the_other_side(reader):
    found = levels(reader, "Turbines rotate slowly.", "A turbine was rotating.")
    assert found == {"Turbines": 1, "rotate": 1, "slowly": 0, ".": 1}


def test_a_word_beside_the_same_neighbour_is_told_apart(reader):
    found = levels(reader, "the old bridge collapsed", "old bridge of the town")
    assert found == {"the": 1, "old": 2, "bridge": 2, "collapsed": 0}


def test_a_number_in_words_is_the_same_number(reader):
    assert levels(reader, "seven boats", "7 boats") == {"seven": 2, "boats": 2}
    assert levels(reader, "seven boats", "8 boats") == {"seven": 0, "boats": 1}


def test_offsets_lead_back_to_the_text(reader):
    claim, passage = "Zürich's trams — 15 lines", "Trams: 15."
    (one,) = reader.read([(claim, passage)])
    assert "".join(claim[s.start : s.end] for s in one.query) == claim.replace(" ", "")
    assert [passage[s.start : s.end] for s in one.passage] == ["Trams", ":", "15", "."]
    assert len(one.ids) == len(one.levels) == len(one.query) + len(one.passage) + 3


def test_what_is_too_long_is_cut_off(reader):
    (one,) = reader.read([("word " * 500, "text " * 900)])
    assert len(one.query) == MAX_QUERY
    assert len(one.passage) == MAX_PASSAGE
    assert len(one.ids) == MAX_QUERY + MAX_PASSAGE + 3


def test_a_copied_sentence_is_supported_by_itself(scorer):
    for place, sentence in enumerate(SENTENCES):
        (support,) = scorer.score([Pair(sentence, SENTENCES)])
        assert support.probability >= scorer.thresholds.supported, sentence
        assert place in support.evidence, sentence


@pytest.mark.parametrize(
    ("claim", "changed"),
    [
        ("The harbour of Ostmark was dredged for the first time in 1913.", "1913"),
        ("Its lighthouse stands 24 metres high and was designed by Ilse Brandt.", "24"),
        ("Two ferries a day connect the town with the island of Lund.", "Lund"),
    ],
)
def test_a_changed_detail_is_not_supported_and_its_words_are_shown(scorer, claim, changed):
    (support,) = scorer.score([Pair(claim, SENTENCES)])
    assert support.probability < scorer.thresholds.supported
    start = claim.index(changed)
    detail = Span(start, start + len(changed))
    assert any(s.start < detail.end and detail.start < s.end for s in support.unsupported)


def test_what_the_source_does_not_speak_of_is_not_supported(scorer):
    (support,) = scorer.score([Pair("Bees dance to tell where flowers are.", SENTENCES)])
    assert support.probability < scorer.thresholds.partial
    assert support.contradiction < scorer.thresholds.contradicted


def test_without_sentences_nothing_is_supported(scorer):
    claim = "The harbour was dredged."
    (support,) = scorer.score([Pair(claim, ())])
    assert (support.probability, support.evidence) == (0.0, ())
    assert support.unsupported == (Span(0, len(claim)),)


def test_neighbours_change_nothing(scorer):
    claims = [*SENTENCES, "Boats sail in winter.", "x", "The museum opened in 1931. " * 9]
    pairs = [Pair(c, SENTENCES[:n]) for c in claims for n in (1, 3, 5)]
    alone = [scorer.score([pair])[0] for pair in pairs]
    order = np.random.default_rng(0).permutation(len(pairs))
    shuffled = scorer.score([pairs[i] for i in order])
    for place, support in zip(order, shuffled, strict=True):
        assert support.probability == pytest.approx(alone[place].probability, abs=1e-4)
        assert support.contradiction == pytest.approx(alone[place].contradiction, abs=1e-4)
        assert support.evidence == alone[place].evidence


def test_the_weights_are_named_in_what_describes_it(scorer):
    described = scorer.describe()
    config = json.loads((FOLDER / "config.json").read_text(encoding="utf-8"))
    assert described["name"] == "support"
    assert described["sha256"] == config["sha256"]
    assert described["thresholds"] == config["thresholds"]


def test_other_weights_than_those_the_config_was_written_for_are_refused(embedder, tmp_path):
    folder = tmp_path / "support"
    shutil.copytree(FOLDER, folder)
    with (folder / "model.safetensors").open("r+b") as weights:
        weights.seek(-1, 2)
        weights.write(b"\x7f")
    with pytest.raises(ModelError, match="weights have sha256"):
        SupportModel(folder)
