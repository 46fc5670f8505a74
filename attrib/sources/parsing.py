"""Parses sources ahead of those who wait for them, several at a time in processes of their own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import Any, NamedTuple

from attrib.errors import SourceError
from attrib.sources.item import Content, Extracted, SourceItem
from attrib.sources.reading import read

FIRST = 8
"""So many sources are parsed here: that takes no longer than to start processes."""
AHEAD = 4
"""Sources that are begun for each process before they are asked for."""
AHEAD_BYTES = 64_000_000
"""But no more bytes of them together, above the one that is asked for."""
IDLE = 30
"""Seconds without work after which a process ends, as it does when its parent was killed."""


class Loaded(NamedTuple):
    """A source whose bytes were read, or that could not be."""

    item: SourceItem
    content: Content | SourceError
    digest: str = ""
    """SHA-256 of the bytes."""


class Parsed(NamedTuple):
    """A source, and what becomes of it."""

    item: SourceItem
    digest: str
    reading: Callable[[], Extracted]
    """Raises SourceError where the source could not be loaded, or cannot be read."""


class Parsers:
    """Up to ``jobs`` processes that parse; a single job is done in this one."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._ahead = _Pool(jobs)
        self._alone = _Pool(1)

    def __enter__(self) -> Parsers:
        return self

    def __exit__(self, *_: object) -> None:
        self._ahead.stop()
        self._alone.stop()

    def parse(self, sources: Iterable[Loaded]) -> Iterator[Parsed]:
        """The sources in their order, each begun before it is asked for; few are held at once."""
        most = AHEAD * self._jobs if self._jobs > 1 else 0
        waiting: deque[tuple[Parsed, int]] = deque()
        held = 0
        for number, source in enumerate(sources):
            size = len(source.content.data) if isinstance(source.content, Content) else 0
            waiting.append((self._begun(source, number), size))
            held += size
            while waiting and (len(waiting) > most or held > AHEAD_BYTES):
                parsed, size = waiting.popleft()
                held -= size
                yield parsed
        yield from (parsed for parsed, _ in waiting)

    def _begun(self, source: Loaded, number: int) -> Parsed:
        item, content, digest = source
        if isinstance(content, SourceError):
            return Parsed(item, digest, lambda: _raised(content))
        if self._jobs == 1 or number < FIRST:
            return Parsed(item, digest, lambda: read(content, item))
        task = self._ahead.submit(content, item)
        return Parsed(item, digest, lambda: self._result(task, content, item))

    def _result(self, task: Future[Extracted], content: Content, item: SourceItem) -> Extracted:
        """A source that takes its process down with it is one that cannot be read, and no more."""
        try:
            return task.result()
        except BrokenProcessPool:  # by this source, or by another beside it: alone, it shows
            task = self._alone.submit(content, item)
        try:
            return task.result()
        except BrokenProcessPool as error:
            raise SourceError(
                "cannot be read: the process that parsed it ended; split it, or save it anew"
            ) from error


class _Pool:
    """Processes that start with the first source, and anew after one of them has died."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._executor: Any = None

    def submit(self, content: Content, item: SourceItem) -> Future[Extracted]:
        from loky import ProcessPoolExecutor

        if self._executor is None:
            self._executor = ProcessPoolExecutor(self._jobs, timeout=IDLE)
        try:
            task: Future[Extracted] = self._executor.submit(read, content, item)
        except BrokenProcessPool:  # since it was last given something
            self.stop()
            return self.submit(content, item)
        return task

    def stop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, kill_workers=True)
            self._executor = None


def _raised(error: SourceError) -> Extracted:
    raise error
