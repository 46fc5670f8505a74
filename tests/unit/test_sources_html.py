from __future__ import annotations

import pytest
from source_files import blocks, document

from attrib.errors import SourceError

PAGE = """<!DOCTYPE html>
<html lang="de-AT"><head><title>Works | Coast Trust</title>
<link rel="canonical" href="https://coast.example.org/works">
<meta name="author" content="Ann Lee"><meta property="og:site_name" content="Coast Trust">
<meta property="article:published_time" content="2023-05-04T10:00:00Z"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>
<div class="cookie-banner">We use cookies. Accept all?</div>
<main><article><h1>The river works</h1>
<p>The dam was <b>built</b> in 1931 and <a href="x">rebuilt</a> in 1954.<br>It holds 3
million m³. Call <code>dam()</code> for more.</p>
<h2>Details</h2><ul><li>First item stands here</li><li>Second item <ul><li>nested one</li></ul></li>
</ul>
<table><tr><th>Name</th><th>Height</th><th>Note</th></tr><tr><td>Alpha</td><td>12 m</td><td></td>
</tr><tr><td>Beta</td><td>13 m</td><td>new</td></tr></table>
<table><tr><th>Opened</th><td>1931</td></tr><tr><th>River</th><td>Sauer</td></tr></table>
<blockquote><p>Quoted words stand here, said the mayor.</p></blockquote>
<pre><code>x = 1
y = 2</code></pre>
<p>More words in a paragraph that is long enough to be kept by every extractor.</p>
</article></main><footer>Copyright 2023. Imprint</footer><script>var tracker = 1;</script>
</body></html>"""


def test_the_main_content_in_blocks_and_no_clutter():
    doc = document("works.html", PAGE)
    assert blocks(doc) == [
        ("heading1", "The river works"),
        (
            "paragraph",
            "The dam was built in 1931 and rebuilt in 1954. It holds 3 million m³. "
            "Call dam() for more.",
        ),
        ("heading2", "Details"),
        ("list_item", "First item stands here"),
        ("list_item", "Second item"),
        ("list_item", "nested one"),
        ("table_row", "Name: Alpha; Height: 12 m"),
        ("table_row", "Name: Beta; Height: 13 m; Note: new"),
        ("table_row", "Opened: 1931"),
        ("table_row", "River: Sauer"),
        ("paragraph", "Quoted words stand here, said the mayor."),
        ("code", "x = 1\ny = 2"),
        (
            "paragraph",
            "More words in a paragraph that is long enough to be kept by every extractor.",
        ),
    ]


@pytest.mark.parametrize("around", [[], ["<p>The ferry runs on every day of the week.</p>"] * 8])
@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("It costs <del>10</del><ins>12</ins> euros.", "It costs 12 euros."),
        ("It costs <s>10</s><strike> 11</strike> 12 euros.", "It costs 12 euros."),
        ("10<sup>6 </sup>litres on 5 m<sup>2</sup>.", "10⁶ litres on 5 m²."),
        ("10<sup><b>-6</b></sup> or 10<sup>−7</sup> g", "10⁻⁶ or 10⁻⁷ g"),
        ("In 2023<sup>2</sup> came 45<sup>1, 2</sup> thousand.", "In 2023² came 45¹, ² thousand."),
        (
            "10<sup>1<sup>2</sup></sup> of the 1<sup>st</sup> C<sub>2</sub> of Ca<sup>2+</sup>",
            "10¹² of the 1st C2 of Ca²⁺",
        ),
        (
            'In 2023<sup><a href="#fn1">1</a></sup> came 45<sup class="reference">[2]</sup> thousand'
            '<a href="#n" role="doc-noteref"><sup>3</sup></a>.',
            "In 2023 came 45 thousand.",
        ),
        ('See <sup><a href="#more">the other page</a></sup>', "See the other page"),
    ],
)
def test_numbers_are_those_that_are_seen(line, seen, around):
    page = f"<html><body><article>{''.join(around)}<p>{line}</p></article></body></html>"
    assert document("a.html", page).text.split("\n\n")[-1] == seen


def test_metadata_is_kept():
    doc = document("works.html", PAGE)
    assert doc.title == "The river works"
    assert doc.metadata == {
        "language": "de-AT",
        "author": "Ann Lee",
        "date": "2023-05-04",
        "site": "Coast Trust",
        "url": "https://coast.example.org/works",
    }


def test_without_a_canonical_url_the_fetched_one_is_kept():
    page = "<html><head><title>A page</title></head><body><p>Some words.</p></body></html>"
    doc = document("https://x.example.org/p", page, "text/html")
    assert doc.metadata["url"] == "https://x.example.org/p"
    assert doc.title == "A page"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>A bare fragment</p>", "A bare fragment"),
        ("<html><body><p>One short line.</p></body></html>", "One short line."),
        ("<html><body>Text<script>x()</script><style>y</style></body></html>", "Text"),
        ("<html><body><nav><a href='x'>Only a menu</a></nav></body></html>", "Only a menu"),
    ],
)
def test_pages_without_a_main_content_give_their_visible_text(page, text):
    assert document("a.html", page).text == text


def test_a_page_too_large_for_main_content_extraction_keeps_its_structure():
    filler = "<p>Words stand <i>here</i>.</p>" * 35_000
    page = (
        f"<html lang=en><head><title>Big</title></head><body><nav>Menu</nav><h2>One</h2>{filler}"
        "<ul><li>First<li>Second</ul><table><tr><th>a<td>b<tr><td>c<td>d</table>tail</body></html>"
    )
    doc = document("a.html", page)
    found = blocks(doc)
    assert found[0] == ("heading2", "One")
    assert found[1] == ("paragraph", "Words stand here.")
    assert found[-5:] == [
        ("list_item", "First"),
        ("list_item", "Second"),
        ("table_row", "a b"),
        ("table_row", "c d"),
        ("paragraph", "tail"),
    ]
    assert doc.title == "Big"
    assert doc.metadata == {"language": "en"}


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<html><body></body></html>",
        "<!DOCTYPE html><html><body><script>app()</script></body></html>",
        "<html><!-- nothing --></html>",
    ],
)
def test_pages_without_text_are_reported(page):
    with pytest.raises(SourceError, match=r"no readable text|cannot be read as HTML"):
        document("a.html", page)


@pytest.mark.parametrize(
    ("encoding", "media_type", "head"),
    [
        ("koi8-r", None, "<html><head><meta charset=koi8-r></head>"),
        ("cp1251", "text/html; charset=windows-1251", "<html>"),
        ("utf-8", None, "<?xml version='1.0' encoding='utf-8'?><html>"),
        ("utf-16-le", None, "\ufeff<html>"),
    ],
)
def test_encodings(encoding, media_type, head):
    page = f"{head}<body><p>Москва</p></body></html>".encode(encoding)
    assert document("a.html", page, media_type).text == "Москва"


@pytest.mark.parametrize("tag", ["div", "b", "ul", "table", "blockquote", "span"])
def test_deep_nesting_is_read_or_refused_quickly(tag):
    def page(depth: int) -> str:
        return f"<html><body><p>before</p>{f'<{tag}>' * depth}deep{f'</{tag}>' * depth}</body>"

    text = document("a.html", page(1500)).text
    assert "before" in text
    assert "deep" in text
    with pytest.raises(SourceError, match="nested more than 2048 elements deep"):
        document("a.html", page(100_000))


def test_an_entity_bomb_is_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><html><body><p>x &b;</p>'
    assert len(document("a.html", bomb).text) < 100


def long(name: str) -> str:
    return (
        f"<p>The harbour of {name} is a natural basin on the east coast and has been used since "
        "the Middle Ages by fishing boats, ferries and merchant ships from all over the sea.</p>"
    )


MENU = (
    "<div class='topbar'><ul><li><a href='/a'>Start page</a></li><li><a href='/b'>Shop</a></li></ul>"
    "</div><div id='sidebar'><h3>Latest</h3><ul><li><a href='/c'>Other story</a></li></ul></div>"
)
RULES = "<h2>Rules</h2>{}<ul><li>No swimming</li></ul><dl><dt>Depth</dt><dd>12 metres</dd></dl>"


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<div class='post-content'>{}</div>"])
def test_pages_that_do_not_mark_their_main_content_keep_their_structure(around):
    rules = RULES.format(long("Lindholm") + long("Sandvik"))
    body = around.format(f"<h1>Harbour</h1>{rules}")
    page = f"<html><body>{MENU}{body}<div class='footer'>Imprint</div></body></html>"
    kept = blocks(document("a.html", page))
    assert [kind for kind, _ in kept] == [
        "heading1", "heading2", "paragraph", "paragraph", "list_item", "list_item", "list_item"
    ]  # fmt: skip
    assert kept[:2] == [("heading1", "Harbour"), ("heading2", "Rules")]
    assert [text for _, text in kept[4:]] == ["No swimming", "Depth", "12 metres"]


def test_a_short_page_keeps_its_structure_and_loses_its_menu():
    page = (
        "<html><head><title>Prices</title></head><body><nav><a href='/'>Start page</a></nav>"
        "<div class='cookie-consent'>We use cookies</div><h1>Prices</h1><p>Bread costs 2.</p>"
        "<h2>Hours</h2><div>Open daily.<br>Not in May.</div><footer>Imprint</footer></body></html>"
    )
    assert blocks(document("a.html", page)) == [
        ("heading1", "Prices"),
        ("paragraph", "Bread costs 2."),
        ("heading2", "Hours"),
        ("paragraph", "Open daily. Not in May."),
    ]


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        (
            "<p>It opens <time datetime='2024-05-01'>on 1 May</time> now.</p>",
            "It opens on 1 May now.",
        ),
        ("<p>He said <q>no</q> twice.</p>", "He said no twice."),
        ("<p>Set <label>this</label> to <output>5</output>.</p>", "Set this to 5."),
        ("<ul><li>From <time>8:00</time> on</li></ul>", "From 8:00 on"),
        ("<ul><li>See <legend>below</legend> now</li></ul>", "See below now"),
        (
            "<table><tr><th>Day</th><th>From</th></tr><tr><td>Monday</td><td><time>8:00</time></td>"
            "</tr></table>",
            "Day: Monday; From: 8:00",
        ),
        ("<address>Main street 4</address>", "Main street 4"),
        ("<center>Closed in May.</center>", "Closed in May."),
        ("<center><p>Closed in May.</p></center>", "Closed in May."),
        ("<figure><img src='a.png'><figcaption>The quay.</figcaption></figure>", "The quay."),
    ],
)
def test_words_in_elements_of_any_kind_are_kept(part, seen):
    page = f"<html><body><main>{long('Lindholm')}{part}{long('Sandvik')}</main></body></html>"
    doc = document("a.html", page)
    (found,) = [text for _, text in blocks(doc) if "Middle Ages" not in text]
    assert found == seen
    assert "date" not in doc.metadata


@pytest.mark.parametrize("frame", ["<main>{}</main>", "<div id='content'>{}</div>", "{}"])
@pytest.mark.parametrize(
    ("part", "seen"),
    [
        ("<div>Keeps the key.</div>", ["Keeps the key."]),
        ("<section>Keeps the key.</section>", ["Keeps the key."]),
        ("Straight in it.<hr>And <b>more</b>.", ["Straight in it.", "And more."]),
        (
            "<div>Call <code>get()</code> first, <a href='x'>then</a> set.<!-- so -->.</div>",
            ["Call get() first, then set.."],
        ),
        ("<div><p>Before.</p>Between<i> them</i><p>After.</p></div>", ["Before.", "Between them", "After."]),
        ("<div>One<br>line.<br><br>Two<br><br></div>", ["One line.", "Two"]),
        ("<details>Because <b>of</b> the cold.</details>", ["Because of the cold."]),
        ("<div>From six to <time>22:00</time>.</div>", ["From six to 22:00."]),
        (
            "<ul><li><div>int get()</div><div>Returns the index.</div></li></ul>",
            ["int get()", "Returns the index."],
        ),
    ],
)  # fmt: skip
def test_text_that_stands_straight_in_a_container_is_a_paragraph(part, seen, frame):
    around = long("Lindholm") * 6
    page = f"<html><body>{frame.format(around + part + around)}</body></html>"
    found = [text for _, text in blocks(document("a.html", page))]
    assert [text for text in found if "Middle Ages" not in text] == seen


ENTRY = (
    "<dl class='py function'><dt id='foo.bar'>foo.bar(x)<a class='headerlink' href='#foo.bar'>¶</a></dt>"
    "<dd><p>Return the bar. See <a href='#x'><code>baz()</code></a>.</p>"
    "<dl><dt>Parameters</dt><dd><p>the value</p></dd></dl></dd></dl>"
)
OLD_ENTRY = (
    "<ul><li><a name='details'></a><h3>Details</h3><a name='get--'></a><ul><li><h4>get</h4>"
    "<div>Returns it.</div></li></ul></li></ul>"
)


@pytest.mark.parametrize(
    ("entry", "seen"),
    [
        (ENTRY, ["foo.bar(x)", "Return the bar. See baz().", "Parameters", "the value"]),
        (OLD_ENTRY, ["Details", "get", "Returns it."]),
    ],
)
def test_anchors_do_not_hide_the_entries_of_a_reference(entry, seen):
    page = f"<html><body><main>{long('Lindholm') * 6}{entry}</main></body></html>"
    found = [text for _, text in blocks(document("a.html", page))]
    assert [text for text in found if "Middle Ages" not in text] == seen


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        ("<h2>Use<a class='headerlink' href='#use'>¶</a></h2>", "Use"),
        ("<h2><a class='anchor' href='#use'><svg></svg></a>Use</h2>", "Use"),
        ("<h2>Use <a class='hash-link' href='#use'>&#8203;</a></h2>", "Use"),
        ("<h2><a href='#use'>§</a>Use <a href='/page#use'># </a></h2>", "Use"),
        ("<h2>Use<span class='mw-editsection'>[<a href='/e'>edit</a>]</span></h2>", "Use"),
        (
            "<p>It burnt.<sup class='noprint Template-Fact'>[<i>citation needed</i>]</sup> Twice.</p>",
            "It burnt. Twice.",
        ),
        ("<p>The sum is <a href='#plus'><code>+</code></a> of both.</p>", "The sum is + of both."),
    ],
)  # fmt: skip
def test_permalinks_and_links_to_edit_are_no_words(part, seen):
    page = f"<html><body><main>{part}{long('Lindholm') * 6}</main></body></html>"
    assert blocks(document("a.html", page))[0][1] == seen


def test_a_title_has_no_permalink():
    page = f"<h1>foo<a class='headerlink' href='#foo'>¶</a></h1>{long('Lindholm') * 6}"
    assert document("a.html", f"<html><body>{page}</body></html>").title == "foo"


@pytest.mark.parametrize(
    "clutter",
    [
        "<div><a href='/a'>Start page</a> | <a href='/b'>Shop</a></div>",
        "<div><label for='q'>Search for</label><input id='q'><button>Go</button></div>",
        "<a href='/c'><div>Another story</div><div>of the coast</div></a>",
        "<div><select><option>English</option></select></div>",
    ],
)
def test_menus_and_controls_are_no_paragraphs(clutter):
    page = (
        f"<html><body><main>{long('Lindholm') * 6}{clutter}{long('Sandvik')}</main></body></html>"
    )
    assert all("Middle Ages" in text for _, text in blocks(document("a.html", page)))


def test_notices_outside_the_main_content_of_a_short_page_are_left_out():
    notice = "<div>We value your privacy and store what you do here.</div>"
    main = f"<main><h1>Prices</h1><div>Bread costs 2 euros.</div>{long('Lindholm')}</main>"
    for page in (f"{notice}{main}", f"{main}{notice}"):
        found = blocks(document("a.html", f"<html><body>{page}</body></html>"))
        assert [text for _, text in found[:-1]] == ["Prices", "Bread costs 2 euros."]


def test_a_time_in_loose_text_is_told_and_may_date_the_page():
    time = "Posted on <time datetime='2024-05-01'>1 May</time> by Ann"
    page = f"<html><body><main><div>{time}</div>{long('Lindholm') * 6}</main></body></html>"
    doc = document("a.html", page)
    assert blocks(doc)[0] == ("paragraph", "Posted on 1 May by Ann")
    assert doc.metadata["date"] == "2024-05-01"


def test_a_time_that_is_marked_as_the_date_of_a_page_is_its_date():
    time = "<time datetime='2024-05-01' pubdate='pubdate'>1 May</time>"
    page = f"<html><body><main><p>Posted on {time}</p>{long('Lindholm') * 2}</main></body></html>"
    assert document("a.html", page).metadata["date"] == "2024-05-01"


@pytest.mark.parametrize(
    ("rows", "seen"),
    [
        (
            "<tr><td rowspan=2>North<td>Q1<td rowspan=3>10<tr><td>Q2<tr><td>South<td>Q1",
            ["North Q1 10", "North Q2 10", "South Q1 10"],
        ),
        (
            "<tr><td>North<td rowspan=3>Q1<td>5<tr><td rowspan=2>South<td>6<tr><td>7",
            ["North Q1 5", "South Q1 6", "South Q1 7"],
        ),
        ("<tr><td colspan=2>North<td rowspan=2>5<tr><td>South", ["North - 5", "South - 5"]),
        (
            "<tr><td rowspan=2>North<td>Q1<td>5</tbody><tbody><tr><td>All<td>Q2",
            ["North Q1 5", "All Q2 -"],
        ),
        ("<tr><td rowspan=x>North<td rowspan=0>Q1<td>5<tr><td>South", ["North Q1 5", "South - -"]),
    ],
)
def test_a_cell_that_spans_rows_is_read_in_each_of_them(rows, seen):
    table = f"<table><thead><tr><th>A<th>B<th>C</thead><tbody>{rows}</tbody></table>"
    page = f"<html><body><main>{long('Lindholm') * 2}{table}</main></body></html>"
    found = [text for kind, text in blocks(document("a.html", page)) if kind == "table_row"]
    cells = [zip("ABC", row.split(), strict=True) for row in seen]
    assert found == ["; ".join(f"{n}: {v}" for n, v in row if v != "-") for row in cells]


def test_cells_that_span_more_than_any_table_has_end():
    rows = "<tr><td rowspan=9999>cell" * 20_000
    assert len(document("a.html", f"<html><body><table>{rows}</table></body></html>").text) < 1e6


@pytest.mark.parametrize(
    ("cell", "seen"),
    [
        ("<ul><li>web1</li><li>web2</li></ul>", "web1, web2"),
        ("<ol><li><p>Stop it.</p></li><li><p>Start it</p></li><li>Wait</li></ol>", "Stop it. Start it, Wait"),
        ("Both:<ul><li>web1</li></ul>or none", "Both: web1 or none"),
        ("<dl><dt>in</dt><dd>80</dd><dt>out</dt><dd>81</dd></dl>", "in: 80, out: 81"),
        ("<ul><li>web<ul><li>a</li><li>b</li></ul></li><li>db</li></ul>", "web a, b, db"),
        ("<div><ul><li><a href='/w'>web1</a></li><li><a href='/d'>db1</a></li></ul></div>", "web1, db1"),
        ("<div><a href='/w'>web1</a></div><div>db1</div>", "web1 db1"),
    ],
)  # fmt: skip
def test_lists_in_cells_stay_in_their_cells(cell, seen):
    rows = f"<tr><th>Host<th>Port</tr><tr><td>{cell}</td><td>80</td></tr>"
    page = f"<html><body><main>{long('Lindholm') * 6}<table>{rows}</table></main></body></html>"
    assert blocks(document("a.html", page))[-1] == ("table_row", f"Host: {seen}; Port: 80")


def test_a_menu_in_a_table_that_lays_out_a_page_is_left_out():
    menu = "<td><ul><li><a href='/a'>Home</a></li><li><a href='/b'>About</a></li></ul></td>"
    table = f"<table><tr>{menu}<td>{long('Lindholm') * 6}</td></tr></table>"
    assert "Home" not in document("a.html", f"<html><body>{table}</body></html>").text


@pytest.mark.parametrize(
    ("table", "seen"),
    [
        (
            "<thead><tr><th rowspan=2>Region<th colspan=2>Revenue<br>EUR<th colspan=2>Costs<tr><th>2022"
            "<th>2023<th>2022<th>2023</thead><tr><td>North<td>10<td>20<td>5<td>6",
            ["Region: North; Revenue EUR 2022: 10; Revenue EUR 2023: 20; Costs 2022: 5; Costs 2023: 6"],
        ),
        (
            "<tr><td><th colspan=2>Plan<tr><th>Feature<th>Basic<th>Pro<tr><th>Price<td>9<td>29",
            ["Feature: Price; Plan Basic: 9; Plan Pro: 29"],
        ),
        (
            "<tr><th rowspan=3>Town<th colspan=4>Sales<tr><th colspan=2>2022<th colspan=2>2023<tr><th>Q1"
            "<th>Q2<th>Q1<th>Q2<tr><td>Ry<td>1<td>2<td>3<td>4",
            ["Town: Ry; Sales 2022 Q1: 1; Sales 2022 Q2: 2; Sales 2023 Q1: 3; Sales 2023 Q2: 4"],
        ),
        (
            "<tr><th>Name<th colspan=2>Contact<tr><td>Ann<td>Main Street<td>Lund<tr><td>Bo<td>Quay<td>Ry",
            ["Name: Ann; Contact: Main Street; Lund", "Name: Bo; Contact: Quay; Ry"],
        ),
        (
            "<tr><th colspan=2>Oslo<tr><td colspan=2>Seen from the sea<tr><th>Country<td>Norway"
            "<tr><th colspan=2>Government<tr><th>Mayor:<td>Ann Lee<tr><th>Motto<td>",
            ["Oslo", "Seen from the sea", "Country: Norway", "Government", "Mayor: Ann Lee", "Motto"],
        ),
        (
            "<tr><th colspan=3>Sales<tr><th>Town<th>Q1<th>Q2<tr><td>Ry<td>1<td>2",
            ["Sales", "Town: Ry; Q1: 1; Q2: 2"],
        ),
        (
            "<caption>Prices<tr><th>Bread<th>Price<tr><td>Rye<td>2 EUR",
            ["Prices", "Bread: Rye; Price: 2 EUR"],
        ),
        ("<tr><th><th>Adult<tr><th>Day<td>12", ["Day; Adult: 12"]),
    ],
)  # fmt: skip
def test_heads_of_a_table_are_those_of_its_columns(table, seen):
    page = f"<html><body><main>{long('Lindholm') * 6}<table>{table}</table></main></body></html>"
    found = [text for _, text in blocks(document("a.html", page))]
    assert [text for text in found if "Middle Ages" not in text] == seen
