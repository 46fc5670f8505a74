"""What holds for Markdown reports whatever stands in documents, questions and answers.

Read by markdown-it, which did not write them. What GitHub looks for after the Markdown was read is
looked for in the text of its tokens.
"""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from attrib.report.markdown import answer_markdown, audit_markdown
from attrib.report.markdown_text import markdown_link, plain_markdown
from attrib.report.safety import visible
from attrib.types import (
    Answer,
    AnswerAudit,
    Attribution,
    AuditReport,
    Citation,
    CitationStatus,
    Claim,
    Evidence,
    Passage,
    Provenance,
    Repair,
    RepairStep,
    RetrievedPassage,
    ShortAnswer,
    Source,
    Span,
    Verdict,
)

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
ZERO_WIDTH = "\u200b"
PIECES = st.sampled_from(
    ["@", "@some-body", "a@example.org", "#", "#12", "GH-7", "owner/repo", "www.", "WWW.example.org",
     "http://", "https://example.org/x", "ftp://", "mailto:", ":", ":tada:", ":+1:", "$", "$$", "$x$",
     "`", "```", "~~~", "~~", "*", "**", "_", "__", "-", "- ", "+ ", "1. ", "2) ", "---", "===",
     "# ", "## ", ">", "> ", "|", "|-|-|", "\\", "\\|", "[", "]", "[x]", "[ ] ", "](u)", "[a](b)",
     "![", "![a](b)", "[^1]", "[^1]: ", "[!NOTE]", "[[", "]]", "<", "<b>", "</b>", "<!--", "-->",
     "<script>", "<https://example.org>", "<?", "<![CDATA[", "&", "&lt;", "&#42;", "&amp;copy;",
     "\n", "\r\n", "\n\n", "\t", "    ", "  \n", "\u2028", "\x85", "\x0b", "\x00", "\x1b[2J",
     "\u202e", "\u2066", "\u202b", "\u2069", "\u200b", "\ud800", "\u00a0", "e\u0301", "word",
     "1", " ", "!", ".", "“", "”", "(", ")", "{{x}}", "\uffff"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join))
WRITTEN = TEXTS.filter(lambda text: bool(text.split()))
"""With something in it: what is empty is left out of a report, which changes how it is built."""
RECOGNISED = re.compile(
    r"@[\w-]|\#\d|\bGH-\d|www\.|[a-z]://|:[\w+-]+:|(?<!\u200b)\$", re.IGNORECASE
)
"""What GitHub makes links, mentions, pictures or formulas of, wherever it stands in a text."""

TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def flat(tokens: list[Token]) -> list[Token]:
    return [one for token in tokens for one in (token, *flat(token.children or []))]


def parsed(markdown: str) -> list[Token]:
    return flat(PARSER.parse(markdown))


def skeleton(markdown: str) -> list[tuple[object, ...]]:
    """How a text is built: every token but the words, and where its links lead."""
    return [
        (token.type, token.tag, token.level, token.markup, token.attrs.get("href"))
        for token in parsed(markdown)
        if token.type not in ("text", "inline")
    ]


def words(markdown: str) -> str:
    """The words of each paragraph, heading and cell on lines of their own: what stands in two of them is
    never read as one.
    """
    inline = [token for token in PARSER.parse(markdown) if token.type == "inline"]
    return "\n".join("".join(t.content for t in flat([one]) if t.type == "text") for one in inline)


def as_shown(text: str) -> str:
    """What a reader is to see: on one line, nothing that turns or hides it, all else as it was."""
    line = " ".join(visible(text).split())
    return TURNING.sub("\ufffd", line).replace(ZERO_WIDTH, "")


@given(TEXTS)
@example("@a #1 www.b http://c $d$ :e: GH-1")
@example("1. one\n2. two")
@example("<!-- a")
@example("<script a")
@example("a\\|b | c")
@example("\u2066\u202e turned")
def test_any_text_comes_back_as_the_text_it_was_and_as_nothing_else(text: str) -> None:
    plain = plain_markdown(text)
    for lead, end in (("", ""), ("# ", ""), ("- ", ""), ("> ", ""), ("> a\n>\n> ", ""), ("a ", " b"),
                      ("| a | b |\n|---|---|\n| c | ", " |"), ("- **d**\n- ", "\n- e")):  # fmt: skip
        there, bare = f"{lead}{plain}{end}\n", f"{lead}word{end}\n"
        if text.split():
            assert skeleton(there) == skeleton(bare)
            assert as_shown(words(there)) == as_shown(words(bare)).replace("word", as_shown(text))
    assert not RECOGNISED.search(words(plain)) and not TURNING.search(plain)


@given(WRITTEN, st.sampled_from(["a(b)", "a?b=1&lt;2", "&copy;", "$x$", "a_b_*c*", "[d]", "~~e~~"]))
def test_a_link_leads_where_it_is_to_and_holds_the_text_only(text: str, path: str) -> None:
    href = f"https://example.org/{path}"
    (opened,) = [t for t in parsed(markdown_link(text, href)) if t.type == "link_open"]
    assert str(opened.attrs["href"]).replace("%24", "$") == PARSER.normalizeLink(href)
    assert as_shown(words(markdown_link(text, href))) == as_shown(text)
    for elsewhere in (None, "javascript:alert(1)", "file:///x", "/x", "../x", "x.pdf#page=2"):
        assert "link_open" not in [t.type for t in parsed(markdown_link(text, elsewhere, text))]


def answer_of(text: str, abstained: bool = False) -> Answer:
    """An answer in which everything that somebody else may have written is ``text``."""
    source = Source("1", f"context {text}", text, {"author": text, "date": text})
    whole = Span(0, len(text))
    quote = Evidence("1", *whole, text, 0.9, 3, text)
    citation = Citation(text, *whole, text, CitationStatus.WRONG, "1", "1")
    attribution = Attribution(
        Claim(text, *whole), Verdict.PARTIAL, 0.5, (quote,), (quote,), (whole,), (citation,), True,
        reasons=(text,),
    )  # fmt: skip
    passage = Passage("1", *whole, text, (), 3, (text,))
    found = RetrievedPassage(passage, source, 0.1, 0.2, also_in=(f"also {text}",))
    made = provenance_of(text)
    if abstained:
        return Answer(text, text, (), (), (found,), True, 0.1, made)
    short = ShortAnswer("1", *whole, text, 0.9)
    return Answer(text, text, (attribution,), (source,), (found,), False, 0.5, made, short)


def provenance_of(text: str) -> Provenance:
    repair = Repair(text, RepairStep.DROPPED, "", None, True)
    return Provenance(
        "1", {text: text}, {"name": text}, {}, text, {"path": text}, seed=0, repairs=(repair,)
    )


def report_of(text: str) -> AuditReport:
    """One answer with problems, one without, and one that was not read."""
    shown = answer_of(text)
    fine = Attribution(shown.attributions[0].claim, Verdict.SUPPORTED, 0.9)
    totals = {
        "answers": 3, "malformed": 1, "claims": 2, "verdicts": {"supported": 1, "partial": 1},
        "citations": {"wrong": 1}, "uncited": 1, "scored_answers": 2, "precision_answers": 2,
        "support_rate": 0.5, "citation_recall": 0.5, "citation_precision": None,
    }  # fmt: skip
    answers = (
        AnswerAudit(text, 1, text, text, shown.attributions, shown.sources, 0.5, 0.5, 0.5, None),
        AnswerAudit(text, 2, text, text, (fine,), shown.sources, 1.0, None, 1.0, None),
        AnswerAudit(text, 3, None, "", (), (), None, None, None, text),
    )
    return AuditReport(answers, totals, shown.provenance)


@given(WRITTEN)
@example("@a #1 www.b http://c $d$ :e: GH-1 <b> ![x](y)\n\n# h\n\n```\n| a |")
@example("https://example.org/a_b_(c)?d=1&amp;2 javascript:alert(1)")
@example("0:")
def test_no_text_changes_how_a_report_is_built(text: str) -> None:
    for render in (
        lambda some: audit_markdown(report_of(some)),
        lambda some: answer_markdown(answer_of(some)),
        lambda some: answer_markdown(answer_of(some, abstained=True)),
    ):
        there, bare = render(text), render("word")
        hostile = [(*one[:4], one[4] and "somewhere") for one in skeleton(there)]
        assert [one for one in hostile if not one[0].startswith("link")] == skeleton(bare)
        hrefs = [str(t.attrs["href"]) for t in parsed(there) if t.type == "link_open"]
        assert not hrefs or re.match(r"\s*https?://", text, re.IGNORECASE)
        assert all(re.match(r"https?://", href, re.IGNORECASE) for href in hrefs)
        assert not RECOGNISED.search(words(there))
        assert as_shown(text) in as_shown(words(there))
        there.encode("utf-8", "strict")
