"""The verb audit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.gates import least_rates, pass_gate
from attrib.cli.options import (
    AsJson,
    Device,
    Downloads,
    Embedder,
    Quiet,
    Scorer,
    Threads,
    console,
    settings_from,
)
from attrib.errors import InputError


def audit_command(
    answers: Annotated[Path, typer.Argument(
        help="File of answers or replies of APIs: JSON Lines or a JSON array (docs/formats.md), - for stdin."
    )],
    index: Annotated[
        Path | None,
        typer.Option("--index", help="Hold claims against this index (besides the rows' contexts)."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write each answer's audit here, as JSONL.")] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on where an audit was stopped: keep what the --out file has of it."
        ),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(
            help="Write a self-contained HTML report here; Markdown when the name ends in .md or .markdown."
        ),
    ] = None,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RATE",
            help="Exit with 1 when support rate, citation recall or citation precision is below "
            "this, or anything could not be checked. Of one rate: support=0.9, recall=0.8 or "
            "precision=0.8; repeatable.",
        ),
    ] = None,
    max_contradicted: Annotated[
        int | None,
        typer.Option(
            min=0,
            help="Exit with 1 when more claims than this are contradicted, or one could not be checked.",
        ),
    ] = None,
    allow_unchecked: Annotated[
        bool,
        typer.Option(
            "--allow-unchecked",
            help="Let these gates pass although something could not be checked.",
        ),
    ] = False,
    show: Annotated[int, typer.Option(min=0, help="Most answers with problems to print.")] = 20,
    cache: Annotated[
        Path | None,
        typer.Option(help="Keep what the scorer says in this file, and score nothing twice."),
    ] = None,
    embedder: Embedder = None,
    scorer: Scorer = None,
    device: Device = None,
    threads: Threads = None,
    allow_downloads: Downloads = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Audit answers that exist: which sentences are supported, which citations hold."""
    from attrib.auditing import AuditRun, gate_failures, read_unfinished
    from attrib.auditing.rows import FILE_KIND, read_rows
    from attrib.index import Index
    from attrib.json_rows import NoRowsError, check_readable
    from attrib.report.findings import has_problem
    from attrib.report.output import check_writable, print_json, say, writing_lines
    from attrib.report.progress import make_progress
    from attrib.types import AnswerAudit, AuditReport

    if resume and out is None:
        raise InputError("--resume goes on with what an --out file has: name the file with --out")
    least = least_rates(fail_under or ())
    settings = settings_from(
        index=index, embedder=embedder, scorer=scorer, device=device, threads=threads,
        allow_downloads=allow_downloads, cache=cache,
    )  # fmt: skip
    check_readable(answers, FILE_KIND)
    check_writable(out, report, keep=answers)
    opened = Index.open(settings=settings) if index else None
    keep_all = bool(report or as_json)
    kept: list[AnswerAudit] = []
    unreadable: NoRowsError | None = None
    with make_progress(quiet or as_json) as progress:
        run = AuditRun(
            read_rows(answers), index=opened, settings=settings, progress=progress,
            done=read_unfinished(out) if out and resume else (),
        )  # fmt: skip
        with writing_lines(out, keep=lambda: run.taken) as write:
            try:
                for number, audited in enumerate(run, 1):
                    if number > run.taken:
                        write(json.dumps(audited.to_dict(), ensure_ascii=False))
                    if keep_all or (len(kept) < show and has_problem(audited)):
                        kept.append(audited)
            except NoRowsError as error:  # told after what is wrong with each line
                unreadable = error
            except KeyboardInterrupt:
                if out and run.totals.answers:
                    say(f"{out} has what was audited: --resume goes on from there", error=True)
                raise
    base = opened.base if opened else None
    if opened:
        opened.close()
    result = AuditReport(tuple(kept), run.totals.to_dict(), run.provenance)
    if report:
        from attrib.report.page_file import write_audit

        write_audit(report, result, base)
    if as_json:
        print_json(result.to_dict())
    else:
        from attrib.report.terminal import render_audit

        render_audit(result, console(), most=show, full=out or report)
    for warning in filter(None, map(str, (run.repeats, run.undeclared))):
        say(f"warning: {warning}", error=True)
    if unreadable:
        raise unreadable
    if least or max_contradicted is not None:
        pass_gate(gate_failures(result.totals, least, allow_unchecked, max_contradicted))
