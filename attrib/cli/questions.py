"""The verb ask with a file of questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.cli.filters import tell_if_nothing_passes
from attrib.cli.gates import pass_gate
from attrib.cli.options import console

if TYPE_CHECKING:
    from attrib.config import Settings
    from attrib.index import Filters


def ask_questions(
    questions: Path,
    settings: Settings,
    filters: Filters,
    *,
    out: Path | None,
    resume: bool,
    why: bool,
    fail: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Asks every question of a file, writes each answer as it comes, and prints what came of them."""
    from attrib.asking import (
        AskedQuestion,
        AskReport,
        AskRun,
        AskTotals,
        read_questions,
        read_unfinished,
    )
    from attrib.asking.questions import check_questions
    from attrib.engine import Engine
    from attrib.errors import AttribError, GenerationError
    from attrib.json_rows import NoRowsError
    from attrib.report.output import check_writable, print_json, say, writing_lines
    from attrib.report.progress import make_progress
    from attrib.report.terminal import MOST, render_questions

    check_questions(questions)
    check_writable(out, keep=questions)
    totals = AskTotals()
    kept: list[AskedQuestion] = []
    failed = 0
    ended: AttribError | None = None
    with make_progress(quiet or as_json) as progress, Engine.open(settings=settings) as engine:
        done = read_unfinished(out) if out and resume else ()
        run = AskRun(engine, read_questions(questions), filters, why, done)
        progress.start("ask", None, "questions")
        try:
            with writing_lines(out, keep=lambda: run.taken) as write:
                for number, asked in enumerate(run, 1):
                    if number > run.taken:
                        write(json.dumps(asked.to_dict(), ensure_ascii=False))
                    totals.add(asked)
                    failed += asked.failed
                    progress.advance("ask")
                    if as_json or (len(kept) < MOST and asked.missing):
                        kept.append(asked)
        except NoRowsError as error:  # told after what came of the rows before
            ended = error
        except (GenerationError, KeyboardInterrupt) as error:
            if out and totals.questions:
                say(f"{out} has what was answered: --resume goes on from there", error=True)
            if isinstance(error, KeyboardInterrupt):
                raise
            ended = error
        progress.finish("ask")
        if not totals.answered:
            tell_if_nothing_passes(engine, filters)
    report = AskReport(tuple(kept), totals.to_dict())
    if as_json:
        print_json(report.to_dict())
    else:
        render_questions(report, console(), full=out)
    if failed and not ended:
        ended = GenerationError(f"{failed} of {totals.questions} question(s) got no answer written")
    if ended:
        raise ended
    if fail and totals.missing:
        pass_gate([f"{totals.missing} of {totals.questions} question(s) are not answered"])
