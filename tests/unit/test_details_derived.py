"""Numbers that the source does not write: the time between its years, the length of its lists."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare

REIGN = "The king was crowned in 1712. He died in 1740."
COLOURS = "The paint comes in red, dark green, blue and white."


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The reign, which lasted 28 years, ended in 1740.", REIGN),
        ("Crowned in 1712, he ruled for 28 years.", REIGN),
        ("The paint comes in four colours.", COLOURS),
        ("The paint comes in 4 colours.", COLOURS),
        ("Five towns signed the pact.", "The pact was signed by Lund, Oslo, Bergen, Visby, and Turku."),
    ],
)  # fmt: skip
def test_what_the_source_implies_agrees(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("The reign, which lasted 30 years, ended in 1740.", REIGN, "30 years"),
        ("The reign lasted 28 years.", REIGN, "28 years"),
        ("The reign, which lasted 28 years, ended in 1740.",
         REIGN + " Mills opened in 1750, 1760, 1770, 1780 and 1790.", "28 years"),
        ("The reign, which lasted 28 years, ended in 1740.", REIGN + " The war took 20 years.", "28 years"),
        ("The paint comes in five colours.", COLOURS, "five"),
        ("It comes in so many: 4.", COLOURS, "4"),
        ("The paint comes in four colours.", "The paint comes in red, green and blue.", "four"),
        ("The paint comes in four colours.", "It has nine colours: red, green, blue and white.", "four"),
        ("The paint comes in four colours.", "It has colours such as red, green, blue and white.", "four"),
        ("The paint comes in four colours.",
         "It is sold, which nobody had thought of before, in tins, tubes and buckets.", "four"),
    ],
)  # fmt: skip
def test_what_it_does_not_imply_is_a_conflict(claim: str, evidence: str, said: str) -> None:
    assert [c.claim_value for c in compare(claim, evidence)] == [said]
