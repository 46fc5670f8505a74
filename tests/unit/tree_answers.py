"""Answers about trees, and an audit of them that a person can work out by hand."""

from __future__ import annotations

from word_scorer import WordScorer

from attrib.attribution import Attributor
from attrib.auditing.auditor import Auditor
from attrib.auditing.rows import rows_of

TREES = [
    "Oak pine grow.",
    "Birch larch grow.",
    "Oak pine birch larch grow.",
    "Moss is green.",
]
CLAIM = "Oak pine birch larch grow"
"""Contexts 1 and 2 carry it together, 3 alone, 4 not at all."""


def judging(embedder):
    """Audits one answer, with the scorer of words."""

    def judge_answer(answer, contexts=TREES, index=None, **fields):
        (made,) = rows_of([{"answer": answer, "contexts": contexts, **fields}])
        return Auditor(Attributor(WordScorer()), embedder, index).audit([made])[0]

    return judge_answer


def statuses(audited):
    return {c.target: c.status.value for a in audited.attributions for c in a.citations}
