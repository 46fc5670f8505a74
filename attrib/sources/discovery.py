"""From targets, as a user names them, to the items there are to read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from attrib.errors import SourceError
from attrib.sources.formats import SUFFIXES, check_readable
from attrib.sources.globs import Glob, is_glob
from attrib.sources.ignoring import IgnoreRules, is_index
from attrib.sources.item import STDIN, Skipped, SourceItem
from attrib.sources.uris import file_uri, is_url, storable, suffix_of
from attrib.sources.urllist import is_url_list, read_url_list
from attrib.sources.walking import FoundFile, walk, why_not

_SNIFF_BYTES = 8192
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
_SPECIAL = (
    (stat.S_ISFIFO, "is a pipe, not a file: send it to stdin and name it -"),
    (stat.S_ISSOCK, "is a socket, not a file"),
    (stat.S_ISCHR, "is a device, not a file"),
    (stat.S_ISBLK, "is a device, not a file"),
)


def discover(
    targets: Sequence[str], *, base: Path, start: Path | None = None, exclude: Sequence[str] = ()
) -> Iterator[SourceItem | Skipped]:
    """Everything ``targets`` name, each file and URL once, in a stable order.

    A target is a file, a folder (read recursively), a glob (``docs/**/*.pdf``), an http(s) URL,
    ``-`` for stdin, or a list of URLs: ``@urls.txt``, a file ending in ``.urls``, or a ``.txt``
    file in which every line is a URL. Relative targets start at ``start`` (None: at ``base``);
    uris are relative to ``base``.

    Inside folders, hidden files, ``__pycache__``, ``node_modules`` and indexes of attrib are passed
    over, and so is what a ``.gitignore`` or ``.attribignore`` there names. ``exclude`` (gitignore
    syntax, relative to ``start``) also holds for files that are named. What cannot be read is
    yielded as Skipped.

    Raises InputError for a pattern in ``exclude`` that is not valid.
    """
    base = _absolute(base)
    start = _absolute(start or base)
    return _Discovery(base, start, IgnoreRules.excluding(exclude, start)).run(targets)


def folders(targets: Sequence[str], *, base: Path, start: Path | None = None) -> tuple[str, ...]:
    """The uris of those targets that are existing folders; ``.`` for ``base`` itself."""
    base = _absolute(base)
    start = _absolute(start or base)
    paths = [_absolute(start / target) for target in targets if target and not is_url(target)]
    return tuple(dict.fromkeys(file_uri(path, base) for path in paths if os.path.isdir(path)))  # noqa: PTH112 - never raises


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow symbolic links


class _Discovery:
    """One run: remembers what it has yielded."""

    def __init__(self, base: Path, start: Path, rules: IgnoreRules) -> None:
        self._base = base
        self._start = start
        self._rules = rules
        self._seen: set[str] = set()

    def run(self, targets: Sequence[str]) -> Iterator[SourceItem | Skipped]:
        for target in targets:
            yield from self._target(target)

    def _target(self, target: str) -> Iterator[SourceItem | Skipped]:
        path = _absolute(self._start / target)
        if not target:
            yield Skipped("", "is an empty name: name a file, a folder or a URL")
        elif target == "-":
            if self._first(STDIN):
                yield SourceItem(STDIN, None)
        elif is_url(target):
            yield from self._url(target)
        elif _SCHEME.match(target):
            yield Skipped(storable(target), "is not http or https, which is all attrib fetches")
        elif os.path.lexists(path):
            yield from self._path(path)
        elif target.startswith("@"):
            yield from self._url_list(_absolute(self._start / target[1:]))
        elif is_glob(target):
            yield from self._glob(target)
        else:
            yield Skipped(
                storable(target), f"does not exist in {storable(str(path.parent))}: check the name"
            )

    def _first(self, name: str) -> bool:
        if name in self._seen:
            return False
        self._seen.add(name)
        return True

    def _url(self, url: str) -> Iterator[SourceItem | Skipped]:
        url = urldefrag(url).url if "#" in url else url  # the words to cite are not known yet
        try:
            parts = urlsplit(url)
            host, named = parts.hostname, parts.username is not None
            _ = parts.port  # raises for one that is no number
        except ValueError as error:
            yield Skipped(storable(url), f"is not a valid URL: {error}")
            return
        if named:  # the uri is stored in the index and shown in reports
            yield Skipped(
                storable(f"{parts.scheme}://{host}{parts.path}"),
                "was given with a user name or password, which the index would store: "
                "save the page to a file instead",
            )
        elif not host or storable(url) != url or any(c.isspace() or c < " " for c in url):
            yield Skipped(storable(url), "is not a valid URL: percent-encode unusual characters")
        elif self._first(url):
            yield SourceItem(url, None)

    def _url_list(self, path: Path) -> Iterator[SourceItem | Skipped]:
        uri = file_uri(path, self._base)
        try:
            for number, line in read_url_list(path):
                if is_url(line):
                    yield from self._url(line)
                else:
                    yield Skipped(f"{uri}#{number}", f"{line[:80]!r} is not an http(s) URL")
        except SourceError as error:
            yield Skipped(uri, str(error))

    def _path(self, path: Path) -> Iterator[SourceItem | Skipped]:
        try:
            mode = path.stat().st_mode
        except OSError as error:
            yield Skipped(file_uri(path, self._base), why_not(path, error))
            return
        if stat.S_ISDIR(mode) and is_index(path):
            uri = file_uri(path, self._base)
            yield Skipped(uri, "is an index, not documents: name the folder of your documents")
        elif stat.S_ISDIR(mode):
            for found in walk(path, self._rules, None, self._base):
                yield from self._found(found)
        elif self._rules.ignores(path, is_folder=False):
            return
        elif stat.S_ISREG(mode) and is_url_list(path):
            yield from self._url_list(path)
        else:
            yield from self._file(FoundFile(path, mode))

    def _glob(self, pattern: str) -> Iterator[SourceItem | Skipped]:
        try:
            glob = Glob(pattern, self._start)
        except ValueError as error:
            yield Skipped(storable(pattern), f"is not a valid pattern: {error}")
            return
        # Met again or not: that something matched is what counts here.
        matched = False
        if glob.root.is_dir():
            for found in walk(glob.root, self._rules, glob, self._base):
                matched = True
                yield from self._found(found)
        if not matched:
            yield Skipped(storable(pattern), "matches no file: check the pattern and quote it")

    def _found(self, found: FoundFile | Skipped) -> Iterator[SourceItem | Skipped]:
        if isinstance(found, Skipped):
            yield found
        elif found.path.suffix.lower() == ".urls":  # only what the user names is fetched
            yield Skipped(
                file_uri(found.path, self._base),
                "is a list of URLs: name it as a target to fetch them",
            )
        else:
            yield from self._file(found)

    def _file(self, file: FoundFile) -> Iterator[SourceItem | Skipped]:
        if not self._first(os.path.realpath(file.path)):
            return
        uri = file_uri(file.path, self._base)
        reason = next((words for test, words in _SPECIAL if test(file.mode)), None)
        if reason is None and suffix_of(uri) not in SUFFIXES:
            reason = _unreadable(file.path, uri)
        yield Skipped(uri, reason) if reason else SourceItem(uri, file.path)


def _unreadable(path: Path, uri: str) -> str | None:
    """Why a file of unknown suffix is in no format attrib reads; None when it is in one."""
    try:
        with path.open("rb") as file:
            head = file.read(_SNIFF_BYTES)
        check_readable(head, len(head) < _SNIFF_BYTES, uri)
    except OSError as error:
        return why_not(path, error)
    except SourceError as error:
        return str(error)
    return None
