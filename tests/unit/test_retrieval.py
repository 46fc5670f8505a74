"""Fusion of rankings, collapsing of doubles, and what retrieval hands on."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.config import load_settings
from attrib.errors import InputError
from attrib.index import Filters
from attrib.index import store as index_store
from attrib.retrieval import Retriever
from attrib.retrieval.fusion import convex_fusion, near_duplicates

LONG = (
    "Turbine T09 was stopped on 11 April by its vibration alarm and lifted out of the water by the "
    "crane vessel after a lost trawl net had wrapped itself around the rotor and had damaged the "
    "shaft seal, so that water entered the gearbox; the crew waited 5 weeks for the spare part. It "
    "isn't covered by the warranty of hall A, which lasts for two years."
)


# -- fusion -------------------------------------------------------------------------------------


def test_scores_between_the_last_and_the_best_add_up():
    dense = [("a", 0.9), ("b", 0.7), ("c", 0.5)]
    bm25 = [("b", 12.0), ("d", 2.0)]
    scores = convex_fusion([(0.25, dense), (0.75, bm25)])
    assert scores == pytest.approx({"a": 0.25, "b": 0.125 + 0.75, "c": 0.0, "d": 0.0})
    assert convex_fusion([(0.5, []), (0.5, [("a", 3.0)])]) == {"a": 0.5}
    assert convex_fusion([]) == {}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.floats(-1, 1)), unique_by=lambda pair: pair[0]),
    st.lists(st.tuples(st.integers(0, 9), st.floats(0, 50)), unique_by=lambda pair: pair[0]),
    st.floats(0, 1),
)
def test_fusion_keeps_the_order_of_what_one_search_alone_found(dense, bm25, weight):
    scores = convex_fusion([(weight, dense), (1 - weight, bm25)])
    assert scores.keys() == {item for item, _ in (*dense, *bm25)}
    assert all(0 <= score <= 1 + 1e-9 for score in scores.values())
    for own, other in ((dense, bm25), (bm25, dense)):
        elsewhere = {item for item, _ in other}
        alone = sorted((p for p in own if p[0] not in elsewhere), key=lambda p: -p[1])
        for better, worse in itertools.pairwise(alone):
            assert scores[better[0]] >= scores[worse[0]]


# -- doubles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (LONG, LONG),
        (LONG, LONG.replace(";", ",").upper()),
        (LONG, f"  {LONG}\n"),
        (LONG, LONG.replace("isn't", "isn’t").replace(" by ", "\n  by ")),
        (LONG, f"Report of the yard\n{LONG}"),
        (LONG, f"{LONG} Printed by the yard at Norrvik."),
        (LONG, f"Report of the yard\n\n{LONG}\n— all rights reserved —"),
        (f"{LONG} It costs (500 €).", f"{LONG} It costs 500€"),
        ("Moss.", "moss"),
        ("🌊", "🌊"),
    ],
)
def test_texts_that_say_the_same_are_doubles(left, right):
    assert near_duplicates(left, right)
    assert near_duplicates(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (LONG, LONG.replace("11 April", "12 April")),
        (LONG, LONG.replace("5 weeks", "15 weeks")),
        (LONG, LONG.replace("5 weeks", "½ weeks")),
        (LONG, LONG.replace("5 weeks", "weeks")),
        (LONG, LONG.replace("T09", "T10")),
        (f"{LONG} It fell to 5 degrees.", f"{LONG} It fell to -5 degrees."),
        (f"{LONG} It fell to 5 degrees.", f"{LONG} It fell to −5 degrees."),
        (f"{LONG} It costs €500 a year.", f"{LONG} It costs $500 a year."),
        (f"{LONG} It costs 500 € a year.", f"{LONG} It costs 500 a year."),
        (f"{LONG} It wears by 5 %", f"{LONG} It wears by 5"),
        (f"{LONG} It stops at > 5 knots.", f"{LONG} It stops at < 5 knots."),
        (f"{LONG} From 12 to 14.", f"{LONG} From 14 to 12."),
        (f"{LONG} 7 or 7.", f"{LONG} 7 or."),
        (LONG, LONG.replace("two years", "three years")),
        (LONG, LONG.replace("isn't covered", "is covered")),
        (LONG, LONG.replace("was stopped", "was not stopped")),
        (LONG, LONG.replace("hall A", "hall B")),
        (LONG, LONG.replace("the spare part", "the part")),
        (LONG, f"Not only {LONG}"),
        (LONG, f"{LONG[:-1]}, if maintained."),
        (LONG, f"{LONG} Page 3."),
        (f"{LONG} Twice.", f"{LONG} Once."),
        (f"{LONG} Lund sued Acme.", f"{LONG} Acme sued Lund."),
        ("Moss grows.", "Fern grows."),
        ("Moss", ""),
        ("🌊", "🔥"),
        ("—", "🌊"),
    ],
)
def test_texts_that_differ_in_substance_are_no_doubles(left, right):
    assert not near_duplicates(left, right)
    assert not near_duplicates(right, left)


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 40))
def test_changed_number_is_never_a_double(one, other, place):
    words = LONG.split()

    def with_number(number):
        return " ".join([*words[:place], str(number), *words[place:]])

    assert near_duplicates(with_number(one), with_number(other)) == (one == other)


# -- the retriever ------------------------------------------------------------------------------


@pytest.fixture
def mills(make_index):
    """An index of copies, near-copies and contradicting copies, and of something else."""
    index = make_index()

    def write(name: str, text: str) -> None:
        Path(f"docs/{name}").write_text(text, encoding="utf-8")

    write("a-report.txt", LONG)
    write("b-copy.txt", LONG)
    write("c-nearly.txt", f"{LONG} Printed by the yard.")
    write("d-denies.txt", LONG.replace("5 weeks", "15 weeks"))
    write("moss.txt", "Moss grows on the north wall. It needs no soil.")
    rows = [
        {"id": "old", "text": "Ferns grow in the old quarry.", "date": "2019-05-01"},
        {"id": "new", "text": "Ferns grow in the new quarry.", "date": "2023-05-01"},
    ]
    write("ferns.jsonl", "\n".join(map(json.dumps, rows)))
    index.ingest(["docs"])
    return index


def retrieve(index, question, filters=None, **settings):
    return Retriever(index, load_settings(**settings)).retrieve(question, filters)


def test_doubles_are_one_passage_that_names_the_others(mills):
    found = retrieve(mills, "Why was turbine T09 stopped?")
    by_uri = {item.source.uri: item for item in found}
    copies = {"docs/a-report.txt", "docs/b-copy.txt", "docs/c-nearly.txt"}
    (kept,) = copies & by_uri.keys()
    assert set(by_uri[kept].also_in) == copies - {kept}
    assert by_uri["docs/d-denies.txt"].also_in == (), "another number must stay in sight"
    assert by_uri["docs/moss.txt"].also_in == ()


def test_the_same_text_under_another_heading_is_another_passage(make_index):
    """What a passage is about, its headings may tell alone."""
    index = make_index()
    for name in ("a-list.md", "b-copy.md"):
        models = "".join(f"## Model {m}\n\nWarranty: two years.\n\n" for m in ("Ash", "Birch"))
        Path(f"docs/{name}").write_text(f"# Saws\n\n{models}")
    index.ingest(["docs"])
    found = retrieve(index, "How long is the warranty of Ash and Birch?")
    assert {item.passage.headings[-1] for item in found} == {"Model Ash", "Model Birch"}
    assert [item.also_in for item in found] == [("docs/b-copy.md",)] * 2


def test_scores_are_the_fusion_of_both_searches(mills):
    question = "Where does moss grow?"
    found = retrieve(mills, question, dense_weight=0.3)
    assert found[0].source.uri == "docs/moss.txt"
    assert (found[0].dense_rank, found[0].bm25_rank) == (1, 1)
    assert found[0].score == pytest.approx(1.0)
    assert all(-1 <= item.similarity <= 1 for item in found)
    assert [item.score for item in found] == sorted((i.score for i in found), reverse=True)
    (vector,) = mills.embedder.encode([question])
    dense, bm25 = mills.search_dense(vector, 50), mills.search_bm25(question, 50)
    expected = convex_fusion([(0.3, dense), (0.7, bm25)])
    assert {round(i.score, 9) for i in found} <= {round(score, 9) for score in expected.values()}


def test_similarity_is_the_cosine_of_question_and_passage(mills):
    found = retrieve(mills, "Where does moss grow?")
    (question,) = mills.embedder.encode(["Where does moss grow?"])
    passages = mills.store.passages_of(found[0].passage.document_id)
    vector = mills.store.vectors.values([passages[0].vector_id])[passages[0].vector_id]
    assert found[0].similarity == pytest.approx(float(vector @ question), abs=1e-6)


def test_top_k_counts_what_is_left_after_collapsing(mills):
    question = "Why was turbine T09 stopped by its vibration alarm?"
    first = retrieve(mills, question, top_k=1)
    assert len(first) == 1
    assert len(first[0].also_in) == 2, "doubles are looked for beyond the last place"
    assert next(p.source.uri for p in retrieve(mills, question, top_k=2)) == first[0].source.uri
    assert len(retrieve(mills, question, top_k=100)) == 5


def test_question_without_words_has_dense_ranks_only(mills):
    found = retrieve(mills, "🌿🌿")
    assert found
    assert all(item.bm25_rank is None and item.dense_rank for item in found)


def test_candidates_bound_what_each_search_gives(mills):
    found = retrieve(mills, "🌿 moss", candidates=1, top_k=10)
    assert {item.source.uri for item in found} == {"docs/moss.txt"}


def test_filters_hold_in_both_searches(mills):
    def uris(**conditions):
        found = retrieve(mills, "Where do ferns grow?", Filters(**conditions))
        return [item.source.uri for item in found]

    assert uris(uris=("docs/moss.txt",)) == ["docs/moss.txt"]
    assert uris(since="2020") == ["docs/ferns.jsonl#new"]
    assert uris(until="2020") == ["docs/ferns.jsonl#old"]
    assert uris(metadata={"id": "nothing"}) == []
    assert uris(uris=("nowhere/*",)) == []


def test_a_double_outside_the_filter_is_not_named(mills):
    (item,) = retrieve(mills, "Why was T09 stopped?", Filters(uris=("docs/b-copy.txt",)))
    assert (item.source.uri, item.also_in) == ("docs/b-copy.txt", ())


def test_the_copy_whose_title_is_asked_for_is_found_among_many(make_index, monkeypatch):
    monkeypatch.setattr(index_store, "DOUBLES", 5)
    rows = [
        {"id": f"{n:02}", "title": f"Contract of {name}", "text": "The notice period is a month."}
        for n, name in enumerate(
            "Adams Brown Clark Davis Evans Foster Green Hughes Irving Jones Keller Lewis".split()
        )
    ]
    Path("docs/contracts.jsonl").write_text("\n".join(map(json.dumps, rows)))
    Path("docs/moss.txt").write_text("Moss grows on the north wall. It needs no soil.")
    index = make_index()
    index.ingest(["docs"])
    question = "What is the notice period in the contract of Lewis?"
    found = retrieve(index, question, candidates=3)[0]
    assert found.source.title == "Contract of Lewis"
    assert (found.score, found.dense_rank) == (pytest.approx(1.0), 6)


def test_same_question_same_passages(library):
    one = retrieve(library, "Why was turbine T09 lifted out of the water?")
    assert one == retrieve(library, "Why was turbine T09 lifted out of the water?")
    assert one[0].source.uri.startswith("samples/library/")


FOOTER = "This harbour bulletin may be copied freely where its source is named."


def test_what_stands_in_every_file_is_one_passage_and_crowds_nothing_out(make_index, monkeypatch):
    monkeypatch.setattr(index_store, "DOUBLES", 5)
    for number in range(12):
        Path(f"docs/{number:02}.txt").write_text(FOOTER, encoding="utf-8")
    Path("docs/moss.txt").write_text("Moss grows on stones.", encoding="utf-8")
    for number in range(20):  # nearer than moss, and left out by the filter
        text = FOOTER.replace("harbour", f"harbour and port {number}")
        Path(f"docs/{number}.md").write_text(text, encoding="utf-8")
    index = make_index()
    index.ingest(["docs"])
    filters = Filters(uris=("docs/*.txt",))
    (vector,) = index.embedder.encode([FOOTER])
    for chosen in (None, filters):
        found = retrieve(index, FOOTER, chosen)
        assert found[0].passage.text == FOOTER
        assert 4 <= len(found[0].also_in) < 12
        texts = {p.passage.text for p in index.passages(
            [i for i, _ in index.search_dense(vector, 2, chosen)]).values()}  # fmt: skip
        assert len(texts) == 2, "two of the nearest are two texts, not two copies of one"


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"uris": "docs/private/*"}, r"not the string 'docs/private/\*': write \('docs/private/"),
        ({"since": "May 2024"}, "--since 'May 2024' is not a date: write 2024, 2024-05 or"),
        ({"until": "2024-13"}, "--until '2024-13' is not a date"),
    ],
)
def test_filters_that_would_filter_something_else_are_refused(conditions, message):
    with pytest.raises(InputError, match=message):
        Filters(**conditions)
