"""Which files of a folder are left out: gitignore rules, hidden files, and folders of programs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from attrib.errors import InputError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILES = (".gitignore", ".attribignore")
_NEVER_READ = frozenset({"__pycache__", "node_modules"})
_INDEX_FILE = "attrib.sqlite"  # the index room names it too, but comes after this one


def is_hidden(name: str) -> bool:
    """Dotfiles, and folders that hold what programs made."""
    return name.startswith(".") or name in _NEVER_READ


def is_index(folder: Path) -> bool:
    """Whether ``folder`` is an index: what attrib wrote is no source, even where it looks like text."""
    return os.path.isfile(folder / _INDEX_FILE)  # noqa: PTH113 - never raises


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """Gitignore rules, each set relative to its own folder."""

    exclude: tuple[tuple[Path, GitIgnoreSpec], ...] = ()
    """What the user excludes: no ignore file takes it back."""
    found: tuple[tuple[Path, GitIgnoreSpec], ...] = ()
    """What ignore files say, outermost first."""

    @staticmethod
    def excluding(patterns: Sequence[str], base: Path) -> IgnoreRules:
        """Rules from the user's ``patterns``. Raises InputError for one that is not valid."""
        return IgnoreRules(exclude=((base, _parse(patterns, strict=True)),) if patterns else ())

    def within(self, folder: Path) -> IgnoreRules:
        """These rules and those of the ignore files in ``folder``. Raises OSError."""
        found = self.found
        for name in IGNORE_FILES:
            file = folder / name
            if file.is_file():
                lines = file.read_text("utf-8", errors="surrogateescape").splitlines()
                found += ((folder, _parse(lines, strict=False)),)
        return IgnoreRules(self.exclude, found) if found is not self.found else self

    def ignores(self, path: Path, is_folder: bool) -> bool:
        """Whether ``path`` is left out. Among ignore files the innermost that matches decides."""
        if any(_verdict(scope, path, is_folder) for scope in self.exclude):
            return True
        verdicts = (_verdict(scope, path, is_folder) for scope in reversed(self.found))
        return next((verdict for verdict in verdicts if verdict is not None), False)


def _verdict(scope: tuple[Path, GitIgnoreSpec], path: Path, is_folder: bool) -> bool | None:
    folder, spec = scope
    relative = Path(os.path.relpath(path, folder)).as_posix()
    return spec.check_file(relative + "/" if is_folder else relative).include


def _parse(lines: Sequence[str], strict: bool) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    valid = []
    for line in lines:
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            if strict:
                raise InputError(f"exclude pattern {line!r} is not gitignore syntax") from None
            continue  # as git does
        valid.append(line)
    return GitIgnoreSpec.from_lines(valid)
