"""annual-report-2023.pdf: two pages, with one sentence that runs over the page end."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fpdf import FPDF

TITLE = "Annual report 2023 of the Norrvik Sound Tidal Array"
AUTHOR = "Norrvik Municipal Energy"
DATE = datetime(2024, 2, 20, 9, 0, tzinfo=timezone.utc)

# The sentence "The delay had two causes ..." runs over the end of page 1: a change of the text
# before it, or of the layout, may move the page end (tests/unit/test_samples.py tells).
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "The year in short",
        (
            "The Norrvik Sound Tidal Array consists of 14 turbines of 1.5 MW each. Its rated "
            "power is 21 MW. In 2023, the first full calendar year with all turbines in service, "
            "it delivered 52.8 GWh to the regional grid. That is 17.6 percent more than the 44.9 "
            "GWh of 2022, when the array was still being completed until 22 March. At a demand of "
            "4,000 kWh a year, the output of 2023 covers about 13,200 homes.",
            "The long-term forecast for an average year is 58 GWh. Three things kept the result "
            "below it: the failure of turbine T09 in spring, the night stops for young salmon in "
            "May, and a tidal year whose spring tides were weaker than the average.",
        ),
    ),
    (
        "Output",
        (
            "The best month was September with 4,869 MWh, the weakest was May with 3,622 MWh. T03 "
            "was the most productive turbine and delivered 4,157 MWh; T09 came last with 3,328 "
            "MWh because of its long stop. The capacity factor of the whole array was 28.7 "
            "percent, against 31.5 percent in the forecast.",
            "The highest power was measured at the spring tide of 30 September 2023: 19.6 MW at "
            "the substation in Hesten, 93 percent of the rated value. The full 21 MW cannot be "
            "reached in practice, since the western row takes energy out of the current before "
            "the water arrives at the eastern row on the rising tide, and the other way round on "
            "the falling tide.",
        ),
    ),
    (
        "Availability and maintenance",
        (
            "The technical availability of the array was 94.0 percent. Without T09 it was 95.0 "
            "percent, which is the value that the builder guarantees. Each turbine is raised for "
            "an overhaul every 18 months. Nine lifts were made in 2023 with the vessel Havtern; "
            "two more had to be broken off because a latch did not open in time.",
        ),
    ),
    (
        "The failure of T09",
        (
            "On 11 April 2023 a lost trawl net wrapped itself around the rotor of T09, pushed the "
            "shaft seal aside and let sea water into the gearbox. The turbine was brought to the "
            "workshop on 16 April and returned to service on 3 June, after 53 days. About 500 MWh "
            "were lost. The repair cost 640,000 euros; the insurer carried 410,000 euros of that "
            "and the utility the remaining 230,000 euros. Since then an alarm is raised when the "
            "oil holds more than 500 ppm of water, and no turbine is restarted after a vibration "
            "alarm before its rotor has been inspected by the robot.",
        ),
    ),
    (
        "From the plan to the finished array",
        (
            "The first plan, approved by the council on 17 June 2017, foresaw 12 turbines and a "
            "start of regular service in May 2021. A survey of the currents in 2019 showed room "
            "for two more turbines, and the design was changed to 14 in October of that year. "
            "First power was delivered by T01 on 9 September 2021, and the whole array was "
            "commissioned on 22 March 2022, ten months later than planned. The delay had two "
            "causes: the plugs that connect the turbines under water were delivered late, and the "
            "route of the export cable was moved around an eelgrass meadow, which made the cable "
            "4.6 km long instead of the 4.2 km of the plan.",
            "The council had approved 96.4 million euros. The final cost was 118.7 million euros. "
            "Of the difference of 22.3 million euros, 13.5 million are due to the two additional "
            "turbines, 5.2 million to the longer cable and the rest to the delay.",
        ),
    ),
    (
        "Wildlife",
        (
            "No collision of a marine mammal with a rotor was recorded. The count of August 2023 "
            "found 231 harbour seals on the skerries, 19 more than in 2021, before the first "
            "turbine ran. Rotors were slowed down 87 times because porpoises came near, at a cost "
            "of 29 MWh. The eastern row stood still at night from 1 to 20 May while young salmon "
            "left the rivers, which cost about 430 MWh.",
        ),
    ),
    (
        "Customers and tariffs",
        (
            "At the end of 2023 the utility supplied 11,260 customers. During the whole year "
            "households in the tariff Tide Home paid 17.4 cents per kilowatt-hour. On 24 October "
            "2023 the council agreed to a price of 18.9 cents from 1 January 2024. Most of the "
            "rise passes on a higher charge of the regional grid; 0.4 cents go into the repair "
            "reserve, which the failure of T09 had nearly emptied.",
        ),
    ),
    (
        "Finances and outlook",
        (
            "The sale of electricity from the array brought 9.1 million euros. After operation, "
            "maintenance and debt service a surplus of 0.3 million euros remained, which was put "
            "into the reserve. For 2024 the utility expects 55 GWh. It assumes that no turbine is "
            "out of service for more than 20 days, and that the night stops in May are repeated "
            "in the same form.",
            "A decision on two further turbines, T15 and T16, will not be taken before 2026. The "
            "council first wants to see three full years of measurements.",
        ),
    ),
)


def build(path: Path) -> None:
    """Writes the report to ``path``."""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_compression(False)  # readable in a diff, and the same with every version of zlib
    pdf.set_creation_date(DATE)
    pdf.set_producer("attrib sample library")
    pdf.set_title(TITLE)
    pdf.set_author(AUTHOR)
    pdf.set_lang("en")
    pdf.set_margin(24)
    pdf.set_auto_page_break(True, margin=24)
    pdf.add_page()
    _line(pdf, TITLE, size=17, style="B")
    _line(pdf, f"{AUTHOR}, {DATE.day} February {DATE.year}", size=10.5, style="I")
    for heading, paragraphs in SECTIONS:
        pdf.ln(2.5)
        _line(pdf, heading, size=13, style="B")
        for paragraph in paragraphs:
            _line(pdf, paragraph, size=10.5)
    pdf.output(str(path))


def _line(pdf: FPDF, text: str, size: float, style: str = "") -> None:
    pdf.set_font("helvetica", style=style, size=size)
    pdf.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(1.5)
