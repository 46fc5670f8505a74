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
