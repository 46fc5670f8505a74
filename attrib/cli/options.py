"""What several commands share: options, exit codes, and opening what they name."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attrib.errors import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from attrib.config import Settings
    from attrib.index import Index
    from attrib.progress import Progress

GATE_FAILED, FAILED, INTERRUPTED = 1, 2, 130

IndexOption = Annotated[
    Path | None,
    typer.Option("--index", help="The index directory.", show_default="indexes/default"),
]
Embedder = Annotated[
    str | None, typer.Option(help="Embedding model: a name or a folder. Default: the index's own.")
]
Device = Annotated[
    str | None, typer.Option(help="auto, cpu, cuda or cuda:N; auto takes CUDA where there is one.")
]
Scorer = Annotated[
    str | None,
    typer.Option(
        help="What judges support: support, large (more often right, five times slower; "
        "its model has to be installed), baseline, or the folder of an entailment model.",
        show_default="support",
    ),
]
Generator = Annotated[
    str | None,
    typer.Option(
        help="What writes the answer: extractive (the sources' own sentences), local (a language "
        "model on this machine) or openai (an HTTP endpoint).",
        show_default="extractive",
    ),
]
Threads = Annotated[int | None, typer.Option(help="CPU threads of the models.")]
Downloads = Annotated[
    bool | None,
    typer.Option("--allow-downloads", help="Let a missing model be fetched from the hub."),
]
Private = Annotated[
    bool | None,
    typer.Option(
        "--allow-private",
        help="Fetch URLs on private, loopback and link-local addresses too. Refused by default: "
        "a list of URLs from elsewhere could otherwise make attrib read services that only "
        "this machine can reach, and put what they say into the index.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON (docs/formats.md).")]
PassageTokens = Annotated[
    int | None, typer.Option(help="Token budget of a passage.", show_default="160")
]
Overlap = Annotated[
    int | None, typer.Option(help="Sentences that neighbouring passages share.", show_default="1")
]

VectorIndex = Annotated[
    str | None,
    typer.Option(
        help="How FAISS searches: exact, ivf (inverted lists), or auto: lists above 100,000 "
        "vectors. The index keeps it.",
        show_default="auto",
    ),
]


def settings_from(**values: object) -> Settings:
    """Settings in which ``values`` win; None means "not given"."""
    from attrib.config import load_settings

    return load_settings(**values)


def open_index(path: Path | None) -> Index:
    """The index in ``path``, or the default one."""
    from attrib.index import Index

    return Index.open(settings=settings_from(index=path))


def rebuild_index(settings: Settings, progress: Progress) -> dict[str, int]:
    """Makes the index as ``settings`` ask for it, whatever it was built with; its counts then."""
    from attrib.index import Index

    wanted = settings.model_dump(include={"embedder", "passage_tokens", "overlap_sentences"})
    # An index that is asked for what it does not have yet could not be opened.
    as_built = settings.model_copy(update=dict.fromkeys(wanted))
    with Index.open(settings=as_built) as index:
        index.rebuild(**wanted, progress=progress)
        return index.store.counts()


def is_index(path: Path) -> bool:
    """Whether there is an index in ``path``."""
    from attrib.index.schema import DATABASE

    return os.path.isfile(path / DATABASE)  # noqa: PTH113 - never raises


def read_stdin(what: str) -> str:
    """The question or claim on standard input; what is not UTF-8 in it becomes U+FFFD."""
    if sys.stdin is None:
        raise InputError(f"standard input is closed: give the {what} as an argument")
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def console() -> Console:
    """Standard output, as results are rendered on it."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)
