"""Mends a draft: what the sources do not support is held against more of them, written anew,
replaced by the sources' own words, or dropped.

The four steps are tried in this order, and a step's result is kept only when the sources support
it. So the share of supported claims never falls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from attrib.answers.claims import without_markers
from attrib.attribution import Attributor
from attrib.drafting import Checked, check
from attrib.generation import Generator
from attrib.text.lead import lead
from attrib.types import Passage, Repair, RepairStep, RetrievedPassage, Verdict

NEAREST = 3
"""Passages that a sentence is written anew from."""
_FAILED = (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)

Retrieve = Callable[[str], list[RetrievedPassage]]


@dataclass
class Mended:
    """What became of a draft."""

    checked: list[Checked]
    passages: list[RetrievedPassage]
    """Those the draft was written from, and after them those that only a repair cites."""
    repairs: list[Repair] = field(default_factory=list)


@dataclass(frozen=True)
class Repairer:
    """Mends drafts of ``generator``. ``extract`` quotes the sources in answer to a question."""

    attributor: Attributor
    generator: Generator
    extract: Generator
    retrieve: Retrieve

    def repair(
        self, question: str, checked: Sequence[Checked], passages: Sequence[RetrievedPassage]
    ) -> Mended:
        """``checked`` with every sentence either supported, or in part, or no claim at all."""
        mended = Mended([], list(passages))
        said = {_bare(one.sentence) for one in checked}
        quotes = cache(lambda: self.extract.generate(question, passages).sentences)
        for one in checked:
            if one.found.verdict not in (*_FAILED, Verdict.PARTIAL):
                mended.checked.append(one)
                continue
            for step, result, used in self._tried(question, one, passages, said, quotes):
                kept = result.found.verdict is Verdict.SUPPORTED
                mended.repairs.append(
                    Repair(one.sentence, step, result.sentence, result.found.verdict, kept)
                )
                if kept:
                    said.add(_bare(result.sentence))
                    mended.checked.append(result)
                    _add_cited(mended.passages, result, used)
                    break
            else:
                if one.found.verdict in _FAILED:
                    mended.repairs.append(
                        Repair(one.sentence, RepairStep.DROPPED, "", None, kept=True)
                    )
                else:
                    mended.checked.append(one)
        return mended

    def _tried(
        self,
        question: str,
        one: Checked,
        passages: Sequence[RetrievedPassage],
        said: set[str],
        quotes: Callable[[], Sequence[str]],
    ) -> Iterator[tuple[RepairStep, Checked, Sequence[RetrievedPassage]]]:
        """The results of the steps, in order, each with the passages that it was held against."""
        near = self.retrieve(lead(one.sentence, question) + one.sentence)
        wider = each_once([*passages, *near])
        if len(wider) > len(passages):
            for result in check(question, [one.sentence], wider, self.attributor):
                yield RepairStep.REATTRIBUTED, result, wider
        anew = _bare(self.generator.revise(question, one.sentence, near[:NEAREST]))
        for result in check(question, [anew], wider, self.attributor):
            if result.sentence not in said:
                yield RepairStep.REGENERATED, result, wider
        if one.found.verdict is Verdict.PARTIAL:
            return
        fresh = (quote for quote in quotes() if _bare(quote) not in said)
        for result in check(question, fresh, passages, self.attributor):
            yield RepairStep.EXTRACTED, result, passages


def _bare(sentence: str) -> str:
    """``sentence`` without markers: what a model wrote, or two sentences to be compared."""
    return " ".join(without_markers(sentence).split())


def each_once(found: Iterable[RetrievedPassage]) -> list[RetrievedPassage]:
    """``found`` without the passages that came before: found for something else, one has other scores."""
    first: dict[Passage, RetrievedPassage] = {}
    for item in found:
        first.setdefault(item.passage, item)
    return list(first.values())


def _add_cited(
    passages: list[RetrievedPassage], result: Checked, used: Sequence[RetrievedPassage]
) -> None:
    """Adds to ``passages`` those of ``used`` that hold evidence and are not there yet."""
    known = {item.passage for item in passages}
    for item in used:
        passage = item.passage
        if passage not in known and any(
            e.document_id == passage.document_id and passage.span.holds(e.span)
            for e in (*result.found.evidence, *result.found.contradicting)
        ):
            passages.append(item)
            known.add(passage)
