"""Looking at an index, and looking after it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from attrib.cli.options import (
    GATE_FAILED,
    AsJson,
    Device,
    Downloads,
    Embedder,
    IndexOption,
    Overlap,
    PassageTokens,
    Quiet,
    Threads,
    is_index,
    open_index,
    rebuild_index,
    settings_from,
)
from attrib.errors import AttribError, InputError

index_app = typer.Typer(help="Look at an index and look after it.", no_args_is_help=True)


@index_app.command("list")
def list_command(
    folder: Annotated[Path, typer.Argument(help="Where indexes live.")] = Path("indexes"),
    as_json: AsJson = False,
) -> None:
    """The indexes in a folder."""
    import sqlite3

    from attrib.report.output import print_json, say

    if not folder.is_dir():
        fault = "is not a folder" if folder.exists() else "does not exist"
        raise InputError(f"'{folder}' {fault}: name the folder that holds your indexes")
    rows = []
    for path in sorted(folder.iterdir()):
        if is_index(path):
            try:
                with open_index(path) as index:
                    rows.append(index.info())
            except (AttribError, OSError, sqlite3.Error) as error:
                rows.append({"folder": str(path), "error": str(error)})
    if as_json:
        print_json({"schema": "attrib.indexes/1", "indexes": rows})
        return
    for row in rows:
        said = row.get("error") or (
            f"{row['documents']} documents, {row['passages']} passages, {row['embedder']}"
        )
        say(f"{row['folder']}: {said}")
    if not rows:
        say(f"no index in '{folder}': run attrib ingest FILES")


@index_app.command("info")
def info_command(index: IndexOption = None, as_json: AsJson = False) -> None:
    """Counts, model, settings and size of an index."""
    from attrib.report.output import print_json, say

    with open_index(index) as opened:
        info = opened.info()
    if as_json:
        print_json({"schema": "attrib.index/1", **info})
        return
    for key, value in info.items():
        say(f"{key.replace('_', ' ')}: {value}")


@index_app.command("documents")
def documents_command(index: IndexOption = None, as_json: AsJson = False) -> None:
    """The documents of an index."""
    from attrib.report.output import print_json, say

    with open_index(index) as opened:
        documents = opened.documents()
    if as_json:
        rows = [
            {"id": d.document_id, "uri": d.uri, "title": d.title, "metadata": dict(d.metadata)}
            for d in documents
        ]
        print_json({"schema": "attrib.documents/1", "documents": rows})
        return
    for document in documents:
        say(f"{document.uri}\t{document.title}")


@index_app.command("remove")
def remove_command(
    uri: Annotated[
        str, typer.Argument(help="URI of a source or document, as 'documents' shows it.")
    ],
    index: IndexOption = None,
) -> None:
    """Remove a source, or one document of it, from an index."""
    from attrib.report.marks import count
    from attrib.report.output import say
    from attrib.sources.uris import storable

    with open_index(index) as opened:
        removed = opened.remove(storable(uri))
    say(f"removed {count(removed, 'document')}")


@index_app.command("verify")
def verify_command(index: IndexOption = None) -> None:
    """Check every promise between SQLite, full text and FAISS; exit with 1 if one is broken."""
    from attrib.report.output import say

    with open_index(index) as opened:
        problems = opened.verify()
    for problem in problems:
        say(problem)
    if problems:
        raise typer.Exit(GATE_FAILED)
    say("all is well")


@index_app.command("compact")
def compact_command(index: IndexOption = None) -> None:
    """Give the space of removed documents back to the file system."""
    from attrib.report.output import say

    with open_index(index) as opened:
        before = opened.info()["bytes"]
        opened.compact()
        after = opened.info()["bytes"]
    say(f"{before:,} bytes before, {after:,} now")


@index_app.command("rebuild")
def rebuild_command(
    index: IndexOption = None,
    embedder: Embedder = None,
    passage_tokens: PassageTokens = None,
    overlap_sentences: Overlap = None,
    device: Device = None,
    threads: Threads = None,
    allow_downloads: Downloads = None,
    quiet: Quiet = False,
) -> None:
    """Cut, embed and index the stored documents anew, perhaps with other settings."""
    from attrib.report.marks import count
    from attrib.report.output import say
    from attrib.report.progress import make_progress

    settings = settings_from(
        index=index, embedder=embedder, passage_tokens=passage_tokens,
        overlap_sentences=overlap_sentences, device=device, threads=threads,
        allow_downloads=allow_downloads,
    )  # fmt: skip
    with make_progress(quiet) as progress:
        counts = rebuild_index(settings, progress)
    say(f"{count(counts['documents'], 'document')}, {count(counts['passages'], 'passage')}")
