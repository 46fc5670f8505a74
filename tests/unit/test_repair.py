"""Mending a draft: in what order, what is kept, and that every step is told.

The engine, index and scorer are real; the generator says what the test wants to be mended.
"""

from __future__ import annotations

import json

import pytest
from test_engine import Says, check_citations, say

from attrib.answers.claims import support_rate
from attrib.attempt import ABSTAINS
from attrib.config import load_settings
from attrib.engine import Engine
from attrib.errors import InputError
from attrib.generation import Draft
from attrib.types import RepairStep, Verdict

DRONES = "Drones must keep a distance of 500 m from the quay."
WRONG = "Drones must keep a distance of 900 m from the quay."
INVENTED = "The mayor of Paris paints every blade by hand."


class Revises(Says):
    """Has something else to say when it is asked again."""

    def __init__(self, *sentences: str, revised: str, **options) -> None:
        super().__init__(*sentences, **options)
        self.revised = revised
        self.asked = []

    def revise(self, question, sentence, passages):
        self.asked.append((sentence, len(passages)))
        self.read = passages
        return self.revised


def steps(answer):
    return [(repair.step, repair.kept) for repair in answer.provenance.repairs]


def test_what_is_supported_stays_as_it_is(library):
    answer = say(library, DRONES, repair=True)
    assert answer.text.startswith(DRONES)
    assert answer.provenance.repairs == ()


def test_a_claim_is_held_against_more_passages(library):
    """The question leads elsewhere: one passage is retrieved, and it is not the one."""
    settings = load_settings(top_k=1)
    engine = Engine(library, settings, generator=Says(DRONES))
    answer = engine.ask("How heavy is the foundation of a turbine?")
    assert steps(answer) == [(RepairStep.REATTRIBUTED, True)]
    assert answer.attributions[0].verdict is Verdict.SUPPORTED
    cited = {e.document_id for a in answer.attributions for e in a.evidence}
    assert cited <= {p.passage.document_id for p in answer.passages}, "what is cited is shown"
    assert len(answer.passages) > 1
    check_citations(answer)


def test_a_sentence_that_says_little_alone_is_looked_for_with_the_question(library):
    generator = Revises("It is 900.", revised=f"{DRONES} [1]")
    engine = Engine(library, load_settings(top_k=1), generator=generator)
    answer = engine.ask("How far from the quay must drones keep?")
    assert steps(answer)[-1] == (RepairStep.REGENERATED, True)
    assert "quay" in generator.read[0].passage.text


def test_a_sentence_is_written_anew_once(library):
    generator = Revises(WRONG, revised=f"{DRONES} [1]")
    answer = Engine(library, generator=generator).ask(WRONG)
    assert answer.text.startswith(DRONES)
    assert "900" not in answer.text
    assert steps(answer)[-1] == (RepairStep.REGENERATED, True)
    assert len(generator.asked) == 1
    assert generator.asked[0][0] == WRONG
    check_citations(answer)


def test_what_cannot_be_written_better_gives_way_to_the_extract(library):
    generator = Revises(INVENTED, revised=INVENTED)
    answer = Engine(library, generator=generator).ask(f"How far must drones keep? {WRONG}")
    assert "500 m" in answer.text
    assert INVENTED not in answer.text
    assert (RepairStep.REGENERATED, True) not in steps(answer)
    assert steps(answer)[-1] == (RepairStep.EXTRACTED, True)
    assert all(a.verdict is Verdict.SUPPORTED for a in answer.attributions)


def test_what_nothing_helps_is_dropped_and_told(library):
    answer = say(library, DRONES, INVENTED, repair=True)
    assert INVENTED not in answer.text
    assert answer.text.startswith(DRONES)
    last = answer.provenance.repairs[-1]
    assert (last.sentence, last.kept) == (INVENTED, True)
    told = json.loads(json.dumps(answer.to_dict()))["provenance"]["repairs"]
    assert told[-1]["step"] in ("dropped", "extracted")
    assert told[-1]["sentence"] == INVENTED


def test_nothing_is_said_twice(library):
    answer = Engine(library, generator=Revises(DRONES, WRONG, revised=DRONES)).ask(WRONG)
    assert answer.text.count(DRONES) == 1


def quoting(library, *quotes, draft):
    """The answer of a generator that says ``draft``; the sources' own words are ``quotes``."""
    engine = Engine(library, load_settings(top_k=1), generator=Says(*draft))
    engine._extract = Says(*quotes)
    return engine.ask(f"{DRONES[:-1]}?")


def test_a_quotation_keeps_its_brackets_and_is_not_said_twice(library):
    answer = quoting(library, f"{DRONES}[3]", draft=(INVENTED, WRONG))
    assert answer.text.count(DRONES) == 1
    assert answer.text.startswith(f"{DRONES}[3]")
    assert [c.marker for c in answer.attributions[0].citations] == ["[1]"]
    answer = quoting(library, f"{DRONES}[3]", draft=(INVENTED, DRONES))
    assert answer.text.startswith(DRONES) and "[3]" not in answer.text


def test_an_answer_of_which_nothing_is_left_abstains(library):
    settings = load_settings(top_k=1)
    generator = Says(INVENTED)
    generator_settings = Engine(library, settings, generator=generator)
    generator_settings._extract = Says()
    answer = generator_settings.ask("Who paints the blades by hand?")
    assert answer.abstained
    assert answer.text == ABSTAINS
    assert steps(answer)[-1] == (RepairStep.DROPPED, True)


def test_no_repair_leaves_the_draft_alone(library):
    answer = say(library, DRONES, INVENTED, repair=False)
    assert INVENTED in answer.text
    assert answer.provenance.repairs == ()


def test_what_asserts_nothing_is_shown_and_not_scored(library):
    answer = say(library, "Here is what the sources say:", DRONES, repair=True)
    lead, claim = answer.attributions
    assert (lead.verdict, lead.probability, lead.citations) == (Verdict.NOT_A_CLAIM, None, ())
    assert claim.verdict is Verdict.SUPPORTED


def test_a_draft_without_any_claim_abstains(library):
    assert say(library, "I do not know.").abstained
    assert say(library, "What do you mean?").abstained


# -- markers ------------------------------------------------------------------------------------


def test_markers_that_do_not_hold_are_removed_and_told(library):
    right = say(library, DRONES).sources[0].document_id
    other = next(d.document_id for d in library.store.documents() if d.document_id != right)
    answer = say(library, f"{DRONES} [1] [2] [7]", numbered=(right, other))
    removed = answer.provenance.removed_markers
    assert [(r.marker, r.document_id) for r in removed] == [("[2]", other), ("[7]", None)]
    assert all(r.sentence == DRONES for r in removed)
    check_citations(answer)


def test_a_marker_behind_an_unsupported_sentence_never_holds(library):
    document = library.store.documents()[0].document_id
    answer = say(library, f"{DRONES}", f"{INVENTED} [1]", numbered=(document,))
    assert [r.sentence for r in answer.provenance.removed_markers] == [INVENTED]


def test_what_a_model_wrote_beyond_the_most_sentences_is_told(library):
    generator = Says(DRONES)
    generator.draft = Draft((DRONES,), 1.0, left_out=(INVENTED,))
    answer = Engine(library, load_settings(), generator=generator).ask(DRONES)
    assert INVENTED not in answer.text
    assert answer.provenance.left_out == (INVENTED,)


# -- best of several drafts ---------------------------------------------------------------------


class Samples(Says):
    """Another draft for each sample number."""

    def __init__(self, *drafts) -> None:
        super().__init__()
        self.drafts = drafts

    def generate(self, question, passages, sample=0, on_text=None):
        return Draft(self.drafts[sample], 1.0)


def test_the_best_supported_draft_is_kept(library):
    settings = load_settings(best_of=3, repair=False, generator="local", temperature=1.0)
    drafts = (DRONES, INVENTED), (DRONES,), (INVENTED,)
    answer = Engine(library, settings, generator=Samples(*drafts)).ask(WRONG)
    assert answer.text.startswith(DRONES)
    assert len(answer.attributions) == 1
    assert answer.provenance.settings["best_of"] == 3


@pytest.mark.parametrize(
    "values",
    [{}, {"generator": "local", "model": "m"}, {"generator": "extractive", "temperature": 1.0}],
)
def test_best_of_needs_drafts_that_differ(library, values):
    with pytest.raises(InputError, match="best_of 4 needs drafts that differ"):
        Engine(library, load_settings(best_of=4, **values))


# -- what must never happen ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "sentences",
    [
        (DRONES, INVENTED, WRONG),
        (INVENTED, INVENTED),
        (WRONG, DRONES),
        ("A shaft seal takes 14 weeks to order, and the mayor pays for it.", DRONES),
        ("Well then:", INVENTED),
    ],
)
@pytest.mark.parametrize("revised", ["", DRONES, INVENTED])
def test_the_support_rate_never_falls(library, sentences, revised):
    question = f"What? {' '.join(sentences)}"
    few = {"top_k": 4, "read": 4}
    before = Engine(
        library, load_settings(repair=False, **few), generator=Says(*sentences)
    ).ask(question)  # fmt: skip
    after = Engine(
        library, load_settings(**few), generator=Revises(*sentences, revised=revised)
    ).ask(question)  # fmt: skip
    assert after.abstained or rate(after) >= rate(before)
    failed = (Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
    assert not [a for a in after.attributions if a.verdict in failed]
    check_citations(after)


def rate(answer) -> float:
    return support_rate(answer.attributions) or 0.0
