"""Which row of a table a question names, and which cell."""

from __future__ import annotations

import pytest

from attrib.reader.lookup import FOUND, NAMED, find_row, is_of_another, read_tables
from attrib.text.cells import cells
from attrib.types import Passage, Reading, Span

PHONES = (
    "Model: Aero 5; Battery (mAh): 4200; Colours: black, white; Charging: no",
    "Model: Aero 5 Plus; Battery (mAh): 4800; Colours: blue; Charging: yes",
    "Model: Terra; Battery (mAh): 5100; Colours: green; Charging: yes",
)
STOPS = (
    "Stop: Museum; Route 12: 07:11; Route 18: 07:36",
    "Stop: Line 1 depot; Route 12: 07:05; Route 14: 07:15",
)
LAKES = ("Lake Tamsel; Max depth (m): 31; Outflow: Ivaro", "Blackwater Tarn; Max depth (m): 17")


def passage(*sentences: str) -> Passage:
    text, spans = "", []
    for sentence in sentences:
        spans.append(Span(100 + len(text), 100 + len(text) + len(sentence)))
        text += sentence + "\n"
    return Passage("0" * 16, 100, 100 + len(text), text, tuple(spans), None, ())


def found(question: str, rows: tuple[str, ...]) -> tuple[int, str | None] | None:
    """Number of the row, and the value asked for."""
    place = find_row(question, [own for row in rows if len(own := cells(row)) > 1])
    if place is None:
        return None
    values = [cell.value for cell in place.cells]
    (number,) = [n for n, row in enumerate(rows) if all(value in row for value in values)]
    return number, place.asked.value if place.asked else None


@pytest.mark.parametrize(
    ("question", "rows", "expected"),
    [
        ("What is the battery of the Aero 5?", PHONES, (0, "4200")),
        ("What is the battery of the Aero 5 Plus?", PHONES, (1, "4800")),
        ("what colours does the terra come in", PHONES, (2, "green")),
        ("How heavy is the Terra?", PHONES, (2, None)),
        ("Which model is green?", PHONES, (2, "Terra")),
        ("What are the battery and the colours of the Terra?", PHONES, (2, None)),
        ("When does Route 18 stop at the Museum?", STOPS, (0, "07:36")),
        ("When does route 14 leave the Line 1 depot?", STOPS, (1, "07:15")),
        ("What is the max depth of Blackwater Tarn?", LAKES, (1, "17")),
        ("What is the outflow of Lake Tamsel?", LAKES, (0, "Ivaro")),
    ],
)
def test_the_row_and_the_cell_that_a_question_names(question, rows, expected):
    assert found(question, rows) == expected


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("What is the battery of the Zephyr 9?", PHONES),
        ("Which phones have charging?", PHONES),
        ("Which model lasts longer than the Terra?", PHONES),
        ("Which is blue, and which is green?", PHONES),
        ("What is the colour of the Aero 5?", ("The Aero 5 is black.", "It is light.")),
        ("Who sells 31 lakes?", LAKES),
        ("", PHONES),
    ],
)
def test_what_names_no_row_or_several_or_asks_of_others(question, rows):
    assert found(question, rows) is None


@pytest.mark.parametrize(
    "question",
    [
        "What is the battery of the Zephyr?",
        "Is there charging in the new Zephyr 9?",
        "Which phone has the most battery?",
        "Do both phones have charging?",
        "Welches Telefon hat den größten Akku und wie ist sein Preis?",
    ],
)
def test_a_question_about_another_row_or_about_several(question):
    assert is_of_another(question, cells(PHONES[0]), PHONES)


@pytest.mark.parametrize(
    "question",
    [
        "What is the battery of the Aero 5?",  # it names the row,
        "Does the Aero 5 have more battery than the Zephyr?",  # also beside another
        "which phone has 4200?",
        "Which of the Teras is charging?",  # the name of another row, misspelt
        "In May, was the CPU of the phone green?",
        "Zephyr: what is its battery?",  # the first word of a sentence may be any word
        "Welche Farbe hat das Telefon vom Vorstand?",
    ],
)
def test_a_question_that_the_row_may_answer(question):
    assert not is_of_another(question, cells(PHONES[0]), PHONES)


def test_which_of_a_name_has_to_be_there_too():
    wells = ("Sample: Well A; Turbidity (NTU): 0.4", "Sample: Well-12; Turbidity (NTU): 0.6")
    asked = "What is the turbidity of {}?"
    assert is_of_another(asked.format("Well D"), cells(wells[0]), wells)
    assert is_of_another(asked.format("Well 2"), cells(wells[0]), wells)
    assert not is_of_another(asked.format("Well 12"), cells(wells[0]), wells)


def test_a_header_compares_for_itself():
    totals = ("Order: A-1033; Total: 80; Latest status: sent", "Order: A-1034; Total: 9")
    assert not is_of_another("What is the total, and the latest status?", cells(totals[0]), totals)
    assert is_of_another("What is the highest total?", cells(totals[0]), totals)


def read_table(question: str, held: Passage, reading: Reading) -> Reading:
    (read,) = read_tables(question, [(held, reading)])
    return read


SAID = Reading(0.3, 0.2, Span(100, 105), ((107, 0.7), (190, 0.2), (240, 0.1)))


def test_the_cell_is_the_answer_and_the_reader_sure_of_it():
    phones = passage(*PHONES)
    reading = read_table("What is the battery of the Aero 5 Plus?", phones, SAID)
    assert reading.answer is not None
    assert phones.quote(reading.answer) == "4800"
    assert reading.starts == ((reading.answer.start, 1.0),)
    assert (reading.relevance, reading.answerability) == (FOUND, FOUND)
    sure = Reading(0.99, 0.98, None, ())
    again = read_table("What is the battery of the Aero 5 Plus?", phones, sure)
    assert (again.relevance, again.answerability) == (0.99, 0.98)


def test_a_cell_of_a_question_that_says_more_is_less_sure():
    phones = passage(*PHONES)
    reading = read_table("What is the battery of the Terra made of?", phones, SAID)
    assert reading.answer is not None
    assert phones.quote(reading.answer) == "5100"
    assert (reading.relevance, reading.answerability) == (NAMED, NAMED)


def test_without_a_header_the_likeliest_cell_of_the_row_answers():
    phones = passage(*PHONES)
    reading = read_table("How is the Aero 5 Plus loaded?", phones, SAID)
    assert reading.answer is not None
    assert phones.sentences[1].holds(reading.answer)
    assert reading.holds(phones.sentences[1]) == pytest.approx(0.2)
    assert (reading.relevance, reading.answerability) == (0.3, 0.2)
    unread = Reading(0.3, 0.2, None, ())
    assert read_table("How is the Terra loaded?", phones, unread) is unread


def test_the_reader_says_the_column_and_the_question_the_row():
    phones = passage(*PHONES)
    at = phones.sentences[0].start + PHONES[0].index("Battery")
    reading = read_table(
        "How long does the Terra last?", phones, Reading(0.3, 0.2, None, ((at, 0.9),))
    )
    assert reading.answer is not None
    assert phones.quote(reading.answer) == "5100"


def test_prose_that_answers_is_left_alone():
    held = passage("On timeout the client raises a ConnectError.", "Name: timeout; Type: int")
    said = Reading(0.97, 0.98, None, ((held.start + 31, 0.9), (held.start + 60, 0.1)))
    for question in ("What type of error is raised on timeout?", "What happens on timeout?"):
        assert read_table(question, held, said) is said


SURE = [
    (
        "What is the price of the US office?",
        ("Site: US office; Price: 7", "Site: UK office; Price: 9"),
    ),
    ("temperature in May", ("Month: May; Temperature: 14", "Month: March; Temperature: 6")),
    ("What is the total of order A-1033?", ("Order: A-1033; Total: 80", "Order: A-1034; Total: 9")),
    (
        "Was ist der Preis von Blaue Bohne?",
        ("Sorte: Blaue Bohne; Preis: 2 €", "Sorte: Mais; Preis: 1 €"),
    ),
]
UNSURE = [
    ("What is the grace period?", ("Teacher: Grace; Period: 3", "Teacher: Ann; Period: 4")),
    ("On what date do you open?", ("Ticket: 4451; Status: Open; Date: 3 May",)),
    ("What is the price from Paris to Rome?", ("From: Rome; To: Paris; Price: 89 EUR",)),
    ("Why does the Terra have charging?", PHONES),
    ("Where is the battery of the Terra?", PHONES),
    ("Who will be the CEO of Acme?", ("Company: Acme; CEO: Jo Roe", "Company: Apex; CEO: Al Poe")),
    ("What is the battery of the Terra A?", PHONES),
    ("What type of engine has the Terra?", ("Model: Terra; Type: car", "Model: Aero; Type: van")),
]
OF_OTHERS = [
    (
        "Which products are over 500 EUR?",
        ("Product: A1; Price: 500 EUR", "Product: B1; Price: 9 EUR"),
    ),
    ("Who was the CEO until 2019?", ("CEO: Jo Roe; Since: 2019", "CEO: Al Poe; Since: 2010")),
    ("What is the release date of Python 3.12?", ("Version: Python 3; Release date: 2008",)),
    ("What is the price of Pro+?", ("Plan: Pro; Price: 9", "Plan: Free; Price: 0")),
    ("Quel est le prix de la Terra?", ("Modèle: Terra; Prix: 9", "Modèle: Aero; Prix: 5")),
]


@pytest.mark.parametrize(
    ("question", "rows", "sure"),
    [
        (*one, sure)
        for ones, sure in ((SURE, True), (UNSURE, False), (OF_OTHERS, None))
        for one in ones
    ],
)
def test_only_a_question_that_asks_nothing_else_is_surely_of_the_cell(question, rows, sure):
    place = find_row(question, [cells(row) for row in rows])
    assert (place and place.chance == FOUND) is sure


@pytest.mark.parametrize(
    ("question", "chance"),
    [
        ("Why does the Terra have charging?", 0.0),
        ("Where is the battery of the Terra?", 0.0),
        ("What is the battery of the Terra made of?", NAMED),
    ],
)
def test_what_asks_for_no_cell_is_left_to_the_reader(question, chance):
    place = find_row(question, [cells(row) for row in PHONES])
    assert place is not None
    assert place.chance == chance


def test_rows_of_one_name_in_two_passages_are_both_left_to_the_reader():
    one, two = (
        passage(f"City: Springfield; Population: {number}", "City: Ely; Population: 20256")
        for number in ("114394", "169176")
    )
    question = "What is the population of Springfield?"
    first, second = read_tables(question, [(one, SAID), (two, SAID)])
    assert {first.answerability, second.answerability} == {0.2}
    again, _ = read_tables(question, [(one, SAID), (one, SAID)])
    assert again.answerability == FOUND, "the same row, in passages that overlap"


LANDS = (
    "Country: Tamsel; Capital: Harden; Area (km²): 48",
    "Country: South Ivaro; Capital: Hesten; Area (km²): 18",
)
VERSIONS = ("Version: 3.10; Released: 2021-10-04", "Version: 3.11; Released: 2022-10-24")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("What is the capital of South Tamsel?", LANDS),
        ("What is the capital of New Tamsel?", LANDS),
        ("What is the capital of Tamsel-Hesten?", LANDS),
        ("What is the battery of the Terra Max?", PHONES),
        ("What is the battery of the Aero 5 Pro?", PHONES),
        ("What is the battery of Terra.js?", PHONES),
        ("Was ist der Preis von Terra.js?", ("Paket: Terra; Preis: 9", "Paket: Aero; Preis: 5")),
        ("What is the default of read-timeout?", ("Option: timeout; Default: 30 s", "Option: a; Default: 3")),
    ],
)  # fmt: skip
def test_a_name_that_is_part_of_the_one_asked_for_names_no_row(question, rows):
    assert found(question, rows) is None


@pytest.mark.parametrize("asked", ["South Tamsel", "Tamsel-Hesten", "Tamsel Minor"])
def test_nor_does_such_a_row_answer(asked):
    assert is_of_another(f"What is the capital of {asked}?", cells(LANDS[0]), LANDS[:1])


@pytest.mark.parametrize(
    ("question", "rows", "expected"),
    [
        ("What is the capital of Tamsel in South Ivaro?", LANDS[:1], (0, "Harden")),
        ("What is the Tamsel Capital?", LANDS, (0, "Harden")),  # a header
        ("What is the battery of the Acme Terra?", PHONES, (2, "5100")),  # its maker
        ("What Is The Battery Of The Terra?", PHONES, (2, "5100")),
        ("WHAT IS THE BATTERY OF THE TERRA PHONE?", PHONES, (2, "5100")),
        ("Is New Tamsel as old as Tamsel, whose capital is Harden?", LANDS, (0, None)),
        ("Who are the people of Harden-based Tamsel?", LANDS, (0, None)),
        ("When was 3.11 released?", VERSIONS, (1, "2022-10-24")),
        ("When was version 3.10 of Mill released?", VERSIONS, (0, "2021-10-04")),
    ],
)
def test_what_stands_beside_a_name_may_be_no_part_of_it(question, rows, expected):
    assert found(question, rows) == expected


def test_a_small_number_names_no_row_but_that_of_a_version():
    rows = ("Room: 3.11; Seats: many", "Room: 3.10; Seats: few")
    assert found("What are the seats of 3.11?", rows) is None


def test_a_passage_that_has_only_a_part_of_the_name_is_left_to_the_reader():
    one = passage("Model: Aero 5; Battery (mAh): 4200; Shape: Plus")
    two = passage("Model: Aero 5 Plus; Battery (mAh): 4800; Shape: flat")
    question = "What is the battery of the Aero 5 Plus?"
    first, second = read_tables(question, [(one, SAID), (two, SAID)])
    assert first is SAID
    assert second.answer is not None
    assert two.quote(second.answer) == "4800"
    assert second.answerability == FOUND


def test_what_is_not_about_a_row_stays_as_it_was_read():
    assert read_table("Who makes phones?", passage(*PHONES), SAID) is SAID
