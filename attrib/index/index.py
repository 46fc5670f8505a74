"""The index as its users see it: open, ingest, search, look after."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from attrib.config import Settings, load_settings
from attrib.encoding.embedder import Embedder
from attrib.encoding.memo import MemoEmbedder
from attrib.errors import IndexStateError, InputError
from attrib.index.filters import Filters
from attrib.index.ingest import IngestReport, ingest
from attrib.index.lock import LOCK, writer_lock
from attrib.index.publish import current_vectors, publish_vectors
from attrib.index.recipe import Recipe, open_embedder
from attrib.index.rows import StoredPassage, StoredSource
from attrib.index.schema import DATABASE, HALF_MADE, create
from attrib.index.store import Store
from attrib.index.vector_file import FILENAME, stamp_of
from attrib.index.vectors import Match, VectorIndex
from attrib.index.verify import find_problems
from attrib.index.writer import Writer
from attrib.progress import Progress, Silent
from attrib.sources import WebPolicy
from attrib.text.passages import PassageRules
from attrib.types import Document, Source

Vector = NDArray[np.float32]

COMPARED = 2
"""Candidates from inverted lists that are compared exactly, for each one that is wanted."""

WIDE = 4
"""With a filter, so many times the wanted number is looked through first."""

LEFTOVERS = {LOCK, *HALF_MADE}
"""What a folder holds after the very making of its index was interrupted."""


class Index:
    """A directory of documents, cut into passages and ready to be searched.

    Use ``Index.open`` for one that exists and ``Index.create`` for a new one; close it, or use it
    in a ``with`` statement. Reading never writes to the directory.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.store = Store(folder)
        self._loaded: VectorIndex | None = None
        self._fingerprint: tuple[int, str] | None = None

    # -- opening ----------------------------------------------------------------------------

    @classmethod
    def open(cls, folder: str | Path | None = None, settings: Settings | None = None) -> Index:
        """Opens the index in ``folder`` (default: ``settings.index``).

        Raises IndexStateError when there is none, when it has another schema, or when it was
        built with another embedder or other passage settings than ``settings`` ask for.
        """
        settings = settings or load_settings()
        path = Path(folder or settings.index)
        if not (path / DATABASE).is_file():
            raise IndexStateError(
                f"there is no index in '{path}': run attrib ingest FILES --index {path}"
            )
        index = cls(path, settings)
        try:
            index.recipe.check(path, settings)
        except BaseException:
            index.close()
            raise
        return index

    @classmethod
    def create(cls, folder: str | Path | None = None, settings: Settings | None = None) -> Index:
        """Opens the index in ``folder``, and makes it first where there is none.

        URIs of its files will be relative to the current directory.
        """
        settings = settings or load_settings()
        path = Path(folder or settings.index)
        if not (path / DATABASE).is_file():
            _make(path, settings)
        return cls.open(path, settings)

    def close(self) -> None:
        self.store.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- what it is -------------------------------------------------------------------------

    @cached_property
    def recipe(self) -> Recipe:
        """Model and passage settings."""
        return Recipe.from_meta(self.store.meta())

    @property
    def base(self) -> Path:
        """The folder that URIs of files are relative to."""
        return Path(os.path.normpath(self.folder.absolute() / self.recipe.base))

    @cached_property
    def embedder(self) -> Embedder:
        """The embedder the index was built with; its model is loaded on first use."""
        return MemoEmbedder(self.recipe.open_embedder(self.folder, self.settings))

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the index says: its documents (texts, titles, headings, metadata), model and
        passage settings.
        """
        with self.reading():
            state = self.store.state()
            if self._fingerprint is None or self._fingerprint[0] != state:
                recipe = self.recipe
                digest = hashlib.sha256(f"{recipe.embedder_sha256} {recipe.rules}\n".encode())
                for description in self.store.descriptions():
                    digest.update(f"{description}\n".encode())
                self._fingerprint = (state, digest.hexdigest())
            return self._fingerprint[1]

    def info(self) -> dict[str, Any]:
        """Counts, model, settings, and size on disk in bytes."""
        recipe = self.recipe
        stamp = stamp_of(self.folder, thorough=False)
        return {
            "folder": str(self.folder),
            **self.store.counts(),
            "embedder": recipe.embedder,
            "embedder_sha256": recipe.embedder_sha256,
            "dimension": recipe.dimension,
            "passage_tokens": recipe.rules.tokens,
            "overlap_sentences": recipe.rules.overlap,
            "vector_index": self.store.vectors.kind(),
            "vector_lists": stamp.lists if stamp else None,
            "fingerprint": self.fingerprint,
            "bytes": sum(f.stat().st_size for f in self.folder.iterdir() if f.is_file()),
        }

    def sources(self) -> list[StoredSource]:
        """The files and URLs that were ingested, by URI."""
        return self.store.sources()

    def documents(self) -> list[Source]:
        """The documents, without their texts, by URI."""
        return self.store.documents()

    def document(self, document_id: str) -> Document | None:
        """The document with this id, or None."""
        return self.store.document(document_id)

    # -- searching --------------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All searches inside see the index as it is at this moment.

        Raises IndexStateError when another process has rebuilt it with another model or other
        passage settings since it was opened: vectors of two models must not meet.
        """
        with self.store.snapshot():
            self.recipe.check_unchanged(self.folder, self.store.meta())
            yield

    def search_bm25(
        self, question: str, k: int, filters: Filters | None = None
    ) -> list[tuple[int, float]]:
        """Up to ``k`` passage ids and BM25 scores, best first."""
        return self.store.bm25(question, k, filters or Filters())

    def search_dense(
        self,
        vector: Vector,
        k: int,
        filters: Filters | None = None,
        wanted: Collection[int] = (),
    ) -> list[tuple[int, float]]:
        """Passage ids and cosine similarities to ``vector``, shape (dimension,), best first.

        At least ``k`` of them where there are as many: passages of equal text share one vector. Of
        copies beyond the first ``store.DOUBLES`` only those of ``wanted`` count, passages that pass
        ``filters``.
        """
        with self.reading():
            if not filters:
                return self._passages_of(self._nearest(vector, k), k, Filters(), wanted)[0]
            # Where enough of the nearest pass, nobody need know everything that passes.
            near = self._nearest(vector, WIDE * k, width=WIDE)
            found, vectors = self._passages_of(near, k, filters, wanted)
            if vectors == k:
                return found
            allowed = self.store.vectors_matching(filters)
            return self._passages_of(self._nearest(vector, k, allowed), k, filters, wanted)[0]

    def similarities(self, vector: Vector, passages: Sequence[StoredPassage]) -> list[float]:
        """Cosine similarity of ``vector``, shape (dimension,), to each of ``passages``."""
        values = self.store.vectors.values(item.vector_id for item in passages)
        return [float(values[item.vector_id] @ vector) for item in passages]

    def passages(self, ids: Sequence[int]) -> dict[int, StoredPassage]:
        """Passages by id."""
        return self.store.passages(ids)

    def _passages_of(
        self, matches: Sequence[Match], k: int, filters: Filters, wanted: Collection[int]
    ) -> tuple[list[tuple[int, float]], int]:
        """The passages that pass of the first ``k`` vectors that have such, and how many have."""
        found: list[tuple[int, float]] = []
        vectors = 0
        for match in matches:
            passing = self.store.passages_with_vector(match.vector_id, filters, wanted)
            found += [(passage_id, match.similarity) for passage_id in passing]
            vectors += bool(passing)
            if vectors == k:
                break
        return found, vectors

    def _nearest(
        self, vector: Vector, k: int, allowed: Sequence[int] | None = None, width: int = 1
    ) -> list[Match]:
        # A reader never writes: what the file does not give is made in memory.
        self._loaded = current_vectors(self.store, self._loaded)
        if self._loaded.is_exact:
            return self._loaded.search(vector, k, allowed)
        found = self._loaded.search(vector, COMPARED * k, allowed, width=width)
        values = self.store.vectors.values(match.vector_id for match in found)
        exact = [Match(i, float(value @ vector)) for i, value in values.items()]
        return sorted(exact, key=lambda match: (-match.similarity, match.vector_id))[:k]

    # -- changing ---------------------------------------------------------------------------

    def ingest(
        self,
        targets: Sequence[str],
        *,
        exclude: Sequence[str] = (),
        prune: bool = False,
        progress: Progress | None = None,
    ) -> IngestReport:
        """Brings the index up to date with files, folders, globs and URLs.

        ``exclude`` holds ``.gitignore`` patterns; ``prune`` removes documents whose files are gone
        from the ingested folders. What cannot be read is reported, not raised.
        """
        if not targets:
            raise InputError("nothing to ingest: name files, folders, globs or URLs")
        progress = progress or Silent()
        with self._writing() as store:
            if self.settings.vector_index:
                with store.transaction():
                    store.vectors.set_kind(self.settings.vector_index)
            return ingest(
                store,
                Writer(store, self.embedder, self.recipe.rules, progress),
                list(targets),
                base=self.base,
                start=Path.cwd(),
                exclude=exclude,
                prune=prune,
                policy=WebPolicy(allow_private=self.settings.allow_private),
                jobs=self.settings.jobs,
                progress=progress,
            )

    def remove(self, uri: str) -> int:
        """Removes a source (or one document of it); returns how many documents went.

        Raises InputError when nothing of that URI is in the index.
        """
        with self._writing() as store:
            with store.transaction():
                known = uri in store.source_hashes()
                removed = store.remove_source(uri) if known else int(store.remove_document(uri))
            if not removed and not known:
                raise InputError(
                    f"'{uri}' is not in index '{self.folder}': see attrib index documents"
                )
            publish_vectors(store)
            return removed

    def verify(self) -> list[str]:
        """Checks every promise between SQLite, full text and FAISS; says what is wrong."""
        with self._writing() as store:
            return find_problems(store)

    def compact(self) -> None:
        """Gives the space of removed documents back."""
        with self._writing() as store:
            store.compact()

    def rebuild(
        self,
        *,
        embedder: str | None = None,
        passage_tokens: int | None = None,
        overlap_sentences: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Cuts, embeds and indexes all stored documents anew; None keeps what the index has.

        All in one transaction: an interrupted rebuild leaves the index as it was.
        """
        progress = progress or Silent()
        old = self.recipe
        model = open_embedder(embedder or old.embedder, self.settings)
        rules = old.rules.changed(passage_tokens, overlap_sentences)
        recipe = Recipe.new(self.folder, self.base, model, rules)
        with self._writing() as store:
            writer = Writer(store, model, rules, progress)
            progress.start("embed", None, "passages")
            writer.recut([row.document_id for row in store.documents()], recipe.to_meta())
            (self.folder / FILENAME).unlink(missing_ok=True)
            writer.finish()
            progress.finish("embed")

    @contextmanager
    def _writing(self) -> Iterator[Store]:
        with writer_lock(self.folder):
            store = Store(self.folder, write=True)
            try:
                self.recipe.check_unchanged(self.folder, store.meta())
                yield store
            finally:
                store.close()
                for cached in ("recipe", "embedder"):
                    self.__dict__.pop(cached, None)


def _make(folder: Path, settings: Settings) -> None:
    if folder.exists() and (not folder.is_dir() or {f.name for f in folder.iterdir()} - LEFTOVERS):
        raise IndexStateError(
            f"'{folder}' exists and is not an index: choose another --index, or empty it"
        )
    rules = PassageRules().changed(settings.passage_tokens, settings.overlap_sentences)
    recipe = Recipe.new(folder, Path.cwd(), open_embedder(settings.embedder, settings), rules)
    folder.mkdir(parents=True, exist_ok=True)
    with writer_lock(folder):
        if not (folder / DATABASE).is_file():
            create(folder / DATABASE, recipe.to_meta())
