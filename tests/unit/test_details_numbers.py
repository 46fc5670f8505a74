"""Numbers and their units: what means the same, and what only looks like it."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


def overruled(claim: str, evidence: str) -> list[str]:
    """The numbers of ``claim`` that ``evidence`` has otherwise or not at all."""
    return [c.claim_value for c in compare(claim, evidence) if c.kind == "number"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        # letters that scale
        ("Revenue was 1.2 billion dollars.", "Revenue reached $1.2B."),
        ("Revenue was $1.2 billion.", "Revenue reached $1.2 B."),
        ("It is valued at $1 trillion.", "Its valuation stands at $1T."),
        ("The model has 7 billion parameters.", "The models come in sizes of 7B, 13B and 33B."),
        ("The video has 2 million views.", "The video has 2M views."),
        ("The video has 2M views.", "The video has 2,000,000 views."),
        ("The file has 512B.", "The file has 512 B."),
        ("It raised $3 million to $5 million.", "It raised $3-5 million."),
        ("It raised 3 to 5 million dollars.", "It raised $3-5M."),
        ("It has three million to five million boats.", "It has three to five million boats."),
        ("The firm sold the mill.", "3M sold the mill."),
        ("3M sold the mill.", "The firm sold the mill."),
        # small numbers with decimals
        ("Use 1/2 cup of flour.", "Use half a cup of flour."),
        ("The share was 0.25.", "The share was 25%."),
        ("The ratio was 1.5.", "The ratio was 1.48."),
        ("The correlation was 0.057.", "The correlation was r=.057"),
        ("It was significant (p<0.05).", "It was significant (p=0.03)."),
    ],
)  # fmt: skip
def test_the_same_number_in_another_form_agrees(claim: str, evidence: str) -> None:
    assert overruled(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        # letters that scale
        ("It is valued at $1.2T.", "It is valued at $1.2B.", "$1.2T"),
        ("Revenue was $1.2 million.", "Revenue was $1.2B.", "$1.2 million"),
        ("The model has 350M parameters.", "The model has 355M parameters.", "350M"),
        ("The model has 350M parameters.", "The model has 350 parameters.", "350M"),
        ("The file has 512B.", "The file has 512 KB.", "512B"),
        ("The video has 2M views.", "The video has 2B views.", "2M"),
        ("It raised 3 to 5 million dollars.", "It raised $3-6M.", "3 to 5 million dollars"),
        ("It has 300 to 5,000 boats.", "It has 400 to 5,000 boats.", "300 to 5,000"),
        # small numbers with decimals
        ("The hazard ratio was 0.57.", "The hazard ratio was 0.75.", "0.57"),
        ("The correlation was 0.57.", "The correlation was r = .75", "0.57"),
        ("It was significant (p<0.01).", "It was significant (p<0.05).", "0.01"),
        ("It had an F1 score of 0.91.", "It had an F1 score of 0.84.", "0.91"),
        ("The odds ratio was 1.45.", "The odds ratio was 1.54.", "1.45"),
    ],
)  # fmt: skip
def test_another_number_conflicts(claim: str, evidence: str, said: str) -> None:
    assert overruled(claim, evidence) == [said]
