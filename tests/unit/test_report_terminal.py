from __future__ import annotations

import io

import pytest
import report_cases as cases
from rich.cells import cell_len
from rich.console import Console

from attrib.report.terminal import render_answer, render_audit
from attrib.types import AuditReport


@pytest.fixture(autouse=True)
def a_common_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


class Screen(Console):
    """A console whose output can be read back; plain unless ``color_system`` is given."""

    def __init__(self, width: int = 80, encoding: str = "utf-8", **options: object) -> None:
        self.bytes = io.BytesIO()
        file = io.TextIOWrapper(self.bytes, encoding=encoding, errors="strict", newline="")
        super().__init__(file=file, width=width, **options)  # type: ignore[arg-type]

    @property
    def shown(self) -> str:
        self.file.flush()
        return self.bytes.getvalue().decode(self.encoding)


def answer_on(screen: Screen, answer: object = None) -> str:
    render_answer(cases.answer() if answer is None else answer, screen)  # type: ignore[arg-type]
    return screen.shown


def audit_on(screen: Screen, **options: object) -> str:
    render_audit(cases.report(), screen, **options)  # type: ignore[arg-type]
    return screen.shown


def folded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_every_line_fits_the_width_and_has_no_trailing_space(width: int) -> None:
    shown = answer_on(Screen(width)) + answer_on(Screen(width), cases.abstention())
    shown += audit_on(Screen(width), full="out/verdicts.jsonl")
    assert all(cell_len(line) <= width for line in shown.splitlines())
    assert all(line == line.rstrip() for line in shown.splitlines())


@pytest.mark.parametrize("width", [40, 120])
def test_sentences_carry_their_marker_and_a_mark_of_the_verdict(width: int) -> None:
    shown = folded(answer_on(Screen(width)))
    assert "✓ The lighthouse was built in 1871 and automated in 1984. [1]" in shown
    assert "◐ Its lamp stands 38 metres above the sea and weighs nine tonnes. [1]" in shown
    assert "✗ The tower was finished on time. [2]" in shown
    assert "? Entry costs four pounds." in shown
    assert "the number “nine” is in no source" in shown


def test_lines_of_a_wrapped_sentence_begin_under_its_first_word() -> None:
    lines = answer_on(Screen(40)).splitlines()
    first = next(n for n, line in enumerate(lines) if "✓" in line)
    assert lines[first].index("The") == len(lines[first + 1]) - len(lines[first + 1].lstrip())


def test_sources_show_title_address_page_quote_and_link() -> None:
    shown = answer_on(Screen(120))
    sources = shown[shown.index("  Sources") : shown.index("But this source says otherwise")]
    against = shown[shown.index("But this source says otherwise") :]
    assert "[1] Marrow Point: a visitor's guide" in sources
    assert "https://example.org/marrow-point\n" in sources
    assert "“was built in 1871 and automated in 1984”" in sources
    assert "https://example.org/marrow-point#:~:text=The%20Marrow%20Point" in sources
    assert "finished in 1874" not in sources
    assert "page 2: “finished in 1874, three years behind schedule”" in against
    assert "samples/station log.pdf#page=2" in against


def test_a_supported_sentence_says_when_a_source_disagrees() -> None:
    shown = answer_on(Screen(120))
    assert shown.index("a source says otherwise") < shown.index("◐")


def test_an_abstention_shows_the_closest_passages_and_says_that_they_are_no_answer() -> None:
    shown = folded(answer_on(Screen(100), cases.abstention()))
    assert shown.index("The sources do not say.") < shown.index("Closest, but not an answer")
    assert "Visitors may climb the tower from April to October." in shown
    assert "[1]" not in shown


def test_a_wrong_citation_names_the_source_that_does_support_the_sentence() -> None:
    wanted = "[2] does not support this; [1] https://example.org/marrow-point does"
    assert wanted in folded(answer_on(Screen(120)))
    assert wanted in folded(audit_on(Screen(120)))


def test_unsupported_words_are_underlined_on_a_terminal_and_named_elsewhere() -> None:
    colour = answer_on(Screen(120, force_terminal=True, color_system="truecolor"))
    assert "\x1b[4mweighs nine tonnes\x1b[0m" in colour
    assert "not in the sources" not in colour
    assert "not in the sources: “weighs nine tonnes”" in answer_on(Screen(120))


def test_without_a_terminal_there_is_no_styling() -> None:
    assert "\x1b" not in answer_on(Screen())
    assert "\x1b" not in audit_on(Screen())


def test_no_color_leaves_no_colour_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    shown = answer_on(Screen(force_terminal=True, color_system="truecolor"))
    assert "\x1b[4m" in shown
    assert "\x1b[32m" not in shown


def test_document_text_can_neither_style_nor_steer_the_terminal() -> None:
    plain = answer_on(Screen(120), cases.hostile())
    assert "\x1b" not in plain
    assert "\x9b" not in plain
    assert "[bold]loud[/bold]" in plain
    assert "{{7*7}}" in plain
    styled = answer_on(Screen(120, force_terminal=True, color_system="truecolor"), cases.hostile())
    assert "\x1b[31mred" not in styled
    assert "␛[31mred" in styled


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_encoding_without_the_symbols_gets_fallbacks(encoding: str) -> None:
    shown = answer_on(Screen(120, encoding)) + audit_on(Screen(120, encoding))
    assert "  + The lighthouse was built" in shown
    assert "  ~ Its lamp stands" in shown
    assert "  x The tower was finished" in shown
    answer_on(Screen(40, encoding), cases.hostile())


def test_totals_show_counts_and_rates_with_what_they_cover() -> None:
    lines = [folded(line) for line in audit_on(Screen(120)).splitlines()]
    assert "Audit of 5 answers" in lines
    assert "claims 7" in lines
    assert "◐ partly supported 1" in lines
    assert "support rate 42.9% of 7 claims" in lines
    assert "citation recall 41.7% of 3 answers" in lines
    assert "citation precision 50.0% of 3 answers" in lines
    assert "wrong 1" in lines
    assert "dangling 1" in lines
    assert "uncited claims 1" in lines


def test_a_report_that_holds_some_of_the_answers_says_so() -> None:
    whole = cases.report()
    part = AuditReport(whole.answers[:2], whole.totals, whole.provenance)
    screen = Screen(120)
    render_audit(part, screen, most=1)
    lines = [folded(line) for line in screen.shown.splitlines()]
    assert "citation recall 41.7% of 3 answers" in lines
    assert "Only the first 1 with findings is shown; there may be more." in lines


def test_only_sentences_that_are_not_fine_are_listed_in_file_order() -> None:
    shown = folded(audit_on(Screen(120)))
    assert "The lighthouse was built" not in shown
    assert "fine (line 1)" not in shown
    order = [shown.index(name) for name in ("mixed (line 2)", "lamp (line 3)", "odd (line 4)")]
    assert order == sorted(order)
    assert "Its lamp stands 38 metres above the sea. no citation" in shown
    assert "[9] points to no source" in shown
    assert "torn (line 5) not checked: line 5 is not JSON" in shown


def test_the_list_stops_at_the_limit_and_says_how_many_more() -> None:
    shown = audit_on(Screen(120), most=1, full="out/verdicts.jsonl")
    assert "mixed (line 2)" in shown
    assert "lamp (line 3)" not in shown
    assert "3 more answers with findings" in shown
    assert "Full results: out/verdicts.jsonl" in shown


def test_an_audit_without_findings_says_so() -> None:
    whole = cases.report()
    totals = {**whole.totals, "answers": 1}
    screen = Screen(120)
    render_audit(AuditReport(whole.answers[:1], totals, whole.provenance), screen)
    assert "Every claim is supported and every citation holds." in screen.shown


def test_a_short_answer_stands_first_unless_it_is_likelier_wrong() -> None:
    text = answer_on(Screen(80), cases.mended())
    assert text.index("in 1871\n") < text.index("The lighthouse was built")
    assert "in 1871\n" not in answer_on(Screen(80), cases.mended(probability=0.4))


def test_what_is_not_answered_of_a_question_with_parts_is_told() -> None:
    text = folded(answer_on(Screen(80), cases.in_part()))
    assert "When was it built? – in 1871 who <i>paid</i> for it? – not answered by these" in text


def test_what_was_mended_and_why_are_told() -> None:
    text = folded(answer_on(Screen(80), cases.mended()))
    assert "“It glows.” was not supported: left out" in text
    assert "It shines" not in text, "only what stands is told"
    assert "the model's marker [7] behind “It glows.” points to nothing" in text
    assert (
        "“It hums.” is beyond the most sentences of an answer: left out (--max-sentences)" in text
    )
    assert "log probability falls by 5.2" in text
    assert "! the words that support it were not shown to the model" in text
    assert "Mended" not in answer_on(Screen(80))
    assert "Why" not in answer_on(Screen(80))
