"""Progress bars for a person at a terminal."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING

from attrib.progress import Progress, Silent
from attrib.report.safety import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import ProgressColumn, Task, TaskID
    from rich.text import Text


class ProgressBars:
    """Draws each stage as one line: bar, count, rate, time spent, time left.

    The bars go to standard error, so that standard output stays clean for results, and vanish at
    the end. Where standard error is not a terminal nothing is drawn.
    """

    def __init__(self, console: Console | None = None) -> None:
        from rich.console import Console
        from rich.progress import Progress as RichProgress

        console = console or Console(stderr=True)
        self._bars = RichProgress(
            *_columns(),
            console=console,
            transient=True,
            # Else rich would send what is printed to standard output to standard error.
            redirect_stdout=False,
            disable=not console.file.isatty(),
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> ProgressBars:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bars.stop()

    def start(self, stage: str, total: int | None, unit: str) -> None:
        """Adds the stage's line; a stage that starts again begins anew."""
        if stage in self._tasks:
            self._bars.remove_task(self._tasks[stage])
        self._tasks[stage] = self._bars.add_task(visible(stage), total=total, unit=visible(unit))

    def advance(self, stage: str, amount: int = 1, total: int | None = None) -> None:
        """Moves the stage's bar; a stage that was never started is not drawn."""
        task = self._task(stage)
        if task is None:
            return
        if total is not None:
            # Not through update(): it forgets the speed measured so far when the total changes.
            task.total = total
        if amount:  # a step of nothing would count as a moment without work
            self._bars.advance(task.id, amount)

    def finish(self, stage: str) -> None:
        """Stops the stage's clock and fills its bar where the total was unknown."""
        task = self._task(stage)
        if task is None:
            return
        if task.total is None:
            self._bars.update(task.id, total=task.completed)
        self._bars.stop_task(task.id)

    def _task(self, stage: str) -> Task | None:
        wanted = self._tasks.get(stage)
        return next((task for task in self._bars.tasks if task.id == wanted), None)


def make_progress(quiet: bool) -> AbstractContextManager[Progress]:
    """The bars, or a Progress that shows nothing when ``quiet`` or nobody is watching."""
    import sys

    if quiet or not sys.stderr.isatty():
        return nullcontext(Silent())
    return ProgressBars()


def _columns() -> list[ProgressColumn]:
    """The columns of a line; built here because rich is imported only when something is drawn."""
    from rich.progress import (
        BarColumn,
        ProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Count(ProgressColumn):
        """``120/200 files``, or ``120 files`` when the total is unknown."""

        def render(self, task: Task) -> Text:
            done = f"{task.completed:,.0f}"
            total = "" if task.total is None else f"/{task.total:,.0f}"
            return Text(f"{done}{total} {task.fields['unit']}", style="progress.download")

    class Rate(ProgressColumn):
        """``35 /s``, averaged over the last half minute."""

        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            if speed is None:
                return Text("")
            return Text(f"{speed:,.{0 if speed >= 10 else 1}f}/s", style="progress.data.speed")

    return [
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=None),
        Count(),
        Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    ]
