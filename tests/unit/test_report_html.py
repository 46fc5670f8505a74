from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
import report_cases as cases
from lxml import html
from lxml.html import HtmlElement

from attrib.report.answer_page import provenance_rows
from attrib.report.html import answer_html, audit_html
from attrib.report.links import Links
from attrib.report.safety import safe_href, script_json, visible
from attrib.report.segments import Segment, segments
from attrib.sources.document import context_id, document_id
from attrib.types import Answer, Citation, CitationStatus, Evidence, Source, Span, Verdict


def page(answer: Answer) -> HtmlElement:
    return html.document_fromstring(answer_html(answer))


def lit(tree: HtmlElement, claim: int, scope: str = "//") -> str:
    """The text of all marks of a claim, in page order."""
    marks = tree.xpath(f"{scope}mark")
    return "".join(m.text_content() for m in marks if str(claim) in m.get("data-claims").split())


def select(tree: HtmlElement, selectors: str) -> list[HtmlElement]:
    """The elements below ``tree`` that match simple CSS selectors, in page order."""
    return tree.xpath(" | ".join(map(_xpath, selectors.split(", "))))


def _xpath(selector: str) -> str:
    path, axis = "", ".//"
    for step in selector.split():
        if step == ">":
            axis = "/"
            continue
        name, *rest = re.findall(r"^[\w*]*|[.#][\w-]+|\[[^]]+\]", step)
        path += axis + (name or "*")
        for part in rest:
            if part[0] == ".":
                path += f"[contains(concat(' ', @class, ' '), ' {part[1:]} ')]"
            elif part[0] == "#":
                path += f"[@id='{part[1:]}']"
            else:
                key, _, value = part[1:-1].partition("=")
                path += f"[@{key}='{value}']" if value else f"[@{key}]"
        axis = "//"
    return path


def text_of(tree: HtmlElement, selector: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in select(tree, selector)]


def with_evidence(*groups: tuple[Evidence, ...]) -> Answer:
    """The sample answer, with these pieces of evidence for its first sentences."""
    base = cases.answer()
    changed = [
        replace(a, evidence=groups[n] if n < len(groups) else (), contradicting=())
        for n, a in enumerate(base.attributions)
    ]
    return replace(base, attributions=tuple(changed))


def test_marks_hold_exactly_the_words_of_the_evidence() -> None:
    tree = page(cases.answer())
    guide = "//article[@id='source-1']//"
    assert lit(tree, 0, guide) == "was built in 1871 and automated in 1984"
    assert lit(tree, 1, guide) == "automated in 1984. Its lamp stands 38 metres above the sea"
    assert lit(tree, 2, "//article[@id='source-2']//") == (
        "finished in 1874, three years behind schedule"
    )


def test_overlapping_evidence_is_cut_into_pieces_and_the_passage_stays_whole() -> None:
    tree = page(cases.answer())
    shared = [m for m in tree.xpath("//mark") if m.get("data-claims") == "0 1"]
    assert [m.text_content() for m in shared] == ["automated in 1984"]
    assert not tree.xpath("//mark//mark")
    quotes = tree.xpath("//article[@id='source-1']//blockquote")
    assert [q.text_content() for q in quotes] == [cases.GUIDE]


def test_contradicting_words_differ_in_class_and_in_words() -> None:
    tree = page(cases.answer())
    (against, *_) = [m for m in tree.xpath("//mark") if m.get("data-claims") == "0 2"]
    assert against.get("class") == "against"
    assert against.get("title") == "speaks against sentence 1, 3"
    assert text_of(tree, "#source-2 .otherwise") == ["Says otherwise"]
    assert "a source says otherwise" in text_of(tree, ".judgement")[0]


def test_evidence_outside_every_passage_is_a_quote_of_its_own() -> None:
    base = with_evidence((cases.evidence("guide", "from April to October"),))
    short = replace(base, passages=(cases.passage("guide", 0, 40), base.passages[1]))
    tree = page(short)
    assert text_of(tree, "#source-1 blockquote") == [
        cases.GUIDE[:40].strip(),
        "from April to October",
    ]
    assert text_of(tree, "#source-1 .loose .place") == ["Elsewhere in this source"]
    assert lit(tree, 0) == "from April to October"


def test_overlapping_passages_are_shown_as_one_text() -> None:
    base = with_evidence((cases.evidence("guide", "1984. Its lamp"),))
    parts = (cases.passage("guide", 60), cases.passage("guide", 0, 90))
    tree = page(replace(base, passages=parts))
    assert text_of(tree, "#source-1 blockquote") == [cases.GUIDE]
    assert lit(tree, 0) == "1984. Its lamp"


def test_evidence_from_a_document_that_nothing_describes_is_still_shown() -> None:
    stray = Evidence("unknown-doc", 5, 10, "words", 0.5)
    tree = page(with_evidence((stray,)))
    assert "unknown-doc" in text_of(tree, ".source h3")
    assert lit(tree, 0) == "words"


def test_sources_that_nothing_rests_on_are_folded_away() -> None:
    base = with_evidence((cases.evidence("guide", "1871"),))
    tree = page(replace(base, sources=(cases.SOURCES["guide"],)))
    assert text_of(tree, ".sources > .source h3") == ["Marrow Point: a visitor's guide"]
    assert text_of(tree, "details.unused h3") == ["Station log"]


def test_each_sentence_shows_its_verdict_in_words_and_its_unsupported_words() -> None:
    tree = page(cases.answer())
    assert text_of(tree, ".judged .verdict") == [
        "supported",
        "partly supported",
        "contradicted",
        "unsupported",
    ]
    assert text_of(tree, ".sentence .missing") == ["weighs nine tonnes", "on time", "four pounds"]
    assert text_of(tree, ".sentence .cite.wrong") == ["[2]"]
    assert " ".join(text_of(tree, ".sentence")) == cases.LIGHTHOUSE


def test_only_sentences_with_evidence_can_be_chosen_and_by_keyboard_too() -> None:
    tree = page(cases.answer())
    chosen = select(tree, ".sentence[role=button]")
    assert [s.get("data-claim") for s in chosen] == ["0", "1", "2"]
    assert all(e.get("tabindex") == "0" for e in [*chosen, *select(tree, "mark")])


def test_text_between_the_claims_is_not_lost() -> None:
    base = cases.answer()
    tree = page(replace(base, attributions=base.attributions[1:3]))
    assert " ".join(text_of(tree, ".sentence")) == cases.LIGHTHOUSE
    assert len(select(tree, ".judged")) == 2


def test_marks_of_a_list_between_the_claims_are_no_text_of_their_own() -> None:
    text = "Prices:\n\n- It is tall. [1]\n2. It is old [2]\n* * *\n- So they say"
    base = cases.answer()
    claims = tuple(
        cases.attribution(
            text,
            words,
            Verdict.SUPPORTED,
            citations=(cases.citation(text, marker, status, "guide"),),
        )
        for words, marker, status in (
            ("It is tall.", "[1]", CitationStatus.VALID),
            ("It is old", "[2]", CitationStatus.WRONG),
        )
    )
    tree = page(replace(base, text=text, attributions=claims))
    assert text_of(tree, ".sentence") == [
        "Prices: -", "It is tall.", "It is old", "[2] * * * - So they say",
    ]  # fmt: skip
    only = text.index("\n* * *")
    tree = page(replace(base, text=text[:only], attributions=claims))
    assert text_of(tree, ".sentence")[1:] == ["It is tall.", "It is old"]


def test_page_headings_details_and_deep_links_are_shown() -> None:
    tree = html.document_fromstring(answer_html(cases.answer(), Links("../..")))
    assert text_of(tree, ".place") == ["Marrow Point › History", "Says otherwisePage 2"]
    assert text_of(tree, "#source-1 .details") == ["Coast Trust · 2021-05-04"]
    assert [a.get("href") for a in select(tree, ".deep a")] == [
        "https://example.org/marrow-point#:~:text=The%20Marrow%20Point",
        "../../samples/station%20log.pdf#page=2",
    ]


@pytest.mark.parametrize(
    ("page_file", "base", "files"),
    [
        ("out/answer.html", ".", ".."),
        ("answer.html", ".", "."),
        ("answer.html", "my notes/50%", "my%20notes/50%25"),
        ("a/b/answer.html", "c#d", "../../c%23d"),
    ],
)
def test_files_are_linked_as_they_are_seen_from_the_page(tmp_path, page_file, base, files) -> None:
    links = Links.between(tmp_path / page_file, tmp_path / base)
    assert links.files == files
    assert links.to("docs/a.pdf#page=2") == f"{files}/docs/a.pdf#page=2"
    assert links.to("https://e.example/a.pdf") == "https://e.example/a.pdf"
    assert links.to("javascript:alert(1)") is None


def test_what_no_page_can_find_is_no_link() -> None:
    named = Source(context_id("docs/now.md"), "docs/now.md", "")
    assert Links("..").to_source(named) is None, "a context's id is a name"
    url = {"url": "https://e.example/now"}
    assert Links("..").to_source(replace(named, metadata=url)) == url["url"]
    document = Source(document_id("docs/now.md"), "docs/now.md", "", {"url": "intranet/now"})
    assert Links("..").to_source(document) == "../docs/now.md"
    assert Links().to_source(document) is None, "nobody said where the files are"


def test_an_abstention_shows_the_closest_passages() -> None:
    tree = page(cases.abstention())
    assert text_of(tree, ".abstained") == ["The sources do not say."]
    assert text_of(tree, "h2") == ["Closest, but not an answer"]
    assert text_of(tree, "blockquote") == [cases.GUIDE, cases.LOG]
    assert not select(tree, "mark")


def test_lists_in_the_provenance_are_shown_and_what_was_mended_is_not() -> None:
    made = cases.mended().provenance
    filters = {"uris": ("docs/*", "a.md"), "since": None}
    rows = dict(provenance_rows(replace(made, settings={"filters": filters})))
    assert rows["settings filters uris"] == "docs/*, a.md"
    assert "settings filters since" not in rows
    assert not any("repair" in name or "left out" in name for name in rows)


def test_provenance_can_be_unfolded() -> None:
    rows = text_of(page(cases.answer()), "details.provenance dt, details.provenance dd")
    facts = dict(zip(rows[::2], rows[1::2], strict=True))
    assert facts["embedder name"] == "all-MiniLM-L6-v2"
    assert facts["scorer thresholds supported"] == "0.6"


@pytest.mark.parametrize("answer", [cases.answer(), cases.abstention(), cases.hostile()])
def test_the_embedded_json_is_the_answer(answer: Answer) -> None:
    (data,) = select(page(answer), "script[type=application/json]")
    assert json.loads(data.text) == json.loads(json.dumps(answer.to_dict()))


@pytest.mark.parametrize("text", ["</script>", "</script >", "<!--<script>", "]]>", "&lt;"])
def test_no_text_can_leave_the_embedded_json(text: str) -> None:
    embedded = script_json({"text": text})
    assert not set(embedded) & set("<>&")
    assert json.loads(embedded) == {"text": text}
    tree = page(replace(cases.answer(), question=text))
    (data,) = select(tree, "script[type=application/json]")
    assert json.loads(data.text)["question"] == text


def test_hostile_text_stays_text() -> None:
    source = answer_html(cases.hostile())
    tree = html.document_fromstring(source)
    scripts = tree.xpath("//script")
    assert [s.get("type") for s in scripts] == ["application/json", None]
    assert "alert" not in scripts[1].text
    assert source.count("</script>") == 2
    shown = "<script>alert(1)</script> {{7*7}} [bold]loud[/bold] ␛[31mred␛[0m \ufffd2J </script>"
    assert text_of(tree, "h1") == [shown]
    assert text_of(tree, "h3") == [shown]
    assert lit(tree, 0) == shown
    assert "\x1b" not in source
    assert "\x9b" not in source
    assert not [e for e in tree.iter(html.etree.Element) for a in e.attrib if a.startswith("on")]


def test_addresses_that_could_run_code_are_text_only() -> None:
    tree = page(cases.hostile())
    assert "javascript:alert(1)" in text_of(tree, ".uri")
    assert not [h for h in tree.xpath("//@href") if h.lower().startswith("javascript")]


def every_page() -> list[str]:
    answers = [cases.answer(), cases.abstention(), cases.hostile()]
    return [*map(answer_html, answers), audit_html(cases.report())]


@pytest.mark.parametrize("source", every_page())
def test_pages_load_nothing_and_forbid_it(source: str) -> None:
    tree = html.document_fromstring(source)
    assert not tree.xpath("//*[@src or @srcset or @background or @data] | //link | //iframe")
    assert not tree.xpath("//*[@style]")
    (style,) = tree.xpath("//style")
    assert "url(" not in style.text
    assert "@import" not in style.text
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for name, element in (("style-src", style), ("script-src", tree.xpath("//script")[-1])):
        digest = hashlib.sha256(element.text.encode()).digest()
        assert rules[name] == f"'sha256-{base64.b64encode(digest).decode()}'"


def test_pages_can_be_written_whatever_the_text() -> None:
    base = cases.answer()
    odd = replace(base, question="lone \ud800 surrogate, \x00 nul, \u202e turned")
    answer_html(odd).encode("utf-8")
    assert text_of(page(odd), "h1") == ["lone \ufffd surrogate, \u2400 nul, \ufffd turned"]


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org/é", "HTTP://example.org/%C3%A9"),
        ("samples/a b.md", "samples/a%20b.md"),
        ("samples/100%.md", "samples/100%25.md"),
        ("/srv/docs/x.pdf#page=2", "/srv/docs/x.pdf#page=2"),
        ("file:///srv/docs/x.pdf", "file:///srv/docs/x.pdf"),
        ("C:\\docs\\x.pdf", "file:///C:/docs/x.pdf"),
        ('x" onclick="alert(1)', "x%22%20onclick=%22alert(1)"),
        ("javascript:alert(1)", None),
        (" \x01JaVaScRiPt:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("vbscript:x", None),
        ("ftp://example.org/x", None),
        ("//evil.example/x", None),
        ("\\\\evil\\share", None),
        ("file://evil/share", None),
        ("file:////evil/share", None),
        ("https:no-host", None),
        ("https://[broken", None),
        ("", None),
        (None, None),
    ],
)
def test_only_harmless_addresses_become_links(address: str | None, href: str | None) -> None:
    assert safe_href(address) == href


def test_visible_keeps_the_length_of_the_text() -> None:
    text = "".join(map(chr, range(0x300))) + "\u202e\ud800"
    assert len(visible(text)) == len(text)
    assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202e\ud800]", visible(text))
    assert visible("a\tb\r\nc é 中") == "a\tb\r\nc é 中"


def test_segments_cover_the_whole_once_and_know_their_spans() -> None:
    spans = [Span(2, 6), Span(4, 9), Span(0, 2), Span(8, 30), Span(5, 5)]
    assert segments(Span(1, 10), spans) == [
        Segment(1, 2, (2,)),
        Segment(2, 4, (0,)),
        Segment(4, 6, (0, 1)),
        Segment(6, 8, (1,)),
        Segment(8, 9, (1, 3)),
        Segment(9, 10, (3,)),
    ]


def audit_page() -> HtmlElement:
    return html.document_fromstring(audit_html(cases.report()))


def row(tree: HtmlElement, name: str) -> HtmlElement:
    (found,) = [d for d in select(tree, ".audited") if text_of(d, ".name") == [name]]
    return found


def test_audit_figures_and_filters_show_the_totals() -> None:
    tree = audit_page()
    assert text_of(tree, ".figures dd") == [
        "57 claims",
        "42.9%of 7 claims",
        "41.7%of 3 answers",
        "50.0%of 3 answers",
    ]
    buttons = {b.get("data-key"): b for b in select(tree, ".filters button")}
    assert {key: b.get("data-answers") for key, b in buttons.items()} == {
        "all": "5",
        "supported": "3",
        "partial": "1",
        "contradicted": "1",
        "unsupported": "1",
        "unchecked": "2",
        "not_a_claim": "1",
        "citations": "3",
        "disputed": "1",
    }
    widths = [float(w) for w in tree.xpath("//rect/@width")]
    assert sum(widths) == pytest.approx(100, abs=0.01)


def test_each_filter_leaves_the_answers_that_its_button_counts() -> None:
    tree = audit_page()
    (style,) = tree.xpath("//style")
    for button in select(tree, ".filters button")[1:]:
        key = button.get("data-key")
        assert f'[data-filter="{key}"] .audited:not([data-keys~="{key}"])' in style.text
        left = [d for d in select(tree, ".audited") if key in d.get("data-keys").split()]
        assert len(left) == int(button.get("data-answers"))


def test_an_audited_sentence_shows_citations_evidence_and_reasons() -> None:
    wrong = select(row(audit_page(), "mixed"), ".judged")[2]
    assert text_of(wrong, ".verdict") == ["contradicted"]
    assert text_of(wrong, ".citations li") == [
        "[2] wrong Station log; [1] Marrow Point: a visitor's guide supports it"
    ]
    assert text_of(wrong, "figure.against .words") == [
        "finished in 1874, three years behind schedule"
    ]
    assert text_of(wrong, "figcaption") == ["But Station log, page 2, says otherwise"]
    assert "“three years behind schedule” says the opposite of “on time”" in text_of(
        wrong, ".notes li"
    )


def test_an_answer_that_a_source_speaks_against_is_marked_in_its_closed_state() -> None:
    marked = [text_of(d, ".tally .disputed") for d in select(audit_page(), ".audited")]
    assert marked == [[], ["≠ 1 where a source says otherwise"], [], [], []]


def test_uncited_and_dangling_are_named() -> None:
    tree = audit_page()
    assert text_of(row(tree, "lamp"), ".citations li") == ["no citation"]
    assert text_of(row(tree, "odd"), ".citations li") == ["[9] dangling"]


def test_a_row_that_could_not_be_checked_says_why() -> None:
    torn = row(audit_page(), "torn")
    assert text_of(torn, ".error") == ["Not checked: line 5 is not JSON: '{\"answer\": '"]
    assert torn.get("data-keys") == "unchecked"


def test_a_marker_with_two_targets_gives_each_its_own_status() -> None:
    report = cases.report()
    text = "The lighthouse was built in 1871. [1, 9]"
    start = text.index("[")
    both = tuple(
        Citation("[1, 9]", start, len(text), target, status, document)
        for target, status, document in (
            ("1", CitationStatus.VALID, "guide"),
            ("9", CitationStatus.DANGLING, None),
        )
    )
    attribution = cases.attribution(text, text, Verdict.SUPPORTED, citations=both)
    audit = replace(report.answers[0], answer=text, attributions=(attribution,))
    tree = html.document_fromstring(audit_html(replace(report, answers=(audit,))))
    assert text_of(tree, ".citations li") == [
        "[1] valid Marrow Point: a visitor's guide",
        "[9] dangling",
    ]
    assert text_of(tree, ".sentence .cite.dangling") == ["[1, 9]"]


def test_findings_are_unfolded_in_a_short_report_only() -> None:
    short = [d.get("open") is not None for d in select(audit_page(), ".audited")]
    assert short == [False, True, True, True, True]
    long = html.document_fromstring(audit_html(cases.report(copies=6)))
    assert not select(long, ".audited[open]")
    assert len(select(long, ".audited")) == 30


def test_a_short_answer_what_was_mended_and_why_are_on_the_page() -> None:
    tree = page(cases.mended())
    assert text_of(tree, "p.short") == ["in 1871"]
    told = " ".join(tree.text_content().split())
    assert "“It glows.” was not supported: left out" in told
    assert "log probability falls by 5.2" in told
    plain = page(cases.answer())
    assert text_of(plain, "p.short") == []
    assert "Mended" not in plain.text_content()


def test_what_is_not_answered_of_a_question_with_parts_is_on_the_page() -> None:
    assert text_of(page(cases.in_part()), "p.short") == [
        "When was it built? in 1871", "who <i>paid</i> for it? not answered by these documents"
    ]  # fmt: skip
