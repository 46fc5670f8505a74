"""The verb diff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.gates import pass_gate
from attrib.cli.options import AsJson, console


def diff_command(
    before: Annotated[
        Path, typer.Argument(help="The earlier audit: what audit --out or audit --json wrote.")
    ],
    after: Annotated[Path, typer.Argument(help="The later audit.")],
    fail_on_worse: Annotated[
        bool,
        typer.Option(
            "--fail-on-worse",
            help="Exit with 1 when a claim's verdict became worse, an answer is missing, or "
            "something became unchecked.",
        ),
    ] = False,
    show: Annotated[int, typer.Option(min=0, help="Most changed answers to print.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Compare two audits: which verdicts, citations and evidence changed."""
    from attrib.auditing import compare_audits, worse_failures
    from attrib.report.output import print_json

    diff = compare_audits(before, after)
    if as_json:
        print_json(diff.to_dict())
    else:
        from attrib.report.terminal import render_diff

        render_diff(diff, console(), most=show)
    if fail_on_worse:
        pass_gate(worse_failures(diff.totals))
