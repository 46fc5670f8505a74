"""Times of day in words and in digits."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The ferry leaves at half past seven.", "The ferry leaves at 7:30."),
        ("The ferry leaves at half past 7 pm.", "The ferry leaves at 19:30."),
        ("The ferry leaves at a quarter past seven.", "The ferry leaves at 7:15 a.m."),
        ("The ferry leaves at quarter to one.", "The ferry leaves at 12:45."),
        ("The ferry leaves at noon.", "The ferry leaves at 12:00."),
        ("The ferry leaves at noon.", "The ferry leaves at 12 p.m."),
        ("The ferry leaves at 12 noon.", "The ferry leaves at midday."),
        ("The harbour closes at midnight.", "The harbour closes at 24:00."),
        ("They sailed at noon.", "They sailed when the big hand pointed up."),
        ("He saw the midnight sun.", "He saw the sun at night."),
        ("She sang before Midnight Express was shown.", "She sang before the film was shown."),
        ("A quarter to ten boats is given.", "A quarter to ten boats is given."),
    ],
)  # fmt: skip
def test_the_same_time_in_other_words_agrees(claim: str, evidence: str) -> None:
    assert [c for c in compare(claim, evidence) if c.kind == "number"] == []


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("The ferry leaves at half past seven.", "The ferry leaves at 8:30.", "half past seven"),
        ("The ferry leaves at half past 7 am.", "The ferry leaves at 7:30 pm.", "half past 7 am"),
        ("The ferry leaves at quarter to ten.", "The ferry leaves at 10:15.", "quarter to ten"),
        ("The harbour closes at midnight.", "The harbour closes at noon.", "midnight"),
        ("The harbour closes at noon.", "The harbour closes at 00:00.", "noon"),
    ],
)  # fmt: skip
def test_another_time_conflicts(claim: str, evidence: str, said: str) -> None:
    assert [c.claim_value for c in compare(claim, evidence)] == [said]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The call is at 14:30 UTC.", "The call is at 3:30 pm CET."),
        ("The call is at 4 pm CET.", "The call is at 10:00 EST."),
        ("The call is at 01:00 CET.", "The call is at 7 pm EST."),
        ("The call is at 15:30.", "The call is at 3:30 pm (CET)."),
        ("The call is at 9:00 every day.", "The call is at 9 a.m. each day."),
    ],
)
def test_the_same_time_in_another_zone_agrees(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("The call is at 15:30 UTC.", "The call is at 3:30 pm CET.", "15:30 UTC"),
        ("The call is at 9 am UTC.", "The call is at 09:00 PST (17:00 UTC).", "9 am UTC"),
        ("The call is at 14:30 CET.", "The call is at 15:30 CET.", "14:30 CET"),
    ],
)
def test_the_same_figures_in_another_zone_are_another_time(
    claim: str, evidence: str, said: str
) -> None:
    (conflict,) = compare(claim, evidence)
    assert (conflict.kind, conflict.claim_value) == ("number", said)
