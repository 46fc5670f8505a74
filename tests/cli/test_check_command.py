"""``attrib check``."""

from __future__ import annotations

import re

import pytest

TEXT = "The harbour of Ostmark was dredged in 1931. Two ferries a day go to Sand.\n"
TRUE = "The harbour of Ostmark was dredged in 1931."
FALSE = "The harbour of Ostmark was dredged in 1947."


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "harbour.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("scorer", ["baseline", "support"])
def test_a_claim_is_shown_with_the_words_that_carry_it(attrib, source, scorer):
    result = attrib("check", TRUE, "--source", source, "--scorer", scorer)
    assert result.code == 0
    assert f"✓ {TRUE}" in result.out
    assert f"“{TRUE}”" in result.out
    assert re.search(r"supported \(probability (0\.[5-9]\d|1\.00)\)", result.out)


def test_a_false_claim_is_shown_with_the_words_against_it(attrib, source):
    result = attrib("check", FALSE, "--source", source)
    assert result.code == 0
    assert f"✗ {FALSE}" in result.out
    assert "This source says otherwise" in result.out
    assert "1931" in result.out


def test_fail_makes_a_gate_of_it(attrib, source):
    assert attrib("check", FALSE, "--source", source, "--fail").code == 1
    assert attrib("check", TRUE, "--source", source, "--fail").code == 0


def test_json_follows_its_schema(attrib, source, complaints):
    for claim in (TRUE, FALSE):
        result = attrib("check", "-", "--source", source, "--json", stdin=claim.encode())
        assert complaints(result.json, "check") == []
        assert result.json["schema"] == "attrib.check/1"
        assert result.json["claim"] == claim
        for evidence in result.json["attribution"]["evidence"]:
            assert TEXT[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_a_question_helps_a_short_claim(attrib, source):
    asked = ("--question", "When was the harbour of Ostmark dredged?")
    result = attrib("check", "In 1931", "--source", source, *asked, "--json")
    assert result.json["attribution"]["verdict"] == "supported"


def test_bytes_of_a_question_that_are_no_text_do_no_harm(attrib, source):
    asked = ("--question", "When was it dredged\udce9?")
    result = attrib("check", "In 1931", "--source", source, *asked, "--json")
    assert result.json["question"] == "When was it dredged\ufffd?"


def test_mistakes_are_one_line(attrib, source, tmp_path):
    assert "nowhere.txt" in attrib("check", TRUE, "--source", tmp_path / "nowhere.txt").complaint
    assert "claim is empty" in attrib("check", " ", "--source", source).complaint
    assert "'gpt'" in attrib("check", TRUE, "--source", source, "--scorer", "gpt").complaint
    assert attrib("check", TRUE).code == 2
