"""A claim's clauses."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.attribution.clauses import split_clauses


def pieces(claim: str) -> list[str]:
    return [claim[span.start : span.end] for span in split_clauses(claim)]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "The bridge opened in 1931 and has three lanes; tolls were dropped in 1960.",
            ["The bridge opened in 1931", "and has three lanes", "tolls were dropped in 1960."],
        ),
        (
            "The mill grinds oats, which angered the town, but sales rose by 10%.",
            ["The mill grinds oats", "which angered the town", "but sales rose by 10%."],
        ),
        ("The museum shows ships and boats.", ["The museum shows ships and boats."]),
        ("In 2004, 2005, and 2006, sales rose.", ["In 2004, 2005, and 2006, sales rose."]),
        ("The pier was rebuilt, and so on.", ["The pier was rebuilt, and so on."]),
        ("", [""]),
    ],
)
def test_a_claim_is_cut_between_its_clauses(claim, expected):
    assert pieces(claim) == expected


def test_long_white_space_is_passed_quickly():
    claim = "The mill" + " " * 50_000 + "grinds oats."
    start = time.perf_counter()
    assert pieces(claim) == [claim]
    assert time.perf_counter() - start < 2


@given(st.text(alphabet="abcde, ;:-andbut0123.", max_size=80))
def test_clauses_are_in_order_apart_and_leave_no_word_out(claim):
    spans = split_clauses(claim)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    outside = list(claim)
    for span in spans:
        outside[span.start : span.end] = " " * (span.end - span.start)
    assert not any(c.isalnum() for c in outside)
