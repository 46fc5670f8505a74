"""The rows of an audit: contexts and citations in every form, and what is wrong with a bad line."""

from __future__ import annotations

import json

import pytest

from attrib.auditing.rows import Context, Reference, read_rows, rows_of
from attrib.errors import InputError
from attrib.json_rows import NoRowsError


def row(**fields):
    (made,) = rows_of([{"answer": "It is so [1].", **fields}])
    return made


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        (None, ()),
        ([], ()),
        (["one", "two"], (Context("1", "one"), Context("2", "two"))),
        ([{"text": "one"}], (Context("1", "one"),)),
        (
            [{"id": "a", "text": "one", "title": "T", "url": "https://e.example", "more": 1}],
            (Context("a", "one", "T", "https://e.example"),),
        ),
        (
            [{"id": 0, "text": "one"}, {"id": 1, "text": "two"}],
            (Context("0", "one"), Context("1", "two")),
        ),
        ([{"id": None, "text": "one", "title": None}], (Context("1", "one"),)),
        ([{"id": "", "text": "one"}, "two"], (Context("1", "one"), Context("2", "two"))),
        (["a\x00b"], (Context("1", "ab"),)),
        ([{"id": "a\ud800", "text": "\ud800"}], (Context("a\ufffd", "\ufffd"),)),
    ],
)
def test_contexts_in_every_form(contexts, expected):
    made = row(contexts=contexts)
    assert made.error is None
    assert made.contexts == expected


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        (None, ()),
        ([], ()),
        ({}, ()),
        (["a.md", "b.md"], (Reference("1", "a.md"), Reference("2", "b.md"))),
        ({"1": "a.md", "x": "b.md"}, (Reference("1", "a.md"), Reference("x", "b.md"))),
        (
            [{"id": "x", "uri": "a.md"}, {"id": 7, "url": "https://e.example"}],
            (Reference("x", "a.md"), Reference("7", "https://e.example")),
        ),
        ([{"uri": "a.md"}, "b.md"], (Reference("1", "a.md"), Reference("2", "b.md"))),
        ([{"id": 0, "uri": "a.md"}], (Reference("0", "a.md"),)),
    ],
)
def test_citations_in_every_form(citations, expected):
    made = row(citations=citations)
    assert made.error is None
    assert made.references == expected


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("text", "line 1 holds a str: an object is needed"),
        (None, "line 1 holds a NoneType: an object is needed"),
        ([], "line 1 holds a list: an object is needed"),
        ({}, "'answer' is missing: a string is needed"),
        ({"answer": None}, "'answer' is a NoneType: a string is needed"),
        ({"answer": 5}, "'answer' is a int: a string is needed"),
        ({"answer": " \n"}, "'answer' is empty: there is nothing to audit"),
        ({"answer": "\x00"}, "'answer' is empty"),
        ({"answer": "x", "question": 5}, "'question' is a int: a string is needed"),
        ({"answer": "x", "contexts": "text"}, "'contexts' is a str: a list is needed"),
        ({"answer": "x", "contexts": {"1": "text"}}, "'contexts' is a dict: a list is needed"),
        ({"answer": "x", "contexts": [5]}, "context 1 has no text"),
        ({"answer": "x", "contexts": ["a", {"title": "b"}]}, "context 2 has no text"),
        ({"answer": "x", "contexts": [{"text": None}]}, "context 1 has no text"),
        ({"answer": "x", "contexts": [{"body": "a"}]}, "an object with 'text' (it has 'body')"),
        ({"answer": "x", "response": "y"}, "'answer' and 'response' are two answers: leave out"),
        (
            {"answer": "x", "contexts": ["1", {"id": 1, "text": "2"}]},
            "contexts 1 and 2 have the same id '1'",
        ),
        ({"answer": "x", "citations": "a.md"}, "'citations' is a str: a list is needed"),
        ({"answer": "x", "citations": [{"id": "1"}]}, "citation 1 has no uri"),
        ({"answer": "x", "citations": {"1": 5}}, "citation 1 has no uri"),
        ({"answer": "x", "citations": [None]}, "citation 1 has no uri"),
    ],
)
def test_malformed_row_says_what_is_wrong(item, reason):
    (made,) = rows_of([item])
    assert made.error and made.error.startswith("line 1") and reason in made.error


def test_rows_are_named_by_their_id_or_their_line():
    rows = rows_of(
        [{"answer": "x"}, {"answer": "y", "id": "b"}, {"answer": "z", "id": 0}, {"id": []}]
    )
    assert [r.id for r in rows] == ["1", "b", "0", "4"]
    assert row(id=True).id == "1"
    assert row(contexts=[{"id": False, "text": "one"}]).contexts == (Context("1", "one"),)
    assert row(id="\ud800").id == "\ufffd", "what no file can hold is replaced"


def read(tmp_path, content: bytes):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(content)
    return list(read_rows(path))


def test_byte_order_mark_blank_lines_and_line_ends_do_not_matter(tmp_path):
    content = '\ufeff{"answer": "Größe"}\r\n\r\n   \n{"answer": "潮"}'.encode()
    assert [(r.answer, r.line, r.error) for r in read(tmp_path, content)] == [
        ("Größe", 1, None),
        ("潮", 4, None),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"answer": "Größe"}'.encode("latin-1"), "line 2 is not UTF-8: save it as UTF-8"),
        (b"\xff\xfe{", "line 2 is not UTF-8"),
        (b'{"answer": "x"', "line 2 is not JSON: "),
        (b"{'answer': 'x'}", "line 2 is not JSON: "),
        (b"[" * 200_000, "line 2 is not JSON: nested too deeply"),
        (
            b'{"answer": "x", "id": ' + b"1" * 5000 + b"}",
            "line 2 is not JSON: a number is too long",
        ),
        (b'"text"', "line 2 holds a str: an object is needed"),
        (b"null", "line 2 holds a NoneType"),
    ],
)
def test_a_line_that_cannot_be_read_does_not_end_the_run(tmp_path, line, reason):
    first, bad, last = read(tmp_path, b'{"answer": "a"}\n' + line + b'\n{"answer": "b"}\n')
    assert (first.answer, last.answer) == ("a", "b")
    assert bad.error and bad.error.startswith(reason)
    assert (bad.line, bad.id) == (2, "2")


def test_file_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(InputError, match=r"answers file '.*nowhere' cannot be read: No such file"):
        list(read_rows(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="cannot be read: Is a directory"):
        list(read_rows(tmp_path))


def test_an_array_of_objects_is_rows(tmp_path):
    path = tmp_path / "answers.json"
    rows = [{"answer": "One."}, {"id": "b", "answer": "Two."}, 3]
    for text in (json.dumps(rows), json.dumps(rows, indent=2), "\ufeff " + json.dumps(rows)):
        path.write_text(text, encoding="utf-8")
        found = list(read_rows(path))
        assert [(row.id, row.line, row.answer) for row in found] == [
            ("1", 1, "One."), ("b", 2, "Two."), ("3", 3, ""),
        ]  # fmt: skip
        assert found[2].error == "line 3 holds a int: an object is needed"


def test_lines_of_which_the_first_is_a_list_are_lines(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(b'[1]\n\n{"answer": "Two."}\n{"answer": \n')
    found = list(read_rows(path))
    assert [(row.line, row.answer) for row in found] == [(1, ""), (3, "Two."), (4, "")]
    assert found[0].error == "line 1 holds a list: an object is needed"
    assert found[2].error.startswith("line 4 is not JSON")


@pytest.mark.parametrize(
    "data",
    [
        b"id,answer\n1,Yes\n",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"[1, 2]",
        b"[1]\n[2]\n",
    ],
)
def test_a_file_without_rows_is_an_error_that_says_what_is_wanted(tmp_path, data):
    path = tmp_path / "answers"
    path.write_bytes(data)
    rows = read_rows(path)
    with pytest.raises(NoRowsError, match=r"answers' holds no answers \(line 1 .*JSON Lines"):
        for row in rows:
            assert row.error


def test_an_empty_file_has_no_rows(tmp_path):
    path = tmp_path / "answers.jsonl"
    path.write_bytes(b"\n\n")
    assert list(read_rows(path)) == []


def test_other_tools_names_are_read():
    (ragas, alce, both) = rows_of(
        [
            {"user_input": "Why?", "response": "So.", "retrieved_contexts": ["So it is."]},
            {
                "question": "Why?",
                "output": "So [1].",
                "docs": [{"title": "T", "text": "So it is."}],
            },
            {"answer": "Mine.", "response": None, "contexts": [{"page_content": "Text."}]},
        ]
    )
    assert (ragas.question, ragas.answer) == ("Why?", "So.")
    assert [c.text for c in ragas.contexts] == ["So it is."]
    assert (alce.answer, alce.contexts) == ("So [1].", (Context("1", "So it is.", "T"),))
    assert (both.answer, both.contexts[0].text) == ("Mine.", "Text.")


@pytest.mark.parametrize(
    ("item", "error"),
    [
        (
            {"reply": "So.", "id": 4},
            "'answer' is missing: a string is needed (the row has 'reply', 'id')",
        ),
        ({"answer": "So.", "context": "x"}, "'context' is not read: call it 'contexts'"),
        ({"answer": "So.", "context": {"1": "x"}}, "'context' is not read: call it 'contexts'"),
        ({"answer": "So.", "context": [["T", ["x"]]]}, "context 1 has no text"),
        ({"answer": "So.", "citation": ["x"]}, "'citation' is not read: call it 'citations'"),
    ],
)
def test_what_a_row_has_instead_is_told(item, error):
    (row,) = rows_of([item])
    assert error in row.error


def test_true_is_no_id():
    (row, other) = rows_of([{"id": True, "answer": "x"}, {"id": 0, "answer": "x"}])
    assert (row.id, other.id) == ("1", "0")


@pytest.mark.parametrize(
    "item",
    [
        {"query": "Why?", "result": "So.", "source_documents": [{"page_content": "So it is."}]},
        {"input": "Why?", "actual_output": "So.", "retrieval_context": ["So it is."]},
        {"query": "Why?", "response": "So.", "source_nodes": [{"node": {"text": "So it is."}}]},
        {"query": "Why?", "output": "So.", "documents": [{"content": "So it is."}]},
        {"question": "Why?", "answer": None, "output": "So.", "documents": [{"data": {"text": "So it is."}}]},
        {"question": "Why?", "answer": "So.", "contexts": None, "search_results": [{"snippet": "So it is."}]},
        {"input": "Why?", "answer": "So.", "context": [{"page_content": "So it is.", "metadata": {}}]},
        {"question": "Why?", "answer": "So.", "contexts": None, "context": ["So it is."]},
        {"input": "Why?", "actual_output": "So.", "context": ["Gold."], "retrieval_context": ["So it is."]},
        {"question": "Why?", "answer": "So.", "context": "Joined.", "contexts": ["So it is."]},
        {"input": "Why?", "actual_output": "So.", "context": [1, 2], "documents": ["So it is."]},
        {"input": "Why?", "actual_output": "So.", "context": None, "contexts": ["So it is."]},
        {"question": "Why?", "answer": "Gold.", "output": "So.", "docs": [{"text": "So it is."}]},
    ],
)  # fmt: skip
def test_rows_as_other_tools_write_them(item):
    (row,) = rows_of([item])
    assert (row.error, row.question, row.answer) == (None, "Why?", "So.")
    assert [context.text for context in row.contexts] == ["So it is."]


@pytest.mark.parametrize("context", [None, [128006, 882]])
def test_a_context_may_be_null_or_token_ids(context):
    made = row(context=context, retrieval_context=None, citation=None)
    assert (made.error, made.contexts) == (None, ())


def test_a_context_is_called_as_its_metadata_call_its_file():
    written = {"page_content": "Text.", "metadata": {"source": "a.pdf", "title": "A", "page": 3}}
    assert row(contexts=[written, written, {**written, "id": "b"}]).contexts == (
        Context("a.pdf", "Text.", "A"),
        Context("a.pdf#2", "Text.", "A", name="a.pdf"),
        Context("b", "Text.", "A"),
    )


def test_a_context_is_not_called_as_its_class():
    known = {"metadata": {"source": "a.pdf"}, "page_content": "Text."}
    dumped = {"lc": 1, "type": "constructor", "id": ["langchain", "Document"], "kwargs": known}
    named = {**dumped, "kwargs": {"id": "b", **known}}
    assert [c.id for c in row(contexts=[dumped, named]).contexts] == ["a.pdf", "b"]


def test_citations_may_be_numbers_and_sources():
    made = row(citations=[2, {"id": "b", "source": "b.pdf"}])
    assert made.references == (Reference("1", "2"), Reference("b", "b.pdf"))
    assert row(citations=[True]).error


@pytest.mark.parametrize(
    "data",
    [
        b'{\n  "answer": "One.",\n  "id": 1\n}\n',
        b'{"args": {"shot": 2}, "data": [{"answer": "One.", "id": 1}]}',
        b'{\n"data": [\n{"answer": "One.",\n"id": 1}]\n}\n',
    ],
)
def test_a_file_that_is_one_object(tmp_path, data):
    (found,) = read(tmp_path, data)
    assert (found.id, found.line, found.answer, found.error) == ("1", 1, "One.", None)


def test_a_first_line_that_is_cut_off_costs_no_other(tmp_path):
    found = read(tmp_path, b'{"answer": "One.\n{"answer": "Two."}\n')
    assert [(row.line, row.answer) for row in found] == [(1, ""), (2, "Two.")]


@pytest.mark.parametrize("question", [" \n", "", None])
def test_a_question_without_words_is_none(question):
    (row,) = rows_of([{"question": question, "answer": "So."}])
    assert (row.question, row.error) == (None, None)
