"""The verb check."""

from __future__ import annotations

from typing import Annotated

import typer

from attrib.cli.options import (
    GATE_FAILED,
    AsJson,
    Device,
    Downloads,
    Embedder,
    Private,
    Scorer,
    Threads,
    console,
    read_stdin,
    settings_from,
)


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
