"""What the detail guard sees in one text: numbers, dates, names and negation, and what is none."""

from __future__ import annotations

import pytest

from attrib.attribution.details import find_details
from attrib.attribution.details.date_values import DateValue


def numbers(text: str) -> list[tuple[float, float, str]]:
    """First reading of every number: low, high, unit."""
    return [
        (round(d.value[0].low, 6), round(d.value[0].high, 6), d.value[0].unit)
        for d in find_details(text)
        if d.kind == "number"
    ]


def dates(text: str) -> list[tuple[DateValue, ...]]:
    return [d.value for d in find_details(text) if d.kind == "date"]


def names(text: str) -> list[str]:
    return [d.text for d in find_details(text) if d.kind == "name"]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("1,000 boats", 1000, 1000, ""),
        ("1 000 boats", 1000, 1000, ""),
        ("1\u202f000\u202f000 boats", 1e6, 1e6, ""),
        ("1.250.000 boats", 1.25e6, 1.25e6, ""),
        ("1.250.000,50 Euro", 1250000.5, 1250000.5, "EUR"),
        ("1.500,00 €", 1500, 1500, "EUR"),
        ("ein Preis von 1.500 Euro", 1500, 1500, "EUR"),
        ("ein Gewicht von 1,234 kg", 1234, 1234, "g"),
        ("0.125 boats", 0.125, 0.125, ""),
        ("3,5 Millionen", 3.5e6, 3.5e6, ""),
        ("0.25 boats", 0.25, 0.25, ""),
        ("12%", 12, 12, "%"),
        ("12 percent", 12, 12, "%"),
        ("12 per cent", 12, 12, "%"),
        ("3.5 percentage points", 3.5, 3.5, "pp"),
        ("5k boats", 5000, 5000, ""),
        ("five thousand boats", 5000, 5000, ""),
        ("$3.5 million", 3.5e6, 3.5e6, "USD"),
        ("€3.5bn", 3.5e9, 3.5e9, "EUR"),
        ("£5m", 5e6, 5e6, "GBP"),
        ("US$ 20", 20, 20, "USD"),
        ("20 euros", 20, 20, "EUR"),
        ("2 trillion yen", 2e12, 2e12, "JPY"),
        ("10 km", 1e4, 1e4, "m"),
        ("10 kilometres", 1e4, 1e4, "m"),
        ("a 10-km cable", 1e4, 1e4, "m"),
        ("5 m", 5, 5, "m"),
        ("2 t", 2e6, 2e6, "g"),
        ("1.2 GW", 1.2e9, 1.2e9, "W"),
        ("4 GWh", 4e9, 4e9, "Wh"),
        ("90 min", 5400, 5400, "s"),
        ("3 weeks", 1814400, 1814400, "s"),
        ("25 years", 300, 300, "month"),
        ("a 25-year-old", 300, 300, "month"),
        ("90 km/h", 25, 25, "m/s"),
        ("4 square kilometres", 4e6, 4e6, "m²"),
        ("10 °C", 10, 10, "K"),
        ("50 °F", 10, 10, "K"),
        ("10-12 boats", 10, 12, ""),
        ("10–12 MW", 1e7, 1.2e7, "W"),
        ("between 10 and 12 boats", 10, 12, ""),
        ("3 to 5 million boats", 3e6, 5e6, ""),
        ("the 3rd boat", 3, 3, "ordinal"),
        ("the third boat", 3, 3, "ordinal"),
        ("the twenty-first boat", 21, 21, "ordinal"),
        ("twenty-five boats", 25, 25, ""),
        ("three hundred thousand boats", 300000, 300000, ""),
        ("two hundred and seven boats", 207, 207, ""),
        ("one point five million boats", 1.5e6, 1.5e6, ""),
        ("a dozen boats", 12, 12, ""),
        ("two dozen boats", 24, 24, ""),
        ("a hundred boats", 100, 100, ""),
        ("half of the boats", 50, 50, "%"),
        ("half a million boats", 5e5, 5e5, ""),
        ("half an hour", 1800, 1800, "s"),
        ("two thirds of the boats", 66.666667, 66.666667, "%"),
        ("one in five boats", 20, 20, "%"),
        ("3 out of 4 boats", 75, 75, "%"),
        ("2½ boats", 2.5, 2.5, ""),
        ("¾ of an inch", 0.75, 0.75, ""),
        ("1.5×10⁶ cells", 1.5e6, 1.5e6, ""),
        ("10⁶ litres", 1e6, 1e6, "l"),
        ("10^6 litres", 1e6, 1e6, "l"),
        ("10⁻³ g", 1e-3, 1e-3, "g"),
        ("106 litres", 106, 106, "l"),
        ("10-12 litres", 10, 12, "l"),
        ("45¹ thousand boats", 45000, 45000, ""),
        ("50 m² of deck", 50, 50, "m²"),
        ("-5 °C", -5, -5, "K"),
        ("5:30 pm", 1050, 1050, "clock"),
        ("17:30", 1050, 1050, "clock"),
        ("9 a.m.", 540, 540, "clock"),
        ("twice", 2, 2, "times"),
        ("fünfundzwanzig Boote", 25, 25, ""),
        ("dreihundert Boote", 300, 300, ""),
        ("zweitausendfünfhundert Boote", 2500, 2500, ""),
        ("#8 in the chart", 8, 8, ""),
    ],
)
def test_a_number_is_read(text: str, low: float, high: float, unit: str) -> None:
    assert numbers(text)[0] == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "the B737",
        "COVID-19",
        "version 1.2.3",
        "p53",
        "thousands of boats",
        "5G",
        "the null set",
        "192.168.0.1",
    ],
)
def test_no_number_is_read_from(text: str) -> None:
    assert numbers(text) == []


def test_an_ambiguous_separator_has_both_readings() -> None:
    (detail,) = [d for d in find_details("1.250 boats") if d.kind == "number"]
    assert {reading.low for reading in detail.value} == {1250.0, 1.25}


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("about 400 boats", "about"),
        ("roughly $400", "about"),
        ("just over 400 boats", "about"),
        ("400 or so boats", "about"),
        ("more than 400 boats", "min"),
        ("at least 400 boats", "min"),
        ("400+ boats", "min"),
        ("400 or more boats", "min"),
        ("no fewer than 400 boats", "min"),
        ("no more than 400 boats", "max"),
        ("under 400 boats", "max"),
        ("up to €400", "max"),
        ("rund 400 Boote", "about"),
        ("mehr als 400 Boote", "min"),
        ("400 boats", "exact"),
        ("discover 400 boats", "exact"),
    ],
)
def test_the_bound_of_a_number(text: str, bound: str) -> None:
    (detail,) = [d for d in find_details(text) if d.kind == "number"]
    assert detail.value[0].bound == bound


MAY = (5, 5)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on 3 May 2021", DateValue((2021, 2021), MAY, 3)),
        ("on the 3rd of May 2021", DateValue((2021, 2021), MAY, 3)),
        ("on May 3, 2021", DateValue((2021, 2021), MAY, 3)),
        ("on May 3rd 2021", DateValue((2021, 2021), MAY, 3)),
        ("on 2021-05-03", DateValue((2021, 2021), MAY, 3)),
        ("on 03.05.2021", DateValue((2021, 2021), MAY, 3)),
        ("am 3. Mai 2021", DateValue((2021, 2021), MAY, 3)),
        ("am 3. März 2021", DateValue((2021, 2021), (3, 3), 3)),
        ("on 3 May", DateValue(None, MAY, 3)),
        ("in May 2021", DateValue((2021, 2021), MAY)),
        ("in May", DateValue(None, MAY)),
        ("in 2021", DateValue((2021, 2021))),
        ("in 2021²", DateValue((2021, 2021))),
        ("on 3 May 2021², and later", DateValue((2021, 2021), MAY, 3)),
        ("mid-2021", DateValue((2021, 2021))),
        ("in the 1990s", DateValue((1990, 1999))),
        ("in the '80s", DateValue((1980, 1989))),
        ("in the 20th century", DateValue((1900, 1999))),
        ("in the nineteenth century", DateValue((1800, 1899))),
        ("in Q3 2020", DateValue((2020, 2020), (7, 9))),
        ("in the third quarter of 2020", DateValue((2020, 2020), (7, 9))),
        ("in the first half of 2020", DateValue((2020, 2020), (1, 6))),
        ("in 44 BC", DateValue((-44, -44))),
        ("on Tuesday", DateValue(None, weekday=1)),
    ],
)
def test_a_date_is_read(text: str, value: DateValue) -> None:
    assert dates(text) == [(value,)]


def test_a_numeric_date_has_both_readings() -> None:
    assert dates("on 05/03/2021") == [
        (DateValue((2021, 2021), (3, 3), 5), DateValue((2021, 2021), MAY, 3))
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("from 1990 to 1995", 2),
        ("1990–1995", 2),
        ("3–5 May 2021", 2),
        ("about 2000 people came", 0),
        ("it weighs 1500 kg", 0),
        ("it may rain, and they march", 0),
        ("€2000", 0),
        ("1500 ml, 1800 W, 2000 kcal, 1500 Euro, 1800 rpm", 0),
        ("a 1500 euro fine and a 1800 W motor", 0),
        ("Die Flasche wiegt 1500 Gramm", 0),
        ("it cost $5 billion (2015 dollars)", 1),
        ("it cost $5 billion in 2015 dollars", 1),
        ("a 2017 Tesla and a 2005 bar exam", 2),
        ("In 1998 K. Berg sold it", 1),
        ("the 1984 Miles Davis album", 1),
        ("31/31/2021 is none", 0),
    ],
)
def test_how_many_dates_are_read(text: str, count: int) -> None:
    assert len(dates(text)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The array is run by Anna Berg.", ["Anna Berg"]),
        ("However, it was sold to the Bank of England.", ["Bank of England"]),
        ("In Norrvik the IEA met Ms Berg.", ["Norrvik", "IEA", "Ms Berg"]),
        ("We met J. K. Rowling there.", ["J. K. Rowling"]),
        ("It opened late.", []),
        ("When we left, I slept.", []),
        ("Quickly, it closed in May 2021.", []),
        ("It belongs to Berg's Norrvik Trust.", ["Berg's", "Norrvik Trust"]),
    ],
)
def test_names_are_read(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It did not open.", 1),
        ("It didn’t open.", 1),
        ("It is not only fast but cheap.", 0),
        ("No more than 5 boats sank.", 0),
        ("No Way Out is a film.", 0),
        ("Neither the boat nor the ferry sank.", 1),
        ("Whether or not it opens is unknown.", 0),
        ("Die Fähre fährt nicht.", 1),
        ("Es gibt keine Fähre.", 1),
    ],
)
def test_negation_cues_are_read(text: str, count: int) -> None:
    assert sum(d.kind == "negation" for d in find_details(text)) == count
