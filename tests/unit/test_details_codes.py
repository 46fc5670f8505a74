"""Numbers inside the versions and the codes of the source."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Version 3.1 opens the file.", "Version 3.1.4 opens the file."),
        ("Version 3.1 opens the file.", "Release v3.1.4 opens the file."),
        ("The study looks at interleukin 12.", "The study looks at interleukin-12."),
        ("The probe Voyager 12 was lost.", "The probe VOYAGER-12 was lost."),
    ],
)
def test_a_number_inside_a_code_of_the_source_is_there(claim: str, evidence: str) -> None:
    assert [c for c in compare(claim, evidence) if c.kind == "number"] == []


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("Version 3.2 opens the file.", "Version 3.1.4 opens the file.", "3.2"),
        ("Version 1.4 opens the file.", "Version 3.1.4 opens the file.", "1.4"),
        ("The study looks at interleukin 12.", "The study looks at interleukin-13.", "12"),
        ("The study looks at 12 mice.", "The study looks at interleukin-12.", "12"),
    ],
)
def test_another_number_or_another_code_is_a_conflict(claim: str, evidence: str, said: str) -> None:
    assert [c.claim_value for c in compare(claim, evidence) if c.kind == "number"] == [said]
