"""The words of the project as frozen dataclasses: what goes in, what comes out.

All offsets count Unicode code points (Python string indices), are half-open ``[start, end)``,
and point into ``Document.text`` or, for claims and citations, into the answer's text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal, NamedTuple

BlockKind = Literal["heading", "paragraph", "list_item", "table_row", "code"]


class Span(NamedTuple):
    """A half-open range of characters."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether some character is in both."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether all of ``other`` lies within."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        """The span with offsets that are ``by`` larger."""
        return Span(self.start + by, self.end + by)


class Block(NamedTuple):
    """One structural piece of a document: ``text[start:end]`` is a heading, a paragraph, a row..."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Depth of a heading (1 = top); 0 for every other kind."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source. ``text`` is the extracted text and never changes once stored."""

    id: str
    uri: str
    title: str
    text: str
    content_hash: str
    """SHA-256 of ``text``, hexadecimal."""
    pages: tuple[int, ...] = ()
    """Start offset of each page, where the format has pages; empty otherwise."""
    blocks: tuple[Block, ...] = ()
    """Structure, in order and without overlap; what lies between blocks is white space."""
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)
    """What the format tells: ``author``, ``date`` (ISO 8601), ``site``, ``language``, ``url``..."""

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) that holds ``offset``, or None where the format has no pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A view on a document: ``document.text[start:end] == text``, always."""

    document_id: str
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...] = ()
    """Sentences (and table rows) of the passage, as offsets into the document."""
    page: int | None = None
    headings: tuple[str, ...] = ()
    """The headings above the passage, outermost first."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def quote(self, span: Span) -> str:
        """The words at ``span`` (document offsets, inside the passage)."""
        return self.text[span.start - self.start : span.end - self.start]


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader needs to know of a document that an answer used."""

    document_id: str
    uri: str
    title: str
    metadata: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of a question and a passage."""

    relevance: float
    """Probability that the passage is about what is asked, 0 to 1."""
    answerability: float
    """Probability that the passage holds the answer, 0 to 1."""
    answer: Span | None
    """The words that likeliest are the answer, as offsets into the document; None where there are
    no words."""
    starts: tuple[tuple[int, float], ...]
    """Where in the document the answer may begin, if it is there, and how probable each place is;
    those that are hardly probable are left out."""

    def begins(self, span: Span) -> float:
        """Probability that the answer begins in ``span``, if the passage holds it, 0 to 1."""
        return sum(p for at, p in self.starts if span.start <= at < span.end)

    def holds(self, span: Span) -> float:
        """Probability that the passage holds the answer and that it begins in ``span``, 0 to 1."""
        return self.answerability * self.begins(span)


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """A passage that retrieval found, and how it was found."""

    passage: Passage
    source: Source
    score: float
    """Of the reader's order where there is a reading, else of fusion. Only the order of scores of one
    kind means something: where ``top_k`` is above ``read``, what was not read stands behind what was.
    """
    similarity: float
    """Cosine of question and passage embeddings, -1 to 1."""
    dense_rank: int | None = None
    bm25_rank: int | None = None
    also_in: tuple[str, ...] = ()
    """URIs that hold (nearly) the same passage under the same headings and were collapsed into this one.
    Not all where more than 100 passages have the very same text: a search takes no more of them."""
    reading: Reading | None = None
    """None where the reader did not read it."""


class Verdict(str, Enum):
    """What the sources say of a claim."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"
    NOT_A_CLAIM = "not_a_claim"
    UNCHECKED = "unchecked"


class CitationStatus(str, Enum):
    """What became of a citation marker."""

    VALID = "valid"
    WRONG = "wrong"
    DANGLING = "dangling"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer. ``answer[start:end]`` is the raw sentence, markers included."""

    text: str
    """The sentence as it is scored and shown: citation markers taken out, white space folded."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words of a document that support (or contradict) a claim."""

    document_id: str
    start: int
    end: int
    quote: str
    """Always ``document.text[start:end]``."""
    score: float
    page: int | None = None
    link: str | None = None
    """A deep link to the words: text fragment for web pages, page for PDFs."""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Citation:
    """A marker such as ``[2]`` that an answer carries, and whether it holds."""

    marker: str
    """The marker as written; of an annotation, the words of the answer that it stands for."""
    start: int
    end: int
    target: str
    """What the marker points to, as written inside it: ``2``, ``doc-7``."""
    status: CitationStatus
    document_id: str | None = None
    """The document it points to; None when dangling."""
    better: str | None = None
    """For a wrong citation: id of a document that does support the claim, if there is one."""
    annotated: bool = False
    """Whether it is an annotation: it came beside the answer and is not written in it."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """How much a sentence that a language model wrote depended on one source of its prompt."""

    document_id: str
    start: int
    end: int
    """Which words of the document the prompt held."""
    drop: float
    """By how much the sentence's log probability falls when this source alone is left out, in nats."""
    weight: float
    """Of this source in a sparse linear model of the sentence's log odds over random ablations."""
    used: bool
    """Whether the drop is large enough to say that the sentence rests on this source."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim, what the sources say of it, and where they say it."""

    claim: Claim
    verdict: Verdict
    probability: float | None
    """Calibrated probability that the sources support the claim; None when not scored."""
    evidence: tuple[Evidence, ...] = ()
    """The smallest set of spans found that supports the claim, jointly where one is not enough."""
    contradicting: tuple[Evidence, ...] = ()
    """Spans of the sources that speak against the claim."""
    unsupported_spans: tuple[Span, ...] = ()
    """Words of the claim that no source carries, as offsets into the answer's text."""
    citations: tuple[Citation, ...] = ()
    uncited: bool = False
    """A supported claim that has no citation."""
    reasons: tuple[str, ...] = ()
    """Why the verdict is not higher, or why the claim could not be checked, in words."""
    contributions: tuple[Contribution, ...] = ()
    """Only where the question was asked with ``why``, of sentences that a local model wrote."""
    disagreements: tuple[str, ...] = ()
    """Where what the sentence rests on is not what supports it, in words."""


class RepairStep(str, Enum):
    """What was tried with a sentence of a draft that the sources did not support."""

    REATTRIBUTED = "reattributed"
    """Held against more passages."""
    REGENERATED = "regenerated"
    """Written anew by the generator, from the passages nearest to it."""
    EXTRACTED = "extracted"
    """Replaced by a sentence of the sources that answers the question."""
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Repair:
    """One step of mending a sentence of a draft."""

    sentence: str
    """As the generator wrote it, without markers."""
    step: RepairStep
    result: str
    """What the step put in its place; empty for a dropped sentence."""
    verdict: Verdict | None
    """Of the result; None for a dropped sentence."""
    kept: bool
    """Whether the result stands in the answer; if not, the next step was tried."""


@dataclass(frozen=True, slots=True)
class RemovedMarker:
    """A citation marker that the generator wrote and that did not hold."""

    marker: str
    sentence: str
    """The sentence it stood in, without markers."""
    document_id: str | None
    """The document it pointed to; None when it pointed to nothing."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a result came about: what must be equal to get it again, and what was mended."""

    attrib_version: str
    embedder: Mapping[str, str]
    """``name``, ``sha256`` of the weights, ``precision``, ``device``."""
    generator: Mapping[str, str]
    """``name``, and for a language model what it is and how it was asked."""
    scorer: Mapping[str, Any]
    """``name``, ``version``, ``thresholds``."""
    index_fingerprint: str | None
    settings: Mapping[str, Any] = field(default_factory=dict)
    seed: int = 0
    reader: Mapping[str, str] | None = None
    """``name``, ``version``, ``sha256`` of the weights, ``precision``, ``device``; None where no
    passage was read for a question."""
    repairs: tuple[Repair, ...] = ()
    """Steps of mending, in order; the last of each sentence is the one that was kept."""
    removed_markers: tuple[RemovedMarker, ...] = ()
    left_out: tuple[str, ...] = ()
    """What a language model wrote beyond the most sentences of an answer: not checked, no part of it."""


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The words of a document that answer the question, as a reader found them."""

    document_id: str
    start: int
    end: int
    text: str
    """Always ``document.text[start:end]``."""
    probability: float
    """Probability that the passage around these words holds the answer, 0 to 1."""


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """One of several questions that were asked at once."""

    question: str
    answered: bool
    confidence: float
    """Probability that the passages answer it, as that of an Answer."""
    short_answer: ShortAnswer | None
    """None where it is not answered, and as that of an Answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of ``ask``."""

    question: str
    text: str
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    """Documents that the answer cites; marker ``[n]`` in ``text`` is ``sources[n - 1]``."""
    passages: tuple[RetrievedPassage, ...]
    """What retrieval found, best first; when abstained, the closest (which are not an answer)."""
    abstained: bool
    confidence: float
    """Probability that the passages answer the question, 0 to 1; where nothing that was written held, not
    above that of its likeliest claim."""
    provenance: Provenance
    short_answer: ShortAnswer | None = None
    """None when abstained, when no reader read the passages, or when it found nothing in the evidence; and
    where the question has parts, which have theirs."""
    parts: tuple[QuestionPart, ...] = ()
    """The questions in a question that asks several, in order; empty where it asks one."""

    @property
    def unanswered(self) -> tuple[str, ...]:
        """What was asked and is not answered: the question, or some of its parts."""
        if self.abstained:
            return (self.question,)
        return tuple(part.question for part in self.parts if not part.answered)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.answer/1`` of docs/formats.md."""
        return {"schema": "attrib.answer/1", **plain(self)}

    def explain(self) -> str:
        """Per sentence what supports it, what its writer relied on, and where the two disagree.

        What a language model relied on is known only if the question was asked with ``why``.
        """
        numbers = {source.document_id: str(n) for n, source in enumerate(self.sources, 1)}
        names = {p.source.document_id: p.source.uri or p.source.title for p in self.passages}

        def name(document_id: str) -> str:
            marker = f"[{numbers[document_id]}] " if document_id in numbers else ""
            return f"{marker}{names.get(document_id, document_id)}"

        lines = []
        for one in self.attributions:
            lines.append(f"{one.claim.text} ({one.verdict.value})")
            lines += [f"  supported by {name(e.document_id)}: “{e.quote}”" for e in one.evidence]
            lines += [
                f"  {'rests' if c.used else 'does not rest'} on {name(c.document_id)} at "
                f"{c.start}-{c.end}: left out, the log probability falls by {c.drop:.1f}"
                for c in sorted(one.contributions, key=lambda c: -c.drop)
            ]
            lines += [f"  ! {disagreement}" for disagreement in one.disagreements]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """The result of ``check``: one claim held against documents."""

    claim: str
    question: str | None
    """What the claim answers, where that was said."""
    attribution: Attribution
    """Its offsets point into ``claim``."""
    sources: tuple[Source, ...]
    """All documents that the claim was held against."""
    provenance: Provenance

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.check/1`` of docs/formats.md."""
        return {"schema": "attrib.check/1", **plain(self)}


@dataclass(frozen=True, slots=True)
class AnswerAudit:
    """The audit of one answer."""

    id: str
    """The row's own ``id``, or its line number."""
    line: int
    question: str | None
    answer: str
    attributions: tuple[Attribution, ...]
    sources: tuple[Source, ...]
    citation_recall: float | None
    """ALCE citation recall of this answer, 0 to 1; None when it has no claim to score."""
    citation_precision: float | None
    """ALCE citation precision, 0 to 1; None when nothing was scored or no citation could be checked,
    0 when claims cite nothing."""
    support_rate: float | None
    """Share of claims that are supported; None when the answer has no claim."""
    error: str | None = None
    """Why the row could not be checked; its claims then count as unchecked."""
    inputs_hash: str = ""
    """SHA-256 of the row and of what judged it: models, settings, index. The same inputs give the same
    audit. Empty in audits of versions that did not tell it."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.answer_audit/1``."""
        return {"schema": "attrib.answer_audit/1", **plain(self)}


SUPPORT_RATE = "support_rate"
RATES = (SUPPORT_RATE, "citation_recall", "citation_precision")
"""The shares among the totals of an audit."""


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The result of ``audit``: totals over all answers, and each answer's audit."""

    answers: tuple[AnswerAudit, ...]
    totals: Mapping[str, Any]
    """``answers``, ``claims``, counts per verdict and citation status, and the rates."""
    provenance: Provenance

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for JSON; the layout is ``attrib.audit/1``."""
        return {
            "schema": "attrib.audit/1",
            "totals": plain(self.totals),
            "provenance": plain(self.provenance),
            "answers": [answer.to_dict() for answer in self.answers],
        }


def plain(value: Any) -> Any:
    """Dataclasses, enums, tuples and mappings as dicts, strings, lists; floats at 6 digits."""
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "__dataclass_fields__"):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return round(value, 6) if isinstance(value, float) else value
