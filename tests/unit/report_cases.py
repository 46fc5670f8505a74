"""Result objects built by hand, for the tests of the report room."""

from __future__ import annotations

from dataclasses import replace

from attrib.types import (
    Answer,
    AnswerAudit,
    Attribution,
    AuditReport,
    Citation,
    CitationStatus,
    Claim,
    Contribution,
    Evidence,
    Passage,
    Provenance,
    QuestionPart,
    RemovedMarker,
    Repair,
    RepairStep,
    RetrievedPassage,
    ShortAnswer,
    Source,
    Span,
    Verdict,
)

GUIDE = (
    "The Marrow Point lighthouse was built in 1871 and automated in 1984. "
    "Its lamp stands 38 metres above the sea. "
    "Visitors may climb the tower from April to October."
)
LOG = (
    "Station log, Marrow Point. Keeper's note: the tower was finished in 1874, "
    "three years behind schedule. The fog signal is sounded every forty seconds."
)
TEXTS = {"guide": GUIDE, "log": LOG}

SOURCES = {
    "guide": Source(
        "guide",
        "https://example.org/marrow-point",
        "Marrow Point: a visitor's guide",
        {"author": "Coast Trust", "date": "2021-05-04"},
    ),
    "log": Source("log", "samples/station log.pdf", "Station log"),
}

PROVENANCE = Provenance(
    attrib_version="0.1.0",
    embedder={"name": "all-MiniLM-L6-v2", "sha256": "53aa5117", "precision": "float32"},
    generator={"name": "extractive"},
    scorer={"name": "overlap-baseline", "version": "1", "thresholds": {"supported": 0.6}},
    index_fingerprint="9f2c",
    settings={"top_k": 8},
    seed=0,
)


def evidence(
    document: str, quote: str, link: str | None = None, text: str | None = None
) -> Evidence:
    """Evidence for the first place where ``quote`` stands in the document."""
    start = (TEXTS[document] if text is None else text).index(quote)
    page = 2 if document == "log" else None
    return Evidence(document, start, start + len(quote), quote, 0.9, page, link)


def passage(
    document: str, start: int = 0, end: int | None = None, text: str | None = None
) -> RetrievedPassage:
    whole = TEXTS[document] if text is None else text
    end = len(whole) if end is None else end
    page = 2 if document == "log" else None
    headings = ("Marrow Point", "History") if document == "guide" else ()
    view = Passage(document, start, end, whole[start:end], (), page, headings)
    return RetrievedPassage(view, SOURCES[document], 0.03, 0.71, 1, 2)


def citation(
    answer: str,
    marker: str,
    status: CitationStatus,
    document: str | None = None,
    better: str | None = None,
    after: str = "",
) -> Citation:
    """The first ``marker`` in ``answer`` that comes after the words ``after``."""
    start = answer.index(marker, answer.index(after))
    return Citation(
        marker, start, start + len(marker), marker.strip("[]"), status, document, better
    )


def attribution(
    answer: str,
    sentence: str,
    verdict: Verdict,
    probability: float | None = 0.9,
    missing: tuple[str, ...] = (),
    **rest: object,
) -> Attribution:
    """The attribution of ``sentence`` (markers included) in ``answer``; ``missing`` its words."""
    start = answer.index(sentence)
    spans = []
    for words in missing:
        at = answer.index(words, start)
        spans.append(Span(at, at + len(words)))
    return Attribution(
        Claim(sentence, start, start + len(sentence)),
        verdict,
        probability,
        unsupported_spans=tuple(spans),
        **rest,  # type: ignore[arg-type]
    )


LIGHTHOUSE = (
    "The lighthouse was built in 1871 and automated in 1984. [1] "
    "Its lamp stands 38 metres above the sea and weighs nine tonnes. [1] "
    "The tower was finished on time. [2] "
    "Entry costs four pounds."
)


def answer() -> Answer:
    """Every kind of verdict but the unchecked, two sources, overlapping evidence."""
    text = LIGHTHOUSE
    link = "https://example.org/marrow-point#:~:text=The%20Marrow%20Point"
    built = evidence("guide", "was built in 1871 and automated in 1984", link)
    return Answer(
        question="When was the Marrow Point lighthouse built, and how high is it?",
        text=text,
        attributions=(
            attribution(
                text,
                "The lighthouse was built in 1871 and automated in 1984. [1]",
                Verdict.SUPPORTED,
                0.97,
                evidence=(built,),
                contradicting=(
                    evidence("log", "finished in 1874", "samples/station log.pdf#page=2"),
                ),
                citations=(citation(text, "[1]", CitationStatus.VALID, "guide"),),
            ),
            attribution(
                text,
                "Its lamp stands 38 metres above the sea and weighs nine tonnes. [1]",
                Verdict.PARTIAL,
                0.58,
                ("weighs nine tonnes",),
                evidence=(
                    evidence("guide", "automated in 1984. Its lamp stands 38 metres above the sea"),
                ),
                citations=(
                    citation(text, "[1]", CitationStatus.VALID, "guide", after="nine tonnes"),
                ),
                reasons=("the number “nine” is in no source",),
            ),
            attribution(
                text,
                "The tower was finished on time. [2]",
                Verdict.CONTRADICTED,
                0.11,
                ("on time",),
                contradicting=(evidence("log", "finished in 1874, three years behind schedule"),),
                citations=(citation(text, "[2]", CitationStatus.WRONG, "log", "guide"),),
                reasons=("“three years behind schedule” says the opposite of “on time”",),
            ),
            attribution(
                text, "Entry costs four pounds.", Verdict.UNSUPPORTED, 0.03, ("four pounds",)
            ),
        ),
        sources=(SOURCES["guide"], SOURCES["log"]),
        passages=(passage("guide"), passage("log")),
        abstained=False,
        confidence=0.874,
        provenance=PROVENANCE,
    )


def abstention() -> Answer:
    return Answer(
        question="Who designed the lens?",
        text="The sources do not say.",
        attributions=(),
        sources=(),
        passages=(passage("guide"), passage("log")),
        abstained=True,
        confidence=0.12,
        provenance=PROVENANCE,
    )


HOSTILE = "<script>alert(1)</script> {{7*7}} [bold]loud[/bold] \x1b[31mred\x1b[0m \x9b2J </script>"


def hostile() -> Answer:
    """Every string that a document or a question could smuggle in is hostile."""
    text = f"{HOSTILE} [1]"
    source = Source("bad", "javascript:alert(1)", HOSTILE, {HOSTILE: HOSTILE})
    words = Evidence("bad", 0, len(HOSTILE), HOSTILE, 0.9, None, "javascript:alert(2)")
    view = Passage("bad", 0, len(HOSTILE), HOSTILE, (), None, (HOSTILE,))
    whole = Span(0, len(text))
    return Answer(
        question=HOSTILE,
        text=text,
        attributions=(
            Attribution(
                Claim(HOSTILE, 0, len(text)),
                Verdict.PARTIAL,
                0.5,
                (words,),
                (words,),
                (whole,),
                (citation(text, "[1]", CitationStatus.VALID, "bad"),),
                reasons=(HOSTILE,),
            ),
        ),
        sources=(source,),
        passages=(
            RetrievedPassage(view, source, 0.1, 0.2, also_in=(HOSTILE, "javascript:alert(3)")),
        ),
        abstained=False,
        confidence=0.5,
        provenance=PROVENANCE,
    )


def report(copies: int = 1) -> AuditReport:
    """One fine answer, one with every finding, and one that could not be read; ``copies`` times."""
    shown = answer()
    text = shown.text
    bad = (*shown.attributions, attribution(text, "Entry costs", Verdict.UNCHECKED, None))
    uncited = attribution(
        GUIDE,
        "Its lamp stands 38 metres above the sea.",
        Verdict.SUPPORTED,
        uncited=True,
        evidence=(evidence("guide", "lamp stands 38 metres"),),
    )
    dangling = attribution(
        "It is tall. [9]",
        "It is tall. [9]",
        Verdict.NOT_A_CLAIM,
        None,
        citations=(citation("It is tall. [9]", "[9]", CitationStatus.DANGLING),),
    )
    fine = (replace(shown.attributions[0], contradicting=()),)
    rows = [
        ("fine", shown.question, text, fine, 1.0, 1.0, 1.0, None),
        ("mixed", shown.question, text, bad, 0.25, 0.5, 0.25, None),
        ("lamp", None, GUIDE, (uncited,), 0.0, 0.0, 1.0, None),
        ("odd", None, "It is tall. [9]", (dangling,), None, None, None, None),
        ("torn", None, "", (), None, None, None, "line 5 is not JSON: '{\"answer\": '"),
    ]
    audits = [
        AnswerAudit(
            f"{name}-{copy}" if copies > 1 else name,
            copy * len(rows) + number,
            question,
            answer_text,
            attributions,
            tuple(SOURCES.values()),
            recall,
            precision,
            support,
            error,
        )
        for copy in range(copies)
        for number, (
            name,
            question,
            answer_text,
            attributions,
            recall,
            precision,
            support,
            error,
        ) in enumerate(rows, 1)
    ]
    totals = {
        "answers": len(audits),
        "malformed": copies,
        "claims": 7 * copies,
        "verdicts": {
            "supported": 3 * copies,
            "partial": copies,
            "contradicted": copies,
            "unsupported": copies,
            "unchecked": copies,
            "not_a_claim": copies,
        },
        "citations": {"valid": 3 * copies, "wrong": copies, "dangling": copies, "unchecked": 0},
        "uncited": copies,
        "scored_answers": 3 * copies,
        "precision_answers": 3 * copies,
        "support_rate": 3 / 7,
        "citation_recall": 1.25 / 3,
        "citation_precision": 0.5,
    }
    return AuditReport(tuple(audits), totals, PROVENANCE)


def mended(probability: float = 0.9) -> Answer:
    """``answer()`` with a short answer, steps of mending, and what a model relied on."""
    whole = answer()
    document = whole.sources[0].document_id
    steps = (
        Repair("It glows.", RepairStep.REGENERATED, "It shines.", Verdict.PARTIAL, False),
        Repair("It glows.", RepairStep.DROPPED, "", None, True),
    )
    first = replace(
        whole.attributions[0],
        contributions=(
            Contribution(document, 0, 20, 5.25, 4.0, True),
            Contribution("log", 0, 20, 0.0, 0.0, False),
        ),
        disagreements=("the words that support it were not shown to the model",),
    )
    return replace(
        whole,
        attributions=(first, *whole.attributions[1:]),
        short_answer=ShortAnswer(document, 4, 8, "in\n1871", probability),
        provenance=replace(
            whole.provenance, repairs=steps,
            removed_markers=(RemovedMarker("[7]", "It glows.", None),), left_out=("It hums.",),
        ),
    )  # fmt: skip


def in_part() -> Answer:
    """``answer()`` to a question of two parts, of which the second is not answered."""
    whole = answer()
    short = ShortAnswer(whole.sources[0].document_id, 4, 8, "in\n1871", 0.9)
    return replace(
        whole,
        parts=(
            QuestionPart("When was it built?", True, 0.9, short),
            QuestionPart("who <i>paid</i> for it?", False, 0.2, None),
        ),
    )
