"""The verb ask, with all that can be said of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from attrib.cli.filters import filters_from, tell_if_nothing_passes
from attrib.cli.options import (
    GATE_FAILED,
    AsJson,
    Device,
    Downloads,
    Embedder,
    Generator,
    IndexOption,
    Quiet,
    Scorer,
    Threads,
    console,
    read_stdin,
    settings_from,
)
from attrib.cli.questions import ask_questions
from attrib.errors import InputError


def ask_command(
    question: Annotated[
        str | None, typer.Argument(help="The question, or - to read it from stdin.")
    ] = None,
    index: IndexOption = None,
    questions: Annotated[
        Path | None,
        typer.Option(
            help="Ask the questions of this file instead: one a line, JSON Lines or a JSON array "
            "(docs/formats.md); - for standard input.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write the answers of --questions here, as JSONL; audit and diff read it."
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on where --questions was stopped: keep what the --out file has of it.",
        ),
    ] = False,
    top_k: Annotated[
        int | None, typer.Option(help="Passages to retrieve.", show_default="8")
    ] = None,
    min_confidence: Annotated[
        float | None, typer.Option(help="Abstain below this confidence.", show_default="0.4")
    ] = None,
    max_sentences: Annotated[
        int | None, typer.Option(help="Most sentences of the answer.", show_default="3")
    ] = None,
    dense_weight: Annotated[
        float | None,
        typer.Option(
            help="What the dense score counts when both searches are fused; the rest is BM25's.",
            show_default="0.5",
        ),
    ] = None,
    read: Annotated[
        int | None,
        typer.Option(help="Passages the reader reads; 0: no reader.", show_default="20"),
    ] = None,
    reader: Annotated[
        str | None,
        typer.Option(
            help="What reads them: small, large (more often right, six times slower; its model "
            "has to be installed), or the folder of a reader.",
            show_default="small",
        ),
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
        typer.Option(
            help="Only documents of this URI, or whose URI matches this glob; repeatable."
        ),
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option(
            help="Only documents with this metadata, as KEY=VALUE; repeatable, any VALUE of a KEY will do."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only documents dated on or after: 2024, 2024-05, 2024-05-31."),
    ] = None,
    until: Annotated[str | None, typer.Option(help="Only documents dated on or before.")] = None,
    fail: Annotated[
        bool,
        typer.Option(
            "--fail",
            help="Exit with 1 when the documents do not answer a question, or a part of it.",
        ),
    ] = False,
    html: Annotated[
        Path | None,
        typer.Option(
            help="Also write the answer as one self-contained page; as Markdown when the name ends "
            "in .md or .markdown."
        ),
    ] = None,
    embedder: Embedder = None,
    scorer: Scorer = None,
    device: Device = None,
    threads: Threads = None,
    allow_downloads: Downloads = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Answer questions from an index, every sentence linked to its source."""
    from attrib.engine import Engine
    from attrib.generation import unheard
    from attrib.json_rows import STDIN
    from attrib.report.output import check_writable, print_json, show_draft
    from attrib.report.progress import make_progress

    if questions:
        _refuse_of_one(questions, question, stream, html, out or as_json)
    elif question is None:
        raise typer.BadParameter("give a question, or name a file of them with --questions")
    elif out:
        raise InputError(
            f"--out {out} takes the answers of --questions: name a file of questions, or print this "
            "answer with --json"
        )
    if resume and not (questions and out):
        raise InputError(
            "--resume goes on with what an --out file has of many questions: name both with --questions and "
            "--out"
        )
    settings = settings_from(
        index=index, top_k=top_k, min_confidence=min_confidence, max_sentences=max_sentences,
        dense_weight=dense_weight, read=read, reader=reader, generator=generator, model=model,
        base_url=base_url, max_tokens=max_tokens,
        temperature=temperature, seed=seed, best_of=best_of, timeout=timeout,
        repair=False if no_repair else None, embedder=embedder, scorer=scorer, device=device, threads=threads,
        allow_downloads=allow_downloads,
    )  # fmt: skip
    filters = filters_from(uri, where, since, until)
    if settings.generator == "extractive":
        _refuse_unused({
            "--model": model, "--base-url": base_url, "--max-tokens": max_tokens,
            "--temperature": temperature, "--timeout": timeout, "--stream": "" if stream else None,
        })  # fmt: skip
    if questions:
        ask_questions(
            questions, settings, filters,
            out=out, resume=resume, why=why, fail=fail, quiet=quiet, as_json=as_json,
        )  # fmt: skip
        return
    check_writable(html, keep=Path(STDIN) if question == STDIN else None)
    text = read_stdin("question") if question == STDIN else question or ""
    silent = quiet or as_json or stream
    with make_progress(silent) as progress, Engine.open(settings=settings) as engine:
        progress.start("load the models and answer", 1, "question")
        answer = engine.ask(text, filters, show_draft if stream else unheard, why)
        progress.finish("load the models and answer")
        base = engine.index.base
        if answer.abstained:
            tell_if_nothing_passes(engine, filters)
    if html:
        from attrib.report.page_file import write_answer

        write_answer(html, answer, base)
    if as_json:
        print_json(answer.to_dict())
    else:
        from attrib.report.terminal import render_answer

        render_answer(answer, console())
    if fail and answer.unanswered:
        raise typer.Exit(GATE_FAILED)


def _refuse_of_one(
    questions: Path, question: str | None, stream: bool, html: Path | None, place: object
) -> None:
    """What is of one question goes with no file of many."""
    if question is not None:
        raise InputError(
            f"question {question!r} and --questions {questions} exclude one another: leave one away"
        )
    for shown, flag in ((html, f"--html {html}"), (stream, "--stream")):
        if shown:
            raise InputError(
                f"{flag} shows one answer, and --questions {questions} asks for many: leave it away, or "
                "ask one question"
            )
    if not place:
        raise InputError(
            f"--questions {questions} needs a place for the answers: name a file with --out, or print "
            "them with --json"
        )


def _refuse_unused(options: dict[str, Any]) -> None:
    """An answer that looks as if a model had written it would be another one than was asked for."""
    for flag, value in options.items():
        if value is not None:
            given = f"{flag} {value}".rstrip()
            raise InputError(
                f"{given} is for a language model, and generator 'extractive' has none: "
                "pass --generator local or openai too"
            )
