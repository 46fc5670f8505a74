"""attrib ask --questions: answers in the order of the questions, a summary, a gate."""

from __future__ import annotations

import json

import pytest
from conftest import read_jsonl

AGE = "How old must children be for the boat tour?"
CUP = "Who won the football world cup in 1998?"
ROWS = [{"id": "age", "question": AGE, "gold": "eight"}, {"id": 7}, {"question": CUP}]
QUICK = ("--scorer", "baseline", "--read", 0)


@pytest.fixture
def ask(attrib, library_folder, tmp_path, monkeypatch):
    """Asks what is in questions.jsonl, which holds ROWS, with the quick models."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, ROWS)))
    (tmp_path / "table.CSV").write_text(f"question,gold\n{AGE},eight\n")

    def run(*arguments: object, stdin: bytes = b""):
        return attrib("ask", "--index", library_folder, *QUICK, *arguments, stdin=stdin)

    return run


def test_answers_are_written_in_order_and_told_in_a_summary(ask, tmp_path, complaints):
    result = ask("--questions", "questions.jsonl", "--out", "out.jsonl")
    assert (result.code, result.err) == (0, "")
    lines = read_jsonl(tmp_path / "out.jsonl")
    assert [complaints(line, "asked_question") for line in lines] == [[], [], []]
    assert [(line["id"], line["line"]) for line in lines] == [("age", 1), ("7", 2), (None, 3)]
    answered, malformed, abstained = lines
    assert answered["answer"] == ask(AGE, "--json").json
    assert malformed["answer"] is None
    assert malformed["error"].startswith("line 2: 'question' is missing")
    assert abstained["answer"]["abstained"]
    confidence = answered["answer"]["confidence"]
    assert result.out == (
        "3 questions\n"
        "\n"
        "  answered                 1\n"
        "  abstained                1\n"
        "  malformed                1\n"
        f"  mean confidence       {confidence:.2f} of 1 answer\n"
        "  support rate        100.0% of 1 claim\n"
        "\n"
        "Not answered\n"
        "  7: line 2: 'question' is missing: a string is needed (the row has 'id')\n"
        f"  line 3: {CUP} (confidence {abstained['answer']['confidence']:.2f})\n"
        "\n"
        "Answers: out.jsonl\n"
    )


def test_one_json_document_holds_all(ask, complaints, tmp_path):
    result = ask("--questions", "questions.jsonl", "--json", "--out", "out.jsonl")
    assert complaints(result.json, "ask") == []
    assert result.json["questions"] == read_jsonl(tmp_path / "out.jsonl")
    assert result.json["totals"]["malformed"] == 1


def test_questions_of_standard_input(ask):
    found = ask("--questions", "-", "--json", stdin=f"{CUP}\n\n{AGE}\n".encode()).json["questions"]
    assert [(one["answer"]["question"], one["line"]) for one in found] == [(CUP, 1), (AGE, 3)]


def test_an_audit_reads_what_was_written(ask, attrib, library_folder):
    ask("--questions", "questions.jsonl", "--out", "out.jsonl")
    report = attrib(
        "audit", "out.jsonl", "--index", library_folder, "--scorer", "baseline", "--json"
    )
    totals = report.json["totals"]
    assert (totals["answers"], totals["malformed"]) == (3, 1)
    assert totals["citations"] == {"valid": 1, "wrong": 0, "dangling": 0, "unchecked": 0}
    assert [audited["id"] for audited in report.json["answers"]] == ["age", "7", "3"]


def test_fail_wants_every_question_answered(ask, tmp_path):
    (tmp_path / "good.txt").write_text(AGE)
    assert ask("--questions", "good.txt", "--out", "out.jsonl", "--fail").code == 0
    for options in (["--out", "out.jsonl"], ["--json"]):
        failed = ask("--questions", "questions.jsonl", *options, "--fail")
        assert failed.code == 1
        assert failed.out
        assert failed.err == "gate failed: 2 of 3 question(s) are not answered\n"


def test_a_question_of_which_a_part_is_not_answered_is_told(ask, tmp_path, complaints):
    both = f"{AGE.rstrip('?')} and {CUP.lower()}"
    (tmp_path / "both.txt").write_text(f"{AGE}\n{both}")
    result = ask("--questions", "both.txt", "--out", "out.jsonl", "--fail")
    assert (result.code, result.err) == (1, "gate failed: 1 of 2 question(s) are not answered\n")
    assert "  answered                 2 1 of them in part\n" in result.out
    assert f"Not answered\n  line 2, in part: {CUP.lower()}\n" in result.out
    assert [complaints(line, "asked_question") for line in read_jsonl(tmp_path / "out.jsonl")] == [
        [],
        [],
    ]
    alone = ask(both, "--fail")
    assert alone.code == 1
    assert f"{CUP.lower()} – not answered by these documents" in alone.out


def test_many_that_are_not_answered_are_counted(ask, tmp_path):
    lines = ['{"question": 5}'] * 25
    (tmp_path / "bad.jsonl").write_text("\n".join([*lines, json.dumps(AGE)]))
    shown = ask("--questions", "bad.jsonl", "--out", "out.jsonl").out
    assert "line 20: 'question' is a int" in shown
    assert "line 21" not in shown
    assert "  and 5 more\n" in shown


def test_a_filter_that_no_document_passes_is_told_once(ask):
    options = ("--questions", "questions.jsonl", "--json")
    result = ask(*options, "--until", "1900")
    assert result.json["totals"]["answered"] == 0
    (line,) = result.err.splitlines()
    assert "passes --until '1900'" in line
    assert ask(*options, "--min-confidence", 1).err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["Why?", "--questions", "q"],
            "question 'Why?' and --questions q exclude one another: leave one away",
        ),
        (
            ["--questions", "q"],
            "--questions q needs a place for the answers: name a file with --out, or print them with --json",
        ),
        (
            ["--questions", "q", "--out", "o", "--stream"],
            "--stream shows one answer, and --questions q asks for many: leave it away, or ask one question",
        ),
        (
            ["--questions", "q", "--out", "o", "--html", "p.html"],
            "--html p.html shows one answer, and --questions q asks for many: leave it away, or "
            "ask one question",
        ),
        (
            ["Why?", "--out", "o"],
            "--out o takes the answers of --questions: name a file of questions, or print this answer "
            "with --json",
        ),
        (
            ["--questions", "q", "--json"],
            "questions file 'q' does not exist: name a JSONL file of questions",
        ),
        (
            ["--questions", "table.CSV", "--json"],
            "questions file 'table.CSV' is CSV: write the questions one a line into a .txt file, or as JSON "
            "Lines of objects with 'question'",
        ),
        (
            ["--questions", "questions.jsonl", "--out", "questions.jsonl"],
            "'questions.jsonl' cannot be written: it is the file to read: name another",
        ),
        (
            ["--questions", "questions.jsonl", "--out", "no/out.jsonl"],
            "'no/out.jsonl' cannot be written: there is no folder 'no'",
        ),
    ],
)
def test_what_does_not_go_together_is_refused_before_the_work(ask, monkeypatch, arguments, said):
    monkeypatch.setattr("attrib.engine.Engine.open", None)  # whoever works, fails
    assert ask(*arguments).complaint == said


def test_an_empty_file_is_an_error_and_costs_no_earlier_answers(ask, tmp_path):
    (tmp_path / "empty.jsonl").write_text("\n")
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")
    result = ask("--questions", "empty.jsonl", "--out", out, "--fail")
    assert result.code == 2
    assert "questions file 'empty.jsonl' holds no questions (it is empty): write" in result.err
    assert out.read_text() == "old\n"
    assert ask("--questions", "-", "--out", "new.jsonl").code == 2
    assert not (tmp_path / "new.jsonl").exists()


def test_a_file_without_questions_fails_after_each_row_was_told(ask, tmp_path):
    (tmp_path / "bad.json").write_text("[1, {}]")
    (tmp_path / "out.jsonl").write_text("old\n")
    result = ask("--questions", "bad.json", "--out", "out.jsonl")
    assert result.code == 2
    assert "line 2: 'question' is missing" in result.out
    assert "attrib: questions file 'bad.json' holds no questions (line 1 holds a int" in result.err
    assert len(read_jsonl(tmp_path / "out.jsonl")) == 2
