"""Claims on the rows of a table: what another row says carries no claim on this one."""

from __future__ import annotations

import pytest

from attrib.attribution import Pair
from attrib.attribution.guard import check
from attrib.attribution.table_rows import find_in_rows, with_units

CITIES = (
    "city: Aarhus; inhabitants: 285,000; area km2: 91; mayor: Anna Holm; harbour: yes",
    "city: Odense; inhabitants: 180,000; area km2: 79; mayor: Peter Skov; harbour: yes",
    "city: Aalborg; inhabitants: 120,000; area km2: 139; mayor: Lise Dahl",
)
RUNS = (
    "date: 2024-03-01; engine: RS-4; duration s: 120; result: passed",
    "date: 2024-03-05; engine: RS-5; duration s: 98; result: failed",
    "date: 2024-03-09; engine: RS-6; duration s: 131; result: passed",
)


@pytest.mark.parametrize(
    ("claim", "rows", "position", "value"),
    [
        ("Aarhus has 180,000 inhabitants.", CITIES, 0, "285,000"),
        ("Aarhus has 180000 inhabitants.", CITIES, 0, "285,000"),
        ("The mayor of Odense is Anna Holm.", CITIES, 1, "Peter Skov"),
        ("Aalborg covers 91 km2.", CITIES, 2, "139"),
        ("Lise Dahl, mayor of Aarhus, spoke.", CITIES, 0, "Anna Holm"),
        ("RS-5 passed on 5 March 2024.", RUNS, 1, "failed"),
        ("RS-4 ran on 9 March 2024.", RUNS, 2, "RS-6"),
        ("The run of RS-6 lasted 98 s.", RUNS, 2, "131"),
    ],
)
def test_what_another_row_has_speaks_against_the_claim(claim, rows, position, value):
    found = check(Pair(claim, rows), range(len(rows)))
    assert found.overrules
    assert found.sentence == (position,)
    assert value in {conflict.source_value for conflict in found.against}
    assert any(value in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("claim", "rows"),
    [
        ("Aarhus has 285,000 inhabitants.", CITIES),
        ("Peter Skov is mayor of Odense, which has a harbour: yes.", CITIES),
        ("Aarhus has more inhabitants than the 180,000 of Odense.", CITIES),
        ("Aarhus is larger than 79 km2.", CITIES),
        ("Aarhus and Odense have 285,000 and 180,000 inhabitants.", CITIES),
        ("Anna Holm and Peter Skov are mayors.", CITIES),
        ("Aalborg covers 139 km2, the largest area of the three.", CITIES),
        ("RS-4 has not failed.", RUNS),
        ("RS-4 passed on 1 March 2024.", RUNS),
        ("Two of the runs passed, RS-5 failed.", RUNS),
        ("The engine ran for about two minutes.", RUNS),
        ("Nothing of this is said here.", RUNS),
    ],
)
def test_nothing_speaks_against_what_one_row_says_or_what_is_said_of_several(claim, rows):
    assert find_in_rows(claim, rows).conflicts == ()


def test_a_number_belongs_under_the_header_that_is_named():
    rows = (
        "student: Candidate 01; maths: 72; physics: 68; room: B",
        "student: Candidate 03; maths: 55; physics: 61; history: 72",
    )
    (conflict,) = find_in_rows("Candidate 03 got 72 in physics.", rows).conflicts
    assert conflict.source_value == "61"
    assert not find_in_rows("Candidate 03 got 72 in history.", rows).conflicts
    assert not find_in_rows("Candidate 03 got 55 in maths and 61 in physics.", rows).conflicts


def test_a_value_of_an_empty_cell_is_missing():
    rows = ("error: Busy; wait (s): 30; code: 5", "error: Spent; retry: no; code: 7")
    found = check(Pair("Spent can be tried again after 30 s.", rows), (0, 1))
    assert found.overrules and not found.against
    assert found.reasons == ("the source has 30 s in other rows only",)


def test_a_value_that_the_text_beside_the_table_has_is_no_other_rows():
    claim = "Aarhus had 180,000 inhabitants in its early days."
    assert find_in_rows(claim, CITIES).conflicts
    assert not find_in_rows(claim, (*CITIES, "Around 1970 Aarhus had 180,000 of them.")).conflicts


def test_a_rounded_value_of_the_row_is_its_own():
    rows = ("name: Kettle; price: 39.90", "name: Grill; price: 40")
    assert not find_in_rows("The Kettle costs about 40.", rows).conflicts
    assert find_in_rows("The Grill costs 39.90.", rows).conflicts


def test_rows_that_lack_what_is_asked_are_no_evidence():
    assert find_in_rows("Odense covers 79 km2.", CITIES).beside == {0, 2}
    assert find_in_rows("RS-4 and RS-6 ran.", RUNS).beside == frozenset()
    assert find_in_rows("Odense covers 79 km2.", CITIES[1:2]).beside == frozenset()


@pytest.mark.parametrize(
    "prose",
    [
        ("Aarhus has 285,000 inhabitants.", "Odense has 180,000 inhabitants."),
        ("Note: Aarhus is large.", "Note: Odense has 180,000."),
        ("", ";", "; ", ": ; : ", "a: 1; a: 2"),
    ],
)
def test_sentences_are_no_rows(prose):
    assert find_in_rows("Aarhus has 180,000 inhabitants.", prose).conflicts == ()


def test_the_first_column_may_lack_a_header():
    rows = ("Aarhus; mayor: Anna Holm", "Odense; mayor: Peter Skov")
    (conflict,) = find_in_rows("The mayor of Odense is Anna Holm.", rows).conflicts
    assert (conflict.claim_value, conflict.source_value) == ("Anna Holm", "Peter Skov")


@pytest.mark.parametrize(
    ("row", "read"),
    [
        ("crate: A7; mass (kg): 5", "crate: A7; mass: 5 kg"),
        (
            "model: Bora; parameters (M): 110; F1: 78.2",
            "model: Bora; parameters: 110 million; F1: 78.2",
        ),
        ("year: 2023; revenue (USD million): 3.2", "year: 2023; revenue: 3.2 million USD"),
        ("year: 2023; revenue [million EUR]: 1,200", "year: 2023; revenue: 1,200 million EUR"),
        ("river: Lune; length (m): 85", "river: Lune; length: 85 m"),
        ("item: Ropes; 2023 ($M): 4,512", "item: Ropes; 2023: 4,512 million $"),
        ("item: Ropes; amount ($000): 1,200", "item: Ropes; amount: 1,200 thousand $"),
        ("item: Ropes; amount (€ '000): 1,200", "item: Ropes; amount: 1,200 thousand €"),
        ("item: Ropes; sales (EUR m): 35", "item: Ropes; sales: 35 million EUR"),
        ("item: Ropes; sales (US$bn): 35", "item: Ropes; sales: 35 billion USD"),
        ("item: Ropes; sales ($ in millions): 35", "item: Ropes; sales: 35 million $"),
        ("item: Ropes; sales (in millions): $35", "item: Ropes; sales: 35 million $"),
        ("item: Ropes; sales (in thousands): 1,200", "item: Ropes; sales: 1,200 thousand"),
        (
            "item: Ropes; sales (in millions of US dollars): 35",
            "item: Ropes; sales: 35 million US dollars",
        ),
        ("Artikel: Seile; Umsatz (Mio. €): 35,2", "Artikel: Seile; Umsatz: 35,2 Millionen €"),
        ("Artikel: Seile; Umsatz (T€): 352", "Artikel: Seile; Umsatz: 352 tausend €"),
        ("item: Ropes; loss ($ millions): (35)", "item: Ropes; loss: -35 million $"),
        ("item: Ropes; length (m): (35)", "item: Ropes; length (m): (35)"),
        ("item: Ropes; output (million tonnes): 35", "item: Ropes; output: 35 million tonnes"),
        ("item: Screen; size (in): 15.6", "item: Screen; size: 15.6 in"),
        ("item: Share; growth (% of GDP): 2.1", "item: Share; growth: 2.1 % of GDP"),
        ("town: Lund; people (2020): 8,400", "town: Lund; people (2020): 8,400"),
        ("month: Jan 2023 (MWh): 321", "month: Jan 2023 (MWh): 321"),
        ("crate: A7; mass (kg): about 5", "crate: A7; mass (kg): about 5"),
        ("The tower (built: 1931) leans.", "The tower (built: 1931) leans."),
    ],
)
def test_a_unit_in_the_header_is_that_of_the_value(row, read):
    assert with_units(row) == read


@pytest.mark.parametrize(
    ("claim", "overruled"),
    [
        ("Crate A7 weighs 5 kg.", False),
        ("Crate A7 weighs 5,000 g.", False),
        ("Crate A7 weighs 5 pounds.", True),
        ("Crate A7 weighs 5.", False),
        ("Crate A7 holds 2.4 million seeds.", False),
        ("Crate A7 holds 2.4 billion seeds.", True),
    ],
)
def test_units_of_headers_are_compared(claim, overruled):
    rows = ("crate: A7; mass (kg): 5; seeds (M): 2.4", "crate: B2; mass (kg): 8; seeds (M): 3")
    assert check(Pair(claim, tuple(map(with_units, rows))), (0, 1)).overrules is overruled


REVENUE = (
    "item: Total revenue; 2023: 4,512; 2022: 4,021",
    "item: Net result; 2023: (35); 2022: 12",
)


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        ("Consolidated results (in millions of US dollars)", REVENUE),
        ("Results (USD million, except shares)", REVENUE),
        ("Results ($M)", REVENUE),
        ("All figures in millions of dollars", REVENUE),
        ("", ("Results ($ in millions)", *REVENUE)),
        ("", ("item: Total revenue (in millions); 2023: 4,512; 2022: 4,021",)),
        ("", ("item: Total revenue ($ in millions); 2023: $4,512; 2022: $4,021",)),
    ],
)
@pytest.mark.parametrize(
    ("claim", "overruled"),
    [
        ("Total revenue was 4,512 million in 2023.", False),
        ("Total revenue was $4,512 million in 2023.", False),
        ("Total revenue was $4.5 billion in 2023.", False),
        ("Total revenue was 4,512 in 2023.", False),
        ("Total revenue was $4.5 million in 2023.", True),
        ("Total revenue was $5.5 billion in 2023.", True),
    ],
)
def test_a_scale_in_the_caption_or_the_label_is_that_of_bare_numbers(
    caption, rows, claim, overruled
):
    rows = tuple(map(with_units, rows))
    assert check(Pair(claim, rows, caption), range(len(rows))).overrules is overruled


def test_a_caption_counts_wherever_it_was_read_and_its_brackets_are_negative():
    rows = ("Results (in millions of euros)", *REVENUE)
    assert not check(Pair("Total revenue was €4.5 billion in 2023.", rows), (1,)).overrules
    assert not check(Pair("The net result was -35 million euros in 2023.", rows), (2,)).overrules
    assert check(Pair("The net result was -45 million euros in 2023.", rows), (2,)).overrules
    assert check(Pair("Total revenue was $4.5 billion in 2023.", rows), (1,)).overrules


def test_a_scale_in_prose_is_none_of_other_prose():
    sentences = ("They came in thousands.", "The fair drew 12 people.")
    assert check(Pair("The fair drew 12,000 people.", sentences), (0, 1)).overrules
