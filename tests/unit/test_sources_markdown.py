from __future__ import annotations

import pytest
from source_files import blocks, document

from attrib.errors import SourceError

TEXT = """---
title: River works
authors: [Ann Lee, Bo Dahl]
date: 2023-05-04
lang: en
draft: false
revision: 4
nested: {a: 1}
---
# The *river* works

The dam was **built** in [1931](https://x.org "t"), `x = 1`,
~~never~~on one line.<br>Next ![a picture](p.png) <span class="a">word</span>. <https://y.org>

Setext heading
--------------

- First point
- Second point

  with a second paragraph
  1. nested

> Quoted words.

```python
x = 1

y = 2
```

    indented code

| Name  | Height | Note |
|-------|-------:|------|
| **Alpha** | 12 m |    |
| Beta \\| B | 13 m | [new](n) |

<!-- a comment -->

<details><summary>More</summary><p>Hidden words.</p></details>

&copy; 2023 \\*no emphasis\\*
"""


def test_blocks_are_the_visible_text():
    doc = document("docs/works.md", TEXT)
    assert blocks(doc) == [
        ("heading1", "The river works"),
        (
            "paragraph",
            "The dam was built in 1931, x = 1, on one line. Next a picture word. https://y.org",
        ),
        ("heading2", "Setext heading"),
        ("list_item", "First point"),
        ("list_item", "Second point"),
        ("list_item", "with a second paragraph"),
        ("list_item", "nested"),
        ("paragraph", "Quoted words."),
        ("code", "x = 1\n\ny = 2"),
        ("code", "indented code"),
        ("table_row", "Name: Alpha; Height: 12 m"),
        ("table_row", "Name: Beta | B; Height: 13 m; Note: new"),
        ("paragraph", "More"),
        ("paragraph", "Hidden words."),
        ("paragraph", "© 2023 *no emphasis*"),
    ]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("It costs ~~10~~12 euros.", "It costs 12 euros."),
        ("It costs <del>**10**</del><ins>12</ins> euros.", "It costs 12 euros."),
        ("The <s> token begins a text.", "The  token begins a text."),
        ("It holds 10<sup>6</sup> litres on 5 m<sup>2</sup>.", "It holds 10⁶ litres on 5 m²."),
        ("The 1<sup>st</sup> of 2023<SUP>2</SUP>", "The 1st of 2023²"),
        ("In 2023<sup>[1](#fn1)</sup> 45[<sup>2</sup>](#fn2) came.", "In 2023 45 came."),
        ("10<sup>[6](powers.md)</sup> litres", "10⁶ litres"),
        ("<div>In 2023<sup>2</sup> it cost <s>10</s>12.</div>", "In 2023² it cost 12."),
        ("| n |\n|---|\n| ~~1~~ 10<sup>-3</sup> |\n", "n: 10⁻³"),
    ],
)
def test_numbers_are_those_that_are_seen(text, seen):
    assert document("a.md", text).text == seen


def test_front_matter_is_metadata():
    doc = document("docs/works.md", TEXT)
    assert doc.title == "River works"
    assert doc.metadata == {
        "author": "Ann Lee, Bo Dahl",
        "date": "2023-05-04",
        "language": "en",
        "draft": "false",
        "revision": "4",
    }


def test_the_title_falls_back_to_the_heading_then_to_the_name():
    assert document("docs/works.md", "## Two\n\n# One\n\nx").title == "One"
    assert document("docs/works.md", "## Two\n\nx").title == "works"


@pytest.mark.parametrize(
    "text",
    [
        "---\nnot a mapping\n---\n\nWords.",
        "---\n: [broken\n---\n\nWords.",
        "---\nno end\n\nWords.",
    ],
)
def test_rules_that_are_no_front_matter_stay_text(text):
    doc = document("a.md", text)
    assert doc.text.endswith("Words.")
    assert doc.metadata == {}


def test_deeply_nested_text_is_not_lost():
    assert "deep words" in document("a.md", "> " * 60 + "deep words").text


def test_an_alias_bomb_in_the_front_matter_is_harmless():
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 12))
    doc = document("a.md", f"---\nl0: &l0 [lol]\n{levels}\n---\nWords.")
    assert doc.text == "Words."
    assert sum(map(len, doc.metadata.values())) < 100


@pytest.mark.parametrize(
    "text", ["<!-- nothing -->\n", "---\ntitle: x\n---\n\n", "***\n\n[a]: b\n"]
)
def test_markup_without_text(text):
    with pytest.raises(SourceError, match="holds no text but markup"):
        document("a.md", text)
