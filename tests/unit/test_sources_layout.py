from __future__ import annotations

from dataclasses import replace

import pytest

from attrib.sources.layout import Line, paragraphs

CHARACTER = 5.0


def page(*texts: str | tuple[str, float], left: float = 50, top: float = 800, pitch: float = 13):
    """Lines set in a column of fixed-width characters; a float is extra space above."""
    lines = []
    bottom = top
    for entry in texts:
        text, space = entry if isinstance(entry, tuple) else (entry, 0.0)
        bottom -= pitch + space
        lines.append(
            Line(
                text=text,
                left=left,
                right=left + CHARACTER * len(text),
                bottom=bottom,
                size=11,
                first_word=CHARACTER * len(text.split()[0]),
            )
        )
    return lines


def texts(*pages: list[Line]) -> list[str]:
    return [piece.text for piece in paragraphs(pages)]


def test_hyphens_at_line_ends():
    lines = page(
        "The hydro-electric plant stands near the weir, where the elec-",
        "tric current is made. The hydro-",
        "electric plant of Jean-",
        "Pierre made it in pre-",
        "and post-war times with COVID-",
        "19 rules.",
    )
    assert texts(lines) == [
        "The hydro-electric plant stands near the weir, where the electric current is made. "
        "The hydro-electric plant of Jean-Pierre made it in pre- and post-war times with "
        "COVID-19 rules."
    ]


def test_a_word_cut_over_the_end_of_a_page():
    pages = page("The council agreed to build the hydro-"), page("graphic station in 1931.")
    assert texts(*pages) == ["The council agreed to build the hydrographic station in 1931."]


def test_space_above_and_short_lines_part_paragraphs():
    lines = page(
        "A first paragraph fills its line to the very end of it all",
        "and goes on here.",
        "Another one follows it without any space in between, and it",
        "ends here too.",
        ("A third one stands apart, though the one before was full.", 9),
    )
    assert [text.split()[0] for text in texts(lines)] == ["A", "Another", "A"]


def test_rows_stay_apart():
    lines = page(
        "Item Price", "Apples 3", "Pears 4", "Everything together costs no more than 7 euros."
    )
    assert texts(lines)[:3] == ["Item Price", "Apples 3", "Pears 4"]


def test_bullets_begin_items_and_keep_their_wrapped_lines():
    lines = page("Bring these along on the tour:", "• a coat that keeps the rain", "off", "• boots")
    pieces = paragraphs([lines])
    assert [(p.kind, p.text) for p in pieces] == [
        ("paragraph", "Bring these along on the tour:"),
        ("list_item", "• a coat that keeps the rain off"),
        ("list_item", "• boots"),
    ]


def test_running_heads_feet_and_page_numbers_do_not_cut_sentences():
    pages = [
        page(
            f"Coast Trust report {number}",
            f"{word} words stand on this line of the page and fill it",
            f"so that the {word} sentence goes on over the end of the page",
            f"Page {number} of 4",
        )
        for number, word in enumerate(("Some", "Many", "Few", "No"), 1)
    ]
    text = " ".join(texts(*pages))
    assert "Page" not in text
    assert text.count("Coast Trust report") == 1
    assert "the end of the page Many words" in text


def test_what_differs_from_page_to_page_is_no_running_line():
    amounts = ("1,250", "2,980", "43,700", "1" * 5000)
    pages = [
        page(
            f"Harbour Trust, bills of 2023, page {n + 1}",
            f"Customer {n * 7}, Harbour Street",
            f"The delivery to site {n * 5} was found complete.",
            f"Total: {amount} euros",
            "Payment is due within 30 days.",
        )
        for n, amount in enumerate(amounts)
    ]
    found = " ".join(texts(*pages))
    assert all(f"Total: {amount} euros" in found for amount in amounts)
    assert found.count("Customer") == 4
    assert found.count("Harbour Trust") == 1
    assert "Payment" not in found


def test_page_numbers_that_begin_anew_are_page_numbers():
    words = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    pages = [
        page(f"{word} words stand here.", "They are few.", f"Part page {n % 3 + 1}")
        for n, word in enumerate(words)
    ]
    assert not any("Part page" in text for text in texts(*pages))


WORDS = ("Some words stand here and", "Many more words follow on this", "The last words of all are")


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3"),
        ("41", "42", "43"),
        ("1", "- 2 -", "3 / 9"),
        ("Page 7", "Seite 2", "p. 9"),
        ("vii", "41", "42"),
    ],
)
def test_numbers_that_count_the_pages_are_left_out(numbers):
    pages = [page(word, "they are few.", n) for word, n in zip(WORDS, numbers, strict=True)]
    found = " ".join(texts(*pages))
    assert not any(n in found for n in numbers if n != "vii")


def test_a_figure_at_the_edge_of_a_page_is_kept():
    pages = [
        page(word, "Members at the end of the year", n)
        for word, n in zip(WORDS, ("4512", "87", "5"), strict=True)
    ]
    assert {"4512", "87", "5"} <= set(" ".join(texts(*pages)).split())


def test_a_year_that_heads_each_page_is_kept():
    pages = []
    for year, word in zip(("2021", "2022", "2023"), WORDS, strict=True):
        first, *others = page(year, word, "they are few.")
        pages.append([replace(first, size=18), *others])
    found = [(piece.kind, piece.text) for piece in paragraphs(pages)]
    assert [text for kind, text in found if kind == "heading"] == ["2021", "2022", "2023"]


def test_a_table_over_many_pages_loses_no_row():
    rows = [f"{n} {n * 2} {n * 3}" for n in range(20)]
    pages = [page(*rows[start : start + 5]) for start in (0, 5, 10, 15)]
    assert texts(*pages) == rows


def test_chinese_lines_join_without_a_space():
    wide = [
        Line("北京是中华人民共和国的首都，人口约", 50, 250, 700, 11, 200),
        Line("二千一百万。", 50, 120, 686, 11, 70),
    ]
    assert texts(wide) == ["北京是中华人民共和国的首都，人口约二千一百万。"]


def test_a_second_column_continues_the_first():
    left = page("The first column ends in the middle of a", "sentence and the second one")
    right = page("takes it up again at its top, as", "columns do.", left=320)
    assert texts([*left, *right])[-1].endswith(
        "the second one takes it up again at its top, as columns do."
    )


def test_no_lines_no_paragraphs():
    assert paragraphs([[], []]) == []
