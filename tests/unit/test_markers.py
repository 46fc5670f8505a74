"""Citation markers: what counts as one, what is left when they go."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import pytest

from attrib.answers.markers import blank_markers, find_markers
from attrib.types import Span


def found(answer: str, known: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    return [(marker.text, marker.targets) for marker in find_markers(answer, known)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("It opened [1].", [("[1]", ("1",))]),
        ("It opened [0].", [("[0]", ("0",))]),
        ("It opened [1,2].", [("[1,2]", ("1", "2"))]),
        ("It opened [1, 2].", [("[1, 2]", ("1", "2"))]),
        ("It opened [1;2].", [("[1;2]", ("1", "2"))]),
        ("It opened [1 and 2].", [("[1 and 2]", ("1", "2"))]),
        ("It opened [1, 2, and 12].", [("[1, 2, and 12]", ("1", "2", "12"))]),
        ("It opened [1, & 2].", [("[1, & 2]", ("1", "2"))]),
        ("Es öffnete [1, 2 und 3].", [("[1, 2 und 3]", ("1", "2", "3"))]),
        ("It opened [05].", [("[05]", ("5",))]),
        ("It opened [01-03].", [("[01-03]", ("1", "2", "3"))]),
        ("It opened [1, p. 45].", [("[1, p. 45]", ("1",))]),
        ("It opened [1, pp. 45–47; 2, p.3].", [("[1, pp. 45–47; 2, p.3]", ("1", "2"))]),
        ("It opened \\[12\\].", [("\\[12\\]", ("12",))]),
        ("It opened \\[1\\]\\[2\\].", [("\\[1\\]", ("1",)), ("\\[2\\]", ("2",))]),
        ("It opened \\[1].", [("[1]", ("1",))]),
        ("It opened<sup>12</sup>.", [("<sup>12</sup>", ("12",))]),
        ("It opened in 1931<sup>12</sup>.", [("<sup>12</sup>", ("12",))]),
        ("It opened in 1931¹².", [("¹²", ("12",))]),
        ("It opened <sup>1, 2</sup>.", [("<sup>1, 2</sup>", ("1", "2"))]),
        ("5 m<sup>[1]</sup> long", [("<sup>[1]</sup>", ("1",))]),
        ("It opened<sup>[1][2]</sup>.", [("[1]", ("1",)), ("[2]", ("2",))]),
        ("It opened (Source 12).", [("(Source 12)", ("12",))]),
        ("It opened (sources 1, 2 and 3).", [("(sources 1, 2 and 3)", ("1", "2", "3"))]),
        ("It opened (Source: 1, Source: 2).", [("(Source: 1, Source: 2)", ("1", "2"))]),
        ("Es öffnete (Quelle 4).", [("(Quelle 4)", ("4",))]),
        ("It opened [ 1 ].", [("[ 1 ]", ("1",))]),
        ("It opened [1][2].", [("[1]", ("1",)), ("[2]", ("2",))]),
        ("It opened [1-3].", [("[1-3]", ("1", "2", "3"))]),
        ("It opened [1–3].", [("[1–3]", ("1", "2", "3"))]),
        ("It opened [1–3, 7].", [("[1–3, 7]", ("1", "2", "3", "7"))]),
        ("It opened [1]–[3].", [("[1]–[3]", ("1", "2", "3"))]),
        ("It opened [2, 2].", [("[2, 2]", ("2",))]),
        ("It opened [[1]].", [("[[1]]", ("1",))]),
        ("It opened[1]", [("[1]", ("1",))]),
        ("word[1] in prose", [("[1]", ("1",))]),
        ("Es öffnete【1】。", [("【1】", ("1",))]),
        ("It opened 【4†source】.", [("【4†source】", ("4",))]),
        ("It opened 【4:0†source】.", [("【4:0†source】", ("4:0",))]),
        ("It opened [^1].", [("[^1]", ("1",))]),
        ("It opened [^note].", [("[^note]", ("note",))]),
        ("It opened [Source 1].", [("[Source 1]", ("1",))]),
        ("It opened [source: 2].", [("[source: 2]", ("2",))]),
        ("It opened [Sources 1, 2].", [("[Sources 1, 2]", ("1", "2"))]),
        ("It opened [Doc 3].", [("[Doc 3]", ("3",))]),
        ("Es öffnete [Quelle 1].", [("[Quelle 1]", ("1",))]),
        ("It opened¹.", [("¹", ("1",))]),
        ("It opened.¹²", [("¹²", ("12",))]),
        ("It opened.¹,²", [("¹,²", ("1", "2"))]),
        ("It opened in 1992.³ Then", [("³", ("3",))]),
        ("It opened (in spring)¹.", [("¹", ("1",))]),
        ("It is „old“¹, »new«² and ‚so‘³.", [("¹", ("1",)), ("²", ("2",)), ("³", ("3",))]),
        ("It is **famous**³ and *new*⁴.", [("³", ("3",)), ("⁴", ("4",))]),
        ("It opened in **1931**² for 5 €¹.", [("²", ("2",)), ("¹", ("1",))]),
        ("It is **famous**<sup>3</sup>.", [("<sup>3</sup>", ("3",))]),
        ("It opened [1]².", [("[1]", ("1",)), ("²", ("2",))]),
        ("<cite>1</cite>", [("<cite>1</cite>", ("1",))]),
        ("It opened <ref>1</ref>.", [("<ref>1</ref>", ("1",))]),
        (
            "It opened <source>[2]</source> <citations>1, 2</citations>.",
            [("<source>[2]</source>", ("2",)), ("<citations>1, 2</citations>", ("1", "2"))],
        ),
        ('It opened <cite id="1,2"/>.', [('<cite id="1,2"/>', ("1", "2"))]),
        ("It opened <cite id='2' />.", [("<cite id='2' />", ("2",))]),
        ("It opened <cite id=2>.", [("<cite id=2>", ("2",))]),
        ('<cite id="doc-7">It opened</cite>.', [('<cite id="doc-7">', ("doc-7",))]),
        ("It opened [1](https://a.example/b_(c)).", [("[1](https://a.example/b_(c))", ("1",))]),
        ('It opened [1](b.html "A title").', [('[1](b.html "A title")', ("1",))]),
        ("It opened [[1]](b.html).", [("[[1]](b.html)", ("1",))]),
        ("It opened [^1^][^2^].", [("[^1^]", ("1",)), ("[^2^]", ("2",))]),
        ("It opened [^1^](https://a.example).", [("[^1^](https://a.example)", ("1",))]),
        ("[cite_start]It opened [cite: 1, 2].", [("[cite: 1, 2]", ("1", "2"))]),
        ("It opened [doc1], [source12].", [("[doc1]", ("1",)), ("[source12]", ("12",))]),
        (
            "It opened [Document 1] [Dok. 2] [Dok 3] [Kontext 4].",
            [
                ("[Document 1]", ("1",)),
                ("[Dok. 2]", ("2",)),
                ("[Dok 3]", ("3",)),
                ("[Kontext 4]", ("4",)),
            ],
        ),
        ("It opened citeturn0search1.", [("citeturn0search1", ("turn0search1",))]),
        (
            "It opened.citeturn0search1turn2news10 Yes",
            [("citeturn0search1turn2news10", ("turn0search1", "turn2news10"))],
        ),
        (
            "It opened \ue200cite\ue202turn0search1\ue202turn0view2\ue201.",
            [
                (
                    "\ue200cite\ue202turn0search1\ue202turn0view2\ue201",
                    ("turn0search1", "turn0view2"),
                )
            ],
        ),
        (
            "It opened \ue200filecite\ue202turn0file0\ue202L1-L5\ue201.",
            [("\ue200filecite\ue202turn0file0\ue202L1-L5\ue201", ("turn0file0",))],
        ),
        (
            "It opened :contentReference[oaicite:0]{index=0}.",
            [(":contentReference[oaicite:0]{index=0}", ("oaicite:0",))],
        ),
        ("It opened [chunk 3].", [("[chunk 3]", ("3",))]),
        (
            "It opened [Source: the hand book.pdf, p. 3].",
            [("[Source: the hand book.pdf, p. 3]", ("the hand book.pdf",))],
        ),
        ("It opened [1, b.pdf].", [("[1, b.pdf]", ("1", "b.pdf"))]),
        ("It opened ［1］ ［１，２］.", [("［1］", ("1",)), ("［１，２］", ("1", "2"))]),
        ("It opened 【3:1†b.pdf】.", [("【3:1†b.pdf】", ("b.pdf",))]),
        ("It has 100 GB<sup>2</sup> and 3 MW³.", [("<sup>2</sup>", ("2",)), ("³", ("3",))]),
        (
            "It opened \\cite{3} \\citep[p. 4]{lund20, 7}.",
            [("\\cite{3}", ("3",)), ("\\citep[p. 4]{lund20, 7}", ("lund20", "7"))],
        ),
        (
            "It opened [2, §4] [2, § 4.1] [3, section 7].",
            [("[2, §4]", ("2",)), ("[2, § 4.1]", ("2",)), ("[3, section 7]", ("3",))],
        ),
        (
            "It opened [2 p. 3] [4, lines 10-12].",
            [("[2 p. 3]", ("2",)), ("[4, lines 10-12]", ("4",))],
        ),
    ],
)
def test_a_marker_is_found(answer: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "It opened (1).",
        "It opened (Document 1), says the contract.",
        "He will cite turn 1, excite turn0 and citeturner 5. \ue200cite\ue201 :contentReference[1x]",
        "See [the page](b.html).",
        "See ![1](picture.png).",
        "See ![a chart](https://a.example/b.png).",
        "Use `https://a.example/b` here.",
        "It opened.\n\n## Sources\n- [The page](https://a.example/b)\n- https://a.example/c",
        "# [The page](https://a.example/b)",
        "Use ahttps://a.example or https:// alone.",
        "Use `a[1]` here.",
        "Use ``a[1] ` b[2]`` here.",
        "```\na[1]\n```",
        "~~~python\na[1] = b[2]\n",
        "In [2024] it opened.",
        "It cost [10,000].",
        "It ended [3-1].",
        "- [ ] to do\n- [x] done",
        "He said [sic] and [Smith 2020].",
        "It said [emphasis added], [a], [citation needed], [...] and [source: a friend].",
        "Take [x, y2], [B12], [S1], [#3], f[i] and [0, 1).",
        "See [section 4], [§ 4] or [Table 2].",
        "A cited \\cite{} and \\citing{1}.",
        "It opened [doc-7].",
        "See [tariffs.md].",
        "Values of [1.5] and [-1].",
        "A [1\n] line break",
        "An area of 5 m² or 3 km³.",
        "About 10⁶ cells at 5 s⁻¹.",
        "R² was high and x² too.",
        "*x*² and **5 m**² and *10*⁵ and $5²",
        "(a + b)² is a square.",
        "It covers 12 square miles².",
        "H²O and word²word",
        "5 m<sup>2</sup> and 10<sup>6</sup>",
        "3.1415² and 5,1931² and 11931²",
        "the 5<sup>th</sup> boat",
        "It opened (sources say 12).",
        "It opened (Source 1931).",
        "It opened (Table 12).",
        "It opened [p. 45].",
        "It opened [000].",
        "\\[x = 12\\]",
        " ² alone",
        "[]",
        "[,]",
        "【】",
        "【source】",
        "<cite>words</cite>",
        "<source>words</source> <ref>1</source>",
        "<cite title='1'>words</cite>",
    ],
)
def test_no_marker_is_found(answer: str) -> None:
    assert found(answer) == []
    assert blank_markers(answer, ()) == answer


@pytest.mark.parametrize(
    ("answer", "known", "expected"),
    [
        ("It opened [tariffs.md].", ("tariffs.md",), [("[tariffs.md]", ("tariffs.md",))]),
        ("It opened [doc-7, 2].", ("doc-7",), [("[doc-7, 2]", ("doc-7", "2"))]),
        ("It opened [Source: doc-7].", ("doc-7",), [("[Source: doc-7]", ("doc-7",))]),
        ("It opened [2024].", ("2024",), [("[2024]", ("2024",))]),
        ("It opened [a, b].", ("a, b",), [("[a, b]", ("a, b",))]),
        ("It opened [1-3].", ("1-3",), [("[1-3]", ("1-3",))]),
        ("It opened 【4:0†a.pdf】.", ("a.pdf",), [("【4:0†a.pdf】", ("a.pdf",))]),
        ("It opened [doc-7](a.html).", ("doc-7",), [("[doc-7](a.html)", ("doc-7",))]),
        ("It opened [doc-8].", ("doc-7",), []),
        # the numbers of what is declared, however they are called
        (
            "It opened [S1] [D2] [#1] [doc-2] [src_1].",
            ("1", "2"),
            [
                ("[S1]", ("1",)),
                ("[D2]", ("2",)),
                ("[#1]", ("1",)),
                ("[doc-2]", ("2",)),
                ("[src_1]", ("1",)),
            ],
        ),
        ("It opened [S1, S2].", ("1", "2"), [("[S1, S2]", ("1", "2"))]),
        ("It opened [S3] [T1] [B2] [a1] [#12].", ("1", "2"), []),
        (
            "It opened (Document 1) (Doc. 2, p. 4) (documents 1 and 2) (Dokument 3).",
            ("1", "2"),
            [
                ("(Document 1)", ("1",)),
                ("(Doc. 2, p. 4)", ("2",)),
                ("(documents 1 and 2)", ("1", "2")),
            ],
        ),
        ("It opened [doc1].", ("1", "doc1"), [("[doc1]", ("doc1",))]),
        ("It opened [doc-2] [doc5].", ("1", "2", "doc-5", "doc-1", "doc1"), []),
        # files, in capitals or not, with a folder or not
        ("It opened [HR.pdf].", ("hr.pdf",), [("[HR.pdf]", ("hr.pdf",))]),
        ("It opened [hr.pdf p. 3].", ("docs/hr.pdf",), [("[hr.pdf p. 3]", ("docs/hr.pdf",))]),
        (
            "It opened [Source: hr.pdf, p. 3].",
            ("docs/hr.pdf",),
            [("[Source: hr.pdf, p. 3]", ("docs/hr.pdf",))],
        ),
        ("It opened 【3:1†hr.pdf】.", ("docs/hr.pdf",), [("【3:1†hr.pdf】", ("docs/hr.pdf",))]),
        ("It opened [hr.pdf].", ("a/hr.pdf", "b/hr.pdf"), []),
        # a place in a file, where it is not declared itself
        ("It opened [hr.pdf#page=3].", ("docs/hr.pdf",), [("[hr.pdf#page=3]", ("docs/hr.pdf",))]),
        ("It opened [HR.pdf:12].", ("hr.pdf",), [("[HR.pdf:12]", ("hr.pdf",))]),
        (
            "It opened [hr.md#fees-2, x.md:3-5].",
            ("hr.md",),
            [("[hr.md#fees-2, x.md:3-5]", ("hr.md", "x.md"))],
        ),
        ("It opened (Source: hr.pdf#page=3).", (), [("(Source: hr.pdf#page=3)", ("hr.pdf",))]),
        (
            "It opened [hr.pdf#page=3] [hr.pdf#page=4].",
            ("hr.pdf#page=3", "hr.pdf"),
            [("[hr.pdf#page=3]", ("hr.pdf#page=3",)), ("[hr.pdf#page=4]", ("hr.pdf",))],
        ),
        ("It opened [hr.pdf#page=3].", ("a/hr.pdf", "b/hr.pdf"), []),
        ("It opened [hr.pdf#page=3] [hr.pdf: 12].", ("fees.pdf",), []),
        ("It opened [doc-7:12] [doc-7#a].", ("doc-7",), []),
        (
            "It opened [price List 2024].",
            ("Price list 2024",),
            [("[price List 2024]", ("Price list 2024",))],
        ),
        ("It opened [sic].", ("Sic",), []),
        # a list of which one is declared
        ("It opened [w.pdf, x.pdf].", ("w.pdf",), [("[w.pdf, x.pdf]", ("w.pdf", "x.pdf"))]),
        ("It opened [doc-7; doc-8].", ("doc-7",), [("[doc-7; doc-8]", ("doc-7", "doc-8"))]),
        ("It opened [w.pdf, as we hear].", ("w.pdf",), []),
        ("It opened [1, x2].", ("1",), []),
        ("Use `x[doc-7]`.", ("doc-7",), []),
    ],
)
def test_declared_ids_are_markers(
    answer: str, known: tuple[str, ...], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert found(answer, known) == expected


URL = "https://a.example/b"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("It opened ([a.example](https://a.example/b?utm_source=openai)).", [("([a.example](https://a.example/b?utm_source=openai))", (URL,))]),
        ("It opened. [Source](http://a.example/b/#top)", [("[Source](http://a.example/b/#top)", (URL,))]),
        ("It opened ([a](https://a.example/b), [x](https://x.example/y_(z))).",
         [("([a](https://a.example/b), [x](https://x.example/y_(z)))", (URL, "https://x.example/y_(z)"))]),
        ("It opened ([a](https://a.example/b)[b](https://a.example/b)).", [("([a](https://a.example/b)[b](https://a.example/b))", (URL,))]),
        ("It opened (see [The page](https://a.example/b)).", [("(see [The page](https://a.example/b))", (URL,))]),
        ("It opened (https://x.example/y_(z)).", [("(https://x.example/y_(z))", ("https://x.example/y_(z)",))]),
        ("It opened [https://a.example/b].", [("[https://a.example/b]", (URL,))]),
        ("It opened 【https://a.example/b】.", [("【https://a.example/b】", (URL,))]),
        ("It opened [[The page](https://a.example/b)].", [("[[The page](https://a.example/b)]", (URL,))]),
        ("It opened [[The page]](https://a.example/b).", [("[[The page]](https://a.example/b)", (URL,))]),
        ("It opened. https://x.example/y.", [("https://x.example/y", ("https://x.example/y",))]),
        ("It opened, <https://a.example/b>.", [("<https://a.example/b>", (URL,))]),
        ("It opened.\n\n**Source:** [The page](https://a.example/b), https://x.example",
         [("**Source:** [The page](https://a.example/b), https://x.example", (URL, "https://x.example"))]),
        # the words of a link are part of the sentence, unless they only say that there is a link
        ("The [old house](https://a.example/b) opened.", [("](https://a.example/b)", (URL,))]),
        ("[It opened.](https://x.example/y)", [("](https://x.example/y)", ("https://x.example/y",))]),
        ("It opened [at 2,500 m](https://x.example).", [("](https://x.example)", ("https://x.example",))]),
        ("It opened (see [the page](https://a.example/b) on it).", [("](https://a.example/b)", (URL,))]),
        ("It opened [www.a.example/b](https://a.example/b).", [("[www.a.example/b](https://a.example/b)", (URL,))]),
        ("It opened [Node.js](https://nodejs.org).", [("](https://nodejs.org)", ("https://nodejs.org",))]),
        ("It opened [↗](https://a.example/b).", [("[↗](https://a.example/b)", (URL,))]),
        # a declared address says more than a number beside it
        ("It opened [7](https://a.example/b).", [("[7](https://a.example/b)", (URL,))]),
        ("It opened [7](https://x.example/y).", [("[7](https://x.example/y)", ("7",))]),
        ("It opened ([1](https://x.example), [2](https://x.example/y)).", [("([1](https://x.example), [2](https://x.example/y))", ("1", "2"))]),
        ("It [opened](b/c.md).", [("](b/c.md)", ("b/c.md",))]),
    ],
)  # fmt: skip
def test_links_are_markers(answer: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert found(answer, (URL, "1", "b/c.md")) == expected


@pytest.mark.parametrize(
    ("answer", "blanked"),
    [
        ("The [old house](https://a.example) opened.", "The  old house" + 20 * " " + " opened."),
        ("It opened ([src](https://a.example)).", "It opened " + 26 * " " + "."),
        ("It opened. https://a.example/36-boats", "It opened. " + 26 * " "),
    ],
)
def test_no_address_is_left_when_links_are_blanked(answer: str, blanked: str) -> None:
    assert blank_markers(answer, find_markers(answer, ())) == blanked


DEFINED = '\n\n[1]: https://x.example/y "The mill"\n[2]: <https://x.example/z>\n[mill]:https://a.example/b/'


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        # the words of a link are part of the sentence, as they are of [words](https://...)
        ("It opened [in May][2].", [("][2]", ("https://x.example/z",))]),
        ("It opened [in May][Mill].", [("][Mill]", (URL,))]),
        ("It opened [source][2].", [("[source][2]", ("https://x.example/z",))]),
        ("The [mill][] opened.", [("][]", (URL,))]),
        ("It opened [[in May]][2].", [("[[in May]][2]", ("https://x.example/z",))]),
        # a number alone is the link, unless the row declares it
        ("It opened [2].", [("[2]", ("https://x.example/z",))]),
        ("It opened [1].", [("[1]", ("1",))]),
        ("It opened [in May][1].", [("][1]", ("1",))]),
        ("It opened [1-3].", [("[1-3]", ("1", "https://x.example/z", "3"))]),
        ("It opened².", [("²", ("https://x.example/z",))]),
        ("It opened [1][2].", [("[1]", ("1",)), ("[2]", ("https://x.example/z",))]),
        # what is defined nowhere is no link
        ("It opened [in May][3].", [("[3]", ("3",))]),
        ("It opened [in May][x].", []),
        ("`[in May][2]`", []),
    ],
)  # fmt: skip
def test_links_by_a_label_mean_what_the_answer_defines(
    answer: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert found(answer + DEFINED, (URL, "1")) == expected


def test_the_first_definition_counts_and_none_in_code() -> None:
    code = "```\n[1]: https://code.example\n```\n"
    answer = f"Yes [1][^2].\n\n{code}[1]: https://a.example\n[1]: https://b.example\n[^2]: https://c.example"
    assert found(answer, ()) == [("[1]", ("https://a.example",)), ("[^2]", ("https://c.example",))]
    assert [m.targets for m in find_markers(answer)] == [("1",), ("2",)], "a draft has no links"


def test_of_a_link_by_its_label_the_words_are_left() -> None:
    answer = "It [opened][1].\n[1]: https://a.example"
    assert blank_markers(answer, find_markers(answer, ())) == "It  opened    ." + "\n" + 22 * " "


def test_links_in_a_text_that_is_not_audited_are_its_words() -> None:
    answer = (
        "Order at [our shop](https://a.example) or https://a.example/b ([x](https://a.example))."
    )
    assert find_markers(answer) == ()


def test_a_wide_range_is_cut_at_fifty() -> None:
    ((_, targets),) = found("[1-999]")
    assert targets == tuple(str(number) for number in range(1, 51))


@pytest.mark.parametrize(
    ("answer", "blanked"),
    [
        ("It opened [1, 2].", "It opened       ."),
        ("It opened.¹²", "It opened.  "),
        ('A <cite id="2">few words</cite>.', "A " + 13 * " " + "few words" + 7 * " " + "."),
        ("Yes ([1], [2]) no", "Yes" + 12 * " " + "no"),
        ("Yes *(see [1])* no", "Yes" + 13 * " " + "no"),
        ("Yes *[1]**[2]* no", "Yes *   **   * no"),
        ("Yes (([1])). No (or [1]).", "Yes        . No (or    )."),
        ("Yes. Source: [1].\nNo.", "Yes." + 13 * " " + "\nNo."),
        ("See [1](b.html) now", "See             now"),
        ("Yes [^1].\n[^1]: The note [2].\nNo.", "Yes     .\n" + 19 * " " + "\nNo."),
        ("Yes [1].\r\n[1]: https://a.example\r\n", "Yes    .\r\n" + 22 * " " + "\r\n"),
        ("`a[1]` [1]", "`a[1]`    "),
        (
            "[cite_start]Yes `[cite_start]` so [cite: 1].",
            12 * " " + "Yes `[cite_start]` so          .",
        ),
        ("```\n[^1]: code\n```", "```\n[^1]: code\n```"),
        ("", ""),
    ],
)
def test_blanking_leaves_every_other_character_in_place(answer: str, blanked: str) -> None:
    assert blank_markers(answer, find_markers(answer)) == blanked
    assert len(blanked) == len(answer)


def test_the_definition_of_a_footnote_is_no_marker() -> None:
    assert found("Yes [^1].\n[^1]: The note [2].") == [("[^1]", ("1",))]


def test_nested_cites_each_close_their_own() -> None:
    outer, inner = find_markers('<cite id="1">a <cite id="2">b</cite> c</cite>')
    assert outer.closing == Span(38, 45)
    assert inner.closing == Span(29, 36)
