"""The detail guard: what it must see in a text, what it must let pass, and what it must catch."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare, find_details
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


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        # numbers: rounding, approximation, bounds
        ("About 400 people came to the fair.", "The fair drew 398 people."),
        ("Roughly 3.5 million people live there.", "The region has 3,482,000 people."),
        ("The region has 3.5 million people.", "The region has 3,482,110 people."),
        ("Unemployment was 12%.", "Unemployment was 11.8%."),
        ("Nearly 400 people came.", "In all, 390 people came."),
        ("More than 400 people came.", "In all, 412 people came."),
        ("Over 800 people came.", "Over 873 people came."),
        ("At least 400 people came.", "Exactly 400 people came."),
        ("Fewer than 500 people came.", "In all, 412 people came."),
        ("Up to 400 people can board.", "A maximum of 400 people can board."),
        ("400 people came.", "More than 400 people came."),
        ("400 people came.", "About 400 people came."),
        # numbers: forms and units
        ("Twenty-five boats sank.", "25 boats sank."),
        ("1,000 boats sank.", "1000 boats sank."),
        ("A dozen boats sank.", "Twelve boats sank."),
        ("1.5 million boats", "1,500,000 boats"),
        ("It holds one million litres.", "It holds 10⁶ litres."),
        ("45,000 people came in 2023.", "In 2023² there came 45¹ thousand people."),
        ("The cable is 2.5 km long.", "The cable is 2,500 m long."),
        ("It weighs 1.5 tonnes.", "It weighs 1,500 kg."),
        ("It yields 500 kW.", "It yields 0.5 MW."),
        ("It yields 1,200 MWh.", "It yields 1.2 GWh."),
        ("The trip takes 90 minutes.", "The trip takes 1.5 hours."),
        ("The trip takes 24 months.", "The trip takes two years."),
        ("It is 10 °C there.", "It is 50 °F there."),
        ("It runs about 5 miles.", "It runs 8 km."),
        ("Half of the boats sank.", "50% of the boats sank."),
        ("One in five boats sank.", "20 percent of the boats sank."),
        ("He was 6 when they moved.", "They moved when he was six years old."),
        ("The ferry leaves at 5 pm.", "The ferry leaves at 17:00."),
        ("It costs 3.5 billion euros.", "It costs €3.5bn."),
        ("It holds 10 to 12 boats.", "It holds between 10 and 12 boats."),
        ("It holds 11 boats.", "It holds 10-12 boats."),
        ("It has 1.250 boats.", "It has 1,250 boats."),
        ("This is the third harbour.", "This is the 3rd harbour."),
        ("Die Anlage hat fünfundzwanzig Turbinen.", "Die Anlage hat 25 Turbinen."),
        ("Die Stadt hat 3,5 Millionen Einwohner.", "Die Stadt hat 3.500.000 Einwohner."),
        # numbers: arithmetic that the source states
        ("In all 30 turbines were built.", "They built 24 turbines in 2019 and 6 turbines in 2021."),
        ("Sales rose by 20%.", "Sales rose from 50 tonnes to 60 tonnes."),
        ("He reigned for five years.", "He reigned from 1990 to 1995."),
        ("She died aged 79.", "She (1920–1999) was a painter."),
        ("The trip takes 150 minutes.", "The trip takes 2 hours and 30 minutes."),
        # dates
        ("It opened in 2021.", "It opened on 3 May 2021."),
        ("It opened in May 2021.", "It opened on 3 May 2021."),
        ("It opened on May 3, 2021.", "It opened on 2021-05-03."),
        ("It opened on 05/03/2021.", "It opened on 5 March 2021."),
        ("It opened on 05/03/2021.", "It opened on May 3, 2021."),
        ("It opened in the 1990s.", "It opened in 1994."),
        ("It opened in the 20th century.", "It opened in 1994."),
        ("It opened in the third quarter of 2020.", "It opened in August 2020."),
        ("It opened in Q3 2020.", "It opened in the third quarter of 2020."),
        ("It was open from 1990 to 1995.", "It was open 1990–1995."),
        ("Es öffnete am 3. Mai 2021.", "Es öffnete am 03.05.2021."),
        ("He was born in 1920.", "He (3 May 1920 – 1 June 1999) was a painter."),
        # names
        ("Norrvik has 24 turbines.", "The Norrvik Sound Tidal Array has 24 turbines."),
        ("Ms Berg runs the array.", "Anna Berg runs the array."),
        ("Anna Berg runs the array.", "Since May, Berg runs the array."),
        ("The IEA approved it.", "The International Energy Agency (IEA) approved it."),
        ("The IEA approved it.", "The International Energy Agency approved it."),
        ("The International Energy Agency approved it.", "The IEA approved it."),
        ("Berg's array won.", "The array of Anna Berg won."),
        ("Renée Muller runs it.", "Renee Müller runs it."),
        ("NORRVIK won the prize.", "Norrvik won the prize."),
        ("The ferry serves Norway.", "The Norwegian ferry serves it."),
        ("It was built in France.", "It was built by a French firm in Lyon."),
        ("The Peruvian minister resigned.", "The minister of Peru resigned."),
        ("The minister of Iran resigned.", "The Iranian minister resigned."),
        ("The Congolese minister resigned.", "The minister of Congo resigned."),
        ("The minister of Panama resigned.", "The Panamanians want a new minister; theirs resigned."),
        ("The minister of Afghanistan resigned.", "The Afghan minister resigned."),
        ("The Belgian minister resigned.", "The minister of Belgium resigned."),
        ("The Danes won.", "Denmark won."),
        ("The Marxist party won.", "The party of Marxism won."),
        ("The fever is caused by COVID.", "The fever is caused by COVID19."),
        ("The mill of Esti Ginzburgh won.", "The mill of Esti Ginzburg won."),
        ("The mill belongs to Mohamed.", "The mill belongs to Mohammed."),
        ("The Universities of Oslo won.", "The University of Oslo won."),
        ("Mt. Norr is in Norland.", "Mount Norr is in Norland."),
        ("The hut stands on Mt Norr.", "The hut stands on Mount Norr."),
        ("Guarding the lock is paid.", "Men guard the lock and are paid."),
        ("It is a US company.", "It is a company from the United States."),
        ("The firm Norrvik Inc. won.", "The firm Norrvik won."),
        ("Machines make power.", "The turbines make power."),
        ("Smith of Oslo won.", "Mr. Smith of Oslo won."),
        # negation
        ("The pump did not start.", "The pump never started."),
        ("The pump didn't start.", "The pump failed to start."),
        ("The boat has no licence.", "The boat does not have a licence."),
        ("It is not uncommon to see boats.", "It is common to see boats."),
        ("It is not only fast but also cheap.", "It is fast and cheap."),
        ("The ferry sailed.", "The ferry sailed, but the crew did not sleep."),
        ("The ferry sailed, although the crew did not sleep.", "The ferry sailed although the crew never slept."),
        ("Turbines were installed in 2019.", "No turbines were installed in 2018. Turbines were installed in 2019."),
        ("The plant opened in 2019.", "The plant opened in 2019 without delay."),
        ("No more than 5 boats sank.", "At most 5 boats sank."),
        ("Neither the boat nor the ferry sank.", "The boat did not sink and the ferry did not sink."),
        ("It never fails to start.", "It starts."),
        ("The tool does not require a password.", "The tool requires no password."),
        ("The tool requires no password.", "The tool does not require a password."),
        ("The firm does not pay a dividend.", "The firm pays no dividend."),
        ("The storm caused no injuries.", "The storm did not cause any injuries."),
        ("The bridge opened in 1937.", "The bridge did not open until 1937."),
        ("The bridge did not open until 1937.", "The bridge opened in 1937."),
        ("The firm did not disclose the price.", "The firm declined to disclose the price."),
        ("There is no evidence that tea cures colds.", "No evidence was found that tea cures colds."),
        ("There is evidence that tea helps.", "There is no evidence that mud helps, but there is evidence that tea helps."),
        ("The pump does not leak.", "The pump does not leak, and it works."),
        # direction
        ("Sales increased in 2020.", "Sales rose in 2020."),
        ("Sales did not increase in 2020.", "Sales fell in 2020."),
        ("The harbour opened before the bridge.", "The bridge opened after the harbour."),
        ("Norrvik beat Sandvik.", "Sandvik lost to Norrvik."),
        ("Anna sold the boat to Peter.", "Peter bought the boat from Anna."),
        ("The mill closed in 2000.", "The mill opened in 1990 and closed in 2000."),
        ("It is the largest harbour.", "It is the biggest harbour."),
        ("More than 400 people came.", "No fewer than 400 people came; less rain fell."),
        ("The firm sold 500 trucks.", "The firm sold 500 trucks and bought 20."),
        ("It takes a maximum of 9 hours.", "It takes 9 hours, and a minimum of 4."),
        ("The method is not reliable.", "The method is unreliable."),
        ("The firm made a loss in 2021.", "The firm made a profit in 2020 and a loss in 2021."),
        ("The employer pays the employee.", "The employee is paid by the employer."),
        ("The council passed the bill.", "The council did not reject the bill and the mayor signed it."),
        ("The court did not uphold the ruling.", "The court overturned the ruling."),
        ("Demand for the mill's oats declined.", "The offer was accepted while demand for the mill's oats declined."),
        ("Shares fell 5%.", "Shares, which rose 9% in May, fell 5%."),
        # policies, prices, terms
        ("Passengers must be at least 18 years old.", "Passengers under 18 are not allowed."),
        ("Adults pay €15 and children under 6 enter free.", "Adults pay 15 euros; children below the age of six enter free."),
        ("The ferry does not run in winter.", "The ferry runs only in summer; there is no service in winter."),
        ("The loan is repaid over 10 years.", "The loan is repaid over a decade."),
        ("The U.S. Army built it.", "It was built by the US Army."),
        ("The plan was approved on 1 March by the council.", "The council approved the plan on 1 March 2022."),
        ("Seit 2018 leitet Frau Dr. Holm das Institut.", "Lena Holm leitet das Institut seit 2018."),
        # roles
        ("Berg was sued by Acme in 2019.", "Acme sued Berg in 2019."),
        ("Berg met Lund in Oslo.", "Lund met Berg in Oslo."),
        ("Berg and Lund run Acme.", "Lund and Berg run Acme."),
        ("Oslo borders Bærum.", "Bærum borders Oslo."),
        ("Acme pays Berg a fee.", "Berg pays Acme a fee, and Acme pays Berg a fee."),
        ("Acme sued Berg.", "Acme (once called Lund) sued Berg."),
        ("The road from Oslo to Bergen was closed.", "The road between Bergen and Oslo was closed."),
        ("The walk is 3 km from Oslo to Lund.", "The walk is 3 km from Lund to Oslo."),
        ("Her mother ran the mill.", "Her mother, and not her father, ran the mill."),
        # nothing to compare
        ("", ""),
        ("It is a harbour.", ""),
    ],
)  # fmt: skip
def test_a_paraphrase_has_no_conflict(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "kind", "said", "source"),
    [
        # numbers
        ("The array has 24 turbines.", "The array has 30 turbines.", "number", "24", "30"),
        ("The array has twenty-four turbines.", "The array has thirty turbines.", "number", "twenty-four", "thirty"),
        ("The region has 3.5 million people.", "The region has 4.5 million people.", "number", "3.5 million", "4.5 million"),
        ("The region has 300,000 people.", "The region has 280,000 people.", "number", "300,000", "280,000"),
        ("The fair drew 400 people.", "The fair drew 398 people.", "number", "400", "398"),
        ("The fair drew about 430 people.", "The fair drew about 400 people.", "number", "430", "400"),
        ("The fair drew more than 450 people.", "The fair drew more than 400 people.", "number", "450", "400"),
        ("More than 3.5 million people live there.", "There live 3,482,000 people.", "number", "3.5 million", "3,482,000"),
        ("At least 500 people came.", "Fewer than 500 people came.", "number", "500", "500"),
        ("Unemployment was 12%.", "Unemployment was 21%.", "number", "12%", "21%"),
        ("It costs €3.5 million.", "It costs €3.5 billion.", "number", "€3.5 million", "€3.5 billion"),
        ("The fee is €15.", "The fee is $15.", "number", "€15", "$15"),
        ("The cable is 25 km long.", "The cable is 25 m long.", "number", "25 km", "25 m"),
        ("It yields 5 MW.", "It yields 500 kW.", "number", "5 MW", "500 kW"),
        ("The trip takes 3 hours.", "The trip takes 3 days.", "number", "3 hours", "3 days"),
        ("It is 10 °C there.", "It is 10 °F there.", "number", "10 °C", "10 °F"),
        ("It holds 10-12 boats.", "It holds 10-15 boats.", "number", "10-12", "10-15"),
        ("It finished 5–14.", "It finished 5–13.", "number", "5–14", "5–13"),
        ("The ferry leaves at 5 pm.", "The ferry leaves at 6 pm.", "number", "5 pm", "6 pm"),
        ("This is the third harbour of Norrvik.", "This is the fourth harbour of Norrvik.", "number", "third", "fourth"),
        ("It won two prizes.", "It won three prizes.", "number", "two", "three"),
        ("Half of the boats sank.", "A third of the boats sank.", "number", "Half", "A third"),
        ("Die Anlage hat 24 Turbinen.", "Die Anlage hat dreißig Turbinen.", "number", "24", "dreißig"),
        ("The sister ship carries 80 cars.", "The ship carries 80 people and the sister ship carries 60 cars.", "number", "80", "60"),
        # dates
        ("It opened in 1929.", "It opened in 1992.", "date", "1929", "1992"),
        ("The harbour opened on 3 May 2021.", "The harbour opened on 4 May 2021.", "date", "3 May 2021", "4 May 2021"),
        ("The harbour opened in May 2021.", "The harbour opened on 3 June 2021.", "date", "May 2021", "3 June 2021"),
        ("The harbour opened in the 1980s.", "The harbour opened in 1994.", "date", "1980s", "1994"),
        ("The harbour opened on 3 May.", "The harbour opened on 5 May 2021.", "date", "3 May", "5 May 2021"),
        ("The harbour opened on Monday.", "The harbour opened on Tuesday.", "date", "Monday", "Tuesday"),
        ("The harbour opened in Q3 2020.", "The harbour opened in Q2 2020.", "date", "Q3 2020", "Q2 2020"),
        ("Der Hafen wurde im März 2021 eröffnet.", "Der Hafen wurde im Mai 2021 eröffnet.", "date", "März 2021", "Mai 2021"),
        ("She was born on 5 May 1920.", "She (5 June 1920 – 1 May 1999) was born in Oslo.", "date", "5 May 1920", "5 June 1920"),
        ("The mill closed in 1990.", "The mill opened in 1990 and closed in 2000.", "date", "1990", "2000"),
        # names
        ("Anna Berg runs the array.", "Peter Berg runs the array.", "name", "Anna Berg", "Peter Berg"),
        ("The array is run by Anna Berg.", "The array is run by Olga Lind.", "name", "Anna Berg", "Olga Lind"),
        ("The ferry sails to Norrvik every day.", "The ferry sails to Sandvik every day.", "name", "Norrvik", "Sandvik"),
        ("The plan was approved by the IEA.", "The plan was approved by the OECD.", "name", "IEA", "OECD"),
        ("The firm is based in Austria.", "The firm is based in Australia.", "name", "Austria", "Australia"),
        ("The firm is based in Niger.", "The firm is based in Nigeria.", "name", "Niger", "Nigeria"),
        ("The Nigerian minister resigned.", "The Niger minister resigned.", "name", "Nigerian", "Niger"),
        ("The Indian minister resigned.", "The Indiana minister resigned.", "name", "Indian", "Indiana"),
        ("The firm is based in Romania.", "The firm is based in Rome.", "name", "Romania", "Rome"),
        ("The prize went to Anna Hawkins.", "The prize went to Anna Hawking.", "name", "Anna Hawkins", "Anna Hawking"),
        ("The hut stands on Mount Norr.", "The hut stands on Mount Sund.", "name", "Mount Norr", "Mount Sund"),
        ("The prize went to Martin.", "The prize went to Martinez.", "name", "Martin", "Martinez"),
        ("The prize went to Johns.", "The prize went to Johnson.", "name", "Johns", "Johnson"),
        ("The prize went to Henry VIII.", "The prize went to Henry VII.", "name", "Henry VIII", "Henry VII"),
        ("Paris is the capital of Norland.", "London is the capital of Norland.", "name", "Paris", "London"),
        # negation
        ("The pump did not start.", "The pump started.", "negation", "not start", "started"),
        ("The pump started.", "The pump did not start.", "negation", "started", "not start"),
        ("The pump started in 2020.", "The pump never started in 2020.", "negation", "started", "never started"),
        ("The boat has a licence.", "The boat has no licence.", "negation", "licence", "no licence"),
        ("The boat sails without a licence.", "The boat sails with a licence.", "negation", "without a licence", "licence"),
        ("The tool requires a password.", "The tool requires no password.", "negation", "password", "no password"),
        ("The bridge did not open in 1937.", "The bridge opened in 1937.", "negation", "not open", "opened"),
        ("The draw is repeated until it is even.", "The draw is not repeated until it is even.", "negation", "repeated", "not repeated"),
        ("The mill is not usually open in May.", "The mill is usually open in May. The lock is not usually manned.", "negation", "not usually", "usually"),
        ("The firm disclosed the price.", "The firm declined to disclose the price.", "negation", "disclosed", "declined to disclose"),
        ("All patients recovered.", "No patients recovered.", "negation", "patients", "No patients"),
        ("Dogs are allowed.", "No dogs allowed.", "negation", "Dogs", "No dogs"),
        ("There is evidence that tea cures colds.", "There is no evidence that tea cures colds.", "negation", "evidence", "no evidence"),
        ("There is no evidence that tea cures colds.", "There is evidence that tea cures colds.", "negation", "no evidence", "evidence"),
        ("The ferry runs on Sundays.", "The ferry doesn’t run on Sundays.", "negation", "runs", "doesn’t run"),
        ("The ferry no longer serves Norrvik.", "The ferry serves Norrvik.", "negation", "no longer serves", "serves"),
        ("The crew failed to stop the fire.", "The crew stopped the fire.", "negation", "failed to stop", "stopped"),
        ("The harbour is not the largest in Norland.", "The harbour is the largest in Norland.", "negation", "not the largest", "largest"),
        ("Die Fähre fährt sonntags nicht.", "Die Fähre fährt sonntags.", "negation", "fährt sonntags nicht", "fährt"),
        ("Die Insel hat keine Brücke.", "Die Insel hat eine Brücke.", "negation", "keine Brücke", "Brücke"),
        # direction
        ("Sales increased in 2020.", "Sales fell in 2020.", "direction", "increased", "fell"),
        ("The harbour opened before the bridge.", "The harbour opened after the bridge.", "direction", "before", "after"),
        ("It is the largest harbour in Norland.", "It is the smallest harbour in Norland.", "direction", "largest", "smallest"),
        ("The museum is open on Sundays.", "The museum is closed on Sundays.", "direction", "open", "closed"),
        ("Dogs are allowed on the ferry.", "Dogs are forbidden on the ferry.", "direction", "allowed", "forbidden"),
        ("Water levels were higher in spring.", "Water levels were lower in spring.", "direction", "higher", "lower"),
        ("The price includes breakfast.", "The price excludes breakfast.", "direction", "includes", "excludes"),
        ("The dam is privately owned.", "The dam is publicly owned.", "direction", "privately", "publicly"),
        ("Das Museum ist montags geöffnet.", "Das Museum ist montags geschlossen.", "direction", "geöffnet", "geschlossen"),
        ("Norrvik exports timber.", "Norrvik imports timber.", "direction", "exports", "imports"),
        ("Her mother ran the mill.", "Her father ran the mill.", "direction", "mother", "father"),
        ("Shares rose 5%.", "Shares fell 5%.", "direction", "rose", "fell"),
        ("The chain opened 40 stores.", "The chain closed 40 stores.", "direction", "opened", "closed"),
        ("The agency approved 12 drugs.", "The agency rejected 12 drugs.", "direction", "approved", "rejected"),
        ("Norland exports 40 tonnes of fish.", "Norland imports 40 tonnes of fish.", "direction", "exports", "imports"),
        ("Shares gained 5%.", "Shares lost 5%.", "direction", "gained", "lost"),
        ("The tax raised prices.", "The tax lowered prices.", "direction", "raised", "lowered"),
        ("The firm made a profit of $5 million.", "The firm made a loss of $5 million.", "direction", "profit", "loss"),
        ("The bill was passed by the council.", "The bill was rejected by the council.", "direction", "passed", "rejected"),
        ("The offer was accepted.", "The offer was declined.", "direction", "accepted", "declined"),
        ("The court upheld the ruling.", "The court overturned the ruling.", "direction", "upheld", "overturned"),
        ("The method is reliable.", "The method is unreliable.", "direction", "reliable", "unreliable"),
        ("The tenant must repair the roof.", "The landlord must repair the roof.", "direction", "tenant", "landlord"),
        ("The first 20 users pay less.", "The last 20 users pay less.", "direction", "first", "last"),
        ("The ferry sails in winter.", "The ferry sails in summer.", "direction", "winter", "summer"),
        # roles
        ("In 2019 Berg sued Acme.", "Acme sued Berg in 2019.", "name", "Berg", "Acme"),
        ("Norland lost the isle to Sandland.", "Sandland lost the isle to Norland in 1850.", "name", "Norland", "Sandland"),
        ("Norrvik lies in Anders.", "Anders lies in Norrvik.", "name", "Norrvik", "Anders"),
        ("Acme sued Berg.", "Berg (of Oslo) sued the Acme.", "name", "Acme", "Berg"),
        ("Frau Lund verklagte Herrn Berg.", "Herr Berg verklagte Frau Lund.", "name", "Frau Lund", "Herrn Berg"),
    ],
)  # fmt: skip
def test_one_changed_detail_is_a_conflict(
    claim: str, evidence: str, kind: str, said: str, source: str
) -> None:
    (conflict,) = compare(claim, evidence)
    assert (conflict.kind, conflict.claim_value, conflict.source_value) == (kind, said, source)
    assert claim[conflict.span.start : conflict.span.end] == said
    assert said in conflict.message
    assert source in conflict.message


@pytest.mark.parametrize(
    ("claim", "evidence", "kind", "said"),
    [
        ("The harbour opened in 1929.", "The harbour is deep.", "date", "1929"),
        ("The harbour opened on 3 May 2021.", "The harbour opened in 2021.", "date", "3 May 2021"),
        ("The harbour opened on 3 May 2021.", "The harbour opened in May 2021.", "date", "3 May 2021"),
        ("The harbour holds 24 boats.", "The harbour holds boats.", "number", "24"),
        ("It yields 5 MW.", "It yields 20 GWh.", "number", "5 MW"),
        ("The region has 3,482,110 people.", "The region has about 3.5 million people.", "number", "3,482,110"),
        ("The harbour was built by Anna Berg.", "The harbour was built of stone.", "name", "Anna Berg"),
        ("The plan was approved by the IEA.", "The plan was approved.", "name", "IEA"),
        ("The old ferry sails to Norrvik.", "The old ferry sails.", "name", "Norrvik"),
    ],
)  # fmt: skip
def test_a_detail_that_the_source_lacks_has_no_source_value(
    claim: str, evidence: str, kind: str, said: str
) -> None:
    (conflict,) = compare(claim, evidence)
    assert (conflict.kind, conflict.claim_value, conflict.source_value) == (kind, said, None)
    assert claim[conflict.span.start : conflict.span.end] == said
    assert "the source" in conflict.message


def test_several_conflicts_come_in_the_order_of_the_claim() -> None:
    found = compare(
        "In 1929 the array of Anna Berg had 24 turbines.",
        "In 1992 the array of Olga Lind had 30 turbines.",
    )
    assert [c.claim_value for c in found] == ["1929", "Anna Berg", "24"]
    assert [c.source_value for c in found] == ["1992", "Olga Lind", "30"]


def test_the_counterpart_is_the_one_among_the_same_words() -> None:
    evidence = "The museum has 12 rooms. The harbour holds 30 boats. The town has 9 mills."
    (conflict,) = compare("The harbour holds 24 boats.", evidence)
    assert conflict.source_value == "30"


def test_a_value_that_another_detail_of_the_claim_carries_is_no_counterpart() -> None:
    (conflict,) = compare("They keep 10 dogs and 20 cats.", "They keep 10 dogs and some cats.")
    assert (conflict.claim_value, conflict.source_value) == ("20", None)


@pytest.mark.parametrize(
    ("claim", "evidence", "values"),
    [
        ("He was born in 1999 and died in 1920.", "He was born in 1920 and died in 1999.", ["1999", "1920"]),
        ("Sales rose from 52% to 48%.", "Sales rose from 48% to 52%.", ["52%", "48%"]),
        ("The fund returned 5% and the index 8%.", "The fund returned 8% and the index 5%.", ["5%", "8%"]),
        ("The mill has 12 sails and 14 floors.", "The mill has 14 sails and 12 floors.", ["12", "14"]),
        ("The hall is 40 m long and 12 m wide.", "The hall is 12 m long and 40 m wide.", ["40 m", "12 m"]),
    ],
)  # fmt: skip
def test_two_values_that_changed_places_are_conflicts(
    claim: str, evidence: str, values: list[str]
) -> None:
    found = compare(claim, evidence)
    assert [c.claim_value for c in found] == values
    assert [c.source_value for c in found] == values[::-1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("He was born in 1920 and died in 1999.", "He died in 1999 and was born in 1920."),
        ("Born in 1920, he died in 1999.", "He was born in 1920 and died in 1999."),
        ("Sales rose from 48% to 52%.", "Sales rose to 52% from 48%."),
        ("The fund returned 5% and the index 8%.", "The index returned 8% and the fund 5%."),
        ("The fund and the index returned 5% and 8%.", "The index and the fund returned 8% and 5%."),
        ("The mill has 12 sails and 14 floors.", "The mill has 14 floors and 12 sails."),
        ("The hall is 40 m long and 12 m wide.", "The hall is 12 m wide and 40 m long."),
        ("It rose from 5% to 8% and fell from 8% to 5%.", "It fell from 8% to 5%, having risen from 5% to 8%."),
        ("In 1999, 25 boats sank and in 2000, 38 boats.", "25 boats sank in 1999 and 38 in 2000."),
        ("Norland won 5-3 in 1999 and lost 2-6 in 2001.", "In 2001 Norland lost 2-6, in 1999 it won 5-3."),
        ("A ticket costs 15 euros for adults and 8 euros for children.", "A ticket costs children 8 euros and adults 15 euros."),
    ],
)  # fmt: skip
def test_two_values_in_another_order_are_none(one: str, other: str) -> None:
    assert compare(one, other) == ()
    assert compare(other, one) == ()


def test_a_mention_of_the_other_opposite_is_no_conflict() -> None:
    assert compare("Sales fell in 2020.", "Sales fell in 2020 after they rose in 2019.") == ()
