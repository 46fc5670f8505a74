"""Names in brackets that a row does not declare are told, once for an audit."""

from __future__ import annotations

import json

import pytest
from hash_embedder import HashEmbedder
from word_scorer import WordScorer

from attrib.auditing import AuditRun, run
from attrib.auditing.rows import rows_of
from attrib.cli.audit import audit_command
from attrib.config import Settings

NAMED = [{"id": "report-a", "text": "Oak pine grow."}]


@pytest.fixture(autouse=True)
def without_a_model(monkeypatch):
    monkeypatch.setattr(run, "open_embedder", lambda *_: HashEmbedder())


def undeclared(*answers, **fields):
    rows = rows_of([{"answer": answer, "contexts": NAMED, **fields} for answer in answers])
    audit = AuditRun(rows, settings=Settings(), scorer=WordScorer())
    list(audit)
    return audit.undeclared


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ("Oak pine grow [smith2020].", "smith2020"),
        ("Oak pine grow. [Report-B]", "Report-B"),
        ("Oak pine grow [smith2020, jones2021] and more.", ""),
        ("Oak pine grow [smith2020, jones2021], and more.", "smith2020"),
        ("Oak pine grow [doc_4] [doc_5].", "doc_4"),
        ("Oak pine grow [fees.md].", "fees.md"),
        ("Oak pine grow [Fees.pdf#page=3].", "Fees.pdf#page=3"),
        ("Oak pine grow [1] [Report-B].", "Report-B"),
        # what is declared, or is no name
        ("Oak pine grow [report-a].", ""),
        ("Oak pine grow [1].", ""),
        ("Oak pine grow [sic].", ""),
        ("Oak pine [emphasis-added].", ""),
        ("Oak pine [the old ones of 1931].", ""),
        ("Oak pine a[i-1].", ""),
        ("Oak pine `[Report-B]`.", ""),
        ("Oak [COVID-19] pine grow.", ""),
        ("Oak pine grow [Report-B](https://a.example).", ""),
        ("Oak pine grow [2024].", ""),
        ("Does oak grow [Report-B]?", ""),
        ("", ""),
    ],
)
def test_a_name_that_looks_like_a_citation_is_found(answer, label):
    found = undeclared(answer)
    assert (found.first, found.count) == (label, bool(label))


def test_answers_are_counted_and_the_first_name_is_told():
    found = undeclared("Oak.", "Oak [b-2]. Pine [b-3].", "Oak [c-3].")
    assert (found.count, found.first, found.line) == (2, "b-2", 2)
    assert str(found).startswith("2 answer(s) have a name in brackets")
    assert "[b-2] on line 2" in str(found)
    assert str(found).endswith("declare it in the row's citations")
    assert str(undeclared("Oak [report-a].")) == ""


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ({"contexts": ["Oak pine grow."]}, 0),
        ({"contexts": ["Oak pine grow."], "citations": ["1"]}, 0),
        ({"contexts": ["Oak pine grow."], "citations": ["a.md"]}, 1),
        ({"contexts": ["Oak pine grow."], "citations": {"a": "1"}}, 1),
        ({"citations": {"b-2": "report-a"}}, 0),
        ({"contexts": [], "citations": {"a": "a.md"}}, 0),  # nothing to check, and said so
    ],
)
def test_only_rows_that_name_their_documents_expect_names(fields, count):
    assert undeclared("Oak pine grow [b-2].", **fields).count == count


def test_the_command_warns_once(tmp_path, capsys):
    path = tmp_path / "answers.jsonl"
    row = {"answer": "Oak pine grow [b-2].", "contexts": NAMED}
    path.write_text(f"{json.dumps(row)}\n{json.dumps({**row, 'id': 'x'})}\n")
    audit_command(path, scorer="baseline", as_json=True, show=0)
    printed = capsys.readouterr()
    assert json.loads(printed.out)["totals"]["answers"] == 2
    assert printed.err.startswith("warning: 2 answer(s) have a name in brackets")
    assert printed.err.count("\n") == 1
