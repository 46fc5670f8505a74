"""Many questions at once: rows of every form, what is wrong with a bad one, and the answers of each alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.asking import AskTotals, Question, ask_all, read_questions
from attrib.attribution.baseline import BaselineScorer
from attrib.auditing import audit
from attrib.engine import Engine
from attrib.errors import GenerationError, InputError
from attrib.json_rows import NoRowsError

AGE = "How old must children be for the boat tour?"
CUP = "Who won the football world cup in 1998?"
HEAVY = "How heavy is the foundation of a turbine?"


@pytest.fixture
def read(tmp_path):
    def run(content: str | bytes, name: str = "questions") -> list[Question]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read_questions(path))

    return run


@pytest.fixture
def engine(library, embedder):
    settings = library.settings.model_copy(update={"read": 0})
    return Engine(library, settings, scorer=BaselineScorer(embedder))


# -- what is read -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "Why?\n\n  How so? \r\n",
        "\ufeffWhy?\n \nHow so?",
        '{"question": "Why?"}\n\n{"question": "How so?"}\n',
        '\n{"user_input": "Why?", "answer": "So."}\n"How so?"',
    ],
)
def test_lines_of_text_or_of_json_are_questions(read, content):
    found = read(content)
    assert [(row.text, row.id, row.error) for row in found] == [
        ("Why?", None, None), ("How so?", None, None),
    ]  # fmt: skip
    assert found[1].line == found[0].line + (1 if content.startswith("\n") else 2)


def test_text_may_begin_with_a_bracket(read):
    first, second = read("[Part 2] Why?\n[1] How so?")
    assert (first.text, second.text) == ("[Part 2] Why?", "[1] How so?")


@pytest.mark.parametrize("indent", [None, 2])
def test_an_array_holds_objects_or_strings(read, indent):
    rows = [{"id": 0, "question": "Why?", "more": [1]}, "How so?", {"id": "c", "question": "Who?"}]
    assert read(json.dumps(rows, indent=indent)) == [
        Question("0", 1, "Why?"), Question(None, 2, "How so?"), Question("c", 3, "Who?"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"question": "cut', "line 2 is not JSON: "),
        (b"\xff", "line 2 is not UTF-8: save it as UTF-8"),
        (b"[1]", "line 2 holds a list: an object with 'question', or a string, is needed"),
        (b'{"id": "a"}', "line 2: 'question' is missing: a string is needed (the row has 'id')"),
        (b"{}", "line 2: 'question' is missing: a string is needed (the row has nothing)"),
        (b'{"question": null}', "line 2: 'question' is a NoneType: a string is needed"),
        (b'{"question": " "}', "line 2: 'question' is empty: ask something in words"),
        (b'"\\u0000"', "line 2: 'question' is empty"),
    ],
)
def test_a_malformed_row_keeps_its_place_and_says_what_is_wrong(read, line, reason):
    before, bad, after = read(b'{"question": "Why?"}\n' + line + b'\n{"question": "Who?"}')
    assert bad.error and bad.error.startswith(reason)
    assert (before.text, bad.line, after.text) == ("Why?", 2, "Who?")
    assert before.error is after.error is None


def test_a_line_of_text_that_is_not_utf8(read):
    first, second = read(b"Why?\n\xff\n")
    assert (first.text, second.error) == ("Why?", "line 2 is not UTF-8: save it as UTF-8")


def test_a_name_can_say_that_it_is_json(read):
    first, second = read('cut": "Why?"}\n{"question": "Who?"}', "questions.JSONL")
    assert first.error and first.error.startswith("line 1 is not JSON")
    assert second.text == "Who?"
    assert read('cut": "Why?"}\n{"question": "Who?"}')[1].text == '{"question": "Who?"}'


def test_a_file_without_a_question_is_an_error(read, tmp_path):
    with pytest.raises(NoRowsError, match=r"questions' holds no questions \(line 1: 'question' is"):
        read('{"answer": "So."}\n[1]\n')
    with pytest.raises(InputError, match="cannot be read: No such file"):
        list(read_questions(tmp_path / "nowhere"))
    for nothing in ("", "\n \n", "[]"):
        with pytest.raises(NoRowsError, match=r"holds no questions \(it is empty\): write one"):
            read(nothing)


@given(st.lists(st.text(st.characters(exclude_characters="\n\r\x00", codec="utf-8"))))
def test_every_line_that_is_not_blank_is_a_row_in_its_place(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("questions") / "questions.txt"
    path.write_bytes("\n".join(["Why?", *lines]).encode())
    wanted = [(n, line.strip()) for n, line in enumerate(lines, 2) if line.encode().strip()]
    found = [(row.line, row.text) for row in read_questions(path)][1:]
    assert [number for number, _ in found] == [number for number, _ in wanted]
    # What Unicode calls white space alone is a row that says it is empty.
    assert [text for _, text in found] == [
        line.removeprefix("\ufeff").strip() for _, line in wanted
    ]


# -- what is asked ----------------------------------------------------------------------------


def test_each_answer_is_the_one_that_the_question_alone_gets(engine):
    rows = [Question("a", 1, AGE), Question(None, 2, CUP), Question("a", 5, HEAVY)]
    asked = list(ask_all(engine, rows))
    assert [(one.id, one.line) for one in asked] == [("a", 1), (None, 2), ("a", 5)]
    alone = [engine.ask(row.text).to_dict() for row in reversed(rows)]
    assert [one.to_dict()["answer"] for one in asked] == alone[::-1]
    assert [one.answered for one in asked] == [True, False, True]


def test_answers_come_one_by_one(engine):
    def rows():
        yield Question(None, 1, "", "line 1: bad")
        raise InputError("the second was read before the first was handed on")

    first = next(ask_all(engine, rows()))
    assert (first.answer, first.error, first.answered) == (None, "line 1: bad", False)


class Unsteady:
    """Answers but for some questions, as where an endpoint times out."""

    def __init__(self, engine):
        self.engine = engine

    def ask(self, text, filters, why):
        if text.startswith("Lost"):
            raise GenerationError(f"no reply to {text}")
        return self.engine.ask(text, filters, why=why)


def test_an_answer_that_was_not_written_loses_no_other(engine):
    rows = [Question(None, n, t) for n, t in enumerate(["Lost 1", "Lost 2", AGE, "Lost 4", CUP], 1)]
    asked = list(ask_all(Unsteady(engine), rows))
    assert [one.error for one in asked] == [
        "line 1: no reply to Lost 1", "line 2: no reply to Lost 2", None,
        "line 4: no reply to Lost 4", None,
    ]  # fmt: skip
    assert [one.failed for one in asked] == [True, True, False, True, False]
    assert asked[2].answered


def test_a_model_that_is_gone_ends_it(engine):
    rows = [Question(None, 1, AGE), *(Question(None, n, f"Lost {n}") for n in range(2, 9))]
    found = []
    with pytest.raises(GenerationError, match="Lost 4"):
        for one in ask_all(Unsteady(engine), rows):
            found.append(one.line)
    assert found == [1, 2, 3]


def test_white_space_around_a_question_is_none_of_it(engine):
    assert engine.ask(f" {AGE}\n").to_dict() == engine.ask(AGE).to_dict()


def test_totals_count_what_is_answered_and_what_is_not(engine):
    rows = [Question(None, 1, AGE), Question(None, 2, CUP), Question(None, 3, "", "bad")]
    totals = AskTotals()
    assert totals.to_dict()["confidence"] is None
    asked = list(ask_all(engine, rows))
    for one in asked:
        totals.add(one)
    found = totals.to_dict()
    assert (found["questions"], found["answered"], found["abstained"], found["malformed"]) == (
        3, 1, 1, 1,
    )  # fmt: skip
    answer = asked[0].answer
    assert answer
    assert found["confidence"] == pytest.approx(answer.confidence, abs=1e-6)
    assert found["claims"] == len(answer.attributions) > 0
    assert found["support_rate"] == 1


# -- what an audit makes of it ----------------------------------------------------------------


def test_an_audit_reads_answers_with_the_citations_that_were_set(engine, library, embedder):
    rows = [Question("age", 1, AGE), Question(None, 2, CUP), Question("x", 3, "", "line 3: bad")]
    asked = [one.to_dict() for one in ask_all(engine, rows)]
    report = audit([*asked, asked[0]["answer"]], index=library, scorer=BaselineScorer(embedder))
    answered, abstained, bad, bare = report.answers
    assert (answered.id, answered.question, answered.answer) == (
        "age", AGE, asked[0]["answer"]["text"],
    )  # fmt: skip
    assert (answered.citation_recall, answered.citation_precision) == (1, 1)
    statuses = [c.status.value for a in answered.attributions for c in a.citations]
    assert statuses and set(statuses) == {"valid"}
    cited = {c.document_id for a in answered.attributions for c in a.citations}
    assert cited == {source["document_id"] for source in asked[0]["answer"]["sources"]}
    assert [a.verdict.value for a in abstained.attributions] == ["not_a_claim"]
    assert abstained.error is None
    assert bad.id == "x" and bad.error == "line 3: there is no answer to audit: line 3: bad"
    assert bare.id == "4" and bare.attributions == answered.attributions
