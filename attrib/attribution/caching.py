"""Keeps what a scorer has said in a file, so that the same claim and source are scored once."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from attrib.attribution.scorer import Pair, Support, SupportScorer, Thresholds
from attrib.encoding.embedder import Embedder
from attrib.errors import InputError
from attrib.types import Span
from attrib.version import __version__

_TABLE = "CREATE TABLE IF NOT EXISTS supports (key BLOB PRIMARY KEY, said TEXT) WITHOUT ROWID"
_OURS = int.from_bytes(b"attr", "big")
"""What tells the file from other databases."""
_PATIENCE = 30.0
"""Seconds to wait for another process that writes."""


class CachingScorer:
    """A SupportScorer that asks ``scorer`` only for pairs that are not in the file ``path``.

    Results are the same, for a pair's result depends on nothing but the pair and what scores it: the
    version of attrib, the scorer and the embedder are part of the key. Claims and sources are kept as a
    hash alone, but reasons quote words of them. The file may be shared by processes, and deleted at any
    time.
    """

    def __init__(self, scorer: SupportScorer, embedder: Embedder, path: Path) -> None:
        self._scorer = scorer
        self._path = path
        judges = {"scorer": scorer.describe(), "embedder": embedder.describe()}
        self._salt = json.dumps({"attrib": __version__, **judges}, sort_keys=True)
        with self._opened() as db, db:
            db.execute(f"PRAGMA application_id = {_OURS}")
            db.execute(_TABLE)

    @property
    def thresholds(self) -> Thresholds:
        return self._scorer.thresholds

    def describe(self) -> dict[str, Any]:
        return self._scorer.describe()

    def score(self, pairs: Sequence[Pair]) -> list[Support]:
        keys = [self._key(pair) for pair in pairs]
        with self._opened() as db:
            known = _read(db, set(keys))
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        said = self._scorer.score(list(missing.values())) if missing else []
        fresh = dict(zip(missing, said, strict=True))
        with self._opened() as db, db:
            _write(db, fresh)
        return [fresh[key] if key in fresh else known[key] for key in keys]

    def _key(self, pair: Pair) -> bytes:
        whole = json.dumps([self._salt, *pair])
        return hashlib.sha256(whole.encode()).digest()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The database; whatever fails in it is a fault of the file, not of an index."""
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE)) as db:
                (owner,) = db.execute("PRAGMA application_id").fetchone()
                (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
                if tables and owner != _OURS:
                    raise InputError(
                        f"'{self._path}' is the database of something else: name another file"
                    )
                yield db
        except sqlite3.Error as error:
            raise InputError(
                f"cache '{self._path}' cannot be used ({error}): delete it, or name another file"
            ) from error


def _read(db: sqlite3.Connection, keys: Iterable[bytes]) -> dict[bytes, Support]:
    query = "SELECT said FROM supports WHERE key = ?"
    rows = ((key, db.execute(query, (key,)).fetchone()) for key in keys)
    return {key: _support(json.loads(row[0])) for key, row in rows if row}


def _write(db: sqlite3.Connection, fresh: Mapping[bytes, Support]) -> None:
    rows = [(key, json.dumps(asdict(support))) for key, support in fresh.items()]
    db.executemany("INSERT OR IGNORE INTO supports VALUES (?, ?)", rows)


def _support(said: Mapping[str, Any]) -> Support:
    return Support(
        probability=said["probability"],
        contradiction=said["contradiction"],
        evidence=tuple(said["evidence"]),
        unsupported=tuple(Span(*span) for span in said["unsupported"]),
        reasons=tuple(said["reasons"]),
        carried=tuple(Span(*span) for span in said["carried"]),
    )
