from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import report_cases as cases
from markdown_it import MarkdownIt

from attrib.report.markdown import answer_markdown, audit_markdown
from attrib.report.markdown_text import markdown_link, plain_markdown
from attrib.report.page_file import write_answer, write_audit

GUIDE = "[Marrow Point: a visitor's guide](<https://example.org/marrow-point>)"


def section(markdown: str, heading: str) -> str:
    """What stands below a heading, down to the next one of any level."""
    (found,) = [part for part in f"\n{markdown}".split("\n#") if part.split("\n")[0] == heading]
    return found.partition("\n")[2].strip()


def tables(markdown: str) -> list[list[list[str]]]:
    """The cells of every table, row by row, as a parser reads them."""
    found: list[list[list[str]]] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for before, token in pairwise(tokens):
        if before.type == "table_open":
            found.append([])
        elif before.type == "tr_open":
            found[-1].append([])
        if before.type in ("th_open", "td_open"):
            found[-1][-1].append(token.content)
    return found


def test_the_totals_are_tables() -> None:
    rates, verdicts, citations, _ = tables(audit_markdown(cases.report()))
    assert rates == [
        ["Rate", "Value", "Measured on"],
        ["answers", "5", "7 claims"],
        ["support rate", "42.9%", "of 7 claims"],
        ["citation recall", "41.7%", "of 3 answers"],
        ["citation precision", "50.0%", "of 3 answers"],
    ]
    assert verdicts == [
        ["Verdict", "Sentences", "Answers"],
        ["✓ supported", "3", "3"],
        ["◐ partly supported", "1", "1"],
        ["✗ contradicted", "1", "1"],
        ["? unsupported", "1", "1"],
        ["– not checked", "1", "2"],
        ["· not a claim", "1", "1"],
    ]
    assert citations == [
        ["Citations", "Number"],
        ["valid", "3"],
        ["wrong", "1"],
        ["dangling", "1"],
        ["not checked", "0"],
        ["uncited claims", "1"],
    ]


def test_a_sentence_shows_verdict_reasons_citations_and_evidence() -> None:
    mixed = section(audit_markdown(cases.report()), "## mixed")
    assert "**When was the Marrow Point lighthouse built, and how high is it?**" in mixed
    start, end = mixed.index("✗ The tower"), mixed.index("? Entry costs four pounds.")
    assert mixed[start:end].strip().split("\n") == [
        "✗ The tower was finished on time. \\[2\\]",
        "",
        "- **contradicted**, probability of support 0.11",
        "- not in the sources: “on time”",
        "- “three years behind schedule” says the opposite of “on time”",
        "- \\[2\\] **wrong** Station log (samples/station log.pdf); "
        "\\[1\\] Marrow Point: a visitor's guide supports it",
        "",
        "> finished in 1874, three years behind schedule",
        ">",
        "> — **but** Station log (samples/station log.pdf), page 2, **says otherwise**",
    ]
    assert f"- \\[1\\] **valid** {GUIDE}" in mixed
    assert (
        "> — [Marrow Point: a visitor's guide](<https://example.org/marrow-point#:~:text=" in mixed
    )
    assert "- **supported**, probability of support 0.97; a source says otherwise" in mixed


def test_what_is_not_cited_what_points_nowhere_and_what_was_not_read_is_named() -> None:
    markdown = audit_markdown(cases.report())
    assert "\n- **no citation**\n" in section(markdown, "## lamp")
    assert "\n- \\[9\\] **dangling**" in section(markdown, "## odd")
    assert section(markdown, "## torn") == (
        "Line 5\n\n**Not checked**: line 5 is not JSON: '{\"answer\": '"
    )


def test_no_answer_is_lost_and_no_text_of_one_with_problems() -> None:
    markdown = audit_markdown(cases.report(copies=6))
    assert section(markdown, "# Answers with problems (24)") == ""
    fine = section(markdown, "# Answers without problems (6)").split("\n")
    assert len(fine) == 6
    assert fine[0] == (
        "- **fine-0** (line 1) ✓ 1: When was the Marrow Point lighthouse built, and how high is it?"
    )
    for name in ("mixed", "lamp", "odd", "torn"):
        assert all(section(markdown, f"## {name}-{copy}") for copy in range(6))
    assert "Visitors may climb the tower" in section(markdown, "## lamp-0")  # belongs to no claim


def test_headings_without_answers_are_left_out() -> None:
    report = cases.report()
    fine, *bad = report.answers
    assert "with problems" not in audit_markdown(replace(report, answers=(fine,)))
    assert "without problems" not in audit_markdown(replace(report, answers=tuple(bad)))


def test_provenance_stands_at_the_end() -> None:
    for markdown in (audit_markdown(cases.report()), answer_markdown(cases.answer())):
        assert tables(section(markdown, "# How this was made"))[0][1:3] == [
            ["attrib version", "0.1.0"],
            ["embedder name", "all-MiniLM-L6-v2"],
        ]
        assert markdown.endswith("| seed | 0 |\n")


def test_an_answer_shows_its_sentences_and_sources() -> None:
    markdown = answer_markdown(cases.answer())
    assert markdown.startswith(
        "# When was the Marrow Point lighthouse built, and how high is it?\n"
    )
    assert "\n✓ The lighthouse was built in 1871 and automated in 1984. \\[1\\]\n" in markdown
    assert "\n> was built in 1871 and automated in 1984\n" in markdown
    assert "\n4 sentences, 2 sources · confidence 0.87\n" in markdown
    assert section(markdown, "# Sources").split("\n") == [
        f"- **\\[1\\]** {GUIDE} · Coast Trust · 2021-05-04",
        "- **\\[2\\]** Station log (samples/station log.pdf)",
    ]


def test_what_was_retrieved_and_not_used_is_named() -> None:
    whole = cases.answer()
    guide_only = replace(whole, attributions=whole.attributions[3:], sources=whole.sources[:1])
    unused = section(answer_markdown(guide_only), "# Retrieved, but not used (1)")
    assert unused == "- Station log (samples/station log.pdf)"


def test_an_abstention_shows_what_was_closest() -> None:
    markdown = answer_markdown(cases.abstention())
    assert "\nThe sources do not say.\n\nconfidence 0.12\n" in markdown
    closest = section(markdown, "# Closest, but not an answer")
    assert f"> {cases.GUIDE}\n>\n> — Marrow Point › History, similarity 0.71" in closest
    assert f"> {cases.LOG}\n>\n> — page 2, similarity 0.71" in closest


def test_a_short_answer_why_and_what_was_mended_are_shown() -> None:
    markdown = answer_markdown(cases.mended())
    assert "\n**in 1871**\n" in markdown
    assert "\n  - rests on \\[1\\] " in section(markdown, "# Why")
    assert "- “It glows.” was not supported: left out" in section(markdown, "# Mended")
    plain = answer_markdown(cases.answer())
    assert "# Why" not in plain and "# Mended" not in plain


def test_what_is_not_answered_of_a_question_with_parts_is_told() -> None:
    markdown = answer_markdown(cases.in_part())
    assert "\n- When was it built? **in 1871**\n" in markdown
    assert "- who &lt;i&gt;paid&lt;/i&gt; for it? **not answered by these documents**\n" in markdown


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("in 2024-05-01, at 0.5 (or more)", "in 2024-05-01, at 0.5 (or more)"),
        ("2024-05-01", "2024-05-01"),
        ("0.97", "0.97"),
        ("- a\n- b", "\\- a - b"),
        ("1. a", "1\\. a"),
        ("# a", "\\# a"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("a | b \\| c", "a &#124; b \\\\&#124; c"),
        ("[1](x) ![y](z)", "\\[1\\](x) !\\[y\\](z)"),
        ("@me, #12, GH-3", "@&#8203;me, \\#&#8203;12, GH-&#8203;3"),
        ("http://a www.b :ok:", "http:&#8203;//a www&#8203;.b :&#8203;ok:"),
        ("$5 or $6", "&#8203;$5 or &#8203;$6"),
        ("a\r\n\tb\u2028c \x1b[31m \u202ed \u2067e", "a b c ␛\\[31m \ufffdd \ufffde"),
    ],
)
def test_only_what_means_something_is_escaped(text: str, markdown: str) -> None:
    assert str(plain_markdown(text)) == markdown


def test_links_lead_to_the_web_only() -> None:
    assert str(markdown_link("a]", "https://x.org/?a&lt;=(1)$", "u")) == (
        "[a\\]](<https://x.org/?a&amp;lt;=(1)%24>)"
    )
    assert str(markdown_link("a", "../samples/a.pdf", "samples/a.pdf")) == "a (samples/a.pdf)"
    assert str(markdown_link("a", "file:///srv/a.pdf")) == "a"
    assert str(markdown_link("a", None, "a")) == "a"


@pytest.mark.parametrize(
    ("name", "is_markdown"),
    [("a.md", True), ("a.MARKDOWN", True), ("a.html", False), ("a.md.txt", False), ("md", False)],
)
def test_the_name_of_the_file_decides(name: str, is_markdown: bool, tmp_path: Path) -> None:
    file = tmp_path / name
    for write in (
        lambda: write_audit(file, cases.report(), None),
        lambda: write_audit(file, cases.report(), tmp_path),
        lambda: write_answer(file, cases.answer(), tmp_path),
    ):
        write()
        text = file.read_text(encoding="utf-8")
        assert text.startswith("# " if is_markdown else "<!doctype html>")
