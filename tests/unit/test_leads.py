"""Colons that lead to nothing but a citation: what stands before them is a claim."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import pytest

from attrib.answers.claims import read_answer


def claims(answer: str) -> list[tuple[str, list[str]]]:
    return [
        (s.claim.text, [t for marker in s.markers for t in marker.targets])
        for s in read_answer(answer)
        if s.is_claim
    ]


DOGS = ("Dogs are welcome everywhere:", ["1"])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Dogs are welcome everywhere: [1]", [DOGS]),
        ("Dogs are welcome everywhere: [1]\n", [DOGS]),
        ("Dogs are welcome at the centre: [1]", [("Dogs are welcome at the centre:", ["1"])]),
        ("**Dogs are welcome everywhere:** [1]", [("**Dogs are welcome everywhere:**", ["1"])]),
        ("Is it open? Dogs are welcome everywhere: [1]", [DOGS]),
        ("- Dogs are welcome everywhere: https://a.example/x\n- Cats fly: https://b.example/y",
         [(DOGS[0], ["https://a.example/x"]), ("Cats fly:", ["https://b.example/y"])]),
        ("Dogs are welcome everywhere: [1]\nCats fly: [2]", [DOGS, ("Cats fly:", ["2"])]),
        ("1. Dogs are welcome everywhere: [1]\n2. Cats must stay outside.", [DOGS, ("Cats must stay outside.", [])]),
        ("* Dogs are welcome everywhere: [1]\n\nCats must stay outside.", [DOGS, ("Cats must stay outside.", [])]),
        ("  - Dogs are welcome everywhere: [1]\n- Cats must stay outside.", [DOGS, ("Cats must stay outside.", [])]),
        *((f"Dogs are welcome everywhere: [1]\n\n{heading}", [DOGS]) for heading in ("## Cats", "Sources\n[1] The report", "<h2>Cats</h2>")),
        # it announces a list, a text, a table or code below it
        ("Dogs are welcome here too: [1]\n- big ones", [("big ones", [])]),
        ("- Dogs are welcome everywhere: [1]\n  - big ones", [("big ones", [])]),
        ("1. Dogs are welcome everywhere: [1]\n- big ones", [("big ones", [])]),
        ("- Dogs are welcome everywhere: [1]\nBig ones, too.", [("Big ones, too.", [])]),
        ("Dogs are welcome everywhere: [1]\n\nBig ones, too.", [("Big ones, too.", [])]),
        ("Dogs are welcome everywhere: [1]\n\n| A | B |\n|---|---|\n| big | ones |", [("| big | ones |", [])]),
        ("Dogs are welcome everywhere: [1]\n```\nx\n```", []),
        # nothing is cited behind it
        ("Dogs are welcome everywhere:", []),
        ("Dogs [1] are welcome everywhere:", []),
        # or what is cited is only named
        *((f"{words}: [1]", []) for words in (
            "It has one source", "Sources", "Read more", "For more information, see", "Official website", "- Price list", "Opening hours", "BBC News",
            "Tickets are sold at", "You can find it here", "The handbook says", "Quelle", "Mehr dazu", "The documents do not say", "**Further reading**")),
    ],
)  # fmt: skip
def test_a_colon_before_nothing_but_a_citation_leads_to_it(answer, expected):
    assert claims(answer) == expected
