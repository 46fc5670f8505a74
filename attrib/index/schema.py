"""The SQLite file of an index: its tables, and how it is opened."""

from __future__ import annotations

import os
import sqlite3
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from attrib.errors import IndexStateError

SCHEMA_VERSION = 1
DATABASE = "attrib.sqlite"
HALF_MADE = tuple(f"{DATABASE}.new{suffix}" for suffix in ("", "-journal", "-wal", "-shm"))
"""What ``create`` leaves when it is killed: a database, and what SQLite keeps beside it."""

_TABLES = """
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One file or URL. A JSONL file holds many documents, every other source one.
CREATE TABLE sources (
    id          INTEGER PRIMARY KEY,
    uri         TEXT NOT NULL UNIQUE,
    hash        TEXT NOT NULL,              -- SHA-256 of its bytes; '': to be read again
    ingested_at TEXT NOT NULL
);

CREATE TABLE documents (
    id           TEXT PRIMARY KEY,
    source_id    INTEGER NOT NULL REFERENCES sources (id),
    uri          TEXT NOT NULL UNIQUE,
    title        TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    metadata     TEXT NOT NULL,             -- JSON object
    pages        TEXT NOT NULL,             -- JSON array of offsets
    blocks       TEXT NOT NULL,             -- JSON array of [kind, start, end, level]
    text         TEXT NOT NULL              -- last: rows are listed without reading it
);
CREATE INDEX documents_by_source ON documents (source_id);

-- Keyed by what was embedded, so that equal passages are embedded and stored once.
CREATE TABLE vectors (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,  -- never reused: also the id inside FAISS
    input_hash BLOB NOT NULL UNIQUE,
    vector     BLOB NOT NULL                -- float16, L2-normalised
);

CREATE TABLE passages (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL REFERENCES documents (id),
    vector_id   INTEGER NOT NULL REFERENCES vectors (id),
    start       INTEGER NOT NULL,
    end         INTEGER NOT NULL,
    page        INTEGER,
    headings    TEXT NOT NULL,              -- JSON array
    sentences   TEXT NOT NULL               -- JSON array of [start, end]
);
CREATE INDEX passages_by_document ON passages (document_id);
CREATE INDEX passages_by_vector ON passages (vector_id);

CREATE VIRTUAL TABLE passages_fts USING fts5 (
    text, tokenize = 'porter unicode61 remove_diacritics 2'
);
"""


def create(path: Path, meta: dict[str, str]) -> None:
    """Makes an empty database with ``meta`` at ``path``: complete or not there at all."""
    for name in HALF_MADE:
        path.with_name(name).unlink(missing_ok=True)
    half = path.with_name(HALF_MADE[0])
    connection = sqlite3.connect(half)
    try:
        connection.executescript(_TABLES)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        connection.commit()
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
    os.replace(half, path)


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Opens the database at ``path``, in autocommit mode: transactions are begun by hand.

    A reader gets a connection that refuses to write; any thread may use it. Raises IndexStateError
    when the file is not a database of this schema.
    """
    folder = path.parent
    with ExitStack() as on_failure:
        try:
            connection = on_failure.enter_context(closing(_opened(path, write=write)))
            connection.execute(f"PRAGMA query_only = {'OFF' if write else 'ON'}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = NORMAL")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.DatabaseError as error:
            raise IndexStateError(
                f"index '{folder}' cannot be read ({error}): restore {DATABASE} from a copy, "
                "or delete the folder and run attrib ingest again"
            ) from error
        if tables == 0 or version != SCHEMA_VERSION:
            raise IndexStateError(
                f"index '{folder}' has schema {version}, this attrib reads schema {SCHEMA_VERSION}: "
                f"delete the folder and run attrib ingest again, or use the attrib that made it"
            )
        on_failure.pop_all()
    return connection


def _opened(path: Path, *, write: bool) -> sqlite3.Connection:
    # Where SQLite is built for one thread at a time, Python keeps the others out.
    shared = not write and sqlite3.threadsafety == 3
    opened = partial(
        sqlite3.connect, isolation_level=None, timeout=30.0, check_same_thread=not shared
    )
    if write or os.access(path.parent, os.W_OK):
        # Readers too open read-write: only then does SQLite tidy its WAL files up afterwards.
        return opened(path)
    return opened(f"{path.resolve().as_uri()}?{_mode(path)}", uri=True)


def _mode(path: Path) -> str:
    """How the database is opened in a folder that cannot be written."""
    wal, shared = (Path(f"{path.resolve()}-{suffix}") for suffix in ("wal", "shm"))
    # The log lies there as long as somebody has the database open, or was killed meanwhile. To read
    # it takes the other file, which SQLite cannot make here.
    if wal.exists() and shared.exists():
        return "mode=ro"
    if wal.exists() and wal.stat().st_size:
        raise IndexStateError(
            f"index '{path.parent}' has changes in {wal.name} that cannot be read in a folder "
            "without write permission: copy the folder, or open it once with that permission"
        )
    return "immutable=1"
