"""Questions that ask several things at once: every part is asked, and what is not answered is told."""

from __future__ import annotations

import pytest
from test_engine import check_citations

from attrib.config import load_settings
from attrib.engine import Engine

AGE = "How old must children be for the boat tour"
HEAVY = "How heavy is the foundation of a turbine"
CUP = "who won the football world cup in 1998"


@pytest.fixture
def engine(library):
    return Engine(library, load_settings(scorer="baseline", read=0))


def sentences(answer) -> list[str]:
    return [attribution.claim.text for attribution in answer.attributions]


def test_every_part_is_answered_as_it_is_alone(engine):
    both = engine.ask(f"{AGE}, and {HEAVY.lower()}?")
    alone = [engine.ask(AGE + "?"), engine.ask(HEAVY.lower() + "?")]
    assert sentences(both) == [text for one in alone for text in sentences(one)]
    assert {s.uri for s in both.sources} == {s.uri for one in alone for s in one.sources}
    assert [(p.question, p.answered, p.confidence) for p in both.parts] == [
        (AGE + "?", True, alone[0].confidence), (HEAVY.lower() + "?", True, alone[1].confidence),
    ]  # fmt: skip
    assert both.confidence == min(one.confidence for one in alone)
    assert (both.abstained, both.unanswered, both.short_answer) == (False, (), None)
    check_citations(both)
    found = [item.passage for item in both.passages]
    assert len(set(found)) == len(found)
    assert {item.passage for one in alone for item in one.passages} == set(found)


@pytest.mark.parametrize("question", [f"{AGE} and {CUP}?", f"{CUP.capitalize()}? {AGE}?"])
def test_what_is_not_answered_is_told(engine, question):
    answer = engine.ask(question)
    alone = engine.ask(AGE + "?")
    assert (answer.abstained, sentences(answer)) == (False, sentences(alone))
    assert [one.lower().rstrip("?") for one in answer.unanswered] == [CUP]
    assert answer.confidence == alone.confidence
    lost = next(part for part in answer.parts if not part.answered)
    assert lost.confidence < 0.4 and lost.short_answer is None


def test_where_no_part_is_answered_the_whole_is_asked(engine):
    question = f"{CUP.capitalize()} and where was it played?"
    answer = engine.ask(question)
    assert answer.abstained
    assert (answer.unanswered, answer.parts, answer.attributions) == ((question,), (), ())
    assert len(answer.passages) == 3


def test_what_answers_two_parts_is_said_once(engine):
    answer = engine.ask(f"{AGE} and {AGE.lower()} that goes to the turbines?")
    assert len(answer.parts) == 2
    assert len(set(sentences(answer))) == len(sentences(answer))
    check_citations(answer)


def test_a_question_that_asks_one_thing_has_no_parts(engine):
    answer = engine.ask(f"{AGE}?")
    assert (answer.parts, answer.unanswered) == ((), ())


def test_each_part_has_its_short_answer(library):
    answer = Engine(library).ask(f"{AGE}, and {HEAVY.lower()}?")
    assert answer.to_dict()["parts"][0]["short_answer"]["text"] == "eight years"
    assert [part.short_answer.text for part in answer.parts] == ["eight years", "180 tonnes"]
    documents = [library.document(part.short_answer.document_id) for part in answer.parts]
    for part, document in zip(answer.parts, documents, strict=True):
        short = part.short_answer
        assert document.text[short.start : short.end] == short.text
