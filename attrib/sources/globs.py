"""Globs (``docs/**/*.pdf``) as a folder to walk and a test for what is met there."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

_MAGIC = re.compile(r"[*?\[]")


def is_glob(target: str) -> bool:
    """Whether ``target`` has any of ``* ? [``."""
    return bool(_MAGIC.search(target))


class Glob:
    """A glob. As in a shell, a folder that matches stands for everything below it.

    Walking the fixed part instead of expanding the pattern keeps symbolic link loops and ignore
    rules in one place. Gitignore's matching has the meaning of ``*``, ``?``, ``[]``, ``**``.
    """

    def __init__(self, pattern: str, base: Path) -> None:
        from pathspec import GitIgnoreSpec

        parts = PurePosixPath(pattern).parts
        fixed = next(i for i, part in enumerate(parts) if is_glob(part))
        self.root = Path(os.path.abspath(base.joinpath(*parts[:fixed])))  # noqa: PTH100
        moving = parts[fixed:]
        self._whole = GitIgnoreSpec.from_lines(["/" + "/".join(moving)])
        # The folders on the way, as far as they are as deep as the pattern says.
        until = moving.index("**") if "**" in moving else len(moving)
        self._on_the_way = [
            GitIgnoreSpec.from_lines(["/" + "/".join(moving[: i + 1])]) for i in range(until)
        ]

    def matches(self, path: Path) -> bool:
        """Whether the file at ``path`` is meant."""
        return self._whole.match_file(path.relative_to(self.root).as_posix())

    def may_hold(self, folder: Path) -> bool:
        """Whether something below ``folder`` can match."""
        relative = folder.relative_to(self.root)
        step = min(len(relative.parts), len(self._on_the_way)) - 1
        return step < 0 or self._on_the_way[step].match_file(relative.as_posix() + "/")
