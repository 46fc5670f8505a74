"""attrib diff: what changed between two audits, its gate, and files that are none."""

from __future__ import annotations

import json

import pytest

CONTEXT = "The north quay is 120 metres long. It was built in 1954."
QUAY = "The north quay is 120 metres long."
PROVENANCE = {
    "attrib_version": "0.1.0", "embedder": {"name": "mini", "sha256": "ab" * 32},
    "generator": {"name": "none"}, "scorer": {"name": "support"}, "index_fingerprint": None,
}  # fmt: skip
AUDIT = "name a file that attrib audit --out or attrib audit --json wrote"


def audited(name: str, *claims: dict, **rest: object) -> dict:
    """A line of an audit."""
    return {
        "schema": "attrib.answer_audit/1", "id": name, "line": 1, "question": None,
        "answer": " ".join(claim["claim"]["text"] for claim in claims), "attributions": claims,
        "sources": [], "citation_recall": 1.0, "citation_precision": 1.0, "support_rate": 1.0,
        "error": None, **rest,
    }  # fmt: skip


def said(text: str = QUAY, verdict: str = "supported", **rest: object) -> dict:
    claim = {"text": text, "start": 0, "end": len(text)}
    return {"claim": claim, "verdict": verdict, "probability": 0.9, **rest}


def cited(status: str) -> list[dict]:
    return [{"marker": "[1]", "start": 0, "end": 3, "target": "1", "status": status}]


def quoted(quote: str) -> list[dict]:
    return [{"document_id": "d1", "start": 0, "end": 9, "quote": quote, "score": 0.9}]


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Writes a file: items as lines, or bytes as they are."""
    monkeypatch.chdir(tmp_path)

    def write(name: str, *items: object) -> str:
        lines = [i if isinstance(i, bytes) else json.dumps(i).encode() for i in items]
        (tmp_path / name).write_bytes(b"\n".join(lines) + b"\n")
        return name

    return write


def test_what_audit_wrote_is_compared_as_lines_or_as_one_document(attrib, written, complaints):
    def audit(name: str, *answers: str) -> None:
        rows = ({"id": f"q{n}", "answer": a, "contexts": [CONTEXT]} for n, a in enumerate(answers))
        written(f"{name}.in", *rows)
        made = attrib(
            "audit", f"{name}.in", "--scorer", "baseline", "--out", f"{name}.jsonl", "--json"
        )
        written(f"{name}.json", made.out.encode())

    audit("before", "The north quay is 120 metres long [1].", "It was built in 1954 [1].")
    audit("after", "The north quay is 300 metres long [1].", "It was built in 1954 [1].")
    shown = attrib("diff", "before.jsonl", "after.json").out
    assert "2 answers before, 2 after: 1 changed" in shown
    assert "support rate 100.0% → 50.0%" in shown
    assert "✗ The north quay is 300 metres long." in shown
    assert "before: “The north quay is 120 metres long.”" in shown
    assert "[1] valid → wrong" in shown
    assert "q1" not in shown
    lines = attrib("diff", "before.jsonl", "after.jsonl", "--json").json
    document = attrib("diff", "before.json", "after.json", "--json").json
    assert (lines.pop("provenance"), document.pop("provenance")) == (None, [])
    assert lines == document
    assert "Nothing changed." in attrib("diff", "after.json", "after.jsonl", "--fail-on-worse").out
    whole = attrib("diff", "before.json", "after.json", "--json").json
    assert complaints(whole, "audit_diff") == []


def test_every_kind_of_change_is_shown(attrib, written, complaints):
    before = written(
        "before.jsonl",
        audited("alone", said()),
        audited("quay", said(), said("Cited.", citations=cited("valid")), said("Gone.", "partial")),
        audited("quote", said(evidence=quoted("It is long."))),
        audited("better", said(verdict="partial")),
    )
    after = written(
        "after.jsonl",
        audited("better", said()),
        audited("quote", said(evidence=quoted("It is very long."))),
        audited(
            "quay",
            said("Brand new words.", "unsupported"),
            said("Cited.", citations=cited("dangling")),
            said(
                "The north quay is 90 metres long.", "unchecked", probability=None, reasons=["lost"]
            ),
            question="How long?",
        ),
        audited("young", said()),
    )
    assert attrib("diff", before, after).out == (
        "4 answers before, 4 after: 3 changed, 1 only before, 1 only after\n"
        "  claims: 1 worse, 1 better, 1 new, 1 gone, 1 reworded, "
        "1 with other evidence\n"
        "  citations: 1 with another status\n"
        "  became unchecked: 1\n"
        "  support rate 66.7% → 66.7%, citation recall 100.0% → 100.0%, "
        "citation precision 100.0% → 100.0%\n"
        "  made alike or not: a file of --out does not tell, one of --json does\n"
        "  only before: alone\n"
        "  only after: young\n"
        "\n"
        "quay (line 1)\n"
        "  How long?\n"
        "  – The north quay is 90 metres long.\n"
        "    worse: supported (0.90) → not checked\n"
        "    before: “The north quay is 120 metres long.”\n"
        "    lost\n"
        "  ? Brand new words.\n"
        "    new: unsupported (0.90)\n"
        "  ✓ Cited.\n"
        "    [1] valid → dangling\n"
        "  ◐ Gone.\n"
        "    gone: partly supported (0.90)\n"
        "\n"
        "quote (line 1)\n"
        "  ✓ The north quay is 120 metres long.\n"
        "    no longer for it: “It is long.” (d1)\n"
        "    now for it: “It is very long.” (d1)\n"
        "\n"
        "better (line 1)\n"
        "  ✓ The north quay is 120 metres long.\n"
        "    better: partly supported (0.90) → supported (0.90)\n"
    )
    assert complaints(attrib("diff", before, after, "--json").json, "audit_diff") == []


def test_identical_audits(attrib, written):
    path = written("audit.jsonl", audited("a", said()), audited("b", said(verdict="unchecked")))
    result = attrib("diff", path, path, "--fail-on-worse")
    assert (result.code, result.err) == (0, "")
    assert "2 answers before, 2 after: 0 changed" in result.out
    assert result.out.endswith("\nNothing changed.\n")


def test_the_gate(attrib, written):
    good = written("good.jsonl", audited("a", said()), audited("b", said()))
    bad = written("bad.jsonl", audited("a", said(verdict="unchecked")))
    assert attrib("diff", good, bad).code == 0
    assert attrib("diff", bad, good, "--fail-on-worse").code == 0
    for options in ([], ["--json"]):
        failed = attrib("diff", good, bad, "--fail-on-worse", *options)
        assert failed.code == 1
        assert failed.out
        assert failed.err.splitlines() == [
            "gate failed: 1 claim(s) became worse",
            "gate failed: 1 answer(s) are missing that were there before",
            "gate failed: 1 claim(s) or citation(s) became unchecked: see their reasons",
        ]


def test_show_limits_what_is_printed_not_what_is_counted(attrib, written):
    before = written("before.jsonl", *(audited(f"q{n}", said(), line=n) for n in range(1, 6)))
    after = written(
        "after.jsonl", *(audited(f"q{n}", said(verdict="partial"), line=n) for n in (1, 2, 3))
    )
    shown = attrib("diff", before, after, "--show", 1).out
    assert "3 changed, 2 only before" in shown
    assert "only before: q4 and 1 more" in shown
    assert "q1 (line 1)" in shown and "q2" not in shown
    assert shown.endswith("\n2 more answers changed\n")


def test_a_row_that_can_no_longer_be_read_says_why(attrib, written):
    before = written("before.jsonl", audited("a", said()))
    after = written(
        "after.jsonl",
        audited("a", said("", "unchecked", probability=None, reasons=["line 1: bad"])),
    )
    result = attrib("diff", before, after, "--fail-on-worse")
    assert result.code == 1
    assert "  – (no text)\n    new: not checked\n    line 1: bad\n" in result.out


def test_how_the_audits_were_made_is_compared_where_both_tell(attrib, written):
    report = {"schema": "attrib.audit/1", "totals": {}, "answers": [audited("a", said())]}
    other = {**PROVENANCE, "embedder": {"name": "mini", "sha256": "cd" * 32}}
    before = written("before.json", {**report, "provenance": PROVENANCE})
    after = written("after.json", {**report, "provenance": other})
    shown = attrib("diff", before, after).out
    assert "embedder.sha256: abababababab → cdcdcdcdcdcd" in shown
    assert "made alike" not in shown
    assert "Nothing changed." in shown
    lines = written("lines.jsonl", audited("a", said()))
    unknown = attrib("diff", before, lines).out
    assert "embedder" not in unknown
    assert "\n  made alike or not: a file of --out does not tell, one of --json does\n" in unknown
    alike = attrib("diff", before, before).out
    assert "\n  made alike: with the same version, models, settings and index\n" in alike


def test_what_an_audit_holds_cannot_steer_the_terminal(attrib, written):
    evil = "\x1b[2J\u202e[bold]"
    before = written("before.jsonl", audited(f"gone{evil}", said()), audited(f"a{evil}", said()))
    after = written(
        "after.jsonl",
        audited(
            f"a{evil}",
            said(f"New {evil}", reasons=[evil], evidence=quoted(evil)),
            said(
                verdict="partial", citations=[{**cited("wrong")[0], "target": evil}], reasons=[evil]
            ),
            question=evil,
        ),
    )
    shown = attrib("diff", before, after).out
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "[bold]" in shown


LINE = json.dumps(audited("a", said())).encode()
BAD = [
    (b'{"id": "a", "answer": "So."}', "line 1 has no schema, not 'attrib.answer_audit/1': "),
    (b'{"schema": "attrib.check/1"}', "line 1 has schema 'attrib.check/1', not 'attrib.answer_"),
    (b'\n{\n"schema": "attrib.audit/2"\n}', "line 2 has schema 'attrib.audit/2', not "),
    (b"[1]", "line 1 holds a list, not an audit: "),
    (LINE + b'\n{"schema": "attr', "line 2 is not JSON: Unterminated string starting at: "),
    (b'{\n"schema": "attrib.audit/1",\n', "line 2 is not JSON: Expecting property name "),
    (b"\n\xff\xfe{}", "line 2 is not UTF-8: save it as UTF-8: "),
    (b"[" * 100_000, "line 1 is not JSON: nested too deeply: "),
    (b'{"schema": "attrib.answer_audit/1"}', "line 1 is not attrib.answer_audit/1: id: Field req"),
    (LINE.replace(b'"supported"', b'"true"'),
     "line 1 is not attrib.answer_audit/1: attributions.0.verdict: Input should be 'supported', "),
    (b'{"schema": "attrib.audit/1", "totals": {}, "answers": []}',
     "line 1 is not attrib.audit/1: provenance: Field required: "),
    (LINE + b"\n\n" + LINE, "lines 1 and 3 have the same id 'a': give each answer its own, and "),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), BAD, ids=[reason[:40] for _, reason in BAD])
def test_what_is_no_audit(attrib, written, data, reason):
    good, bad = written("good.jsonl", audited("a", said())), written("bad.jsonl", data)
    for arguments in ((bad, good), (good, bad)):
        complaint = attrib("diff", *arguments).complaint
        assert complaint.startswith(f"audit file 'bad.jsonl': {reason}")
        assert complaint.endswith((AUDIT, "audit them again"))


def test_a_file_that_is_not_there_or_not_one(attrib, written, tmp_path):
    good = written("good.jsonl", audited("a", said()))
    assert attrib("diff", good, "no").complaint == f"audit file 'no' does not exist: {AUDIT}"
    assert (
        attrib("diff", tmp_path, good).complaint == f"audit file '{tmp_path}' is a folder: {AUDIT}"
    )
