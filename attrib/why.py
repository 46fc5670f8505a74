"""Beside what supports a sentence, what its writer relied on; and where the two disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attrib.drafting import Checked, unmarked
from attrib.errors import InputError
from attrib.generation import Draft, Explaining, Generator
from attrib.types import Attribution, Contribution, Evidence, RetrievedPassage, Verdict


def explaining(generator: Generator) -> Explaining:
    """``generator``; raises InputError when it cannot tell what its sentences rest on."""
    if not (isinstance(generator, Explaining) and generator.explains()):
        raise InputError(
            f"generator '{generator.describe()['name']}' cannot tell why: ask with "
            "--generator local, whose model says how probable its words are"
        )
    return generator


def with_reasons(
    checked: Sequence[Checked],
    draft: Draft,
    question: str,
    passages: Sequence[RetrievedPassage],
    generator: Generator,
    seed: int,
) -> list[Checked]:
    """``checked``, with contributions on each sentence that still is as ``draft`` has it."""
    found = explaining(generator).contributions(question, passages, draft.sentences, seed)
    by_sentence = dict(zip(unmarked(draft), found, strict=True))
    return [
        Checked(one.sentence, _explained(one.found, by_sentence[one.sentence]))
        if one.sentence in by_sentence
        else one
        for one in checked
    ]


def _explained(found: Attribution, contributions: tuple[Contribution, ...]) -> Attribution:
    return replace(
        found,
        contributions=contributions,
        disagreements=tuple(_disagreements(found, contributions)),
    )


def _disagreements(found: Attribution, contributions: Sequence[Contribution]) -> list[str]:
    if found.verdict not in (Verdict.SUPPORTED, Verdict.PARTIAL):
        return []
    used = [one for one in contributions if one.used]
    said = []
    if not any(_meet(one, evidence) for one in used for evidence in found.evidence):
        shown = any(_meet(one, evidence) for one in contributions for evidence in found.evidence)
        said.append(
            "the words that support it were shown to the model, which did not rely on them"
            if shown
            else "the words that support it were not shown to the model"
        )
    beside = [one for one in used if not any(_meet(one, evidence) for evidence in found.evidence)]
    if beside:
        said.append(
            f"it also rests on {len(beside)} source(s) of the prompt that do not support it"
        )
    return said


def _meet(one: Contribution, evidence: Evidence) -> bool:
    same = one.document_id == evidence.document_id
    return same and one.start < evidence.end and evidence.start < one.end
