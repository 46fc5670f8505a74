"""Passages and sentences are views of the document, whatever the text."""

# ruff: noqa: E501 (one case a line)

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attrib.sources.document import DocumentBuilder
from attrib.text.cells import cells
from attrib.text.passages import PassageRules, cut
from attrib.text.sentences import split_sentences
from attrib.text.words import content_terms, words
from attrib.types import Span

PIECES = st.sampled_from(
    [
        "The valve opens at 3.5 bar. ",
        "Dr. Berg said: “No!” ",
        "潮汐発電所は北にある。次の文です。",
        "המפעל נפתח ב־2031. ",
        "المحطة تعمل؟ نعم. ",
        "e\u0301a\u0308 \u0915\u094d\u0937 ",
        "👩‍🔧🏽 works\u200d ",
        "line one\r\nline two\r\n\r\n",
        "\u2028\u00a0\u200b\ufeff",
        "supercalifragilistic" * 9,
        "Use torch.nn.Module, .NET or https://x.org/A.B?C=D_.E. See App. A. ",
        "...",
    ]
)
TEXTS = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=40).map("".join))
KINDS = st.sampled_from(["heading", "paragraph", "list_item", "table_row", "code"])


def characters_as_tokens(texts):
    """A tokenizer that needs no model: every character that is not white space is a token."""
    return [[Span(i, i + 1) for i, c in enumerate(text) if not c.isspace()] for text in texts]


def build(blocks):
    builder = DocumentBuilder()
    for page, (text, kind, level) in enumerate(blocks):
        if page % 3 == 0:
            builder.start_page()
        builder.add(text, kind, level if kind == "heading" else 0)
    return builder.build("doc.txt", "Doc")


@given(TEXTS, st.sampled_from(["en", "de", "ja", "ar", "xx", ""]))
def test_sentences_tile_the_text(text, language):
    spans = split_sentences(text, language=language)
    position = 0
    for span in spans:
        assert not text[position : span.start].strip()
        assert span.start < span.end
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        position = span.end
    assert not text[position:].strip()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("There are approx. 12 farms. It grew.", "en", ["There are approx. 12 farms.", "It grew."]),
        ("See vol. 2 of it. It grew.", "en", ["See vol. 2 of it.", "It grew."]),
        ("It is approx. It grew.", "en", ["It is approx.", "It grew."]),
        ("Der 2. Weltkrieg endete 1945.", "de", ["Der 2. Weltkrieg endete 1945."]),
        (
            "Im 2. Weltkrieg. Er hat 2. Sie nicht.",
            "de",
            ["Im 2. Weltkrieg.", "Er hat 2.", "Sie nicht."],
        ),
        ("Das war der 2.\n\nEr kam.", "de", ["Das war der 2.", "Er kam."]),
        ("By Eq. 5 it holds. See Eqs. 5 and 6.", "en", ["By Eq. 5 it holds.", "See Eqs. 5 and 6."]),
        ("The max. speed is 5.", "en", ["The max. speed is 5."]),
        ("Approx. 300 came. Max. 5 may.", "en", ["Approx. 300 came.", "Max. 5 may."]),
        ("See Figs. 3 and 4, Ch. 6, Vol. 3.", "en", ["See Figs. 3 and 4, Ch. 6, Vol. 3."]),
        ("By Thm. 2, Def. 3 and Ex. 4 it holds.", "en", ["By Thm. 2, Def. 3 and Ex. 4 it holds."]),
        ("It was my ex. 3 years passed.", "en", ["It was my ex.", "3 years passed."]),
        ("Art. 5 para. 2 and Arts. 7 to 9 apply.", "en", ["Art. 5 para. 2 and Arts. 7 to 9 apply."]),
        ("See App. A for it. Use the App. A new one came.", "en",
         ["See App. A for it.", "Use the App.", "A new one came."]),
        ("By Ref. [12] it holds, see Refs. [3, 4], too.", "en", ["By Ref. [12] it holds, see Refs. [3, 4], too."]),
        ("See Ref. [12]. It grew.", "en", ["See Ref. [12].", "It grew."]),
        ("See Suppl. Fig. 3 of it.", "en", ["See Suppl. Fig. 3 of it."]),
        ("An avg. price. It is max. Then it fell.", "en", ["An avg. price.", "It is max.", "Then it fell."]),
        ("It opens at 3 p.m. CET on Mondays.", "en", ["It opens at 3 p.m. CET on Mondays."]),
        ("Um 3 p.m. MEZ war es so.", "de", ["Um 3 p.m. MEZ war es so."]),
        ("He arrived at 5 p.m. The train left.", "en", ["He arrived at 5 p.m.", "The train left."]),
        ("It closed at 5 p.m. Etna fell.", "en", ["It closed at 5 p.m.", "Etna fell."]),
        ("Preise inkl. MwSt. und zzgl. Kurtaxe. Er zahlt.", "de", ["Preise inkl. MwSt. und zzgl. Kurtaxe.", "Er zahlt."]),
        ("Preis inkl. MwSt. 12 €. Er zahlt.", "en", ["Preis inkl. MwSt. 12 €.", "Er zahlt."]),
        ("Es kostet 9 Euro exkl. Versand. Er zahlt.", "de", ["Es kostet 9 Euro exkl. Versand.", "Er zahlt."]),
    ],
)  # fmt: skip
def test_no_sentence_ends_within_an_abbreviation(text, language, expected):
    assert [text[slice(*span)] for span in split_sentences(text, language=language)] == expected


@pytest.mark.parametrize(
    "name",
    [
        "torch.nn.Module",
        "ASP.NET",
        ".NET 8",
        "`.NET`",
        "java.util.List",
        "http.Client",
        "HttpStatus.NOT_FOUND",
        "Color.RED",
        "f(x).Value",
        "README.MD",
        "appsettings.Development.json",
        "https://x.org/System.Text.Json",
        "https://x.org/wiki/Ada_W._Lind",
        "https://x.org/?Title=Mill!Of.The",
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_no_sentence_ends_within_a_name_or_a_url(name, language):
    whole = [f"We use {name} to grind.", f"It takes {name} too."]
    text = " ".join(whole)
    assert [text[slice(*span)] for span in split_sentences(text, language=language)] == whole


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("She won.|He lost.", "en"),
        ("It costs 5 EUR.|It's cheap.", "en"),
        ("It burned in 1871.|The mill stood.", "en"),
        ("Sie brannte ab.|Die Mühle steht.", "de"),
        ("It uses ASP.NET.| It runs.", "en"),
        ("Он ушёл.|Мария пришла.", "ru"),
        ("What?|Yes.", "en"),
    ],
)
def test_a_sentence_that_is_written_close_to_another_stays_one(text, language):
    first, second = text.split("|")
    found = split_sentences(first + second, language=language)
    assert [(first + second)[slice(*span)] for span in found] == [first, second.strip()]


@pytest.mark.parametrize("mark", ["**", "*", "__", "_", "~~", "***", "=="])
def test_the_end_of_an_emphasis_belongs_to_the_sentence_it_closes(mark):
    text = f"{mark}It is free.{mark} It is new. {mark}It is so!{mark}"
    expected = [f"{mark}It is free.{mark}", "It is new.", f"{mark}It is so!{mark}"]
    assert [text[slice(*span)] for span in split_sentences(text)] == expected


@pytest.mark.parametrize(
    "whole",
    [
        "Die Mühle wurde verkauft.",
        "Es kostet 12 €.",
        "Es waren 5 %.",
        "So war es 1931.",
        "Er ging um 9 Uhr.",
        "Sie ist alt!",
        "Ist sie alt?",
        "**Sie brannte ab.**",
        "Er sagte: „Sie sank.“",
        "Sie hat 14    .",
        "Am 3. Mai kam er.",
        "Am 5. 12. 1931 sank Nr. 3, ein Boot der 2. Klasse.",
        "Der 1. FC gewann.",
    ],
)
def test_german_sentences_may_begin_with_a_figure(whole):
    text = f"{whole} 5 Boote sanken."
    assert split_sentences(text, language="de") == [
        Span(0, len(whole)),
        Span(len(whole) + 1, len(text)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Es war am 3. Mai.",
        "Es war am 5. 12. 1931.",
        "Siehe Nr. 3, § 5 Abs. 2, Art. 5, Bd. 3, Kap. 4 und S. 12.",
        "Es kostet max. 5, ca. 20, mind. 3, evtl. 4, insg. 20 Euro.",
        "Er wohnt in der Hauptstr. 5, Art.-Nr. 5, Tel. 0123 456.",
        "Es ist tägl. 8 bis 12 und Mo. 9 bis 5 offen.",
        "Gegr. 1890, geb. 1756, gest. 1791, urspr. 1950, im Sept. 2020.",
        "Es waren 5 Mio. 300 davon blieben.",
    ],
)
def test_german_abbreviations_and_ordinals_end_no_sentence_before_a_figure(text):
    assert split_sentences(text, language="de") == [Span(0, len(text))]


@pytest.mark.parametrize(
    "part",
    ["a", ". ", "?! ", ".   ", "verkauft. 5 ", '."', " ", "5", "*", "a.B", "a(x).B", "://A."],
)
def test_german_texts_are_cut_in_linear_time(part):
    text = part * 100_000
    assert len(split_sentences(text, language="de")) <= len(text)


SPACES = "\x85\xa0\u1680\u2000\u2009\u2028\u2029\u202f\u205f\u3000"


@pytest.mark.parametrize("space", SPACES)
def test_a_space_of_any_kind_before_a_full_stop_is_a_space(space):
    text = f"Take vitamin C{space}. It helps."
    assert split_sentences(text) == [Span(0, 16), Span(17, 26)]


@given(st.text(f"AÉb1.!?“ {SPACES}", max_size=20), st.sampled_from(["en", "de", "ja", "he"]))
def test_spaces_of_other_kinds_change_no_sentence(text, language):
    plain = "".join(" " if char in SPACES else char for char in text)
    assert split_sentences(text, language=language) == split_sentences(plain, language=language)


@given(TEXTS)
def test_words_are_slices_of_the_text(text):
    for word in words(text):
        assert text[word.start : word.end] == word.text
    for term in content_terms(text):
        assert 0 <= term.span.start < term.span.end <= len(text)


def words_as_tokens(texts):
    return [[Span(*found.span()) for found in re.finditer(r"\w+|[^\w\s]", t)] for t in texts]


def pieces(text, kind):
    passages = cut(build([(text, kind, 1)]), words_as_tokens, PassageRules(67, 0))
    assert len(passages) > 1
    return [passage.text for passage in passages]


@pytest.mark.parametrize("kind", ["code", "paragraph"])
def test_lines_of_code_and_logs_are_not_torn(kind):
    lines = [f"    job {i} took {3 * i} ms on worker {i % 7} of pool a, b and c" for i in range(30)]
    found = [line for piece in pieces("\n".join(lines), kind) for line in piece.split("\n")]
    assert [line.strip() for line in found] == [line.strip() for line in lines]


def test_cells_of_a_long_row_are_not_torn():
    values = {f"Month {i} of {year} (MWh)": f"{300 + i} net" for year in (1, 2) for i in range(12)}
    row = "; ".join(f"{header}: {value}" for header, value in values.items())
    found = [cell for piece in pieces(row, "table_row") for cell in cells(piece)]
    assert {cell.header: cell.value for cell in found} == values


def test_a_line_longer_than_the_budget_is_cut_at_white_space():
    text = " ".join(f"word{i}" for i in range(150))
    assert " ".join(pieces(text, "code")) == text


@settings(max_examples=200)
@given(
    st.lists(st.tuples(TEXTS, KINDS, st.integers(1, 6)), max_size=8),
    st.integers(16, 120),
    st.integers(0, 2),
)
def test_passages_are_views_within_the_budget(blocks, tokens, overlap):
    document = build(blocks)
    passages = cut(document, characters_as_tokens, PassageRules(tokens, overlap))
    covered = set()
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text != ""
        assert passage.page == document.page_at(passage.start)
        (counted,) = characters_as_tokens([passage.text])
        assert len(counted) <= tokens
        assert passage.sentences[0].start == passage.start
        assert passage.sentences[-1].end == passage.end
        for sentence in passage.sentences:
            assert passage.quote(sentence) == document.text[sentence.start : sentence.end]
        covered.update(range(passage.start, passage.end))
    assert [p.start for p in passages] == sorted(p.start for p in passages)
    headings = set()
    for passage in passages:
        headings.update(passage.headings)
    for block in document.blocks:
        text = document.text[block.start : block.end]
        if block.kind == "heading":
            assert " ".join(text.split()) in headings or block.start in covered
        else:
            outside = [i for i in range(block.start, block.end) if i not in covered]
            assert all(document.text[i].isspace() for i in outside), "text is lost"
