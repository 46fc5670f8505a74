"""From claims and passages to attributions: verdict, smallest evidence, what speaks against."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from attrib.attribution.links import deep_link
from attrib.attribution.scorer import Pair, Support, SupportScorer
from attrib.attribution.table_rows import with_units
from attrib.text.lead import lead, repeats
from attrib.types import Attribution, Claim, Evidence, Passage, Source, Span, Verdict

JOINT_SENTENCES = 4
"""Most sentences, of all passages together, that are tried as joint evidence."""


class Ground(NamedTuple):
    """A passage that claims are held against, and the document it comes from."""

    passage: Passage
    source: Source


class Task(NamedTuple):
    """A claim to be held against some grounds."""

    claim: Claim
    scored: str
    """The text to score, as long as ``answer[claim.start:claim.end]``, so that offsets into it
    are offsets into the answer."""
    grounds: Sequence[Ground]
    question: str = ""
    """What the claim answers; read with claims that are too short to stand alone."""


class _Text(NamedTuple):
    """A claim as it is scored, with the question before it where it needs one."""

    claim: str
    lead: str

    @property
    def whole(self) -> str:
        return self.lead + self.claim


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence of a ground, as evidence would quote it."""

    ground: Ground
    position: int
    """Place among the sentences of its passage."""
    span: Span

    @property
    def text(self) -> str:
        return self.ground.passage.quote(self.span)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A set of sentences and what the scorer said of the claim against them."""

    sentences: tuple[_Sentence, ...]
    support: Support

    @property
    def evidence(self) -> tuple[_Sentence, ...]:
        return tuple(self.sentences[i] for i in self.support.evidence)


class Attributor:
    """Holds claims against passages with a support scorer."""

    def __init__(self, scorer: SupportScorer) -> None:
        self.scorer = scorer

    def attribute(self, tasks: Sequence[Task]) -> list[Attribution]:
        """One attribution per task, in order. The pairs of all tasks are scored in one go, each once."""
        sets = {ground: _sentences(ground) for task in tasks for ground in task.grounds}
        texts = [_text(task) for task in tasks]
        keys = list(
            dict.fromkeys(
                (text, ground)
                for text, task in zip(texts, tasks, strict=True)
                for ground in task.grounds
            )
        )
        results = self._score([(text, sets[ground]) for text, ground in keys])
        scored = dict(zip(keys, results, strict=True))
        alone = [
            [scored[text, ground] for ground in task.grounds]
            for text, task in zip(texts, tasks, strict=True)
        ]
        together = self._joint(texts, alone)
        return [
            self._attribution(task.claim, [*singles, *([joint] if joint else [])])
            for task, singles, joint in zip(tasks, alone, together, strict=True)
        ]

    def _score(self, pairs: Sequence[tuple[_Text, tuple[_Sentence, ...]]]) -> list[_Scored]:
        supports = self.scorer.score(
            [
                Pair(
                    text.whole, tuple(with_units(s.text) for s in sentences), _context(sentences),
                    len(text.lead),
                )
                for text, sentences in pairs
            ]
        )  # fmt: skip
        return [
            _Scored(sentences, _of_claim(support, text))
            for (text, sentences), support in zip(pairs, supports, strict=True)
        ]

    def _joint(
        self, texts: Sequence[_Text], per_claim: Sequence[Sequence[_Scored]]
    ) -> list[_Scored | None]:
        """For claims that no passage supports alone, or contradicts: the best evidence of several,
        as one.
        """
        limits = self.scorer.thresholds
        candidates: dict[int, tuple[_Sentence, ...]] = {}
        for number, singles in enumerate(per_claim):
            if any(
                s.support.probability >= limits.supported
                or s.support.contradiction >= limits.contradicted
                for s in singles
            ):
                continue
            chosen = _in_turns(sorted(singles, key=lambda s: -s.support.probability))
            if len({s.ground.passage for s in chosen}) > 1:
                candidates[number] = chosen
        numbers = list(candidates)
        scored = dict(
            zip(numbers, self._score([(texts[n], candidates[n]) for n in numbers]), strict=True)
        )
        supported = {n: s for n, s in scored.items() if s.support.probability >= limits.supported}
        smallest = self._smallest(texts, supported)
        return [smallest.get(number) for number in range(len(texts))]

    def _smallest(
        self, texts: Sequence[_Text], scored: Mapping[int, _Scored]
    ) -> dict[int, _Scored]:
        """``scored`` without the sentences that each claim does not need, the last tried first. The same
        step of all claims is scored together.
        """
        smallest = dict(scored)
        for step in range(1, JOINT_SENTENCES + 1):
            rests = {
                number: rest
                for number, whole in scored.items()
                if step <= len(whole.sentences)
                and (rest := _without(smallest[number].sentences, whole.sentences[-step]))
            }
            found = self._score([(texts[number], rest) for number, rest in rests.items()])
            for number, without in zip(rests, found, strict=True):
                if without.support.probability >= self.scorer.thresholds.supported:
                    smallest[number] = without
        return {
            number: replace(
                one, support=replace(one.support, evidence=tuple(range(len(one.sentences))))
            )
            for number, one in smallest.items()
        }

    def _attribution(self, claim: Claim, scored: Sequence[_Scored]) -> Attribution:
        limits = self.scorer.thresholds
        if not scored:
            reason = "there is no source to check it against"
            return Attribution(claim, Verdict.UNCHECKED, None, reasons=(reason,))
        best = max(
            scored,
            key=lambda s: (
                s.support.probability >= limits.supported,
                bool(s.support.carried),
                s.support.probability,
            ),
        )
        against = sorted(
            (s for s in scored if s.support.contradiction >= limits.contradicted),
            key=lambda s: -s.support.contradiction,
        )
        contradicting = _evidence(against, lambda s: s.support.contradiction)
        probability = best.support.probability
        shift = claim.start
        if probability >= limits.supported:
            return Attribution(
                claim, Verdict.SUPPORTED, probability,
                evidence=_evidence([best], lambda s: s.support.probability),
                contradicting=contradicting,
            )  # fmt: skip
        if against:
            return Attribution(
                claim, Verdict.CONTRADICTED, probability,
                contradicting=contradicting,
                unsupported_spans=_shifted(against[0].support.unsupported, shift),
                reasons=against[0].support.reasons,
            )  # fmt: skip
        partial = probability >= limits.partial or bool(best.support.carried)
        return Attribution(
            claim, Verdict.PARTIAL if partial else Verdict.UNSUPPORTED, probability,
            evidence=_evidence([best], lambda s: s.support.probability) if partial else (),
            unsupported_spans=_shifted(best.support.unsupported, shift),
            reasons=best.support.reasons,
        )  # fmt: skip


def _text(task: Task) -> _Text:
    asked = lead(task.scored, task.question)
    if asked:
        said = (g.passage.quote(span) for g in task.grounds for span in g.passage.sentences)
        asked = "" if repeats(task.scored, task.question, said) else asked
    return _Text(task.scored, asked)


def _of_claim(support: Support, text: _Text) -> Support:
    """``support`` with offsets into the claim alone, where the question stood before it."""
    if not text.lead:
        return support
    by = len(text.lead)

    def own(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(Span(max(0, s.start - by), s.end - by) for s in spans if s.end > by)

    return replace(support, unsupported=own(support.unsupported), carried=own(support.carried))


def _sentences(ground: Ground) -> tuple[_Sentence, ...]:
    return tuple(
        _Sentence(ground, position, span) for position, span in enumerate(ground.passage.sentences)
    )


def _without(sentences: Sequence[_Sentence], one: _Sentence) -> tuple[_Sentence, ...]:
    return tuple(sentence for sentence in sentences if sentence is not one)


def _in_turns(best: Sequence[_Scored]) -> tuple[_Sentence, ...]:
    """At most JOINT_SENTENCES of their evidence: each gives one before any gives a second."""
    turns = zip_longest(*(single.evidence for single in best))
    together: dict[tuple[str, Span], _Sentence] = {}  # passages overlap: each words once
    for sentence in (s for turn in turns for s in turn if s):
        together.setdefault((sentence.ground.passage.document_id, sentence.span), sentence)
    chosen = list(together.values())[:JOINT_SENTENCES]
    passages = [s.ground.passage for s in chosen]
    return tuple(sorted(chosen, key=lambda s: (passages.index(s.ground.passage), s.position)))


def _context(sentences: Sequence[_Sentence]) -> str:
    """Titles and headings of the sentences' documents, each once."""
    parts = [
        part for s in sentences for part in (s.ground.source.title, *s.ground.passage.headings)
    ]
    return " ".join(dict.fromkeys(parts))


def _evidence(scored: Sequence[_Scored], score: Callable[[_Scored], float]) -> tuple[Evidence, ...]:
    """The evidence of each set, neighbouring sentences joined into one span, nothing twice."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for item in scored:
        for first, last in _runs(item.evidence):
            ground = first.ground
            span = Span(first.span.start, last.span.end)
            quoted = ground.passage.quote(span)
            evidence = Evidence(
                document_id=ground.passage.document_id, start=span.start, end=span.end,
                quote=quoted, score=score(item), page=ground.passage.page,
                link=deep_link(ground.source, quoted, ground.passage.page),
            )  # fmt: skip
            found.setdefault((evidence.document_id, evidence.start, evidence.end), evidence)
    return tuple(found.values())


def _runs(sentences: Sequence[_Sentence]) -> Iterator[tuple[_Sentence, _Sentence]]:
    """First and last sentence of each run of neighbours in one passage."""
    first = last = None
    for sentence in sentences:
        if last and sentence.ground is last.ground and sentence.position == last.position + 1:
            last = sentence
            continue
        if first and last:
            yield first, last
        first = last = sentence
    if first and last:
        yield first, last


def _shifted(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    return tuple(span.moved(by) for span in spans)
