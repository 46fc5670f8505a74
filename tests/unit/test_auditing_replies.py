"""Replies of APIs and annotations, audited."""

from __future__ import annotations

import pytest
from replies_of_apis import CHAT
from tree_answers import TREES, judging

from attrib.auditing.auditor import NOTHING_TO_CHECK
from attrib.report.sentence_view import sentence_views
from attrib.types import Attribution, Citation, CitationStatus, Claim, Verdict


@pytest.fixture
def judge(embedder):
    return judging(embedder)


def block(text, *indices):
    citations = [
        {"type": "char_location", "cited_text": "Trees.", "document_index": index, "document_title": None}
        for index in indices
    ]  # fmt: skip
    return {"type": "text", "text": text, "citations": citations or None}


def found(audited):
    for attribution in audited.attributions:
        for citation in attribution.citations:
            assert audited.answer[citation.start : citation.end] == citation.marker
    return [
        [(c.marker, c.target, c.status.value) for c in a.citations] for a in audited.attributions
    ]


def test_a_reply_of_anthropic_is_audited_like_any_answer(judge):
    blocks = [
        block("🌲 "), block("Oak pine grow.", 0), block(" "), block("Birch larch grow.", 0),
        block(" "), block("Moss is green", 3, 9), block("."),
    ]  # fmt: skip
    audited = judge({"type": "message", "role": "assistant", "content": blocks})
    assert [a.claim.text for a in audited.attributions] == [
        "🌲 Oak pine grow.", "Birch larch grow.", "Moss is green.",
    ]  # fmt: skip
    assert found(audited) == [
        [("Oak pine grow.", "1", "valid")],
        [("Birch larch grow.", "1", "wrong")],
        [("Moss is green", "4", "valid"), ("Moss is green", "10", "dangling")],
    ]
    wrong = audited.attributions[1].citations[0]
    assert wrong.annotated and wrong.better is not None
    assert audited.support_rate == 1.0


def test_without_contexts_a_reply_is_held_against_what_it_quoted(judge):
    quoted = {"type": "web_search_result_location", "url": "https://a.example/oak", "title": "Oak"}
    cites = [{**quoted, "cited_text": "Oak pine grow."}]
    blocks = [{"type": "text", "text": "Oak pine grow.", "citations": cites}, block(" Moss glows.")]
    audited = judge({"content": blocks}, contexts=None)
    assert found(audited) == [[("Oak pine grow.", "https://a.example/oak", "valid")], []]
    assert [s.uri for s in audited.sources] == ["https://a.example/oak"]


def test_a_link_that_is_annotated_counts_once(judge):
    url = "https://a.example/oak"
    answer = f"Oak pine grow ([a]({url})). Moss is green."
    message = {
        "content": answer,
        "annotations": [
            {"type": "url_citation", "url_citation": {"start_index": 14, "end_index": 42, "url": url}},
            {"type": "url_citation", "url_citation": {"start_index": 44, "end_index": 58,
                                                      "url": "https://b.example", "title": "Moss"}},
        ],
    }  # fmt: skip
    contexts = [{"text": TREES[0], "url": url}, TREES[3]]
    audited = judge({"choices": [{"message": message}]}, contexts)
    assert found(audited) == [
        [(f"([a]({url}))", url, "valid")],
        [("Moss is green.", "https://b.example", "unchecked")],
    ]
    reason = "the cited https://b.example is not in the row's contexts (and no --index was given)"
    assert audited.attributions[1].reasons == (reason,)


@pytest.mark.parametrize(
    ("annotation", "target", "status"),
    [
        ({"target": 1}, "1", "valid"),
        ({"target": "b"}, "b", "wrong"),
        ({"context": 2}, "b", "wrong"),
        ({"target": "file-x", "context": 1}, "1", "valid"),
        ({"target": "file-x", "uri": "trees.md"}, "trees.md", "unchecked"),
        ({"uri": "trees.md", "context": 1}, "1", "valid"),
        ({"target": "file-x"}, "file-x", "dangling"),
        ({"context": 9}, "9", "dangling"),
    ],
)
def test_an_annotation_means_the_first_of_its_targets_that_is_there(
    judge, annotation, target, status
):
    contexts = [TREES[0], {"id": "b", "text": TREES[3]}]
    annotations = [{"start": 0, "end": 13, **annotation}]
    audited = judge("Oak pine grow.", contexts, annotations=annotations)
    assert found(audited) == [[("Oak pine grow", target, status)]]


def test_without_anything_to_check_against_annotations_are_unchecked(judge):
    audited = judge(CHAT, contexts=None)
    assert audited.error == NOTHING_TO_CHECK
    assert [status for claim in found(audited) for *_, status in claim] == ["unchecked"] * 2


def test_the_words_of_an_annotation_are_shown_as_words():
    citation = Citation("Oak grows", 0, 9, "1", CitationStatus.WRONG, annotated=True)
    claim = Claim("Oak grows.", 0, 10)
    attribution = Attribution(claim, Verdict.SUPPORTED, 0.9, citations=(citation,))
    (view,) = sentence_views("Oak grows.", [attribution], {})
    assert [(run.text, run.citation) for run in view.runs] == [("Oak grows.", None)]
    assert view.citation_notes == ("[1] does not support this",)
