"""How strongly a claim says it: how many, the first of all, and whether it is so or only supposed."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare
from attrib.attribution.guard import check
from attrib.attribution.scorer import Pair


@pytest.mark.parametrize(
    ("claim", "evidence", "kind", "said", "source"),
    [
        # quantifiers
        ("All of the boats sank off Norrvik.", "Most of the boats sank off Norrvik.", "quantifier", "All of the boats", "Most of the boats"),
        ("Every boat in the harbour leaks.", "Nearly all the boats in the harbour leak.", "quantifier", "Every boat", "Nearly all the boats"),
        ("Most visitors came by ferry.", "Some visitors came by ferry.", "quantifier", "Most visitors", "Some visitors"),
        ("Many visitors came by ferry.", "Only a few visitors came by ferry.", "quantifier", "Many visitors", "Only a few visitors"),
        ("Only a few visitors came by ferry.", "Most visitors came by ferry.", "quantifier", "Only a few visitors", "Most visitors"),
        ("Both engines of the boat failed.", "One of the engines of the boat failed.", "quantifier", "Both engines", "One of the engines"),
        ("The majority of members voted for it.", "Several members voted for it.", "quantifier", "The majority of members", "Several members"),
        # ranks
        ("Norrvik is the largest harbour in Norland.", "Norrvik is the second-largest harbour in Norland.", "rank", "largest", "second-largest"),
        ("Norrvik has the oldest mill in Norland.", "Norrvik has one of the oldest mills in Norland.", "rank", "oldest", "one of the oldest"),
        ("The ferry is the fastest in Norland.", "The ferry is among the fastest in Norland.", "rank", "fastest", "among the fastest"),
        ("It is Norland's most popular beach.", "It is Norland's third most popular beach.", "rank", "most popular", "third most popular"),
        # certainty
        ("The drug reduces the risk of cramps.", "The drug may reduce the risk of cramps.", "certainty", "reduces", "may reduce"),
        ("The clerk stole the club's money.", "The clerk is alleged to have stolen the club's money.", "certainty", "stole", "is alleged to have stolen"),
        ("The mill has closed its Norrvik plant.", "The mill is considering closing its Norrvik plant.", "certainty", "closed", "considering closing"),
        ("The firm repaired the old shipyard.", "The firm plans to repair the old shipyard.", "certainty", "repaired", "plans to repair"),
        ("The bridge was finished in 2019.", "The bridge was expected to be finished in 2019.", "certainty", "finished", "was expected to be finished"),
        ("The cable was cut on purpose.", "The police suspect that the cable was cut on purpose.", "certainty", "cable", "suspect that the cable"),
    ],
)  # fmt: skip
def test_what_is_said_more_strongly_is_a_conflict(
    claim: str, evidence: str, kind: str, said: str, source: str
) -> None:
    (conflict,) = compare(claim, evidence)
    assert (conflict.kind, conflict.claim_value, conflict.source_value) == (kind, said, source)
    assert claim[conflict.span.start : conflict.span.end] == said
    assert conflict.message == f"the answer says “{said}”, the source “{source}”"


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        # quantifiers: what follows, and what is not the same count
        ("Most of the boats sank.", "All of the boats sank."),
        ("Some of the boats sank.", "Most of the boats sank."),
        ("Every boat sank.", "All boats sank."),
        ("Many boats sank.", "The majority of boats sank."),
        ("A few boats sank.", "Several boats sank."),
        ("Most boats sank.", "More than half of the boats sank."),
        ("Few boats sank.", "Not many boats sank."),
        ("Both the mill and the harbour closed.", "The mill closed, and some mills and the harbour closed."),
        ("All boats need a licence.", "Most visitors like boats. All boats need a licence."),
        ("Few cases involve lawyers.", "Fewer than 16% of all cases involve lawyers."),
        ("It is the most notable of the mills.", "Some notable mills are older, but it is the most notable."),
        # ranks
        ("Norrvik is the largest harbour.", "Norrvik is the largest harbour. It has one of the largest cranes."),
        ("It is one of the oldest mills.", "It is one of the oldest mills."),
        ("Sund is the second-largest harbour.", "Sund is the second-largest harbour."),
        ("The largest boat sank.", "One of the largest fairs of Norland is held there."),
        ("She was ranked behind Berg among the highest paid.", "She was the second highest paid, ranked behind Berg."),
        # certainty
        ("The drug may reduce the risk of cramps.", "The drug might reduce the risk of cramps."),
        ("The drug can reduce the risk of cramps.", "The drug may reduce the risk of cramps."),
        ("The clerk allegedly stole the club's money.", "The clerk is alleged to have stolen the club's money."),
        ("The clerk stole the club's money.", "The clerk was suspected of theft. He stole the club's money, the court found."),
        ("Dogs are allowed on the upper deck.", "Passengers may take dogs onto the upper deck."),
        ("The flood struck the valley in May.", "In May the flood struck the valley."),
        ("The firm plans to buy the shipyard.", "The firm intends to buy the shipyard."),
        ("The ferry sails to Norrvik on Sundays.", "The ferry sails to Norrvik on Sundays, but may be cancelled in storms."),
        ("The drug reduces the risk of cramps.", "The drug reduces the risk of cramps, and may help against pain."),
    ],
)  # fmt: skip
def test_what_follows_from_the_source_is_none(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


def test_what_is_only_supposed_is_overstated_and_not_contradicted() -> None:
    source = "The drug may reduce the risk of cramps."
    found = check(Pair("The drug reduces the risk of cramps.", (source,)), (0,))
    assert found.overstated
    assert not found.overrules
    assert found.strength == 0.0
    assert found.reasons == ("the answer says “reduces”, the source “may reduce”",)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The warranty covers only the pump.", "The warranty covers the pump and the motor."),
        ("Norrvik has the only mill on the river.", "Norrvik has a mill on the river."),
        ("The pass is sold exclusively to members.", "The pass is sold to members."),
        ("The beds were for miners only.", "The beds were for miners."),
    ],
)
def test_an_only_that_the_source_does_not_say_is_overstated(claim: str, evidence: str) -> None:
    found = check(Pair(claim, (evidence,)), (0,))
    assert [conflict.kind for conflict in found.conflicts] == ["exclusive"]
    assert found.overstated
    assert not found.overrules
    (reason,) = found.reasons
    assert reason.startswith("the source does not say “")


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The warranty covers only the pump.", "The warranty covers the pump; the motor is not covered."),
        ("The warranty covers only the pump.", "The warranty is limited to the pump, which it covers."),
        ("Only members may enter the hall.", "Nobody but members may enter the hall."),
        ("Only 5 boats sank.", "5 boats sank."),
        ("It was only the third mill of the town.", "It was the third mill of the town."),
        ("It opened only after the war.", "It opened after the war."),
        ("It serves not only members.", "It serves members and guests."),
    ],
)  # fmt: skip
def test_an_only_that_the_source_bears_out_is_none(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


def test_what_the_rest_of_the_source_says_counts() -> None:
    sentences = ("The pump is covered by the warranty.", "Of the parts, nothing else is covered.")
    claim = "Only the pump is covered by the warranty."
    assert check(Pair(claim, sentences[:1]), (0,)).overstated
    assert not check(Pair(claim, sentences), (0,)).overstated


def test_what_is_counted_otherwise_contradicts() -> None:
    found = check(Pair("All of the boats sank.", ("Some of the boats sank.",)), (0,))
    assert found.overrules
    assert not found.overstated
    assert found.strength == 1.0
