"""Opposites of plain sentences: up and down, on and off, added and removed, monthly and weekly."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare, find_details


@pytest.mark.parametrize(
    ("claim", "evidence", "said", "source"),
    [
        ("Turnout was down 5%.", "Turnout was up 5%.", "down", "up"),
        ("Revenue was down 12%.", "Revenue grew 12%.", "down", "grew"),
        ("Turnout was 63%, down from 58%.", "Turnout was 63%, up from 58%.", "down", "up"),
        ("Prices were raised by 10%.", "Prices were cut by 10%.", "raised", "cut"),
        ("Sales dipped 12%.", "Sales grew 12%.", "dipped", "grew"),
        ("The margin contracted by 2 points.", "The margin expanded by 2 points.", "contracted", "expanded"),
        ("The method was removed in 3.9.", "The method was added in 3.9.", "removed", "added"),
        ("Accuracy worsened by 3 points.", "Accuracy improved by 3 points.", "worsened", "improved"),
        ("Turn the valve off before cleaning.", "Turn the valve on before cleaning.", "off", "on"),
        ("Logging is off by default.", "Logging is enabled by default.", "off", "enabled"),
        ("By default, logging is on.", "Logging is disabled by default.", "on", "disabled"),
        ("The board meets monthly.", "The board meets weekly.", "monthly", "weekly"),
        ("Das Gremium tagt monatlich in Bonn.", "Das Gremium tagt wöchentlich in Bonn.", "monatlich", "wöchentlich"),
        ("Der Gewinn stieg um 12 Prozent.", "Der Gewinn ging um 12 Prozent zurück.", "stieg", "ging"),
        ("Die Funktion ist standardmäßig deaktiviert.", "Die Funktion ist standardmäßig aktiviert.", "deaktiviert", "aktiviert"),
        # beside the same small words elsewhere
        ("Sales rose 5% in May.", "Sales fell 5% in May, which used up the stock.", "rose", "fell"),
        ("The driver is enabled on Windows.", "The driver is enabled on Linux and disabled on Windows.", "enabled", "disabled"),
    ],
)  # fmt: skip
def test_the_opposite_is_seen(claim: str, evidence: str, said: str, source: str) -> None:
    found = [(c.claim_value, c.source_value) for c in compare(claim, evidence)]
    assert (said, source) in found


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Turnout rose by 5%.", "Turnout was up 5%."),
        ("Turnout was up 5% in May.", "Turnout rose 5% in May and was down 2% in June."),
        ("Sales rose in May.", "Sales were up 5% in May and fell in June."),
        ("Logging is not enabled by default.", "Logging is off by default."),
        ("The driver is not disabled on Linux.", "The driver is enabled on Linux."),
        ("The firm set up 12 shops.", "The firm closed down 12 shops and set up 12 shops."),
        ("Up to 5% of the stock was lost.", "As much as 5% of the stock was lost."),
        ("The board meets monthly, the panel weekly.", "The panel meets weekly and the board monthly."),
        ("The drug improved symptoms.", "The drug prevented a deterioration of symptoms."),
        ("Der Gewinn sank um 12 Prozent.", "Der Gewinn ging um 12 Prozent zurück."),
        ("Er ging nach Bonn zurück.", "Er kam nach Bonn zurück."),
    ],
)  # fmt: skip
def test_no_opposite_is_seen_where_none_is(claim: str, evidence: str) -> None:
    assert [c for c in compare(claim, evidence) if c.kind == "direction"] == []


@pytest.mark.parametrize(
    "text",
    ["It is up to 5 of us.", "It set up 12 shops.", "The talk is on Monday.", "Er ging heim."],
)
def test_small_words_have_no_opposite_elsewhere(text: str) -> None:
    assert [d for d in find_details(text) if d.kind == "direction"] == []
