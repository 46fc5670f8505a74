"""Days of the week that a source means without naming them."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The zoo is open on Thursdays.", "The zoo is open from Tuesday to Saturday."),
        ("The zoo is open on Sundays.", "The zoo is open Fri–Mon."),
        ("The zoo is open on Thursdays.", "The zoo is open daily."),
        ("The zoo is open on Tuesdays.", "The zoo is open every day except Mondays."),
        ("The bus runs on Mondays.", "The bus runs on weekdays."),
        ("The bus runs on Sundays.", "The bus runs at weekends."),
        ("Der Zoo ist am Donnerstag offen.", "Der Zoo ist von Dienstag bis Samstag offen."),
    ],
)
def test_a_day_among_those_of_the_source_agrees(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("The zoo is open on Mondays.", "The zoo is open from Tuesday to Saturday.", "Mondays"),
        ("The zoo is open on Wednesday.", "The zoo is open Fri–Mon.", "Wednesday"),
        ("The zoo is open on Mondays.", "The zoo is open every day except Mondays.", "Mondays"),
        ("The bus runs on Sundays.", "The bus runs on weekdays.", "Sundays"),
        ("The ferry does not leave on Mondays.", "Take the ferry, which leaves daily.", "Mondays"),
        (
            "The zoo is closed on Thursdays.",
            "The zoo is open from Tuesday to Saturday.",
            "Thursdays",
        ),
        ("The zoo closed on Monday.", "The zoo closed on Tuesday and Saturday.", "Monday"),
        ("The zoo closed on 4 May.", "The zoo is open daily.", "4 May"),
    ],
)
def test_another_day_conflicts(claim: str, evidence: str, said: str) -> None:
    assert [c.claim_value for c in compare(claim, evidence)] == [said]
