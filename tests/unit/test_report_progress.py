from __future__ import annotations

import io
import re

import pytest
from rich.console import Console

from attrib.progress import Silent
from attrib.report.progress import ProgressBars, make_progress


@pytest.fixture(autouse=True)
def a_common_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A time that moves only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def console(clock: Clock) -> Console:
    return Console(file=Terminal(), width=110, force_terminal=True, get_time=clock)


def last_drawn(console: Console, stage: str) -> str:
    """The line of ``stage`` as it stood last, without colours and cursor moves."""
    assert isinstance(console.file, Terminal)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", console.file.getvalue())
    return [line for line in re.split(r"[\r\n]", plain) if line.startswith(stage)][-1]


def test_a_stage_shows_count_rate_time_spent_and_time_left(console: Console, clock: Clock) -> None:
    with ProgressBars(console) as bars:
        bars.start("Reading files", 200, "files")
        for _ in range(10):
            clock.now += 1
            bars.advance("Reading files", 5)
    line = last_drawn(console, "Reading files")
    assert "50/200 files" in line
    assert "5.0/s" in line
    assert "0:00:10" in line
    assert "0:00:30" in line


def test_an_unknown_total_shows_the_count_alone_and_is_filled_at_the_end(
    console: Console, clock: Clock
) -> None:
    with ProgressBars(console) as bars:
        bars.start("embed", None, "passages")
        clock.now += 1
        bars.advance("embed", 1200)
    assert " 1,200 passages" in last_drawn(console, "embed")
    with ProgressBars(console) as bars:
        bars.start("embed", None, "passages")
        bars.advance("embed", 1200)
        bars.finish("embed")
    assert "1,200/1,200 passages" in last_drawn(console, "embed")


def test_a_total_that_grows_keeps_the_measured_rate(console: Console, clock: Clock) -> None:
    with ProgressBars(console) as bars:
        bars.start("embed", None, "passages")
        for batch in range(1, 5):
            clock.now += 1
            bars.advance("embed", 0, total=100 * batch)
            bars.advance("embed", 20)
    line = last_drawn(console, "embed")
    assert "80/400 passages" in line
    assert "20/s" in line


def test_stages_can_run_inside_another_and_begin_anew(console: Console) -> None:
    with ProgressBars(console) as bars:
        bars.start("files", 2, "files")
        bars.start("pages", 9, "pages")
        bars.advance("pages", 9)
        bars.finish("pages")
        bars.advance("files")
        bars.start("pages", 4, "pages")
        bars.advance("pages", 1)
    assert "1/2 files" in last_drawn(console, "files")
    assert "1/4 pages" in last_drawn(console, "pages")


def test_a_stage_that_never_began_does_no_harm(console: Console) -> None:
    with ProgressBars(console) as bars:
        bars.advance("ghost", 3)
        bars.finish("ghost")
    assert isinstance(console.file, Terminal)
    assert "ghost" not in console.file.getvalue()


def test_names_are_not_read_as_markup_or_terminal_codes(console: Console) -> None:
    with ProgressBars(console) as bars:
        bars.start("[red]x[/red]\x1b[2J", 1, "[b]")
    line = last_drawn(console, "[red]x[/red]␛[2J")
    assert "0/1 [b]" in line


def test_nothing_is_drawn_where_the_stream_is_no_terminal() -> None:
    file = io.StringIO()
    with ProgressBars(Console(file=file)) as bars:
        bars.start("files", 2, "files")
        bars.advance("files", 2)
        bars.finish("files")
    assert file.getvalue() == ""


def test_make_progress_draws_only_for_someone_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    with make_progress(quiet=False) as progress:
        assert isinstance(progress, Silent)
    monkeypatch.setattr("sys.stderr", Terminal())
    with make_progress(quiet=True) as progress:
        assert isinstance(progress, Silent)
    with make_progress(quiet=False) as progress:
        assert isinstance(progress, ProgressBars)


def test_results_printed_meanwhile_stay_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr", Terminal())
    with make_progress(quiet=False) as progress:
        progress.start("files", 1, "files")
        print("a result")
    assert capsys.readouterr().out == "a result\n"
