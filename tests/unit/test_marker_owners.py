"""Citation markers: whose sentence they back, and in what time."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import pytest

from attrib.answers.markers import assign_markers, blank_markers, find_markers
from attrib.types import Span


def owners(answer: str, *sentences: str) -> list[list[str]]:
    """The targets that each sentence gets; sentences are given as the words of the blanked text."""
    markers = find_markers(answer)
    blanked = blank_markers(answer, markers)
    spans, position = [], 0
    for sentence in sentences:
        start = blanked.index(sentence, position)
        position = start + len(sentence)
        spans.append(Span(start, position))
    assigned = assign_markers(spans, markers, answer, blanked)
    return [[target for marker in each for target in marker.targets] for each in assigned]


@pytest.mark.parametrize(
    ("answer", "sentences", "expected"),
    [
        ("One is. [1] Two is.", ("One is.", "Two is."), [["1"], []]),
        ("One is.[1] Two is.[2]", ("One is.", "Two is."), [["1"], ["2"]]),
        ("One is [1]. Two is [2].", ("One is    .", "Two is    ."), [["1"], ["2"]]),
        ("One is. [1][2] Two is.", ("One is.", "Two is."), [["1", "2"], []]),
        ("[1] One is. Two is.", ("One is.", "Two is."), [["1"], []]),
        ("One is.\n[2] Two is.", ("One is.", "Two is."), [[], ["2"]]),
        ("One is.\n- [2] Two is.", ("One is.", "Two is."), [[], ["2"]]),
        ("One is.\n[1]\nTwo is.", ("One is.", "Two is."), [["1"], []]),
        ("One is.\n\n[1]", ("One is.",), [["1"]]),
        ("One is.\r[2] Two is.", ("One is.", "Two is."), [[], ["2"]]),
        ("One is. [1]\nTwo is.", ("One is.", "Two is."), [["1"], []]),
        # splitters that give the white space to either neighbour
        ("One is. [1] Two is.", ("One is.     ", "Two is."), [["1"], []]),
        ("One is. [1] Two is.", ("One is.", "     Two is."), [["1"], []]),
        ('One is. <cite id="2">Two is.</cite>', ("One is.", "Two is."), [[], ["2"]]),
        ('<cite id="1">One is. Two is.</cite> Three.', ("One is.", "Two is.", "Three."), [["1"], ["1"], []]),
        ('One is <cite id="1">so</cite>. Two is.', ("One is " + 13 * " " + "so" + 7 * " " + ".", "Two is."), [["1"], []]),
        ('One is. <cite id="1"></cite> Two is.', ("One is.", "Two is."), [["1"], []]),
        ("One is.¹ Two is.²", ("One is.", "Two is."), [["1"], ["2"]]),
        ("[1] [2]", (), []),
        # a line that begins with a marker, and has the others before sentences
        ("[1] One is. [2] Two is.", ("One is.", "Two is."), [["1"], ["2"]]),
        ("- [1] One is. [2][3] Two is.\n[4] Three.", ("One is.", "Two is.", "Three."), [["1"], ["2", "3"], ["4"]]),
        ("[1] One is. Two is. [3] Three.", ("One is.", "Two is.", "Three."), [["1"], [], ["3"]]),
        ("Zero.\n[1] One is. [2] Two is.\nThree. [3] Four.", ("Zero.", "One is.", "Two is.", "Three.", "Four."),
         [[], ["1"], ["2"], ["3"], []]),
        ("One is. [1] Two is. [2]", ("One is.", "Two is."), [["1"], ["2"]]),
        ("[1] One is. [2] Two is. [3]", ("One is.", "Two is."), [["1", "2"], ["3"]]),
        ("[1] One is [2]. [3] Two is.", ("One is    .", "Two is."), [["1", "2", "3"], []]),
        ("[1] One is. [2]\nTwo is.", ("One is.", "Two is."), [["1", "2"], []]),
        # the subject of a verb
        ("They differ. [1] says 5. [2] says 7.", ("They differ.", "says 5.", "says 7."), [[], ["1"], ["2"]]),
        ("One is. [1] and [2] confirm it.", ("One is.", "and     confirm it."), [[], ["1", "2"]]),
        ("One is. [1] also found two. ([2]) notes it.", ("One is.", "also found two.", "notes it."), [[], ["1"], ["2"]]),
        ("One is. [1] Shows fell.", ("One is.", "Shows fell."), [["1"], []]),
        ("One is. [1]\nsays 5.", ("One is.", "says 5."), [["1"], []]),
        ("One is. [1] adding two.", ("One is.", "adding two."), [["1"], []]),
        ("One\nis. [1] Two is. [2] Three.", ("One\nis.", "Two is.", "Three."), [["1"], ["2"], []]),
    ],
)  # fmt: skip
def test_a_marker_belongs_to_a_sentence(
    answer: str, sentences: tuple[str, ...], expected: list[list[str]]
) -> None:
    assert owners(answer, *sentences) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "[" * 100_000,
        "[[" * 50_000 + "1" + "]]" * 50_000,
        "【" * 100_000,
        "[1](" * 25_000,
        "[1](" + "a" * 100_000,
        "[1](a " * 15_000,
        "`" * 100_000,
        "` `` " * 20_000,
        "<cite " * 15_000,
        '<cite id="1">' * 8_000 + "</cite>" * 8_000,
        "¹" * 100_000,
        "word¹ " * 15_000,
        "(doc 1 " * 15_000,
        "cite" + "turn0search1" * 8_000,
        "\ue200cite" * 20_000,
        ":contentReference[oaicite:" * 4_000,
        "**¹" * 30_000,
        "*" * 100_000 + "¹",
        ")¹" * 50_000,
        "[^1]: x\n" * 12_000,
        "[1]: https://a\n" * 7_000,
        "[a][1]" * 15_000 + "\n[1]: https://a",
        "[a][" * 25_000 + "\n[a]: https://a",
        "[1]" * 30_000,
        "Sources\n[1]\n" + " \n" * 30_000 + " " * 100_000,
        "*" * 100_000 + "\nSources",
        "\\[" * 50_000,
        "(source " * 15_000,
        "<sup>" * 20_000,
        "<h2>x</h2>" * 10_000,
        "<h2>" * 25_000,
        "[1" + ", p. 2" * 20_000 + "]",
        "https://" * 12_000,
        "https://a(" * 10_000,
        "([a](https://a" * 7_000,
        "(https://a, " * 8_000,
        "([a](https://a)" + "[a](https://a)" * 7_000,
        "Source: " * 12_000 + "https://a",
        "![" * 50_000,
        "[" + "1," * 50_000 + "]",
        "It is. " + "[1]" * 20_000 + "," * 30_000 + " says",
        "(" * 50_000 + "[1]" + ")" * 50_000,
        "([1]" * 20_000 + ")" * 20_000,
        "([1], " * 15_000,
        "*[1]" * 25_000,
        "It. Source: [1] " * 6_000,
        "It. Source: [1]" + " " * 100_000,
    ],
    ids=lambda answer: answer[:8],
)
def test_hostile_answers_are_read_in_linear_time(answer: str) -> None:
    # Backtracking or rescanning would take minutes here; the suite's own limit would catch it.
    markers = find_markers(answer, ())
    blanked = blank_markers(answer, markers)
    assert len(blanked) == len(answer)
    assert sum(map(len, assign_markers([Span(0, 1)], markers, answer, blanked))) == len(markers)
