"""Walks a folder: symbolic links followed, loops found, ignore rules heeded."""

from __future__ import annotations

import errno
import os
import stat
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attrib.sources.globs import Glob
from attrib.sources.ignoring import IgnoreRules, is_hidden, is_index
from attrib.sources.item import Skipped
from attrib.sources.uris import file_uri, storable


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file (or pipe, socket, device) met on the way."""

    path: Path
    mode: int
    """``st_mode``, links followed."""


@dataclass(frozen=True, slots=True)
class _Folder:
    path: Path
    rules: IgnoreRules
    chain: tuple[str, ...]
    """Real paths of the folders above, as they were entered."""


def walk(
    root: Path, rules: IgnoreRules, glob: Glob | None, base: Path
) -> Iterator[FoundFile | Skipped]:
    """Every file below ``root`` that ``rules`` leave in and ``glob``, if any, matches.

    Names are sorted; what symbolic links lead to comes last, so that a file which is reachable
    both ways is met where it really is. A loop is reported once.
    """
    walked: set[str] = set()
    looped: set[str] = set()
    links: deque[_Folder | tuple[Path, int]] = deque([_Folder(root, rules, ())])
    while links:
        start = links.popleft()
        if not isinstance(start, _Folder):
            yield FoundFile(*start)
            continue
        stack = [start]
        while stack:
            folder = stack.pop()
            if is_index(folder.path):
                continue
            real = os.path.realpath(folder.path)
            if real in folder.chain:
                if real not in looped:
                    looped.add(real)
                    goal = file_uri(Path(real), base)
                    yield Skipped(
                        file_uri(folder.path, base), f"is a symbolic link loop, back to {goal}"
                    )
                continue
            # A glob may match a folder by one of its names only: then each way in counts.
            if real in walked and glob is None:
                continue
            walked.add(real)
            folders: list[_Folder] = []
            yield from _entries(folder, real, glob, base, folders, links)
            stack += reversed(folders)


def _entries(
    folder: _Folder,
    real: str,
    glob: Glob | None,
    base: Path,
    folders: list[_Folder],
    links: deque[_Folder | tuple[Path, int]],
) -> Iterator[FoundFile | Skipped]:
    """Yields the files of one folder; its folders go to ``folders``, its links to ``links``."""
    try:
        rules = folder.rules.within(folder.path)
        with os.scandir(folder.path) as entries:
            names = sorted(entry.name for entry in entries)
    except OSError as error:
        yield Skipped(file_uri(folder.path, base), why_not(folder.path, error))
        return
    for name in names:
        path = folder.path / name
        if is_hidden(name):
            continue
        try:
            mode = path.stat().st_mode
        except OSError as error:
            if not rules.ignores(path, is_folder=False) and (glob is None or glob.matches(path)):
                yield Skipped(file_uri(path, base), why_not(path, error))
            continue
        is_folder = stat.S_ISDIR(mode)
        if rules.ignores(path, is_folder):
            continue
        if glob is not None and not (glob.may_hold(path) if is_folder else glob.matches(path)):
            continue
        is_link = path.is_symlink()
        if is_folder:
            below = _Folder(path, rules, (*folder.chain, real))
            (links if is_link else folders).append(below)
        elif is_link:
            links.append((path, mode))
        else:
            yield FoundFile(path, mode)


def why_not(path: Path, error: OSError) -> str:
    """Why ``path`` cannot be opened, in words."""
    if error.errno == errno.ELOOP:
        return "is a symbolic link loop"
    if error.errno == errno.ENOENT and path.is_symlink():
        return f"is a broken symbolic link: {storable(os.readlink(path))} does not exist"  # noqa: PTH115
    return f"cannot be opened: {error.strerror or error}"
