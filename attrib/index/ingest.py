"""Ingest: from targets (files, folders, globs, URLs) to an index that holds them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from attrib.errors import SourceError
from attrib.index.store import IN_PART, TO_BE_READ_AGAIN, Store
from attrib.index.writer import Writer
from attrib.progress import Progress
from attrib.sources import STDIN, Skipped, SourceItem, WebPolicy, discover, folders, load
from attrib.sources.parsing import Loaded, Parsed, Parsers
from attrib.types import Document


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingest did, by URI of the source."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    """What could not be read, and why. An earlier version of it stays in the index."""
    gone: tuple[str, ...]
    """In the index, but no longer in the ingested folders."""
    removed: tuple[str, ...]
    """Those of ``gone`` that were taken out (with ``prune``)."""
    passages: int
    """Passages written."""
    embedded: int
    """Passages that had to be embedded."""


def ingest(
    store: Store,
    writer: Writer,
    targets: Sequence[str],
    *,
    base: Path,
    start: Path,
    exclude: Sequence[str],
    prune: bool,
    policy: WebPolicy,
    jobs: int,
    progress: Progress,
) -> IngestReport:
    """Brings ``store`` up to date with ``targets``. The caller holds the writer lock.

    URIs of files are relative to ``base``, relative targets to ``start``. A source whose bytes
    are as they were costs one hash. With several ``jobs``, what comes next is parsed while passages are
    embedded; everything is written in the order of ``targets`` all the same.
    """
    found = list(discover(targets, base=base, start=start, exclude=exclude))
    items = [item for item in found if isinstance(item, SourceItem)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    before = store.source_hashes()
    added: list[str] = []
    changed: list[str] = []
    unchanged: list[str] = []
    seen = {item.uri for item in found}
    roots = _Folders(folders(targets, base=base, start=start), base)
    # What lies in a folder that could not be opened is not known to be gone.
    closed = _Folders((item.uri for item in skipped), base)
    gone = tuple(
        uri
        for uri in sorted(before)
        if uri not in seen and roots.hold(uri) and not closed.hold(uri)
    )
    owners = _Owners(store, gone)
    progress.start("files", len(items), "files")
    progress.start("embed", None, "passages")
    sources = _loaded(items, before, policy, unchanged, progress)
    with Parsers(jobs) as parsers:
        for parsed in parsers.parse(sources):
            uri = parsed.item.uri
            try:
                written, left_out = _put(parsed, before.get(uri), owners, writer, progress)
                skipped.extend(left_out)
                (unchanged if not written else changed if uri in before else added).append(uri)
            except SourceError as error:
                reason = str(error)
                if uri in before:
                    reason += "; the version ingested before stays in the index"
                skipped.append(Skipped(uri, reason))
            finally:
                progress.advance("files")
    writer.flush()
    if prune and gone:
        with store.transaction():
            for uri in gone:
                store.remove_source(uri)
    writer.finish()
    progress.finish("embed")
    progress.finish("files")
    return IngestReport(
        added=tuple(added),
        changed=tuple(changed),
        unchanged=tuple(unchanged),
        skipped=tuple(skipped),
        gone=gone,
        removed=gone if prune else (),
        passages=writer.written,
        embedded=writer.embedded,
    )


def _loaded(
    items: Sequence[SourceItem],
    before: Mapping[str, str],
    policy: WebPolicy,
    unchanged: list[str],
    progress: Progress,
) -> Iterator[Loaded]:
    """The sources that are new or have changed; what ``before`` knows is added to ``unchanged``."""
    for item in items:
        try:
            content = load(item, policy)
        except SourceError as error:
            yield Loaded(item, error)
            continue
        digest = hashlib.sha256(content.data).hexdigest()
        if before.get(item.uri) == digest:
            unchanged.append(item.uri)
            progress.advance("files")
        else:
            yield Loaded(item, content, digest)


def _put(
    parsed: Parsed, known_as: str | None, owners: _Owners, writer: Writer, progress: Progress
) -> tuple[bool, list[Skipped]]:
    """Hands what a source holds on to ``writer``, unless the index knows it as it is (its hash there is
    ``known_as``); whether it did, and what was skipped. Nobody holds the documents after that.

    Raises SourceError when the source cannot be read.
    """
    reading = parsed.reading()
    if known_as == parsed.digest + IN_PART:
        return False, list(reading.warnings)
    documents, taken = owners.share(parsed.item.uri, reading.documents)
    source_hash = parsed.digest + IN_PART if reading.warnings else parsed.digest
    if taken:  # what another source holds now, it may lose: then it is to be found here
        source_hash = TO_BE_READ_AGAIN
    writer.put(parsed.item.uri, source_hash, _counted(documents, progress))
    return True, [*reading.warnings, *taken]


def _counted(documents: Sequence[Document], progress: Progress) -> Iterator[Document]:
    """``documents``, with a stage of their own where a source has several: it may be the only file."""
    if len(documents) < 2:
        yield from documents
        return
    progress.start("documents", len(documents), "documents")
    for document in documents:
        yield document
        progress.advance("documents")
    progress.finish("documents")


class _Owners:
    """Which source a document's URI belongs to: the one that holds it, or the first to bring it."""

    def __init__(self, store: Store, gone: Iterable[str]) -> None:
        self._store = store
        self._outdated = set(gone)  # sources that no longer hold what the index has from them
        self._owners: dict[str, str] = {}

    def share(
        self, source: str, documents: Sequence[Document]
    ) -> tuple[list[Document], list[Skipped]]:
        """Those of ``documents``, which are all that ``source`` has now, that belong to it; and why
        the rest is skipped.
        """
        self._outdated.add(source)
        own: list[Document] = []
        taken: list[Skipped] = []
        for document in documents:
            owner = self._owner(document.uri, source)
            if owner == source:
                own.append(document)
            else:
                reason = f"the index has a document of this URI from {owner}"
                taken.append(Skipped(document.uri, reason))
        return own, taken

    def _owner(self, uri: str, source: str) -> str:
        if uri not in self._owners:
            holder = self._store.owner(uri)
            self._owners[uri] = source if holder is None or holder in self._outdated else holder
        return self._owners[uri]


class _Folders:
    """Folders, named by their uris, and what lies below them."""

    def __init__(self, uris: Iterable[str], base: Path) -> None:
        self._base = base
        self._paths = {self._path(uri) for uri in uris if uri}

    def hold(self, uri: str) -> bool:
        """Whether ``uri`` is a file below one of them."""
        if "://" in uri or uri == STDIN:
            return False
        return not self._paths.isdisjoint(self._path(uri).parents)

    def _path(self, uri: str) -> Path:
        # Of relative names, "../.." would look as if "../../../mnt" lay below it.
        return Path(os.path.abspath(self._base / uri))  # noqa: PTH100 - as `discover` makes uris
