"""What commands write besides rendered results: plain lines, JSON, and files."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TextIO

from attrib.errors import InputError
from attrib.json_rows import STDIN
from attrib.report.safety import visible


def say(text: str, *, error: bool = False) -> None:
    """Prints ``text`` as one line, harmless, in characters that the stream can write."""
    stream = sys.stderr if error else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    line = visible(text.replace("\n", " ").replace("\r", " "))
    print(line.encode(encoding, "replace").decode(encoding), file=stream, flush=True)


def show_draft(piece: str) -> None:
    """Writes a piece of a draft to standard error as it comes, harmless."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    shown = "\n".join(visible(line) for line in piece.split("\n"))
    print(shown.encode(encoding, "replace").decode(encoding), end="", file=sys.stderr, flush=True)


def print_json(value: object) -> None:
    """Prints ``value`` as JSON: escaped where standard output cannot write a character."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=2)
    print(text, flush=True)


def check_writable(*files: Path | None, keep: Path | None = None) -> None:
    """Looks at files that results will go to, before the work: None is no file.

    Raises InputError when one cannot be written, is named twice, or is the file to ``keep``: one to read, or
    what ``-`` reads.
    """
    named = [file for file in files if file is not None]
    for number, file in enumerate(named):
        folder = file.parent
        if str(file) == "-":
            raise _unwritable(file, "it is no file: name one, or /dev/stdout")
        if file.is_dir():
            raise _unwritable(file, "it is a folder")
        if not folder.is_dir():
            raise _unwritable(file, f"there is no folder '{folder}'")
        if not os.access(file if file.exists() else folder, os.W_OK):
            raise _unwritable(file, "permission denied")
        if keep is not None and file.exists() and _is_read(file, keep):
            raise _unwritable(file, "it is the file to read: name another")
        if file.absolute() in [other.absolute() for other in named[:number]]:
            raise _unwritable(file, "it is named twice: give each output its own file")


def _is_read(file: Path, read: Path) -> bool:
    if str(read) != STDIN:
        return read.exists() and file.samefile(read)
    try:
        given = os.fstat(sys.stdin.fileno())
    except (AttributeError, OSError, ValueError):  # there is none, or it is no file
        return False
    # A terminal or a pipe has nothing to lose.
    return stat.S_ISREG(given.st_mode) and os.path.samestat(given, file.stat())


def write_page(file: Path, text: str) -> None:
    """Writes ``text``. Raises InputError when it cannot."""
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _unwritable(file, error.strerror) from None


@contextmanager
def writing_lines(
    file: Path | None, keep: Callable[[], int] = lambda: 0
) -> Iterator[Callable[[str], None]]:
    """A function that writes one line to ``file`` at once, or nowhere. Raises InputError.

    What was in ``file`` stays until the first line, or until the end where there is none: who fails
    before has nothing to put in its place. The lines that ``keep`` says then, from the first, stay for good.
    """
    if file is None:
        yield lambda line: None
        return
    with ExitStack() as opened:

        @cache
        def stream() -> TextIO:
            try:
                if kept := keep():
                    _cut(file, kept)
                return opened.enter_context(file.open("a" if kept else "w", encoding="utf-8"))
            except OSError as error:
                raise _unwritable(file, error.strerror) from None

        def write(line: str) -> None:
            stream().write(line + "\n")
            stream().flush()

        yield write
        stream()


def _cut(file: Path, lines: int) -> None:
    """Drops what stands behind the first ``lines``: answers to be had anew, and what a writer broke off."""
    with file.open("r+b") as stream:
        stream.truncate(sum(map(len, islice(stream, lines))))


def _unwritable(file: Path, reason: str | None) -> InputError:
    return InputError(f"'{file}' cannot be written: {reason}")
