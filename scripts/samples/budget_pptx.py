"""budget-2024.pptx: five slides with speaker's notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

TITLE = "Tidal array: budget 2024"
AUTHOR = "Oskar Lindqvale"
DATE = datetime(2023, 12, 5, 18, 0)


@dataclass(frozen=True)
class Slide:
    """One slide: its title, its bullet points, and what the speaker says."""

    title: str
    points: tuple[str, ...]
    notes: str


SLIDES = (
    Slide(
        TITLE,
        ("Oskar Lindqvale, head of finance", "Norrvik municipal council, 5 December 2023"),
        "Good evening. I will show what the array brought in this year, what we plan for 2024, "
        "and what the failure of turbine T09 has taught us about our reserve. The council votes "
        "on the budget tonight; the tariffs were already agreed on 24 October.",
    ),
    Slide(
        "2023: a good year with one expensive spring",
        (
            "Output: more than 52 GWh expected by the end of December (2022: 44.9 GWh)",
            "T09 out of service for 53 days after a fishing net caught its rotor",
            "Repair: 640,000 euros, of which 230,000 euros were not insured",
            "Repair reserve down to 70,000 euros in July",
        ),
        "The repair reserve held 300,000 euros in January. After we had paid our share of the "
        "repair, only 70,000 euros were left. A second failure of the same size could not have "
        "been paid without a loan. The insurance premium rises by 12 percent next year because of "
        "this claim.",
    ),
    Slide(
        "Income and spending planned for 2024",
        (
            "Sale of electricity: 9.8 million euros, from 55 GWh",
            "Debt service: 3.9 million euros",
            "Operation: 2.6 million euros",
            "Maintenance: 1.9 million euros for ten lifts and new anti-fouling coats",
            "Repair reserve: 1.0 million euros",
            "Wildlife monitoring: 0.4 million euros",
        ),
        "Income and spending are balanced. The largest item is still the debt: we borrowed 84 "
        "million euros over 25 years and will have paid it back in 2047. Operation contains the "
        "wages of 31 employees. Maintenance is 200,000 euros higher than in 2023, since the first "
        "turbines need a new coat of anti-fouling paint earlier than we thought.",
    ),
    Slide(
        "What customers pay",
        (
            "Household tariff Tide Home: 18.9 cents per kWh from 1 January 2024, so far 17.4 cents",
            "Base price unchanged at 8.50 euros a month",
            "A home that uses 4,000 kWh pays 60 euros a year more",
            "Rebate of 90 euros for households with housing benefit",
        ),
        "The rise is 1.5 cents. Of this, 1.1 cents go to the operator of the regional grid, and "
        "we cannot influence them. The other 0.4 cents build up the repair reserve again. With "
        "them the reserve should reach 2 million euros by the end of 2025. Even after the rise "
        "our price stays below the average of the region, which is 21.3 cents.",
    ),
    Slide(
        "Not in this budget",
        (
            "Turbines T15 and T16: decision postponed until 2026",
            "Battery at the Hesten substation: study first, 60,000 euros",
            "Longer opening hours of the Tide House in winter: rejected, too few visitors",
        ),
        "The two extra turbines would cost about 15 million euros together. We want three full "
        "years of measurements before we ask the council to decide. The battery could carry the "
        "town over slack water, when the array stands still; the study compares sizes from 5 to "
        "20 MWh and will be presented in September 2024. In January and February the Tide House "
        "had only 24 guests a day.",
    ),
)


def build(path: Path) -> None:
    """Writes the presentation to ``path``."""
    from pptx import Presentation

    presentation = Presentation()
    properties = presentation.core_properties
    properties.title, properties.author, properties.language = TITLE, AUTHOR, "en"
    properties.last_modified_by, properties.comments, properties.revision = AUTHOR, "", 1
    properties.created = properties.modified = DATE
    for number, slide in enumerate(SLIDES):
        layout = presentation.slide_layouts[0 if number == 0 else 1]
        page = presentation.slides.add_slide(layout)
        page.shapes.title.text = slide.title
        page.placeholders[1].text_frame.text = "\n".join(slide.points)
        page.notes_slide.notes_text_frame.text = slide.notes
    presentation.save(str(path))
