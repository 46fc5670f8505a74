"""The verb diff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.gates import pass_gate
from attrib.cli.options import AsJson, console


def diff_command(
    before: Annotated[
        Path,
        typer.Argument(
            help="The earlier audit, or the earlier answers: what audit or ask wrote with --out or "
            "--json."
        ),
    ],
    after: Annotated[Path, typer.Argument(help="The later one, of the same kind.")],
    fail_on_worse: Annotated[
        bool,
        typer.Option(
            "--fail-on-worse",
            help="Exit with 1 when a claim's verdict became worse, an answer is missing, a question is "
            "no longer answered, or something became unchecked.",
        ),
    ] = False,
    show: Annotated[int, typer.Option(min=0, help="Most changed answers to print.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Compare two audits, or the answers of two days: which verdicts and evidence changed."""
    from attrib.asking import compare_answers, hold_answers
    from attrib.auditing import compare_audits, worse_failures
    from attrib.report.output import print_json
    from attrib.report.terminal import render_diff

    answers = hold_answers(before, after)
    diff = compare_answers(before, after) if answers else compare_audits(before, after)
    if as_json:
        print_json(diff.to_dict())
    else:
        render_diff(diff, console(), most=show)
    if fail_on_worse:
        pass_gate(worse_failures(diff.totals))
