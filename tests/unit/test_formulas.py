"""Display formulas in an answer: part of the sentence around them, or no claim."""

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


FORMULAS = [("$$", "$$"), ("\\[", "\\]"), ("\\begin{equation}", "\\end{equation}"), ("\\begin{align*}", "\\end{align*}")]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("opens", "closes"), FORMULAS)
def test_a_formula_is_part_of_the_sentence_around_it(opens, closes, end):
    formula = f"{opens}{end}m = 5{end}{closes}"
    said = f"{opens} m = 5 {closes}"
    for apart in (end, end + end):
        whole = f"The mean is{apart}{formula}{apart}where m is mass [1].{apart}It is high."
        assert claims(whole) == [
            (f"The mean is {said} where m is mass.", ["1"]),
            ("It is high.", []),
        ]
        above = f"- The mean is{apart}  {formula}{apart}- It is high [1]."
        assert claims(above) == [(f"The mean is {said}", []), ("It is high.", ["1"])]
        below = f"The mean is given by:{apart}{formula}{apart}where m is mass [1]."
        assert claims(below) == [(f"{said} where m is mass.", ["1"])]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("opens", "closes"), FORMULAS)
def test_a_formula_of_its_own_asserts_nothing(opens, closes, end):
    formula = f"{opens}{end}m = 5{end}{closes}"
    for above in ("It holds [1].", "It holds [1]", "# Mean\n\nIt holds [1]."):
        read = claims(f"{above}{end}{formula}{end}{end}It is high.")
        assert [(text.rstrip("."), targets) for text, targets in read] == [
            ("It holds", ["1"]),
            ("It is high", []),
        ]
    assert claims(f"# Mean{end}{formula}") == []
    assert claims(f"**Mean**{end}{formula}{end}It is high.")[-1] == ("It is high.", [])


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("$$ m = 5 $$ [1]", [("$$ m = 5 $$", ["1"])]),
        ("$$\nThe price is 5 euros [1].", [("The price is 5 euros.", ["1"])]),
        ("\\begin{itemize}\nIt opened [1].\n\\end{itemize}", [("It opened.", ["1"])]),
        ("```\nThe mean is\n$$\nm = 5\n$$\n```\nIt is high.", [("It is high.", [])]),
        # other dollars and brackets
        ("The Grill: $$\nThe Bar: $$", [("The Grill: $$", []), ("The Bar: $$", [])]),
        ("Here $ = cheap\n$$ = fair\n$$$ = dear", [("Here $ = cheap", []), ("$$ = fair", []), ("$$$ = dear", [])]),
        ("It opened \\[1\\].\n\\[2\\]\nIt closed.", [("It opened.", ["1", "2"]), ("It closed.", [])]),
        ("It is open\n\\[closed\\]\nor not.", [("It is open", []), ("\\[closed\\] or not.", [])]),
        # what is numbered
        ("See Eq. (2) and Eqs. (3) for it [1].", [("See Eq. (2) and Eqs. (3) for it.", ["1"])]),
        ("See Tab. 2 for it [1]. Use Tab. It moves on.", [("See Tab. 2 for it.", ["1"]), ("Use Tab.", []), ("It moves on.", [])]),
    ],
)  # fmt: skip
def test_formulas_and_what_is_none(answer, expected):
    assert claims(answer) == expected
