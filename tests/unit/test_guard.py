"""What the guard holds against a claim: of its own details, and with all of the source in view."""

from __future__ import annotations

import pytest

from attrib.attribution.guard import check
from attrib.attribution.scorer import Pair
from attrib.text.lead import affirms


def guarded(question: str, claim: str, source: str):
    lead = f"{question} "
    return check(Pair(lead + claim, (source,), lead=len(lead)), (0,))


@pytest.mark.parametrize(
    ("question", "claim", "source"),
    [
        ("Is the entry fee €15?", "No, it is €20.", "The entry fee is €20."),
        ("Did the harbour open in 1999?", "No, in 1931.", "The harbour opened in 1931."),
        ("How many of the 24 turbines still work?", "Eight.", "Eight turbines still work."),
        ("Is the museum closed on Mondays?", "No, it is open.", "The museum is open on Mondays."),
        ("Why did sales fall?", "They rose by 5%.", "Sales rose by 5%."),
        ("Does the ferry run in winter?", "No.", "The ferry does not run in winter."),
        ("Does the ferry run in winter?", "Yes.", "The ferry runs in winter."),
        ("Doesn't the ferry run in winter?", "Yes.", "The ferry runs in winter."),
        ("Does the ferry not run in winter?", "It does.", "The ferry runs in winter."),
        ("Does it have more than 20 turbines?", "Yes, 24.", "It has 24 turbines."),
        ("Which banks failed?", "2. Beta Bank.", "Beta Bank failed."),
    ],
)
def test_what_only_the_question_says_is_not_asserted(question, claim, source):
    found = guarded(question, claim, source)
    assert not found.overrules
    assert found.strength == 0.0
    assert found.reasons == ()


@pytest.mark.parametrize(
    ("question", "claim", "source", "reason"),
    [
        ("Is the entry fee €15?", "No, it is €25.", "The entry fee is €20.", "mention €25"),
        ("In which year did it open?", "In 1947.", "It opened in 1931.", "1947, the source 1931"),
        ("How many turbines work?", "Nine.", "Eight turbines work.", "Nine, the source Eight"),
        ("Why did sales fall?", "They fell by 5%.", "Sales rose by 5%.", "“fell”, the source “rose”"),
        ("Does the ferry run?", "It runs daily.", "The ferry does not run daily.", "“not run”"),
    ],
)  # fmt: skip
def test_what_a_short_answer_says_is(question, claim, source, reason):
    found = guarded(question, claim, source)
    assert found.overrules
    assert reason in " ".join(found.reasons)
    assert all(span.start > len(question) for span in found.spans)


@pytest.mark.parametrize(
    "heading", ["", "Norrvik harbour", "Norrvik harbour holds 30 boats", "1931"]
)
@pytest.mark.parametrize("rest", [(), ("It lies in Norland.",)])
def test_a_number_is_lacking_whatever_number_the_heading_has(heading, rest):
    sentences = ("The Norrvik harbour is deep.", *rest)
    claims = {"The Norrvik harbour holds 24 boats.": ["24"], "The Norrvik harbour is deep.": []}
    for claim, lacking in claims.items():
        found = check(Pair(claim, sentences, heading), (0,))
        assert [c.claim_value for c in found.lacking] == lacking


@pytest.mark.parametrize(
    ("claim", "heading", "sentences"),
    [
        ("The Norrvik harbour holds 24 boats.", "Norrvik harbour: 24 boats", ("It is deep.",)),
        ("Sales rose in 2022.", "Report 2022, replaces that of 2021", ("Sales rose.",)),
        (
            "The harbour holds 24 boats.",
            "30 harbours",
            ("The harbour is deep.", "It has 24 boats."),
        ),
    ],
)
def test_a_number_that_the_heading_or_the_rest_has_is_not_lacking(claim, heading, sentences):
    assert not check(Pair(claim, sentences, heading), (0,)).overrules


@pytest.mark.parametrize(
    ("claim", "source", "overruled"),
    [
        (
            "Kiruna is where Polar Night (2008 film) was made.",
            "Polar Night was made in Kiruna.",
            False,
        ),
        (
            "Polar Night (2010 TV series) was made in Kiruna.",
            "Polar Night was made in Kiruna.",
            False,
        ),
        ("Polar Night (2008 film) was made.", "Polar Night, a film of 2011, was made.", True),
        ("Polar Night was made in 2008 (a film).", "Polar Night was made in Kiruna.", True),
        ("Polar Night made much money (2008 sales).", "Polar Night made much money.", True),
    ],
)
def test_the_year_in_a_title_may_be_left_out_but_is_not_another(claim, source, overruled):
    assert check(Pair(claim, (source,)), (0,)).overrules is overruled


@pytest.mark.parametrize("yes", ["Yes.", "Yes, it is so.", "It did.", "Correct.", "Ja."])
@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("Did the harbour open in 1999?", "The harbour opened in 1931."),
        ("Did the harbour open with 24 berths?", "The harbour opened with 30 berths."),
        ("Did the harbour stay open in winter?", "The harbour stayed closed in winter."),
        ("Did the harbour freeze in winter?", "The harbour did not freeze in winter."),
    ],
)
def test_yes_asserts_what_was_asked(question, source, yes):
    assert guarded(question, yes, source).against


@pytest.mark.parametrize(
    "answer", ["No.", "No, it did not.", "In 1931.", "It did not.", "True North."]
)
def test_what_does_not_say_yes(answer):
    assert not affirms(answer)


ROWS = (
    "name: Kettle K20; price: 39.90; stock: 12",
    "name: Toaster T5; price: 24.50; stock: 0",
    "name: Grill G7; price: 112; stock: 3",
)


@pytest.mark.parametrize("positions", [(0, 1, 2), (0, 1), (1, 2), (0, 2)])
@pytest.mark.parametrize("row", range(3))
def test_a_row_of_a_table_does_not_run_into_the_next(row, positions):
    if row in positions:
        assert check(Pair(ROWS[row], ROWS, "Prices"), positions).conflicts == ()


def test_what_no_row_has_is_no_value_of_one():
    claim = ROWS[0].replace("12", "14")
    assert check(Pair(claim, ROWS, "Prices"), (0, 1, 2)).against


def test_a_month_below_the_year_of_its_heading_is_not_contradicted_by_its_neighbour():
    sentences = ("In January, revenue was $12,000.", "In February, revenue was $13,500.")
    claim = "In February 2023, revenue was $13,500."
    assert not check(Pair(claim, sentences, "Annual report 2023"), (0, 1)).overrules
    assert check(Pair(claim, sentences, "Annual report 2022"), (0, 1)).overrules
