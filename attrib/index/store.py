"""Reads and writes the SQLite truth of an index. No models, no FAISS: rows in, rows out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from threading import RLock

from attrib.index.filters import Filters
from attrib.index.fts import match_query
from attrib.index.rows import (
    CutDocument,
    StoredPassage,
    StoredSource,
    embedding_input,
    input_hash,
    searchable,
    stored_passage,
)
from attrib.index.schema import DATABASE, connect
from attrib.index.vector_table import VectorTable
from attrib.types import Block, Document, Source

DOUBLES = 100
"""Passages of equal text that a search hands on."""

TO_BE_READ_AGAIN = ""
"""The hash of a source of which the index lacks something: the next ingest reads it, changed or not."""

IN_PART = "?"
"""Stands behind the hash of a source of which something was skipped: the next ingest reads it to tell so
again, and writes nothing if it is unchanged."""


class Store:
    """The tables of one index."""

    def __init__(self, folder: Path, *, write: bool = False) -> None:
        self.folder = folder
        self._db = connect(folder / DATABASE, write=write)
        self.vectors = VectorTable(self._db)
        self._loosened: set[int] = set()  # vectors whose passages went in this transaction
        self._turn = RLock()

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside happens, or nothing does; vectors that no passage needs then are gone."""
        self._loosened.clear()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            # Only now: what one source has lost, another may have brought.
            self.vectors.sweep(self._loosened)
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever is written meanwhile; other threads that
        want one wait for its end.
        """
        with self._turn:
            if self._db.in_transaction:
                yield
                return
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("ROLLBACK")

    def state(self) -> int:
        """Another number whenever another connection has changed something."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    # -- settings ---------------------------------------------------------------------------

    def meta(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT key, value FROM meta"))

    def set_meta(self, values: dict[str, str]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    # -- reading ----------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        tables = ("sources", "documents", "passages", "vectors")
        return {t: self._db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}

    def sources(self) -> list[StoredSource]:
        rows = self._db.execute(
            "SELECT s.uri, s.hash, s.ingested_at, count(d.id) FROM sources s "
            "LEFT JOIN documents d ON d.source_id = s.id GROUP BY s.id ORDER BY s.uri"
        )
        return [StoredSource(*row) for row in rows]

    def source_hashes(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT uri, hash FROM sources"))

    def documents(self) -> list[Source]:
        """Every document, without its text, by URI."""
        rows = self._db.execute("SELECT id, uri, title, metadata FROM documents ORDER BY uri")
        return [Source(i, uri, title, json.loads(metadata)) for i, uri, title, metadata in rows]

    def descriptions(self) -> Iterator[str]:
        """All that answers depend on of every document, its text as a hash, as JSON by URI."""
        rows = self._db.execute(
            "SELECT uri, title, content_hash, metadata, pages, blocks FROM documents ORDER BY uri"
        )
        return map(json.dumps, rows)

    def document(self, document_id: str) -> Document | None:
        row = self._db.execute(
            "SELECT id, uri, title, text, content_hash, pages, blocks, metadata "
            "FROM documents WHERE id = ?",
            (document_id,),
        ).fetchone()
        if row is None:
            return None
        i, uri, title, text, content_hash, pages, blocks, metadata = row
        return Document(
            id=i, uri=uri, title=title, text=text, content_hash=content_hash,
            pages=tuple(json.loads(pages)),
            blocks=tuple(Block(*block) for block in json.loads(blocks)),
            metadata=json.loads(metadata),
        )  # fmt: skip

    def owner(self, uri: str) -> str | None:
        """URI of the source that the document at ``uri`` came from."""
        row = self._db.execute(
            "SELECT s.uri FROM documents d JOIN sources s ON s.id = d.source_id WHERE d.uri = ?",
            (uri,),
        ).fetchone()
        return row[0] if row else None

    def passages(self, ids: Iterable[int]) -> dict[int, StoredPassage]:
        """Passages by id, with their texts cut from the documents."""
        return {
            row[0]: stored_passage(row) for i in ids for row in self._passage_rows("p.id = ?", (i,))
        }

    def passages_of(self, document_id: str) -> list[StoredPassage]:
        return [
            stored_passage(row) for row in self._passage_rows("p.document_id = ?", (document_id,))
        ]

    def _passage_rows(self, where: str, values: Sequence[object]) -> sqlite3.Cursor:
        return self._db.execute(
            "SELECT p.id, p.vector_id, p.document_id, p.start, p.end, p.page, p.headings, "
            "p.sentences, substr(d.text, p.start + 1, p.end - p.start), d.uri, d.title, d.metadata "
            f"FROM passages p JOIN documents d ON d.id = p.document_id WHERE {where} "
            "ORDER BY p.document_id, p.start, p.id",
            values,
        )

    # -- checking (for verify) --------------------------------------------------------------

    def integrity(self) -> list[str]:
        """What SQLite itself finds wrong."""
        pages = [row[0] for row in self._db.execute("PRAGMA integrity_check(10)")]
        keys = [
            f"table {table}, row {row}: refers to a row of {parent} that is not there"
            for table, row, parent, _ in self._db.execute("PRAGMA foreign_key_check")
        ]
        return [line for line in pages if line != "ok"] + keys

    def check_full_text(self) -> None:
        """Lets FTS5 compare its word index with its texts; raises sqlite3.DatabaseError."""
        self._db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")

    def full_text(self, ids: Iterable[int]) -> dict[int, str]:
        """What the full-text table holds for passages, by id."""
        query = "SELECT rowid, text FROM passages_fts WHERE rowid = ?"
        return dict(row for i in ids for row in self._db.execute(query, (i,)))

    def unused_full_text(self) -> list[int]:
        query = "SELECT rowid FROM passages_fts WHERE rowid NOT IN (SELECT id FROM passages)"
        return [i for (i,) in self._db.execute(query)]

    # -- searching --------------------------------------------------------------------------

    def bm25(self, question: str, k: int, filters: Filters) -> list[tuple[int, float]]:
        """Up to ``k`` passage ids with their BM25 scores (higher is better), best first."""
        match = match_query(question)
        if match is None:
            return []
        ranked = (
            "SELECT rowid AS id, -rank AS score FROM passages_fts WHERE passages_fts MATCH ? "
            "ORDER BY rank, rowid LIMIT ?"
        )
        if not filters:
            rows = self._db.execute(ranked, (match, k))
        else:
            # Ranked first and filtered then, until enough have passed: FTS5 would look each passage
            # that passes up in every list of the query, which took minutes at a million passages.
            where, values = filters.where()
            rows = self._db.execute(
                f"SELECT found.id, found.score FROM ({ranked}) AS found WHERE EXISTS (SELECT 1 "
                "FROM passages p JOIN documents ON documents.id = p.document_id "
                f"WHERE p.id = found.id AND {where}) LIMIT ?",
                (match, -1, *values, k),
            )
        return [(int(i), float(score)) for i, score in rows]

    def passages_with_vector(
        self, vector_id: int, filters: Filters, wanted: Collection[int] = ()
    ) -> list[int]:
        """Ids of the passages that share a vector, among the documents that pass ``filters``: the first
        DOUBLES of them, for what stands in every file stands there thousands of times, and those of
        ``wanted``, which are known to pass.
        """
        where, values = filters.where()
        rows = self._db.execute(
            "SELECT p.id FROM passages p JOIN documents ON documents.id = p.document_id "
            f"WHERE p.vector_id = ? AND {where} ORDER BY p.id LIMIT ?",
            (vector_id, *values, DOUBLES),
        )
        found = [int(i) for (i,) in rows]
        if len(found) == DOUBLES:
            query = "SELECT 1 FROM passages WHERE id = ? AND vector_id = ?"
            late = (i for i in wanted if self._db.execute(query, (i, vector_id)).fetchone())
            found = sorted({*found, *late})
        return found

    def any_document(self, filters: Filters) -> bool:
        """Whether a document passes ``filters``."""
        where, values = filters.where()
        found = self._db.execute(f"SELECT EXISTS (SELECT 1 FROM documents WHERE {where})", values)
        return bool(found.fetchone()[0])

    def vectors_matching(self, filters: Filters) -> list[int]:
        """Ids of the vectors whose passages lie in documents that pass ``filters``."""
        where, values = filters.where()
        rows = self._db.execute(
            # CROSS JOIN keeps the order: first the documents, which are fewer.
            "SELECT p.vector_id FROM documents CROSS JOIN passages p "
            f"ON p.document_id = documents.id WHERE {where}",
            values,
        )
        return sorted({int(i) for (i,) in rows})

    # -- writing (inside a transaction) -----------------------------------------------------

    def put_document(self, source: str, cut: CutDocument) -> None:
        """Stores a document of the source at ``source``, in place of the one of its URI; an equal one
        stays as it is. Until the source is completed, the next ingest reads it again.
        """
        source_id = self._record_source(source, TO_BE_READ_AGAIN)
        # A source that loses it to another has it again should the other lose it.
        self._db.execute(
            "UPDATE sources SET hash = ? WHERE id = (SELECT source_id FROM documents WHERE id = ?)",
            (TO_BE_READ_AGAIN, cut.document.id),
        )
        if self.document(cut.document.id) != cut.document:
            self._remove_document(cut.document.id)
            self._add_document(source_id, cut)
        else:  # it may have been another source's
            self._db.execute(
                "UPDATE documents SET source_id = ? WHERE id = ?", (source_id, cut.document.id)
            )

    def complete_source(self, uri: str, source_hash: str, documents: Collection[str]) -> None:
        """Makes ``documents`` (ids), which were put before, all that the source at ``uri`` holds."""
        source_id = self._record_source(uri, source_hash)
        held = self._db.execute("SELECT id FROM documents WHERE source_id = ?", (source_id,))
        for (document_id,) in held.fetchall():
            if document_id not in documents:
                self._remove_document(document_id)

    def remove_source(self, uri: str) -> int:
        """Removes a source and its documents; returns how many documents went."""
        rows = self._db.execute(
            "SELECT d.id FROM documents d JOIN sources s ON s.id = d.source_id WHERE s.uri = ?",
            (uri,),
        ).fetchall()
        for (document_id,) in rows:
            self._remove_document(document_id)
        self._db.execute("DELETE FROM sources WHERE uri = ?", (uri,))
        return len(rows)

    def remove_document(self, uri: str) -> bool:
        """Removes one document of a source that holds several."""
        row = self._db.execute(
            "SELECT id, source_id FROM documents WHERE uri = ?", (uri,)
        ).fetchone()
        if row is None:
            return False
        self._remove_document(row[0])
        # The source no longer is what its hash says.
        self._db.execute("UPDATE sources SET hash = ? WHERE id = ?", (TO_BE_READ_AGAIN, row[1]))
        return True

    def replace_passages(self, cut: CutDocument) -> None:
        """Cuts a stored document anew; the document itself stays."""
        self._remove_passages(cut.document.id)
        self._add_passages(cut)

    def drop_all_passages(self) -> None:
        """Removes every passage and vector, and leaves the documents: all is to be cut anew."""
        for table in ("passages_fts", "passages", "vectors"):
            self._db.execute(f"DELETE FROM {table}")
        self.vectors.changed()

    def compact(self) -> None:
        """Gives free space back to the file system. Outside a transaction."""
        self._db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('optimize')")
        self._db.execute("VACUUM")
        self.checkpoint()

    def checkpoint(self) -> None:
        """Moves what the write-ahead log holds into the database, as far as readers let it.

        It does not wait for them: what is left over is moved another time.
        """
        (patience,) = self._db.execute("PRAGMA busy_timeout").fetchone()
        self._db.execute("PRAGMA busy_timeout = 0")
        self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.execute(f"PRAGMA busy_timeout = {patience}")

    def _record_source(self, uri: str, source_hash: str) -> int:
        """The id of the source at ``uri``, which has this hash from now on."""
        now = datetime.now(timezone.utc).isoformat(timespec="seconds")
        self._db.execute(
            "INSERT INTO sources (uri, hash, ingested_at) VALUES (?, ?, ?) "
            "ON CONFLICT (uri) DO UPDATE SET hash = excluded.hash, ingested_at = excluded.ingested_at",
            (uri, source_hash, now),
        )
        row = self._db.execute("SELECT id FROM sources WHERE uri = ?", (uri,)).fetchone()
        return int(row[0])

    def _add_document(self, source_id: int, cut: CutDocument) -> None:
        d = cut.document
        self._db.execute(
            "INSERT INTO documents (id, source_id, uri, title, content_hash, metadata, pages, "
            "blocks, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                d.id, source_id, d.uri, d.title, d.content_hash,
                json.dumps(dict(sorted(d.metadata.items())), ensure_ascii=False),
                json.dumps(d.pages), json.dumps(d.blocks), d.text,
            ),
        )  # fmt: skip
        self._add_passages(cut)

    def _add_passages(self, cut: CutDocument) -> None:
        for passage in cut.passages:
            vector_id = self.vectors.id_for(input_hash(embedding_input(passage)))
            row = self._db.execute(
                "INSERT INTO passages (document_id, vector_id, start, end, page, headings, "
                "sentences) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    passage.document_id, vector_id, passage.start, passage.end, passage.page,
                    json.dumps(passage.headings, ensure_ascii=False), json.dumps(passage.sentences),
                ),
            )  # fmt: skip
            self._db.execute(
                "INSERT INTO passages_fts (rowid, text) VALUES (?, ?)",
                (row.lastrowid, searchable(cut.document.title, passage)),
            )

    def _remove_document(self, document_id: str) -> None:
        self._remove_passages(document_id)
        self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))

    def _remove_passages(self, document_id: str) -> None:
        rows = self._db.execute(
            "SELECT vector_id FROM passages WHERE document_id = ?", (document_id,)
        )
        self._loosened.update(vector_id for (vector_id,) in rows)
        self._db.execute(
            "DELETE FROM passages_fts WHERE rowid IN "
            "(SELECT id FROM passages WHERE document_id = ?)",
            (document_id,),
        )
        self._db.execute("DELETE FROM passages WHERE document_id = ?", (document_id,))
