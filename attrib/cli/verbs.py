"""The verbs: ingest, ask, check, audit."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
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
    Generator,
    IndexOption,
    Overlap,
    PassageTokens,
    Private,
    Quiet,
    Scorer,
    Threads,
    is_index,
    settings_from,
)
from attrib.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

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

    machine = {"device": device, "threads": threads, "allow_downloads": allow_downloads}
    settings = settings_from(
        index=index, allow_private=allow_private, embedder=embedder,
        passage_tokens=passage_tokens, overlap_sentences=overlap_sentences, **machine,
    )  # fmt: skip
    with make_progress(quiet or as_json) as progress:
        if rebuild and is_index(settings.index):
            plain = settings_from(index=index, allow_private=allow_private, **machine)
            with Index.open(settings=plain) as opened:
                opened.rebuild(
                    embedder=embedder,
                    passage_tokens=passage_tokens,
                    overlap_sentences=overlap_sentences,
                    progress=progress,
                )
        with Index.create(settings=settings) as opened:
            report = opened.ingest(targets, exclude=exclude or (), prune=prune, progress=progress)
            counts = opened.store.counts()
    if as_json:
        print_json({"schema": "attrib.ingest/1", **_ingest_dict(report), "index": counts})
    else:
        from attrib.report.terminal import render_ingest

        render_ingest(report, counts, settings.index, _console())
    if strict and report.skipped:
        raise typer.Exit(FAILED)


def ask_command(
    question: Annotated[str, typer.Argument(help="The question, or - to read it from stdin.")],
    index: IndexOption = None,
    top_k: Annotated[
        int | None, typer.Option(help="Passages to retrieve.", show_default="8")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Abstain below this confidence.", show_default="0.5")
    ] = None,
    max_sentences: Annotated[
        int | None, typer.Option(help="Most sentences of the answer.", show_default="3")
    ] = None,
    rrf_k: Annotated[
        float | None,
        typer.Option(help="Constant of reciprocal rank fusion.", show_default="60"),
    ] = None,
    generator: Generator = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="The language model: a folder, a GGUF file or a packaged model; for openai the "
            "server's name for it."
        ),
    ] = None,
    base_url: Annotated[
        str | None, typer.Option(help="The endpoint of openai, such as http://localhost:8080/v1.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(help="Most tokens a language model writes.", show_default="256")
    ] = None,
    temperature: Annotated[
        float | None, typer.Option(help="Above 0 a language model samples.", show_default="0")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Of the sampling.", show_default="0")] = None,
    best_of: Annotated[
        int | None,
        typer.Option(help="Sample so many drafts, keep the best supported.", show_default="1"),
    ] = None,
    timeout: Annotated[
        float | None, typer.Option(help="Seconds an endpoint may be silent.", show_default="60")
    ] = None,
    no_repair: Annotated[
        bool,
        typer.Option("--no-repair", help="Leave what the sources do not support as it is."),
    ] = False,
    stream: Annotated[
        bool,
        typer.Option(
            "--stream", help="Show a language model's draft, unchecked, on standard error."
        ),
    ] = False,
    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help="Also tell which sources each sentence of a local model depended on (slow).",
        ),
    ] = False,
    uri: Annotated[
        list[str] | None,
        typer.Option(help="Only documents whose URI matches this glob; repeatable."),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(help="Only documents with this metadata, as KEY=VALUE; repeatable."),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only documents dated on or after: 2024, 2024-05, 2024-05-31."),
    ] = None,
    until: Annotated[str | None, typer.Option(help="Only documents dated on or before.")] = None,
    html: Annotated[
        Path | None, typer.Option(help="Also write the answer as one self-contained page.")
    ] = None,
    embedder: Embedder = None,
    scorer: Scorer = None,
    device: Device = None,
    threads: Threads = None,
    allow_downloads: Downloads = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question from an index, every sentence linked to its source."""
    from attrib.engine import Engine
    from attrib.generation import unheard
    from attrib.report.output import check_writable, print_json, show_draft, write_page
    from attrib.report.progress import make_progress

    settings = settings_from(
        index=index, top_k=top_k, min_confidence=min_confidence, max_sentences=max_sentences,
        rrf_k=rrf_k, generator=generator, model=model, base_url=base_url, max_tokens=max_tokens,
        temperature=temperature, seed=seed, best_of=best_of, timeout=timeout,
        repair=False if no_repair else None, embedder=embedder, scorer=scorer, device=device, threads=threads,
        allow_downloads=allow_downloads,
    )  # fmt: skip
    filters = _filters(uri, where, since, until)
    check_writable(html)
    text = _read_stdin("question") if question == "-" else question
    silent = quiet or as_json or stream
    with make_progress(silent) as progress, Engine.open(settings=settings) as engine:
        progress.start("load the models and answer", 1, "question")
        answer = engine.ask(text, filters, show_draft if stream else unheard, why)
        progress.finish("load the models and answer")
    if html:
        from attrib.report.html import answer_html

        write_page(html, answer_html(answer))
    if as_json:
        print_json(answer.to_dict())
    else:
        from attrib.report.terminal import render_answer

        render_answer(answer, _console())


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
    text = _read_stdin("claim") if claim == "-" else claim
    documents = read_documents(source, settings)
    checked = load_scorer(settings=settings).check(text, documents, question)
    if as_json:
        print_json(checked.to_dict())
    else:
        from attrib.report.terminal import render_check

        render_check(checked, _console())
    if fail and checked.attribution.verdict is not Verdict.SUPPORTED:
        raise typer.Exit(GATE_FAILED)


def audit_command(
    answers: Annotated[Path, typer.Argument(help="JSONL file of answers (docs/formats.md).")],
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
    from attrib.auditing.rows import read_rows
    from attrib.index import Index
    from attrib.report.findings import has_problem
    from attrib.report.output import check_writable, print_json, say, write_page, writing_lines
    from attrib.report.progress import make_progress
    from attrib.types import AnswerAudit, AuditReport

    settings = settings_from(
        index=index, embedder=embedder, scorer=scorer, device=device, threads=threads,
        allow_downloads=allow_downloads,
    )  # fmt: skip
    if answers.is_dir() or not answers.exists():
        fault = "is a folder" if answers.is_dir() else "does not exist"
        raise InputError(f"answers file '{answers}' {fault}: name a JSONL file of answers")
    check_writable(out, report, keep=answers)
    opened = Index.open(settings=settings) if index else None
    with make_progress(quiet or as_json) as progress, writing_lines(out) as write:
        run = AuditRun(read_rows(answers), index=opened, settings=settings, progress=progress)
        keep_all = bool(report or as_json)
        kept: list[AnswerAudit] = []
        for audited in run:
            write(json.dumps(audited.to_dict(), ensure_ascii=False))
            if keep_all or (len(kept) < show and has_problem(audited)):
                kept.append(audited)
    if opened:
        opened.close()
    result = AuditReport(tuple(kept), run.totals.to_dict(), run.provenance)
    if report:
        from attrib.report.html import audit_html

        write_page(report, audit_html(result))
    if as_json:
        print_json(result.to_dict())
    else:
        from attrib.report.terminal import render_audit

        render_audit(result, _console(), most=show, full=out or report)
    if fail_under is not None:
        failures = gate_failures(result.totals, fail_under, allow_unchecked)
        for failure in failures:
            say(f"gate failed: {failure}", error=True)
        if failures:
            raise typer.Exit(GATE_FAILED)


def _filters(
    uris: list[str] | None, where: list[str] | None, since: str | None, until: str | None
) -> Any:
    from attrib.index import Filters

    pairs = {}
    for item in where or ():
        key, sign, value = item.partition("=")
        if not (key and sign):
            raise InputError(f"--where {item!r} is not KEY=VALUE: write for example language=de")
        pairs[key] = value
    for flag, text in (("--since", since), ("--until", until)):
        if text is not None and not _is_date(text):
            raise InputError(f"{flag} {text!r} is not a date: write 2024, 2024-05 or 2024-05-31")
    return Filters(tuple(uris or ()), pairs, since, until)


def _is_date(text: str) -> bool:
    if not re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        return bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def _read_stdin(what: str) -> str:
    """The question or claim on standard input; what is not UTF-8 in it becomes U+FFFD."""
    if sys.stdin is None:
        raise InputError(f"standard input is closed: give the {what} as an argument")
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _ingest_dict(report: IngestReport) -> dict[str, Any]:
    return {
        "added": report.added, "changed": report.changed, "unchanged": report.unchanged,
        "skipped": [{"uri": s.uri, "reason": s.reason} for s in report.skipped],
        "gone": report.gone, "removed": report.removed,
        "passages": report.passages, "embedded": report.embedded,
    }  # fmt: skip


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)
