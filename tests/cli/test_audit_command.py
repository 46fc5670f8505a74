"""attrib audit: reports, files, gates, and rows that are not as they should be."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from conftest import REPOSITORY, read_jsonl

SAMPLES = REPOSITORY / "samples" / "answers.jsonl"
CONTEXT = "The north quay is 120 metres long. It was built in 1954."
GOOD = {"answer": "The north quay is 120 metres long [1].", "contexts": [CONTEXT]}
BAD_ROWS = [
    (b'{"answer": "cut', "line 2 is not JSON"),
    (b"[1, 2]", "line 2 holds a list: an object is needed"),
    (b"\xff\xfe{}", "line 2 is not UTF-8"),
    (b'{"answer": ""}', "line 2: 'answer' is empty"),
    (b'{"answer": 7}', "line 2: 'answer' is a int: a string is needed"),
    (b'{"question": "Why?"}', "line 2: 'answer' is missing"),
    (b'{"answer": "So.", "question": 5}', "line 2: 'question' is a int"),
    (b'{"answer": "So.", "contexts": "text"}', "line 2: 'contexts' is a str: a list is needed"),
    (b'{"answer": "So.", "contexts": [5]}', "line 2: context 1 has no text"),
    (b'{"answer": "So.", "citations": 5}', "line 2: 'citations' is a int: a list is needed"),
    (b'{"answer": "So.", "citations": [{}]}', "line 2: citation 1 has no uri"),
    (b"[" * 100_000, "line 2 is not JSON: nested too deeply"),
    (b'{"answer": "It is so."}', "the row has no contexts and no --index was given"),
]


@pytest.fixture
def rows(tmp_path):
    """Writes a file of rows, given as objects or as bytes."""

    def write(*items: object):
        path = tmp_path / "answers.jsonl"
        lines = [i if isinstance(i, bytes) else json.dumps(i).encode() for i in items]
        path.write_bytes(b"\n".join(lines) + b"\n")
        return path

    return write


@pytest.mark.parametrize(
    "fault", [("--scorer", "nowhere"), ("--cache", "answers.jsonl"), ("--embedder", "nowhere")]
)
def test_what_fails_before_the_first_answer_leaves_the_results_of_last_time(
    attrib, rows, tmp_path, monkeypatch, fault
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out.jsonl").write_text("kept\n")
    assert attrib("audit", rows(GOOD), "--out", "out.jsonl", *fault).complaint
    assert (tmp_path / "out.jsonl").read_text() == "kept\n"


def test_a_file_without_rows_gives_a_file_without_lines(attrib, rows, tmp_path):
    (tmp_path / "out.jsonl").write_text("old\n")
    empty = rows()
    assert attrib("audit", empty, "--scorer", "baseline", "--out", tmp_path / "out.jsonl").code == 0
    assert (tmp_path / "out.jsonl").read_text() == ""


@pytest.mark.slow
def test_the_sample_answers_against_the_library(attrib, library_folder, complaints, tmp_path):
    out, page = tmp_path / "verdicts.jsonl", tmp_path / "report.html"
    result = attrib("audit", SAMPLES, "--index", library_folder, "--out", out, "--report", page,
                    "--json", "--fail-under", 0.9)  # fmt: skip
    assert result.code == 1
    assert all(line.startswith("gate failed: ") for line in result.err.splitlines())
    assert "support rate" in result.err
    report = result.json
    assert complaints(report, "audit") == []
    audited = read_jsonl(out)
    assert audited == report["answers"]
    assert [complaints(answer, "answer_audit") for answer in audited] == [[]] * len(audited)
    assert [a["id"] for a in audited] == [row["id"] for row in read_jsonl(SAMPLES)]
    statuses = Counter(
        c["status"] for a in audited for s in a["attributions"] for c in s["citations"]
    )
    assert statuses == Counter(report["totals"]["citations"])
    assert "joint-and-dangling" in page.read_text(encoding="utf-8")


def test_contexts_alone_need_no_index(attrib, rows):
    result = attrib("audit", rows(GOOD))
    assert result.code == 0
    assert result.err == ""
    assert "Audit of 1 answer" in result.out
    assert "support rate" in result.out


def test_the_gate(attrib, rows):
    path = rows(GOOD)
    assert attrib("audit", path, "--fail-under", 0.9).code == 0
    path = rows(GOOD, {**GOOD, "answer": "The north quay is 300 metres long [1]."})
    failed = attrib("audit", path, "--fail-under", 0.9)
    assert failed.code == 1
    assert "gate failed: support rate 0.500 is below 0.9" in failed.err
    assert attrib("audit", path, "--fail-under", 0.4).code == 0


def test_an_answer_without_citations_is_no_pass(attrib, rows):
    result = attrib("audit", rows({**GOOD, "answer": CONTEXT}), "--fail-under", 0.5)
    assert result.code == 1
    assert "citation recall 0.000 is below 0.5" in result.err


def test_a_gate_on_one_rate_lets_answers_without_citations_pass(attrib, rows):
    path = rows({**GOOD, "answer": CONTEXT})
    assert attrib("audit", path, "--fail-under", "support=0.9").code == 0
    result = attrib("audit", path, "--fail-under", "recall=0.5", "--fail-under", "support=0.9")
    assert result.code == 1
    assert result.err == "gate failed: citation recall 0.000 is below 0.5\n"
    lenient = ("recall=0", "0.9", "precision=0.0")
    assert attrib("audit", path, *(w for one in lenient for w in ("--fail-under", one))).code == 0


def test_a_gate_on_contradicted_claims(attrib, rows):
    path = rows(GOOD, {**GOOD, "answer": "The north quay is 300 metres long [1]."})
    assert attrib("audit", path, "--max-contradicted", 1).code == 0
    failed = attrib("audit", path, "--max-contradicted", 0)
    assert failed.code == 1
    assert failed.err == "gate failed: 1 claim(s) are contradicted, more than 0\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("recal=0.8", "names no rate: write support, recall, precision, as in support=0.9"),
        ("=0.8", "names no rate"),
        ("support=", "is no rate: write a number from 0 to 1, such as 0.9"),
        ("2", "is no rate"),
        ("-0.1", "is no rate"),
        ("nan", "is no rate"),
        ("support=90%", "is no rate"),
    ],
)
def test_a_gate_that_is_none_is_refused_before_the_work(attrib, given, said):
    complaint = attrib("audit", "nowhere.jsonl", f"--fail-under={given}").complaint
    assert complaint.startswith(f"--fail-under '{given}' {said}")


def test_what_could_not_be_checked_fails_the_gate(attrib, rows):
    path = rows(GOOD, b"{")
    failed = attrib("audit", path, "--fail-under", 0.1)
    assert failed.code == 1
    assert "could not be checked" in failed.err
    assert attrib("audit", path, "--fail-under", 0.1, "--allow-unchecked").code == 0


def test_a_file_without_answers_is_no_pass(attrib, rows):
    path = rows()
    assert attrib("audit", path).code == 0
    assert attrib("audit", path, "--fail-under", 0.0).code == 1


@pytest.mark.parametrize(("bad", "reason"), BAD_ROWS, ids=[reason for _, reason in BAD_ROWS])
def test_a_bad_row_is_reported_with_its_line_and_the_others_are_checked(
    attrib, rows, complaints, tmp_path, bad, reason
):
    out = tmp_path / "out.jsonl"
    path = rows(GOOD, bad, b"", GOOD)
    result = attrib("audit", path, "--out", out)
    assert result.code == 0
    assert "(line 2)" in result.out
    first, second, third = read_jsonl(out)
    assert [a["line"] for a in (first, second, third)] == [1, 2, 4]
    assert reason in second["error"]
    assert {s["verdict"] for s in second["attributions"]} <= {"unchecked"}
    assert complaints(second, "answer_audit") == []
    assert first["support_rate"] == third["support_rate"] == 1.0
    report = attrib("audit", path, "--json").json
    assert report["totals"]["malformed"] == 1
    assert report["totals"]["unchecked"] >= 1


def test_rows_of_one_id_are_told_once_and_audited_all_the_same(attrib, rows):
    path = rows(*({**GOOD, "id": name} for name in ("a", "b", "a", "b", "a")))
    result = attrib("audit", path, "--scorer", "baseline", "--json")
    assert result.code == 0
    assert result.json["totals"]["answers"] == 5
    assert result.err == (
        "warning: 3 row(s) have the id of an earlier one, first 'a' on line 3: "
        "give each its own id, or attrib diff cannot tell them apart\n"
    )


def test_show_limits_what_is_printed_not_what_is_counted(attrib, rows):
    path = rows(b"{", b"{", b"{")
    shown = attrib("audit", path, "--show", 1).out
    assert "(line 1)" in shown
    assert "(line 2)" not in shown
    assert "Audit of 3 answers" in shown


def test_the_page_shows_every_answer(attrib, rows, tmp_path):
    page = tmp_path / "report.html"
    path = rows({**GOOD, "id": "fine"}, {"id": "<b>odd</b>", "answer": "<script>x</script> is so."})
    attrib("audit", path, "--report", page)
    html = page.read_text(encoding="utf-8")
    assert "fine" in html
    assert "&lt;b&gt;odd&lt;/b&gt;" in html
    assert "<script>x" not in html


@pytest.mark.parametrize("name", ["report.md", "report.Markdown"])
def test_a_report_is_markdown_when_its_name_says_so(attrib, rows, tmp_path, name):
    page = tmp_path / name
    path = rows({**GOOD, "id": "fine"}, {"id": "<b>odd</b>", "answer": "It is so, @you: see #12."})
    assert attrib("audit", path, "--report", page).code == 0
    markdown = page.read_text(encoding="utf-8")
    assert markdown.startswith("# Audit\n")
    assert "\n- **fine** (line 1) ✓ 1: The north quay is 120 metres long \\[1\\].\n" in markdown
    assert "\n### &lt;b&gt;odd&lt;/b&gt;\n" in markdown
    assert "\n– It is so, @&#8203;you: see \\#&#8203;12.\n" in markdown
    assert "<b>" not in markdown


def test_a_file_that_is_not_there(attrib, tmp_path):
    assert attrib("audit", "nowhere.jsonl").complaint == (
        "answers file 'nowhere.jsonl' does not exist: name a JSONL file of answers"
    )
    assert "is a folder: name a JSONL file" in attrib("audit", tmp_path).complaint


def test_outputs_are_looked_at_before_the_work(attrib, rows, tmp_path, monkeypatch):
    path = rows(GOOD)
    before = path.read_bytes()
    monkeypatch.setattr("attrib.auditing.AuditRun", None)  # whoever works, fails
    for option in ("--out", "--report"):
        assert attrib("audit", path, option, tmp_path).complaint == (
            f"'{tmp_path}' cannot be written: it is a folder"
        )
        missing = tmp_path / "no" / "x"
        assert (
            f"there is no folder '{tmp_path / 'no'}'"
            in attrib("audit", path, option, missing).complaint
        )
        assert "it is the file to read" in attrib("audit", path, option, path).complaint
    both = attrib("audit", path, "--out", tmp_path / "x", "--report", tmp_path / "x")
    assert "it is named twice" in both.complaint
    assert path.read_bytes() == before


def test_standard_input_is_read(attrib):
    line = json.dumps({"answer": "The mill grinds oats.", "contexts": ["The mill grinds oats."]})
    result = attrib("audit", "-", "--json", stdin=line.encode())
    assert result.code == 0
    assert result.json["totals"]["verdicts"]["supported"] == 1


def test_what_comes_from_standard_input_goes_to_a_file_that_exists(attrib, tmp_path):
    out = tmp_path / "out.jsonl"
    out.write_text("old\n")
    line = json.dumps({"id": "mill", **GOOD}).encode()
    result = attrib("audit", "-", "--scorer", "baseline", "--out", out, stdin=line)
    assert (result.code, result.err) == (0, "")
    assert [audited["id"] for audited in read_jsonl(out)] == ["mill"]


def test_a_file_without_answers_fails_after_each_line_was_told(attrib, rows):
    result = attrib("audit", rows(b"id,answer", b"1,Yes"))
    assert result.code == 2
    assert "line 2 is not JSON" in result.out
    assert "holds no answers (line 1 is not JSON" in result.err
    assert "one JSON array of such objects" in result.err
