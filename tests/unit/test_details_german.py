"""German claims: what opens a sentence in capitals and is no name."""

from __future__ import annotations

import pytest

from attrib.attribution.details import compare, find_details


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Alle Angestellten erhalten einen Zuschuss.", "Jeder Angestellte erhält einen Zuschuss."),
        ("Alle Techniker erhalten einen Helm.", "Jeder Techniker erhält einen Helm."),
        ("Zahlreiche Gäste buchen online.", "Viele Gäste buchen online."),
        ("Laufende Aufträge bleiben gültig.", "Bestehende Aufträge bleiben gültig."),
        ("Betagte Menschen vertragen das Mittel gut.", "Ältere Menschen vertragen das Mittel gut."),
        ("Häufige Pflege verlängert das Leben.", "Regelmäßige Pflege verlängert das Leben."),
        ("Kleinere Betriebe sind davon befreit.", "Kleine Betriebe sind davon befreit."),
        (
            "Registrierte Nutzer zahlen für die App nichts.",
            "Angemeldete Nutzer zahlen für die App nichts.",
        ),
    ],
)
def test_a_word_before_a_noun_at_the_start_is_no_name(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Peter Ahrens leitet den Verein seit Mai.", "Walter Ahrens leitet den Verein seit Mai."),
        ("Renate Ahrens leitet den Verein.", "Beate Ahrens leitet den Verein."),
        ("Jüngere Menschen vertragen das Mittel gut.", "Ältere Menschen vertragen das Mittel gut."),
    ],
)
def test_another_person_is_one_at_the_start_too(claim: str, evidence: str) -> None:
    assert [c for c in compare(claim, evidence) if c.source_value]


def test_what_has_its_capital_elsewhere_too_opens_a_name() -> None:
    text = "Neue Warte heißt das Blatt. Es erschien als Neue Warte in der Stadt."
    assert "Neue Warte" in [d.text for d in find_details(text) if d.span.start == 0]
