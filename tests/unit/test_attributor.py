"""From scores to verdicts and evidence, with a scorer that can be worked out by hand."""

from __future__ import annotations

import pytest
from word_scorer import WordScorer

from attrib.attribution import Attributor, Ground, Task
from attrib.types import Claim, Passage, Source, Span, Verdict

START = 100
"""Where passages begin in their documents: no offset may be mistaken for another."""


def ground(*sentences: str, uri: str = "a.txt", title: str = "", page: int | None = None) -> Ground:
    text, spans = "", []
    for sentence in sentences:
        text += "\n" if text else ""
        spans.append(Span(START + len(text), START + len(text) + len(sentence)))
        text += sentence
    passage = Passage(uri, START, START + len(text), text, tuple(spans), page)
    return Ground(passage, Source(uri, uri, title))


def task(claim: str, *grounds: Ground, start: int = 0) -> Task:
    return Task(Claim(claim, start, start + len(claim)), claim, grounds)


@pytest.fixture
def scorer():
    return WordScorer()


@pytest.fixture
def attribute(scorer):
    def attribute_one(claim: str, *grounds: Ground, start: int = 0):
        (found,) = Attributor(scorer).attribute([task(claim, *grounds, start=start)])
        return found

    return attribute_one


def quotes(evidence):
    return [(e.document_id, e.quote) for e in evidence]


# -- verdicts -----------------------------------------------------------------------------------


def test_one_passage_that_holds_it_all_supports(attribute):
    found = attribute("oak pine", ground("moss"), ground("oak pine birch", uri="b.txt", page=3))
    assert (found.verdict, found.probability) == (Verdict.SUPPORTED, 1.0)
    (evidence,) = found.evidence
    assert (evidence.document_id, evidence.quote) == ("b.txt", "oak pine birch")
    assert (evidence.start, evidence.end, evidence.page) == (START, START + 14, 3)
    assert evidence.score == 1.0
    assert (found.unsupported_spans, found.reasons, found.contradicting) == ((), (), ())


def test_a_scorer_is_told_where_the_question_ends(scorer):
    short = task("oak pine", ground("oak pine"))._replace(question="Which  trees?")
    long = task("oak " * 7 + "pine", ground("oak pine"))._replace(question="Which trees?")
    Attributor(scorer).attribute([short, long])
    asked, alone = scorer.pairs
    assert (asked.claim[: asked.lead], asked.claim[asked.lead :]) == ("Which trees? ", "oak pine")
    assert alone.lead == 0


def test_a_quoted_sentence_on_what_is_asked_is_scored_without_the_question(scorer):
    quoted = task("oak pine", ground("moss", "oak pine."))._replace(question="Where is oak?")
    Attributor(scorer).attribute([quoted])
    assert {(pair.claim, pair.lead) for pair in scorer.pairs} == {("oak pine", 0)}


def test_half_of_it_is_partial_and_the_other_half_is_marked(attribute):
    found = attribute("oak pine", ground("oak"), start=50)
    assert (found.verdict, found.probability) == (Verdict.PARTIAL, 0.5)
    assert quotes(found.evidence) == [("a.txt", "oak")]
    assert found.unsupported_spans == (Span(54, 58),)
    assert found.reasons == ("words are missing",)


def test_less_than_half_of_it_is_unsupported_and_shows_no_evidence(attribute):
    found = attribute("oak pine birch", ground("oak"), ground("moss"))
    assert (found.verdict, found.evidence) == (Verdict.UNSUPPORTED, ())
    assert found.unsupported_spans == (Span(4, 8), Span(9, 14))


def test_a_denial_contradicts_and_is_shown(attribute):
    found = attribute("oak pine", ground("oak"), ground("False: oak pine", uri="b.txt"), start=9)
    assert found.verdict is Verdict.CONTRADICTED
    assert quotes(found.contradicting) == [("b.txt", "False: oak pine")]
    assert found.evidence == ()
    assert found.reasons == ("the source denies it",)


def test_support_wins_over_a_denial_but_the_denial_is_shown(attribute):
    found = attribute("oak pine", ground("False: oak"), ground("oak pine", uri="b.txt"))
    assert found.verdict is Verdict.SUPPORTED
    assert quotes(found.evidence) == [("b.txt", "oak pine")]
    assert quotes(found.contradicting) == [("a.txt", "False: oak")]


def test_without_grounds_nothing_was_checked(attribute, scorer):
    found = attribute("oak pine")
    assert (found.verdict, found.probability) == (Verdict.UNCHECKED, None)
    assert found.reasons == ("there is no source to check it against",)
    assert scorer.pairs == []


def test_ground_without_sentences_supports_nothing(attribute):
    assert attribute("oak", ground()).verdict is Verdict.UNSUPPORTED


# -- joint support ------------------------------------------------------------------------------


def test_two_passages_support_together_what_neither_does_alone(attribute):
    found = attribute(
        "oak pine birch",
        ground("moss", "oak pine", uri="a.txt"),
        ground("birch", uri="b.txt"),
    )
    assert (found.verdict, found.probability) == (Verdict.SUPPORTED, 1.0)
    assert quotes(found.evidence) == [("a.txt", "oak pine"), ("b.txt", "birch")]
    assert [e.start for e in found.evidence] == [START + 5, START]


def test_the_joint_evidence_is_the_smallest_that_leaving_out_finds(attribute):
    found = attribute(
        "oak pine birch larch",
        ground("oak pine", uri="a.txt"),
        ground("pine birch", uri="b.txt"),
        ground("birch larch", uri="c.txt"),
    )
    assert found.verdict is Verdict.SUPPORTED
    assert quotes(found.evidence) == [("a.txt", "oak pine"), ("c.txt", "birch larch")]


def test_joint_evidence_that_does_not_suffice_changes_nothing(attribute):
    found = attribute("oak pine birch larch", ground("oak pine"), ground("birch", uri="b.txt"))
    assert (found.verdict, found.probability) == (Verdict.PARTIAL, 0.5)
    assert quotes(found.evidence) == [("a.txt", "oak pine")]


def test_at_most_four_sentences_are_joined(attribute):
    words = "oak pine birch larch ash".split()
    grounds = [ground(word, uri=word) for word in words]
    assert attribute(" ".join(words[:4]), *grounds).verdict is Verdict.SUPPORTED
    assert attribute(" ".join(words), *grounds).verdict is Verdict.UNSUPPORTED


def test_what_contradicts_is_no_part_of_joint_evidence(attribute):
    found = attribute("oak pine", ground("False: oak"), ground("pine", uri="b.txt"))
    assert found.verdict is Verdict.CONTRADICTED


def test_every_passage_gives_a_sentence_before_one_gives_its_second(attribute):
    """The best passage alone has as many sentences of evidence as are joined."""
    found = attribute(
        "oak pine birch",
        ground("oak one", "oak two", "oak pine", "oak three"),
        ground("birch here", uri="b.txt"),
    )
    assert found.verdict is Verdict.SUPPORTED
    assert quotes(found.evidence) == [("a.txt", "oak pine"), ("b.txt", "birch here")]


def test_nothing_is_joined_where_a_passage_contradicts(attribute, scorer):
    """What the one says otherwise, two others could seem to say together."""
    grounds = ground("False: oak"), ground("oak", uri="b.txt"), ground("pine", uri="c.txt")
    found = attribute("oak pine", *grounds)
    assert found.verdict is Verdict.CONTRADICTED
    assert quotes(found.contradicting) == [("a.txt", "False: oak")]
    assert len(scorer.pairs) == len(grounds)
    assert attribute("oak pine", *grounds[1:]).verdict is Verdict.SUPPORTED


def test_a_supported_claim_costs_no_joint_scoring(attribute, scorer):
    attribute("oak pine", ground("oak"), ground("oak pine", uri="b.txt"))
    assert len(scorer.pairs) == 2


def test_sentences_of_overlapping_passages_take_one_place_each(attribute):
    """Both passages end or begin with the same two sentences; a third passage has the rest."""
    first = ground("moss", "oak", "pine", uri="a.txt")
    spans = first.passage.sentences[1:]
    text = first.passage.text[spans[0].start - START :]
    overlapping = Ground(Passage("a.txt", spans[0].start, spans[1].end, text, spans), first.source)
    found = attribute(
        "oak pine birch larch", first, overlapping, ground("birch", "larch", uri="b.txt")
    )
    assert found.verdict is Verdict.SUPPORTED
    assert quotes(found.evidence) == [("a.txt", "oak\npine"), ("b.txt", "birch\nlarch")]


# -- evidence -----------------------------------------------------------------------------------


def test_neighbouring_sentences_are_one_span_and_others_are_not(attribute):
    found = attribute("oak pine birch", ground("moss", "oak", "pine", "moss", "birch"))
    assert [(e.start - START, e.end - START, e.quote) for e in found.evidence] == [
        (5, 13, "oak\npine"),
        (19, 24, "birch"),
    ]


def test_a_page_of_a_web_source_is_linked_to_its_words(attribute):
    found = attribute("oak pine", ground("oak pine", uri="https://example.org/trees"))
    assert found.evidence[0].link == "https://example.org/trees#:~:text=oak%20pine"
    assert attribute("oak", ground("oak")).evidence[0].link is None


def test_titles_are_context_and_no_sentence(attribute, scorer):
    attribute("oak", ground("pine", title="Oak and others"), ground("ash", title="Oak and others"))
    assert {pair.context for pair in scorer.pairs} == {"Oak and others"}
    assert ("pine",) in {pair.sentences for pair in scorer.pairs}


# -- many at once -------------------------------------------------------------------------------


def test_each_pair_is_scored_once_and_answers_keep_their_order(scorer):
    shared, other = ground("oak pine"), ground("birch", uri="b.txt")
    tasks = [
        task("oak pine", shared, other),
        task("birch", shared, other, start=20),
        task("oak pine", shared, start=40),
        task("larch"),
    ]
    found = Attributor(scorer).attribute(tasks)
    assert [a.verdict.value for a in found] == ["supported", "supported", "supported", "unchecked"]
    assert [a.claim for a in found] == [t.claim for t in tasks]
    assert len(scorer.pairs) == len(set(scorer.pairs)) == 4


def test_a_claim_is_judged_alone_as_it_is_in_company(scorer):
    grounds = ground("oak pine"), ground("birch", uri="b.txt"), ground("False: larch", uri="c.txt")
    tasks = [task(claim, *grounds) for claim in ("oak birch", "larch", "moss", "oak moss")]
    together = Attributor(scorer).attribute(tasks)
    assert together == [Attributor(scorer).attribute([one])[0] for one in tasks]
    assert Attributor(scorer).attribute([]) == []
