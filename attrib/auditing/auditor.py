"""Audits answers: every sentence, every citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from attrib.answers.claims import Sentence, read_answer, support_rate
from attrib.attribution import Attributor, Ground, Task
from attrib.attribution.grounds import DocumentGrounds
from attrib.auditing.grounds import (
    Cited,
    IndexGrounds,
    annotation_markers,
    document_of,
    resolve_targets,
)
from attrib.auditing.metrics import (
    CitationScore,
    citation_precision,
    citation_recall,
)
from attrib.auditing.names import with_names
from attrib.auditing.rows import Row
from attrib.encoding.embedder import Embedder
from attrib.sources.uris import is_url
from attrib.types import (
    AnswerAudit,
    Attribution,
    Citation,
    CitationStatus,
    Claim,
    Source,
    Verdict,
)

NOTHING_TO_CHECK = "the row has no contexts and no --index was given"
UNDECLARED = "the row does not say what its citations point to"
ASSERTS_NOTHING = "the sentence asserts nothing that its citations could support"


class _Opened(NamedTuple):
    """A row, what its markers mean, its contexts, and its answer's sentences."""

    row: Row
    targets: Mapping[str, Cited]
    contexts: DocumentGrounds | None
    sentences: Sequence[Sentence]


class _Held(NamedTuple):
    """A sentence, the ids of the documents it cites, and the tasks that Auditor._held names."""

    sentence: Sentence
    cited: tuple[str, ...]
    tasks: tuple[Task, ...]


class Auditor:
    """Holds answers against their own contexts, against an index, or both."""

    def __init__(
        self, attributor: Attributor, embedder: Embedder, index: IndexGrounds | None
    ) -> None:
        self._attributor = attributor
        self._embedder = embedder
        self._index = index

    def audit(self, rows: Sequence[Row]) -> list[AnswerAudit]:
        """The audits of ``rows``, in order; a row that cannot be audited comes back as unchecked.

        The claims of all of them go to the scorer together, equal pairs once; what is said of a row
        does not depend on the others.
        """
        opened = [self._opened(row) for row in rows]
        held = [
            [self._held(sentence, one) for sentence in one.sentences]
            if isinstance(one, _Opened)
            else []
            for one in opened
        ]
        tasks = [task for sentences in held for sentence in sentences for task in sentence.tasks]
        found = iter(self._attributor.attribute(tasks))
        return [
            self._audited(
                one, [_judged(s, list(islice(found, len(s.tasks))), one.targets) for s in sentences]
            )
            if isinstance(one, _Opened)
            else one
            for one, sentences in zip(opened, held, strict=True)
        ]

    def _opened(self, row: Row) -> _Opened | AnswerAudit:
        """``row`` taken apart; its audit where nothing of it can be checked."""
        if row.error:
            return _unchecked(row, row.error)
        documents = [document_of(item) for item in row.contexts]
        contexts = DocumentGrounds(documents, self._embedder) if documents else None
        if contexts is None and self._index is None:
            return _unchecked(row, NOTHING_TO_CHECK)
        targets = with_names(resolve_targets(row, contexts, self._index))
        sentences = read_answer(row.answer, targets, annotation_markers(row, targets))
        return _Opened(row, targets, contexts, sentences)

    def _audited(
        self, opened: _Opened, judged: Sequence[tuple[Attribution, CitationScore | None]]
    ) -> AnswerAudit:
        row = opened.row
        attributions = tuple(attribution for attribution, _ in judged)
        scores = [score for _, score in judged if score]
        known = [source for cited in opened.targets.values() for source in cited.sources]
        return AnswerAudit(
            id=row.id, line=row.line, question=row.question, answer=row.answer,
            attributions=attributions,
            sources=self._sources(attributions, known, opened.contexts),
            citation_recall=citation_recall(scores),
            citation_precision=citation_precision(scores),
            support_rate=support_rate(attributions),
        )  # fmt: skip

    def _held(self, sentence: Sentence, opened: _Opened) -> _Held:
        """What a sentence is to be held against: everything; what it cites together; each cited
        source alone; and the others without each.
        """
        if not sentence.is_claim:
            return _Held(sentence, (), ())
        contexts, cited = opened.contexts, _cited(sentence, opened.targets)
        per_source = {i: self._grounds(sentence.scored, contexts, own) for i, own in cited.items()}
        everything = self._everything(sentence.scored, contexts, per_source.values())
        together = [g for grounds in per_source.values() for g in grounds]
        others = [
            [g for j, grounds in per_source.items() if j != i for g in grounds] for i in per_source
        ]
        question = opened.row.question or ""
        return _Held(
            sentence,
            tuple(per_source),
            tuple(
                Task(sentence.claim, sentence.scored, grounds, question)
                for grounds in (everything, together, *per_source.values(), *others)
            ),
        )

    def _grounds(
        self, text: str, contexts: DocumentGrounds | None, sources: Sequence[Source]
    ) -> list[Ground]:
        """What ``text`` is held against, of what it cites."""
        if contexts and sources[0] in contexts.sources:
            return contexts.nearest(text, sources)
        return self._index.nearest(text, sources) if self._index else []

    def _everything(
        self, text: str, contexts: DocumentGrounds | None, cited: Iterable[Sequence[Ground]]
    ) -> list[Ground]:
        found = [g for grounds in cited for g in grounds]
        if contexts:
            found += contexts.nearest(text)
        if self._index:
            found += self._index.nearest(text)
        return list(dict.fromkeys(found))

    def _sources(
        self,
        attributions: Sequence[Attribution],
        known: Sequence[Source],
        contexts: DocumentGrounds | None,
    ) -> tuple[Source, ...]:
        """Every source that the row cites or that the audit found evidence in."""
        used = {
            i
            for a in attributions
            for i in (
                *(e.document_id for e in (*a.evidence, *a.contradicting)),
                *(c.document_id for c in a.citations),
                *(c.better for c in a.citations),
            )
            if i
        }
        candidates = {s.document_id: s for s in (*known, *(contexts.sources if contexts else ()))}
        for i in sorted(used - candidates.keys()):
            for source in self._index.find(i) if self._index else ():
                candidates[i] = source
        return tuple(candidates[i] for i in candidates if i in used)


def _judged(
    held: _Held, found: Sequence[Attribution], targets: Mapping[str, Cited]
) -> tuple[Attribution, CitationScore | None]:
    """A sentence with its verdict and its citations, from the attributions of its tasks."""
    sentence, names = held.sentence, held.cited
    if not sentence.is_claim:
        vain = (ASSERTS_NOTHING,) if sentence.markers else ()
        plain = Attribution(sentence.claim, Verdict.NOT_A_CLAIM, None, reasons=vain)
        return replace(plain, citations=_bare(sentence, targets)), None
    overall, together = found[:2]
    alone = dict(zip(names, found[2:], strict=False))
    without = dict(zip(names, found[2 + len(names) :], strict=True))
    union = together.verdict is Verdict.SUPPORTED
    supporting = {e.document_id for e in overall.evidence}
    precise = {
        i: union
        and (alone[i].verdict is Verdict.SUPPORTED or without[i].verdict is not Verdict.SUPPORTED)
        for i in names
    }
    holds = {
        i: precise[i]
        or alone[i].verdict is Verdict.SUPPORTED
        or (overall.verdict is alone[i].verdict is Verdict.PARTIAL)
        for i in names
    }
    supported = overall.verdict is Verdict.SUPPORTED
    citations = tuple(
        _checked(citation, holds, supporting if supported else set())
        for citation in _bare(sentence, targets)
    )
    reasons = overall.reasons + tuple(
        target.reason
        for name in _targets(sentence)
        if (target := targets.get(name)) and target.reason
    )
    if any(_is_undeclared(name, targets) for name in _targets(sentence)):
        reasons += (UNDECLARED,)
    attribution = replace(
        overall,
        citations=citations,
        uncited=supported and not citations,
        reasons=tuple(dict.fromkeys(reasons)),
    )
    judged = tuple(
        None if c.status is CitationStatus.UNCHECKED else precise.get(c.document_id or "", False)
        for c in citations
    )
    return attribution, CitationScore(union, judged)


def _unchecked(row: Row, reason: str) -> AnswerAudit:
    """A row of which every claim and every citation stays unchecked."""
    read = read_answer(row.answer, annotations=annotation_markers(row, {}))
    sentences = [s for s in read if s.is_claim]
    attributions = [
        Attribution(s.claim, Verdict.UNCHECKED, None, citations=_bare(s, {}), reasons=(reason,))
        for s in sentences
    ] or [Attribution(Claim("", 0, 0), Verdict.UNCHECKED, None, reasons=(reason,))]
    return AnswerAudit(
        id=row.id, line=row.line, question=row.question, answer=row.answer,
        attributions=tuple(attributions),
        sources=(), citation_recall=0.0, citation_precision=0.0, support_rate=0.0, error=reason,
    )  # fmt: skip


def _targets(sentence: Sentence) -> list[str]:
    return [target for marker in sentence.markers for target in marker.targets]


def _cited(sentence: Sentence, targets: Mapping[str, Cited]) -> dict[str, Sequence[Source]]:
    """What the sentence cites: the documents of each page, by the id of the first."""
    found = [targets[t].sources for t in _targets(sentence) if t in targets]
    return {sources[0].document_id: sources for sources in sorted(found, key=len) if sources}


def _bare(sentence: Sentence, targets: Mapping[str, Cited]) -> tuple[Citation, ...]:
    """The sentence's citations before they are checked: dangling, or not yet checked."""
    citations = []
    for marker in sentence.markers:
        for target in marker.targets:
            cited = targets.get(target)
            dangling = cited is None and not _is_undeclared(target, targets)
            citations.append(
                Citation(
                    marker.text, marker.start, marker.end, target,
                    CitationStatus.DANGLING if dangling else CitationStatus.UNCHECKED,
                    cited.sources[0].document_id if cited and cited.sources else None,
                    annotated=not marker.written,
                )
            )  # fmt: skip
    return tuple(citations)


def _is_undeclared(target: str, targets: Mapping[str, Cited]) -> bool:
    """Whether the row says of nothing of this kind what it means: of no link, or of no other marker.
    What it does not say cannot be checked, nor point to nothing.
    """
    return not any(is_url(target) == is_url(declared) for declared in targets)


def _checked(citation: Citation, holds: Mapping[str, bool], supporting: set[str]) -> Citation:
    """``citation`` with its status, and with a better source where it has none or a wrong one."""
    cited = citation.document_id
    if citation.status is CitationStatus.UNCHECKED and cited and cited in holds:
        status = CitationStatus.VALID if holds[cited] else CitationStatus.WRONG
        citation = replace(citation, status=status)
    if citation.status not in (CitationStatus.WRONG, CitationStatus.DANGLING):
        return citation
    return replace(citation, better=min(supporting - {cited}, default=None))
