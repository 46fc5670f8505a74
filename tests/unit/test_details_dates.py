"""Dates in the forms that reports and calendars use: what means the same, and what does not."""

# ruff: noqa: E501 (one case a line, so that claim and evidence stand side by side)

from __future__ import annotations

import pytest

from attrib.attribution.details import compare


def overruled(claim: str, evidence: str) -> list[str]:
    """The dates of ``claim`` that ``evidence`` has otherwise or not at all."""
    return [c.claim_value for c in compare(claim, evidence) if c.kind == "date"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("The fiscal year 2023 ended in June.", "FY2023 ended in June."),
        ("The fiscal year 2023 ended in June.", "FY23 ended in June."),
        ("The treaty was signed on 13-Apr-2020.", "The treaty was signed on April 13, 2020."),
        ("The treaty was signed on 13-Apr-20.", "The treaty was signed on April 13, 2020."),
        ("The treaty was signed on 4/13/20.", "The treaty was signed on April 13, 2020."),
        ("The treaty was signed in April '20.", "The treaty was signed on April 13, 2020."),
        ("It is open Monday to Friday.", "It is open Mon–Fri."),
        ("It is open Mon-Fri.", "It is open from Monday to Friday."),
        ("It is closed on Mon, Wed and Fri.", "It is closed on Mondays, Wednesdays and Fridays."),
        ("The Sun is hot and he sat there.", "It is hot and he sat there."),
        ("Sat on the bench, the Sun and Mon were seen.", "The Sun and Mon were seen."),
        ("It was held on Tuesday, November 3, 2020.", "It was held on November 3, 2020."),
        ("It was held on Tue, Nov 3, 2020.", "It was held on Tuesday, November 3, 2020."),
        ("It happened on July 4th.", "It happened on the Fourth of July."),
        ("It was written around 1600.", "It was written in 1598."),
        ("It was written around 1600.", "It was written c. 1600."),
        ("It was written in 1600.", "It was written around 1600."),
        ("It was founded in the 1800s.", "It was founded in 1887."),
        ("It was founded in the nineteenth century.", "It was founded in the 1800s."),
        ("Revenue rose in the third quarter of 2023.", "Revenue rose in 3Q23."),
        ("Revenue rose in the third quarter of 2023.", "Revenue rose in Q3 '23."),
        ("Revenue rose in the first half of 2023.", "Revenue rose in 1H23."),
        ("Revenue rose in 3Q2023.", "Revenue rose in Q3 2023."),
        ("She was born on Saturday, February 10, 1894.", "She (10 Feb 1894 – 29 Dec 1986) was born."),
        ("It was held on Tuesday, 3 March.", "It was held on 3 March 2020."),
        ("It was held on Tuesday, 3 March.", "It was held on Tuesday. It is dated 3 March."),
        ("The bridge was built before 1950.", "The bridge was built in 1931."),
        ("The bridge was built before 1950.", "The bridge was built on 3 May 1931."),
        ("The bridge was built prior to 1932.", "The bridge was built in 1931."),
        ("The bridge was built after 1900.", "The bridge was built in 1931."),
        ("By 1950 the bridge had opened.", "The bridge opened in 1931."),
        ("By 1931 the bridge had opened.", "The bridge opened in 1931."),
        ("Die Brücke wurde vor 1950 gebaut.", "Die Brücke wurde 1931 gebaut."),
        ("He lived there after 1950.", "He lived there after 1950."),
        ("The war ended before 10 May 1940.", "The war ended on 3 May 1940."),
        ("The war ended before 10 May 1940.", "The war ended in 1939."),
        ("The war ended after May 1940.", "The war ended in June 1940."),
        ("The war ended before March.", "The war ended in February."),
        ("The war ended before the 1950s.", "The war ended in 1948."),
        ("The war ended by the end of May 1950.", "The war ended on 3 May 1950."),
        ("The war ended no later than 1950.", "The war ended in 1948."),
        ("The war ended not before 1950.", "The war ended in 1958."),
        ("The war ended in 1950 or later.", "The war ended in 1958."),
        ("The war ended no later than the 1950s.", "The war ended in 1940."),
        ("The war ended not after 1950.", "The war ended in 1949."),
        ("The war ended before the end of the 1920s.", "The war ended in 1925."),
        ("The war ended by Friday 3 May 1940.", "The war ended on 1 May 1940."),
        ("It was sold before the 2016 election.", "It was sold in March 2016, before the election."),
        ("It was renamed after the 1917 revolution.", "It was renamed in November 1917."),
        ("The bill passed after May resigned.", "May resigned and the bill passed."),
        ("The law passed before 4 January.", "The law passed on 30 December."),
        ("The pre-1950 house stands.", "The house, which stands, is of 1931."),
        ("The bridge was finished by Q3 2020.", "The bridge was finished in Q2 2020."),
        ("The city fell before 44 BC.", "The city fell in 60 BC."),
        ("The mill burnt in the 70s.", "The mill burnt in 1973."),
        ("The mill burnt in the 70's.", "The mill burnt in the mid-'70s."),
        ("The mill burnt in the early 70's.", "The mill burnt in 1973."),
        ("The mill burnt in the 1970s.", "The mill burnt in the late 70s."),
    ],
)  # fmt: skip
def test_the_same_date_in_another_form_agrees(claim: str, evidence: str) -> None:
    assert overruled(claim, evidence) == []


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("Revenue rose in FY23.", "Revenue rose in FY22.", "FY23"),
        ("Revenue rose in FY2023.", "Revenue rose in FY2022.", "FY2023"),
        ("The treaty was signed on 13-Apr-2020.", "The treaty was signed on April 14, 2020.", "13-Apr-2020"),
        ("The treaty was signed on 4/13/20.", "The treaty was signed on 4/15/20.", "4/13/20"),
        ("It is open Monday to Friday.", "It is open Mon–Sat.", "Friday"),
        ("It was held on Monday, November 3, 2020.", "It was held on November 3, 2020.", "Monday"),
        ("It happened on July 4th.", "It happened on the Fifth of July.", "July 4th"),
        ("It was written around 1600.", "It was written in 1550.", "1600"),
        ("The bridge was built before 1931.", "The bridge was built in 1940.", "1931"),
        ("The bridge was built after 1950.", "The bridge was built in 1931.", "1950"),
        ("By 1920 the bridge had opened.", "The bridge opened in 1931.", "1920"),
        ("It has been open since 1931.", "It has been open since 1940.", "1931"),
        ("He lived there after 1945.", "He lived there after 1950.", "1945"),
        ("By 1979 cars were smaller.", "By 1977 cars were smaller.", "1979"),
        ("The bridge opened in 1931.", "The bridge opened before 1950.", "1931"),
        ("The war ended before 10 May 1940.", "The war ended on 13 May 1940.", "10 May 1940"),
        ("The war ended before 10 May 1940.", "The war ended in 1940.", "10 May 1940"),
        ("The war ended after May 1940.", "The war ended in April 1940.", "May 1940"),
        ("The war ended before March.", "The war ended in April.", "March"),
        ("The war ended before the 1950s.", "The war ended in 1953.", "1950s"),
        ("The war ended no later than 1950.", "The war ended in 1958.", "1950"),
        ("The war ended no later than the 1950s.", "The war ended in 1970.", "1950s"),
        ("The war ended no earlier than the 1950s.", "The war ended in 1942.", "1950s"),
        ("The war ended not after 1950.", "The war ended in 1951.", "1950"),
        ("The shop opened in May.", "The shop may open in June.", "May"),
        ("The war ended in 1950 or earlier.", "The war ended in 1953.", "1950"),
        ("The war ended before 1950.", "The war ended after 1950.", "1950"),
        ("The war ended by Friday.", "The war ended on Thursday.", "Friday"),
        ("It was closed before 1950.", "It was built in 1931 and it was closed in 1960.", "1950"),
        ("It was written in 1598.", "It was written around 1600.", "1598"),
        ("It was founded in the 1800s.", "It was founded in 1787.", "1800s"),
        ("It was founded in the 1880s.", "It was founded in 1892.", "1880s"),
        ("Revenue rose in 3Q23.", "Revenue rose in 4Q23.", "3Q23"),
        ("Revenue rose in the first half of 2023.", "Revenue rose in 2H23.", "first half of 2023"),
        ("She was born on Monday February 10, 1894.", "She (10 Feb 1894 – 29 Dec 1986) was born.", "Monday"),
        ("It was held on Tuesday.", "It was held on 3 March 2020.", "Tuesday"),
        ("The mill burnt in the 70s.", "The mill burnt in 1983.", "70s"),
    ],
)  # fmt: skip
def test_another_date_conflicts(claim: str, evidence: str, said: str) -> None:
    assert overruled(claim, evidence) == [said]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Her second book came in 1992.", "Her debut came in 1979, a second book thirteen years later."),
        ("The mill was sold in 1931.", "The mill burned down in 1929 and was sold two years after."),
        ("The dam was planned for 1929.", "The dam, begun in 1931, was planned two years earlier."),
        ("He was born in 1925.", "He died in 2007 at the age of 81."),
        ("He was born in 1926.", "He died in 2007 at the age of 81."),
        ("It earned $5 million in 2022.", "It earned $6 million in 2023, up from $5 million the previous year."),
        ("It earned $5 million in 2022.", "It earned $6 million in 2023, after $5 million the year before."),
        ("It earned $5 million in 2022.", "The prior year's $5 million rose to $6 million in 2023."),
        ("It earned $5 million in Q3 2022.", "It earned $6 million in Q3 2023, compared with $5 million a year earlier."),
        ("It earned $5 million in Q3 2022.", "It earned $6 million in Q3 2023, from $5 million in the same quarter last year."),
        ("It earned $5 million in Q4 2022.", "It earned $6 million in Q1 2023, from $5 million in the previous quarter."),
        ("It earned $5 million in 2022 and $6 million in 2023.", "It earned $6 million in 2023, from $5 million the year before."),
        ("The previous year, in 2022, it earned $5 million.", "It earned $6 million in 2023, and $5 million the previous year."),
        ("It earned $8 million in 2024.", "In 2023 it earned $6 million and, the following year, $8 million."),
        ("2022 waren es 5 Millionen Euro.", "2023 waren es 6 Millionen Euro, nach 5 Millionen Euro im Vorjahr."),
        ("The law took effect in July 2020.", "The law, passed in May 2020, took effect two months later."),
        ("The law took effect in January 2021.", "The law, passed in November 2020, took effect two months later."),
        ("The law took effect in July.", "The law, passed on 3 May 2020, took effect two months later."),
        ("The law took effect on 13 May 2020.", "The law, passed on 3 May 2020, took effect ten days later."),
    ],
)  # fmt: skip
def test_a_date_that_follows_from_another_is_borne_out(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Her second book came in 1966.", "Her debut came in 1979, a second book thirteen years later."),
        ("Her second book came in 1993.", "Her debut came in 1979, a second book thirteen years later."),
        ("He was born in 1924.", "He died in 2007 at the age of 81."),
        ("The mill was sold in 1949.", "The mill was sold in 1929 and ran for twenty years."),
        ("It earned $5 million in 2021.", "It earned $6 million in 2023, up from $5 million the previous year."),
        ("It earned $6 million in 2022.", "It earned $6 million in 2023, up from $5 million the previous year."),
        ("It earned $6 million in Q3 2022.", "It earned $6 million in Q3 2023, compared with $5 million a year earlier."),
        ("It earned $5 million in Q2 2022.", "It earned $6 million in Q3 2023, compared with $5 million a year earlier."),
        ("It joined in 1983 and left the following year.", "It joined in 1982 and left the following year."),
        ("It sank on 7 May 2015.", "It sank on 7 May 2011, a multiple of four years after 1999."),
        ("It sank last in 2022.", "It sank in 2023, and last year it burned."),
        ("The law took effect in August 2020.", "The law, passed in May 2020, took effect two months later."),
        ("The law took effect on 14 May 2020.", "The law, passed on 3 May 2020, took effect ten days later."),
    ],
)  # fmt: skip
def test_a_date_that_does_not_follow_is_a_conflict(claim: str, evidence: str) -> None:
    assert [conflict.kind for conflict in compare(claim, evidence)] == ["date"]


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        ("Q1 2023 revenue was $5 million.", "Q1 revenue was $5 million and Q2 revenue $6 million in 2023."),
        ("In March 2023 they sold 5 boats.", "In 2023, they sold 5 boats in March and 7 boats in April."),
        ("The school reopened on 4 May 2020.", "The school closed on 12 March 2020 and reopened on 4 May."),
        ("The pool was closed from June 2022 to August 2022.", "From June to August 2022 the pool was closed."),
        ("The ferry sailed again on March 3, 2024.", "Logbook 2024\nOn March 3 the ferry sailed again."),
        ("In Q1 2023 the value was 135.", "Quarter: Q1; 2022: 120; 2023: 135"),
        ("In March 2023 they sold 5 boats.", "Report 2023\nIn March, 5 boats were sold, more than in 2022."),
        ("In March 2023 they sold 5 boats.", "Report 2023\nMonth: March; Boats: 5"),
    ],
)  # fmt: skip
def test_a_date_may_stand_apart_from_its_year(claim: str, evidence: str) -> None:
    assert compare(claim, evidence) == ()


@pytest.mark.parametrize(
    ("claim", "evidence", "said"),
    [
        ("In March 2023 they sold 5 boats.", "In March of 2022 they sold 5 boats. In 2023 they sold more.", "March 2023"),
        ("In March 2023 they sold 5 boats.", "In 2022, they sold 5 boats in March and in 2023 7.", "March 2023"),
        ("In March 2023 they sold 5 boats.", "They sold 5 boats in March. In 2023 they stopped.", "March 2023"),
        ("In March 2023 they sold 5 boats.", "In 2023, they sold 5 boats in May.", "March 2023"),
        ("The ferry sailed again on March 3, 2024.", "Logbook 2023\nOn March 3 the ferry sailed again.", "March 3, 2024"),
        ("In March 2023 they sold 5 boats.",
         "Year: 2023; Month: April; Boats: 7\nYear: 2022; Month: March; Boats: 5", "March 2023"),
    ],
)  # fmt: skip
def test_a_date_apart_from_another_year_is_another_date(
    claim: str, evidence: str, said: str
) -> None:
    assert overruled(claim, evidence) == [said]
