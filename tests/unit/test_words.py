from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from attrib.encoding import pairs
from attrib.text import words
from attrib.text.words import content_terms


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("10⁶ litres", ["10^6", "litr"]),
        ("106 litres", ["106", "litr"]),
        ("visitors of 2023²", ["visitor", "2023"]),
        ("1,250³ boats", ["1250", "boat"]),
        ("50 m² or 50 m2", ["50", "m2", "50", "m2"]),
    ],
)
def test_raised_figures_make_no_other_number(text: str, stems: list[str]) -> None:
    assert [term.stem for term in content_terms(text, "en")] == stems


@pytest.mark.parametrize(
    "stem",
    [lambda word: words._stem.__wrapped__(word, "en"), pairs._form.__wrapped__],
    ids=["words", "pairs"],
)
def test_words_are_stemmed_in_several_threads_as_in_one(stem) -> None:
    forms = [f"{root}{end}" for root in ("gener", "nation") for end in ("alized", "ations", "ings")]
    expected = [stem(form) for form in forms]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            for found in threads.map(lambda _: [stem(form) for form in forms], range(300)):
                assert found == expected
    finally:
        sys.setswitchinterval(before)
