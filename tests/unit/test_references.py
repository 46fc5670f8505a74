"""Lists of references below no title, and lines of sources: they cite, or list what there is to cite."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import pytest

from attrib.answers.claims import read_answer

X, Y = "https://a.example/x", "https://b.example/y"
KNOWN = ("1", "2", "report.pdf", "docs/tariffs.md", "28-pl", "30-pl")


def claims(answer: str) -> list[tuple[str, list[str]]]:
    return [
        (s.claim.text, [t for marker in s.markers for t in marker.targets])
        for s in read_answer(answer, KNOWN)
        if s.is_claim
    ]


PRICE = ("The price is 5 euros.", ["1"])
CITED = "The price is 5 euros [1]."


@pytest.mark.parametrize(
    "listed",
    [
        f"1. {X}\n2. {Y}",
        f"1. {X}\r\n\r\n2. <{Y}>\r\n",
        f"[1] Price list, {X}\n[2] Tours, {Y}",
        f"- [1] [Price list]({X}), seen in May\n- [2] {Y}",
        f"【1】 {X}\n【2】 {Y}",
    ],
)
def test_numbered_links_at_the_end_are_references(listed):
    assert claims(f"{CITED}\n\n{listed}") == [PRICE]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        # of titles with a link all are cited: a list of steps may have such links
        (f"The price is 5 euros [1, 2].\n\n1. [Price list]({X})\n2. [Tours]({Y})", [("The price is 5 euros.", ["1", "2"])]),
        (f"{CITED}\n\n1. Open {X}\n2. See {Y}", [PRICE, ("Open", [X]), ("See", [Y])]),
        # an item of nothing but a link says nothing
        (f"The price is 5 euros.\n1. {X}\n2. {Y}", [("The price is 5 euros.", [X, Y])]),
        (f"The price is 5 euros.\n1. {X}", [("The price is 5 euros.", [X])]),
        ("1. [1]", [("1.", ["1"])]),
        # what is claimed
        (f"[1] It opened, {X}\n[2] It closed, {Y}", [("It opened,", ["1", X]), ("It closed,", ["2", Y])]),
        (f"{CITED}\n[1] It opened ({X}).\n[2] It closed ({Y}).", [PRICE, ("It opened.", ["1", X]), ("It closed.", ["2", Y])]),
        (f"{CITED}\n[1] It opened: {X} [2]\n[2] It closed: {Y} [1]", [PRICE, ("It opened:", ["1", X, "2"]), ("It closed:", ["2", Y, "1"])]),
        (f"{CITED}\n[2] It opened, {X}\n[1] It closed, {Y}", [PRICE, ("It opened,", ["2", X]), ("It closed,", ["1", Y])]),
        (f"{CITED}\n[1] It opened, {X}\n[2] It closed, {Y}\nIt is new.", [PRICE, ("It opened,", ["1", X]), ("It closed,", ["2", Y]), ("It is new.", [])]),
    ],
)  # fmt: skip
def test_what_is_no_list_of_references(answer, expected):
    assert claims(answer) == expected


@pytest.mark.parametrize(
    ("line", "targets"),
    [
        ("Sources: report.pdf, docs/tariffs.md", ["report.pdf", "docs/tariffs.md"]),
        ("SOURCES: 28-pl, 30-pl", ["28-pl", "30-pl"]),
        ("**Sources:** [1] report.pdf | [2] docs/tariffs.md", ["1", "2"]),
        ("**Sources**: [1] The price list, [2] The tours", ["1", "2"]),
        ("Sources: `report.pdf`, `tariffs.md`.", ["report.pdf", "docs/tariffs.md"]),
        ("*Quellen: report.pdf · other.pdf*", ["report.pdf", "other.pdf"]),
        ("- Sources: 1, 2", ["1", "2"]),
    ],
)
def test_a_line_of_sources_asserts_nothing_and_cites_them(line, targets):
    for between in ("\n", "\n\n"):
        said, below = read_answer(CITED + between + line, KNOWN)
        assert said.is_claim and not below.is_claim
        assert [target for marker in below.markers for target in marker.targets] == targets


@pytest.mark.parametrize(
    "source", ["Source: report.pdf", "**Source:** report.pdf, page 3", "Quelle: report.pdf."]
)
def test_a_source_behind_a_sentence_backs_it(source):
    for between in (" ", "\n"):
        assert claims(f"The price is 5 euros.{between}{source}\n\nIt is so [1].")[0] == (
            "The price is 5 euros.",
            ["report.pdf"],
        )


@pytest.mark.parametrize(
    "answer",
    [
        "He used two sources: report.pdf and docs/tariffs.md.",
        "Sources: Wikipedia and others",
        "Sources: report.pdf, which is old",
        "Sources: The report of 1931.",
    ],
)
def test_what_is_no_list_of_sources_is_words(answer):
    assert claims(answer) == [(answer, [])]


def test_files_below_a_title_are_entries():
    listed = "- report.pdf\n- docs/tariffs.md, page 3\n1. Prices of May (prices.pdf)\n- It cost 9 euros, says report.pdf."
    assert claims(f"{CITED}\n\nSources:\n{listed}") == [
        PRICE,
        ("It cost 9 euros, says report.pdf.", []),
    ]
