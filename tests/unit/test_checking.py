"""Scores of plain strings, and one claim against documents."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from attrib import load_scorer
from attrib.attribution.grounds import MOST_OF_ALL
from attrib.checking import read_documents
from attrib.config import Settings
from attrib.errors import InputError, ModelError, SourceError
from attrib.types import Verdict

PASSAGES = [
    "The harbour of Ostmark was dredged in 1931. Two ferries a day go to Sand.",
    "Its lighthouse stands 42 metres high and was designed by Ilse Brandt.",
]


@pytest.fixture(scope="module", params=["baseline", "support"])
def scorer(request):
    return load_scorer(request.param, Settings(device="cpu", precision="fp32"))


def test_scores_are_probabilities_of_three_labels(scorer):
    pairs = [
        ("The harbour of Ostmark was dredged in 1931.", PASSAGES[0]),
        ("The harbour of Ostmark was dredged in 1947.", PASSAGES[0]),
        ("Bees dance.", PASSAGES[0]),
        ("", PASSAGES[0]),
        ("Bees dance.", ""),
    ]
    scores = scorer.score(pairs)
    assert scores.shape == (5, 3)
    assert scores.sum(axis=1) == pytest.approx(np.ones(5), abs=1e-6)
    assert (scores >= 0).all()
    assert scores.argmax(axis=1).tolist() == [0, 2, 1, 1, 1]
    assert scorer.score(pairs[::-1])[::-1] == pytest.approx(scores, abs=1e-4)
    assert scorer.score([]).shape == (0, 3)


def test_what_utf8_cannot_store_is_scored_as_a_replacement_character(scorer):
    broken, stored = "The mill \ud83d has 12 storeys.", "The mill \ufffd has 12 storeys."
    found = scorer.score([(broken, broken), (stored, stored)])
    assert (found[0] == found[1]).all()


def test_evidence_gives_offsets_into_the_passages(scorer):
    found = scorer.attribute("The lighthouse was designed by Ilse Brandt.", PASSAGES)
    assert found.verdict is Verdict.SUPPORTED
    assert found.evidence
    for evidence in found.evidence:
        text = PASSAGES[int(evidence.document_id) - 1]
        assert text[evidence.start : evidence.end] == evidence.quote
    assert {e.document_id for e in found.evidence} == {"2"}


def test_a_lone_surrogate_moves_no_offset(scorer):
    passage = "\ud800 The mill grinds oats. \x00 It was built in 1929 \udfff."
    found = scorer.attribute("It was built in 1929 \udc00.", [passage], "When \ud800?")
    (evidence,) = found.evidence
    said = passage[evidence.start : evidence.end]
    assert "built in 1929" in said and evidence.quote == said.replace("\udfff", "\ufffd")


def test_a_changed_number_is_contradicted_and_marked(scorer):
    claim = "The harbour of Ostmark was dredged in 1947."
    found = scorer.attribute(claim, PASSAGES)
    assert found.verdict is Verdict.CONTRADICTED
    assert "1947" in "".join(claim[s.start : s.end] for s in found.unsupported_spans)
    assert found.contradicting[0].quote == "The harbour of Ostmark was dredged in 1931."


def test_a_short_claim_is_read_with_its_question(scorer):
    question = "In which year was the harbour of Ostmark dredged?"
    claim = "In 1931"
    with_it = scorer.attribute(claim, PASSAGES[:1], question)
    assert with_it.verdict is Verdict.SUPPORTED
    false = scorer.attribute("In 1947", PASSAGES[:1], question)
    assert false.verdict is not Verdict.SUPPORTED
    assert all(0 <= s.start < s.end <= len("In 1947") for s in false.unsupported_spans)


def test_without_passages_a_claim_is_unchecked(scorer):
    assert scorer.attribute("It rains.", []).verdict is Verdict.UNCHECKED


@pytest.mark.parametrize("claim", [" ", "[1]", "[1] [2]"])
def test_an_empty_claim_is_refused(scorer, claim):
    with pytest.raises(InputError, match="the claim is empty"):
        scorer.attribute(claim, PASSAGES)


def test_an_unknown_scorer_is_refused():
    with pytest.raises(ModelError, match="'gpt' is none of support, large, baseline"):
        load_scorer("gpt")


def test_documents_keep_their_offsets(scorer, tmp_path):
    (tmp_path / "a.txt").write_text("\n\n".join(PASSAGES * 20), encoding="utf-8")
    documents = read_documents([str(tmp_path)], Settings())
    checked = scorer.check("Two ferries a day go to Sand.", documents)
    assert checked.attribution.verdict is Verdict.SUPPORTED
    for evidence in checked.attribution.evidence:
        assert documents[0].text[evidence.start : evidence.end] == evidence.quote
    assert [s.document_id for s in checked.sources] == [documents[0].id]


@pytest.mark.parametrize("content", [None, b"", b"%PDF-1.7 broken"])
def test_a_source_that_cannot_be_read_ends_the_check(tmp_path, content):
    path = tmp_path / "a.pdf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError, match=r"a\.pdf"):
        read_documents([str(path)], Settings())


def test_citation_markers_in_a_claim_are_not_read(scorer):
    claim = "The lighthouse was designed by Ilse Brandt"
    marked, bare = scorer.score([(f"{claim} [4][17].", PASSAGES[1]), (f"{claim}.", PASSAGES[1])])
    assert marked == pytest.approx(bare)
    found = scorer.attribute(f"{claim} [4].", PASSAGES)
    assert found.verdict is Verdict.SUPPORTED
    assert found.claim.text == f"{claim}."
    assert (found.claim.start, found.claim.end) == (0, len(claim) + 5)


def test_links_in_a_claim_are_not_read(scorer):
    plain = "The harbour of Ostmark was dredged in 1931."
    linked = plain[:-1] + " ([a.example](https://a.example/dredged-in-1947))."
    found = scorer.score([(plain, PASSAGES[0]), (linked, PASSAGES[0])])
    assert (found[0] == found[1]).all()
    assert scorer.attribute(linked, PASSAGES).verdict is Verdict.SUPPORTED


def test_offsets_of_a_marked_claim_are_those_of_the_claim_as_given(scorer):
    claim = "The lighthouse [1] was designed by Otto Lang [4]."
    found = scorer.attribute(claim, PASSAGES)
    marked = "".join(claim[s.start : s.end] for s in found.unsupported_spans)
    assert "Otto" in marked
    assert "4" not in marked


def test_of_many_documents_the_nearest_passages_count(tmp_path, monkeypatch):
    for number in range(MOST_OF_ALL + 10):
        (tmp_path / f"{number:03}.txt").write_text(f"Lock {number} was rebuilt by the province.")
    (tmp_path / "zzz.txt").write_text(PASSAGES[1])
    monkeypatch.chdir(tmp_path)
    documents = read_documents(["."], Settings(device="cpu", precision="fp32"))
    baseline = load_scorer("baseline", Settings(device="cpu", precision="fp32"))
    counting = Counting(baseline.scorer)
    monkeypatch.setattr(baseline._attributor, "scorer", counting)
    checked = baseline.check("Its lighthouse stands 42 metres high.", documents)
    assert counting.pairs == MOST_OF_ALL
    assert len(checked.sources) == len(documents)
    assert checked.attribution.verdict is Verdict.SUPPORTED
    assert checked.sources[-1].document_id == checked.attribution.evidence[0].document_id


def test_units_of_a_tables_header_belong_to_its_values(scorer, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("crates.csv").write_text("crate,mass (kg),seeds (M)\nA7,5,2.4\nB2,8,3\n")
    documents = read_documents(["crates.csv"], Settings(device="cpu", precision="fp32"))
    right = scorer.check("Crate A7 has 2.4 million seeds and a mass of 5 kg.", documents)
    (evidence,) = right.attribution.evidence
    assert right.attribution.verdict is Verdict.SUPPORTED
    assert evidence.quote == "crate: A7; mass (kg): 5; seeds (M): 2.4"
    wrong = scorer.check("Crate A7 has 3 million seeds and a mass of 5 kg.", documents)
    assert wrong.attribution.verdict is Verdict.CONTRADICTED


class Counting:
    """Counts the pairs that a scorer is asked for, but those of several passages together."""

    def __init__(self, scorer):
        self.scorer = scorer
        self.thresholds = scorer.thresholds
        self.pairs = 0

    def score(self, pairs):
        self.pairs += len(pairs)
        return self.scorer.score(pairs)
