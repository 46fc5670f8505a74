"""Links with the title of a page behind a sentence: they back it, and their words are not scored."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import pytest

from attrib.answers.claims import read_answer

X, Y = "https://a.example/x", "https://b.example/y"


def claims(answer: str) -> list[tuple[str, list[str]]]:
    return [
        (s.claim.text, [t for marker in s.markers for t in marker.targets])
        for s in read_answer(answer)
        if s.is_claim
    ]


PRICE, HOURS = "The price is 5 euros.", "It opens at 9."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (f"{PRICE} [Reuters]({X}) {HOURS} [BBC News]({Y})", [(PRICE, [X]), (HOURS, [Y])]),
        (f"{PRICE} [Reuters]({X}) Children pay half. [BBC News]({Y})", [(PRICE, [X]), ("Children pay half.", [Y])]),
        (f"{PRICE} [Reuters]({X}) {HOURS}", [(PRICE, [X]), (HOURS, [])]),
        (f"- {PRICE} [Museum prices 2024]({X})\n- {HOURS} [Visit Oslo - The official guide]({Y})", [(PRICE, [X]), (HOURS, [Y])]),
        (f"{PRICE} [Reuters]({X}), [BBC News]({Y})\n\n{HOURS}", [(PRICE, [X, Y]), (HOURS, [])]),
        (f"{PRICE} [Reuters]({X}) [source]({Y})", [(PRICE, [X, Y])]),
        (f"**{PRICE}** [Reuters]({X})", [(f"**{PRICE}**", [X])]),
        (f"{PRICE} [Reuters][a]\n\n[a]: {X}", [(PRICE, [X])]),
        *((f"{PRICE}{end}[Reuters]({X}){end}{end}{HOURS}", [(PRICE, [X]), (HOURS, [])]) for end in ("\n", "\r\n")),
        (f"{PRICE}\n[Reuters]({X})", [(PRICE, [X])]),
        # part of a sentence, or one of their own
        (f"It is a firm. [Apple]({X}) Inc. grew in 1976.", [("It is a firm.", []), ("Apple Inc. grew in 1976.", [X])]),
        (f"{PRICE} [Oslo]({X}) lies on a fjord.", [(PRICE, []), ("Oslo lies on a fjord.", [X])]),
        (f"{PRICE} [Oslo]({X}) and [Bergen]({Y}) do, too.", [(PRICE, []), ("Oslo and Bergen do, too.", [X, Y])]),
        (f"{PRICE} [Prices are low]({X})", [(PRICE, []), ("Prices are low", [X])]),
        (f"{PRICE} [Children pay half.]({X})", [(PRICE, []), ("Children pay half.", [X])]),
        (f"{PRICE} [24 months]({X})", [(PRICE, []), ("24 months", [X])]),
        (f"Which town? [Oslo]({X})", [("Oslo", [X])]),
        (f"Many told it, e.g. [Reuters]({X})", [("Many told it, e.g. Reuters", [X])]),
        (f"It was Dr. [Smith]({X})", [("It was Dr. Smith", [X])]),
        (f"1. [Oslo Museum]({X})\n2. [City Hall]({Y})", [("Oslo Museum", [X]), ("City Hall", [Y])]),
        (f"{PRICE}\n[Oslo Museum]({X})\n{HOURS}", [(PRICE, []), ("Oslo Museum", [X]), (HOURS, [])]),
        (f"{PRICE}\n\n[Oslo Museum]({X})", [(PRICE, []), ("Oslo Museum", [X])]),
    ],
)  # fmt: skip
def test_a_link_behind_a_sentence_backs_it(answer, expected):
    assert claims(answer) == expected
