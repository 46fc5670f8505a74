from __future__ import annotations

import datetime
import tracemalloc

import pytest
from source_files import blocks, document, saved, xlsx_bytes

from attrib.errors import SourceError


def rows(doc) -> list[str]:
    return [text for kind, text in blocks(doc) if kind == "table_row"]


def test_xlsx_rows_keep_their_headers():
    doc = document("a.xlsx", xlsx_bytes(["Quay", "Length", None], ["North", 120, "m"], ["South"]))
    assert blocks(doc) == [
        ("heading1", "Quays"),
        ("table_row", "Quay: North; Length: 120; m"),
        ("table_row", "Quay: South"),
    ]
    assert doc.title == "a"


def test_values_are_shown_as_a_person_sees_them():
    data = xlsx_bytes(
        ["Kind", "Value"],
        ["float", 10.0],
        ["sum", 0.1 + 0.2],
        ["large", 12345678901],
        ["bool", True],
        ["date", datetime.date(2024, 1, 31)],
        ["midnight", datetime.datetime(2024, 1, 31)],
        ["moment", datetime.datetime(2024, 1, 31, 9, 5)],
        ["time", datetime.time(9, 5)],
        ["zero", 0],
    )
    assert [row.partition("Value: ")[2] for row in rows(document("a.xlsx", data))] == [
        "10", "0.3", "12345678901", "TRUE", "2024-01-31", "2024-01-31", "2024-01-31 09:05:00",
        "09:05:00", "0",
    ]  # fmt: skip


def test_percentages_and_properties():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["Share", "Rate"])
    book.active.append([0.285, 0.1234])
    book.active["A2"].number_format = "0%"
    book.active["B2"].number_format = "0.0%"
    book.properties.title = "Shares"
    book.properties.creator = "Ann Lee"
    book.properties.created = datetime.datetime(2023, 5, 4)
    doc = document("a.xlsx", saved(book))
    assert rows(doc) == ["Share: 29%; Rate: 12.3%"]
    assert doc.title == "Shares"
    assert doc.metadata == {"author": "Ann Lee", "date": "2023-05-04"}


def test_every_sheet_with_values_is_a_section():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Empty"
    for name in ("First", "Second"):
        sheet = book.create_sheet(name)
        sheet.append(["a", "b"])
        sheet.append([1, 2])
    assert [text for _, text in blocks(document("a.xlsx", saved(book)))] == [
        "First",
        "a: 1; b: 2",
        "Second",
        "a: 1; b: 2",
    ]


def test_a_cell_at_the_far_right_of_each_row_costs_one_cell():
    import openpyxl

    book = openpyxl.Workbook()
    for row in range(1, 301):
        book.active.cell(row, 16384, f"quay {row}")
    data = saved(book)
    document("a.xlsx", data)  # whatever loads on first use
    tracemalloc.start()
    doc = document("a.xlsx", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(rows(doc)) == 299
    assert rows(doc)[0] == "quay 1: quay 2"
    assert peak < 5_000_000


def test_a_caption_above_the_table_is_no_header():
    data = xlsx_bytes(["Lengths of 2024"], [], ["Quay", "Length"], ["North", 120])
    assert [text for _, text in blocks(document("a.xlsx", data))[1:]] == [
        "Lengths of 2024",
        "Quay: North; Length: 120",
    ]


@pytest.mark.parametrize(
    ("sheet", "merged", "seen"),
    [
        (
            [[None, 2023, None, 2024], ["Region", "Q1", "Q2", "Q1", "Q2"], ["North", 1, 2, 3, 4]],
            ["B1:C1", "D1:E1"],
            ["Region: North; 2023 Q1: 1; 2023 Q2: 2; 2024 Q1: 3; 2024 Q2: 4"],
        ),
        (
            [["Region", "Sales"], [None, 2022, 2023], ["North", 5, 6]],
            ["A1:A2", "B1:C1"],
            ["Region: North; Sales 2022: 5; Sales 2023: 6"],
        ),
        (
            [["Region", "Sales"], ["North", 5, 6], ["South", 7, 8]],
            ["B1:C1"],
            ["Region: North; Sales: 5; 6", "Region: South; Sales: 7; 8"],
        ),
        (
            [["Name", "Contact"], ["Ann", "Quay 1", "Ry"], ["Bo", "Quay 2", "Lund"]],
            ["B1:C1"],
            ["Name: Ann; Contact: Quay 1; Ry", "Name: Bo; Contact: Quay 2; Lund"],
        ),
        (
            [["Sales of 2023"], ["Q1", "Q2", "Q1", "Q2"], [1, 2, 3, 4]],
            ["A1:D1"],
            ["Q1: 1; Q2: 2; Q1: 3; Q2: 4"],
        ),
        (
            [[None, "Sales"], ["Region", "Q1", "Q2"], ["North", 5, 6]],
            ["B1:C1"],
            ["Region: North; Sales Q1: 5; Sales Q2: 6"],
        ),
    ],
)
def test_merged_heads_are_read_with_those_below_them(sheet, merged, seen):
    import openpyxl

    book = openpyxl.Workbook()
    for row in sheet:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    assert rows(document("a.xlsx", saved(book))) == seen


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'Quay,Length\n"North, old",120\n\nSouth,\n'),
        ("a.csv", 'Quay;Length\r\n"North, old";120\r\nSouth;\r\n'),
        ("a.csv", 'sep=|\nQuay|Length\n"North, old"|120\nSouth|\n'),
        ("a.tsv", "Quay\tLength\nNorth, old\t120\nSouth\n"),
    ],
)
def test_delimiters(name, text):
    assert rows(document(name, text)) == ["Quay: North, old; Length: 120", "Quay: South"]


@pytest.mark.parametrize(
    ("name", "text", "seen"),
    [
        ("a.csv", "Artikel;Preis, netto\nBrot;2,50\n", ["Artikel: Brot; Preis, netto: 2,50"]),
        ("a.csv", "Brot;2,50\nMilch;1,20\n", ["Brot: Milch; 2,50: 1,20"]),
        ("a.tsv", "Name, first\tCity, state\nAnn, A\tParis, TX\n",
         ["Name, first: Ann, A; City, state: Paris, TX"]),
        ("a.csv", "Name,Tags\nTide,x;y\nMoss,y\n", ["Name: Tide; Tags: x;y", "Name: Moss; Tags: y"]),
        ("a.csv", "Day,Text\n2024,one; two, more\n", ["Day: 2024; Text: one; two; more"]),
        ("a.csv", "a,b,c\n1,2,3\n", ["a: 1; b: 2; c: 3"]),
    ],
)  # fmt: skip
def test_a_comma_inside_cells_is_no_delimiter(name, text, seen):
    assert rows(document(name, text)) == seen


def test_quotes_line_breaks_and_encodings_in_csv():
    data = 'Straße;Text\r\n"Grüner ""Weg""";"zwei\r\nZeilen"\r\nÖlstraße;übrig\r\n'.encode("cp1252")
    assert rows(document("a.csv", data)) == [
        'Straße: Grüner "Weg"; Text: zwei Zeilen',
        "Straße: Ölstraße; Text: übrig",
    ]


def test_numbers_alone_are_no_header_but_years_are():
    assert rows(document("a.csv", "1,2\n3,4\n")) == ["1; 2", "3; 4"]
    assert rows(document("a.csv", "Region,2021,2022\nNorth,5,6\n")) == [
        "Region: North; 2021: 5; 2022: 6"
    ]


def test_one_column_and_one_row():
    assert rows(document("a.csv", "Name\nAnn\nBob\n")) == ["Name: Ann", "Name: Bob"]
    assert rows(document("a.csv", "Name,Age\n")) == ["Name; Age"]


@pytest.mark.parametrize("text", [",,\n;;\n".replace(";", ","), '""\n""\n'])
def test_csv_without_values(text):
    with pytest.raises(SourceError, match="holds no values"):
        document("a.csv", text)


def test_a_cell_without_end_is_reported():
    with pytest.raises(SourceError, match="cannot be read as CSV: Error: unexpected end"):
        document("a.csv", 'a,b\n"' + "x,1\n" * 50_000)


def test_a_cell_of_a_csv_may_hold_a_whole_article():
    article = "The tide turns twice a day.\n" * 8000
    doc = document("a.csv", f'Title,Text\nTide,"{article}"\nMoss,It grows.\n'.encode())
    folded = " ".join(article.split())
    assert rows(doc) == [f"Title: Tide; Text: {folded}", "Title: Moss; Text: It grows."]
