"""The command line: parse, call, render. Everything else lives in the rooms."""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from attrib.cli.ask import ask_command
from attrib.cli.audit import audit_command
from attrib.cli.check import check_command
from attrib.cli.diff import diff_command
from attrib.cli.index import index_app
from attrib.cli.ingest import ingest_command
from attrib.cli.options import FAILED, INTERRUPTED
from attrib.errors import AttribError
from attrib.version import __version__

app = typer.Typer(
    name="attrib",
    help="Answers questions from your own documents and shows, sentence by sentence, which exact "
    "words of which source support the answer. Audits answers that others wrote.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ingest")(ingest_command)
app.command("ask")(ask_command)
app.command("check")(check_command)
app.command("audit")(audit_command)
app.command("diff")(diff_command)
app.add_typer(index_app, name="index")


def _version(value: bool) -> None:
    if value:
        typer.echo(f"attrib {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None: ...


def main() -> NoReturn:
    """The console script: errors that a user can mend are one line, and exit code 2."""
    try:
        app()
    except AttribError as error:
        _fail(str(error))
    except OSError as error:  # a full disk, a folder without permission
        reason = error.strerror or str(error)
        _fail(f"cannot use '{error.filename}': {reason}" if error.filename else reason)
    except SystemExit as ended:
        if ended.code == INTERRUPTED:
            _complain("interrupted")
        raise
    except Exception as error:
        import sqlite3

        if not isinstance(error, sqlite3.Error):
            raise
        _fail(
            f"the database of the index cannot be used ({error}): see that the disk has room, "
            "restore attrib.sqlite from a copy, or delete the index and run attrib ingest again"
        )
    sys.exit(0)


def _fail(message: str) -> NoReturn:
    _complain(message)
    sys.exit(FAILED)


def _complain(message: str) -> None:
    from attrib.report.output import say

    say(f"attrib: {message}", error=True)
