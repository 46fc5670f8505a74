from __future__ import annotations

import codecs
import random

import pytest
from source_files import blocks, document

from attrib.errors import SourceError
from attrib.sources.decode import decode, is_binary

GERMAN = "Der Zug fährt um 8 Uhr ab. Die Straße nach Köln ist übrigens gesperrt. Grüße!"
FRENCH = "La société a été fondée en 1931 à Genève, près du Rhône. Elle emploie 120 personnes."
RUSSIAN = "Москва является столицей России. Население города составляет 12 миллионов."
CHINESE = "北京是中华人民共和国的首都。人口约二千一百万。"
JAPANESE = "東京は日本の首都です。人口は約1400万人です。"
POLISH = "Zażółć gęślą jaźń. Warszawa jest stolicą Polski i leży nad Wisłą. Żeglarze płyną."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "cp1252"),
        (FRENCH, "cp1252"),
        ("Café", "latin-1"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (CHINESE, "gb18030"),
        (JAPANESE, "shift_jis"),
        (POLISH, "cp1250"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (JAPANESE + " " + JAPANESE, "utf-16-le"),
    ],
)
def test_encodings_are_detected(text, encoding):
    assert decode(text.encode(encoding)) == text


ENGLISH = (
    "The station measured the water in the bay each morning of the year, and the keeper wrote the "
    "figures down by hand. "
)


@pytest.mark.parametrize("before", ["", ENGLISH, 4 * ENGLISH])
@pytest.mark.parametrize(
    "text",
    [
        "It was 20 °C in May.", "10 £ and ½", "A width of 25 µm.", "© 2024 Foo Ltd", "naïve",
        "El Niño", "São Paulo", "Malmö", "Ångström", "Øst", "± 5 %", "Temp °C;Depth m",
        "The crème brûlée is £7.50", "It’s “so”: 5 €", "×",
    ],
)  # fmt: skip
def test_a_few_western_characters_are_no_halves_of_asian_ones(before, text):
    assert decode((before + text).encode("cp1252")) == before + text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Gdańsk leży nad morzem.", "cp1250"),
        ("Kraków leży nad Wisłą.", "cp1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250"),
        ("Καλημέρα κόσμε", "cp1253"),
        ("Türkiye'nin başkenti Ankara'dır ve nüfusu çok fazladır.", "cp1254"),
        ("Мост построен в 1920 году.", "cp1251"),
        ("日本語のテキストです。", "shift_jis"),
        ("台北", "big5"),
    ],
)
def test_short_texts_of_other_encodings_are_detected(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_text(bom, encoding):
    assert decode(bom + GERMAN.encode(encoding)) == GERMAN


def test_the_declared_charset_decides_where_detection_would_guess():
    assert decode("kůň čeká".encode("iso-8859-2"), "iso-8859-2") == "kůň čeká"
    assert decode(JAPANESE.encode("iso-2022-jp"), "ISO-2022-JP") == JAPANESE


def test_a_wrong_or_unknown_declaration_does_no_harm():
    assert decode(GERMAN.encode(), "shift_jis") == GERMAN
    assert decode(GERMAN.encode(), "no-such-charset") == GERMAN


@pytest.mark.parametrize("text", [GERMAN, FRENCH, RUSSIAN, CHINESE, JAPANESE, POLISH])
@pytest.mark.parametrize("stray", [b"\xff", b"\xe9", b"\x92", b"\xc3"])
def test_a_stray_byte_costs_one_character_of_utf_8(text, stray):
    data = text.encode()
    assert decode(data + b" " + stray + b" " + data) == f"{text} \ufffd {text}"
    assert decode(data + b" " + stray + b" " + data, "iso-8859-1") == f"{text} \ufffd {text}"


def test_utf_8_that_is_cut_inside_a_character_is_utf_8():
    assert decode(GERMAN.encode() + "€".encode()[:2]) == GERMAN + "\ufffd"


@pytest.mark.parametrize("charset", ["iso-8859-1", "Latin1", "us-ascii", "windows-1252"])
def test_western_declarations_mean_what_browsers_take_them_for(charset):
    data = b"It\x92s \x93quoted\x94: \x80 5 for caf\xe9, \x81 is undefined"
    assert decode(data, charset) == "It’s “quoted”: € 5 for café, \ufffd is undefined"


def test_line_ends_become_line_feeds_and_stray_nuls_vanish():
    assert decode(b"one\r\ntwo\rth\x00ree\n") == "one\ntwo\nthree\n"


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + " \n".encode("utf-16-le")]
)
def test_nothing_but_white_space_is_empty(data):
    with pytest.raises(SourceError, match="is empty"):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00" * 500,
        b"ab" + b"\x00" * 200,
        random.Random(7).randbytes(4000),
        b"\x7fELF\x02\x01\x01" + bytes(range(32)) * 20,
    ],
)
def test_binary_data_is_refused(data):
    assert is_binary(data)
    with pytest.raises(SourceError, match="binary data, not text"):
        decode(data)


def test_a_long_legacy_text_is_detected_from_its_beginning():
    text = f"{FRENCH}\n" * 15_000
    assert decode(text.encode("cp1252")) == text


def test_plain_text_is_paragraphs_word_for_word():
    doc = document("notes/log.txt", "\ufeffFirst line,\r\nwrapped.\r\n \r\n\r\nSecond — “one”.\r\n")
    assert blocks(doc) == [
        ("paragraph", "First line,\nwrapped."),
        ("paragraph", "Second — “one”."),
    ]
    assert doc.title == "log"
    assert doc.uri == "notes/log.txt"
    assert doc.pages == ()


@pytest.mark.parametrize("name", ["a.rst", "a.log", "a.text", "a.unknown", "README"])
def test_other_text_files_read_as_plain_text(name):
    assert document(name, "Title\n=====\n\nA *word*.").text == "Title\n=====\n\nA *word*."
