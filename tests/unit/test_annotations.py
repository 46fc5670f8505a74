"""Annotations of a row: where they stand, which sentences they back, what is wrong with a bad one."""

from __future__ import annotations

import pytest

from attrib.answers.claims import read_answer
from attrib.answers.markers import Marker
from attrib.auditing.rows import rows_of

TIDE = "Die Flut 🌊 kommt um acht. Die Ebbe folgt um zwei."


def row(answer, *annotations, **fields):
    (made,) = rows_of([{"answer": answer, "annotations": list(annotations), **fields}])
    return made


def places(made):
    assert made.error is None, made.error
    return [made.answer[a.start : a.end] for a in made.annotations]


def beside(answer, words, *targets):
    start = answer.index(words)
    return Marker(words, start, start + len(words), targets, written=False)


def cited(answer, *annotations, known=()):
    sentences = read_answer(answer, known, annotations)
    for marker in (marker for sentence in sentences for marker in sentence.markers):
        assert answer[marker.start : marker.end] == marker.text
    return [[(m.text, m.targets) for m in sentence.markers] for sentence in sentences]


@pytest.mark.parametrize(
    "annotation",
    [
        {"start": 26, "end": 49, "target": "1"},
        {"start_index": 26, "end_index": 49, "url": "https://a.example"},
        {"start": 26, "text": "Die Ebbe folgt um zwei.", "target": 1},
        {"start": 26, "end": 48, "text": "Die Ebbe folgt um zwei.", "target": 1},  # the last character
        {"start": 29, "end": 52, "text": "Die Ebbe folgt um zwei.", "target": 1},  # in bytes
        {"start": 22, "end": 45, "text": "Die Ebbe folgt um zwei.", "target": 1},  # somewhere near
        {"start": 999, "text": "Die Ebbe folgt um zwei.", "context": 1},
        {"text": "Die Ebbe folgt um zwei.", "uri": "tide.md"},
        {"text": " Die Ebbe folgt um zwei.\n", "targets": ["1"]},
    ],
)  # fmt: skip
def test_words_are_found_by_offsets_or_as_they_are_given(annotation):
    assert places(row(TIDE, annotation)) == ["Die Ebbe folgt um zwei."]


def test_the_nearest_of_equal_words_counts():
    answer = "So. It was so. So."
    near = [places(row(answer, {"start": n, "text": "So.", "target": 1})) for n in (1, 14, 99)]
    found = [row(answer, {"start": n, "text": "So.", "target": 1}) for n in (1, 14, 99)]
    assert near == [["So."]] * 3
    assert [made.annotations[0].start for made in found] == [0, 15, 15]


def test_offsets_stay_true_when_the_answer_is_cleaned():
    made = row("\x00Oak\x00 grows. \ud800Pine grows.", {"start": 13, "end": 24, "target": 1})
    assert (made.answer, places(made)) == ("Oak grows. \ufffdPine grows.", ["\ufffdPine grows"])
    made = row("Oak\x00 grows. Pine grows.", {"start": 99, "text": "Pine grows.", "target": 1})
    assert places(made) == ["Pine grows."]


def test_an_annotation_of_several_targets_is_several():
    made = row("So it is.", {"start": 0, "end": 9, "targets": [1, "b.md", 1]})
    assert [a.target for a in made.annotations] == ["1", "b.md", "1"]


@pytest.mark.parametrize(
    ("annotations", "reason"),
    [
        ({"start": 0}, "'annotations' is a dict: a list is needed"),
        (["1"], "annotation 1 is a str: an object is needed"),
        ([{"start": 0, "end": 2}], "annotation 1 cites nothing: give it a 'target', 'targets', 'uri'"),
        ([{"start": 0, "end": 2, "targets": "1"}], "'targets' of annotation 1 is a str: a list"),
        ([{"start": 0, "end": 2, "target": True}], "annotation 1 cites nothing"),
        ([{"start": 0, "target": 1}], "annotation 1 has no end: give it an 'end', or its words as 'text'"),
        ([{"start": "0", "end": 2, "target": 1}], "'start' of annotation 1 is a str: an integer"),
        ([{"start": 0, "end": 2.0, "target": 1}], "'end' of annotation 1 is a float: an integer"),
        ([{"start": 0, "end": 12, "target": 1}], "goes from 0 to 12, but 'answer' has 9 characters"),
        ([{"start": -1, "end": 2, "target": 1}], "goes from -1 to 2, but 'answer' has 9 characters"),
        ([{"start": 5, "end": 2, "target": 1}], "goes from 5 to 2, but 'answer'"),
        (
            [{"start": 0, "end": 9, "target": 1}, {"start": 0, "text": "It was", "target": 1}],
            "annotation 2 stands around 'It was', which is not in 'answer': copy its words",
        ),
    ],
)  # fmt: skip
def test_a_malformed_annotation_says_what_is_wrong(annotations, reason):
    (made,) = rows_of([{"answer": "So it is.", "annotations": annotations}])
    assert made.error and made.error.startswith("line 1: ") and reason in made.error
    assert made.answer == "So it is."


def test_what_others_call_annotations_is_passed_over():
    made = row("So it is.", {"knowledge": [], "long_answer": "It is."}, {"long_answer": "So."})
    assert (made.error, made.annotations) == (None, ())


def test_words_back_every_sentence_they_are_of():
    answer = "Oak grows. Pine grows. Moss is green."
    assert cited(answer, beside(answer, "grows. Pine", "1"), beside(answer, "green", "2")) == [
        [("grows. Pine", ("1",))],
        [("grows. Pine", ("1",))],
        [("green", ("2",))],
    ]


def test_nothing_of_the_sentence_is_taken_out():
    answer = "Oak grows. Pine grows."
    (oak, pine) = read_answer(answer, (), [beside(answer, "Oak grows.", "1")])
    assert (oak.claim.text, oak.scored, pine.markers) == ("Oak grows.", "Oak grows.", ())


@pytest.mark.parametrize(("at", "owner"), [(0, 0), (9, 0), (10, 0), (11, 0), (12, 1), (22, 1)])
def test_a_place_without_words_backs_the_sentence_before(at, owner):
    found = cited("Oak grows. Pine grows.", Marker("", at, at, ("1",), written=False))
    assert found[owner] == [("", ("1",))] and not found[1 - owner]


def test_full_stops_and_line_ends_are_no_words():
    answer = "- Oak grows.\n- Pine grows."
    assert cited(answer, beside(answer, ".\n- ", "1")) == [[(".\n- ", ("1",))], []]


@pytest.mark.parametrize(
    ("answer", "words", "said", "known", "expected"),
    [
        ("Oak grows【4:0†source】.", "【4:0†source】", "file-a", (), ("file-a",)),
        ("Oak grows【4:0†a.pdf】.", "【4:0†a.pdf】", "file-a", ("a.pdf",), ("a.pdf",)),
        ("Oak grows【4:0†a.pdf】.", "【4:0†a.pdf】", "file-a", ("file-a",), ("file-a",)),
        ("Oak grows [1].", " [1].", "b.md", ("1", "b.md"), ("b.md",)),
        (
            "Oak grows ([a.example](https://a.example/?utm_source=x)).",
            "[a.example](https://a.example/?utm_source=x)",
            "https://a.example/",
            ("https://a.example/",),
            ("https://a.example/",),
        ),
        (
            "Oak grows ([a](https://a.example), [b](https://b.example)).",
            "([a](https://a.example), [b](https://b.example))",
            "https://b.example",
            (),
            ("https://a.example", "https://b.example"),
        ),
    ],
)
def test_an_annotation_of_a_marker_says_what_it_means(answer, words, said, known, expected):
    ((marker,),) = cited(answer, beside(answer, words, said), known=known)
    assert marker[0].strip() and marker[1] == expected


def test_an_annotated_link_keeps_its_words():
    answer = "The [standard warranty](https://a.example) is long."
    link = "[standard warranty](https://a.example)"
    (sentence,) = read_answer(answer, (), [beside(answer, link, "https://a.example")])
    assert sentence.claim.text == "The standard warranty is long."
    assert [m.text for m in sentence.markers] == ["](https://a.example)"]


def test_what_a_sentence_cites_in_writing_is_not_cited_again():
    answer = "Oak grows [1]. Pine grows."
    assert cited(answer, beside(answer, "Oak grows [1]. Pine", "1", "2")) == [
        [("Oak grows [1]. Pine", ("2",)), ("[1]", ("1",))],
        [("Oak grows [1]. Pine", ("1", "2"))],
    ]


def test_annotations_of_the_same_words_are_one_marker():
    answer = "Oak grows."
    twice = [beside(answer, "Oak grows.", *targets) for targets in (("1", "2"), ("2",), ("3",))]
    assert cited(answer, *twice) == [[("Oak grows.", ("1", "2", "3"))]]


def test_thoughts_cite_nothing():
    answer = "<think>Oak grows.</think>Pine grows."
    both = [beside(answer, "Oak grows.", "1"), beside(answer, "Pine grows.", "2")]
    assert cited(answer, *both) == [[("Pine grows.", ("2",))]]
