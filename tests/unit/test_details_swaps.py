"""Two values that changed places are conflicts; two that are told in another order are none."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


@pytest.mark.parametrize(
    ("claim", "evidence", "values"),
    [
        ("He was born in 1999 and died in 1920.", "He was born in 1920 and died in 1999.", ["1999", "1920"]),
        ("Sales rose from 52% to 48%.", "Sales rose from 48% to 52%.", ["52%", "48%"]),
        ("The fund returned 5% and the index 8%.", "The fund returned 8% and the index 5%.", ["5%", "8%"]),
        ("The mill has 12 sails and 14 floors.", "The mill has 14 sails and 12 floors.", ["12", "14"]),
        ("The hall is 40 m long and 12 m wide.", "The hall is 12 m long and 40 m wide.", ["40 m", "12 m"]),
        ("Wages rose 5% and rents rose 9%.", "Wages rose 9% and rents rose 5%.", ["5%", "9%"]),
    ],
)  # fmt: skip
def test_two_values_that_changed_places_are_conflicts(
    claim: str, evidence: str, values: list[str]
) -> None:
    found = compare(claim, evidence)
    assert [c.claim_value for c in found] == values
    assert [c.source_value for c in found] == values[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He was born in 1920 and died in 1999.", "He died in 1999 and was born in 1920."),
        ("Wages rose 5% and rents rose 9%.", "Rents rose 9% while wages rose 5%."),
        ("Born in 1920, he died in 1999.", "He was born in 1920 and died in 1999."),
        ("Sales rose from 48% to 52%.", "Sales rose to 52% from 48%."),
        ("The fund returned 5% and the index 8%.", "The index returned 8% and the fund 5%."),
        ("The fund and the index returned 5% and 8%.", "The index and the fund returned 8% and 5%."),
        ("The mill has 12 sails and 14 floors.", "The mill has 14 floors and 12 sails."),
        ("The hall is 40 m long and 12 m wide.", "The hall is 12 m wide and 40 m long."),
        ("It rose from 5% to 8% and fell from 8% to 5%.", "It fell from 8% to 5%, having risen from 5% to 8%."),
        ("In 1999, 25 boats sank and in 2000, 38 boats.", "25 boats sank in 1999 and 38 in 2000."),
        ("Norland won 5-3 in 1999 and lost 2-6 in 2001.", "In 2001 Norland lost 2-6, in 1999 it won 5-3."),
        ("A ticket costs 15 euros for adults and 8 euros for children.", "A ticket costs children 8 euros and adults 15 euros."),
    ],
)  # fmt: skip
def test_two_values_in_another_order_are_none(one: str, other: str) -> None:
    assert compare(one, other) == ()
    assert compare(other, one) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "said", "source"),
    [
        ("The landlord evicted the tenant.", "The tenant evicted the landlord.", "landlord evicted the tenant", "tenant evicted the landlord"),
        ("The bank owes the mill a lot.", "The mill owes the bank a lot.", "bank owes the mill a lot", "mill owes the bank a lot"),
        ("Chile beat Paraguay.", "Chile were beaten by Paraguay.", "Chile beat Paraguay", "Chile were beaten by Paraguay"),
        ("The nurse was accused by the doctor.", "The nurse accused the doctor.", "nurse was accused by the doctor", "nurse accused the doctor"),
        ("The fire led to the flood.", "The flood led to the fire.", "fire led to the flood", "flood led to the fire"),
        ("The old mill is deeper than the new mill.", "The new mill is deeper than the old mill.", "old mill is deeper than the new mill", "new mill is deeper than the old mill"),
        ("Cod holds more fat than herring.", "Herring holds more fat than cod.", "Cod holds more fat than herring", "Herring holds more fat than cod"),
    ],
)  # fmt: skip
def test_two_sides_that_changed_places_are_a_conflict(
    claim: str, evidence: str, said: str, source: str
) -> None:
    (conflict,) = compare(claim, evidence)
    assert (conflict.kind, conflict.claim_value, conflict.source_value) == ("role", said, source)
    assert conflict.message == f"the answer says “{said}”, the source “{source}”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The landlord evicted the tenant.", "The tenant was evicted by the landlord."),
        ("The landlord evicted the tenant.", "The landlord evicted the tenant of the mill."),
        ("The landlord did not sue the tenant.", "The landlord did not sue the tenant; the tenant sued the landlord."),
        ("The old mill is deeper than the new mill.", "By far the old mill is deeper than the new mill."),
        ("Airports contained in the bay are old.", "The bay contained old airports."),
    ],
)  # fmt: skip
def test_the_same_sides_in_other_words_are_none(one: str, other: str) -> None:
    assert compare(one, other) == ()
    assert compare(other, one) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "said", "source"),
    [
        ("Norrvik imports ore and exports timber.", "Norrvik exports ore and imports timber.", "imports", "exports"),
    ],
)  # fmt: skip
def test_an_opposite_is_one_though_the_source_has_the_word_elsewhere(
    claim: str, evidence: str, said: str, source: str
) -> None:
    conflict = compare(claim, evidence)[0]
    assert (conflict.kind, conflict.claim_value, conflict.source_value) == (
        "direction",
        said,
        source,
    )


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Norrvik exports timber and imports ore.", "Norrvik imports ore and exports timber."),
        ("Sales rose in Norland and fell in Sandland.", "Sales fell in Sandland but rose in Norland."),
        ("The law holds for private unions as well as public.", "The law holds for public and private unions."),
        ("Boats are more common there.", "Boats are more or less common there."),
    ],
)  # fmt: skip
def test_opposites_in_their_own_places_are_none(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()
