"""The reader: what it says of a passage, and what becomes of it on the way to an answer.

Questions and passages here are of the sample library's world, which no training has seen.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from test_generation import retrieved

from attrib.config import load_settings
from attrib.encoding.device import Placement
from attrib.engine import Engine
from attrib.errors import ModelError
from attrib.generation.ranking import confidence, confidence_features, rank_sentences
from attrib.reader import ReadingModel, log_odds, reader_for, short_answer
from attrib.reader.model import FOLDER, _best_span, _whole
from attrib.retrieval import rerank
from attrib.types import Evidence, Reading, Span

HARBOUR = (
    "The harbour of Ostmark was dredged for the first time in 1931. Its lighthouse stands 42 metres "
    "high and was designed by Ilse Brandt. Two ferries a day connect the town with the island of Sand."
)
ELSEWHERE = "A museum in the old customs house shows models of ships on two floors."


@pytest.fixture(scope="module")
def reader():
    return ReadingModel(FOLDER, Placement("cpu", "fp32"))


# -- the model ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who designed the lighthouse of Ostmark?", "Ilse Brandt"),
        ("In which year was the harbour dredged for the first time?", "1931"),
        ("How high is the lighthouse?", "42"),
    ],
)
def test_the_words_that_answer_are_found(reader, question, words):
    (one,) = reader.read([(question, HARBOUR)])
    assert words in HARBOUR[one.answer.start : one.answer.end]
    assert one.answerability > 0.5
    assert one.relevance > 0.5


def test_an_answer_keeps_the_accent_of_its_last_letter(reader):
    passage = HARBOUR.replace("Ilse Brandt", "Ilse Andre\u0301")
    (one,) = reader.read([("Who designed the lighthouse of Ostmark?", passage)])
    assert passage[one.answer.start : one.answer.end] == "Ilse Andre\u0301"


@pytest.mark.parametrize(
    ("text", "torn", "whole"),
    [
        ("a कु b", Span(2, 3), Span(2, 4)),
        ("कु", Span(1, 2), Span(0, 2)),
        ("oak", Span(0, 1), Span(0, 1)),
    ],
)
def test_an_answer_is_of_whole_characters(text, torn, whole):
    assert _whole(torn, text) == whole


def test_a_passage_about_something_else_does_not_answer(reader):
    question = "Who designed the lighthouse of Ostmark?"
    here, there = reader.read([(question, HARBOUR), (question, ELSEWHERE)])
    assert here.answerability > there.answerability
    assert here.relevance > there.relevance


def test_a_reading_does_not_depend_on_its_neighbours(reader):
    pairs = [(f"Who designed the lighthouse {i}?", HARBOUR[: 40 + 9 * i]) for i in range(20)]
    together = reader.read(pairs)
    for pair, one in zip(pairs[::7], together[::7], strict=True):
        (alone,) = reader.read([pair])
        assert alone.answer == one.answer
        assert alone.answerability == pytest.approx(one.answerability, abs=1e-4)
        assert alone.relevance == pytest.approx(one.relevance, abs=1e-4)


@pytest.mark.parametrize("passage", ["", " \n", "🌊", "x" * 5000, "a\x00b"])
def test_no_passage_is_too_odd(reader, passage):
    (one,) = reader.read([("Who?", passage)])
    assert 0 <= one.answerability <= 1
    assert one.answer is None or passage[one.answer.start : one.answer.end]


def test_the_best_span_starts_before_it_ends_and_is_not_too_long():
    offsets = [Span(i, i + 1) for i in range(50)]
    start, end = np.zeros(50), np.zeros(50)
    start[20], end[5], end[49], end[22] = 9, 9, 5, 3
    assert _best_span(start, end, offsets) == Span(20, 50)
    start[20], start[2] = 0, 9
    assert _best_span(start, end, offsets) == Span(2, 6)
    assert _best_span(start[:0], end[:0], []) is None


def test_where_an_answer_may_begin_is_told_with_its_probability(reader):
    (one,) = reader.read([("Who designed the lighthouse?", HARBOUR)])
    assert one.answer.start in [at for at, _ in one.starts]
    assert 0.5 < sum(p for _, p in one.starts) <= 1.0001
    whole = one.holds(Span(0, len(HARBOUR)))
    halves = [one.holds(Span(0, 40)), one.holds(Span(40, len(HARBOUR)))]
    assert 0 < whole <= one.answerability
    assert whole == pytest.approx(sum(halves))


def test_other_weights_are_refused(tmp_path):
    folder = tmp_path / "reader"
    shutil.copytree(FOLDER, folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps({**config, "sha256": "0" * 64}))
    with pytest.raises(ModelError, match=r"weights have sha256 .* expected 000000000000"):
        ReadingModel(folder)


def test_nothing_is_read_when_nothing_is_wanted():
    assert reader_for(load_settings(read=0)) is None
    assert reader_for(load_settings(read=1)) is not None


def test_a_reader_is_one_of_attribs_or_a_folder(tmp_path):
    by_name = reader_for(load_settings(reader="small"))
    by_folder = reader_for(load_settings(reader=str(FOLDER)))
    assert by_name.describe() == by_folder.describe()
    with pytest.raises(ModelError, match=r"reader 'huge' is none of small, large, and no folder"):
        reader_for(load_settings(reader="huge"))
    with pytest.raises(ModelError, match=r"give the path of what scripts/train_reader.py wrote"):
        reader_for(load_settings(reader=str(tmp_path)))
    with pytest.raises(ModelError, match=r"reader '~nobody-of-this-name/x' is none of"):
        reader_for(load_settings(reader="~nobody-of-this-name/x"))


@pytest.mark.parametrize("probability", [0.0, 1e-12, 0.5, 1.0])
def test_log_odds_are_finite(probability):
    assert abs(log_odds(probability)) < 30


# -- on the way to an answer --------------------------------------------------------------------


class Knows:
    """A reader that finds the answer where certain words stand, and nothing elsewhere."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.pairs = []

    def describe(self):
        return {"name": "knows"}

    def read(self, pairs):
        self.pairs += pairs
        readings = []
        for _, text in pairs:
            at = text.find(self.words)
            found = Span(at, at + len(self.words)) if at >= 0 else None
            readings.append(
                Reading(0.9, 0.95, found, ((at, 1.0),)) if found else Reading(0.1, 0.05, None, ())
            )
        return readings


def test_the_passage_that_answers_comes_first_and_keeps_its_reading():
    passages = [
        retrieved("Moss grows on walls.", uri="a", title="Walls"),
        retrieved("The kiln is old.", "It gets as hot as 1,240 degrees.", uri="b", title="Kiln"),
    ]
    first, second = rerank("How hot?", passages, Knows("1,240 degrees"))
    assert first.passage.document_id == "b"
    assert first.passage.quote(first.reading.answer) == "1,240 degrees"
    assert second.reading.answer is None
    said = first.passage.quote(first.passage.sentences[1])
    at = first.passage.sentences[1].start
    evidence = Evidence("b", at, at + len(said), said, 0.9)
    answer = short_answer([first, second], [evidence])
    assert (answer.text, answer.document_id, answer.probability) == ("1,240 degrees", "b", 0.95)
    for other in (replace(evidence, document_id="a"), replace(evidence, end=evidence.end - 9)):
        assert short_answer([first, second], [other]) is None, "the answer does not say so"


def test_the_reader_sees_title_and_headings_and_an_answer_there_is_none():
    passage = retrieved("It is old.", uri="b", title="Kiln of Norrvik", headings=("Heat",))
    reader = Knows("Norrvik")
    (read,) = rerank("Where?", [passage], reader)
    assert reader.pairs == [("Where?", "Kiln of Norrvik > Heat\nIt is old.")]
    assert read.reading.answer is None
    whole = Evidence("b", 0, len(passage.passage.text), passage.passage.text, 0.9)
    assert short_answer([read], [whole]) is None
    assert short_answer([passage], [whole]) is None


def test_the_sentence_with_the_answer_is_said(embedder):
    tar, hot = "The kiln gets a coat of tar every year.", "It reaches 1,240 degrees."
    passage = retrieved(tar, hot, title="Kiln of Norrvik")
    question = "How hot does the kiln of Norrvik get?"
    assert rank_sentences(question, [passage], embedder)[0].text == tar
    (read,) = rerank(question, [passage], Knows("1,240 degrees"))
    best = rank_sentences(question, [read], embedder)[0]
    assert best.text == hot
    assert best.probability > 0.5
    assert len(confidence_features(question, best, [read])) == 5
    assert 0 <= confidence(question, best, [read]) <= 1


def test_an_answer_says_which_words_answer(library):
    answer = Engine(library).ask("How heavy is the foundation of a turbine?")
    short = answer.short_answer
    document = library.document(short.document_id)
    assert document.text[short.start : short.end] == short.text
    assert "180" in short.text
    assert answer.to_dict()["short_answer"]["text"] == short.text
    assert answer.provenance.reader["name"] == "reader"


def test_no_passage_is_read_twice(library):
    reader = Knows("180 tonnes")
    settings = load_settings(read=12, top_k=5)
    answer = Engine(library, settings, reader=reader).ask(
        "How heavy is the foundation of a turbine?"
    )
    assert len(reader.pairs) == len(set(reader.pairs)) == 12
    assert len(answer.passages) == 5
    assert all(p.reading for p in answer.passages)


def test_without_a_reader_nothing_is_read(library):
    answer = Engine(library, load_settings(read=0)).ask("How heavy is the foundation of a turbine?")
    assert not any(p.reading for p in answer.passages)
    assert answer.short_answer is None
    assert answer.provenance.reader is None
    assert "180 tonnes" in answer.text


def test_no_words_are_the_answer_where_yes_or_no_is(library):
    answer = Engine(library).ask("Is the foundation of a turbine heavy?")
    assert not answer.abstained
    assert "180 tonnes" in answer.text
    assert answer.short_answer is None
