"""Denials that leave out what they deny ("but not B"), and opposites that say them in other words."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare

MOTOR = "The warranty covers the motor, but not the battery."
PLANS = "The export is available in the Pro plan but not in the Free plan."
YAML = "Comments are supported in YAML but not in JSON."
GARANTIE = "Die Garantie gilt zwei Jahre ab Kaufdatum, nicht jedoch für Verschleißteile."
MUSEUM = "The museum is open Tuesday to Sunday and closed on Mondays."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The battery is not covered by the warranty.", MOTOR),
        ("The warranty does not cover the battery.", MOTOR),
        ("The warranty excludes the battery.", MOTOR),
        ("The warranty covers the motor.", MOTOR),
        ("The Free plan does not include the export.", PLANS),
        ("The export is not available in the Free plan.", PLANS),
        ("The export is available in the Pro plan.", PLANS),
        ("JSON does not support comments.", YAML),
        ("Comments are not supported in JSON.", YAML),
        (YAML, "JSON does not support comments."),
        ("In women, the drug was not effective.", "The drug was effective in men but not in women."),
        ("Children may not enter.", "Adults, but not children, may enter."),
        ("Software is not refundable.", "Refunds are available for hardware, not for software."),
        ("Für Verschleißteile gilt die Garantie nicht.", GARANTIE),
        ("Die Garantie gilt zwei Jahre ab Kaufdatum.", GARANTIE),
        # opposites
        ("The museum is not open on Mondays.", MUSEUM),
        ("On Mondays the museum isn't open.", MUSEUM),
        (MUSEUM, "The museum is not open on Mondays."),
        ("The driver is not enabled on Windows.", "The driver is enabled on Linux and disabled on Windows."),
        ("Sales did not rise in Asia.", "Sales rose in Europe and fell in Asia."),
    ],
)  # fmt: skip
def test_what_is_denied_of_one_thing_only_is_denied_of_it(claim: str, evidence: str) -> None:
    assert [c for c in compare(claim, evidence) if c.source_value] == []


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("The warranty covers the battery.", MOTOR, "battery"),
        ("The warranty does not cover the motor.", MOTOR, "not cover"),
        ("The export is available in the Free plan.", PLANS, "Free"),
        ("The export is not available in the Pro plan.", PLANS, "not available"),
        ("JSON supports comments.", YAML, "JSON"),
        ("Comments are supported in JSON but not in YAML.", YAML, "JSON"),
        ("Die Garantie gilt auch für Verschleißteile.", GARANTIE, "Verschleißteile"),
        ("The museum is not open on Sundays.", MUSEUM, "not open"),
        ("The driver is not enabled on Linux.", "The driver is enabled on Linux and disabled on Windows.", "not enabled"),
        ("Output has not declined, while imports have increased.", "Output has declined, while imports have increased.", "not declined"),
    ],
)  # fmt: skip
def test_what_is_denied_of_one_thing_only_is_not_denied_of_another(
    claim: str, evidence: str, said: str
) -> None:
    assert said in [c.claim_value for c in compare(claim, evidence) if c.source_value]
