"""Deep links: to the words of a web page, to the page of a PDF."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.attribution.links import deep_link
from attrib.types import Source

PAGE = "https://example.org/trees"


def link(uri: str, quoted: str = "oak pine", page: int | None = None, url: str | None = None):
    return deep_link(Source("d", uri, "Title", {"url": url} if url else {}), quoted, page)


@pytest.mark.parametrize(
    ("quoted", "fragment"),
    [
        ("oak pine", "oak%20pine"),
        ("oak  pine ", "oak%20pine"),
        ("a well-known, odd & 50% #1", "a%20well%2Dknown%2C%20odd%20%26%2050%25%20%231"),
        ("Größe 潮", "Gr%C3%B6%C3%9Fe%20%E6%BD%AE"),
        ("1 2 3 4 5 6 7 8 9 10 11 12", "1%202%203%204%205%206%207%208%209%2010%2011%2012"),
        ("1 2 3 4 5 6 7 8 9 10 11 12 13", "1%202%203%204%205,9%2010%2011%2012%2013"),
        ("a-, b c d e f g h i j k l m, n-", "a%2D%2C%20b%20c%20d%20e,j%20k%20l%20m%2C%20n%2D"),
        # Each end stands in one block of the page.
        ("oak\n  pine", "oak,pine"),
        ("First short one.\n\nSecond short one.", "First%20short%20one.,Second%20short%20one."),
        ("1 2 3 4 5 6\n7\n8 9", "1%202%203%204%205,8%209"),
        ("1 2\n3 4 5 6 7 8 9 10 11 12 13 14", "1%202,10%2011%2012%2013%2014"),
        # The headers of a row are not in front of its cells.
        ("Plan: Basic; Price: 5 euros", "Basic,5%20euros"),
        ("Plan: Basic; Price: 5 euros\nPlan: Pro; Price: 9 euros", "Basic,9%20euros"),
        (
            "Below are the plans.\n\nPlan: Basic; Price: 5 euros",
            "Below%20are%20the%20plans.,5%20euros",
        ),
        ("Plan: 1 2 3 4 5 6; Price: 7 8", "1%202%203%204%205,7%208"),
    ],
)
def test_words_of_a_web_page_are_a_text_fragment(quoted, fragment):
    assert link(PAGE, quoted) == f"{PAGE}#:~:text={fragment}"


@pytest.mark.parametrize(
    ("uri", "page", "expected"),
    [
        ("docs/report.pdf", 3, "docs/report.pdf#page=3"),
        ("docs/REPORT.PDF", 3, "docs/REPORT.PDF#page=3"),
        ("docs/report.pdf", None, "docs/report.pdf"),
        ("docs/report#2.pdf", 3, "docs/report%232.pdf#page=3"),
        ("docs/Who am I?.pdf", 3, "docs/Who am I%3F.pdf#page=3"),
        ("docs/100%.pdf", 3, "docs/100%25.pdf#page=3"),
        ("https://example.org/pdf/2305.1", 3, "https://example.org/pdf/2305.1#page=3"),
        ("https://example.org/report.pdf", 3, "https://example.org/report.pdf#page=3"),
        ("https://example.org/report.pdf?v=2#old", 3, "https://example.org/report.pdf?v=2#page=3"),
    ],
)
def test_page_of_a_pdf(uri, page, expected):
    assert link(uri, page=page) == expected


@pytest.mark.parametrize(
    "uri", ["docs/a.html", "notes.txt", "a.jsonl#7", "stdin", "1", "a.pdf.txt"]
)
def test_what_cannot_be_linked_into_has_no_link(uri):
    assert link(uri) is None


def test_the_url_a_document_came_from_is_where_a_link_leads():
    assert link("docs/saved.html", url=PAGE) == f"{PAGE}#:~:text=oak%20pine"
    assert link("faq.jsonl#7", url=f"{PAGE}#part") == f"{PAGE}#:~:text=oak%20pine"


@pytest.mark.parametrize("url", ["http://[x#y", "https://example.org:port/", "http://"])
def test_url_that_makes_no_sense_is_no_error(url):
    assert (link("a", url=url) or "").startswith("http")


@given(st.text(min_size=1, max_size=80).filter(str.strip))
def test_a_fragment_says_the_words_and_stays_one(quoted):
    quoted = quoted.encode("utf-8", "replace").decode()
    found = link(PAGE, quoted)
    fragment = urlsplit(found).fragment
    assert fragment.startswith(":~:text=")
    assert "&" not in fragment and "#" not in fragment and not any(c.isspace() for c in found)
    parts = fragment.removeprefix(":~:text=").split(",")
    ends = [unquote(part) for part in parts]
    words = quoted.split()
    if len(parts) == 1:
        assert ends[0].split() == words and len(words) <= 12
    else:
        assert len(parts) == 2 and len(words) > 1
        assert all(len(end.split()) <= 5 for end in ends)
    for end in ends:
        assert any(end in " ".join(line.split()) for line in quoted.splitlines())
