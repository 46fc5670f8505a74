"""What holds for markers in any text at all."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from attrib.answers.claims import read_answer
from attrib.answers.markers import Marker, assign_markers, blank_markers, find_markers
from attrib.answers.targets import MAX_TARGETS
from attrib.text.thoughts import after_thoughts
from attrib.types import Span

PIECES = st.sampled_from(
    ["[1]", "[1, 2]", "[2-4]", "【1】", "【4:0†a】", "¹", "²³", "`", "```", "\n", "\r\n", " ",
     "word", "a", "1", "[", "]", "(", ")", "](u)", "[^1]", "[^1]: ", ":", "<cite id='2'>",
     "</cite>", "<cite>3</cite>", "-", ",", "doc-7", "[doc-7]", "Source ", "[Source 1]", ".",
     "。", "😀", "e\u0301", "!", "-[3]", "~~~", "\u2028",
     "\\", "\\[1\\]", "<sup>", "</sup>", "<sup>[2]</sup>", "(Source 1)", "[1, p. 2]", "[05]",
     "[1, 2, and 3]", "https://a.example/b", "](https://a.example/b)", "[x](https://b.example)",
     "<https://a.example/b>", "([", "Source: ", "**", "![", "# ",
     "[^1^]", "[cite_start]", "[S1]", "[doc1]", "[w.pdf, x.pdf]", "［１］", "\\cite{3}", "§4",
     "(see ", "*", "<sup>[1](u)</sup>", ". Source: [1]", " ",
     "[word][1]", "][1]", "\n[1]: https://a.example/b\n", "\n[^1]:https://b.example \"x\"\n"]
)  # fmt: skip
ANSWERS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))
KNOWN = st.sampled_from(
    [(), ("doc-7",), ("a", "1-3", "word"), ("https://a.example/b/", "u", "1"), ("1", "w.pdf")]
)


@given(ANSWERS, KNOWN)
def test_markers_are_in_order_apart_and_as_written(answer: str, known: tuple[str, ...]) -> None:
    markers = find_markers(answer, known)
    position = 0
    for marker in markers:
        assert position <= marker.start < marker.end <= len(answer)
        assert answer[marker.start : marker.end] == marker.text
        assert 1 <= len(marker.targets) <= MAX_TARGETS
        assert len(set(marker.targets)) == len(marker.targets)
        assert "\n" not in marker.text
        position = marker.end
    closings = [marker.closing for marker in markers if marker.closing]
    assert len(set(closings)) == len(closings)
    for closing in closings:
        assert answer[closing.start : closing.end].lower().startswith("</cite")
    for marker in markers:
        if marker.opening:
            # "](https://...)", or "][1]" where the answer defines 1 as a link
            assert marker.text.startswith("](") or (
                marker.text.startswith("][") and marker.text.endswith("]") and "]:" in answer
            )
            assert answer[marker.opening.start : marker.opening.end] == "["
            assert "[" not in answer[marker.opening.end : marker.start]


@given(ANSWERS, KNOWN)
def test_blanking_keeps_length_and_lines_and_is_idempotent(
    answer: str, known: tuple[str, ...]
) -> None:
    markers = find_markers(answer, known)
    blanked = blank_markers(answer, markers)
    assert len(blanked) == len(answer)
    assert all(new in (old, " ") for old, new in zip(answer, blanked, strict=True))
    assert blanked.count("\n") == answer.count("\n")
    assert blank_markers(blanked, markers) == blanked
    for marker in markers:
        assert not blanked[marker.start : marker.end].strip(" ")


@given(ANSWERS, KNOWN, st.lists(st.integers(0, 60), max_size=8))
def test_every_marker_belongs_somewhere_when_there_is_a_sentence(
    answer: str, known: tuple[str, ...], cuts: list[int]
) -> None:
    bounds = sorted({cut for cut in cuts if cut <= len(answer)})
    sentences = [Span(a, b) for a, b in pairwise(bounds)]
    markers = find_markers(answer, known)
    assigned = assign_markers(sentences, markers, answer, blank_markers(answer, markers))
    assert len(assigned) == len(sentences)
    given_away = {marker for each in assigned for marker in each}
    assert given_away == (set(markers) if sentences else set())
    for each in assigned:
        assert each == sorted(each, key=lambda marker: marker.start)


@given(ANSWERS)
def test_code_holds_no_marker(answer: str) -> None:
    quoted = f"`{answer.replace('`', '').replace(chr(10), ' ')}`"
    assert find_markers(quoted) == ()


@given(ANSWERS, KNOWN, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_annotations_are_words_of_the_answer_and_take_nothing_out(
    answer: str, known: tuple[str, ...], places: list[tuple[int, int]]
) -> None:
    annotations = [
        Marker(answer[start:end], start, end, (str(number), "doc-7"), written=False)
        for number, (start, end) in enumerate(map(sorted, places), 100)
        if end <= len(answer)
    ]
    known = (*known, *(annotation.targets[0] for annotation in annotations))
    without = read_answer(answer, known)
    sentences = read_answer(answer, known, annotations)
    assert [(s.claim, s.scored) for s in sentences] == [(s.claim, s.scored) for s in without]
    assert blank_markers(answer, annotations) == blank_markers(answer, [])
    for marker in (marker for sentence in sentences for marker in sentence.markers):
        assert answer[marker.start : marker.end] == marker.text
    cited = {target for s in sentences for m in s.markers for target in m.targets}
    beyond = after_thoughts(answer)
    for annotation in annotations if sentences else ():
        if annotation.start >= beyond:
            assert annotation.targets[0] in cited or len(cited) >= MAX_TARGETS
