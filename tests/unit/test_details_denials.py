"""Denials in other words than not and no: avoid, refrain from, impossible to, zero, not without."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare, find_details

TICKET = "A valid ticket is required to enter."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Do not store keys in plain text.", "Avoid storing keys in plain text."),
        ("Avoid storing keys in plain text.", "Keys should not be stored in plain text."),
        ("Staff may not share keys.", "Staff must refrain from sharing keys."),
        ("Deleted files cannot be restored.", "It is impossible to restore deleted files."),
        ("Deleted files cannot be restored.", "It is not possible to restore deleted files."),
        ("It is not impossible to restore deleted files.", "It is possible to restore deleted files."),
        ("The build has no warnings.", "The build has zero warnings."),
        ("The build has 0 warnings.", "The build has no warnings."),
        ("0 of 120 boats sank.", "None of the 120 boats sank."),
        ("Zero of the 120 boats sank.", "None of the 120 boats sank."),
        ("The water freezes at zero degrees.", "The water freezes at 0 degrees."),
        # not without
        ("You cannot enter without a valid ticket.", TICKET),
        ("Without a valid ticket you may not enter.", TICKET),
        ("Without a valid ticket, nobody may enter.", TICKET),
        (TICKET, "No one may enter without a valid ticket."),
        ("Visitors who have no valid ticket cannot enter.", "Visitors must have a valid ticket to enter."),
    ],
)  # fmt: skip
def test_a_denial_in_other_words_agrees(claim: str, evidence: str) -> None:
    assert [c for c in compare(claim, evidence) if c.source_value] == []


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("Store keys in plain text.", "Avoid storing keys in plain text.", "Store"),
        ("Avoid storing keys in plain text.", "Store keys in plain text.", "Avoid storing"),
        ("Staff may share keys.", "Staff must refrain from sharing keys.", "share"),
        ("Deleted files can be restored.", "It is impossible to restore deleted files.", "Deleted"),
        ("Deleted files can be restored.", "It is not possible to restore deleted files.", "Deleted"),
        ("The build has warnings.", "The build has zero warnings.", "warnings"),
    ],
)  # fmt: skip
def test_a_denial_in_other_words_denies(claim: str, evidence: str, said: str) -> None:
    assert said in [c.claim_value for c in compare(claim, evidence) if c.kind == "negation"]


@pytest.mark.parametrize(
    "text",
    [
        "Zero Hour opened in May.",
        "It is zero degrees cold.",
        "They won 2:0 again.",
        "The net zero plans",
    ],
)
def test_a_title_and_a_value_on_a_scale_deny_nothing(text: str) -> None:
    assert [d for d in find_details(text) if d.kind == "negation"] == []


def test_what_is_without_harm_elsewhere_is_no_condition() -> None:
    source = "The paint is not safe for children to touch, though adults handle it without harm."
    (conflict,) = compare("The paint is safe for children to touch.", source)
    assert conflict.claim_value == "safe"
