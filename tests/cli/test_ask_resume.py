"""attrib ask --questions --resume: what a stopped run wrote is kept, and nothing else is."""

from __future__ import annotations

import json

import pytest
from conftest import read_jsonl

from attrib.asking import AskTotals

AGE = "How old must children be for the boat tour?"
CUP = "Who won the football world cup in 1998?"
HEAVY = "How heavy is the foundation of a turbine?"
QUICK = ("--scorer", "baseline", "--read", 0)
RESUME = (*QUICK, "--resume")
ROWS = [{"id": "age", "question": AGE}, {"id": "ä"}, {"question": CUP}, {"question": f" {HEAVY}"}]


@pytest.fixture
def ask(attrib, library_folder, tmp_path, monkeypatch):
    """Asks ROWS, or others, with --out out.jsonl and the quick models."""
    monkeypatch.chdir(tmp_path)

    def run(*options: object, rows: list[dict[str, str]] = ROWS):
        (tmp_path / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        return attrib(
            "ask", "--index", library_folder, "--questions", "questions.jsonl", "--out", "out.jsonl",
            *options,
        )  # fmt: skip

    return run


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.jsonl"


@pytest.fixture
def whole(ask, out):
    """What a run that nobody stops prints and writes."""
    printed = ask(*QUICK, "--json").json
    return printed, out.read_bytes()


@pytest.mark.parametrize("kept", [0, 1, 2, 4])
@pytest.mark.parametrize(
    "torn", [b"", b'{"sch', '{"schema": "attrib.asked_question/1", "id": "ä'.encode()[:-1]]
)
def test_a_stopped_run_that_goes_on_is_one_that_nobody_stopped(ask, whole, out, kept, torn):
    printed, written = whole
    out.write_bytes(b"".join(written.splitlines(keepends=True)[:kept]) + torn)
    assert ask(*RESUME, "--json").json == printed
    assert out.read_bytes() == written


def test_what_was_written_is_not_asked_again(ask, whole, out):
    lines = whole[1].splitlines(keepends=True)
    changed = lines[0].replace(b"eight years", b"eighty years")
    assert changed != lines[0]
    out.write_bytes(changed)
    assert ask(*RESUME).code == 0
    assert out.read_bytes().splitlines(keepends=True) == [changed, *lines[1:]]


def test_from_the_first_that_a_model_did_not_answer_all_are_asked_again(ask, whole, out):
    _, written = whole
    rows = read_jsonl(out)
    rows[2] |= {"answer": None, "error": "line 3: the endpoint is gone", "failed": True}
    out.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert ask(*RESUME).code == 0
    assert read_jsonl(out) == [json.loads(line) for line in written.splitlines()]


def test_without_a_file_it_starts(ask, whole, out):
    printed, written = whole
    out.unlink()
    assert ask(*RESUME, "--json").json == printed
    assert out.read_bytes() == written


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        (
            [{"id": "age", "question": CUP}, *ROWS[1:]],
            (),
            "the answer 'age' is not of the row in line 1",
        ),
        (
            [{"id": "old", "question": AGE}, *ROWS[1:]],
            (),
            "the answer 'age' is not of the row in line 1",
        ),
        (ROWS[1:], (), "the answer 'age' is not of the row in line 1 as it is now"),
        (ROWS[:3], (), f"there is no row for the answer '{HEAVY}'"),
        (ROWS, ("--top-k", 5), "the answer 'age' was made with other models, settings or another"),
        (ROWS, ("--since", "1900"), "the answer 'age' was made with other models, settings or"),
    ],
    ids=["another question", "another id", "another row", "fewer rows", "settings", "a filter"],
)
def test_answers_to_something_else_are_left_as_they_are(ask, whole, out, rows, options, said):
    _, written = whole
    complaint = ask(*RESUME, *options, rows=rows).complaint
    assert said in complaint
    assert complaint.endswith("start again without --resume")
    assert out.read_bytes() == written


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"answer": "Mine."}\n', "line 1 has no schema"),
        ("my notes without a line end", "line 1 is no answer that was cut off"),
    ],
)
def test_a_file_of_something_else_is_left_as_it_is(ask, out, content, said):
    out.write_text(content)
    assert f"answers file 'out.jsonl': {said}" in ask(*RESUME).complaint
    assert out.read_text() == content


@pytest.mark.parametrize("options", [("What?",), ("--questions", "q.jsonl", "--json")])
def test_resume_wants_to_know_what(attrib, options):
    assert attrib("ask", *options, "--resume").complaint == (
        "--resume goes on with what an --out file has of many questions: name both with --questions and --out"
    )


def test_a_stopped_run_says_how_to_go_on(ask, whole, out, monkeypatch):
    printed, written = whole
    add = AskTotals.add

    def stop(totals, asked):
        if totals.questions == 2:
            raise KeyboardInterrupt
        add(totals, asked)

    with monkeypatch.context() as patched:
        patched.setattr(AskTotals, "add", stop)
        stopped = ask(*QUICK)
    assert stopped.code == 130
    assert "out.jsonl has what was answered: --resume goes on from there" in stopped.err
    assert len(read_jsonl(out)) == 3
    assert ask(*RESUME, "--json").json == printed
    assert out.read_bytes() == written
