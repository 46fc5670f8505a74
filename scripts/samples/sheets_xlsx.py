"""output-and-tariffs.xlsx: the monthly output of each turbine, and the table of tariffs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

TITLE = "Output 2023 and tariffs"
AUTHOR = "Norrvik Municipal Energy"
DATE = datetime(2024, 1, 18, 9, 0)

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

OUTPUT: tuple[tuple[str, tuple[int, ...]], ...] = (
    ("T01", (315, 305, 339, 317, 310, 304, 305, 328, 344, 342, 315, 298)),
    ("T02", (321, 302, 336, 328, 316, 320, 317, 334, 364, 345, 331, 309)),
    ("T03", (338, 330, 362, 356, 331, 333, 340, 353, 382, 365, 342, 325)),
    ("T04", (331, 323, 346, 340, 319, 316, 326, 345, 359, 360, 333, 323)),
    ("T05", (317, 304, 341, 315, 305, 306, 304, 324, 341, 343, 321, 302)),
    ("T06", (311, 300, 328, 316, 300, 297, 305, 326, 338, 338, 266, 299)),
    ("T07", (304, 301, 325, 304, 293, 293, 290, 311, 328, 321, 299, 292)),
    ("T08", (310, 307, 334, 330, 241, 307, 310, 335, 354, 351, 316, 305)),
    ("T09", (319, 318, 348, 109, 0, 271, 310, 331, 355, 343, 318, 306)),
    ("T10", (323, 321, 353, 338, 254, 319, 321, 333, 366, 360, 335, 318)),
    ("T11", (313, 305, 328, 322, 240, 297, 304, 319, 345, 333, 311, 296)),
    ("T12", (304, 304, 322, 324, 242, 297, 300, 321, 340, 332, 318, 305)),
    ("T13", (305, 297, 317, 305, 236, 290, 304, 284, 330, 336, 309, 287)),
    ("T14", (297, 287, 316, 313, 235, 292, 288, 307, 323, 328, 301, 291)),
)

TARIFF_HEADER = (
    "Tariff",
    "Customers",
    "Price (cents per kWh)",
    "Base price (euros per month)",
    "Valid from",
    "Valid to",
)
TARIFFS: tuple[tuple[str | float, ...], ...] = (
    ("Tide Home", "Households", 17.4, 8.5, "2022-04-01", "2023-12-31"),
    ("Tide Home", "Households", 18.9, 8.5, "2024-01-01", "open"),
    (
        "Tide Night (22:00 to 06:00)",
        "Households with an electronic meter",
        12.9,
        8.5,
        "2022-04-01",
        "2023-12-31",
    ),
    (
        "Tide Night (22:00 to 06:00)",
        "Households with an electronic meter",
        13.6,
        8.5,
        "2024-01-01",
        "open",
    ),
    (
        "Tide Business",
        "Businesses up to 100,000 kWh a year",
        15.8,
        19.0,
        "2022-04-01",
        "2023-12-31",
    ),
    ("Tide Business", "Businesses up to 100,000 kWh a year", 16.9, 19.0, "2024-01-01", "open"),
    ("Quay Power", "Ships at the quay in Hesten", 24.5, 0.0, "2023-05-01", "open"),
)


def build(path: Path) -> None:
    """Writes the workbook to ``path``. Sums are values: a formula would have no stored result."""
    from openpyxl import Workbook

    workbook = Workbook()
    del workbook["Sheet"]
    properties = workbook.properties
    properties.title, properties.creator, properties.language = TITLE, AUTHOR, "en"
    properties.created = properties.modified = DATE
    output = workbook.create_sheet("Output 2023 (MWh)")
    output.append(["Turbine", *(f"{month} 2023 (MWh)" for month in MONTHS), "Year 2023 (MWh)"])
    for turbine, months in OUTPUT:
        output.append([turbine, *months, sum(months)])
    totals = [sum(column) for column in zip(*(months for _, months in OUTPUT), strict=True)]
    output.append(["All turbines", *totals, sum(totals)])
    tariffs = workbook.create_sheet("Tariffs")
    tariffs.append(TARIFF_HEADER)
    for row in TARIFFS:
        tariffs.append(row)
    for sheet in (output, tariffs):
        sheet.freeze_panes = "B2"
        sheet.column_dimensions["A"].width = 28
    workbook.save(str(path))
