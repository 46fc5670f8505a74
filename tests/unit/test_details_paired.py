"""Values and names that a sentence pairs with what they are said of."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare

TICKETS = "The ticket costs 12 euros for adults and 6 for children."
BUSES = "The bus runs every 20 minutes at weekends and every 15 minutes on weekdays."
RATES = "The tax rate was 19% until 2020 and has been 16% since."
OFFICERS = "Maria Lopez is the CFO and John Reed is the CEO."
RAY = "Tim Ray was CEO until 2019. Since then, Eva Moss has led the company."


@pytest.mark.parametrize(
    ("claim", "evidence", "kind", "said", "source"),
    [
        ("The ticket costs 12 euros for children.", TICKETS, "number", "12 euros", "6"),
        ("The ticket costs 6 euros for adults.", TICKETS, "number", "6 euros", "12 euros"),
        ("The bus runs every 20 minutes on weekdays.", BUSES, "number", "20 minutes", "15 minutes"),
        ("Unemployment was 5% in March.", "Unemployment was 5% in April and 7% in March.", "number", "5%", "7%"),
        ("The tax rate is 19%.", RATES, "number", "19%", "16%"),
        ("The CEO is Maria Lopez.", OFFICERS, "role", "The CEO is Maria Lopez", "John Reed is the CEO"),
        ("Maria Lopez is the CEO.", OFFICERS, "role", "Maria Lopez is the CEO", "Maria Lopez is the CFO"),
        ("The current CEO is Tim Ray.", RAY, "role", "The current CEO is Tim Ray", "Tim Ray was CEO until 2019"),
    ],
)  # fmt: skip
def test_what_belongs_to_another_is_a_conflict(
    claim: str, evidence: str, kind: str, said: str, source: str
) -> None:
    (conflict,) = compare(claim, evidence)
    assert (conflict.kind, conflict.claim_value, conflict.source_value) == (kind, said, source)


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The ticket costs 12 euros for adults.", TICKETS),
        ("The ticket costs 6 euros for children.", TICKETS),
        ("The ticket costs 6 euros for children.", "For adults it costs 12 euros, for children 6 euros."),
        ("The ticket costs 12 euros for children.", "The ticket costs 12 euros for adults, and 6 for children in May; 12 euros for children in June."),
        ("The bus runs every 15 minutes on weekdays.", BUSES),
        ("The bus runs every 20 minutes.", BUSES),
        ("The tax rate is 16%.", RATES),
        ("The tax rate was 19%.", RATES),
        ("The tax rate is 19%.", "The tax rate was 19% until 2020 and has been 19% since."),
        ("The CEO is John Reed.", OFFICERS),
        ("Maria Lopez is the CFO.", OFFICERS),
        ("John Reed is the CEO and Maria Lopez is the CFO.", OFFICERS),
        ("The CEO was Maria Lopez.", OFFICERS),
        ("The CEO was Tim Ray.", RAY),
        ("Tim Ray is the CEO.", "Tim Ray was CEO until 2019, and is the CEO again."),
        ("The first owner is Lund.", "Lund is the second owner, and Berg is the first owner of note."),
        ("The house is old.", "The house is big and old, and the church is old."),
        ("Norrvik is the largest town.", "The capital of Norland is Anders and Norrvik is the largest town."),
    ],
)  # fmt: skip
def test_what_is_its_own_is_none(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()
