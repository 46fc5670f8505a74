"""Citations: the rules of ALCE, and which context or document a marker means."""

from __future__ import annotations

import json

import pytest
from tree_answers import CLAIM, TREES, judging, statuses

from attrib.auditing.grounds import IndexGrounds
from attrib.index import Index
from attrib.types import CitationStatus, Verdict


@pytest.fixture
def judge(embedder):
    return judging(embedder)


@pytest.mark.parametrize(
    ("markers", "status", "recall", "precision"),
    [
        ("[3]", {"3": "valid"}, 1.0, 1.0),
        ("[1][2]", {"1": "valid", "2": "valid"}, 1.0, 1.0),
        # 1 is not needed beside 3, and does not suffice alone: ALCE calls it irrelevant
        ("[1][3]", {"1": "wrong", "3": "valid"}, 1.0, 0.5),
        ("[1][2][3]", {"1": "wrong", "2": "wrong", "3": "valid"}, 1.0, 1 / 3),
        ("[3, 4]", {"3": "valid", "4": "wrong"}, 1.0, 0.5),
        ("[1][2][4]", {"1": "valid", "2": "valid", "4": "wrong"}, 1.0, 2 / 3),
        ("[1]", {"1": "wrong"}, 0.0, 0.0),
        ("[4]", {"4": "wrong"}, 0.0, 0.0),
        ("[9]", {"9": "dangling"}, 0.0, 0.0),
        ("[3][9]", {"3": "valid", "9": "dangling"}, 1.0, 0.5),
        ("", {}, 0.0, 0.0),
    ],
)
def test_citations_by_the_rules_of_alce(judge, markers, status, recall, precision):
    audited = judge(f"{CLAIM} {markers}.")
    assert statuses(audited) == status
    assert audited.citation_recall == recall
    assert audited.citation_precision == pytest.approx(precision)
    (attribution,) = audited.attributions
    assert attribution.verdict is Verdict.SUPPORTED, "by some context, whatever is cited"
    assert attribution.uncited == (not markers)
    assert audited.support_rate == 1.0


@pytest.mark.parametrize(
    "answer",
    [
        "Oak pine grow [{}]\nBirch larch grow [{}]",
        "- Oak pine grow. [{}] Birch larch grow. [{}]\n- Moss is green.",
        "• Oak pine grow [{}]\n• Birch larch grow [{}]",
        "1. Oak pine grow [{}].\n\n2. Birch larch grow [{}].",
        "<ul><li>Oak pine grow [{}]</li><li>Birch larch grow [{}]</li></ul>",
    ],
)
def test_citations_that_changed_places_are_wrong_in_every_layout(judge, answer):
    assert statuses(judge(answer.format(1, 2), TREES[:2])) == {"1": "valid", "2": "valid"}
    swapped = judge(answer.format(2, 1), TREES[:2])
    assert statuses(swapped) == {"2": "wrong", "1": "wrong"}
    assert swapped.citation_recall == swapped.citation_precision == 0.0


def test_what_no_source_says_does_not_hide_among_lines_that_are_true(judge):
    audited = judge("Oak pine grow\nBirch larch grow\nPenguins fly\nMoss is green")
    verdicts = [a.verdict.value for a in audited.attributions]
    assert verdicts == ["supported", "supported", "unsupported", "supported"]


def test_a_wrong_or_dangling_citation_names_the_source_that_supports(judge):
    audited = judge(f"{CLAIM} [4][9].")
    ids = {source.document_id: source.uri for source in audited.sources}
    assert [ids[c.better] for c in audited.attributions[0].citations] == ["3", "3"]
    valid = judge(f"{CLAIM} [3].").attributions[0].citations[0]
    assert valid.better is None


def test_there_is_nothing_better_for_a_claim_that_nobody_supports(judge):
    (attribution,) = judge("Penguins fly south [4].").attributions
    assert attribution.verdict is Verdict.UNSUPPORTED
    assert [(c.status.value, c.better) for c in attribution.citations] == [("wrong", None)]
    assert not attribution.uncited


def test_the_source_of_the_half_that_is_true_is_no_wrong_citation(judge):
    audited = judge("Oak pine ash willow grow [1].", TREES[:1])
    assert audited.attributions[0].verdict is Verdict.PARTIAL
    assert statuses(audited) == {"1": "valid"}
    assert audited.citation_recall == 0.0


def test_a_denied_claim_is_contradicted_and_its_citation_wrong(judge):
    audited = judge("Oak grow [1].", ["False: oak grow.", "Moss."])
    (attribution,) = audited.attributions
    assert attribution.verdict is Verdict.CONTRADICTED
    assert [e.quote for e in attribution.contradicting] == ["False: oak grow."]
    assert statuses(audited) == {"1": "wrong"}


def test_recall_and_precision_of_an_answer_are_over_its_claims_and_citations(judge):
    audited = judge(
        f"Which trees grow? {CLAIM} [3]. Moss is green [4][1]. Penguins fly south. Oak pine grow."
    )
    assert [a.verdict.value for a in audited.attributions] == [
        "not_a_claim", "supported", "supported", "unsupported", "supported",
    ]  # fmt: skip
    assert audited.citation_recall == 2 / 4
    assert audited.citation_precision == pytest.approx(2 / 3)
    assert audited.support_rate == 3 / 4
    assert [a.uncited for a in audited.attributions] == [False, False, False, False, True]


def test_a_citation_of_what_asserts_nothing_says_why_it_is_unchecked(judge):
    (attribution,) = judge("Which trees grow [1]?").attributions
    assert [c.status for c in attribution.citations] == [CitationStatus.UNCHECKED]
    assert attribution.reasons == ("the sentence asserts nothing that its citations could support",)


@pytest.mark.parametrize(
    ("answer", "contexts", "target"),
    [
        (f"{CLAIM} [0].", [{"id": 0, "text": TREES[2]}, {"id": 1, "text": TREES[3]}], "0"),
        (f"{CLAIM} [doc-7].", [TREES[3], {"id": "doc-7", "text": TREES[2]}], "doc-7"),
        (f"{CLAIM} [2].", [TREES[3], {"id": "doc-7", "text": TREES[2]}], "2"),
        (f'<cite id="doc-7">{CLAIM}.</cite>', [{"id": "doc-7", "text": TREES[2]}], "doc-7"),
        (f"{CLAIM} [1].", [{"id": "2", "text": TREES[3]}, {"id": "1", "text": TREES[2]}], "1"),
    ],
)
def test_markers_mean_the_context_of_that_id_or_else_of_that_number(
    judge, answer, contexts, target
):
    assert statuses(judge(answer, contexts)) == {target: "valid"}


@pytest.mark.parametrize("name", ["b", "https://e.example/b"])
def test_a_rows_citations_may_name_its_own_contexts(judge, name):
    contexts = [TREES[3], {"id": "b", "url": "https://e.example/b", "text": TREES[2]}]
    assert statuses(judge(f"{CLAIM} [x].", contexts, citations={"x": name})) == {"x": "valid"}


def test_context_with_an_address_that_makes_no_sense_is_audited(judge):
    audited = judge(f"{CLAIM} [1].", [{"text": TREES[2], "url": "http://[x#y"}])
    assert statuses(audited) == {"1": "valid"}


@pytest.mark.parametrize(
    "context",
    [
        f"\n\n  {CLAIM}.",
        f"Moss is green.\n\n\n\n{CLAIM}.",
        f"Moss is green.\r\n\r\n{CLAIM}.\r\n",
        f"Moss is green.\n \n   {CLAIM}.",
    ],
)
def test_offsets_point_into_the_context_as_it_came(judge, context):
    (attribution,) = judge(f"{CLAIM} [1].", [context]).attributions
    (evidence,) = attribution.evidence
    assert context[evidence.start : evidence.end] == evidence.quote
    assert CLAIM in evidence.quote


def test_a_context_is_not_the_document_whose_uri_it_has_as_its_id(judge, library):
    uri = "samples/library/visit.html"
    index = IndexGrounds(library, library.settings)
    audited = judge(
        "Drones must keep a distance of 500 m from the quay [1].",
        [{"id": uri, "text": "Moss is green."}], index,
    )  # fmt: skip
    (attribution,) = audited.attributions
    document = next(d for d in library.documents() if d.uri == uri)
    (citation,) = attribution.citations
    assert citation.status is CitationStatus.WRONG
    assert citation.document_id != document.document_id
    assert {s.document_id for s in audited.sources} >= {citation.document_id, document.document_id}


# -- against an index ---------------------------------------------------------------------------


def test_citations_are_held_against_the_documents_they_name(judge, library):
    index = IndexGrounds(library, library.settings)
    answer = "The rated power of the array is 21 MW [1][2][3]."
    names = ["./samples/library/data-feed.md", "samples/library/visit.html", "samples/nowhere.md"]
    audited = judge(answer, None, index, citations=names)
    found = statuses(audited)
    assert found["2"] == "wrong"
    assert found["3"] == "unchecked"
    reason = "the cited samples/nowhere.md is not in the index"
    assert reason in audited.attributions[0].reasons
    uris = {source.uri for source in audited.sources}
    assert {"samples/library/data-feed.md", "samples/library/visit.html"} <= uris


def test_markers_that_the_row_does_not_explain_are_unchecked_and_say_so(judge, library):
    audited = judge(
        "The rated power of the array is 21 MW [1].", None, IndexGrounds(library, library.settings)
    )
    assert statuses(audited) == {"1": "unchecked"}
    assert "the row does not say what its citations point to" in audited.attributions[0].reasons


PIECES = [
    {"id": "piece-1", "text": "Moss is green.", "url": "https://a.example/page"},
    {"id": "piece-2", "text": f"{CLAIM}.", "url": "https://a.example/page"},
    {"id": "other", "text": "Moss is soft.", "url": "https://b.example/page"},
]


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/page",
        "http://A.example/page/",
        "https://a.example/page?utm_source=chat#part-2",
    ],
)
def test_a_page_that_came_in_pieces_is_cited_by_its_url(judge, url):
    named = {"1": url, "2": "https://b.example/page", "3": "piece-1"}
    assert statuses(judge(f"{CLAIM} [1].", PIECES, citations=named)) == {"1": "valid"}
    both = judge(f"{CLAIM} [1][2].", PIECES, citations=named)
    assert statuses(both) == {"1": "valid", "2": "wrong"}
    assert statuses(judge(f"{CLAIM} [3].", PIECES, citations=named)) == {"3": "wrong"}
    assert statuses(judge(f"{CLAIM} [1][3].", PIECES, citations=named))["1"] == "valid"


@pytest.mark.parametrize(
    "link",
    [
        " ([a.example](https://a.example/page?utm_source=openai)).",
        ". [Source](https://a.example/page)",
        ". https://a.example/page/",
        " ([12 firs](http://a.example/page#twelve), [more](https://a.example/page)).",
    ],
)
def test_a_link_to_a_declared_page_is_a_citation_of_it(judge, link):
    url = PIECES[0]["url"]
    audited = judge(f"{CLAIM}{link}", PIECES, citations=[url, PIECES[2]["url"]])
    (attribution,) = audited.attributions
    assert attribution.verdict is Verdict.SUPPORTED
    assert attribution.claim.text == f"{CLAIM}."
    assert statuses(audited) == {url: "valid"}


def test_the_words_of_a_link_are_judged_and_its_address_is_not(judge):
    answer = "Oak [pine birch](https://b.example/page) larch grow."
    audited = judge(answer, PIECES, citations=[PIECES[0]["url"], PIECES[2]["url"]])
    (attribution,) = audited.attributions
    assert attribution.verdict is Verdict.SUPPORTED
    (citation,) = attribution.citations
    assert (citation.marker, citation.status.value) == ("](https://b.example/page)", "wrong")
    assert answer[citation.start : citation.end] == citation.marker


@pytest.mark.parametrize(
    ("contexts", "citations", "status"),
    [
        (PIECES, ["https://a.example/page"], "dangling"),
        (PIECES, ["piece-2"], "dangling"),
        (PIECES, None, "dangling"),
        (TREES, ["1"], "unchecked"),
        (TREES, None, "unchecked"),
    ],
)
def test_a_link_that_is_not_declared_points_nowhere_where_others_are(
    judge, contexts, citations, status
):
    link = "https://c.example/12-firs"
    audited = judge(f"{CLAIM} ([c.example]({link})).", contexts, citations=citations)
    (attribution,) = audited.attributions
    assert attribution.verdict is Verdict.SUPPORTED
    assert attribution.citations[0].target == link
    assert statuses(audited) == {link: status}
    undeclared = "the row does not say what its citations point to" in attribution.reasons
    assert undeclared == (status == "unchecked")


def test_a_link_means_the_contexts_of_its_page(judge):
    audited = judge(
        f"{CLAIM} ([a](http://a.example/page/#x), [b](https://b.example/page)).", PIECES
    )
    found = {"https://a.example/page": "valid", "https://b.example/page": "wrong"}
    assert statuses(audited) == found
    assert [c.document_id for c in audited.attributions[0].citations] == [
        s.document_id for s in audited.sources if s.uri in ("piece-1", "other")
    ]


def test_a_title_of_several_words_is_a_name_of_all_that_have_it(judge):
    contexts = [
        {"text": "Moss is green.", "title": "The trees of 2024"},
        {"text": f"{CLAIM}.", "title": "The trees of 2024"},
        {"text": "Moss is soft.", "title": "Moss"},
    ]
    audited = judge(f"{CLAIM} [The trees of 2024]. Moss is soft [Moss].", contexts)
    assert statuses(audited) == {"The trees of 2024": "valid"}
    assert audited.attributions[1].claim.text == "Moss is soft [Moss]."
    numbered = judge(f"{CLAIM} [doc2, the trees of 2024].", contexts)
    assert statuses(numbered) == {"2": "valid", "The trees of 2024": "valid"}


def test_the_known_part_of_a_list_is_held_and_the_other_dangles(judge):
    contexts = [{"id": "w.pdf", "text": f"{CLAIM}."}, {"id": "v.pdf", "text": "Moss is green."}]
    (attribution,) = (audited := judge(f"{CLAIM} [W.pdf, x.pdf].", contexts)).attributions
    assert attribution.claim.text == f"{CLAIM}."
    assert attribution.verdict is Verdict.SUPPORTED
    assert statuses(audited) == {"w.pdf": "valid", "x.pdf": "dangling"}


def test_rows_of_one_page_in_an_index_are_cited_by_its_url(judge, tmp_path):
    rows = [{"text": row["text"], "url": row["url"]} for row in PIECES]
    (tmp_path / "pieces.jsonl").write_text("\n".join(map(json.dumps, rows)))
    with Index.create(tmp_path / "index") as index:
        index.ingest([str(tmp_path / "pieces.jsonl")])
        grounds = IndexGrounds(index, index.settings)
        cites = [f"{PIECES[0]['url']}#moss", PIECES[2]["url"]]
        audited = judge(f"{CLAIM} [1][2].", None, grounds, citations=cites)
    assert statuses(audited) == {"1": "valid", "2": "wrong"}


def test_pieces_of_one_name_are_cited_by_it_and_each_by_its_number(judge):
    pieces = [{"id": "a.pdf", "text": "Moss is green."}, {"id": "a.pdf", "text": f"{CLAIM}."}]
    audited = judge(f"{CLAIM} [a.pdf].", pieces)
    assert statuses(audited) == {"a.pdf": "valid"}
    (evidence,) = audited.attributions[0].evidence
    assert {s.document_id: s.uri for s in audited.sources}[evidence.document_id] == "a.pdf#2"
    assert statuses(judge(f"{CLAIM} [1][2].", pieces)) == {"1": "wrong", "2": "valid"}
    assert statuses(judge(f"{CLAIM} [1].", pieces, citations=["a.pdf"])) == {"1": "valid"}
