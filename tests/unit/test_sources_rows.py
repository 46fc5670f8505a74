from __future__ import annotations

import json

import pytest
from source_files import blocks, document, read_bytes

from attrib.errors import SourceError


def jsonl(*rows: object) -> bytes:
    return "\n".join(r if isinstance(r, str) else json.dumps(r) for r in rows).encode()


def test_one_document_a_row():
    reading = read_bytes(
        "faq.jsonl",
        jsonl(
            {"id": "dam", "title": "The dam", "text": "One.\r\n\r\nTwo.", "year": 1931, "ok": True},
            "",
            {"text": "Three.", "url": "https://x.org/3", "tags": ["a"], "note": None},
            {"id": 7, "text": "Four.", "url": "ftp://x.org/4"},
        ),
    )
    first, second, third = reading.documents
    assert reading.warnings == ()
    assert (first.uri, first.title) == ("faq.jsonl#dam", "The dam")
    assert blocks(first) == [("paragraph", "One."), ("paragraph", "Two.")]
    assert first.metadata == {"year": "1931", "ok": "true"}
    assert (second.uri, second.title) == ("https://x.org/3", "faq 3")
    assert second.metadata == {"url": "https://x.org/3"}
    assert (third.uri, third.title) == ("faq.jsonl#7", "faq 7")


def test_a_bad_row_loses_no_other():
    data = jsonl(
        {"text": "Good."},
        "{not json",
        ["a", "list"],
        {"title": "no text"},
        {"text": "  "},
        {"text": 5},
        {"id": "x", "text": "Fine."},
        {"id": "x", "text": "Again."},
        "[" * 100_000,
        '{"text": "n", "n": ' + "9" * 5000 + "}",
    )
    reading = read_bytes(
        "r.jsonl", data + b'\n{"text": "caf\xe9"}\n{"text": "last\xe2\x80\xa8one"}'
    )
    assert [doc.text for doc in reading.documents] == ["Good.", "Fine.", "last\u2028one"]
    assert [warning.uri for warning in reading.warnings] == [
        f"r.jsonl#{n}" for n in (2, 3, 4, 5, 6, 8, 9, 10, 11)
    ]
    reasons = [warning.reason for warning in reading.warnings]
    assert reasons[0].startswith("row 2 is not JSON: Expecting property name")
    assert reasons[1] == 'row 3 is not an object: rows are {"id", "title", "text", "url"}'
    assert reasons[2] == reasons[4].replace("6", "4") == 'row 4 has no "text" that is a string'
    assert reasons[3] == 'row 5 has an empty "text"'
    assert reasons[5] == "row 8 has the id 'x' of an earlier row: make ids unique"
    assert reasons[8].startswith("row 11 is not UTF-8 at byte 13")


def test_where_a_row_ends_too_early_is_told_within_the_row():
    reading = read_bytes("r.jsonl", b'{"text": "Good."}\r\n{"text": "Cut off"\n')
    (warning,) = reading.warnings
    assert warning.reason.endswith("delimiter: line 1 column 19 (char 18)")


def test_rows_of_one_page_stay_apart():
    reading = read_bytes(
        "r.jsonl",
        jsonl({"text": "a", "url": "https://x.org"}, {"text": "b", "url": "https://x.org"}),
    )
    assert [doc.uri for doc in reading.documents] == ["https://x.org", "r.jsonl#2"]
    assert {doc.metadata["url"] for doc in reading.documents} == {"https://x.org"}
    assert len({doc.id for doc in reading.documents}) == 2


def test_everything_a_row_brings_can_be_stored():
    row = b'{"id": "a\\udfff\\u0000", "title": "t\\ud800", "text": "x\\udc00", '
    row += b'"k\\ud800": "v\\ud800"}'
    url = b'{"text": "y", "url": "https://x.org/\\ud800"}'
    documents = read_bytes("r.jsonl", row + b"\n" + url).documents
    assert len(documents) == 2
    for doc in documents:
        assert doc.uri.startswith("r.jsonl#")
        f"{doc.uri}{doc.title}{doc.text}{dict(doc.metadata)}".encode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding):
    assert document("r.jsonl", '{"text": "Grüße"}\n'.encode(encoding)).text == "Grüße"


def test_json_arrays_and_objects():
    reading = read_bytes("r.json", b'[{"id": "a", "text": "One."}, 5, {"text": "Two."}]')
    assert [doc.uri for doc in reading.documents] == ["r.json#a", "r.json#3"]
    assert [warning.uri for warning in reading.warnings] == ["r.json#2"]
    assert document("r.json", b'{"text": "Alone."}').text == "Alone."


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("r.json", b'{"id": "a", "text": "One."}\n\n{"text": "Two."}\n'),
        ("r.json", b'{"id": "a", "text": "One."}\r\n{"text": 2}\r\n{"text": "Two."}'),
        ("r.jsonl", b'[\n {"id": "a", "text": "One."},\n {"text": 2},\n {"text": "Two."}\n]\n'),
        (
            "r.jsonl",
            '\ufeff [{"id": "a", "text": "One."}, {}, {"text": "Two."}]'.encode("utf-16-le"),
        ),
    ],
)
def test_lines_and_arrays_are_read_by_either_name(name, data):
    reading = read_bytes(name, data)
    assert [doc.text for doc in reading.documents] == ["One.", "Two."]
    assert [doc.uri for doc in reading.documents] == [f"{name}#a", f"{name}#3"]


def test_a_row_that_is_a_list_makes_no_array_of_the_lines_below():
    reading = read_bytes("r.jsonl", b'["a", "list"]\n{"text": "One."}\n')
    assert [doc.uri for doc in reading.documents] == ["r.jsonl#2"]
    assert [warning.uri for warning in reading.warnings] == ["r.jsonl#1"]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("r.jsonl", b"{\n", r"has no readable row: row 1 is not JSON"),
        ("r.json", b"[]", "has no readable row$"),
        ("r.json", b'{"name": "package"}', r'has no readable row: row 1 has no "text"'),
        ("r.json", b"[{", "is not JSON: "),
        ("r.json", b"[" * 100_000, "nested too deeply"),
    ],
)
def test_without_a_good_row(name, data, reason):
    with pytest.raises(SourceError, match=reason):
        read_bytes(name, data)


@pytest.mark.parametrize(
    ("date", "stored"),
    [
        ("2024", "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-31T23:30:00+02:00", "2024-05-31T23:30:00+02:00"),
        ("2024/05/31", "2024-05-31"),
        ("2024-5-3", "2024-05-03"),
        ("2024.05.31", "2024-05-31"),
        ("2024/5", "2024-05"),
        (20240531, "2024-05-31"),
        ("31.5.2024", "2024-05-31"),
        ("05.04.2024", "2024-04-05"),  # with dots, the day is always first
        ("05/31/2024", "2024-05-31"),
        ("31/05/2024 10:15", "2024-05-31"),
        ("31-05-2024", "2024-05-31"),
        ("05/05/2024", "2024-05-05"),
        ("May 31, 2019", "2019-05-31"),
        ("Mar 3rd 2019", "2019-03-03"),
        ("Fri, 31 May 2019 10:00:00 GMT", "2019-05-31"),
        ("31-Dec-2019", "2019-12-31"),
        ("Freitag, 1. März 2019", "2019-03-01"),
        ("September 2019", "2019-09"),
        ("2024年5月31日", "2024-05-31"),
        # What may be two days, and what is none.
        ("05/04/2024", "05/04/2024"),
        ("31/05/24", "31/05/24"),
        ("31.02.2024", "31.02.2024"),
        ("20241331", "20241331"),
        (1714000000, "1714000000"),
        ("spring 2019", "spring 2019"),
        ("before 31 May 2019", "before 31 May 2019"),
        ("TBD", "TBD"),
    ],
)
def test_a_date_is_stored_as_iso_8601_where_it_can_be_told(date, stored):
    row = {"text": "The dam was built.", "date": date, "built": "05/31/2024"}
    (document,) = read_bytes("r.jsonl", jsonl(row)).documents
    assert document.metadata == {"date": stored, "built": "05/31/2024"}
