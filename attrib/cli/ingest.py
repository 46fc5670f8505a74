"""The verb ingest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from attrib.cli.options import (
    FAILED,
    AsJson,
    Device,
    Downloads,
    Embedder,
    IndexOption,
    Overlap,
    PassageTokens,
    Private,
    Quiet,
    Threads,
    VectorIndex,
    console,
    is_index,
    rebuild_index,
    settings_from,
)

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


def _ingest_dict(report: IngestReport) -> dict[str, Any]:
    return {
        "added": report.added, "changed": report.changed, "unchanged": report.unchanged,
        "skipped": [{"uri": s.uri, "reason": s.reason} for s in report.skipped],
        "gone": report.gone, "removed": report.removed,
        "passages": report.passages, "embedded": report.embedded,
    }  # fmt: skip
