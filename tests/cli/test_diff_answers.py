"""attrib diff of two files that attrib ask wrote: what is shown, the gate, and what does not fit."""

from __future__ import annotations

import json

import pytest

QUESTIONS = (
    "How old must children be for the boat tour?\nHow heavy is the foundation of a turbine?\n"
)
QUICK = ("--scorer", "baseline", "--read", 0)
MEND = "name a file that attrib ask --out or attrib ask --json wrote"


@pytest.fixture
def ask(attrib, library_folder, tmp_path, monkeypatch):
    """Asks QUESTIONS with the quick models and writes the answers to a file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "questions.txt").write_text(QUESTIONS)

    def run(out: str, *options: object) -> str:
        many = ("--questions", "questions.txt", "--out", out)
        assert attrib("ask", *many, "--index", library_folder, *QUICK, *options).code == 0
        return out

    return run


def test_answers_that_are_gone_are_told_and_fail_the_gate(ask, attrib, complaints):
    before, after = ask("before.jsonl"), ask("after.jsonl", "--uri", "*visit*")
    result = attrib("diff", before, after, "--fail-on-worse")
    assert result.code == 1
    assert result.err == "gate failed: 1 question(s) are no longer answered\n"
    head, *rest = result.out.splitlines()
    assert head == "2 questions before, 2 after: 1 changed"
    assert "  answers: 1 no longer answered" in rest
    assert any(line.startswith("  answered 100.0% → 50.0%, mean confidence ") for line in rest)
    assert any(line.startswith("  settings.filters.uris: none → ") for line in rest)
    assert "line 2\n  How heavy is the foundation of a turbine?\n    answered (" in result.out
    assert "gone: supported" in result.out
    assert "boat tour" not in result.out
    back = attrib("diff", after, before, "--fail-on-worse")
    assert (back.code, back.err) == (0, "")
    assert "1 newly answered" in back.out
    diff = attrib("diff", before, after, "--json").json
    assert complaints(diff, "ask_diff") == []
    assert diff["totals"]["no_longer_answered"] == 1


def test_the_same_answers(ask, attrib):
    path = ask("answers.jsonl")
    result = attrib("diff", path, path, "--fail-on-worse")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("2 questions before, 2 after: 0 changed\n")
    assert "\n  made alike: with the same version, models, settings and index\n" in result.out
    assert result.out.endswith("\nNothing changed.\n")


@pytest.fixture
def changed(ask, tmp_path):
    """A file of answers, and the same with its first answer changed by hand."""

    def write(change) -> tuple[str, str]:
        lines = (tmp_path / ask("before.jsonl")).read_text(encoding="utf-8").splitlines()
        first = json.loads(lines[0])
        change(first)
        (tmp_path / "after.jsonl").write_text("\n".join([json.dumps(first), *lines[1:]]))
        return "before.jsonl", "after.jsonl"

    return write


def test_what_changed_in_an_answer_is_shown(attrib, changed):
    def change(row):
        row["id"] = "age"
        answer = row["answer"]
        answer["short_answer"] = {
            "document_id": "d", "start": 0, "end": 4, "text": "nine", "probability": 0.9,
        }  # fmt: skip
        answer["sources"][0] |= {"uri": "other.html", "document_id": "other"}
        claim = answer["attributions"][0]
        claim["verdict"] = "partial"
        claim["evidence"][0] |= {"document_id": "other", "quote": "Nine years."}

    result = attrib("diff", *changed(change), "--fail-on-worse")
    assert result.code == 1
    assert result.err == "gate failed: 1 claim(s) became worse\n"
    shown = result.out.splitlines()
    assert "  answers: 1 with another short answer, 1 with other sources" in shown
    assert "  claims: 1 worse" in shown
    begin = shown.index("age (line 1)")
    assert shown[begin + 1 : begin + 5] == [
        "  How old must children be for the boat tour?",
        "    short answer: none → “nine”",
        "    no longer cites samples/library/visit.html",
        "    now cites other.html",
    ]
    assert "    now for it: “Nine years.” (other.html)" in shown
    assert "    no longer for it: “Children must be at least" in result.out


def test_a_missing_answer_fails_the_gate_and_show_limits_what_is_printed(ask, attrib, tmp_path):
    before = ask("before.jsonl")
    (tmp_path / "after.jsonl").write_text("")
    result = attrib("diff", before, before, "--show", 0)
    assert result.code == 0
    for options, shown in (((), True), (("--show", 0), False)):
        # An empty file is one of answers where the other is.
        result = attrib("diff", before, "after.jsonl", "--fail-on-worse", *options)
        assert result.code == 1
        assert result.err == "gate failed: 2 answer(s) are missing that were there before\n"
        assert "2 only before" in result.out
        assert ("only before: How old must" in result.out) is shown


def test_what_answers_hold_cannot_steer_the_terminal(attrib, changed):
    def change(row):
        evil = "\x1b[2J\u202e[bold]"
        row["id"] = evil
        row["answer"]["sources"][0]["uri"] = evil
        row["answer"]["attributions"][0]["claim"]["text"] = evil

    shown = attrib("diff", *changed(change)).out
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "[bold]" in shown


def test_an_audit_and_answers_are_not_compared(ask, attrib, tmp_path):
    answers = ask("answers.jsonl")
    (tmp_path / "a.jsonl").write_text('{"answer": "So.", "contexts": ["So."]}')
    audit = attrib("audit", "a.jsonl", "--scorer", "baseline", "--out", "audit.jsonl", "--json")
    (tmp_path / "audit.json").write_text(audit.out)
    for name in ("audit.jsonl", "audit.json"):
        for pair in ((answers, name), (name, answers)):
            assert attrib("diff", *pair).complaint == (
                f"'answers.jsonl' holds answers of attrib ask, and '{name}' an audit: audit the answers "
                "first (attrib audit), or name two files of one kind"
            )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"question": "Why?"}', "line 1 has no schema, not 'attrib.asked_question/1': "),
        (b"[1]", "line 1 holds a list, not an answer: "),
        (b'{"schema": "attr', "line 1 is not JSON: Unterminated string starting at: "),
        (b"\xff", "line 1 is not UTF-8: save it as UTF-8: "),
        (b'{"schema": "attrib.answer/1"}', "line 1 is not attrib.answer/1: question: Field req"),
        (b'{"schema": "attrib.ask/1"}', "line 1 is not attrib.ask/1: questions: Field required: "),
    ],
)
def test_what_holds_no_answers(ask, attrib, tmp_path, data, reason):
    good = ask("good.jsonl")
    (tmp_path / "bad.jsonl").write_bytes(data)
    for pair in ((good, "bad.jsonl"), ("bad.jsonl", good)):
        complaint = attrib("diff", *pair).complaint
        assert complaint.startswith(f"answers file 'bad.jsonl': {reason}")
        assert complaint.endswith(MEND)
    assert attrib("diff", good, "no").complaint == f"answers file 'no' does not exist: {MEND}"
