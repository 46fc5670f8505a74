"""The batch citation audit, answer by answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

from attrib.attribution import Attributor, SupportScorer, scorer_for
from attrib.auditing.auditor import Auditor
from attrib.auditing.grounds import IndexGrounds
from attrib.auditing.metrics import Totals
from attrib.auditing.repeats import Repeats
from attrib.auditing.rows import Row, read_rows, rows_of
from attrib.auditing.undeclared import Undeclared
from attrib.config import Settings, load_settings
from attrib.encoding.memo import MemoEmbedder
from attrib.errors import InputError
from attrib.index import Index
from attrib.index.recipe import open_embedder
from attrib.progress import Progress, Silent
from attrib.provenance import provenance
from attrib.saved_results import START_AGAIN
from attrib.types import AnswerAudit, AuditReport, Provenance, plain

TOGETHER = 16
"""Answers whose claims are scored together: models run faster on many pairs than on few."""


class AuditRun:
    """An audit under way: iterate over it to get each answer's audit; totals add up meanwhile."""

    def __init__(
        self,
        rows: Iterable[Row],
        *,
        index: Index | None = None,
        settings: Settings | None = None,
        scorer: SupportScorer | None = None,
        progress: Progress | None = None,
        done: Iterable[AnswerAudit] = (),
    ) -> None:
        """``done`` holds the audits of the first rows, which another run made before it was stopped:
        they are taken over. Iterating raises InputError where one is of another row, or was made
        with other models, settings or another index.
        """
        settings = settings or (index.settings if index else load_settings())
        embedder = (
            index.embedder if index else MemoEmbedder(open_embedder(settings.embedder, settings))
        )
        self._scorer = scorer or scorer_for(settings, embedder)
        self._rows = rows
        self._index = index
        self._progress = progress or Silent()
        self._done = done
        self.taken = 0
        """How many audits of ``done`` came so far."""
        self.totals = Totals()
        self.repeats = Repeats()
        self.undeclared = Undeclared()
        self.provenance: Provenance = provenance(
            embedder=embedder, scorer=self._scorer, generator={"name": "none"}, index=index,
            settings={"candidates": settings.candidates, "dense_weight": settings.dense_weight},
            seed=settings.seed,
        )  # fmt: skip
        self._judges = json.dumps(plain(self.provenance), sort_keys=True)
        self._auditor = Auditor(
            Attributor(self._scorer), embedder, IndexGrounds(index, settings) if index else None
        )

    def __iter__(self) -> Iterator[AnswerAudit]:
        self._progress.start("audit", None, "answers")
        rows = iter(self._rows)
        for row, audited in chain(self._taken_over(rows), self._made(rows)):
            self.totals.add(audited)
            self.repeats.add(audited)
            self.undeclared.add(row, audited)
            self._progress.advance("audit")
            yield audited
        self._progress.finish("audit")

    def _taken_over(self, rows: Iterator[Row]) -> Iterator[tuple[Row, AnswerAudit]]:
        for audited in self._done:
            row = next(rows, None)
            if row is None:
                raise InputError(f"there is no row for the audit of {audited.id!r}: {START_AGAIN}")
            if not audited.inputs_hash:
                raise InputError(
                    f"the audit of {audited.id!r} does not tell what it was made of, as an earlier "
                    f"version wrote it: {START_AGAIN}"
                )
            if audited.inputs_hash != self._inputs_hash(row):
                raise InputError(
                    f"the audit of {audited.id!r} is not of the row in line {row.line} as it is now, or "
                    f"was made with other models, settings or another index: {START_AGAIN}"
                )
            self.taken += 1
            yield row, audited

    def _made(self, rows: Iterator[Row]) -> Iterator[tuple[Row, AnswerAudit]]:
        for batch in _batches(rows):
            for row, audited in zip(batch, self._auditor.audit(batch), strict=True):
                yield row, replace(audited, inputs_hash=self._inputs_hash(row))

    def _inputs_hash(self, row: Row) -> str:
        inputs = f"[{self._judges}, {json.dumps(plain(row), sort_keys=True)}]"
        return hashlib.sha256(inputs.encode()).hexdigest()


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """``rows``, TOGETHER at a time. What was read before a fault comes before the fault."""
    batch: list[Row] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == TOGETHER:
                yield batch
                batch = []
    except InputError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def audit(
    answers: str | Path | Iterable[Mapping[str, Any]],
    *,
    index: Index | None = None,
    settings: Settings | None = None,
    scorer: SupportScorer | None = None,
    progress: Progress | None = None,
) -> AuditReport:
    """Audits answers: which sentences their sources support, which citations hold.

    ``answers`` is a JSONL file or an iterable of mappings with the keys ``answer`` and, optionally,
    ``id``, ``question``, ``contexts`` and ``citations`` (docs/formats.md). Claims are held against
    the row's contexts, against ``index``, or both; a row with neither, or a malformed one, comes
    back as unchecked. Raises InputError when the file cannot be read.
    """
    rows = read_rows(answers) if isinstance(answers, (str, Path)) else rows_of(answers)
    run = AuditRun(rows, index=index, settings=settings, scorer=scorer, progress=progress)
    audited = tuple(run)
    return AuditReport(audited, run.totals.to_dict(), run.provenance)
