"""The verbs ingest, check and audit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from attrib.cli.options import (
    FAILED,
    GATE_FAILED,
    AsJson,
    Device,
    Downloads,
    Embedder,
    IndexOption,
    Overlap,
    PassageTokens,
    Private,
    Quiet,
    Scorer,
    Threads,
    VectorIndex,
    console,
    is_index,
    pass_gate,
    read_stdin,
    rebuild_index,
    settings_from,
)
from attrib.errors import InputError

if TYPE_CHECKING:
    from attrib.index import IngestReport


def ingest_command(
    targets: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, quoted globs, http(s) URLs, @LIST (a text file of URLs), "
            "or - for standard input."
        ),
    ],
    index: IndexOption = None,
    exclude: Annotated[
        list[str] | None, typer.Option(help=".gitignore pattern of files to leave out; repeatable.")
    ] = None,
    prune: Annotated[
        bool,
        typer.Option(
            "--prune", help="Remove documents whose files are gone from the ingested folders."
        ),
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 2 when anything was skipped.")
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild",
            help="First cut and embed what is in the index anew, with --embedder, "
            "--passage-tokens and --overlap-sentences.",
        ),
    ] = False,
    passage_tokens: PassageTokens = None,
    overlap_sentences: Overlap = None,
    vector_index: VectorIndex = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            help="Processes that parse files: more than one where embedding is fast, as on a GPU.",
            show_default="1",
        ),
    ] = None,
    allow_private: Private = None,
    embedder: Embedder = None,
    device: Device = None,
    threads: Threads = None,
    allow_downloads: Downloads = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read documents into an index. Unchanged files cost one hash."""
    from attrib.index import Index
    from attrib.report.output import print_json
    from attrib.report.progress import make_progress

    settings = settings_from(
        index=index, allow_private=allow_private, embedder=embedder,
        passage_tokens=passage_tokens, overlap_sentences=overlap_sentences,
        vector_index=vector_index, jobs=jobs, device=device, threads=threads,
        allow_downloads=allow_downloads,
    )  # fmt: skip
    with make_progress(quiet or as_json) as progress:
        if rebuild and is_index(settings.index):
            rebuild_index(settings, progress)
        with Index.create(settings=settings) as opened:
            report = opened.ingest(targets, exclude=exclude or (), prune=prune, progress=progress)
            counts = opened.store.counts()
    if as_json:
        print_json({"schema": "attrib.ingest/1", **_ingest_dict(report), "index": counts})
    else:
        from attrib.report.terminal import render_ingest

        render_ingest(report, counts, settings.index, console())
    if strict and report.skipped:
        raise typer.Exit(FAILED)


def check_command(
    claim: Annotated[
        str, typer.Argument(help="The sentence to check, or - to read it from stdin.")
    ],
    source: Annotated[
        list[str],
        typer.Option(help="File, folder or URL to hold the claim against; repeatable."),
    ],
    question: Annotated[
        str | None,
        typer.Option(help="What the claim answers; read with claims of a few words."),
    ] = None,
    fail: Annotated[
        bool, typer.Option("--fail", help="Exit with 1 unless the claim is supported.")
    ] = False,
    embedder: Embedder = None,
    scorer: Scorer = None,
    device: Device = None,
    threads: Threads = None,
    allow_private: Private = None,
    allow_downloads: Downloads = None,
    as_json: AsJson = False,
) -> None:
    """Check one claim against files: supported or not, by which words, against which."""
    from attrib.checking import load_scorer, read_documents
    from attrib.report.output import print_json
    from attrib.types import Verdict

    settings = settings_from(
        embedder=embedder, scorer=scorer, device=device, threads=threads,
        allow_private=allow_private, allow_downloads=allow_downloads,
    )  # fmt: skip
    text = read_stdin("claim") if claim == "-" else claim
    documents = read_documents(source, settings)
    checked = load_scorer(settings=settings).check(text, documents, question)
    if as_json:
        print_json(checked.to_dict())
    else:
        from attrib.report.terminal import render_check

        render_check(checked, console())
    if fail and checked.attribution.verdict is not Verdict.SUPPORTED:
        raise typer.Exit(GATE_FAILED)


def audit_command(
    answers: Annotated[Path, typer.Argument(
        help="File of answers, as JSON Lines or a JSON array (docs/formats.md), or - for standard input."
    )],
    index: Annotated[
        Path | None,
        typer.Option("--index", help="Hold claims against this index (besides the rows' contexts)."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write each answer's audit here, as JSONL.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write a self-contained HTML report here.")] = None,
    fail_under: Annotated[
        float | None,
        typer.Option(
            min=0.0, max=1.0,
            help="Exit with 1 when support rate, citation recall or citation precision is below "
            "this, or anything could not be checked.",
        ),
    ] = None,
    allow_unchecked: Annotated[
        bool,
        typer.Option(
            "--allow-unchecked",
            help="Let --fail-under pass although something could not be checked.",
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
    from attrib.auditing import AuditRun, gate_failures
    from attrib.auditing.rows import STDIN, NoAnswersError, read_rows
    from attrib.index import Index
    from attrib.report.findings import has_problem
    from attrib.report.output import check_writable, print_json, write_page, writing_lines
    from attrib.report.progress import make_progress
    from attrib.types import AnswerAudit, AuditReport

    settings = settings_from(
        index=index, embedder=embedder, scorer=scorer, device=device, threads=threads,
        allow_downloads=allow_downloads, cache=cache,
    )  # fmt: skip
    if str(answers) != STDIN and (answers.is_dir() or not answers.exists()):
        fault = "is a folder" if answers.is_dir() else "does not exist"
        raise InputError(f"answers file '{answers}' {fault}: name a JSONL file of answers")
    check_writable(out, report, keep=answers)
    opened = Index.open(settings=settings) if index else None
    with make_progress(quiet or as_json) as progress, writing_lines(out) as write:
        run = AuditRun(read_rows(answers), index=opened, settings=settings, progress=progress)
        keep_all = bool(report or as_json)
        kept: list[AnswerAudit] = []
        unreadable: NoAnswersError | None = None
        try:
            for audited in run:
                write(json.dumps(audited.to_dict(), ensure_ascii=False))
                if keep_all or (len(kept) < show and has_problem(audited)):
                    kept.append(audited)
        except NoAnswersError as error:  # told after what is wrong with each line
            unreadable = error
    base = opened.base if opened else None
    if opened:
        opened.close()
    result = AuditReport(tuple(kept), run.totals.to_dict(), run.provenance)
    if report:
        from attrib.report.html import audit_html
        from attrib.report.links import Links

        links = Links.between(report, base) if base else Links()
        write_page(report, audit_html(result, links))
    if as_json:
        print_json(result.to_dict())
    else:
        from attrib.report.terminal import render_audit

        render_audit(result, console(), most=show, full=out or report)
    if unreadable:
        raise unreadable
    if fail_under is not None:
        pass_gate(gate_failures(result.totals, fail_under, allow_unchecked))


def _ingest_dict(report: IngestReport) -> dict[str, Any]:
    return {
        "added": report.added, "changed": report.changed, "unchanged": report.unchanged,
        "skipped": [{"uri": s.uri, "reason": s.reason} for s in report.skipped],
        "gone": report.gone, "removed": report.removed,
        "passages": report.passages, "embedded": report.embedded,
    }  # fmt: skip
