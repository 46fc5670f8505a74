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
