"""attrib audit --resume: what a stopped audit wrote is kept, and nothing else is."""

from __future__ import annotations

import json

import pytest
from conftest import read_jsonl

from attrib.auditing.metrics import Totals

CONTEXT = "The north quay is 120 metres long. It was built in 1954."
ROWS = [
    {"id": "good", "answer": "The north quay is 120 metres long [1].", "contexts": [CONTEXT]},
    {"answer": "It was built in 1931 [1]. Moss is green.", "contexts": [CONTEXT]},
    {"question": "How long is it?"},
    {"answer": "Die Länge beträgt 120 m.", "contexts": [{"id": "ä", "text": "120 m\u2028lang"}]},
    {"id": "last", "answer": "The quay was built in 1954 [2].", "contexts": [CONTEXT]},
]


def alike(one: object, other: object) -> bool:
    """Whether two values of JSON are equal, but for what the neighbours of a pair can change in numbers."""
    if isinstance(one, float):
        return one == pytest.approx(other, abs=1e-4)
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


@pytest.fixture
def audit(attrib, tmp_path, monkeypatch):
    """Audits ROWS, or others, with --out out.jsonl and the baseline scorer."""
    monkeypatch.chdir(tmp_path)

    def run(*options: object, rows: list[dict[str, object]] = ROWS):
        lines = [json.dumps(row) + "\n" for row in rows]
        (tmp_path / "answers.jsonl").write_text("".join(lines))
        return attrib(
            "audit", "answers.jsonl", "--out", "out.jsonl", "--scorer", "baseline", *options
        )

    return run


@pytest.fixture
def whole(audit, tmp_path):
    """What an audit that nobody stops prints and writes."""
    printed = audit("--json").json
    return printed, (tmp_path / "out.jsonl").read_bytes()


@pytest.mark.parametrize("kept", [0, 1, 2, 4, 5])
@pytest.mark.parametrize(
    "torn", [b"", b'{"schema": "attr', '{"schema": "attrib.answer_audit/1", "id": "ä'.encode()[:-1]]
)
def test_a_stopped_audit_that_goes_on_is_one_that_nobody_stopped(
    audit, whole, tmp_path, kept, torn
):
    printed, written = whole
    out = tmp_path / "out.jsonl"
    first = b"".join(written.splitlines(keepends=True)[:kept])
    out.write_bytes(first + torn)
    assert alike(audit("--resume", "--json").json, printed)
    assert out.read_bytes().startswith(first)
    assert alike(read_jsonl(out), printed["answers"])


def test_what_was_written_is_not_made_again(audit, whole, tmp_path):
    _, written = whole
    lines = written.splitlines(keepends=True)
    changed = lines[1].replace(b"Moss is green", b"Moss is great", 1)
    (tmp_path / "out.jsonl").write_bytes(lines[0] + changed)
    assert audit("--resume").code == 0
    assert (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)[:2] == [
        lines[0],
        changed,
    ]


def test_without_a_file_it_starts(audit, whole, tmp_path):
    printed, written = whole
    (tmp_path / "out.jsonl").unlink()
    assert audit("--resume", "--json").json == printed
    assert (tmp_path / "out.jsonl").read_bytes() == written


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        (
            [{**ROWS[0], "contexts": [CONTEXT + " "]}, *ROWS[1:]],
            (),
            "audit of 'good' is not of the row",
        ),
        (ROWS[1:], (), "the audit of 'good' is not of the row in line 1 as it is now"),
        (ROWS[:4], (), "there is no row for the audit of 'last'"),
        (ROWS, ("--scorer", "support"), "made with other models, settings or another index"),
    ],
    ids=["another context", "another row", "fewer rows", "another scorer"],
)
def test_an_audit_of_something_else_is_left_as_it_is(
    audit, whole, tmp_path, rows, options, said
):  # fmt: skip
    _, written = whole
    complaint = audit("--resume", *options, rows=rows).complaint
    assert said in complaint
    assert complaint.endswith("start again without --resume")
    assert (tmp_path / "out.jsonl").read_bytes() == written


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"answer": "Mine."}\n', "line 1 has no schema"),
        ("my notes without a line end", "line 1 is no audit that was cut off"),
        ('{"schema": "attrib.audit/1", "', "line 1 is no audit that was cut off"),
    ],
)
def test_a_file_that_is_no_audit_is_left_as_it_is(audit, tmp_path, content, said):
    (tmp_path / "out.jsonl").write_text(content)
    assert f"out.jsonl': {said}" in audit("--resume").complaint
    assert (tmp_path / "out.jsonl").read_text() == content


def test_an_audit_of_an_earlier_version_is_left_as_it_is(audit, whole, tmp_path):
    written = [{**line, "inputs_hash": ""} for line in read_jsonl(tmp_path / "out.jsonl")]
    (tmp_path / "out.jsonl").write_text("".join(json.dumps(line) + "\n" for line in written))
    assert "does not tell what it was made of" in audit("--resume").complaint


def test_resume_wants_to_know_what(attrib, tmp_path):
    complaint = attrib("audit", tmp_path / "a.jsonl", "--resume").complaint
    assert complaint == "--resume goes on with what an --out file has: name the file with --out"


def test_a_stopped_audit_says_how_to_go_on(audit, whole, tmp_path, monkeypatch):
    printed, _ = whole
    add = Totals.add

    def stop(totals, audited):
        if totals.answers == 2:
            raise KeyboardInterrupt
        add(totals, audited)

    with monkeypatch.context() as patched:
        patched.setattr(Totals, "add", stop)
        stopped = audit()
    assert stopped.code == 130
    assert "out.jsonl has what was audited: --resume goes on from there" in stopped.err
    assert len(read_jsonl(tmp_path / "out.jsonl")) == 2
    assert alike(audit("--resume", "--json").json, printed)
