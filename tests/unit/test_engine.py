"""Asking: numbered citations, abstention, and what a careless generator cannot smuggle in."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from test_generation import retrieved

from attrib.attempt import ABSTAINS, CLOSEST
from attrib.config import load_settings
from attrib.drafting import Checked, cite
from attrib.encoding.memo import MemoEmbedder
from attrib.engine import Engine
from attrib.errors import IndexStateError, InputError, ModelError
from attrib.generation import Draft, unheard
from attrib.index import Filters, Index
from attrib.types import Attribution, CitationStatus, Claim, Evidence, Verdict

OVERHAUL = "How often is a turbine overhauled?"
MARKER = re.compile(r"\[\d+\]")


class Says:
    """A generator that always says the same, and is sure of it."""

    def __init__(self, *sentences: str, confidence: float = 1.0, numbered=()) -> None:
        self.draft = Draft(sentences, confidence, tuple(numbered))

    def describe(self):
        return {"name": "says"}

    def generate(self, question, passages, sample=0, on_text=unheard):
        return self.draft

    def revise(self, question, sentence, passages):
        return ""


def say(library, *sentences: str, question: str = "", repair: bool = False, **options):
    """The answer of an engine whose generator says ``sentences``. Without a ``question``, retrieval
    looks for them.
    """
    settings = load_settings(repair=repair, read=0)
    return Engine(library, settings, generator=Says(*sentences, **options)).ask(
        question or f"What? {' '.join(sentences)}"
    )


def check_citations(answer) -> None:
    """Every marker of the text is a citation that was set, and stands where it says."""
    citations = [c for a in answer.attributions for c in a.citations]
    assert [m[0] for m in MARKER.finditer(answer.text)] == [c.marker for c in citations]
    for citation in citations:
        assert answer.text[citation.start : citation.end] == citation.marker
        assert citation.marker == f"[{citation.target}]"
        assert citation.status is CitationStatus.VALID
        assert answer.sources[int(citation.target) - 1].document_id == citation.document_id
    numbers = list(dict.fromkeys(int(c.target) for c in citations))
    assert numbers == list(range(1, len(answer.sources) + 1)), "numbered as they first appear"


def test_an_answer_cites_the_documents_that_support_it(library):
    answer = Engine(library).ask("How heavy is the foundation of a turbine?")
    assert not answer.abstained
    assert "180 tonnes" in answer.text
    assert answer.sources[0].uri == "samples/library/project-overview.html"
    assert answer.confidence >= 0.5
    assert all(a.verdict is Verdict.SUPPORTED and a.citations for a in answer.attributions)
    check_citations(answer)
    for attribution in answer.attributions:
        claim = attribution.claim
        assert answer.text[claim.start : claim.end].split() == claim.text.split()
        cited = {c.document_id for c in attribution.citations}
        assert cited == {e.document_id for e in attribution.evidence}


def test_documents_are_numbered_in_the_order_they_are_cited(library):
    visit, handbook = "samples/library/visit.html", "samples/library/maintenance-handbook.md"
    answer = say(
        library,
        "Drones must keep a distance of 500 m from the quay.",
        "Penguins invented the wheel.",
        "A shaft seal takes 14 weeks to order.",
        "Children must be at least eight years old for the boat tour.",
    )
    assert [source.uri for source in answer.sources[:2]] == [visit, handbook]
    cited = [[c.target for c in a.citations] for a in answer.attributions]
    assert cited[0] == ["1"]
    assert cited[1] == []
    assert cited[2][0] == "2"
    assert "1" in cited[3], "a document keeps its number"
    check_citations(answer)


def test_an_unsupported_sentence_gets_no_citation_and_says_so(library):
    answer = say(
        library,
        "Drones must keep a distance of 500 m from the quay.",
        "The mayor of Paris paints every blade by hand [1].",
    )
    true, invented = answer.attributions
    assert true.verdict is Verdict.SUPPORTED and true.citations
    assert invented.verdict is Verdict.UNSUPPORTED
    assert (invented.citations, invented.evidence) == ((), ())
    assert invented.unsupported_spans
    for span in invented.unsupported_spans:
        assert invented.claim.start <= span.start < span.end <= invented.claim.end
    check_citations(answer)


@pytest.mark.parametrize(
    "sentence",
    ["It opened in 2021 [7].", "It opened in 2021.[4]", "It opened in 2021.¹", "It opened【3†s】."],
)
def test_citations_of_the_draft_are_taken_out(library, sentence):
    answer = say(library, sentence)
    assert answer.attributions[0].claim.text in ("It opened in 2021.", "It opened.")
    check_citations(answer)


def test_brackets_of_a_quotation_are_its_words(library):
    said = "Drones must keep a distance of 500 m from the quay [0, 1] in buffer[2]."
    generator = Says(said)
    generator.draft = Draft((said,), 1.0, quoted=True)
    answer = Engine(library, load_settings(repair=False), generator=generator).ask(said)
    assert answer.text.startswith(said)
    assert answer.provenance.removed_markers == ()
    (found,) = answer.attributions
    assert answer.text[found.claim.start : found.claim.end] == said
    for citation in found.citations:
        assert citation.start > len(said)
        assert answer.text[citation.start : citation.end] == citation.marker


def test_a_contradicted_sentence_gets_no_citation(library):
    (found,) = say(library, "Drones must keep a distance of 900 m from the quay.").attributions
    assert found.verdict is Verdict.CONTRADICTED
    assert (found.citations, found.evidence) == ((), ())
    assert any("500 m" in evidence.quote for evidence in found.contradicting)
    assert any("900 m" in reason and "500 m" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("Eight years.", Verdict.SUPPORTED),
        ("The answer is eight.", Verdict.SUPPORTED),
        ("The answer is 12.", Verdict.CONTRADICTED),
        ("They must be 12 years old.", Verdict.CONTRADICTED),
    ],
)
def test_a_sentence_that_says_little_alone_is_read_with_the_question(library, said, verdict):
    engine = Engine(library, load_settings(repair=False), generator=Says(said))
    answer = engine.ask("How old must children be for the boat tour?")
    assert [a.verdict for a in answer.attributions] == [verdict]


@pytest.mark.parametrize(
    ("sentences", "text"),
    [
        (("Penguins fly.", "Moss sings."), "Penguins fly. Moss sings."),
        (("| T07 | penguin |", "Moss sings."), "| T07 | penguin |\nMoss sings."),
        (("Penguins fly.", "| T07 | penguin |"), "Penguins fly.\n| T07 | penguin |"),
        (("Penguins fly.", " ", "[3]", ""), "Penguins fly."),
    ],
)
def test_sentences_are_joined_as_prose_and_rows_as_lines(library, sentences, text):
    answer = say(library, *sentences, question="What flies and what sings?")
    assert answer.text == text, "none of this is supported, so nothing is cited"


def test_a_row_stays_a_line_of_its_own_when_it_is_cited():
    evidence = (Evidence("a", 0, 2, "It", 1.0),)
    said = ("| T07 | 5 |", "It is old.", "It is so.", "T09 is new")
    checked = [
        Checked(s, Attribution(Claim(s, 0, len(s)), Verdict.SUPPORTED, 1.0, evidence)) for s in said
    ]
    text, attributions, _ = cite(checked, [retrieved("It is so.", uri="a")])
    assert text == "| T07 | 5 | [1]\nIt is old. [1] It is so. [1]\nT09 is new [1]"
    assert [text[a.claim.start : a.claim.end] for a in attributions] == list(said)


# -- abstaining ---------------------------------------------------------------------------------


def check_abstention(answer) -> None:
    assert answer.abstained
    assert answer.text == ABSTAINS
    assert (answer.attributions, answer.sources) == ((), ())
    assert 0 < len(answer.passages) <= CLOSEST


def test_what_the_documents_do_not_hold_is_not_answered(library):
    answer = Engine(library).ask("Who painted the ceiling of the Sistine Chapel?")
    check_abstention(answer)
    assert 0 <= answer.confidence < 0.5


@pytest.mark.parametrize("sentences", [(), ("",), (" \n",), ("[1]", "[2]")])
def test_a_generator_with_nothing_to_say_abstains(library, sentences):
    check_abstention(say(library, *sentences))


def test_confidence_below_the_setting_abstains(library):
    settings = load_settings(min_confidence=0.7, repair=False)
    generator = Says("Moss sings.", confidence=0.69)
    check_abstention(Engine(library, settings, generator=generator).ask("What?"))
    generator = Says("Moss sings.", confidence=0.7)
    assert not Engine(library, settings, generator=generator).ask("What?").abstained


def test_filter_that_lets_nothing_pass_abstains(library):
    answer = Engine(library).ask(OVERHAUL, Filters(uris=("nowhere/*",)))
    assert (answer.abstained, answer.passages, answer.confidence) == (True, (), 0.0)


# -- questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\x00"])
def test_an_empty_question_is_an_error(library, question):
    with pytest.raises(InputError, match="the question is empty: ask something in words"):
        Engine(library).ask(question)


@pytest.mark.parametrize(
    "question", ["caf\udce9?", "🌊", '"(NEAR*', "x" * 10_000, "a\x00b", "which " * 2000, "؟"]
)
def test_no_question_is_too_odd(library, question):
    answer = Engine(library).ask(question)
    json.dumps(answer.to_dict(), ensure_ascii=False).encode()
    assert "\udce9" not in answer.question


def test_an_empty_index_says_how_to_fill_it(make_index):
    index = make_index()
    with pytest.raises(IndexStateError, match=r"index 'index' is empty: run attrib ingest FILES"):
        Engine(index).ask("What?")


def test_opening_what_is_no_index(workspace):
    with pytest.raises(IndexStateError, match="there is no index in 'nowhere'"):
        Engine.open("nowhere")


def test_an_engine_closes_its_index(library_folder, embedder):
    with Engine.open(library_folder) as engine:
        engine.index.embedder = embedder
        assert engine.index.store.counts()["passages"]
    with pytest.raises(Exception, match="closed"):
        engine.index.store.counts()


def test_an_engine_that_cannot_be_made_leaves_no_index_open(library_folder, monkeypatch):
    closed = []
    monkeypatch.setattr(Index, "close", lambda index: closed.append(index))
    with pytest.raises(ModelError, match="scorer 'nowhere' is none of"):
        Engine.open(library_folder, load_settings(scorer="nowhere"))
    assert len(closed) == 1


# -- provenance and JSON ------------------------------------------------------------------------


def test_provenance_tells_all_that_the_answer_depends_on(library):
    settings = load_settings(top_k=5, seed=3)
    filters = Filters(uris=("samples/*",), metadata={"language": "en"}, since="2019")
    answer = Engine(library, settings).ask(OVERHAUL, filters)
    provenance = answer.to_dict()["provenance"]
    assert provenance["settings"]["top_k"] == 5
    assert provenance["settings"]["filters"] == {
        "uris": ["samples/*"],
        "metadata": {"language": "en"},
        "since": "2019",
        "until": None,
    }
    assert provenance["seed"] == 3
    assert provenance["generator"] == {"name": "extractive"}
    assert provenance["scorer"]["name"] == "support"
    assert provenance["index_fingerprint"] == library.fingerprint
    assert provenance["embedder"]["name"] == "all-MiniLM-L6-v2"
    assert len(answer.passages) <= 5
    assert "filters" not in Engine(library).ask(OVERHAUL).provenance.settings


def test_filters_hold(library):
    answer = Engine(library).ask(OVERHAUL, Filters(uris=("*.md",)))
    assert {p.source.uri.rpartition(".")[2] for p in answer.passages} == {"md"}


def test_an_answer_is_json_and_the_same_twice(library):
    one, two = (
        json.dumps(Engine(library).ask(OVERHAUL).to_dict(), ensure_ascii=False) for _ in range(2)
    )
    assert one == two
    plain = json.loads(one)
    assert plain["schema"] == "attrib.answer/1"
    assert list(plain) == [
        "schema", "question", "text", "attributions", "sources", "passages", "abstained",
        "confidence", "provenance", "short_answer", "parts",
    ]  # fmt: skip
    assert plain["attributions"][0]["verdict"] == "supported"


def test_an_answer_does_not_depend_on_what_was_asked_before(library_folder, library, embedder):
    """To the precision of the arithmetic: other batches move a cosine by some 1e-7."""
    Engine(library).ask("Why did the cable become longer than planned?")
    one = Engine(library).ask(OVERHAUL).to_dict()
    with Index.open(library_folder) as fresh:
        fresh.embedder = MemoEmbedder(embedder._embedder)
        two = Engine(fresh).ask(OVERHAUL).to_dict()
    assert_alike(one, two)


def assert_alike(one, two):
    assert type(one) is type(two)
    if isinstance(one, dict):
        assert list(one) == list(two)
        for key in one:
            assert_alike(one[key], two[key])
    elif isinstance(one, list):
        assert len(one) == len(two)
        for left, right in zip(one, two, strict=True):
            assert_alike(left, right)
    else:
        assert one == (pytest.approx(two, abs=1e-5) if isinstance(two, float) else two)


def test_paths_of_an_answer_are_relative(library):
    text = json.dumps(Engine(library).ask(OVERHAUL).to_dict())
    assert str(Path.cwd()) not in text


def test_threads_may_share_an_engine(library):
    questions = [OVERHAUL, "Who restored the mill?", "When was the bridge closed?"] * 3
    engine = Engine(library, load_settings(read=0))
    alone = [engine.ask(question) for question in questions]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(engine.ask, questions)) == alone
